import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fold, indexText, tokens } from "./fold.ts";

/** Letters of every script the record meets, with the marks and controls that get lost on the way. */
const scraps = [
  ..."abcsxyz ABCSİIıŞşÇçÊêÎîÛûẍñßæﬁ 0123٤٣٨٣۱۲.,/-@'’`\"«»“”()_:",
  ..."ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأإؤئٱپچژگکیەێۆڕڵڤھہۀ",
  ..."\u0640\u064b\u064e\u0651\u0670\u0654\u0655\u0653\u200c\u200d\u200e\u200f\u202b\u2067\u2069\ufeff\u00ad\u0301\u0327\u0306",
  ..."ﻻﷲﷺﯼﺋﺊ東京がか\u3099ｶﾞ한\u1112\u1161\u11abकि\u093cשָ\u05b0ܫܠ½²①𝗔😀\ud800\udc00\n\t",
];
const anyText = fc.oneof(
  fc.array(fc.constantFrom(...scraps), { maxLength: 40 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 40 }),
);

describe("the strict fold", () => {
  const lucene: readonly [rule: string, written: string, meant: string][] = [
    ["alef with madda is alef (ArabicNormalizer)", "آجن", "اجن"],
    ["alef with hamza above is alef (ArabicNormalizer)", "أحمد", "احمد"],
    ["alef with hamza below is alef (ArabicNormalizer)", "إعاذ", "اعاذ"],
    ["alef maqsura is yeh (ArabicNormalizer)", "بنى", "بني"],
    ["teh marbuta is heh (ArabicNormalizer)", "فاطمة", "فاطمه"],
    ["tatweel goes (ArabicNormalizer)", "روبرـــت", "روبرت"],
    ["fatha goes (ArabicNormalizer)", "مَبنا", "مبنا"],
    ["kasra goes (ArabicNormalizer)", "علِي", "علي"],
    ["damma goes (ArabicNormalizer)", "بُوات", "بوات"],
    ["fathatan goes (ArabicNormalizer)", "ولداً", "ولدا"],
    ["kasratan goes (ArabicNormalizer)", "ولدٍ", "ولد"],
    ["dammatan goes (ArabicNormalizer)", "ولدٌ", "ولد"],
    ["sukun goes (ArabicNormalizer)", "نلْسون", "نلسون"],
    ["shadda goes (ArabicNormalizer)", "هتميّ", "هتمي"],
    ["yeh and alef maqsura are one letter (SoraniNormalizer)", "\u064a\u0649\u06cc", "\u06cc\u06cc\u06cc"],
    ["kaf and keheh are one letter (SoraniNormalizer)", "\u0643", "\u06a9"],
    ["heh with ZWNJ is ae (SoraniNormalizer)", "\u0647\u200c", "\u06d5"],
    ["heh with ZWNJ inside a word is ae (SoraniNormalizer)", "\u0647\u200c\u06a9", "\u06d5\u06a9"],
    ["heh at the end of a word is ae (SoraniNormalizer)", "\u062f\u0647", "\u062f\u06d5"],
    ["teh marbuta is ae (SoraniNormalizer)", "\u0629", "\u06d5"],
    ["heh doachashmee is heh (SoraniNormalizer)", "\u06be", "\u0647"],
    ["tatweel, harakat and format characters go (SoraniNormalizer)", "\u0643\u0640\u064b\u200d\u062a", "\u0643\u062a"],
  ];
  test.each(lucene)("%s", (_rule, written, meant) => {
    expect(fold(written)).toBe(fold(meant));
    expect(fold(written)).not.toBe("");
  });

  const ours: readonly [rule: string, written: string, meant: string][] = [
    ["hamza on waw is waw", "مؤمن", "مومن"],
    ["hamza on yeh is yeh", "رئيس", "ريیس"],
    ["a lone hamza goes", "علاء", "علا"],
    ["the Sorani vowel seat goes before alef", "ئازاد", "آزاد"],
    ["the Sorani vowel seat is alef before other vowels", "ئێران", "اێران"],
    ["the seat written as yeh and hamza is the same", "\u064a\u0654ازاد", "ئازاد"],
    ["dagger alef and Quranic marks go", "هٰذاۖ", "هذا"],
    ["presentation forms are letters", "ﻓﺎﻃﻤﺔ", "فاطمة"],
    ["the lam-alef glyph is lam and alef", "ﺳﻼﻡ", "سلام"],
    ["the glyph of God's name is its letters", "ﷲ", "الله"],
    ["Arabic-Indic digits are digits", "٤٣٨٣", "4383"],
    ["Persian digits are digits", "۴۳۸۳", "4383"],
    ["bidi controls go", "\u2067علي\u2069", "علي"],
    ["ZWNJ joins", "می‌روم", "میروم"],
    ["case goes", "MOSUL", "mosul"],
    ["Latin accents go", "Şengal Êzîdî çawa", "sengal ezidi cawa"],
    ["decomposed and composed are one", "S\u0327engal", "Şengal"],
    ["the Turkish dotted and dotless i are i", "İIıi", "iiii"],
    ["ligatures and sharp s are letters", "ﬁn Straße", "fin strasse"],
    ["ayn and hamza signs in romanised names go", "ʿAlī al-Ḥusaynī", "ali al-husayni"],
    ["an apostrophe inside a name goes", "Sa'id O’Brien", "said obrien"],
    ["a possessive goes", "the witness's words", "the witness words"],
    ["mathematical letters are letters", "𝗔𝗹𝗶", "ali"],
    ["a letter outside the first plane stays itself", "\u{1079c}", "\u{1df04}"],
  ];
  test.each(ours)("%s", (_rule, written, meant) => {
    expect(fold(written)).toBe(fold(meant));
  });

  test("Kurdish letters that Arabic lacks stay themselves in the strict fold", () => {
    expect(new Set([..."پچژگڤڕڵێۆ"].map(fold)).size).toBe(9);
    expect(fold("گەل")).not.toBe(fold("كەل"));
  });

  test("folding twice is folding once", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 2_000 },
    );
  });

  test("a whole text folds as its parts do, whatever its length", () => {
    const long = "محمّد و Şêrîn 東京 ٢٠١٤/١١٧ ".repeat(2_000);
    expect(indexText(long)).toBe(Array(2_000).fill("محمد و serin 東 京 2014 117").join(" "));
    expect(tokens(long)).toHaveLength(14_000);
  });
});

describe("words and where they stand", () => {
  const cut = (text: string) => tokens(text).map((token) => token.term);

  test("numbers, addresses and hyphenated names are neighbouring words", () => {
    expect(cut("case 2014/117")).toEqual(["case", "2014", "117"]);
    expect(cut("٢٠١٤/١١٧")).toEqual(["2014", "117"]);
    expect(cut("n.aziz@example.org")).toEqual(["n", "aziz", "example", "org"]);
    expect(cut("https://example.org/a?b=1")).toEqual(["https", "example", "org", "a", "b", "1"]);
    expect(cut("al-Hamdani")).toEqual(["al", "hamdani"]);
    expect(cut("AK47 AK-47")).toEqual(["ak47", "ak", "47"]);
  });

  test("a word ends where Arabic script touches digits or Latin letters", () => {
    expect(cut("في2014م عن UNكتاب")).toEqual(["في", "2014", "م", "عن", "un", "كتاب"]);
  });

  test("a hit covers the harakat, the tatweel and the accents of its word", () => {
    const text = "قال «مُحَمَّدٌ» كتـــابـ S\u0327engal.";
    expect(tokens(text).map((t) => text.slice(t.start, t.end))).toEqual(["قال", "مُحَمَّدٌ", "كتـــابـ", "S\u0327engal"]);
  });

  test("marks, symbols and controls alone are no words", () => {
    expect(cut("\u064b \u0640 ء ' — 😀 \u200f\ud800")).toEqual([]);
  });

  test("offsets stand in order inside the text, and the index text is the terms joined", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const found = tokens(text);
        expect(indexText(text)).toBe(found.map((t) => t.term).join(" "));
        let last = 0;
        for (const token of found) {
          expect(token.start).toBeGreaterThanOrEqual(last);
          expect(token.end).toBeGreaterThan(token.start);
          expect(token.end).toBeLessThanOrEqual(text.length);
          last = token.start;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("a word folds alone as it does inside the text, and folds to itself", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const token of tokens(text)) {
          expect(tokens(text.slice(token.start, token.end)).map((t) => t.term)).toContain(token.term);
          expect(cut(token.term)).toEqual([token.term]);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("a term holds no ASCII but small letters and digits, so FTS5 `ascii` cuts nothing further", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: every ASCII character but the allowed ones
        for (const token of tokens(text)) expect(token.term).not.toMatch(/[\x00-\x2f\x3a-\x60\x7b-\x7f]/);
      }),
      { numRuns: 2_000 },
    );
  });
});

const documents = new URL("../../../../../shared/data/documents/", import.meta.url);

test.skipIf(!existsSync(documents))(
  "real Arabic, Sorani and Kurmanji pages: every word is found where it says it is",
  () => {
    for (const name of ["arb", "ckb", "kmr", "mixed"]) {
      const text = readFileSync(new URL(`arabic/truth_${name}.txt`, documents), "utf8");
      const found = tokens(text);
      expect(found.length).toBeGreaterThan(50);
      for (const token of found) expect(fold(text.slice(token.start, token.end))).toBe(token.term);
    }
  },
);
