/** One line of a notebook, admitted by its exact text: spec/line.md. Rule ids (LN-4) refer to it. */
import { textOf, utf8 } from "../bytes.ts";
import { sha256 } from "../crypto.ts";
import { type JsonObject, type JsonValue, jcs } from "../jcs.ts";
import { err, ok, type Result } from "../result.ts";

export interface Line {
  /** Record id: type prefix and 96 random bits. */
  readonly e: string;
  /** Kind: what somebody did, in the past tense (`act.alleged`). */
  readonly k: string;
  /** Digests (hex, sorted, unique) of the versions of this record that the writer had seen. */
  readonly p: readonly string[];
  /** 128-bit salt (hex), so that a digest tells nothing about a line one does not have. */
  readonly s: string;
  /** The device's clock, RFC 3339 in UTC with milliseconds: a claim, never trusted for order. */
  readonly t: string;
  /** Schema version of the kind, from 1. */
  readonly v: number;
  /** Body. */
  readonly x: JsonObject;
}

/** The largest entry that an entry bundle of c2sp.org/tlog-tiles can carry. */
export const MAX_LINE_BYTES = 65_535;
/** The line itself is at depth 1, its body at depth 2. */
export const MAX_LINE_DEPTH = 32;

export type LineField = keyof Line;
export type LineRefusal =
  | { readonly type: "line-too-long"; readonly rule: "LN-1"; readonly bytes: number }
  | { readonly type: "line-not-utf8"; readonly rule: "LN-2" }
  | { readonly type: "line-not-json"; readonly rule: "LN-3" }
  | { readonly type: "line-not-canonical"; readonly rule: "LN-4" }
  | { readonly type: "line-too-deep"; readonly rule: "LN-5" }
  | { readonly type: "line-key-malformed"; readonly rule: "LN-6" }
  | { readonly type: "line-number-malformed"; readonly rule: "LN-7" }
  | { readonly type: "line-text-malformed"; readonly rule: "LN-8" }
  | { readonly type: "line-fields-wrong"; readonly rule: "LN-9" }
  | { readonly type: "line-field-malformed"; readonly rule: FieldRule; readonly field: LineField };
type FieldRule = "LN-10" | "LN-11" | "LN-12" | "LN-13" | "LN-14" | "LN-15" | "LN-16";

/** Admits a line only if writing its meaning again gives the same text (LN-4) and every field has its form. */
export function parseLine(text: string): Result<Line, LineRefusal> {
  const bytes = text.length * 3 <= MAX_LINE_BYTES ? text.length : utf8(text).length;
  if (bytes > MAX_LINE_BYTES) return err({ type: "line-too-long", rule: "LN-1", bytes });
  const parsed = parseJson(text);
  if (parsed === undefined) return err({ type: "line-not-json", rule: "LN-3" });
  const flaw = flawIn(parsed, 1);
  if (flaw !== undefined) return err(flaw);
  // Keys are now known to be in order at every depth, so this is the canonical form (and far quicker than sorting).
  if (JSON.stringify(parsed) !== text) return err({ type: "line-not-canonical", rule: "LN-4" });
  return lineOf(parsed);
}

/** The same for bytes as received. A byte order mark is no part of JSON and is refused like any other stray character. */
export function parseLineBytes(bytes: Uint8Array): Result<Line, LineRefusal> {
  if (bytes.length > MAX_LINE_BYTES) return err({ type: "line-too-long", rule: "LN-1", bytes: bytes.length });
  const text = textOf(bytes);
  return text === undefined ? err({ type: "line-not-utf8", rule: "LN-2" }) : parseLine(text);
}

/**
 * The text of a line. `p` may come in any order. What no reader would admit is a defect of the caller and throws,
 * naming the rule and never the content.
 */
export function writeLine(fields: Line): string {
  const { e, k, p, s, t, v, x } = fields;
  const text = jcs({ e, k, p: [...p].sort(), s, t, v, x });
  const parsed = parseLine(text);
  if (!parsed.ok) throw new TypeError(`no reader would admit this line: ${parsed.error.type} (${parsed.error.rule})`);
  return text;
}

/** SHA-256 of the exact bytes, without a line feed (LN-17). */
export function digestOfLine(line: Uint8Array | string): Uint8Array {
  return sha256(line);
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

const KEY = /^[a-z][a-z0-9_]{0,31}$/;

/** Depth is checked on the way down, so text that is nothing but brackets cannot exhaust the stack. */
function flawIn(value: JsonValue, depth: number): LineRefusal | undefined {
  if (typeof value === "string")
    return value.isWellFormed() ? undefined : { type: "line-text-malformed", rule: "LN-8" };
  if (typeof value === "number")
    return Number.isSafeInteger(value) ? undefined : { type: "line-number-malformed", rule: "LN-7" };
  if (value === null || typeof value === "boolean") return undefined;
  if (depth > MAX_LINE_DEPTH) return { type: "line-too-deep", rule: "LN-5" };
  return isArray(value) ? flawInArray(value, depth) : flawInObject(value, depth);
}

function flawInArray(items: readonly JsonValue[], depth: number): LineRefusal | undefined {
  for (const item of items) {
    const flaw = flawIn(item, depth + 1);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

function flawInObject(object: JsonObject, depth: number): LineRefusal | undefined {
  let before = "";
  for (const key of Object.keys(object)) {
    if (!KEY.test(key)) return { type: "line-key-malformed", rule: "LN-6" };
    if (key <= before) return { type: "line-not-canonical", rule: "LN-4" };
    before = key;
    const flaw = flawIn(object[key] as JsonValue, depth + 1);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

const RECORD_ID = /^[a-z]{1,4}_[a-z2-7]{19}[aq]$/;
const KIND = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$/;
const DIGEST = /^[0-9a-f]{64}$/;
const SALT = /^[0-9a-f]{32}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function lineOf(value: JsonValue): Result<Line, LineRefusal> {
  if (!isObject(value) || Object.keys(value).join() !== "e,k,p,s,t,v,x") {
    return err({ type: "line-fields-wrong", rule: "LN-9" });
  }
  const { e, k, p, s, t, v, x } = value as { readonly [field in LineField]: JsonValue };
  if (typeof e !== "string" || !RECORD_ID.test(e)) return malformed("e", "LN-10");
  if (typeof k !== "string" || !KIND.test(k)) return malformed("k", "LN-11");
  if (!isDigestList(p)) return malformed("p", "LN-12");
  if (typeof s !== "string" || !SALT.test(s)) return malformed("s", "LN-13");
  if (typeof t !== "string" || !isTime(t)) return malformed("t", "LN-14");
  if (typeof v !== "number" || v < 1) return malformed("v", "LN-15");
  if (!isObject(x)) return malformed("x", "LN-16");
  return ok({ e, k, p, s, t, v, x });
}

function malformed(field: LineField, rule: FieldRule): { readonly ok: false; readonly error: LineRefusal } {
  return err({ type: "line-field-malformed", rule, field });
}

function isDigestList(value: JsonValue): value is readonly string[] {
  if (!isArray(value)) return false;
  let before = "";
  for (const item of value) {
    if (typeof item !== "string" || !DIGEST.test(item) || item <= before) return false;
    before = item;
  }
  return true;
}

/** A day that exists, and no leap second: the clocks of devices do not show one. */
function isTime(text: string): boolean {
  if (!TIME.test(text)) return false;
  const time = new Date(text);
  return !Number.isNaN(time.getTime()) && time.toISOString() === text;
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !isArray(value);
}
