/** What each letter may sound like, in Arabic, Sorani and Latin spelling, and what the vowels between them leave behind. */

// Sounds within a class of the key. Two letters agree when they share one.
export const [J, K, KH, GH, G, Q] = [1, 2, 4, 8, 16, 32] as const;
/** g as Egypt writes it, and as those write it who have no گ. */
const [GJ, GK] = [64, 128] as const;
export const [S, SH, CH, Z] = [1, 2, 4, 8] as const;
export const [T, D, TH, DH] = [1, 2, 4, 8] as const;
export const ONE = 1;

// What may stand after a consonant.
export const U = 1;
export const I = 2;
export const A = 4;
export const H = 8;
/** ه, which Sorani reads as a vowel and Arabic as a breath. */
export const SOFT = 16;
/** ع, which Latin leaves out or writes as any vowel. */
export const AYN = 32;
export const LONG_I = 64;
export const LONG_U = 128;

export const arabic: ReadonlyMap<string, readonly [key: string, sounds: number]> = new Map([
  ["ب", ["B", ONE]],
  ["پ", ["B", ONE]],
  ["ت", ["T", T]],
  ["ط", ["T", T]],
  ["ث", ["T", TH]],
  ["د", ["T", D]],
  ["ذ", ["T", DH]],
  ["ض", ["T", DH | D]],
  ["ظ", ["T", DH]],
  ["س", ["S", S]],
  ["ص", ["S", S]],
  ["ز", ["S", Z]],
  ["ش", ["S", SH | CH]],
  ["چ", ["S", CH | SH]],
  ["ج", ["K", J | GJ]],
  ["ژ", ["K", J]],
  ["ك", ["K", K | GK]],
  ["ق", ["K", Q | K | GK | GH]],
  ["گ", ["K", G | GK]],
  ["خ", ["K", KH]],
  ["غ", ["K", GH | G]],
  ["ف", ["F", ONE]],
  ["ڤ", ["F", ONE]],
  ["ل", ["L", ONE]],
  ["ڵ", ["L", ONE]],
  ["م", ["M", ONE]],
  ["ن", ["N", ONE]],
  ["ر", ["R", ONE]],
  ["ڕ", ["R", ONE]],
]);

export const arabicVowels: ReadonlyMap<string, number> = new Map([
  ["و", U],
  ["ۆ", U],
  ["ۇ", U],
  ["ي", I],
  ["ێ", I],
  ["ا", A],
  ["ع", AYN],
  ["ه", SOFT],
  ["ح", H],
]);

/** Longest first. `c` is Kurdish and Turkish j, `x` is Kurdish kh, `s` may have been ş before folding. */
export const latin: readonly (readonly [written: string, key: string, sounds: number])[] = [
  ["tsch", "S", CH | SH],
  ["tch", "S", CH | SH],
  ["sch", "S", SH],
  ["sh", "S", SH | S],
  ["ch", "S", CH | SH],
  ["zh", "K", J],
  ["dj", "K", J],
  ["kh", "K", KH],
  ["gh", "K", GH | G],
  ["ck", "K", K],
  ["th", "T", TH | T],
  ["dh", "T", DH | D],
  ["ph", "F", ONE],
  ["b", "B", ONE],
  ["p", "B", ONE],
  ["t", "T", T | TH],
  ["d", "T", D | DH],
  ["s", "S", S | SH | Z],
  ["z", "S", Z],
  ["j", "K", J],
  ["k", "K", K | KH | Q],
  ["q", "K", Q | GH | K],
  ["g", "K", G | GJ | GK | GH | J],
  ["c", "K", K | J],
  ["x", "K", KH | K],
  ["f", "F", ONE],
  ["v", "F", ONE],
  ["l", "L", ONE],
  ["m", "M", ONE],
  ["n", "N", ONE],
  ["r", "R", ONE],
];
export const latinVowels: ReadonlyMap<string, number> = new Map([
  ["o", U],
  ["u", U],
  ["w", U],
  ["i", I],
  ["y", I],
  ["e", I | A],
  ["a", A],
  ["h", H],
  ["I", I | A | LONG_I],
  ["O", U | LONG_U],
]);
