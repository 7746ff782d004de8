/** From the lines of one record to its rows, and its words out of the full text again. */
import type { Blob } from "@amana/record";
import { folds, type LayerMade, type RecordType, recordTypes, type State, type Version } from "@amana/record";
import type { RecordLines } from "../log/versions.ts";
import { layerContent, ownWords } from "./content.ts";
import { forgetPassages, type LayerContent } from "./passages.ts";
import { projectors, tablesOf } from "./projectors.ts";
import type { IndexWriter } from "./writer.ts";

/** Answers undefined where the blob is missing or dead. */
export type ReadBlob = (blob: Blob) => Uint8Array | undefined;

/** Writes the rows that these versions of the record make. What the record had put into the tables must be gone. */
export function writeRecord(
  index: IndexWriter,
  lines: RecordLines,
  versions: readonly Version[],
  readBlob: ReadBlob,
): void {
  const type = typeOf(lines.e);
  if (type === undefined) return;
  const state = folds[type](versions);
  if (state === undefined) return;
  (projectors[type] as (index: IndexWriter, home: object, state: unknown, content: LayerContent) => void)(
    index,
    { record: lines.record, notebook: lines.notebook },
    state,
    contentOf(type, state, readBlob),
  );
}

/** Takes a record's rows away. */
export function clearRecord(index: IndexWriter, { e, record }: RecordLines): void {
  const type = typeOf(e);
  if (type !== undefined) index.clear(record, tablesOf[type]);
}

/** Takes the words out of the full text that these versions put there. False where they cannot be read any more. */
export function forgetRecord(
  index: IndexWriter,
  { e, record }: RecordLines,
  versions: readonly Version[],
  readBlob: ReadBlob,
): boolean {
  const type = typeOf(e);
  if (type === undefined || !(tablesOf[type] as readonly string[]).includes("passage")) return true;
  return forgetPassages(index, record, contentOf(type, folds[type](versions), readBlob));
}

function contentOf(type: RecordType, state: unknown, readBlob: ReadBlob): LayerContent {
  if (state === undefined) return undefined;
  if (type === "lay") return layerContent((state as State<"lay">).body as LayerMade, readBlob);
  return Object.hasOwn(ownWords, type) ? ownWords[type as keyof typeof ownWords](state as never) : undefined;
}

function typeOf(e: string): RecordType | undefined {
  const prefix = e.slice(0, e.indexOf("_"));
  return Object.hasOwn(recordTypes, prefix) ? (prefix as RecordType) : undefined;
}
