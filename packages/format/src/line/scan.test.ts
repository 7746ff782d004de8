import { isUtf8 } from "node:buffer";
import fc from "fast-check";
import { expect, test } from "vitest";
import { concat, utf8 } from "../bytes.ts";
import type { JsonObject, JsonValue } from "../jcs.ts";
import { type Line, parseLineBytes, writeLine } from "./line.ts";
import { newRecordId } from "./record-id.ts";
import { isCanonicalLine } from "./scan.ts";

const key = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/);
const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary" }),
  fc.constantFrom("\u0000\u001f", '"\\', "نەسرین"),
);
const leaf = fc.oneof(text, fc.maxSafeInteger(), fc.boolean(), fc.constant(null));
const { value } = fc.letrec<{ value: JsonValue; object: JsonObject }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie("value"), { maxLength: 4 }), tie("object")),
  object: fc.dictionary(key, tie("value"), { maxKeys: 5, noNullPrototype: true }),
}));
const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: length, maxLength: length });
const line: fc.Arbitrary<Line> = fc.record({
  e: fc
    .tuple(fc.stringMatching(/^[a-z]{1,4}$/), fc.uint8Array({ minLength: 12, maxLength: 12 }))
    .map(([p, r]) => newRecordId(p, r)),
  k: fc.stringMatching(/^[a-z][a-z0-9_]{0,9}(\.[a-z][a-z0-9_]{0,9})?$/),
  p: fc.uniqueArray(hex(64), { maxLength: 3 }),
  s: hex(32),
  t: fc
    .date({ min: new Date("0000-01-01T00:00:00.000Z"), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true })
    .map((date) => date.toISOString()),
  v: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  x: fc.dictionary(key, value, { maxKeys: 5, noNullPrototype: true }),
});

const agree = (bytes: Uint8Array) => {
  const parsed = parseLineBytes(bytes).ok;
  if (isCanonicalLine(bytes) !== parsed || (isUtf8(bytes) && isCanonicalLine(bytes, true) !== parsed))
    throw new Error(`the scanner says ${!parsed}: ${JSON.stringify(new TextDecoder().decode(bytes))}`);
  return parsed;
};

test("[LN-4] the scanner admits every line that can be written", () => {
  fc.assert(
    fc.property(line, (fields) => {
      expect(agree(utf8(writeLine(fields)))).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

// What an attacker or a bad disk would do: bytes changed, put in, taken out, doubled, cut; also with bytes that mean something in JSON.
const telling = fc.constantFrom(
  ...utf8('"\\{}[],:0123456789-+.eEuntfrsaqzAZ_# \n\t/#\u007f'),
  0,
  0x1f,
  0x80,
  0xbf,
  0xc0,
  0xc2,
  0xe0,
  0xed,
  0xf0,
  0xf4,
  0xff,
);
const byte = fc.oneof(telling, fc.integer({ min: 0, max: 255 }));
const change = fc.tuple(fc.constantFrom("set", "insert", "remove", "double", "cut", "swap"), fc.nat(), byte);

test("[LN-19] the scanner and the parser agree on every damaged line", () => {
  let admitted = 0;
  let refused = 0;
  fc.assert(
    fc.property(line, fc.array(change, { minLength: 1, maxLength: 3 }), (fields, changes) => {
      if (agree(changes.reduce(damaged, utf8(writeLine(fields))))) admitted++;
      else refused++;
    }),
    { numRuns: 20_000 },
  );
  // Both answers must have been put to the test.
  expect(admitted).toBeGreaterThan(500);
  expect(refused).toBeGreaterThan(5_000);
});

function damaged(bytes: Uint8Array, [how, where, by]: readonly [string, number, number]): Uint8Array {
  const at = where % (bytes.length + 1);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  if (how === "insert") return concat(before, Uint8Array.of(by), after);
  if (how === "remove") return concat(before, after.subarray(1));
  if (how === "double") return concat(before, after.subarray(0, by % 20), after);
  if (how === "cut") return before;
  if (how === "swap") return concat(before, after.subarray(1, 2), after.subarray(0, 1), after.subarray(2));
  return concat(before, Uint8Array.of(by), after.subarray(1));
}

test("[LN-4] the scanner and the parser agree on every byte at every place of a line", () => {
  const bytes = utf8(
    '{"e":"per_aaaaaaaaaaaaaaaaaaaq","k":"a.b","p":[],"s":"00112233445566778899aabbccddeeff","t":"2028-02-29T23:59:59.999Z","v":10,"x":{"a":[-1,"é😀\\n\\u001f"],"b":{}}}',
  );
  for (let at = 0; at < bytes.length; at++) {
    const original = bytes[at] ?? 0;
    for (let by = 0; by < 256; by++) {
      bytes[at] = by;
      agree(bytes);
    }
    bytes[at] = original;
  }
  expect(agree(bytes)).toBe(true);
});

test("[LN-14] the scanner and the parser agree on every day and time there could be", () => {
  const two = fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, "0"));
  const year = fc.oneof(
    fc.constantFrom("0000", "1900", "2000", "2024", "2100", "9999"),
    fc.tuple(two, two).map(([a, b]) => a + b),
  );
  const month = fc.integer({ min: 0, max: 13 }).map((n) => String(n).padStart(2, "0"));
  const day = fc.integer({ min: 0, max: 32 }).map((n) => String(n).padStart(2, "0"));
  const base = writeLine({
    e: `p_${"a".repeat(20)}`,
    k: "a",
    p: [],
    s: "0".repeat(32),
    t: "2026-01-01T00:00:00.000Z",
    v: 1,
    x: {},
  });
  fc.assert(
    fc.property(year, month, day, two, two, two, (y, mo, d, h, mi, s) => {
      agree(utf8(base.replace("2026-01-01T00:00:00", `${y}-${mo}-${d}T${h}:${mi}:${s}`)));
    }),
    { numRuns: 5_000 },
  );
  for (let d = 0; d < 3_000; d++) {
    const t = new Date(Date.UTC(1896 + (d % 3) * 100, 0, 1 + d)).toISOString();
    expect(agree(utf8(base.replace("2026-01-01T00:00:00.000Z", t)))).toBe(true);
  }
});

test("[LN-8] the scanner and the parser agree on every two and three bytes of UTF-8", () => {
  const [before, after] = writeLine({
    e: `p_${"a".repeat(20)}`,
    k: "a",
    p: [],
    s: "0".repeat(32),
    t: "2026-01-01T00:00:00.000Z",
    v: 1,
    x: { a: "#" },
  }).split("#");
  const head = utf8(before ?? "");
  const tail = utf8(after ?? "");
  for (let lead = 0x7e; lead < 256; lead++) {
    for (const second of [0x00, 0x22, 0x5c, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff]) {
      for (const third of [0x22, 0x7f, 0x80, 0xbf, 0xc0]) {
        agree(concat(head, Uint8Array.of(lead, second), tail));
        agree(concat(head, Uint8Array.of(lead, second, third), tail));
        agree(concat(head, Uint8Array.of(lead, second, third, 0x80), tail));
      }
    }
  }
});
