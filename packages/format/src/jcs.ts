/**
 * JSON Canonicalization Scheme, RFC 8785: one text for one value. Keys in order of their UTF-16 code units, no blanks,
 * strings and numbers as ECMAScript's JSON.stringify writes them (which is what RFC 8785 §3.2.2 prescribes).
 */

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/**
 * Throws a TypeError for what JSON cannot say (undefined, functions, NaN, lone surrogates, class instances, cycles):
 * dropping such a value silently would drop evidence.
 */
export function jcs(value: unknown): string {
  return written(value, 0);
}

/** Far above what any format here allows; it only turns a cycle into a sentence instead of a stack overflow. */
const DEEPEST = 1_000;

function written(value: unknown, depth: number): string {
  if (depth > DEEPEST) throw new TypeError("value is nested too deeply or contains itself");
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return writtenText(value);
  if (typeof value === "number") return writtenNumber(value);
  if (Array.isArray(value)) return `[${Array.from(value, (item) => written(item, depth + 1)).join(",")}]`;
  if (typeof value === "object" && isPlain(value)) return writtenObject(value, depth);
  throw new TypeError(`no JSON for a value of type ${typeof value}`);
}

function writtenText(text: string): string {
  if (!text.isWellFormed()) throw new TypeError("text contains half of a surrogate pair");
  return JSON.stringify(text);
}

function writtenNumber(number: number): string {
  if (!Number.isFinite(number)) throw new TypeError("no JSON for a number that is not finite");
  return JSON.stringify(number);
}

function writtenObject(object: object, depth: number): string {
  const members = Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, value]) => `${writtenText(key)}:${written(value, depth + 1)}`).join(",")}}`;
}

// A Date or a Map would be written as something it is not.
function isPlain(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  return prototype === Object.prototype || prototype === null;
}
