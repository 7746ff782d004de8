/** The dossier in words: values side by side, acts, links and their pages, in the reader's language. Always alleged. */
import {
  type ActShown,
  type LinkShown,
  type PartyShown,
  type PropertyShown,
  propertiesOf,
  termLabel,
  type ValueShown,
  type Who,
  whoIs,
} from "@amana/casework";
import { type Citation, type Place, thesaurus, type When } from "@amana/record";
import type { VaultView } from "@amana/vault";
import { name } from "../output.ts";
import { type Language, type Sentence, say } from "../words/index.ts";
import { placeText } from "./fact-text.ts";

/** What every line of a reader needs. */
export interface Reader {
  readonly view: VaultView;
  readonly language: Language;
  /** Show the history of every value. */
  readonly history?: boolean;
}

export function word(
  reader: Reader,
  sentence: Sentence,
  facts: Readonly<Record<string, string | number>> = {},
): string {
  return say(reader.language, sentence, facts);
}

export function whoText(reader: Reader, { id, label }: Who): string {
  return `${id} ${label === undefined ? word(reader, "reading-erased") : name(label)}`;
}

export function partyText(reader: Reader, party: PartyShown): string {
  const counted = party.number === undefined ? "" : ` (${party.number})`;
  if (party.type === "known") return `${whoText(reader, party.who)}${counted}`;
  return `${party.type === "words" ? name(party.words) : word(reader, "reading-not-known")}${counted}`;
}

/** The words first; then what is made of them, and how exactly it is known. */
export function whenText(reader: Reader, when: When): string {
  const dates = [...new Set([when.from, when.to])].filter((each) => each !== undefined).join(" – ");
  const said = when.said === undefined || when.said === dates ? "" : name(when.said);
  const remarks = [
    ...(when.calendar === "hijri" ? [word(reader, "reading-hijri")] : []),
    ...(when.precision === "day" || when.precision === "minute" || (dates === "" && when.precision === "not-known")
      ? []
      : [word(reader, `reading-precision-${when.precision}`)]),
  ];
  const made = said === "" ? dates : dates === "" ? said : `${said} (${dates})`;
  return `${made}${remarks.length === 0 ? "" : ` [${remarks.join(", ")}]`}`;
}

/** What → to whom, by whom (alleged), when, where. */
export function actLine(reader: Reader, act: ActShown): string {
  const { body } = act;
  const victims = act.victims.map((victim) => partyText(reader, victim)).join(", ");
  return [
    `${act.id}  ${whatText(reader, act)} → ${victims || word(reader, "reading-not-stated")}`,
    ...(act.perpetrators.length === 0 ? [] : [word(reader, "reading-alleged", { who: allegedText(reader, act) })]),
    ...(body.when ? [whenText(reader, body.when)] : []),
    ...(body.where ? [name(body.where.said)] : []),
    ...(act.withdrawn ? [withdrawnText(reader, act.withdrawn)] : []),
  ].join(" · ");
}

export function whatText(reader: Reader, { body }: ActShown): string {
  const { said, code } = body.type;
  const label = code === undefined ? undefined : termLabel(thesaurus.acts, code, reader.language);
  return label === undefined || label === said ? name(said) : `${label} «${name(said)}»`;
}

function allegedText(reader: Reader, { perpetrators }: ActShown): string {
  return perpetrators
    .map(({ who, degree, as }) =>
      [
        partyText(reader, who),
        ...(degree === undefined ? [] : [`(${termLabel(thesaurus.degrees, degree, reader.language)})`]),
        ...(as === undefined ? [] : [`— ${name(as)}`]),
      ].join(" "),
    )
    .join(", ");
}

/** An act with everything under it. */
export function actLines(reader: Reader, act: ActShown): string[] {
  const views = (act.body.perceived ?? []).flatMap(({ ground, basis, said, indicators }) => [
    `    ${word(reader, "reading-their-view", { ground: termLabel(thesaurus.grounds, ground, reader.language), basis })}${said === undefined ? "" : ` «${name(said)}»`}`,
    ...indicators.map(({ what }) => `      ${word(reader, "reading-shown-by", { what: name(what) })}`),
  ]);
  return [`  ${actLine(reader, act)}`, ...views, ...standingLines(reader, act, "    ")];
}

export function linkLine(reader: Reader, link: LinkShown): string {
  const { body } = link;
  const period =
    body.since === undefined && body.until === undefined
      ? ""
      : `  ${body.since ? whenText(reader, body.since) : "…"} – ${body.until ? whenText(reader, body.until) : "…"}`;
  return `${link.id}  ${whoText(reader, link.from)}  ${termLabel(thesaurus.links, body.relation, reader.language)}  ${whoText(reader, link.to)}${body.position === undefined ? "" : ` — ${name(body.position)}`}${period}`;
}

export function linkLines(reader: Reader, link: LinkShown): string[] {
  return [`  ${linkLine(reader, link)}`, ...standingLines(reader, link, "    ")];
}

/** All values of a property side by side, each with who says so and its page. */
export function propertyLines(reader: Reader, property: PropertyShown): string[] {
  const marks = [
    ...(property.contradicted ? [word(reader, "reading-contradict")] : []),
    ...(property.singleSource ? [word(reader, "reading-single")] : []),
  ];
  const shown = [...property.values, ...(reader.history === true ? property.withdrawn : [])];
  if (shown.length === 0) return [];
  return [
    `  ${property.label[reader.language]}${marks.length === 0 ? "" : `  [${marks.join(", ")}]`}`,
    ...shown.flatMap((value) => [
      `    ${valueText(reader, value)}  ${value.id}`,
      ...standingLines(reader, value, "      "),
    ]),
  ];
}

function valueText(reader: Reader, value: ValueShown): string {
  if (value.value.type === "date") return whenText(reader, value.value.date);
  return `${name(value.shown)}${value.record === undefined ? "" : ` [${whoText(reader, value.record)}]`}`;
}

type Stands = Pick<
  ValueShown,
  "id" | "saidBy" | "sayer" | "certainty" | "citations" | "note" | "withdrawn" | "singleSource" | "history"
>;

function standingLines(reader: Reader, stands: Stands, indent: string): string[] {
  return [
    `${indent}${sayerText(reader, stands)} · ${termLabel(thesaurus.certainty, stands.certainty, reader.language)}${stands.singleSource ? ` · ${word(reader, "reading-single")}` : ""}`,
    ...stands.citations.map((citation) => `${indent}${citationText(reader, citation)}`),
    ...(stands.note === undefined ? [] : [`${indent}${name(stands.note)}`]),
    ...(stands.withdrawn ? [`${indent}${withdrawnText(reader, stands.withdrawn)}`] : []),
    ...(reader.history === true
      ? (stands.history ?? []).map(
          ({ k, t, digest }) =>
            `${indent}${word(reader, "reading-made", { what: k, day: t.slice(0, 10), line: `${digest.slice(0, 16)}…` })}`,
        )
      : []),
  ];
}

export function sayerText(reader: Reader, { saidBy, sayer }: Pick<Stands, "saidBy" | "sayer">): string {
  const who =
    sayer !== undefined
      ? whoText(reader, sayer)
      : saidBy.type === "words"
        ? name(saidBy.words)
        : word(reader, "reading-not-stated");
  return word(reader, "reading-said-by", { who });
}

function withdrawnText(reader: Reader, { t, reason }: { readonly t: string; readonly reason: string }): string {
  return word(reader, "reading-withdrawn", { day: t.slice(0, 10), reason: name(reason) });
}

/** Source, page and quote. */
export function citationText(reader: Reader, citation: Citation): string {
  const { label } = whoIs(reader.view, citation.source);
  const checked = {
    "in-layer": "",
    "in-find-only-layer": ` (${word(reader, "reading-find-only")})`,
    "by-eye": ` (${word(reader, "reading-read-by-eye")})`,
  }[citation.checked];
  const quote = citation.quote === undefined ? "" : `  «${name(citation.quote)}»`;
  return `${citation.source} ${label === undefined ? word(reader, "reading-erased") : name(label)}, ${pageText(reader, citation.place)}${checked}${quote}`;
}

function pageText(reader: Reader, place: Place): string {
  switch (place.type) {
    case "whole":
      return word(reader, "reading-whole");
    case "page":
      return word(reader, "reading-page", { n: place.label ?? place.page });
    case "cell":
      return `${place.sheet === "" ? "" : `${name(place.sheet)}, `}${word(reader, "reading-row", { n: place.row })}`;
    case "paragraph":
      return word(reader, "reading-paragraph", { n: place.paragraph });
    case "message":
      return word(reader, "reading-message", { n: place.message });
    default:
      return placeText(place);
  }
}

/** What a property is called; one that is not known by its code. */
export function propertyName(reader: Reader, code: string): string {
  return propertiesOf(reader.view).get(code)?.label[reader.language] ?? code;
}

/** A part of a file with its heading; nothing where there is nothing. */
export function section(reader: Reader, sentence: Sentence, parts: readonly (readonly string[])[]): string[] {
  return parts.length === 0 ? [] : ["", word(reader, sentence, { count: parts.length }), ...parts.flat()];
}

/** As machines read it: the names of the record's own fields, `as_victim` and not `asVictim`. */
export function asJson(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(asJson);
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      asJson(value),
    ]),
  );
}
