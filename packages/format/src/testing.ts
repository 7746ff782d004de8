/** For tests of this package: committed vectors, and one bit of a text turned over. */
import { readFileSync } from "node:fs";
import { fromHex } from "./encoding.ts";

const SPEC = new URL("../../../spec/", import.meta.url);

export function vectors<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`vectors/${name}.json`, SPEC), "utf8")) as T;
}

export function specText(name: string): string {
  return readFileSync(new URL(name, SPEC), "utf8");
}

export function flipBit(bytes: Uint8Array, bit: number): Uint8Array {
  const flipped = bytes.slice();
  flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return flipped;
}

/** Hex that a test knows to be good. */
export function bytesOf(hex: string): Uint8Array {
  const bytes = fromHex(hex);
  if (bytes === undefined) throw new TypeError("not hex");
  return bytes;
}

/** The value of a Result a test knows to be good. */
export function unwrap<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

/** The rule a refusal names, or "admitted". */
export function ruleOf(
  result: { ok: true } | { ok: false; error: { readonly type: string; readonly rule?: string } },
): string {
  return result.ok ? "admitted" : (result.error.rule ?? result.error.type);
}
