/**
 * Decompression in pieces with a limit that bites inside a piece: a few bytes of Brotli can stand for gigabytes. node:zlib
 * streams, driven one input piece at a time.
 */
import type { Duplex } from "node:stream";
import {
  crc32,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from "node:zlib";
import type { Window } from "../mail/window.ts";
import { gap } from "./feed.ts";

/** Called with every piece of output; throws to stop. */
export type Meter = (bytes: number) => void;
type Engine = Duplex & { readonly bytesWritten: number };

const pieceSize = 65_536;

/** Decompressed pieces of `source`. Ends early and quietly where the compressed data ends; throws where it is damaged. */
export async function* inflate(
  engine: Engine,
  source: AsyncIterable<Uint8Array>,
  meter: Meter,
): AsyncGenerator<Uint8Array> {
  const output: Uint8Array[] = [];
  let failure: unknown;
  let ended = false;
  const done = new Promise<void>((resolve) => {
    engine.on("data", (piece: Uint8Array) => {
      try {
        meter(piece.length);
        output.push(piece);
      } catch (error) {
        failure = error;
        engine.destroy();
      }
    });
    engine.on("error", (error) => {
      failure ??= error;
      resolve();
    });
    engine.on("end", () => {
      ended = true;
      resolve();
    });
    engine.on("close", () => resolve());
  });
  try {
    for await (const piece of source) {
      for (let at = 0; at < piece.length && failure === undefined && !ended; at += pieceSize) {
        const part = piece.subarray(at, at + pieceSize);
        // After the end of the compressed data the callback does not come: the end does.
        await Promise.race([done, new Promise<void>((resolve) => engine.write(part, () => resolve()))]);
        while (output.length > 0) yield output.shift() ?? new Uint8Array();
      }
      if (failure !== undefined) throw failure;
      if (ended) return;
    }
    engine.end();
    await done;
    while (output.length > 0) yield output.shift() ?? new Uint8Array();
    if (failure !== undefined) throw failure;
  } finally {
    engine.destroy();
  }
}

/** A decompressor for an HTTP Content-Encoding (RFC 9110 §8.4.1, RFC 7932, RFC 8878); undefined for others. */
export function engineFor(encoding: string, head: Uint8Array): Engine | undefined {
  if (encoding === "gzip" || encoding === "x-gzip")
    return head[0] === 0x1f && head[1] === 0x8b ? createGunzip() : undefined;
  if (encoding === "br") return createBrotliDecompress();
  if (encoding === "zstd") return head[0] === 0x28 && head[1] === 0xb5 ? createZstdDecompress() : undefined;
  if (encoding !== "deflate") return undefined;
  // Some servers send zlib, as the name means, others bare deflate.
  const zlib = ((head[0] ?? 0) & 0x0f) === 8 && (((head[0] ?? 0) << 8) | (head[1] ?? 0)) % 31 === 0;
  return zlib ? createInflate() : createInflateRaw();
}

export interface GzipDamage {
  /** Members cut, malformed or failing their check sum. */
  members: number;
}

const magic = Buffer.from([0x1f, 0x8b, 0x08]);

/**
 * All members of a gzip file (RFC 1952) one after the other. After a damaged member reading goes on at the next one that
 * begins; what was lost in between is counted.
 */
export async function* gunzipMembers(window: Window, damage: GzipDamage, meter: Meter): AsyncGenerator<Uint8Array> {
  let at = 0;
  while (at < window.size) {
    const start = window.indexOf(magic, at, window.size);
    if (start === -1) {
      if (at < window.size && window.slice(at, at + 1_024).some((byte) => byte !== 0)) damage.members += 1;
      return;
    }
    if (start > at && window.slice(at, Math.min(start, at + 1_024)).some((byte) => byte !== 0)) damage.members += 1;
    const data = afterGzipHeader(window, start);
    const engine = createInflateRaw();
    let sum = 0;
    let length = 0;
    let failed = false;
    try {
      for await (const piece of inflate(engine, piecesOf(window, data, window.size), meter)) {
        sum = crc32(piece, sum);
        length = (length + piece.length) % 2 ** 32;
        yield piece;
      }
    } catch (error) {
      if (!isZlibError(error)) throw error;
      failed = true;
    }
    const end = data + engine.bytesWritten;
    const trailer = window.slice(end, end + 8);
    const sound =
      !failed && trailer.length === 8 && trailer.readUInt32LE(0) === sum && trailer.readUInt32LE(4) === length;
    if (!sound) {
      damage.members += 1;
      yield gap;
      if (damage.members > 10_000) return;
    }
    at = sound ? end + 8 : Math.max(start + 1, failed ? start + 1 : end);
  }
}

/** Errors of node:zlib carry a code of theirs ("Z_DATA_ERROR", "ERR__ERROR_FORMAT_…"). */
function isZlibError(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^(Z_|ERR_|ZSTD_)/.test(String(error.code));
}

async function* piecesOf(window: Window, from: number, to: number): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to; at += pieceSize) yield window.slice(at, Math.min(at + pieceSize, to));
}

function afterGzipHeader(window: Window, start: number): number {
  const flags = window.slice(start + 3, start + 4)[0] ?? 0;
  let at = start + 10;
  if ((flags & 4) !== 0) at += 2 + window.slice(at, at + 2).reduce((sum, byte, index) => sum + byte * 256 ** index, 0);
  const zero = Buffer.from([0]);
  for (const bit of [8, 16]) {
    if ((flags & bit) === 0) continue;
    const end = window.indexOf(zero, at, Math.min(window.size, at + 65_536));
    at = end === -1 ? at : end + 1;
  }
  return (flags & 2) !== 0 ? at + 2 : at;
}
