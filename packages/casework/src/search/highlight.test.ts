import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { highlight, snippet } from "./highlight.ts";

const shown = (text: string, matched: readonly string[]) =>
  highlight(text, matched).map(({ start, end }) => text.slice(start, end));

describe("highlights", () => {
  test("stand on the text as received, harakat, tatweel and accents included", () => {
    expect(shown("قال مُحَمَّدٌ و Muḥammad", ["محمد", "muhammad"])).toEqual(["مُحَمَّدٌ", "Muḥammad"]);
  });
  test("a phrase is one range, a prefix marks the whole word", () => {
    expect(shown("from Tal-Afar, Tal and Afar; prisoners", ["tal afar", "prison*"])).toEqual(["Tal-Afar", "prisoners"]);
    expect(shown("al-Hamdani al-Ali", ["al ham*"])).toEqual(["al-Hamdani"]);
  });
  test("ranges that meet are one", () => {
    expect(shown("one two three", ["one two", "two three"])).toEqual(["one two three"]);
  });
  test("nothing matched is nothing marked", () => {
    expect(
      highlight(
        "قال محمد",
        ["محمود", "", "*"].filter((entry) => entry.length > 1),
      ),
    ).toEqual([]);
    expect(highlight("", ["محمد"])).toEqual([]);
  });
});

describe("snippets", () => {
  const long = `${"كلمة أخرى قبلها ".repeat(20)}وصل محمد إلى تلعفر مع محمد آخر ${"وكلمات بعدها ".repeat(20)}محمد`;
  test("show where most hits stand, cut between words, with their own direction", () => {
    const ranges = highlight(long, ["محمد"]);
    const piece = snippet(long, ranges, 60);
    expect(piece.text.length).toBeLessThanOrEqual(60);
    expect(piece.ranges.map(({ start, end }) => piece.text.slice(start, end))).toEqual(["محمد", "محمد"]);
    expect([piece.cutBefore, piece.cutAfter, piece.dir]).toEqual([true, true, "rtl"]);
    expect(long.charAt(piece.start - 1)).toBe(" ");
    expect(long.charAt(piece.end)).toBe(" ");
  });
  test("a text that fits is shown whole", () => {
    expect(snippet("short text", [{ start: 0, end: 5 }], 40)).toEqual({
      text: "short text",
      start: 0,
      end: 10,
      ranges: [{ start: 0, end: 5 }],
      cutBefore: false,
      cutAfter: false,
      dir: "ltr",
    });
  });
  test("direction is that of most letters, of the first when they are as many", () => {
    const dir = (text: string) => snippet(text, [], 100).dir;
    expect([
      dir("قال Ali نعم"),
      dir("He said نعم then left"),
      dir("اب ab"),
      dir("ab اب"),
      dir("2014 / 117"),
      dir("ܫܠܡܐ a"),
    ]).toEqual(["rtl", "ltr", "rtl", "ltr", "ltr", "rtl"]);
  });
  test("whatever the text, the hits and the width: a piece of the text, no wider, no character torn, hits inside it", () => {
    const text = fc
      .array(fc.constantFrom("محمد", "مُحَمَّد", "word", "😀", "e\u0301", " ", " ", "\n", "،", "x".repeat(50)), {
        maxLength: 40,
      })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 120 }), (whole, width) => {
        const ranges = highlight(whole, ["محمد", "word"]);
        const piece = snippet(whole, ranges, width);
        expect(whole.slice(piece.start, piece.end)).toBe(piece.text);
        expect(piece.text.length).toBeLessThanOrEqual(Math.max(width, 1));
        expect(piece.text.isWellFormed()).toBe(true);
        for (const range of piece.ranges) {
          expect(range.start).toBeGreaterThanOrEqual(0);
          expect(range.end).toBeLessThanOrEqual(piece.text.length);
        }
        if (ranges.length > 0 && width >= 20) expect(piece.ranges.length).toBeGreaterThan(0);
      }),
      { numRuns: 2_000 },
    );
  });
});
