/** Statements in words for people: who, what, says who, and the page it stands on. */
import {
  type Citation,
  type Party,
  type Place,
  propertyByCode,
  type SaidBy,
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

export function personText(view: VaultView, id: string): string {
  const label = view.state("per", id)?.body.label;
  return label === undefined ? id : `${id} ${name(label)}`;
}

function partyText(view: VaultView, party: Party): string {
  if (party.type === "person") return personText(view, party.person);
  if (party.type === "group") return party.group;
  return party.type === "words" ? name(party.words) : "not known";
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
  if (id.startsWith("clm_")) {
    const body = view.state("clm", id)?.body;
    if (body === undefined) return `${id}  erased`;
    return `${id}  ${personText(view, body.about)}  ${body.property}: ${name(valueText(body.value))}  [${body.citations[0]?.source ?? ""}, ${placeText(body.citations[0]?.place ?? { type: "whole" })}]${mark}`;
  }
  const body = view.state("act", id)?.body;
  if (body === undefined) return `${id}  erased`;
  const victims = body.victims.map((victim) => partyText(view, victim)).join(", ");
  return `${id}  ${name(body.type.said)} → ${victims}${body.when ? `  ${whenText(body.when)}` : ""}  [${body.citations[0]?.source ?? ""}, ${placeText(body.citations[0]?.place ?? { type: "whole" })}]${mark}`;
}

/** Everything about one statement, a line each. */
export function factLines(view: VaultView, id: string, language: Language): string[] {
  if (id.startsWith("clm_")) {
    const state = view.state("clm", id);
    if (state === undefined) return [`${id}  erased`];
    const { body } = state;
    return [
      `${id}`,
      `  about      ${personText(view, body.about)}`,
      `  ${propertyByCode(body.property)?.label[language] ?? body.property}: ${name(valueText(body.value))}`,
      `  said by    ${sayerText(view, body.said_by)} · ${body.certainty}`,
      ...citationLines(view, body.citations),
      ...(body.note === undefined ? [] : [`  note       ${name(body.note)}`]),
      ...(state.withdrawn
        ? [`  withdrawn  ${state.withdrawn.version.t.slice(0, 10)}: ${name(state.withdrawn.reason)}`]
        : []),
    ];
  }
  const state = view.state("act", id);
  if (state === undefined) return [`${id}  erased`];
  const { body } = state;
  return [
    `${id}`,
    `  what       ${name(body.type.said)}${body.method === undefined ? "" : ` (${name(body.method.said)})`}`,
    `  who        ${body.perpetrators.map(({ who }) => `alleged: ${partyText(view, who)}`).join(", ") || "not stated"}`,
    `  to whom    ${body.victims.map((victim) => partyText(view, victim)).join(", ") || "not stated"}`,
    ...(body.when ? [`  when       ${whenText(body.when)}`] : []),
    ...(body.where ? [`  where      ${name(body.where.said)}`] : []),
    `  said by    ${sayerText(view, body.said_by)} · ${body.certainty}`,
    ...citationLines(view, body.citations),
    ...(body.note === undefined ? [] : [`  note       ${name(body.note)}`]),
    ...(state.withdrawn
      ? [`  withdrawn  ${state.withdrawn.version.t.slice(0, 10)}: ${name(state.withdrawn.reason)}`]
      : []),
  ];
}

function citationLines(view: VaultView, citations: readonly Citation[]): string[] {
  return citations.flatMap((citation) => [
    `  stands in  ${citationText(view, citation)}`,
    ...(citation.quote === undefined ? [] : [`             «${name(citation.quote)}»`]),
  ]);
}
