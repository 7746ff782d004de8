/**
 * Text as the index holds it: words folded so that every spelling variant of a letter is one letter (the strict fold).
 *
 * Promises: folding twice is folding once; a word folds the same alone and inside a sentence; every offset points into
 * the text as it was given, in UTF-16 units, so a hit can be marked on the original; a term holds only letters, digits
 * and meaning-bearing marks, never ASCII punctuation, so SQLite's FTS5 tokenizer `ascii` cuts nothing further.
 *
 * A word ends at punctuation, at white space, where Arabic script touches Latin letters or digits («في2014»), and
 * around each CJK character. 2014/117, an e-mail address, a URL and al-Hamdani are therefore several neighbouring terms,
 * found as a phrase. An apostrophe between letters belongs to the word (Sa'id, O'Brien); a final 's does not.
 */
import {
  ALEF,
  ARABIC,
  action,
  CJK,
  CONTROL,
  composes,
  expansion,
  HAMZA_ABOVE,
  isApostrophe,
  isSurrogate,
  JOINING,
  kind,
  kindOf,
  learn,
  MARK,
  NONE,
  OTHER,
  SEPARATOR,
  SPECIAL,
  UNSEEN,
  YEH,
  YEH_HAMZA,
} from "./letters.ts";

/** A word of the text: its folded form, and where it stands, `start` to `end` (exclusive), in UTF-16 units. */
export interface Token {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

/** The text with every letter folded; spaces and punctuation stay. For comparing words and names. */
export function fold(text: string): string {
  if (isPlainAscii(text)) return text.toLowerCase();
  scan(text, true);
  return composing ? written(0, length).normalize("NFC") : written(0, length);
}

/** The folded words with single spaces between: the string the full-text index stores for a passage. */
export function indexText(text: string): string {
  if (isPlainAscii(text))
    return text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, " ")
      .trim();
  scan(text, false);
  return composing ? written(0, length).normalize("NFC") : written(0, length);
}

/** The folded words and where each stands in the text. `indexText` is these terms joined by a space. */
export function tokens(text: string): Token[] {
  scan(text, false);
  const all = written(0, length);
  const found: Token[] = new Array(count);
  for (let i = 0; i < count; i += 1) {
    const from = offsets[i] ?? 0;
    const to = i + 1 < count ? (offsets[i + 1] ?? 0) - 1 : length;
    const term = all.slice(from, to);
    found[i] = { term: composing ? term.normalize("NFC") : term, start: starts[i] ?? 0, end: ends[i] ?? 0 };
  }
  return found;
}

/** True where lower case is the whole fold: ASCII without an apostrophe. */
function isPlainAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is the whole of ASCII but ' and `
  return /^[\x00-&(-_a-\x7f]*$/.test(text);
}

// One scan at a time writes here; nothing is awaited in between. Kept between calls because passages are many and short.
let out = new Uint16Array(16_384);
let offsets = new Int32Array(4_096);
let starts = new Int32Array(4_096);
let ends = new Int32Array(4_096);
let length = 0;
let count = 0;
let composing = false;
/** Kind of the letter before, NONE between words. */
let previous = NONE;
let keeping = false;
/** Where a word that began with the Sorani vowel seat stands in `out` right after its alef; -1 otherwise. */
let seat = -1;

function scan(text: string, keep: boolean): void {
  length = 0;
  count = 0;
  composing = false;
  previous = NONE;
  keeping = keep;
  seat = -1;
  // A split at a change of script adds at most one space per unit; expansions make their own room.
  room(text.length * 2 + 8);
  const size = text.length;
  for (let i = 0; i < size; i += 1) {
    const unit = text.charCodeAt(i);
    let to = action[unit] ?? UNSEEN;
    if (to === UNSEEN) to = learn(unit);
    if (to > SPECIAL) {
      put(to, kind[unit] ?? NONE, i, i + 1);
      if (composes[unit] === 1) composing = true;
    } else if (to === SEPARATOR) {
      separate(unit);
    } else if (to === MARK) {
      if (previous === NONE) continue;
      ends[count - 1] = i + 1;
      if (unit === HAMZA_ABOVE && out[length - 1] === YEH && offsets[count - 1] === length - 1) takeSeat(length - 1);
    } else if (to !== CONTROL) {
      i = special(text, i, unit);
    }
  }
}

function put(to: number, its: number, start: number, end: number): void {
  if (previous === NONE) open(start, its);
  else if (its !== previous || its === CJK) change(its, start);
  if (to === ALEF && length === seat) seat = -1;
  else {
    out[length] = to;
    length += 1;
  }
  ends[count - 1] = end;
}

function open(start: number, its: number): void {
  if (count > 0 && !keeping) {
    out[length] = 32;
    length += 1;
  }
  if (count === starts.length) grow();
  starts[count] = start;
  offsets[count] = length;
  count += 1;
  previous = its;
}

function change(its: number, start: number): void {
  if (its === JOINING || previous === JOINING) previous = its === JOINING ? previous : its;
  else if (its === CJK || previous === CJK || its === ARABIC || previous === ARABIC) open(start, its);
}

function separate(unit: number): void {
  previous = NONE;
  if (!keeping) return;
  out[length] = unit;
  length += 1;
}

/** Sorani writes ئ before a vowel that begins a word; Arabic and Persian write the vowel alone (ئازاد = آزاد). */
function takeSeat(at: number): void {
  out[at] = ALEF;
  seat = at + 1;
}

/** Handles one special unit (or pair) at `i`; answers the index of the last unit used. */
function special(text: string, i: number, unit: number): number {
  if (unit === YEH_HAMZA) {
    putSeat(i, i + 1);
    return i;
  }
  if (isApostrophe(unit)) return apostrophe(text, i, unit);
  const point = text.codePointAt(i) ?? unit;
  if (isSurrogate(point)) {
    separate(0xfffd);
    return i;
  }
  const end = i + (point > 0xffff ? 2 : 1);
  const folded = expansion(point);
  room(length + (folded.length + text.length - i) * 2 + 8);
  if (folded === "") {
    if (previous !== NONE && /\p{M}/u.test(String.fromCodePoint(point))) ends[count - 1] = end;
    return end - 1;
  }
  for (const letter of folded) putPiece(letter, i, end);
  return end - 1;
}

function putPiece(letter: string, start: number, end: number): void {
  const unit = letter.charCodeAt(0);
  if (unit === YEH_HAMZA) {
    putSeat(start, end);
    return;
  }
  if (action[unit] === UNSEEN) learn(unit);
  const its = kindOf(letter);
  if (its === NONE) {
    for (let k = 0; k < letter.length; k += 1) separate(letter.charCodeAt(k));
    return;
  }
  if (its === JOINING || composes[unit] === 1) composing = true;
  put(unit, its, start, end);
  if (letter.length === 2) {
    out[length] = letter.charCodeAt(1);
    length += 1;
  }
}

function putSeat(start: number, end: number): void {
  const begins = previous !== ARABIC;
  put(YEH, ARABIC, start, end);
  if (begins) takeSeat(length - 1);
}

function apostrophe(text: string, i: number, unit: number): number {
  const next = nextSeen(text, i + 1);
  if (previous !== OTHER || !isWordLetter(text, next)) {
    separate(unit);
    return i;
  }
  const after = kindAt(text, nextSeen(text, next + 1));
  const possessive = action[text.charCodeAt(next)] === 0x73 && after !== OTHER && after !== JOINING;
  return possessive ? next : i;
}

/** Index of the next unit that is not dropped. */
function nextSeen(text: string, from: number): number {
  let i = from;
  for (; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    let to = action[unit] ?? UNSEEN;
    if (to === UNSEEN) to = learn(unit);
    if (to !== MARK && to !== CONTROL) return i;
  }
  return i;
}

function isWordLetter(text: string, at: number): boolean {
  const found = kindAt(text, at);
  return found === OTHER && !/^[0-9]/.test(foldedAt(text, at));
}

function kindAt(text: string, at: number): number {
  const folded = foldedAt(text, at);
  return folded === "" ? NONE : kindOf(folded);
}

function foldedAt(text: string, at: number): string {
  if (at >= text.length) return "";
  const unit = text.charCodeAt(at);
  const to = action[unit] ?? UNSEEN;
  if (to > SPECIAL) return String.fromCharCode(to);
  if (to !== SPECIAL || isApostrophe(unit)) return "";
  const point = text.codePointAt(at) ?? unit;
  return isSurrogate(point) ? "" : expansion(point);
}

const decoder = new TextDecoder("utf-16le", { ignoreBOM: true });

function written(from: number, to: number): string {
  const part = out.subarray(from, to);
  if (part.length <= 1_024) return String.fromCharCode.apply(null, part as unknown as number[]);
  return decoder.decode(part);
}

function room(wanted: number): void {
  if (wanted <= out.length) return;
  const larger = new Uint16Array(Math.max(wanted, out.length * 2));
  larger.set(out.subarray(0, length));
  out = larger;
}

function grow(): void {
  const size = starts.length * 2;
  starts = copied(starts, size);
  ends = copied(ends, size);
  offsets = copied(offsets, size);
}

function copied(from: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(size);
  larger.set(from);
  return larger;
}
