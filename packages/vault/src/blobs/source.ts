/** Where the bytes of a new blob come from, brought to one shape: something that fills memory until it is exhausted. */
import type { Disk } from "../disk.ts";

export type BlobSource =
  | Uint8Array
  | Iterable<Uint8Array>
  | AsyncIterable<Uint8Array>
  /** A file open for reading, taken from its beginning; the caller closes it. */
  | { readonly file: number };

/** Fills as much of `into` as there is; less means the end. */
export type Fill = (into: Uint8Array) => Promise<number>;

export function fillFrom(source: Exclude<BlobSource, Uint8Array>, disk: Disk): Fill {
  if ("file" in source) {
    let position = 0;
    return async (into) => {
      const got = disk.read(source.file, into, position);
      position += got;
      return got;
    };
  }
  const pieces = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  let piece: Uint8Array = new Uint8Array(0);
  return async (into) => {
    let filled = 0;
    while (filled < into.length) {
      if (piece.length === 0) {
        const next = await pieces.next();
        if (next.done === true) break;
        piece = next.value;
        continue;
      }
      const taken = piece.subarray(0, into.length - filled);
      into.set(taken, filled);
      filled += taken.length;
      piece = piece.subarray(taken.length);
    }
    return filled;
  };
}

/** Where it can be known without reading. */
export function sizeOf(source: BlobSource, disk: Disk): number | undefined {
  return "file" in source ? disk.size(source.file) : undefined;
}
