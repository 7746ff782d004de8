/**
 * Notebooks that quote each other: a seal line names (notebook, size, root) of every notebook its writer knows, so that
 * rewriting one means rewriting all. spec/notebook.md NB-12 to NB-15.
 */
import { equalBytes } from "../bytes.ts";
import { fromHex, toHex } from "../encoding.ts";
import type { JsonObject, JsonValue } from "../jcs.ts";
import { isNotebookId } from "../note/vkey.ts";
import { err, ok, type Result } from "../result.ts";
import { HASH_BYTES, isTreeSize } from "../tree/hash.ts";
import { verifyConsistency } from "../tree/proof.ts";

export const SEAL = "seal";

/** What somebody saw of a notebook: its id, how many lines, which root. */
export interface Head {
  readonly notebook: string;
  readonly size: number;
  readonly root: Uint8Array;
}

export type SealRefusal = { readonly type: "seal-malformed"; readonly rule: "NB-13" };

/** One head takes at most 160 bytes, so this many stay inside one line. */
export const HEADS_PER_SEAL = 400;

/**
 * Bodies `x` of the seal lines for these heads: one, or several for more than 400 heads, to be written in one commit.
 * A forked notebook is quoted once per branch. The same head twice is quoted once. Throws for a malformed head.
 */
export function sealBodies(heads: readonly Head[]): readonly JsonObject[] {
  const quotes = [...heads]
    .sort(compareHeads)
    .filter((head, i, all) => i === 0 || compareHeads(head, all[i - 1]) !== 0);
  if (!quotes.every(isHead)) throw new RangeError("a head has a notebook id, a size and a root of 32 bytes");
  const bodies: JsonObject[] = [];
  for (let from = 0; from === 0 || from < quotes.length; from += HEADS_PER_SEAL) {
    bodies.push({ heads: quotes.slice(from, from + HEADS_PER_SEAL).map(quoteOf) });
  }
  return bodies;
}

/** The heads a seal line quotes. Fields of newer versions beside `heads` are left alone. */
export function readSeal(x: JsonObject): Result<readonly Head[], SealRefusal> {
  const malformed = err({ type: "seal-malformed", rule: "NB-13" } as const);
  const { heads: quotes } = x;
  if (!Array.isArray(quotes)) return malformed;
  const heads: Head[] = [];
  for (const quote of quotes as readonly JsonValue[]) {
    const head = headIn(quote);
    if (head === undefined || (heads.length > 0 && compareHeads(head, heads.at(-1)) <= 0)) return malformed;
    heads.push(head);
  }
  return ok(heads);
}

/**
 * How two sightings of one notebook fit together. `proof` leads from the smaller size to the larger.
 * `fork`: no honest notebook gives both. `not-shown`: neither a contradiction nor a proof of agreement; get a proof.
 */
export type Agreement = "same" | "grown" | "fork" | "not-shown" | "different-notebooks";

export function agreementOf(a: Head, b: Head, proof?: readonly Uint8Array[]): Agreement {
  if (a.notebook !== b.notebook) return "different-notebooks";
  if (a.size === b.size) return equalBytes(a.root, b.root) ? "same" : "fork";
  const [older, newer] = a.size < b.size ? [a, b] : [b, a];
  const path = proof ?? (older.size === 0 ? [] : undefined);
  if (path === undefined) return "not-shown";
  return verifyConsistency(older.size, newer.size, older.root, newer.root, path) ? "grown" : "not-shown";
}

function quoteOf({ notebook, root, size }: Head): JsonObject {
  return { notebook, root: toHex(root), size };
}

function headIn(quote: JsonValue): Head | undefined {
  if (typeof quote !== "object" || quote === null || !("notebook" in quote)) return undefined;
  const { notebook, root, size, ...more } = quote;
  if (typeof notebook !== "string" || typeof root !== "string" || typeof size !== "number") return undefined;
  const bytes = fromHex(root, HASH_BYTES);
  if (bytes === undefined || Object.keys(more).length > 0) return undefined;
  const head = { notebook, size, root: bytes };
  return isHead(head) ? head : undefined;
}

function isHead({ notebook, size, root }: Head): boolean {
  return isNotebookId(notebook) && isTreeSize(size) && root.length === HASH_BYTES;
}

/** By notebook, then size, then root: one order, so that one set of heads has one text. */
function compareHeads(a: Head, b: Head | undefined): number {
  if (b === undefined) return 1;
  if (a.notebook !== b.notebook) return a.notebook < b.notebook ? -1 : 1;
  if (a.size !== b.size) return a.size - b.size;
  const [left, right] = [toHex(a.root), toHex(b.root)];
  return left === right ? 0 : left < right ? -1 : 1;
}
