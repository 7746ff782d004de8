/**
 * What an HTTP answer carried: head (RFC 9112 §4–5), chunked transfer (§7.1), content encoding (RFC 9110 §8.4). Archives
 * hold answers whose head says "chunked" or "gzip" while the crawler had undone it already: such a body is passed as it is.
 */
import { ProblemError } from "../contract.ts";
import type { Feed } from "./feed.ts";
import { feedOf } from "./feed.ts";
import { engineFor, inflate, type Meter } from "./inflate.ts";

export interface HttpHead {
  readonly status: string;
  readonly fields: ReadonlyMap<string, string>;
  /** The head's own bytes. */
  readonly bytes: Buffer;
}

const maxHead = 2 ** 20;

export async function readHttpHead(feed: Feed): Promise<HttpHead> {
  const lines: Buffer[] = [];
  let length = 0;
  while (length < maxHead) {
    const line = await feed.line();
    if (line === undefined) break;
    lines.push(line);
    length += line.length;
    if (/^\r?\n$/.test(line.toString("latin1", 0, 3))) break;
  }
  const bytes = Buffer.concat(lines);
  const [first = "", ...rest] = bytes.toString("latin1").split(/\r?\n/);
  return { status: /^HTTP\/\S+\s+(\d{3})/.exec(first)?.[1] ?? "", fields: fieldsOf(rest), bytes };
}

/** Named fields, lower case, the first of each; continued lines joined. */
export function fieldsOf(lines: readonly string[]): Map<string, string> {
  const fields = new Map<string, string>();
  let last: string | undefined;
  for (const line of lines) {
    if (/^[ \t]/.test(line) && last !== undefined) {
      fields.set(last, `${fields.get(last)} ${line.trim()}`);
      continue;
    }
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    last = line.slice(0, colon).trim().toLowerCase();
    if (!fields.has(last)) fields.set(last, line.slice(colon + 1).trim());
  }
  return fields;
}

export interface BodyNotes {
  /** The body broke off or was malformed; what came before was given. */
  damaged: boolean;
}

/** True when the stored body is the content itself. */
export function isPlainBody(fields: ReadonlyMap<string, string>): boolean {
  return (
    !/chunked/i.test(fields.get("transfer-encoding") ?? "") &&
    /^(|identity)$/i.test(fields.get("content-encoding") ?? "")
  );
}

/** Undoes the chunked transfer, if it is one. */
export async function* dechunk(source: AsyncIterable<Uint8Array>, notes: BodyNotes): AsyncGenerator<Uint8Array> {
  const feed = feedOf(source);
  for (let first = true; ; first = false) {
    const line = await feed.line(1_024);
    if (line === undefined) {
      if (!first) notes.damaged = true;
      return;
    }
    const size = /^\s*([0-9a-f]{1,12})\s*(?:;[^\r\n]*)?\r?\n$/i.exec(line.toString("latin1"))?.[1];
    if (size === undefined && /^[0-9a-f]{0,12}\r?$/i.test(line.toString("latin1"))) {
      notes.damaged = true;
      return;
    }
    if (size === undefined) {
      // No chunk size here: never chunked, or broken from here on. Everything that follows is passed as it is.
      if (!first) notes.damaged = true;
      yield line;
      yield* feed.take(Number.MAX_SAFE_INTEGER);
      return;
    }
    const length = Number.parseInt(size, 16);
    if (length === 0) return;
    let got = 0;
    for await (const piece of feed.take(length)) {
      got += piece.length;
      yield piece;
    }
    if (got < length) {
      notes.damaged = true;
      return;
    }
    // The line break after the chunk; a sender that leaves it out starts the next size at once.
    const after = await feed.line(2);
    if (after?.toString("latin1") === "\r") notes.damaged = true;
    else if (after !== undefined && !/^\r?\n$/.test(after.toString("latin1"))) {
      notes.damaged = true;
      yield after;
      yield* feed.take(Number.MAX_SAFE_INTEGER);
      return;
    }
  }
}

/** Undoes content encodings, the last applied first. */
export async function* decodeContent(
  encodings: string,
  source: AsyncIterable<Uint8Array>,
  notes: BodyNotes,
  meter: Meter,
): AsyncGenerator<Uint8Array> {
  const names = encodings
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity");
  let stream = source;
  for (const name of names.reverse().slice(0, 3)) stream = decodeOne(name, stream, notes, meter);
  yield* stream;
}

async function* decodeOne(
  name: string,
  source: AsyncIterable<Uint8Array>,
  notes: BodyNotes,
  meter: Meter,
): AsyncGenerator<Uint8Array> {
  const pieces = source[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done === true) return;
  const kept: Uint8Array[] = [first.value];
  let keeping = true;
  async function* rest(): AsyncGenerator<Uint8Array> {
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
      if (keeping) kept.push(next.value);
      yield next.value;
    }
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* kept.slice();
    yield* rest();
  }
  const engine = engineFor(name, first.value);
  if (engine === undefined) {
    yield* all();
    return;
  }
  try {
    for await (const piece of inflate(engine, all(), meter)) {
      keeping = false;
      kept.length = 0;
      yield piece;
    }
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    // Nothing came out: the body was not compressed at all. Something did: it broke off there.
    if (!keeping) {
      notes.damaged = true;
      return;
    }
    keeping = false;
    yield* kept;
    yield* rest();
  }
}
