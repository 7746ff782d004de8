import fc from "fast-check";
import { expect, test } from "vitest";
import { fromBase32, fromBase64, fromHex, toBase32, toBase64, toHex } from "./encoding.ts";

const bytes = fc.uint8Array({ maxLength: 70 });
const codecs = [
  ["hex", toHex, fromHex],
  ["base64", toBase64, fromBase64],
  ["base32", toBase32, fromBase32],
] as const;

// RFC 4648 §10, base32 in lower case and without padding.
test.each([
  ["", "", "", ""],
  ["f", "66", "Zg==", "my"],
  ["fo", "666f", "Zm8=", "mzxq"],
  ["foo", "666f6f", "Zm9v", "mzxw6"],
  ["foob", "666f6f62", "Zm9vYg==", "mzxw6yq"],
  ["fooba", "666f6f6261", "Zm9vYmE=", "mzxw6ytb"],
  ["foobar", "666f6f626172", "Zm9vYmFy", "mzxw6ytboi"],
])("%j is written as RFC 4648 prints it", (text, hex, base64, base32) => {
  const data = new TextEncoder().encode(text);
  expect([toHex(data), toBase64(data), toBase32(data)]).toEqual([hex, base64, base32]);
});

test.each(codecs)("%s comes back as it went", (_name, encode, decode) => {
  fc.assert(
    fc.property(bytes, (data) => {
      expect(decode(encode(data))).toEqual(data);
    }),
  );
});

test.each(codecs)("%s: no two texts stand for the same bytes", (_name, encode, decode) => {
  const text = fc.string({ unit: fc.constantFrom(..."abcABC0129zZ+/=-_ \n"), maxLength: 12 });
  fc.assert(
    fc.property(text, (candidate) => {
      const data = decode(candidate);
      if (data !== undefined) expect(encode(data)).toBe(candidate);
    }),
    { numRuns: 5_000 },
  );
});

test.each([
  ["upper-case hex", () => fromHex("AB")],
  ["half a byte", () => fromHex("abc")],
  ["hex of another length", () => fromHex("abab", 1)],
  ["base64 without padding", () => fromBase64("Zg")],
  ["base64 with stray bits", () => fromBase64("Zh==")],
  ["base64 with a line feed", () => fromBase64("Zm9v\n")],
  ["base64 for URLs", () => fromBase64("_-8=")],
  ["upper-case base32", () => fromBase32("MY")],
  ["base32 with padding", () => fromBase32("my======")],
  ["base32 with stray bits", () => fromBase32("mz")],
])("%s is refused", (_name, decode) => {
  expect(decode()).toBeUndefined();
});
