/** Makes line.json: `node spec/vectors/make-line.ts`. Same bytes every time. */
import { digestOfLine, toHex, utf8 } from "@amana/format";
import { id, line, salt, type Vectors, write } from "./world.ts";

type Part = readonly [text: string, times: number];
interface Accepted {
  readonly name: string;
  readonly line?: string;
  /** Text in pieces, each to be repeated: for lines too long to print. */
  readonly parts?: readonly Part[];
  readonly digest: string;
}
interface Refused {
  readonly name: string;
  readonly rule: string;
  readonly line?: string;
  readonly parts?: readonly Part[];
  /** Bytes in hex, where they are no text. */
  readonly hex?: string;
}

const E = id("per", "person 1");
const S = salt("line");
const P1 = "1".repeat(64);
const P2 = "2".repeat(64);
const HEAD = `{"e":"${E}","k":"claim.made","p":[],"s":"${S}","t":"2026-11-22T06:41:00.123Z","v":1,"x":`;
const withX = (x: string) => `${HEAD}${x}}`;
const swap = (from: string, to: string) => {
  const text = withX("{}").replace(from, to);
  if (text === withX("{}")) throw new Error(`nothing to swap: ${from}`);
  return text;
};
const nested = (depth: number): readonly Part[] => [
  [`${HEAD}{"a":`, 1],
  ["[", depth - 2],
  ["]", depth - 2],
  ["}}", 1],
];
const long = (bytes: number): readonly Part[] => {
  const [before, after] = [`${HEAD}{"text":"`, '"}}'];
  return [
    [before, 1],
    ["a", bytes - before.length - after.length],
    [after, 1],
  ];
};
const text = (parts: readonly Part[]) => parts.map(([piece, times]) => piece.repeat(times)).join("");
const hexOf = (before: string, bytes: string, after: string) => toHex(utf8(before)) + bytes + toHex(utf8(after));

export function lineVectors(): Vectors {
  const accepted: Accepted[] = [
    ...Object.entries(ACCEPTED).map(([name, made]) => ({ name, line: made, digest: toHex(digestOfLine(made)) })),
    ...Object.entries(ACCEPTED_LONG).map(([name, parts]) => ({
      name,
      parts,
      digest: toHex(digestOfLine(text(parts))),
    })),
  ];
  const refused: Refused[] = [
    ...REFUSED.map(([rule, name, made]) => ({ name, rule, line: made })),
    ...REFUSED_LONG.map(([rule, name, parts]) => ({ name, rule, parts })),
    ...REFUSED_BYTES.map(([rule, name, hex]) => ({ name, rule, hex })),
  ];
  return { spec: "spec/line.md", made_by: "spec/vectors/make-line.ts", accepted, refused };
}

const ACCEPTED: Readonly<Record<string, string>> = {
  "a claim in three scripts": line(1, E, "claim.made", [P1], {
    about: E,
    name: "Nasrin",
    name_ar: "نسرين",
    name_ckb: "نەسرین",
  }),
  "an empty body": withX("{}"),
  "two parents in order": swap('"p":[]', `"p":["${P1}","${P2}"]`),
  "every type of value": withX('{"a":[],"b":[1,-1,0,true,false,null,"x"],"c":{},"d":{"e":{"f":[[]]}}}'),
  "the largest and smallest integers": withX('{"high":9007199254740991,"low":-9007199254740991}'),
  "escapes as RFC 8785 has them": withX('{"text":"\\u0000\\u001f\\b\\t\\n\\f\\r\\"\\\\/"}'),
  "delete and line separators stand as they are": withX('{"text":"\u007f\u2028\u2029\ufeff"}'),
  "four-byte characters": withX('{"text":"𐎠😀"}'),
  "not normalised: a letter and a mark stay two": withX('{"a":"\u00e9","b":"e\u0301"}'),
  "words that are keys of JavaScript objects": withX('{"constructor":1,"valueof":2}'),
  "a key of 32 characters": withX(`{"a${"b".repeat(31)}":1}`),
  "a key is smaller than a longer one with the same beginning": withX('{"a":1,"a1":2,"a_":3,"aa":4}'),
  "a kind of one word": swap("claim.made", "seal"),
  "a kind nobody knows yet": swap("claim.made", "weather_2.was_seen"),
  "a record id with one letter": swap(E, `p_${"a".repeat(20)}`),
  "a record id with four letters and the last bit set": swap(E, `abcd_${"7".repeat(19)}q`),
  "a leap day": swap("2026-11-22", "2028-02-29"),
  "a clock that was never set": swap("2026-11-22T06:41:00.123Z", "1970-01-01T00:00:00.000Z"),
  "a clock far in the future": swap("2026-11-22T06:41:00.123Z", "9999-12-31T23:59:59.999Z"),
  "a high version": swap('"v":1', '"v":9007199254740991'),
};

const ACCEPTED_LONG: Readonly<Record<string, readonly Part[]>> = {
  "65,535 bytes": long(65_535),
  "depth 32": nested(32),
};

const REFUSED: readonly (readonly [rule: string, name: string, text: string])[] = [
  ["LN-3", "nothing", ""],
  ["LN-3", "half a line", withX("{}").slice(0, -1)],
  ["LN-3", "two lines", withX("{}") + withX("{}")],
  ["LN-3", "NaN", withX('{"a":NaN}')],
  ["LN-3", "a comma too many", withX('{"a":1,}')],
  ["LN-3", "a comment", withX('{"a":1/**/}')],
  ["LN-3", "a leading zero", withX('{"a":01}')],
  ["LN-3", "a plus sign", withX('{"a":+1}')],
  ["LN-3", "a raw line feed in text", withX('{"a":"\n"}')],
  ["LN-3", "an unknown escape", withX('{"a":"\\x41"}')],
  ["LN-3", "a byte order mark in front", `\ufeff${withX("{}")}`],
  ["LN-4", "a line feed behind", `${withX("{}")}\n`],
  ["LN-4", "a blank in front", ` ${withX("{}")}`],
  ["LN-4", "a blank behind a colon", withX('{"a": 1}')],
  ["LN-4", "keys out of order", withX('{"b":1,"a":2}')],
  ["LN-4", "a key twice", withX('{"a":1,"a":1}')],
  ["LN-4", "a member twice", swap('"v":1', '"v":1,"v":1')],
  ["LN-4", "members out of order", swap(`"k":"claim.made","p":[]`, `"p":[],"k":"claim.made"`)],
  ["LN-4", "1.0", withX('{"a":1.0}')],
  ["LN-4", "1e2", withX('{"a":1e2}')],
  ["LN-4", "minus zero", withX('{"a":-0}')],
  ["LN-4", "an integer that is rounded", withX('{"a":-9007199254740990.5}')],
  ["LN-4", "an escape nobody needs", withX('{"a":"\\u0041"}')],
  ["LN-4", "an escaped slash", withX('{"a":"\\/"}')],
  ["LN-4", "an escape in upper case", withX('{"a":"\\u001F"}')],
  ["LN-4", "a long escape where there is a short one", withX('{"a":"\\u000a"}')],
  ["LN-4", "an escaped key", withX('{"\\u0061":1}')],
  ["LN-4", "an escaped pair of surrogates", withX('{"a":"\\ud83d\\ude00"}')],
  ["LN-6", "a key in upper case", withX('{"Name":1}')],
  ["LN-6", "an empty key", withX('{"":1}')],
  ["LN-6", "a key of 33 characters", withX(`{"a${"b".repeat(32)}":1}`)],
  ["LN-6", "a key that begins with a digit", withX('{"1a":1}')],
  ["LN-6", "__proto__", withX('{"__proto__":{}}')],
  ["LN-6", "a key in Arabic", withX('{"اسم":1}')],
  ["LN-6", "a bad key far down", withX('{"a":[{"b":{"C":1}}]}')],
  ["LN-7", "a fraction", withX('{"a":1.5}')],
  ["LN-7", "2^53", withX('{"a":9007199254740992}')],
  ["LN-7", "-2^53", withX('{"a":-9007199254740992}')],
  ["LN-7", "a number with exponent, canonically", withX('{"a":1e+21}')],
  ["LN-8", "half a pair of surrogates, escaped", withX('{"a":"\\ud800"}')],
  ["LN-8", "the other half", withX('{"a":"\\udc00"}')],
  ["LN-9", "not an object", "[]"],
  ["LN-9", "a member missing", swap('"v":1,', "")],
  ["LN-9", "a member too many", swap('"v":1,', '"u":1,"v":1,')],
  ["LN-10", "a record id without prefix", swap(E, "a".repeat(20))],
  ["LN-10", "a prefix of five letters", swap(E, `abcde_${"a".repeat(20)}`)],
  ["LN-10", "a record id of 19 characters", swap(E, `per_${"a".repeat(19)}`)],
  ["LN-10", "a record id in upper case", swap(E, E.toUpperCase())],
  ["LN-10", "padding bits that are not zero", swap(E, `per_${"a".repeat(19)}b`)],
  ["LN-10", "a record id with a 1", swap(E, `per_1${"a".repeat(19)}`)],
  ["LN-11", "a kind with two dots", swap("claim.made", "claim.made.again")],
  ["LN-11", "an empty kind", swap("claim.made", "")],
  ["LN-11", "a kind that ends in a dot", swap("claim.made", "claim.")],
  ["LN-11", "a kind with a hyphen", swap("claim.made", "claim-made")],
  ["LN-12", "parents that are no list", swap('"p":[]', '"p":""')],
  ["LN-12", "parents out of order", swap('"p":[]', `"p":["${P2}","${P1}"]`)],
  ["LN-12", "a parent twice", swap('"p":[]', `"p":["${P1}","${P1}"]`)],
  ["LN-12", "half a digest", swap('"p":[]', `"p":["${P1.slice(32)}"]`)],
  ["LN-12", "a digest in upper case", swap('"p":[]', `"p":["${"A".repeat(64)}"]`)],
  ["LN-13", "a short salt", swap(S, S.slice(2))],
  ["LN-13", "no salt", swap(`"${S}"`, "null")],
  ["LN-14", "no milliseconds", swap("00.123Z", "00Z")],
  ["LN-14", "microseconds", swap("00.123Z", "00.123456Z")],
  ["LN-14", "another zone", swap("00.123Z", "00.123+03:00")],
  ["LN-14", "a day that does not exist", swap("2026-11-22", "2026-11-31")],
  ["LN-14", "a leap day in a common year", swap("2026-11-22", "2100-02-29")],
  ["LN-14", "month 13", swap("2026-11-22", "2026-13-22")],
  ["LN-14", "24 o'clock", swap("T06:41", "T24:00")],
  ["LN-14", "a leap second", swap("00.123Z", "60.123Z")],
  ["LN-14", "lower case", swap("T06:41", "t06:41")],
  ["LN-15", "version 0", swap('"v":1', '"v":0')],
  ["LN-15", "a negative version", swap('"v":1', '"v":-1')],
  ["LN-15", "a version in quotes", swap('"v":1', '"v":"1"')],
  ["LN-16", "a body that is a list", withX("[]")],
  ["LN-16", "a body that is null", withX("null")],
];

const REFUSED_LONG: readonly (readonly [rule: string, name: string, parts: readonly Part[]])[] = [
  ["LN-1", "65,536 bytes", long(65_536)],
  ["LN-5", "depth 33", nested(33)],
  [
    "LN-5",
    "brackets and nothing else",
    [
      ["[", 30_000],
      ["]", 30_000],
    ],
  ],
];

const REFUSED_BYTES: readonly (readonly [rule: string, name: string, hex: string])[] = [
  ["LN-2", "an overlong slash", hexOf(`${HEAD}{"a":"`, "c0af", '"}}')],
  ["LN-2", "a surrogate in UTF-8", hexOf(`${HEAD}{"a":"`, "eda080", '"}}')],
  ["LN-2", "above U+10FFFF", hexOf(`${HEAD}{"a":"`, "f4908080", '"}}')],
  ["LN-2", "a character cut short", hexOf(`${HEAD}{"a":"`, "e282", '"}}')],
  ["LN-2", "a stray continuation", hexOf(`${HEAD}{"a":"`, "80", '"}}')],
  ["LN-2", "Latin-1", hexOf(`${HEAD}{"a":"`, "e9", '"}}')],
];

if (import.meta.main) write("line", lineVectors());
