import { expect, test } from "vitest";
import { concat, utf8 } from "../bytes.ts";
import { toHex } from "../encoding.ts";
import { parseRow } from "../notebook/erasure.ts";
import { bytesOf, ruleOf, unwrap, vectors } from "../testing.ts";
import { digestOfLine, type Line, parseLine, parseLineBytes, writeLine } from "./line.ts";
import { isRecordId, newRecordId } from "./record-id.ts";
import { isCanonicalLine } from "./scan.ts";

type Sample = {
  readonly name: string;
  readonly rule: string;
  readonly digest: string;
  readonly line?: string;
  readonly hex?: string;
  readonly parts?: readonly (readonly [string, number])[];
};
const { accepted, refused } = vectors<{ accepted: readonly Sample[]; refused: readonly Sample[] }>("line");
const bytesIn = ({ line, hex, parts }: Sample): Uint8Array =>
  hex !== undefined ? bytesOf(hex) : utf8(line ?? (parts ?? []).map(([text, times]) => text.repeat(times)).join(""));

const LINE: Line = {
  e: "per_aaaaaaaaaaaaaaaaaaaa",
  k: "claim.made",
  p: [],
  s: "0".repeat(32),
  t: "2026-11-22T06:41:00.123Z",
  v: 1,
  x: { about: "x", name: "Nesrîn" },
};

test.each(accepted)("[LN-4] admitted: $name", (sample) => {
  const bytes = bytesIn(sample);
  const line = unwrap(parseLineBytes(bytes));
  expect(isCanonicalLine(bytes)).toBe(true);
  expect(utf8(writeLine(line))).toEqual(bytes);
});

test.each(refused)("[$rule] refused: $name", (sample) => {
  const bytes = bytesIn(sample);
  expect(ruleOf(parseLineBytes(bytes))).toBe(sample.rule);
  expect(isCanonicalLine(bytes)).toBe(false);
});

test.each(accepted)("[LN-17] the digest is SHA-256 of the exact bytes: $name", (sample) => {
  expect(toHex(digestOfLine(bytesIn(sample)))).toBe(sample.digest);
});

test("[LN-17] text and its UTF-8 bytes have one digest", () => {
  const text = writeLine(LINE);
  expect(digestOfLine(text)).toEqual(digestOfLine(utf8(text)));
});

test("[LN-18] an unknown kind with unknown fields is admitted and keeps everything", () => {
  const x = { seen_by: ["drone"], shape: { corners: 7, said: null } };
  const line = unwrap(parseLine(writeLine({ ...LINE, k: "weather.was_seen", v: 99, x })));
  expect(line).toEqual({ ...LINE, k: "weather.was_seen", v: 99, x });
});

test("[LN-19] a line is never repaired: what is refused comes back without a value", () => {
  const result = parseLine(` ${writeLine(LINE)}`);
  expect(result).toEqual({ ok: false, error: { type: "line-not-canonical", rule: "LN-4" } });
});

test("[LN-20] a line that is not shown is shown as its digest, which says nothing of it", () => {
  const digest = toHex(digestOfLine(writeLine(LINE)));
  expect(unwrap(parseRow(`#${digest}`))).toEqual({ type: "digest", digest: bytesOf(digest) });
});

test("[LN-13] the same statement with another salt has another digest", () => {
  expect(digestOfLine(writeLine(LINE))).not.toEqual(digestOfLine(writeLine({ ...LINE, s: "1".repeat(32) })));
});

test("[LN-2] bytes that are no UTF-8 are refused before anything else is asked", () => {
  const bytes = concat(utf8(writeLine(LINE)), Uint8Array.of(0xff));
  expect(ruleOf(parseLineBytes(bytes))).toBe("LN-2");
});

test("[LN-12] writing puts parents in order, and refuses one given twice", () => {
  const [one, two] = ["1".repeat(64), "2".repeat(64)];
  expect(unwrap(parseLine(writeLine({ ...LINE, p: [two, one] }))).p).toEqual([one, two]);
  expect(() => writeLine({ ...LINE, p: [one, one] })).toThrow("LN-12");
});

test.each([
  ["LN-10", { e: "person-1" }],
  ["LN-11", { k: "Claim" }],
  ["LN-13", { s: "" }],
  ["LN-14", { t: "yesterday" }],
  ["LN-15", { v: 0 }],
  ["LN-7", { x: { share: 0.5 } }],
  ["LN-6", { x: { "full name": "x" } }],
  ["LN-1", { x: { text: "a".repeat(70_000) } }],
] as const)("[%s] writing what nobody would admit is a defect", (rule, wrong) => {
  expect(() => writeLine({ ...LINE, ...wrong } as Line)).toThrow(rule);
});

test("a defect in a line names the rule and nothing of its content", () => {
  try {
    writeLine({ ...LINE, x: { "Nesrîn's phone": "0750" } });
    expect.unreachable();
  } catch (defect) {
    expect(String(defect)).not.toMatch(/Nesr|0750/);
  }
});

test("a field that is undefined is a defect, not an absence", () => {
  expect(() => writeLine({ ...LINE, x: { name: undefined } } as never)).toThrow(TypeError);
});

test("[LN-10] a record id holds all of its 96 bits", () => {
  expect(newRecordId("per", new Uint8Array(12))).toBe(`per_${"a".repeat(20)}`);
  expect(newRecordId("per", new Uint8Array(12).fill(255))).toBe(`per_${"7".repeat(19)}q`);
  const ids = new Set(Array.from({ length: 96 }, (_, bit) => newRecordId("per", oneBit(bit))));
  expect(ids.size).toBe(96);
  for (const id of ids) expect(isRecordId(id)).toBe(true);
});

function oneBit(bit: number): Uint8Array {
  const bytes = new Uint8Array(12);
  bytes[bit >> 3] = 1 << (bit & 7);
  return bytes;
}

test.each([
  ["an empty prefix", "", 12],
  ["five letters", "perso", 12],
  ["a capital", "P", 12],
  ["11 bytes", "per", 11],
])("[LN-10] no record id from %s", (_name, prefix, bytes) => {
  expect(() => newRecordId(prefix, new Uint8Array(bytes))).toThrow(RangeError);
});
