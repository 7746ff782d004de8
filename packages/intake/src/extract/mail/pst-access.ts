/**
 * What pst-extractor 1.12.0 needs to be fed from a `Raw`: it takes a path or a Buffer and reads both by one call. Given an
 * object that is a Buffer by its prototype and copies out of cached pages of the source, it never loads the whole.
 */
import { PSTUtil } from "pst-extractor/dist/PSTUtil.class.js";
import type { Raw } from "../contract.ts";
import { decodeText } from "./charset.ts";

const pageSize = 65_536;
const maxPages = 256;

/** A Buffer in name: only `copy` works, which is all the library calls. Keeps at most 16 MiB of pages. */
export function fileLike(raw: Raw): Buffer {
  const pages = new Map<number, Uint8Array>();
  function page(number: number): Uint8Array {
    const known = pages.get(number);
    const bytes = known ?? raw.read(number * pageSize, pageSize);
    // Last used, last in the map: the first one is the one to drop.
    if (known !== undefined) pages.delete(number);
    else if (pages.size >= maxPages)
      for (const oldest of pages.keys()) {
        pages.delete(oldest);
        break;
      }
    pages.set(number, bytes);
    return bytes;
  }
  function copy(target: Uint8Array, targetStart: number, from: number, to: number): number {
    let at = from;
    let written = targetStart;
    while (at < to && at < raw.size) {
      const bytes = page(Math.floor(at / pageSize));
      const within = at % pageSize;
      const piece = bytes.subarray(within, Math.min(within + to - at, within + target.length - written));
      if (piece.length === 0) break;
      target.set(piece, written);
      at += piece.length;
      written += piece.length;
    }
    return written - targetStart;
  }
  return Object.create(Buffer.prototype, { copy: { value: copy } });
}

let replaced = false;

/**
 * The library decodes 8-bit strings as UTF-8 when an item states no code page, which destroys Arabic in old stores. Its one
 * decoding function is replaced by ours, once per process.
 */
export function useOwnCharsets(): void {
  if (replaced) return;
  replaced = true;
  PSTUtil.createJavascriptString = (data: Buffer, stringType: number, codepage?: string): string => {
    if (stringType === 0x1f) return data.toString("utf16le").replaceAll("\0", "");
    return decodeText(data, codepage || undefined).text.replaceAll("\0", "");
  };
}

/** The library writes to the console, with text out of the items: nothing of a file may reach a log. */
export function quietly(act: () => void): void {
  const { log, error, warn } = console;
  console.log = console.error = console.warn = () => {};
  try {
    act();
  } finally {
    console.log = log;
    console.error = error;
    console.warn = warn;
  }
}
