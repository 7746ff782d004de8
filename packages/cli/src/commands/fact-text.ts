/** Statements in words for people: who, what, says who, and the page it stands on. */
import {
  type ActAlleged,
  type Citation,
  type LinkStated,
  type Party,
  type Perception,
  type Place,
  propertyByCode,
  type SaidBy,
  type StatementState,
  type Term,
  termByCode,
  thesaurus,
  type Value,
  type When,
} from "@amana/record";
import type { VaultView } from "@amana/vault";
import { name } from "../output.ts";
import type { Language } from "../words/index.ts";

export function placeText(place: Place): string {
  switch (place.type) {
    case "whole":
      return "whole";
    case "page":
      return place.label === undefined ? `page ${place.page}` : `page ${place.page} (${place.label})`;
    case "time":
      return `${clock(place.from)}–${clock(place.to)}`;
    case "cell":
      return `${place.sheet === "" ? "" : `sheet ${place.sheet}, `}row ${place.row}${place.column === undefined ? "" : `, column ${place.column}`}`;
    case "paragraph":
      return `paragraph ${place.paragraph}`;
    case "part":
      return place.part === "body" ? `paragraph ${place.paragraph}` : place.part;
    case "message":
      return `message ${place.message}${place.at === undefined ? "" : ` (${place.at})`}`;
  }
}

export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

export function valueText(value: Value): string {
  if (value.type === "text") return value.text;
  if (value.type === "number") return value.unit === undefined ? String(value.number) : `${value.number} ${value.unit}`;
  if (value.type === "place") return value.place.said;
  if (value.type === "record") return value.record;
  if (value.type === "term") return value.said ?? value.code;
  return whenText(value.date);
}

export function whenText(when: When): string {
  return when.said ?? [when.from, when.to].filter((each) => each !== undefined).join(" – ");
}

export function sayerText(view: VaultView, by: SaidBy): string {
  if (by.type === "words") return name(by.words);
  if (by.type === "person") return personText(view, by.person);
  return "not stated";
}

export const personText = (view: VaultView, id: string): string => recordText(view, id);

function partyText(view: VaultView, party: Party): string {
  if (party.type === "person") return personText(view, party.person);
  const counted = party.number === undefined ? "" : ` (${party.number})`;
  if (party.type === "group") return `${recordText(view, party.group)}${counted}`;
  return party.type === "words" ? `${name(party.words)}${counted}` : `not known${counted}`;
}

/** Any record by its label. */
export function recordText(view: VaultView, id: string): string {
  const type = id.slice(0, id.indexOf("_"));
  if (type !== "per" && type !== "grp" && type !== "inc" && type !== "plc") return id;
  const label = view.state(type, id)?.body.label;
  return label === undefined ? id : `${id} ${name(label)}`;
}

function termText(list: keyof typeof thesaurus, code: string | undefined, language: Language): string | undefined {
  return code === undefined ? undefined : (termByCode(thesaurus[list], code)?.label[language] ?? code);
}

function meant(list: keyof typeof thesaurus, term: Term, language: Language): string {
  const words = termText(list, term.code, language);
  return words === undefined || words === term.said ? name(term.said) : `${name(term.said)} [${words}]`;
}

export function citationText(view: VaultView, citation: Citation): string {
  const source = view.source(citation.source);
  const title = source === undefined ? "erased" : name(source.title ?? source.name);
  return `${citation.source}, ${placeText(citation.place)} — ${title}${checkedText[citation.checked]}`;
}

const checkedText = {
  "in-layer": "",
  "in-find-only-layer": " (found in a text layer that is good for finding only: confirm it on the page)",
  "by-eye": " (read by eye)",
} as const satisfies { [C in Citation["checked"]]: string };

/** One line for a list. */
export function factLine(view: VaultView, id: string, withdrawn: boolean): string {
  const mark = withdrawn ? "  (withdrawn)" : "";
  const cited = (citation: Citation | undefined) =>
    `  [${citation?.source ?? ""}, ${placeText(citation?.place ?? { type: "whole" })}]${mark}`;
  if (id.startsWith("clm_")) {
    const body = view.state("clm", id)?.body;
    if (body === undefined) return `${id}  erased`;
    return `${id}  ${recordText(view, body.about)}  ${body.property}: ${name(valueText(body.value))}${cited(body.citations[0])}`;
  }
  if (id.startsWith("lnk_")) {
    const body = view.state("lnk", id)?.body;
    if (body === undefined) return `${id}  erased`;
    return `${id}  ${recordText(view, body.from)}  ${body.relation}  ${recordText(view, body.to)}${periodText(body)}${cited(body.citations[0])}`;
  }
  const body = view.state("act", id)?.body;
  if (body === undefined) return `${id}  erased`;
  const victims = body.victims.map((victim) => partyText(view, victim)).join(", ");
  return `${id}  ${name(body.type.said)} → ${victims}${body.when ? `  ${whenText(body.when)}` : ""}${cited(body.citations[0])}`;
}

function periodText({ since, until }: LinkStated): string {
  if (since === undefined && until === undefined) return "";
  return `  ${since ? whenText(since) : "…"} – ${until ? whenText(until) : "…"}`;
}

/** Everything about one statement, a line each. */
export function factLines(view: VaultView, id: string, language: Language): string[] {
  if (id.startsWith("clm_")) {
    const state = view.state("clm", id);
    if (state === undefined) return [`${id}  erased`];
    const { body } = state;
    return [
      `${id}`,
      `  about      ${recordText(view, body.about)}`,
      `  ${propertyByCode(body.property)?.label[language] ?? body.property}: ${name(valueText(body.value))}`,
      ...standingLines(view, state),
    ];
  }
  if (id.startsWith("lnk_")) {
    const state = view.state("lnk", id);
    if (state === undefined) return [`${id}  erased`];
    const { body } = state;
    return [
      `${id}`,
      `  ${recordText(view, body.from)}  ${termText("links", body.relation, language)}  ${recordText(view, body.to)}`,
      ...(body.position === undefined ? [] : [`  position   ${name(body.position)}`]),
      ...(body.since || body.until ? [`  period   ${periodText(body)}`] : []),
      ...standingLines(view, state),
    ];
  }
  const state = view.state("act", id);
  if (state === undefined) return [`${id}  erased`];
  const { body } = state;
  return [
    `${id}`,
    `  what       ${meant("acts", body.type, language)}${body.method === undefined ? "" : ` (${meant("methods", body.method, language)})`}`,
    ...(body.incident === undefined ? [] : [`  part of    ${recordText(view, body.incident)}`]),
    `  who        ${body.perpetrators.map((each) => `alleged: ${perpetratorText(view, each, language)}`).join(", ") || "not stated"}`,
    `  to whom    ${body.victims.map((victim) => partyText(view, victim)).join(", ") || "not stated"}`,
    ...(body.when ? [`  when       ${whenText(body.when)}`] : []),
    ...(body.where
      ? [
          `  where      ${name(body.where.said)}${body.where.place === undefined ? "" : ` [${recordText(view, body.where.place)}]`}`,
        ]
      : []),
    ...(body.outcome ? [`  outcome    ${meant("outcomes", body.outcome, language)}`] : []),
    ...(body.perceived ?? []).flatMap((perception) => perceptionLines(perception, language)),
    ...standingLines(view, state),
  ];
}

function perpetratorText(
  view: VaultView,
  { who, degree, as }: ActAlleged["perpetrators"][number],
  language: Language,
): string {
  const part = termText("degrees", degree, language);
  return `${partyText(view, who)}${part === undefined ? "" : ` (${part})`}${as === undefined ? "" : `, as ${name(as)}`}`;
}

/** The perpetrators' view, said as theirs. */
function perceptionLines({ ground, basis, said, indicators }: Perception, language: Language): string[] {
  return [
    `  their view ${termText("grounds", ground, language)} (${basis})${said === undefined ? "" : ` «${name(said)}»`}`,
    ...indicators.map(({ what }) => `             shown by ${name(what)}`),
  ];
}

function standingLines(
  view: VaultView,
  {
    body,
    withdrawn,
  }: StatementState<{ said_by: SaidBy; certainty: string; citations: readonly Citation[]; note?: string | undefined }>,
): string[] {
  return [
    `  said by    ${sayerText(view, body.said_by)} · ${body.certainty}`,
    ...citationLines(view, body.citations),
    ...(body.note === undefined ? [] : [`  note       ${name(body.note)}`]),
    ...(withdrawn ? [`  withdrawn  ${withdrawn.version.t.slice(0, 10)}: ${name(withdrawn.reason)}`] : []),
  ];
}

function citationLines(view: VaultView, citations: readonly Citation[]): string[] {
  return citations.flatMap((citation) => [
    `  stands in  ${citationText(view, citation)}`,
    ...(citation.quote === undefined ? [] : [`             «${name(citation.quote)}»`]),
  ]);
}
