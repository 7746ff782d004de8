/** One file of a package: its place, its measure, and how to read it again. Content is never held, only made anew. */
import { createHash } from "node:crypto";
import { utf8 } from "@amana/format";

export interface Entry {
  /** From the top of the package, ASCII. */
  readonly path: string;
  readonly bytes: number;
  /** Hex. What is written must have it: the copy is compared while it is made. */
  readonly sha256: string;
  /** The content in pieces, each good until the next is asked for. The same every time. */
  readonly open: () => Iterable<Uint8Array>;
}

/** Measures by reading once. */
export function entryOf(path: string, open: () => Iterable<Uint8Array>): Entry {
  const hash = createHash("sha256");
  let bytes = 0;
  for (const piece of open()) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { path, bytes, sha256: hash.digest("hex"), open };
}

export function textEntry(path: string, text: string): Entry {
  const content = utf8(text);
  return entryOf(path, () => [content]);
}

/** Paths here are ASCII, where the order of code units is the order of bytes. */
export function inByteOrder(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
