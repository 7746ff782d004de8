/**
 * What each character becomes in the index: the strict fold's table, filled one UTF-16 unit at a time when it is first
 * met. Unicode 16 data comes from the runtime (NFKD, general categories); the Arabic-script rules are the union of
 * Lucene's ArabicNormalizer and SoraniNormalizer, folded onto one set of letters because their targets contradict each
 * other and one index holds both languages.
 */

/** Actions. Everything above `SPECIAL` is the letter to write. */
export const UNSEEN = 0;
/** Ends a word. */
export const SEPARATOR = 1;
/** Vanishes, but belongs to the word before it (harakat, tatweel, accents): a highlight covers it. */
export const MARK = 2;
/** Vanishes without a trace (bidi and zero-width controls, soft hyphen). */
export const CONTROL = 3;
/** Needs a look at its neighbours, or becomes several letters: see `expansion`. */
export const SPECIAL = 4;

/** Kinds of letters: a word ends where Arabic script touches anything else, and around every CJK character. */
export const NONE = 0;
export const ARABIC = 1;
export const OTHER = 2;
export const CJK = 3;
/** A combining mark that carries meaning (Devanagari vowels, kana voicing): joins whatever stands before it. */
export const JOINING = 4;

export const ALEF = 0x0627;
export const YEH = 0x064a;
export const YEH_HAMZA = 0x0626;
export const HAMZA_ABOVE = 0x0654;

/** Indexed by UTF-16 unit; call `learn` where `action` is `UNSEEN`. */
export const action = new Uint16Array(0x10000);
export const kind = new Uint8Array(0x10000);
/** Units that make the result need NFC at the end (Hangul, voiced kana, Indic marks in any order). */
export const composes = new Uint8Array(0x10000);
const expansions = new Map<number, string>();

/** Decides one UTF-16 unit and remembers it. Answers its action. */
export function learn(unit: number): number {
  const decided = decide(unit);
  action[unit] = decided;
  return decided;
}

/** The folded letters (and separators) of a unit or supplementary code point whose action is `SPECIAL`. */
export function expansion(codePoint: number): string {
  const known = expansions.get(codePoint);
  if (known !== undefined) return known;
  const folded = foldOne(String.fromCodePoint(codePoint));
  if (expansions.size < 0x20000) expansions.set(codePoint, folded);
  return folded;
}

export function isApostrophe(unit: number): boolean {
  return unit === 0x27 || unit === 0x2019 || unit === 0x2018 || unit === 0x60 || unit === 0x201b || unit === 0xff07;
}

export function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/** The kind of a supplementary code point that folds to itself. */
export function kindOf(text: string): number {
  if (/^\p{M}/u.test(text)) return JOINING;
  if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return CJK;
  if (/^\p{Script=Arabic}/u.test(text) && /^\p{L}/u.test(text)) return ARABIC;
  return /^[\p{L}\p{N}]/u.test(text) ? OTHER : NONE;
}

function decide(unit: number): number {
  if (isApostrophe(unit) || isSurrogate(unit) || unit === YEH_HAMZA) return SPECIAL;
  const text = String.fromCharCode(unit);
  if (isControl(text)) return CONTROL;
  if (isMark(unit, text)) return MARK;
  const folded = foldOne(text);
  if (folded === "") return MARK;
  if (folded.length > 1 || folded.charCodeAt(0) === YEH_HAMZA) return everySeparator(folded) ? SEPARATOR : SPECIAL;
  const found = kindOf(folded);
  if (found === NONE) return SEPARATOR;
  kind[unit] = found;
  composes[unit] = found === JOINING || isJamo(folded.charCodeAt(0)) ? 1 : 0;
  return folded.charCodeAt(0);
}

function everySeparator(folded: string): boolean {
  return !/[\p{L}\p{N}\p{M}]/u.test(folded);
}

/** Folds one character until nothing changes any more, so that folding twice is folding once. */
function foldOne(character: string): string {
  let before = character;
  for (;;) {
    // The Sorani vowel seat must survive the decomposition that would turn it into a plain yeh.
    const parts = before.normalize("NFKC").split("\u0626");
    const decomposed = parts.map((part) => part.normalize("NFKD")).join("\u0626");
    let after = "";
    for (const letter of decomposed) after += step(letter);
    if (after === before) return after;
    before = after;
  }
}

function step(letter: string): string {
  const unit = letter.charCodeAt(0);
  if (letter.length === 1 && unit !== YEH_HAMZA && (isControl(letter) || isMark(unit, letter))) return "";
  const named = letters.get(letter);
  if (named !== undefined) return named;
  if (/\p{Nd}/u.test(letter)) return String(digitValue(letter));
  return letter.toLowerCase();
}

/** Decimal digits stand in unbroken runs of ten, zero first (Unicode stability policy). */
function digitValue(letter: string): number {
  const point = letter.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) value += 1;
  return value % 10;
}

function isControl(text: string): boolean {
  return /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(text);
}

function isMark(unit: number, text: string): boolean {
  if (unit === 0x0640 || unit === 0x0621 || unit === 0x0674) return true; // tatweel, lone hamza, high hamza
  if (unit >= 0x02b9 && unit <= 0x02cf) return true; // ʿ ʾ ʼ ʻ and their like in romanised names
  if ((unit >= 0xfe70 && unit <= 0xfe7f) || (unit >= 0xfc5e && unit <= 0xfc63) || (unit >= 0xfcf2 && unit <= 0xfcf4))
    return true; // harakat as glyphs
  if (!/^[\p{M}]$/u.test(text)) return false;
  return (
    (unit >= 0x0300 && unit <= 0x036f) || // Latin, Greek, Cyrillic accents
    (unit >= 0x0483 && unit <= 0x0489) ||
    (unit >= 0x0591 && unit <= 0x05c7) || // Hebrew points
    (unit >= 0x0610 && unit <= 0x061a) ||
    (unit >= 0x064b && unit <= 0x065f) || // harakat, hamza above and below, madda
    unit === 0x0670 ||
    (unit >= 0x06d6 && unit <= 0x06ed) || // Quranic marks
    (unit >= 0x0711 && unit <= 0x074a) || // Syriac points
    (unit >= 0x0898 && unit <= 0x08ff) ||
    (unit >= 0x1ab0 && unit <= 0x1aff) ||
    (unit >= 0x1dc0 && unit <= 0x1dff) ||
    (unit >= 0x20d0 && unit <= 0x20ff) ||
    (unit >= 0xfe20 && unit <= 0xfe2f)
  );
}

function isJamo(unit: number): boolean {
  return unit >= 0x1100 && unit <= 0x11ff;
}

const letters: ReadonlyMap<string, string> = new Map([
  ...each("ٱٲٳ", "ا"),
  ...each("ىیېۍےؠ", "ي"),
  ...each("کڪ", "ك"),
  ...each("ةەھہۃ", "ه"),
  ["ß", "ss"],
  ["ẞ", "ss"],
  ["æ", "ae"],
  ["Æ", "ae"],
  ["œ", "oe"],
  ["Œ", "oe"],
  ["ø", "o"],
  ["Ø", "o"],
  ["đ", "d"],
  ["Đ", "d"],
  ["ð", "d"],
  ["Ð", "d"],
  ["þ", "th"],
  ["Þ", "th"],
  ["ł", "l"],
  ["Ł", "l"],
  ["ħ", "h"],
  ["Ħ", "h"],
  ["ı", "i"],
  ["ŋ", "n"],
  ["Ŋ", "n"],
  ["ŧ", "t"],
  ["Ŧ", "t"],
  ["ə", "e"],
  ["Ə", "e"],
  ["ς", "σ"],
]);

function each(from: string, to: string): [string, string][] {
  return [...from].map((letter) => [letter, to]);
}
