/** The footnote of a statement: who says it, where it stands, in which words, how surely. No statement is printed without. */
import type { Citation, SaidBy } from "@amana/record";
import type { ActShown } from "../dossier/index.ts";
import { personsIn } from "../facts/index.ts";
import { code, link, type Note, note, type Plain } from "../press/document.ts";
import type { Setting } from "./setting.ts";
import type { Speech } from "./words/index.ts";
import { placeWords, termLabel } from "./words-of.ts";

/** What a claim, an act and a link have in common. */
export type Stated = Pick<ActShown, "id" | "saidBy" | "certainty" | "citations" | "singleSource">;

/** `entry`: the record under whose heading the note stands; none in a list over all of them. */
export function statementNote(setting: Setting, entry: string | undefined, stated: Stated): Note {
  const { speech } = setting;
  const near = nearOf(setting, stated.id);
  return note(
    ...sayerWords(setting, stated.saidBy, near),
    ". ",
    ...stated.citations.flatMap((citation, at): readonly Plain[] => {
      const next = stated.citations[at + 1];
      const before = stated.citations[at - 1];
      // Cells of one row are one place: it is named once, and what stands in each of them follows.
      const words =
        before !== undefined && inOneRow(before, citation) && citation.quote !== undefined
          ? furtherWords(setting, entry, citation, near)
          : citationWords(setting, entry, citation, near);
      const goesOn = next !== undefined && inOneRow(citation, next) && next.quote !== undefined;
      return [...words, goesOn ? setting.speech.semicolon : ". "];
    }),
    ...speech.say("note-certainty", { certainty: termLabel("certainty", stated.certainty, speech.language) }),
    ...(stated.singleSource ? [speech.comma, speech.word("single-source")] : []),
    ". ",
    ...speech.say("note-statement", { id: code(stated.id) }),
    ".",
  );
}

/** A page of its own for an indicator of an act. */
export function citationNote(setting: Setting, entry: string, act: string, citation: Citation): Note {
  return note(...citationWords(setting, entry, citation, nearOf(setting, act)), ".");
}

/** Persons a statement is about, whose names are listened for in its words; asked only where names are hidden. */
export function nearOf({ view, names }: Setting, statement: string): readonly string[] {
  return names.areCoded ? personsIn(view, statement) : [];
}

export function sayer(setting: Setting, by: SaidBy, near: readonly string[]): readonly Plain[] {
  if (by.type === "person") return [setting.names.called(by.person)];
  if (by.type === "words") return [setting.names.said(by.words, near)];
  return [setting.speech.word("sayer-unknown")];
}

function sayerWords(setting: Setting, by: SaidBy, near: readonly string[]): readonly Plain[] {
  if (by.type === "not-stated") return [setting.speech.word("note-said-not-stated")];
  return setting.speech.say("note-said", { sayer: sayer(setting, by, near) });
}

/** The number of a source, leading to the annex. */
export function sourceLink(number: number, speech: Speech): Plain {
  return link(sourceAnchor(number), speech.number(number));
}

export const sourceAnchor = (number: number): string => `source-${number}`;

function inOneRow(a: Citation, b: Citation): boolean {
  return (
    a.source === b.source &&
    a.checked === "in-layer" &&
    b.checked === "in-layer" &&
    a.place.type === "cell" &&
    b.place.type === "cell" &&
    a.place.sheet === b.place.sheet &&
    a.place.row === b.place.row
  );
}

/** Another cell of the row that was just named. */
function furtherWords(
  { names, sources }: Setting,
  entry: string | undefined,
  citation: Citation,
  near: readonly string[],
): readonly Plain[] {
  sources.cited(citation, entry);
  return names.quoted(citation.quote ?? "", near);
}

function citationWords(
  { names, sources, speech }: Setting,
  entry: string | undefined,
  citation: Citation,
  near: readonly string[],
): readonly Plain[] {
  sources.cited(citation, entry);
  const title = sources.titleOf(citation.source);
  const place = placeWords(citation.place, speech, (words) => names.said(words, near));
  const pieces = {
    title: title === undefined ? [speech.word("source-unnamed")] : names.quoted(title, near),
    place,
    number: sourceLink(sources.numberOf(citation.source), speech),
  };
  return [
    ...speech.say(place.length === 0 ? "note-source-whole" : "note-source", pieces),
    ...(citation.quote === undefined ? [] : [": ", ...names.quoted(citation.quote, near)]),
    ...(citation.checked === "in-layer"
      ? []
      : [speech.comma, speech.word(citation.checked === "by-eye" ? "note-by-eye" : "note-find-only")]),
  ];
}
