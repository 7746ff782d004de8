/**
 * A moving window over a source: search and slice by offset while only about one block of it is in memory, so that a
 * 40 GB mailbox costs the same memory as a small one. Offsets and lengths are bytes. Slices stay valid after the window
 * has moved: a block is never written to twice.
 */
import type { Raw } from "../contract.ts";

export interface Window {
  readonly size: number;
  /** The bytes from `from` up to `to`, cut at the end of the source. */
  slice(from: number, to: number): Buffer;
  /** Offset of the first `needle` that begins at or after `from` and ends at or before `to`; -1 when there is none. */
  indexOf(needle: Buffer, from: number, to: number): number;
  /** Offset just after the next line feed, or `to` when the line is the last. Looks at most `limit` bytes ahead. */
  nextLine(from: number, to: number, limit?: number): number;
}

const lineFeed = Buffer.from("\n");

export function windowOver(raw: Pick<Raw, "size" | "read">, blockSize = 2 ** 20): Window {
  let start = 0;
  let block: Buffer = Buffer.alloc(0);

  function load(offset: number, length: number): void {
    const bytes = raw.read(offset, Math.min(Math.max(length, blockSize), raw.size - offset));
    start = offset;
    block = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  function slice(from: number, to: number): Buffer {
    const end = Math.min(to, raw.size);
    if (from >= end) return Buffer.alloc(0);
    if (from < start || end > start + block.length) load(from, end - from);
    return block.subarray(from - start, end - start);
  }
  function indexOf(needle: Buffer, from: number, to: number): number {
    const end = Math.min(to, raw.size);
    let at = from;
    while (at + needle.length <= end) {
      if (at < start || at + needle.length > start + block.length) load(at, needle.length);
      // Never look past `end`: with many short ranges that would read the same block over and over.
      const found = block.subarray(at - start, end - start).indexOf(needle);
      if (found !== -1) return at + found;
      const next = start + block.length - needle.length + 1;
      if (next <= at) return -1;
      at = next;
    }
    return -1;
  }
  function nextLine(from: number, to: number, limit = Number.POSITIVE_INFINITY): number {
    const end = Math.min(to, raw.size, from + limit);
    const found = indexOf(lineFeed, from, end);
    return found === -1 ? end : found + 1;
  }
  return { size: raw.size, slice, indexOf, nextLine };
}
