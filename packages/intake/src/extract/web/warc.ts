/**
 * Web archives: WARC 1.0 and 1.1 (ISO 28500), plain or gzip, one member per record or not. Answers and resources become
 * children with transfer and content encoding undone; block and payload digests are checked; a cut tail costs only what is
 * missing. Every record is listed as a passage, so that a page is found by its address. Memory does not grow with the size.
 */
import { type ChildInfo, type Extractor, type Limits, ProblemError, type Raw, type Sink } from "../contract.ts";
import { textBudget } from "../mail/paragraphs.ts";
import { type Window, windowOver } from "../mail/window.ts";
import { checkDigest } from "./digest.ts";
import { type Feed, feedOf } from "./feed.ts";
import { dechunk, decodeContent, fieldsOf, isPlainBody, readHttpHead } from "./http-body.ts";
import { type GzipDamage, gunzipMembers, type Meter } from "./inflate.ts";

export const warcExtractor: Extractor = {
  types: ["application/warc"],
  async extract(raw, _type, sink, limits) {
    if (raw.size === 0) throw new ProblemError("empty");
    await readWarc(raw, sink, limits);
  },
};

/** Old Internet Archive files (.arc) keep no digests and state lengths that do not hold: not read. */
export const arcExtractor: Extractor = {
  types: ["application/x-internet-archive"],
  async extract() {
    throw new ProblemError("not-supported", "ARC, the form before WARC");
  },
};

interface Tally {
  readonly types: Map<string, number>;
  children: number;
  blocksEqual: number;
  blocksDiffer: number;
  payloadsEqual: number;
  payloadsDiffer: number;
  badBodies: number;
  strayLines: number;
  cut: boolean;
  segments: number;
  truncatedByCrawler: number;
}
interface WarcRecord {
  readonly fields: ReadonlyMap<string, string>;
  readonly type: string;
  readonly url: string;
  readonly date: string;
  readonly length: number;
}
interface Room {
  readonly feed: Feed;
  /** True when positions of the feed are offsets of the file. */
  readonly stored: boolean;
  readonly sink: Sink;
  readonly tally: Tally;
  readonly meter: Meter;
}

const freeBytes = 200 * 2 ** 20;

async function readWarc(raw: Raw, sink: Sink, limits: Limits): Promise<void> {
  const window = windowOver(raw);
  const head = window.slice(0, 2);
  const compressed = head[0] === 0x1f && head[1] === 0x8b;
  const damage: GzipDamage = { members: 0 };
  const tally: Tally = {
    types: new Map(),
    children: 0,
    blocksEqual: 0,
    blocksDiffer: 0,
    payloadsEqual: 0,
    payloadsDiffer: 0,
    badBodies: 0,
    strayLines: 0,
    cut: false,
    segments: 0,
    truncatedByCrawler: 0,
  };
  const source = compressed ? gunzipMembers(window, damage, meterFor(limits, raw.size)) : blocksOf(window);
  const room: Room = { feed: feedOf(source), stored: !compressed, sink, tally, meter: meterFor(limits, raw.size) };
  const layer = sink.layer({
    kind: "text",
    tool: "amana web archive reader",
    version: "1",
    settings: "list of records",
  });
  const budget = textBudget(limits);
  const info: Record<string, string> = {};
  let records = 0;
  let stopped: ProblemError | undefined;
  try {
    for (let record = await nextRecord(room); record !== undefined; record = await nextRecord(room)) {
      records += 1;
      if (records > limits.entries) throw new ProblemError("too-large", `more than ${limits.entries} records`);
      tally.types.set(record.type, (tally.types.get(record.type) ?? 0) + 1);
      const line = await readRecord(room, record, info);
      if (record.url !== "") budget.put(layer, line, { type: "paragraph", paragraph: records });
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    stopped = error;
  }
  layer.end();
  if (records === 0) throw stopped ?? new ProblemError("damaged", "no record found");
  sink.meta({
    ...(info["warc-software"] === undefined ? {} : { software: info["warc-software"] }),
    other: { ...info, ...facts(tally, records) },
  });
  report(sink, tally, damage);
  // What came before the limit stands; the limit itself ends the reading.
  if (stopped !== undefined) throw stopped;
}

async function* blocksOf(window: Window): AsyncGenerator<Uint8Array> {
  const size = 2 ** 18;
  for (let at = 0; at < window.size; at += size) yield window.slice(at, at + size);
}

function meterFor(limits: Limits, size: number): Meter {
  let total = 0;
  return (bytes) => {
    total += bytes;
    if (total > limits.expandedBytes) throw new ProblemError("expands-too-far", `over ${limits.expandedBytes} bytes`);
    if (total > freeBytes && total - freeBytes > size * limits.ratio)
      throw new ProblemError("expands-too-far", `over ${limits.ratio} times its size`);
  };
}

/** The next record's header; lines that are none are passed over and counted. */
async function nextRecord({ feed, tally }: Room): Promise<WarcRecord | undefined> {
  while (true) {
    const line = await feed.line();
    if (line === undefined && feed.passGap()) continue;
    if (line === undefined) return undefined;
    const text = line.toString("latin1").trim();
    if (text === "") continue;
    if (!/^WARC\/\d+\.\d+$/.test(text)) {
      tally.strayLines += 1;
      if (tally.strayLines > 1_000_000) throw new ProblemError("damaged", "over a million lines between records");
      continue;
    }
    const lines: string[] = [];
    for (let next = await feed.line(); ; next = await feed.line()) {
      if (next === undefined) tally.cut = true;
      if (next === undefined || next.toString("latin1").trim() === "" || lines.length > 1_000) break;
      lines.push(next.toString("utf8").replace(/\r?\n$/, ""));
    }
    const fields = fieldsOf(lines);
    const length = Number(fields.get("content-length") ?? Number.NaN);
    if (!Number.isSafeInteger(length) || length < 0) {
      tally.strayLines += 1;
      continue;
    }
    return {
      fields,
      type: (fields.get("warc-type") ?? "unknown").toLowerCase(),
      // Some versions of wget write the address in angle brackets.
      url: (fields.get("warc-target-uri") ?? "").replace(/^<(.*)>$/, "$1"),
      date: fields.get("warc-date") ?? "",
      length,
    };
  }
}

/** Reads one record's block to its end and returns the line that lists it. */
async function readRecord(room: Room, record: WarcRecord, info: Record<string, string>): Promise<string> {
  const { feed, tally } = room;
  const start = feed.position;
  const stated = record.fields.get("warc-block-digest");
  const block = stated === undefined ? undefined : checkDigest(stated);
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of feed.take(record.length)) {
      block?.update(piece);
      yield piece;
    }
  }
  const inner = feedOf(counted());
  const { line, payload } = await readBlock(room, record, inner, start, info);
  // Whatever was not wanted is read all the same: the digest is over the whole block.
  for await (const _ of inner.take(Number.MAX_SAFE_INTEGER));
  if (record.fields.has("warc-truncated")) tally.truncatedByCrawler += 1;
  if (record.fields.has("warc-segment-number")) tally.segments += 1;
  if (feed.position - start < record.length) {
    // A block cut by the end of the file cannot match: that is told as a cut, not as a contradiction.
    tally.cut = true;
    return line;
  }
  const found = block?.end();
  if (found === "equal") tally.blocksEqual += 1;
  if (payload === "equal") tally.payloadsEqual += 1;
  if (found === "differs") tally.blocksDiffer += 1;
  if (payload === "differs") tally.payloadsDiffer += 1;
  return line;
}

type Checked = ReturnType<ReturnType<typeof checkDigest>["end"]> | undefined;

async function readBlock(
  room: Room,
  record: WarcRecord,
  inner: Feed,
  start: number,
  info: Record<string, string>,
): Promise<{ line: string; payload: Checked }> {
  const contentType = record.fields.get("content-type") ?? "";
  if (record.type === "warcinfo") {
    await readWarcInfo(inner, info);
    return { line: "", payload: undefined };
  }
  if (record.type === "response" && /^application\/http\b|^$/i.test(contentType) && /^https?:/i.test(record.url)) {
    const head = await readHttpHead(inner);
    const type = head.fields.get("content-type") ?? "";
    const payload = await writeChild(room, record, inner, {
      type,
      start: start + head.bytes.length,
      encodings: head.fields.get("content-encoding") ?? "",
      chunked: /chunked/i.test(head.fields.get("transfer-encoding") ?? ""),
      plain: isPlainBody(head.fields),
    });
    return { line: `${record.date} ${head.status} ${mediaType(type)} ${record.url}`, payload };
  }
  const line = `${record.date} ${record.type} ${mediaType(contentType)} ${record.url}`;
  if (!["response", "resource", "conversion"].includes(record.type)) return { line, payload: undefined };
  const payload = await writeChild(room, record, inner, {
    type: contentType,
    start,
    encodings: "",
    chunked: false,
    plain: true,
  });
  return { line, payload };
}

async function readWarcInfo(inner: Feed, info: Record<string, string>): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of inner.take(65_536)) pieces.push(piece);
  for (const [name, value] of fieldsOf(Buffer.concat(pieces).toString("utf8").split(/\r?\n/))) {
    if (Object.keys(info).length < 60) info[`warc-${name}`.slice(0, 100)] ??= value.slice(0, 2_000).toWellFormed();
  }
}

interface Body {
  readonly type: string;
  /** Feed position of its first byte. */
  readonly start: number;
  readonly encodings: string;
  readonly chunked: boolean;
  readonly plain: boolean;
}

/** Writes the body out as a child and says whether it fits the payload digest. */
async function writeChild(room: Room, record: WarcRecord, inner: Feed, body: Body): Promise<Checked> {
  const { sink, tally } = room;
  const stated = record.fields.get("warc-payload-digest");
  // The standard means the body without transfer coding, common writers digest it with: either will do.
  const asStored = stated === undefined ? undefined : checkDigest(stated);
  const asSent = stated === undefined ? undefined : checkDigest(stated);
  const info = childInfo(record, body.type, tally.children + 1);
  const notes = { damaged: false };
  async function* stored(): AsyncGenerator<Uint8Array> {
    for await (const piece of inner.take(Number.MAX_SAFE_INTEGER)) {
      asStored?.update(piece);
      yield piece;
    }
  }
  async function* sent(): AsyncGenerator<Uint8Array> {
    for await (const piece of body.chunked ? dechunk(stored(), notes) : stored()) {
      asSent?.update(piece);
      yield piece;
    }
  }
  let length = 0;
  if (room.stored && body.plain) {
    for await (const piece of sent()) length += piece.length;
    if (length > 0) sink.childRange(info, body.start, length);
  } else {
    let child: ReturnType<Sink["child"]> | undefined;
    for await (const piece of decodeContent(body.encodings, sent(), notes, room.meter)) {
      length += piece.length;
      child ??= sink.child(info);
      child.write(piece);
    }
    child?.end();
    // What a decoder did not ask for, so that the digest is over everything.
    for await (const piece of inner.take(Number.MAX_SAFE_INTEGER)) {
      asStored?.update(piece);
      if (!body.chunked) asSent?.update(piece);
    }
  }
  if (length > 0) tally.children += 1;
  if (notes.damaged) tally.badBodies += 1;
  const plainly = asStored?.end();
  return asSent?.end() === "equal" ? "equal" : plainly;
}

function childInfo(record: WarcRecord, contentType: string, position: number): ChildInfo {
  const claimedType = mediaType(contentType);
  const date = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(record.date) ? record.date : undefined;
  return {
    name: record.url.slice(0, 2_000).toWellFormed(),
    position,
    role: "record",
    ...(claimedType === "" ? {} : { claimedType }),
    ...(date === undefined ? {} : { modified: date }),
  };
}

function mediaType(contentType: string): string {
  return /^\s*([\w.+-]+\/[\w.+-]+)/.exec(contentType)?.[1]?.toLowerCase() ?? "";
}

function facts(tally: Tally, records: number): Record<string, string> {
  const types = [...tally.types]
    .slice(0, 20)
    .map(([type, count]) => `${type} ${count}`)
    .join(", ");
  return {
    "warc-records": `${records} (${types})`.slice(0, 2_000),
    "warc-children": String(tally.children),
    "warc-block-digests": `${tally.blocksEqual} equal, ${tally.blocksDiffer} different`,
    "warc-payload-digests": `${tally.payloadsEqual} equal, ${tally.payloadsDiffer} different`,
    ...(tally.truncatedByCrawler > 0 ? { "warc-truncated-by-crawler": String(tally.truncatedByCrawler) } : {}),
  };
}

function report(sink: Sink, tally: Tally, damage: GzipDamage): void {
  const damaged = (detail: string): void => sink.problem({ code: "damaged", detail, partly: true });
  if (tally.blocksDiffer > 0) damaged(`${tally.blocksDiffer} records differ from their block digest`);
  if (tally.payloadsDiffer > 0) damaged(`${tally.payloadsDiffer} payloads differ from their digest`);
  if (tally.badBodies > 0) damaged(`${tally.badBodies} bodies broken in their transfer or content encoding`);
  if (damage.members > 0) damaged(`${damage.members} gzip members cut or malformed`);
  if (tally.strayLines > 0) damaged(`${tally.strayLines} lines between records`);
  if (tally.cut) damaged("a record is cut short");
  if (tally.segments > 0) {
    sink.problem({ code: "not-supported", detail: `${tally.segments} records in segments, not joined`, partly: true });
  }
}
