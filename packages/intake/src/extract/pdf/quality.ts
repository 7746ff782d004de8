/**
 * Whether a page's text layer says what the page shows. A PDF draws shapes and only claims which letters they are; broken
 * claims look like text and are worse than none. Every test here is a count over the page, so that a court can repeat it.
 */
import { hasRightToLeft } from "./bidi.ts";
import type { GlyphBlock } from "./glyphs.ts";

export interface LetterCount {
  /** Characters that are not spaces. */
  readonly visible: number;
  readonly letters: number;
  /** U+FFFD: glyphs without any mapping. Joining strokes inside Arabic words are not counted. */
  readonly unmapped: number;
  /** Private use and control characters: codes that mean something only inside one font. */
  readonly meaningless: number;
  readonly arabic: number;
  /** Of those, the letters that make up 60–70 % of Arabic, Persian and Kurdish text. */
  readonly arabicCommon: number;
  /** Teh marbuta, and how often it stands inside a word, where it cannot. */
  readonly tehMarbuta: number;
  readonly tehInside: number;
  readonly latin: number;
  readonly latinVowels: number;
  readonly words: number;
  /** Words that mix scripts, or hold symbols of mis-decoded bytes. */
  readonly mixedWords: number;
  /** Share of right-to-left letters without a width of their own, alefs of lam-alef apart; 0 when not measured. */
  readonly widthless: number;
}

export type Verdict =
  | { readonly type: "good" }
  | { readonly type: "empty" }
  | { readonly type: "doubtful"; readonly why: Doubt };
export type Doubt = "unmapped" | "meaningless" | "ligatures" | "letter-frequency" | "word-shape" | "mixed-scripts";

const common =
  /[\u0627\u0622\u0623\u0625\u0644\u064a\u0649\u06cc\u0648\u0646\u0645\u0631\u0647\u06d5\u0629\u0628\u062a]/g;
const arabicLetter =
  /[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdf9\ufe70-\ufefc]/g;
const latinVowel =
  /[aeiouy\u00e0-\u00e6\u00e8-\u00ef\u00f2-\u00f6\u00f8-\u00fd\u0101\u0113\u011b\u012b\u0131\u014d\u016b\u016f]/gi;

export function letterCount(texts: readonly string[]): LetterCount {
  const text = texts.join("\n");
  const plain = text.replace(/(?<=[\u0620-\u06ff])\ufffd+(?=[\u0620-\u06ff])/g, "");
  const words = plain.split(/[\s\p{P}\p{Sm}\d]+/u).filter((word) => word !== "");
  return {
    visible: tally(plain, /\S/g),
    letters: tally(plain, /\p{L}/gu),
    unmapped: tally(plain, /\ufffd/g),
    meaningless: tally(plain, /(?!\s)[\p{Co}\p{Cc}]/gu),
    arabic: tally(plain, arabicLetter),
    arabicCommon: tally(plain, common),
    tehMarbuta: tally(plain, /\u0629/g),
    tehInside: tally(plain, /\u0629(?=\p{L})/gu),
    latin: tally(plain, /\p{Script=Latin}/gu),
    latinVowels: tally(plain, latinVowel),
    words: words.length,
    mixedWords: words.filter(isMixed).length,
    widthless: 0,
  };
}

function tally(text: string, pattern: RegExp): number {
  let count = 0;
  for (const _ of text.matchAll(pattern)) count++;
  return count;
}

/** "Ø§Ù„" and the like: letters of one script beside symbols of the upper Latin-1 range, or two scripts in one word. */
function isMixed(word: string): boolean {
  if (/^[\x20-\x7e]+$/.test(word)) return false;
  const latin = /\p{Script=Latin}/u.test(word);
  if (latin && /[\u00a2-\u00a9\u00ab-\u00b1\u00b4-\u00b9\u00bb-\u00bf]/.test(word)) return true;
  const scripts = [
    latin,
    hasRightToLeft(word),
    /\p{Script=Greek}|\p{Script=Cyrillic}/u.test(word),
    /\p{Script=Han}/u.test(word),
  ];
  return scripts.filter(Boolean).length > 1;
}

/** Every letter of a glyph after the first has no width: many of them mean that glyphs are mapped to the wrong clusters. */
export function widthlessLetters(blocks: readonly GlyphBlock[]): number {
  let letters = 0;
  let without = 0;
  for (const { glyphs } of blocks) {
    for (const glyph of glyphs) {
      if (!/^\p{L}/u.test(glyph.text) || !hasRightToLeft(glyph.text)) continue;
      letters++;
      if (glyph.x1 - glyph.x0 <= 0.01 * glyph.size && !/[\u0622\u0623\u0625\u0627]/.test(glyph.text)) without++;
    }
  }
  return letters === 0 ? 0 : without / letters;
}

/**
 * Unmapped and widthless letters: between what sound and broken files measured. The other thresholds catch kinds of damage
 * we have no real file of; they are set wide, and a wrong alarm costs one page of OCR, never the text.
 */
export function judge(count: LetterCount): Verdict {
  if (count.visible === 0) return { type: "empty" };
  const doubtful = (why: Doubt): Verdict => ({ type: "doubtful", why });
  if (count.unmapped > 2 && count.unmapped > 0.03 * count.visible) return doubtful("unmapped");
  if (count.meaningless > 2 && count.meaningless > 0.1 * count.visible) return doubtful("meaningless");
  // Sound pages measure 0.05 at most (a vowelled line among others), pages mapped to wrong clusters 0.66 and more.
  if (count.arabic >= 20 && count.widthless > 0.5) return doubtful("ligatures");
  if (count.arabic >= 200 && count.arabicCommon < 0.4 * count.arabic) return doubtful("letter-frequency");
  if (count.tehMarbuta >= 8 && count.tehInside > 0.4 * count.tehMarbuta) return doubtful("word-shape");
  if (count.latin >= 300 && count.latinVowels < 0.14 * count.latin) return doubtful("letter-frequency");
  if (count.words >= 20 && count.mixedWords > 0.2 * count.words) return doubtful("mixed-scripts");
  return { type: "good" };
}
