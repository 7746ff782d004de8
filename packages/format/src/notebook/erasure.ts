/**
 * Erasing a line and keeping its fingerprint. What an `erase` line says of each line that is gone, and how a notebook
 * with gaps is written down. spec/notebook.md NB-21 to NB-24.
 */
import { sha256 } from "../crypto.ts";
import { fromHex, toHex } from "../encoding.ts";
import type { JsonObject } from "../jcs.ts";
import { digestOfLine, type Line, type LineRefusal, parseLine } from "../line/line.ts";
import { err, ok, type Result } from "../result.ts";
import { HASH_BYTES } from "../tree/hash.ts";

/** Kinds that say what happened to the record itself and hold nothing personal: without them nothing else can be checked. */
export const NEVER_ERASED: ReadonlySet<string> = new Set(["notebook.opened", "seal", "anchor", "erase", "erased_ack"]);

/** What must outlive an erased line so that later versions stay later: without `p` and `fields`, old values come back. */
export interface ErasedLine {
  readonly digest: string;
  readonly e: string;
  /** Names of the fields its body had, sorted; not their values. */
  readonly fields: readonly string[];
  readonly k: string;
  readonly p: readonly string[];
  readonly t: string;
}

export type ErasureRefusal =
  | LineRefusal
  | { readonly type: "line-never-erased"; readonly rule: "NB-22"; readonly kind: string };

export function erasedLine(text: string): Result<ErasedLine, ErasureRefusal> {
  const line = parseLine(text);
  if (!line.ok) return line;
  const { e, k, p, t, x } = line.value;
  if (NEVER_ERASED.has(k)) return err({ type: "line-never-erased", rule: "NB-22", kind: k });
  return ok({ digest: toHex(digestOfLine(text)), e, fields: Object.keys(x), k, p, t });
}

/** A row of a written-out notebook: a line, or the digest of one that is erased or withheld. */
export type Row =
  | { readonly type: "line"; readonly digest: Uint8Array; readonly text: string; readonly line: Line }
  | { readonly type: "digest"; readonly digest: Uint8Array };

export type RowRefusal = LineRefusal | { readonly type: "row-malformed"; readonly rule: "NB-23" };

/** `#` and 64 hex digits stand for a line that is not shown; everything else must be a line. */
export function parseRow(row: string): Result<Row, RowRefusal> {
  if (row.startsWith("#")) {
    const digest = fromHex(row.slice(1), HASH_BYTES);
    return digest === undefined ? err({ type: "row-malformed", rule: "NB-23" }) : ok({ type: "digest", digest });
  }
  const line = parseLine(row);
  return line.ok ? ok({ type: "line", digest: sha256(row), text: row, line: line.value }) : line;
}

export function digestRow(digest: Uint8Array): string {
  if (digest.length !== HASH_BYTES) throw new RangeError("a digest has 32 bytes");
  return `#${toHex(digest)}`;
}

/** The `lines` member of an erase line's body: in order of digest, so that one decision has one text. */
export function erasedLines(lines: readonly ErasedLine[]): JsonObject {
  const sorted = [...lines].sort((a, b) => (a.digest < b.digest ? -1 : 1));
  return { lines: sorted.map(({ digest, e, fields, k, p, t }) => ({ digest, e, fields, k, p, t })) };
}
