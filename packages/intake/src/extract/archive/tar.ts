/**
 * Tar (POSIX.1-2017 pax, ustar, GNU long names and sizes in base 256): every file is a range of the parent, so no byte is
 * copied. Links, devices and folders hold no bytes and are passed over; sparse files are told as not supported.
 */
import { type Extractor, ProblemError, type Raw } from "../contract.ts";
import { memberProblems } from "./problems.ts";

const block = 512;
/** Names and attributes that precede a member are read up to this length. */
const longestExtra = 2 ** 20;

interface Attributes {
  path?: string;
  size?: number;
  mtime?: string;
  sparse?: boolean;
}

export const tarExtractor: Extractor = {
  types: ["application/x-tar"],
  async extract(raw, _type, sink) {
    const problems = memberProblems(sink);
    let global: Attributes = {};
    let next: Attributes = {};
    let position = 0;
    for (let at = 0; at < raw.size; ) {
      const head = Buffer.from(raw.read(at, block));
      if (head.length < block || head.every((byte) => byte === 0)) break;
      if (!sumFits(head)) throw new ProblemError("damaged", `header at ${at}`);
      const kind = String.fromCharCode(head[156] ?? 0);
      const size = next.size ?? (kind === "x" || kind === "g" ? undefined : global.size) ?? readNumber(head, 124, 12);
      const dataAt = at + block;
      at = dataAt + Math.ceil(size / block) * block;
      if (kind === "x") next = { ...next, ...readPax(extra(raw, dataAt, size)) };
      else if (kind === "g") global = { ...global, ...readPax(extra(raw, dataAt, size)) };
      else if (kind === "L") next = { ...next, path: cString(extra(raw, dataAt, size)) };
      else if (kind !== "K") {
        const told = { ...global, ...next };
        next = {};
        if (!isFile(kind)) continue;
        const name = told.path ?? ustarName(head);
        if (name.endsWith("/") && size === 0) continue;
        position += 1;
        if (kind === "S" || told.sparse === true) {
          problems.add(new ProblemError("not-supported", "sparse file"), position);
          continue;
        }
        const length = Math.min(size, raw.size - dataAt);
        const modified = told.mtime ?? instant(readNumber(head, 136, 12));
        sink.childRange(
          { name, position, role: "member", ...(modified === undefined ? {} : { modified }) },
          dataAt,
          Math.max(0, length),
        );
        if (length < size) problems.add(new ProblemError("damaged", `cut short by ${size - length} bytes`), position);
      }
    }
    problems.end();
    if (position === 0) throw new ProblemError("empty", "no members");
  },
};

function isFile(kind: string): boolean {
  return kind === "0" || kind === "\0" || kind === "7" || kind === "S";
}

function extra(raw: Raw, at: number, size: number): Buffer {
  if (size > longestExtra) throw new ProblemError("damaged", `attributes of ${size} bytes`);
  return Buffer.from(raw.read(at, size));
}

function ustarName(head: Buffer): string {
  const name = cString(head.subarray(0, 100));
  const prefix = head.toString("latin1", 257, 263) === "ustar\0" ? cString(head.subarray(345, 500)) : "";
  return prefix === "" ? name : `${prefix}/${name}`;
}

function cString(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  const text = bytes.toString("utf8", 0, end < 0 ? bytes.length : end);
  return text.includes("\ufffd") ? bytes.toString("latin1", 0, end < 0 ? bytes.length : end) : text;
}

/** Octal digits, or base 256 when the first bit is set (GNU). */
function readNumber(head: Buffer, at: number, length: number): number {
  const first = head[at] ?? 0;
  if ((first & 0x80) !== 0) {
    let value = first & 0x7f;
    for (let n = 1; n < length; n++) value = value * 256 + (head[at + n] ?? 0);
    if (!Number.isSafeInteger(value)) throw new ProblemError("damaged", "size out of range");
    return value;
  }
  const text = head
    .toString("latin1", at, at + length)
    .replace(/\0.*$/s, "")
    .trim();
  const value = text === "" ? 0 : Number.parseInt(text, 8);
  if (!Number.isSafeInteger(value) || value < 0) throw new ProblemError("damaged", "size not readable");
  return value;
}

/** Records `length key=value\n` (pax §"pax Extended Header"). */
function readPax(bytes: Buffer): Attributes {
  const found: Attributes = {};
  for (let at = 0; at < bytes.length; ) {
    const blank = bytes.indexOf(32, at);
    const length = blank < 0 ? 0 : Number.parseInt(bytes.toString("latin1", at, blank), 10);
    if (!(length > 0) || at + length > bytes.length) break;
    const record = bytes.toString("utf8", blank + 1, at + length - 1);
    const equals = record.indexOf("=");
    const key = record.slice(0, equals);
    const value = record.slice(equals + 1);
    if (key === "path") found.path = value;
    if (key === "size" && /^\d{1,15}$/.test(value)) found.size = Number(value);
    if (key === "mtime") {
      const when = instant(Number(value));
      if (when !== undefined) found.mtime = when;
    }
    if (key.startsWith("GNU.sparse.")) found.sparse = true;
    at += length;
  }
  return found;
}

function instant(seconds: number): string | undefined {
  if (!Number.isFinite(seconds) || seconds <= 0 || seconds > 253_402_300_799) return undefined;
  return new Date(Math.floor(seconds) * 1_000).toISOString().replace(".000Z", "Z");
}

function sumFits(head: Buffer): boolean {
  let sum = 8 * 32;
  for (let at = 0; at < block; at++) if (at < 148 || at >= 156) sum += head[at] ?? 0;
  return sum === readNumber(head, 148, 8);
}
