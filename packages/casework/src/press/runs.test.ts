import fc from "fast-check";
import { expect, test } from "vitest";
import { printable, type Run, runs } from "./runs.ts";

/** Runs in square brackets: < left to right, > right to left. */
const shown = (parts: readonly (string | Run)[]): string =>
  parts
    .map((part) => (typeof part === "string" ? part : `⟦${part.direction === "ltr" ? "<" : ">"}${shown(part.parts)}⟧`))
    .join("");

test("an Arabic name in an English sentence is one run, and what follows it is not", () => {
  expect(shown(runs("Seen with محمد الفلاني, 2014-08-03 (p. 3).", "ltr"))).toBe(
    "Seen with ⟦>محمد الفلاني⟧, 2014-08-03 (p. 3).",
  );
  expect(shown(runs("أحمد, سارا and نور (twelve)", "ltr"))).toBe("⟦>أحمد⟧, ⟦>سارا⟧ and ⟦>نور⟧ (twelve)");
});

test("brackets belong to where they were opened", () => {
  expect(shown(runs("known as محمد (أبو علي) since 2014", "ltr"))).toBe("known as ⟦>محمد (أبو علي)⟧ since 2014");
  expect(shown(runs("the witness (محمد) said", "ltr"))).toBe("the witness (⟦>محمد⟧) said");
  expect(shown(runs("المادة 7(1)(h) من نظام Rome Statute (ICC) الأساسي", "rtl"))).toBe(
    "المادة ⟦<7(1)(h)⟧ من نظام ⟦<Rome Statute (ICC)⟧ الأساسي",
  );
  expect(shown(runs("نظام Rome (Art. 7 من النظام)", "rtl"))).toBe("نظام ⟦<Rome⟧ (⟦<Art. 7⟧ من النظام)");
});

test("dates, times, numbers and ids in Arabic are runs of their own; two numbers are never glued together", () => {
  expect(shown(runs("في 2014-08-03 الساعة 14:30، ص 3", "rtl"))).toBe("في ⟦<2014-08-03⟧ الساعة ⟦<14:30⟧، ص ⟦<3⟧");
  expect(shown(runs("3، 4 و 5 6", "rtl"))).toBe("⟦<3⟧، ⟦<4⟧ و ⟦<5⟧ ⟦<6⟧");
  expect(shown(runs("السجل per_ab12cd في p. 3", "rtl"))).toBe("السجل ⟦<per_ab12cd⟧ في ⟦<p. 3⟧");
});

test("Arabic-Indic digits go with the words around them", () => {
  expect(shown(runs("see قرار ٣٧ لسنة ٢٠١٤ there", "ltr"))).toBe("see ⟦>قرار ٣٧ لسنة ٢٠١٤⟧ there");
  expect(shown(runs("يوم ٣/٨/٢٠١٤ مساء", "rtl"))).toBe("يوم ٣/٨/٢٠١٤ مساء");
});

test("a number inside an Arabic sentence in English is a run inside a run", () => {
  expect(shown(runs("see القرار 2014-08-03 من المحكمة now", "ltr"))).toBe("see ⟦>القرار ⟦<2014-08-03⟧ من المحكمة⟧ now");
});

test("a whole sentence of the other direction keeps its full stop; a word at the end of one does not", () => {
  expect(shown(runs("Only this.", "rtl"))).toBe("⟦<Only this.⟧");
  expect(shown(runs("هذا فقط؟", "ltr"))).toBe("⟦>هذا فقط؟⟧");
  expect(shown(runs("انظر Rome.", "rtl"))).toBe("انظر ⟦<Rome⟧.");
  expect(shown(runs("Rome.", "rtl"))).toBe("⟦<Rome⟧.");
});

test("Sorani letters are right to left, transliteration is not", () => {
  expect(shown(runs("ڕۆژێک لە Ṣalāḥ al-Dīn بوو", "rtl"))).toBe("ڕۆژێک لە ⟦<Ṣalāḥ al-Dīn⟧ بوو");
});

const mixed = fc.string({
  unit: fc.oneof(
    fc.constantFrom(..."ab7 (),.-:/«»[]\n", "أ", "ڕ", "٣", "،", "َ", "\u200c", "\u200f", "😀"),
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
  ),
});

test("runs lose and add nothing", () => {
  const flat = (parts: readonly (string | Run)[]): string =>
    parts.map((part) => (typeof part === "string" ? part : flat(part.parts))).join("");
  fc.assert(
    fc.property(mixed, fc.constantFrom("ltr" as const, "rtl" as const), (text, base) => {
      expect(flat(runs(text, base))).toBe(text);
    }),
  );
});

test("outside the runs, no letter runs against its block", () => {
  fc.assert(
    fc.property(mixed, (text) => {
      for (const part of runs(text, "ltr")) if (typeof part === "string") expect(part).not.toMatch(/[أڕ٣]/);
      for (const part of runs(text, "rtl")) if (typeof part === "string") expect(part).not.toMatch(/[ab7]/);
    }),
  );
});

test("nothing that reorders its neighbours or that XML forbids is printable", () => {
  expect(printable("a\u202eb\u2066c\u2069\u0000d\ud800e\r\nf")).toBe("abc\ufffdd\ufffde\nf");
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const shownText = printable(text);
      expect(shownText.isWellFormed()).toBe(true);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be gone
      expect(shownText).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202a-\u202e\u2066-\u2069\uffff]/);
      expect(printable(shownText)).toBe(shownText);
    }),
  );
});
