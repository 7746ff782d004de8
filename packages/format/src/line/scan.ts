/**
 * Is this a line? Answered by looking at each byte once, without parsing or allocating: what makes checking a million
 * lines cost about as much as hashing them. It accepts exactly what parseLineBytes accepts; the tests hold the two
 * against each other, so neither can drift. spec/line.md.
 *
 * Every scan… function takes where its element should begin and returns where it ended, or NO.
 */
import { MAX_LINE_BYTES, MAX_LINE_DEPTH } from "./line.ts";

const NO = -1;

/** `wellFormed`: the bytes are known to be UTF-8, so that this need not be seen to character by character. */
export function isCanonicalLine(bytes: Uint8Array, wellFormed = false): boolean {
  if (bytes.length > MAX_LINE_BYTES) return false;
  const plain = wellFormed ? TEXT : PLAIN;
  let at = scanRecordId(bytes, scanExact(bytes, 0, BEFORE_E));
  at = scanKind(bytes, scanExact(bytes, at, BEFORE_K));
  at = scanDigests(bytes, scanExact(bytes, at, BEFORE_P));
  at = scanHex(bytes, scanExact(bytes, at, BEFORE_S), 32);
  at = scanTime(bytes, scanExact(bytes, at, BEFORE_T));
  at = scanVersion(bytes, scanExact(bytes, at, BEFORE_V));
  at = scanExact(bytes, at, BEFORE_X);
  if (at === NO || bytes[at] !== OPEN_OBJECT) return false;
  at = scanObject(bytes, at, 2, plain);
  return at !== NO && bytes[at] === CLOSE_OBJECT && at + 1 === bytes.length;
}

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const BEFORE_E = ascii('{"e":"');
const BEFORE_K = ascii('","k":"');
const BEFORE_P = ascii('","p":[');
const BEFORE_S = ascii('],"s":"');
const BEFORE_T = ascii('","t":"');
const BEFORE_V = ascii('","v":');
const BEFORE_X = ascii(',"x":');
const TRUE = ascii("true");
const FALSE = ascii("false");
const NULL = ascii("null");

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const UNDERSCORE = 0x5f;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

// One table, one bit per question asked of a byte.
const HEX = 1;
const BASE32 = 2;
const LETTER = 4;
const KEY_REST = 8;
const PLAIN = 16;
const DIGIT = 32;
/** PLAIN, and every byte above ASCII. */
const TEXT = 64;
const IS = new Uint8Array(256);
for (let byte = 0x20; byte < 0x80; byte++)
  if (byte !== QUOTE && byte !== BACKSLASH) mark(String.fromCharCode(byte), PLAIN);
for (let byte = 0x20; byte < 256; byte++)
  if (byte !== QUOTE && byte !== BACKSLASH) mark(String.fromCharCode(byte), TEXT);
mark("0123456789abcdef", HEX);
mark("abcdefghijklmnopqrstuvwxyz234567", BASE32);
mark("abcdefghijklmnopqrstuvwxyz", LETTER);
mark("abcdefghijklmnopqrstuvwxyz0123456789_", KEY_REST);
mark("0123456789", DIGIT);
function mark(characters: string, bit: number): void {
  for (const byte of ascii(characters)) IS[byte] = (IS[byte] ?? 0) | bit;
}

// Reading past the end gives 0, which no rule below admits.
function is(bytes: Uint8Array, at: number, bit: number): boolean {
  return ((IS[bytes[at] ?? 0] ?? 0) & bit) !== 0;
}

function scanExact(bytes: Uint8Array, at: number, expected: Uint8Array): number {
  if (at === NO) return NO;
  for (let i = 0; i < expected.length; i++) if (bytes[at + i] !== expected[i]) return NO;
  return at + expected.length;
}

/** Up to four letters, an underscore, 20 characters of which the last carries one bit: `a` or `q`. */
function scanRecordId(bytes: Uint8Array, from: number): number {
  if (from === NO) return NO;
  let at = from;
  while (at < from + 4 && is(bytes, at, LETTER)) at++;
  if (at === from || bytes[at] !== UNDERSCORE) return NO;
  const last = at + 20;
  for (at++; at < last; at++) if (!is(bytes, at, BASE32)) return NO;
  return bytes[last] === 0x61 || bytes[last] === 0x71 ? last + 1 : NO;
}

function scanKind(bytes: Uint8Array, from: number): number {
  if (from === NO) return NO;
  const at = scanName(bytes, from);
  return at !== NO && bytes[at] === DOT ? scanName(bytes, at + 1) : at;
}

function scanName(bytes: Uint8Array, from: number): number {
  if (!is(bytes, from, LETTER)) return NO;
  let at = from + 1;
  while (is(bytes, at, KEY_REST)) at++;
  return at;
}

function scanHex(bytes: Uint8Array, from: number, length: number): number {
  if (from === NO) return NO;
  const end = from + length;
  for (let at = from; at < end; at++) if (!is(bytes, at, HEX)) return NO;
  return end;
}

/** From behind the opening bracket to the closing one: quoted digests, each greater than the one before. */
function scanDigests(bytes: Uint8Array, from: number): number {
  if (from === NO || bytes[from] === CLOSE_ARRAY) return from;
  let at = from;
  for (let first = true; ; first = false) {
    if (bytes[at] !== QUOTE) return NO;
    const end = scanHex(bytes, at + 1, 64);
    if (end === NO || bytes[end] !== QUOTE) return NO;
    if (!first && !increases(bytes, at - 66, at - 2, at + 1, end)) return NO;
    if (bytes[end + 1] !== COMMA) return end + 1;
    at = end + 2;
  }
}

/** Is the text from `b` greater than the text from `a`, byte by byte? Equal texts are not, a longer one is. */
function increases(bytes: Uint8Array, a: number, aEnd: number, b: number, bEnd: number): boolean {
  while (a < aEnd && b < bEnd && bytes[a] === bytes[b]) {
    a++;
    b++;
  }
  if (b === bEnd) return false;
  return a === aEnd || (bytes[b] ?? 0) > (bytes[a] ?? 0);
}

/** `2026-11-22T06:41:00.123Z`, a day that exists. */
function scanTime(bytes: Uint8Array, from: number): number {
  if (from === NO) return NO;
  for (let i = 0; i < TIME_FORM.length; i++) {
    const form = TIME_FORM[i];
    if (form === ZERO ? !is(bytes, from + i, DIGIT) : bytes[from + i] !== form) return NO;
  }
  const month = twoDigits(bytes, from + 5);
  const day = twoDigits(bytes, from + 8);
  if (month < 1 || month > 12 || day < 1) return NO;
  if (day > 28 && day > daysIn(month, twoDigits(bytes, from) * 100 + twoDigits(bytes, from + 2))) return NO;
  if (twoDigits(bytes, from + 11) > 23 || twoDigits(bytes, from + 14) > 59 || twoDigits(bytes, from + 17) > 59)
    return NO;
  return from + TIME_FORM.length;
}
const TIME_FORM = ascii("0000-00-00T00:00:00.000Z");

function twoDigits(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) - ZERO) * 10 + (bytes[at + 1] ?? 0) - ZERO;
}

function daysIn(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function scanVersion(bytes: Uint8Array, from: number): number {
  if (from === NO || bytes[from] === ZERO || bytes[from] === MINUS) return NO;
  return scanInteger(bytes, from);
}

/** No sign but minus, no leading zero, no minus zero, no more than 2^53 - 1 either way. What follows is the caller's. */
function scanInteger(bytes: Uint8Array, from: number): number {
  const start = bytes[from] === MINUS ? from + 1 : from;
  if (bytes[start] === ZERO) return start === from ? start + 1 : NO;
  let value = 0;
  let at = start;
  for (; is(bytes, at, DIGIT); at++) {
    value = value * 10 + ((bytes[at] ?? 0) - ZERO);
    if (value > Number.MAX_SAFE_INTEGER) return NO;
  }
  return at === start ? NO : at;
}

function scanValue(bytes: Uint8Array, at: number, depth: number, plain: number): number {
  switch (bytes[at]) {
    case QUOTE:
      return scanText(bytes, at, plain);
    case OPEN_OBJECT:
      return depth > MAX_LINE_DEPTH ? NO : scanObject(bytes, at, depth, plain);
    case OPEN_ARRAY:
      return depth > MAX_LINE_DEPTH ? NO : scanArray(bytes, at, depth, plain);
    case 0x74:
      return scanExact(bytes, at, TRUE);
    case 0x66:
      return scanExact(bytes, at, FALSE);
    case 0x6e:
      return scanExact(bytes, at, NULL);
    default:
      return scanInteger(bytes, at);
  }
}

function scanArray(bytes: Uint8Array, from: number, depth: number, plain: number): number {
  if (bytes[from + 1] === CLOSE_ARRAY) return from + 2;
  let at = from;
  do {
    at = scanValue(bytes, at + 1, depth + 1, plain);
    if (at === NO) return NO;
  } while (bytes[at] === COMMA);
  return bytes[at] === CLOSE_ARRAY ? at + 1 : NO;
}

function scanObject(bytes: Uint8Array, from: number, depth: number, plain: number): number {
  if (bytes[from + 1] === CLOSE_OBJECT) return from + 2;
  let at = from;
  let before = 0;
  let beforeEnd = 0;
  do {
    const key = at + 2;
    if (bytes[at + 1] !== QUOTE) return NO;
    const keyEnd = scanName(bytes, key);
    if (keyEnd === NO || keyEnd - key > 32) return NO;
    if (bytes[keyEnd] !== QUOTE || bytes[keyEnd + 1] !== COLON) return NO;
    if (!increases(bytes, before, beforeEnd, key, keyEnd)) return NO;
    before = key;
    beforeEnd = keyEnd;
    at = scanValue(bytes, keyEnd + 2, depth + 1, plain);
    if (at === NO) return NO;
  } while (bytes[at] === COMMA);
  return bytes[at] === CLOSE_OBJECT ? at + 1 : NO;
}

function scanText(bytes: Uint8Array, from: number, plain: number): number {
  let at = from + 1;
  for (;;) {
    let byte = bytes[at] ?? 0;
    while (((IS[byte] ?? 0) & plain) !== 0) byte = bytes[++at] ?? 0;
    if (byte === QUOTE) return at + 1;
    at = byte === BACKSLASH ? scanEscape(bytes, at) : scanMultibyte(bytes, at, byte);
    if (at === NO) return NO;
  }
}

/** The short escape where RFC 8785 has one, else four lower-case hex digits, and only for U+0000 to U+001F. */
function scanEscape(bytes: Uint8Array, from: number): number {
  switch (bytes[from + 1]) {
    case QUOTE:
    case BACKSLASH:
    case 0x62: // b
    case 0x66: // f
    case 0x6e: // n
    case 0x72: // r
    case 0x74: // t
      return from + 2;
    case 0x75: // u
      break;
    default:
      return NO;
  }
  if (bytes[from + 2] !== ZERO || bytes[from + 3] !== ZERO || !is(bytes, from + 5, HEX)) return NO;
  const high = bytes[from + 4];
  const low = bytes[from + 5];
  if (high !== ZERO && high !== ZERO + 1) return NO;
  // U+0008, 9, a, c, d have short forms.
  const hasShortForm = high === ZERO && (low === 0x38 || low === 0x39 || low === 0x61 || low === 0x63 || low === 0x64);
  return hasShortForm ? NO : from + 6;
}

/** Well-formed UTF-8 of two to four bytes (Unicode table 3-7): nothing overlong, no surrogates, nothing above U+10FFFF. */
function scanMultibyte(bytes: Uint8Array, at: number, lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return continues(bytes, at + 1) ? at + 2 : NO;
  if (lead >= 0xe0 && lead <= 0xef) {
    const second = bytes[at + 1] ?? 0;
    if ((lead === 0xe0 && second < 0xa0) || (lead === 0xed && second > 0x9f)) return NO;
    return continues(bytes, at + 1) && continues(bytes, at + 2) ? at + 3 : NO;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    const second = bytes[at + 1] ?? 0;
    if ((lead === 0xf0 && second < 0x90) || (lead === 0xf4 && second > 0x8f)) return NO;
    return continues(bytes, at + 1) && continues(bytes, at + 2) && continues(bytes, at + 3) ? at + 4 : NO;
  }
  return NO;
}

function continues(bytes: Uint8Array, at: number): boolean {
  return ((bytes[at] ?? 0) & 0xc0) === 0x80;
}
