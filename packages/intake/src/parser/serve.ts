/**
 * The parser process: reads a job, finds the type, runs the extractor, says what it found, and waits for the next job.
 * It ends when the pipe from the pool closes. The pool (pool.ts) holds time and memory; guard.ts holds text and bytes.
 */
import { detect } from "../detect/detect.ts";
import { defaultLimits, type Extractor, type Limits, ProblemError, type Raw, type Sink } from "../extract/contract.ts";
import type { HowRead, PageRead, PageShape } from "./events.ts";
import {
  frame,
  frameKind,
  longestRead,
  PipeClosed,
  pieceBytes,
  readFull,
  readHead,
  readRequest,
  u32,
  writeAll,
} from "./frames.ts";
import { type Guard, guardedSink } from "./guard.ts";
import { problemOf } from "./problem.ts";
import { tidy } from "./tidy.ts";

/** What one job asks. `type` skips detection; `pushed` says that the bytes follow in the same frame. */
export interface JobHead {
  readonly kind: "parse" | "ocr" | "pictures";
  readonly name: string;
  readonly size: number;
  readonly pushed: boolean;
  readonly type?: string;
  readonly limits?: Partial<Limits>;
  readonly pages?: readonly number[];
  readonly languages?: readonly string[];
  /** How the page before was read, when it was read in an earlier job. */
  readonly like?: HowRead;
}
/** `tired`: a parser failed in a way that may have left its memory in disorder; the process should not be used again. */
export interface DoneBody {
  readonly tired: boolean;
}

export type OcrPages = (
  raw: Raw,
  type: string,
  pages: readonly number[],
  languages: readonly string[],
  sink: Sink,
  options?: OcrOptions,
) => Promise<void>;
export interface OcrOptions {
  readonly like?: HowRead;
  /** Told when a page is finished; what came of it is then not said as a problem. */
  readonly told?: (page: PageRead) => void;
  /** Draw only: the pages go out as pixels, to be read elsewhere. */
  readonly picture?: (shape: PageShape, pixels: Uint8Array) => void;
}

/** Where the parsers are; each is loaded when first needed. */
export interface ParserRoom {
  extractorFor(type: string): Promise<Extractor | undefined>;
  ocr(): Promise<OcrPages>;
}

const fromPool = 3;
const toPool = 4;
/** Frames go out together: a write of its own for every passage would cost more than finding it. */
const together = 64 * 2 ** 10;
/** …but not too many nor for long: if this process is ended, what was sent is kept, at least four fifths of what was found. */
const heldShare = 1 / 4;
const heldMs = 50;
let held: Buffer[] = [];
let heldBytes = 0;
/** Frames of this job that went out. */
let sent = 0;
let sentAt = 0;
function send(bytes: Buffer): void {
  held.push(bytes);
  heldBytes += bytes.length;
  if (heldBytes >= together || held.length > sent * heldShare || performance.now() - sentAt > heldMs) flush();
}
function flush(): void {
  if (heldBytes > 0) writeAll(toPool, held.length === 1 ? (held[0] ?? Buffer.alloc(0)) : Buffer.concat(held));
  sent += held.length;
  held = [];
  heldBytes = 0;
  sentAt = performance.now();
}

export async function serve(room: ParserRoom): Promise<never> {
  process.on("uncaughtException", () => process.exit(70));
  process.on("unhandledRejection", () => process.exit(70));
  try {
    while (true) {
      const { head, bytes } = nextJob();
      sent = 0;
      const tired = await work(room, head, bytes);
      // Let what a library still has in hand come up now, inside this job and not inside the next.
      await new Promise((resolve) => setImmediate(resolve));
      if (!tired) tidy();
      send(frame(frameKind.done, Buffer.from(JSON.stringify({ tired } satisfies DoneBody))));
      flush();
    }
  } catch (error) {
    process.exit(error instanceof PipeClosed ? 0 : 70);
  }
}

function nextJob(): { head: JobHead; bytes: Uint8Array | undefined } {
  const { kind, length } = readHead(fromPool);
  if (kind !== frameKind.job) throw new Error("not a job");
  const lengthBytes = Buffer.alloc(4);
  readFull(fromPool, lengthBytes);
  const json = Buffer.alloc(lengthBytes.readUInt32LE(0));
  readFull(fromPool, json);
  const head = JSON.parse(json.toString()) as JobHead;
  if (!head.pushed) return { head, bytes: undefined };
  const bytes = new Uint8Array(length - 4 - json.length);
  readFull(fromPool, bytes);
  return { head, bytes };
}

async function work(room: ParserRoom, head: JobHead, bytes: Uint8Array | undefined): Promise<boolean> {
  const limits = { ...defaultLimits, ...head.limits };
  const raw = bytes === undefined ? askingRaw(head) : heldRaw(head, bytes);
  const guard = guardedSink(send, head.size, limits);
  try {
    if (head.size === 0) throw new ProblemError("empty");
    await (head.kind === "parse" ? parse(room, head, raw, guard, limits) : read(room, head, raw, guard));
    return false;
  } catch (error) {
    if (error instanceof PipeClosed) throw error;
    const { problem, tired } = problemOf(error);
    const partly = problem.partly === true || guard.saidSomething();
    guard.sink.problem(partly ? { ...problem, partly } : problem);
    return tired;
  } finally {
    guard.close();
  }
}

async function parse(room: ParserRoom, head: JobHead, raw: Raw, guard: Guard, limits: Limits): Promise<void> {
  const detected = head.type === undefined ? await detect(raw) : { type: head.type };
  guard.say({ type: "detected", detected });
  const extractor = await room.extractorFor(detected.type);
  if (extractor === undefined) throw new ProblemError("unknown-type");
  await extractor.extract(raw, detected.type, guard.sink, limits);
}

async function read(room: ParserRoom, head: JobHead, raw: Raw, guard: Guard): Promise<void> {
  const type = head.type ?? (await detect(raw)).type;
  const ocrPages = await room.ocr();
  await ocrPages(raw, type, head.pages ?? [], head.languages ?? [], guard.sink, {
    ...(head.like && { like: head.like }),
    told(page) {
      guard.say({ type: "page-read", ...page });
      // A finished page is not held back: the next one may end this process.
      flush();
    },
    ...(head.kind === "pictures" && { picture: pictureOut(guard) }),
  });
}

/** Pixels go out as the bytes of a child, in pieces, so that the pool can slow this process down. */
function pictureOut(guard: Guard): (shape: PageShape, pixels: Uint8Array) => void {
  let child = 0;
  return (shape, pixels) => {
    child += 1;
    guard.say({ type: "page-picture", child, ...shape });
    for (let from = 0; from < pixels.length; from += pieceBytes)
      send(frame(frameKind.bytes, u32(child), pixels.subarray(from, from + pieceBytes)));
    guard.say({ type: "child-end", child, whole: true });
    flush();
  };
}

function tooLarge(size: number, limit: number): ProblemError {
  return new ProblemError("too-large", `${size} bytes, limit ${limit}`);
}
const wholeLimit = 256 * 2 ** 20;

function heldRaw(head: JobHead, bytes: Uint8Array): Raw {
  return {
    size: bytes.length,
    name: head.name,
    read: (offset, length) => bytes.slice(offset, offset + length),
    all(limit = wholeLimit) {
      if (bytes.length > limit) throw tooLarge(bytes.length, limit);
      return bytes;
    },
  };
}

const blockBytes = 2 ** 20;
const blocksKept = 4;

/** Bytes on demand, in blocks; the last few stay, because parsers read in small steps. */
function askingRaw(head: JobHead): Raw {
  const { size } = head;
  const blocks = new Map<number, Uint8Array>();
  function ask(offset: number, into: Uint8Array): void {
    send(frame(frameKind.read, readRequest(offset, into.length)));
    flush();
    const { kind, length } = readHead(fromPool);
    if (kind !== frameKind.data || length > into.length) throw new PipeClosed();
    readFull(fromPool, into.subarray(0, length));
    if (length < into.length) throw new ProblemError("damaged", "source shorter than its size");
  }
  function block(index: number): Uint8Array {
    let found = blocks.get(index);
    if (found === undefined) {
      found = new Uint8Array(Math.min(blockBytes, size - index * blockBytes));
      ask(index * blockBytes, found);
    }
    blocks.delete(index);
    blocks.set(index, found);
    if (blocks.size > blocksKept) blocks.delete(blocks.keys().next().value as number);
    return found;
  }
  return {
    size,
    name: head.name,
    read(offset, length) {
      const from = Math.min(Math.max(0, Math.trunc(offset)), size);
      const out = new Uint8Array(Math.min(Math.max(0, Math.trunc(length)), size - from));
      let done = 0;
      while (done < out.length) {
        const at = from + done;
        const index = Math.floor(at / blockBytes);
        const part = block(index).subarray(at - index * blockBytes, at - index * blockBytes + out.length - done);
        out.set(part, done);
        done += part.length;
      }
      return out;
    },
    all(limit = wholeLimit) {
      if (size > limit) throw tooLarge(size, limit);
      const out = new Uint8Array(size);
      for (let from = 0; from < size; from += longestRead) ask(from, out.subarray(from, from + longestRead));
      return out;
    },
  };
}
