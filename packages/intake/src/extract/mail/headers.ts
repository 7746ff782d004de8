/**
 * Header fields of a message or of one of its parts: RFC 5322 §2.2 (fields, folding), RFC 2045 §5.1 (parameters),
 * RFC 2231 (continued and charset-marked parameters), RFC 2047 (encoded words). Lenient: what is written wrongly is read
 * as far as it goes. The first of several equal fields counts, as other mail software does it.
 */
import { decodeWords } from "postal-mime";
import { decodeText } from "./charset.ts";
import type { Window } from "./window.ts";

export interface HeaderField {
  /** Lower case. */
  readonly name: string;
  /** Unfolded, charset resolved, encoded words not yet decoded. */
  readonly value: string;
}
export interface HeaderBlock {
  readonly fields: readonly HeaderField[];
  /** Offset of the first byte of the body. */
  readonly bodyStart: number;
  /** True when the block was longer than the limit and the rest of it was taken for the body. */
  readonly cut: boolean;
}
export interface Structured {
  /** Lower case, e.g. "multipart/mixed". */
  readonly value: string;
  /** Parameter names in lower case; values decoded. */
  readonly params: ReadonlyMap<string, string>;
}

const fieldName = /^[\x21-\x39\x3b-\x7e]+[ \t]*:/;

/** Reads the header block at `from`. At most `limit` bytes are taken for headers. */
export function readHeaders(window: Window, from: number, to: number, limit = 2 ** 21): HeaderBlock {
  const lines: Buffer[][] = [];
  let at = from;
  while (at < to) {
    if (at - from > limit) return { fields: decodeFields(lines), bodyStart: at, cut: true };
    const next = window.nextLine(at, to, limit);
    const line = trimLineEnd(window.slice(at, next));
    if (line.length === 0) return { fields: decodeFields(lines), bodyStart: next, cut: false };
    const last = lines.at(-1);
    if (last !== undefined && (line[0] === 0x20 || line[0] === 0x09)) {
      last.push(line);
    } else if (fieldName.test(line.toString("latin1", 0, 1_000))) {
      lines.push([line]);
    } else if (lines.length === 0 || isBoundaryLike(line)) {
      // No header line at all, or the blank line is missing before the first part: the body begins here.
      return { fields: decodeFields(lines), bodyStart: at, cut: false };
    } else {
      last?.push(line);
    }
    at = next;
  }
  return { fields: decodeFields(lines), bodyStart: to, cut: false };
}

export function firstValue(fields: readonly HeaderField[], name: string): string | undefined {
  return fields.find((field) => field.name === name)?.value;
}

/** A free-text field with its encoded words (RFC 2047) read. */
export function decodeFreeText(value: string): string {
  return decodeWords(value).replaceAll("\u0000", "").trim();
}

/** `type/subtype; name=value; …` with quoted strings, comments, continuations and charset marks. */
export function parseStructured(value: string): Structured {
  const pieces = splitAtSemicolons(value);
  const raw = new Map<string, string>();
  for (const piece of pieces.slice(1)) {
    const equals = piece.indexOf("=");
    if (equals <= 0) continue;
    const name = piece.slice(0, equals).trim().toLowerCase();
    if (!raw.has(name)) raw.set(name, unquote(piece.slice(equals + 1).trim()));
  }
  const head = (pieces[0] ?? "").trim().toLowerCase();
  return { value: /^[^\s"]+/.exec(head)?.[0] ?? "", params: joinContinuations(raw) };
}

function decodeFields(lines: readonly Buffer[][]): HeaderField[] {
  const merged = lines.map((parts) => (parts.length === 1 ? (parts[0] ?? Buffer.alloc(0)) : Buffer.concat(parts)));
  const strange = merged.filter((line) => line.some((byte) => byte >= 0x80));
  // All 8-bit fields of one block share a charset: guess from them together, single ones are too short.
  const charset = strange.length === 0 ? undefined : decodeText(Buffer.concat(strange), charsetIn(merged)).charset;
  return merged.map((line) => {
    const text = line.some((byte) => byte >= 0x80) ? decodeText(line, charset).text : line.toString("latin1");
    const colon = text.indexOf(":");
    return {
      name: text.slice(0, colon).trim().toLowerCase(),
      value: text
        .slice(colon + 1)
        .replace(/[\r\n]+/g, " ")
        .trim(),
    };
  });
}

function charsetIn(lines: readonly Buffer[]): string | undefined {
  for (const line of lines) {
    if (!/^content-type/i.test(line.toString("latin1", 0, 12))) continue;
    return /charset\*?\s*=\s*"?([^\s";]+)/i.exec(line.toString("latin1"))?.[1];
  }
  return undefined;
}

function splitAtSemicolons(value: string): string[] {
  const pieces: string[] = [];
  let piece = "";
  let quoted = false;
  let comment = 0;
  for (let at = 0; at < value.length; at += 1) {
    const letter = value.charAt(at);
    if (quoted && letter === "\\") {
      piece += letter + value.charAt(at + 1);
      at += 1;
    } else if (letter === '"' && comment === 0) {
      quoted = !quoted;
      piece += letter;
    } else if (!quoted && letter === "(" && (comment > 0 || opensComment(value, at, piece))) {
      comment += 1;
    } else if (!quoted && letter === ")" && comment > 0) {
      comment -= 1;
    } else if (comment > 0 && letter !== ";") {
      // Inside a comment. A semicolon ends it: an open bracket must not swallow the boundary.
    } else if (!quoted && letter === ";") {
      comment = 0;
      pieces.push(piece);
      piece = "";
    } else {
      piece += letter;
    }
  }
  pieces.push(piece);
  return pieces;
}

/** A bracket after a blank opens a comment, but not in the middle of an unquoted file name: `filename=photo (1).jpg`. */
function opensComment(value: string, at: number, piece: string): boolean {
  if (!/^\s?$/.test(piece.slice(-1))) return false;
  return !(piece.includes("=") && /^\([^()]{0,100}\)[^\s;]/.test(value.slice(at, at + 110)));
}

function unquote(value: string): string {
  if (!value.startsWith('"')) return value;
  const end = /^"((?:[^"\\]|\\.)*)"?/.exec(value);
  return (end?.[1] ?? "").replace(/\\(.)/g, "$1");
}

function joinContinuations(raw: ReadonlyMap<string, string>): Map<string, string> {
  const params = new Map<string, string>();
  const sections = new Map<string, { index: number; marked: boolean; value: string }[]>();
  for (const [name, value] of raw) {
    const match = /^([^*]+)(?:\*(\d{1,3}))?(\*)?$/.exec(name);
    const base = match?.[1];
    if (base === undefined || (match?.[2] === undefined && match?.[3] === undefined)) {
      if (!params.has(name)) params.set(name, decodeFreeText(value));
      continue;
    }
    const list = sections.get(base) ?? [];
    list.push({ index: Number(match?.[2] ?? 0), marked: match?.[3] !== undefined, value });
    sections.set(base, list);
  }
  for (const [base, list] of sections) {
    list.sort((a, b) => a.index - b.index);
    const first = list[0];
    const mark = first?.marked ? /^([^']*)'[^']*'/.exec(first.value) : null;
    const bytes = list.map((section, index) => {
      const value = index === 0 && mark !== null ? section.value.slice(mark[0].length) : section.value;
      return section.marked ? percentDecode(value) : Buffer.from(value, "utf8");
    });
    // The marked form wins over a plain one of the same name (RFC 6266 §4.3, and what senders mean).
    params.set(base, decodeText(Buffer.concat(bytes), mark?.[1] || undefined).text);
  }
  return params;
}

function percentDecode(value: string): Buffer {
  const binary = Buffer.from(value, "utf8").toString("latin1");
  return Buffer.from(
    binary.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );
}

function trimLineEnd(line: Buffer): Buffer {
  let end = line.length;
  while (end > 0 && (line[end - 1] === 0x0a || line[end - 1] === 0x0d)) end -= 1;
  return line.subarray(0, end);
}

function isBoundaryLike(line: Buffer): boolean {
  return line.length > 2 && line[0] === 0x2d && line[1] === 0x2d;
}
