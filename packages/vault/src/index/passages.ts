/**
 * Passages of a record and the folded terms they are found by. The text itself stays where it is signed: in its line or in
 * its sealed layer; a passage row only says where (byte offset and length in the layer's content).
 */
import { indexText } from "@amana/record";
import type { IndexWriter } from "./writer.ts";

export interface PassageContent {
  readonly text: string;
  /** JSON of the place; null for a record's own words. */
  readonly place: string | null;
  readonly language?: string;
  /** Where its line stands in the layer's content, in bytes. */
  readonly at: number;
  readonly length: number;
}

/** Undefined: the content is erased, missing or not here; the record keeps its rows, only its words cannot be found. */
export type LayerContent = readonly PassageContent[] | undefined;

export function projectPassages(
  index: IndexWriter,
  owner: { readonly record: number; readonly source?: number },
  content: LayerContent,
): void {
  for (const [ordinal, passage] of (content ?? []).entries()) {
    const id = index.newPassage();
    index.insert("passage", {
      id,
      record: owner.record,
      source: owner.source,
      ordinal,
      place: passage.place,
      at: passage.at,
      length: passage.length,
      language: passage.language,
    });
    index.sql("INSERT INTO passage_text (rowid, text) VALUES (?, ?)").run(id, foldedText(index, passage.text));
  }
}

/**
 * Takes a record's words out of the full text. FTS5 without content must be told the very terms it was given: false when
 * they cannot be known any more, since the layer's blob is missing or damaged.
 */
export function forgetPassages(index: IndexWriter, record: number, content: LayerContent): boolean {
  const rows = index.sql("SELECT id, ordinal FROM passage WHERE record = ?").all(record) as {
    id: number;
    ordinal: number;
  }[];
  let all = true;
  for (const { id, ordinal } of rows) {
    const text = content?.[ordinal]?.text;
    if (text === undefined) {
      all = false;
      continue;
    }
    const folded = foldedText(index, text);
    index.sql("INSERT INTO passage_text (passage_text, rowid, text) VALUES ('delete', ?, ?)").run(id, folded);
    for (const term of folded.split(" ")) index.forgotten.add(term);
  }
  return all;
}

/** Takes words out of the vocabulary that no passage holds any more: a name that was erased is not a suggestion. */
export function pruneVocabulary(index: IndexWriter): void {
  const stands = index.sql("SELECT 1 FROM passage_text WHERE passage_text MATCH ? LIMIT 1").pluck();
  index.writeTerms();
  for (const term of index.forgotten)
    if (term !== "" && stands.get(`"${term.replaceAll('"', '""')}"`) === undefined) index.removeTerm(term);
  index.forgetMemory();
}

function foldedText(index: IndexWriter, text: string): string {
  const folded = indexText(text);
  index.remember(folded);
  return folded;
}
