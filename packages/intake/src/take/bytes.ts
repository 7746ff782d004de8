/** Where the bytes of a source can be read from while it is taken in: memory, a file, a sealed blob, or its parent's bytes. */
import { readSync } from "node:fs";

export interface Bytes {
  readonly size: number;
  read(offset: number, length: number): Uint8Array;
}

export function memoryBytes(bytes: Uint8Array): Bytes {
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
}

/** Reads at most `size` bytes: a file that grows meanwhile is taken as it was when it was opened. */
export function fileBytes(fd: number, size: number): Bytes {
  return {
    size,
    read(offset, length) {
      const wanted = Math.max(0, Math.min(length, size - offset));
      const into = Buffer.allocUnsafe(wanted);
      let filled = 0;
      while (filled < wanted) {
        const got = readSync(fd, into, filled, wanted - filled, offset + filled);
        if (got === 0) break;
        filled += got;
      }
      return into.subarray(0, filled);
    },
  };
}

export function rangeOf(bytes: Bytes, offset: number, length: number): Bytes {
  return {
    size: length,
    read: (from, count) => bytes.read(offset + from, Math.max(0, Math.min(count, length - from))),
  };
}
