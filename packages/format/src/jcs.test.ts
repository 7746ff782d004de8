import canonicalize from "canonicalize";
import fc from "fast-check";
import { expect, test } from "vitest";
import { jcs } from "./jcs.ts";

// RFC 8785 §3.2.2 to §3.2.4 and Appendix B (IETF Trust, Simplified BSD License for code components).
test("the example of RFC 8785 §3.2.2 is written as §3.2.3 prints it", () => {
  const input =
    '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}';
  const expected =
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}';
  expect(jcs(JSON.parse(input))).toBe(expected);
});

test("keys stand in order of their UTF-16 code units, as in RFC 8785 §3.2.3", () => {
  const input = {
    "\u20ac": "Euro Sign",
    "\r": "Carriage Return",
    "\ufb33": "Hebrew Letter Dalet With Dagesh",
    "1": "One",
    "\ud83d\ude00": "Emoji: Grinning Face",
    "\u0080": "Control",
    "\u00f6": "Latin Small Letter O With Diaeresis",
  };
  const order = Object.values(JSON.parse(jcs(input).replace('"1"', '"one"')) as object);
  expect(order).toEqual([
    "Carriage Return",
    "One",
    "Control",
    "Latin Small Letter O With Diaeresis",
    "Euro Sign",
    "Emoji: Grinning Face",
    "Hebrew Letter Dalet With Dagesh",
  ]);
});

test.each([
  ["0000000000000000", "0"],
  ["8000000000000000", "0"],
  ["0000000000000001", "5e-324"],
  ["7fefffffffffffff", "1.7976931348623157e+308"],
  ["4340000000000000", "9007199254740992"],
  ["c340000000000000", "-9007199254740992"],
  ["4430000000000000", "295147905179352830000"],
  ["44b52d02c7e14af5", "9.999999999999997e+22"],
  ["44b52d02c7e14af6", "1e+23"],
  ["444b1ae4d6e2ef50", "1e+21"],
  ["3eb0c6f7a0b5ed8d", "0.000001"],
  ["3eb0c6f7a0b5ed8c", "9.999999999999997e-7"],
  ["41b3de4355555553", "333333333.3333332"],
  ["becbf647612f3696", "-0.0000033333333333333333"],
  ["43143ff3c1cb0959", "1424953923781206.2"],
])("the number with bits %s is written %s (RFC 8785 Appendix B)", (bits, expected) => {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${bits}`));
  expect(jcs(view.getFloat64(0))).toBe(expected);
});

test("any JSON is written as the package canonicalize writes it", () => {
  const json = fc.jsonValue({ stringUnit: "grapheme" });
  fc.assert(
    fc.property(json, (value) => {
      expect(jcs(value)).toBe(canonicalize(value));
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ["undefined", { a: undefined }],
  ["a function", { a: () => 1 }],
  ["NaN", Number.NaN],
  ["infinity", [Number.POSITIVE_INFINITY]],
  ["a big integer", 1n],
  ["a date", new Date(0)],
  ["a map", new Map()],
  ["bytes", new Uint8Array(2)],
  ["a hole in a list", new Array(1)],
  ["half a surrogate pair", "\ud800"],
  ["half a surrogate pair as key", { "\udc00": 1 }],
])("%s is refused, never dropped", (_name, value) => {
  expect(() => jcs(value)).toThrow(TypeError);
});

test("a value that contains itself is refused", () => {
  const loop: { self?: unknown } = {};
  loop.self = loop;
  expect(() => jcs(loop)).toThrow(TypeError);
});
