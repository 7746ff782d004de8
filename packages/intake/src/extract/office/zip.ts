/**
 * The zip inside an office file: its list of members from the central directory (APPNOTE.TXT 6.3.10 §4.3, with ZIP64),
 * or, when the end of the file is missing, from the local headers that are still there. Members come out as a stream of
 * bounded pieces, checked against their CRC and against an expansion limit before and while they are inflated.
 *
 * Office packages are read by part name, never written by it, so a hostile name is only a key that nothing asks for.
 */
import { Readable } from "node:stream";
import { constants, crc32, createInflateRaw, inflateRawSync } from "node:zlib";
import { type Limits, ProblemError, type Raw } from "../contract.ts";

export interface Member {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly compressed: number;
  readonly size: number;
  /** CRC-32 of the content, or undefined when the list was recovered and it is not known. */
  readonly crc: number | undefined;
  readonly headerAt: number;
  /** DOS time has no zone: RFC 3339 without an offset. */
  readonly modified: string | undefined;
}

export interface Zip {
  readonly raw: Raw;
  readonly members: readonly Member[];
  readonly byName: ReadonlyMap<string, Member>;
  /** True when the central directory was missing or wrong and the local headers were walked instead. */
  readonly recovered: boolean;
  readonly budget: Budget;
}

/** A member whose bytes cannot be had: the rest of the package may still be readable. */
export class MemberFault extends ProblemError {}

interface Budget {
  readonly limits: Limits;
  readonly compressed: number;
  expanded: number;
}

const FREE_BYTES = 200 * 2 ** 20;
const WHOLE_MEMBER = 4 * 2 ** 20;
const PIECE = 256 * 2 ** 10;

export function openZip(raw: Raw, limits: Limits): Zip {
  const listed = readDirectory(raw, limits);
  const members = listed ?? walkLocalHeaders(raw, limits);
  if (members.length === 0) throw new ProblemError("damaged", "no zip members");
  const byName = new Map<string, Member>();
  for (const member of members) if (!byName.has(key(member.name))) byName.set(key(member.name), member);
  const budget = { limits, compressed: raw.size, expanded: 0 };
  return { raw, members, byName, recovered: listed === undefined, budget };
}

/** Part names are compared without case (ECMA-376 part 2 §6.2.2.3) and without a leading slash. */
export function memberOf(zip: Zip, name: string): Member | undefined {
  return zip.byName.get(key(name));
}

/** The whole of a small member. Throws `MemberFault` when it is damaged, locked or larger than `limit` bytes. */
export async function memberBytes(zip: Zip, member: Member, limit = 64 * 2 ** 20): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of memberPieces(zip, member)) {
    length += piece.length;
    if (length > limit) throw new MemberFault("too-large", `member over ${limit} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces, length);
}

/** Content in pieces. What could be inflated before a fault is yielded before `MemberFault` is thrown. */
export async function* memberPieces(zip: Zip, member: Member): AsyncGenerator<Uint8Array> {
  if (member.encrypted) throw new MemberFault("locked", "zip encryption");
  const data = dataRange(zip.raw, member);
  if (data === undefined) throw new MemberFault("damaged", `no local header at ${member.headerAt}`);
  guard(zip.budget, member.crc === undefined ? 0 : member.size, member.compressed);

  let crc = 0;
  let length = 0;
  for await (const piece of inflated(zip.raw, member, data)) {
    length += piece.length;
    zip.budget.expanded += piece.length;
    guard(zip.budget, 0, data.length);
    if (member.crc !== undefined && length > member.size) throw new MemberFault("damaged", "longer than declared");
    crc = crc32(piece, crc);
    yield piece;
  }
  if (member.crc !== undefined && (crc !== member.crc || length !== member.size)) {
    throw new MemberFault("damaged", "content does not match its CRC-32");
  }
}

/** Where a stored (uncompressed, unencrypted) member lies in the file, if it does. */
export function storedRange(zip: Zip, member: Member): { offset: number; length: number } | undefined {
  if (zip.recovered || member.method !== 0 || member.encrypted || member.compressed !== member.size) return undefined;
  const data = dataRange(zip.raw, member);
  return data !== undefined && data.length === member.size ? data : undefined;
}

interface Range {
  readonly offset: number;
  readonly length: number;
}

async function* inflated(raw: Raw, member: Member, data: Range): AsyncGenerator<Uint8Array> {
  if (member.method === 0) {
    yield* rawPieces(raw, data);
    return;
  }
  if (member.method !== 8) throw new MemberFault("not-supported", `zip method ${member.method}`);
  // A small member in one call: no stream machinery, about five times faster on packages of many small parts.
  if (member.crc !== undefined && member.size <= WHOLE_MEMBER && data.length <= WHOLE_MEMBER) {
    yield inflateWhole(raw.read(data.offset, data.length), member.size);
    return;
  }
  const stream = createInflateRaw({ chunkSize: PIECE, finishFlush: constants.Z_SYNC_FLUSH });
  const source = Readable.from(rawPieces(raw, data), { objectMode: true });
  source.on("error", (error) => stream.destroy(error));
  try {
    for await (const piece of source.pipe(stream)) yield piece as Uint8Array;
  } catch (error) {
    if (isZlibError(error)) throw new MemberFault("damaged", "deflate stream is broken");
    throw error;
  } finally {
    source.destroy();
    stream.destroy();
  }
}

function inflateWhole(bytes: Uint8Array, size: number): Uint8Array {
  try {
    // One byte more than declared, so that a member that lies about its size is caught by the caller's count.
    return inflateRawSync(bytes, { maxOutputLength: size + 1, finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    if (isZlibError(error)) throw new MemberFault("damaged", "deflate stream is broken");
    throw error;
  }
}

function isZlibError(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code.startsWith("Z_") || code === "ERR_BUFFER_TOO_LARGE";
}

function* rawPieces(raw: Raw, { offset, length }: Range): Generator<Uint8Array> {
  for (let at = 0; at < length; at += PIECE) {
    const piece = raw.read(offset + at, Math.min(PIECE, length - at));
    if (piece.length === 0) return;
    yield piece;
  }
}

function guard(budget: Budget, coming: number, compressed: number): void {
  const expanded = budget.expanded + coming;
  if (expanded > budget.limits.expandedBytes)
    throw new ProblemError("expands-too-far", `over ${budget.limits.expandedBytes} bytes`);
  if (coming > FREE_BYTES && coming > compressed * budget.limits.ratio)
    throw new ProblemError("expands-too-far", "member ratio");
  if (expanded > FREE_BYTES && expanded > budget.compressed * textRatio(budget.limits)) {
    throw new ProblemError("expands-too-far", `over ${textRatio(budget.limits)} times its size`);
  }
}

// Deflate tops out near 1,030; real office XML stays below 60. A quarter of the general limit still leaves a wide margin.
function textRatio(limits: Limits): number {
  return limits.ratio / 4;
}

function dataRange(raw: Raw, member: Member): Range | undefined {
  const header = view(raw.read(member.headerAt, 30));
  if (header.byteLength < 30 || header.getUint32(0, true) !== 0x04034b50) return undefined;
  const offset = member.headerAt + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  return { offset, length: Math.max(0, Math.min(member.compressed, raw.size - offset)) };
}

function readDirectory(raw: Raw, limits: Limits): Member[] | undefined {
  const end = findEnd(raw);
  if (end === undefined || end.entries > limits.entries) {
    if (end !== undefined) throw new ProblemError("too-large", `${end.entries} zip members`);
    return undefined;
  }
  const bytes = raw.read(end.offset, end.length);
  const data = view(bytes);
  const members: Member[] = [];
  let at = 0;
  while (at + 46 <= bytes.length && data.getUint32(at, true) === 0x02014b50) {
    const nameLength = data.getUint16(at + 28, true);
    const extraLength = data.getUint16(at + 30, true);
    const next = at + 46 + nameLength + extraLength + data.getUint16(at + 32, true);
    if (next > bytes.length) return undefined;
    const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    const flags = data.getUint16(at + 8, true);
    const sizes = zip64(extra, [
      data.getUint32(at + 24, true),
      data.getUint32(at + 20, true),
      data.getUint32(at + 42, true),
    ]);
    members.push({
      name: decodeName(bytes.subarray(at + 46, at + 46 + nameLength), flags),
      method: data.getUint16(at + 10, true),
      encrypted: (flags & 1) !== 0,
      compressed: sizes[1],
      size: sizes[0],
      crc: data.getUint32(at + 16, true),
      headerAt: sizes[2] + end.prefix,
      modified: dosTime(data.getUint16(at + 14, true), data.getUint16(at + 12, true)),
    });
    at = next;
  }
  return members.length === end.entries || members.length > 0 ? members : undefined;
}

interface DirectoryEnd {
  readonly entries: number;
  readonly offset: number;
  readonly length: number;
  /** Bytes put in front of the zip after it was made. */
  readonly prefix: number;
}

function findEnd(raw: Raw): DirectoryEnd | undefined {
  const tailAt = Math.max(0, raw.size - 65_557);
  const tail = raw.read(tailAt, raw.size - tailAt);
  const data = view(tail);
  for (let at = tail.length - 22; at >= 0; at--) {
    if (data.getUint32(at, true) !== 0x06054b50) continue;
    let entries = data.getUint16(at + 10, true);
    let length = data.getUint32(at + 12, true);
    let offset = data.getUint32(at + 16, true);
    let endAt = tailAt + at;
    if (at >= 20 && data.getUint32(at - 20, true) === 0x07064b50) {
      const far = safe(data.getBigUint64(at - 12, true));
      const record = view(raw.read(far, 56));
      if (record.byteLength < 56 || record.getUint32(0, true) !== 0x06064b50) return undefined;
      entries = safe(record.getBigUint64(32, true));
      length = safe(record.getBigUint64(40, true));
      offset = safe(record.getBigUint64(48, true));
      endAt = far;
    }
    const prefix = endAt - length - offset;
    if (length > 256 * 2 ** 20 || prefix < 0) return undefined;
    return { entries, offset: offset + prefix, length, prefix };
  }
  return undefined;
}

/** Order of the ZIP64 extra field: size, compressed size, header offset; each only when its 32-bit twin is full. */
function zip64(extra: Uint8Array, narrow: readonly [number, number, number]): [number, number, number] {
  const wide: [number, number, number] = [...narrow];
  const data = view(extra);
  for (let at = 0; at + 4 <= extra.length; at += 4 + data.getUint16(at + 2, true)) {
    if (data.getUint16(at, true) !== 1) continue;
    let from = at + 4;
    for (const index of [0, 1, 2] as const) {
      if (narrow[index] !== 0xffffffff || from + 8 > extra.length) continue;
      wide[index] = safe(data.getBigUint64(from, true));
      from += 8;
    }
    break;
  }
  return wide;
}

/** Local headers one after the other: what is left of a file that was cut off, or whose directory is broken. */
function walkLocalHeaders(raw: Raw, limits: Limits): Member[] {
  const members: Member[] = [];
  let at = nextHeader(raw, 0);
  while (at !== undefined && members.length < limits.entries) {
    const head = raw.read(at, 30);
    if (head.length < 30) break;
    const data = view(head);
    const flags = data.getUint16(6, true);
    const nameLength = data.getUint16(26, true);
    const body = at + 30 + nameLength + data.getUint16(28, true);
    const known = (flags & 8) === 0 && data.getUint32(18, true) !== 0xffffffff;
    const next = nextHeader(raw, known ? body + data.getUint32(18, true) : body);
    members.push({
      name: decodeName(raw.read(at + 30, nameLength), flags),
      method: data.getUint16(8, true),
      encrypted: (flags & 1) !== 0,
      compressed: known ? data.getUint32(18, true) : (next ?? raw.size) - body,
      size: data.getUint32(22, true),
      crc: undefined,
      headerAt: at,
      modified: dosTime(data.getUint16(12, true), data.getUint16(10, true)),
    });
    at = next;
  }
  return members;
}

const LOCAL_HEADER = Buffer.from("PK\x03\x04", "latin1");

function nextHeader(raw: Raw, from: number): number | undefined {
  const step = 2 ** 20;
  for (let at = from; at < raw.size; at += step) {
    const piece = raw.read(at, step + 3);
    const found = Buffer.from(piece.buffer, piece.byteOffset, piece.length).indexOf(LOCAL_HEADER);
    if (found >= 0) return at + found;
  }
  return undefined;
}

function key(name: string): string {
  return name.replaceAll("\\", "/").replace(/^\/+/, "").toLowerCase();
}

function decodeName(bytes: Uint8Array, flags: number): string {
  if ((flags & 0x800) !== 0) return new TextDecoder().decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("latin1").decode(bytes);
  }
}

function dosTime(date: number, time: number): string | undefined {
  const month = (date >> 5) & 15;
  // 1980-01-01 00:00 is what programs write when they do not know.
  if (date <= 33 || month < 1 || month > 12 || (date & 31) === 0) return undefined;
  const two = (n: number) => String(n).padStart(2, "0");
  return `${1980 + (date >> 9)}-${two(month)}-${two(date & 31)}T${two(time >> 11)}:${two((time >> 5) & 63)}:${two((time & 31) * 2)}`;
}

function safe(value: bigint): number {
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(value);
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
