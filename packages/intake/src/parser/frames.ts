/**
 * Frames between the pool and a parser process, over two inherited pipes: fd 3 to the parser, fd 4 from it.
 *
 *     u32 length (little endian, of what follows) | u8 kind | payload
 *
 * Down: `job` (u32 JSON length, JSON, then the source's bytes when it is pushed whole) and `data` (the answer to `read`).
 * Up: `event` (JSON), `bytes` (u32 child, then bytes), `preview` (u32 type length, type, bytes), `read` (f64 offset, u32
 * length) and `done` (JSON). Bytes travel as they are. The parser's side is synchronous, so that a parser written without
 * promises can ask for bytes in the middle of its work; the pool's side awaits, and stops reading to slow a parser down.
 */
import { readSync, writeSync } from "node:fs";

export const frameKind = { job: 1, data: 2, event: 16, bytes: 17, preview: 18, read: 19, done: 20 } as const;

/** Nothing a parser says is longer: text comes in passages, bytes in pieces of `pieceBytes`. */
export const longestFrameUp = 4 * 2 ** 20;
/** One piece of a child's bytes, and the longest answer to one `read`. */
export const pieceBytes = 256 * 2 ** 10;
export const longestRead = 4 * 2 ** 20;

export interface Frame {
  readonly kind: number;
  readonly payload: Buffer;
}

const headBytes = 5;

export function frame(kind: number, ...parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const head = Buffer.allocUnsafe(headBytes);
  head.writeUInt32LE(length + 1, 0);
  head.writeUInt8(kind, 4);
  return Buffer.concat([head, ...parts], headBytes + length);
}

export function u32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32LE(value, 0);
  return bytes;
}

export function readRequest(offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(12);
  bytes.writeDoubleLE(offset, 0);
  bytes.writeUInt32LE(length, 8);
  return bytes;
}

/** The pipe was closed by the other side. */
export class PipeClosed extends Error {
  constructor() {
    super("pipe closed");
    this.name = "PipeClosed";
  }
}

export class BadFrame extends Error {
  constructor(what: string) {
    super(`bad frame: ${what}`);
    this.name = "BadFrame";
  }
}

/** Writes all of `bytes`, waiting as long as the reader needs. */
export function writeAll(fd: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.length) {
    try {
      done += writeSync(fd, bytes, done, bytes.length - done);
    } catch (error) {
      if (!isRetry(error)) throw new PipeClosed();
    }
  }
}

/** Fills `into`, or throws `PipeClosed`. */
export function readFull(fd: number, into: Uint8Array): void {
  let done = 0;
  while (done < into.length) {
    try {
      const count = readSync(fd, into, done, into.length - done, null);
      if (count === 0) throw new PipeClosed();
      done += count;
    } catch (error) {
      if (!isRetry(error)) throw new PipeClosed();
    }
  }
}

/** The head of the next frame: its kind and the length of its payload, which the caller reads. */
export function readHead(fd: number): { readonly kind: number; readonly length: number } {
  const head = Buffer.allocUnsafe(headBytes);
  readFull(fd, head);
  return { kind: head.readUInt8(4), length: head.readUInt32LE(0) - 1 };
}

/**
 * Frames out of chunks as they arrive. Throws `BadFrame` for a frame over the limit (the parser is not to be believed any
 * more) and `PipeClosed` for one cut short.
 */
export async function* framesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Frame, void, void> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  function take(count: number): Buffer {
    const out = Buffer.from(new ArrayBuffer(count));
    let done = 0;
    while (done < count) {
      const first = held[0] as Uint8Array;
      const part = first.subarray(0, count - done);
      out.set(part, done);
      done += part.length;
      if (part.length === first.length) held.shift();
      else held[0] = first.subarray(part.length);
    }
    heldBytes -= count;
    return out;
  }
  let length: number | undefined;
  for await (const chunk of chunks) {
    held.push(chunk);
    heldBytes += chunk.length;
    while (true) {
      if (length === undefined) {
        if (heldBytes < 4) break;
        length = take(4).readUInt32LE(0);
        if (length < 1 || length > longestFrameUp) throw new BadFrame("length");
      }
      if (heldBytes < length) break;
      const body = take(length);
      length = undefined;
      yield { kind: body.readUInt8(0), payload: body.subarray(1) };
    }
    if (held.length > 64) held = [Buffer.concat(held)];
  }
  if (length !== undefined || heldBytes > 0) throw new PipeClosed();
}

function isRetry(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === "EAGAIN" || code === "EINTR";
}
