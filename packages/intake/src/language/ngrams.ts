/**
 * The language of a text by n-grams of its bytes: the method and the small table of eld 2.1 (Apache-2.0, Nito T.M.), packed
 * by make-ngrams.ts. It answers what eld answers (ngrams.test.ts), in a hundredth of its memory and without its start.
 */
import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";

export interface Guess {
  /** ISO 639-1, as eld names it. */
  readonly language: string;
  /** Scores of the best and the second, 0 to 1. */
  readonly best: number;
  readonly second: number;
  /** The best reaches three quarters of what is usual for it, and leads. */
  readonly reliable: boolean;
}
/** Undefined when nothing in the text is known. */
export type Detect = (text: string) => Guess | undefined;

/** Bytes of a key in the packed table: at most four of a word, and the spaces around it. */
export const keyBytes = 6;

export interface Head {
  readonly from: string;
  readonly languages: readonly string[];
  /** The usual score of a text in each language. */
  readonly usual: readonly number[];
  /** What stands in a key for each byte of UTF-8 from 0x80 on. */
  readonly alphabet: readonly number[];
  readonly keys: number;
}

export function loadDetect(): Detect {
  return detector(readTable(inflateRawSync(readFileSync(new URL("./ngrams.bin", import.meta.url)))));
}

interface Table extends Head {
  /** Open addressing: a key's low and high part, and where its scores stand; -1 for an empty place. */
  readonly low: Uint32Array;
  readonly high: Uint16Array;
  readonly at: Int32Array;
  readonly counts: Uint8Array;
  /** Language and score, in pairs. */
  readonly scores: Uint8Array;
}

const slots = 2 ** 18;

function readTable(bytes: Buffer): Table {
  const headLength = bytes.readUInt32LE(0);
  const head = JSON.parse(bytes.toString("utf8", 4, 4 + headLength)) as Head;
  const names = 4 + headLength;
  const counts = names + head.keys * keyBytes;
  let at = counts + head.keys;
  const table: Table = {
    ...head,
    low: new Uint32Array(slots),
    high: new Uint16Array(slots),
    at: new Int32Array(slots).fill(-1),
    counts: new Uint8Array(slots),
    scores: new Uint8Array(bytes.subarray(at)),
  };
  const scores = at;
  for (let key = 0; key < head.keys; key += 1) {
    const low = bytes.readUInt32LE(names + key * keyBytes);
    const high = bytes.readUInt16LE(names + key * keyBytes + 4);
    const slot = slotOf(table, low, high);
    const count = bytes.readUInt8(counts + key);
    table.low[slot] = low;
    table.high[slot] = high;
    table.at[slot] = at - scores;
    table.counts[slot] = count;
    at += 2 * count;
  }
  return table;
}

/** The place of a key, or the empty one where it would stand. */
function slotOf(table: Table, low: number, high: number): number {
  let slot = (Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b) >>> 14) & (slots - 1);
  while (table.at[slot] !== -1 && (table.low[slot] !== low || table.high[slot] !== high))
    slot = (slot + 1) & (slots - 1);
  return slot;
}

/** Everything but letters parts words; an apostrophe at the end of such a run belongs to the word that follows. */
const separators = /[^\p{L}\u{10000}-\u{10ffff}]+(?<![\x27\x60\u2019])|[\u{10000}-\u{10ffff}]+/gu;
/** Of the text: up to the first space after so many bytes, and never more. */
const enoughBytes = 350;
const mostBytes = 380;
const longestWord = 70;
/** Scores in the table are less by this. */
const baseScore = 53;
const scale = 25;
const space = 0x20;

function detector(table: Table): Detect {
  const totals = new Uint32Array(table.languages.length);
  return (text) => {
    const seen = new Set<number>();
    totals.fill(0);
    const see = (key: number): void => {
      if (seen.has(key)) return;
      seen.add(key);
      const slot = slotOf(table, key % 2 ** 32, Math.floor(key / 2 ** 32));
      const at = table.at[slot] ?? -1;
      if (at === -1) return;
      const end = at + 2 * (table.counts[slot] ?? 0);
      for (let pair = at; pair < end; pair += 2) {
        const language = table.scores[pair] ?? 0;
        totals[language] = (totals[language] ?? 0) + (table.scores[pair + 1] ?? 0) + baseScore;
      }
    };
    for (const word of wordsOf(text, table.alphabet)) seeWord(word, see);
    return guessOf(table, totals, seen.size);
  };
}

/** Every third run of four bytes, the first with a space before it and the last with one after. */
function seeWord(word: readonly number[], see: (key: number) => void): void {
  const length = Math.min(word.length, longestWord);
  let at = 0;
  for (; at + 4 < length; at += 3) see(keyOf(word, at, at + 4, at === 0, false));
  // What is left of a longer word is no known key, but counts among those seen.
  if (word.length > longestWord) see(2 ** 48 + tailOf(word));
  else see(keyOf(word, length === 3 ? 0 : Math.max(0, length - 4), length, at === 0, true));
}

function tailOf(word: readonly number[]): number {
  let tail = 0;
  for (let at = longestWord - 4; at < word.length; at += 1) tail = Math.imul(tail, 31) + (word[at] ?? 0);
  return tail >>> 0;
}

/** Up to six bytes as one number, the first byte lowest. */
function keyOf(word: readonly number[], from: number, to: number, begins: boolean, ends: boolean): number {
  let key = begins ? space : 0;
  let place = begins ? 256 : 1;
  for (let at = from; at < to; at += 1, place *= 256) key += (word[at] ?? 0) * place;
  return ends ? key + space * place : key;
}

function wordsOf(text: string, alphabet: readonly number[]): number[][] {
  const plain = text.replace(separators, " ").trim().toLowerCase();
  const words: number[][] = [];
  let word: number[] = [];
  let bytes = 0;
  const put = (byte: number) => word.push(byte < 0x80 ? byte : (alphabet[byte] ?? space));
  for (let at = 0; at < plain.length; at += 1) {
    const unit = plain.charCodeAt(at);
    if (unit === space) {
      if (word.length > 0) words.push(word);
      word = [];
      bytes += 1;
      if (bytes > enoughBytes + 1) break;
    } else if (unit < 0x80) {
      put(unit);
      bytes += 1;
    } else if (unit < 0x800) {
      put(0xc0 | (unit >> 6));
      put(0x80 | (unit & 0x3f));
      bytes += 2;
    } else {
      put(0xe0 | (unit >> 12));
      put(0x80 | ((unit >> 6) & 0x3f));
      put(0x80 | (unit & 0x3f));
      bytes += 3;
    }
    if (bytes > mostBytes) break;
  }
  if (word.length > 0) words.push(word);
  return words;
}

function guessOf(table: Table, totals: Uint32Array, ngrams: number): Guess | undefined {
  let best = 0;
  let second = 0;
  let winner = -1;
  for (const [language, total] of totals.entries()) {
    if (total > best) {
      second = best;
      best = total;
      winner = language;
    } else if (total > second) {
      second = total;
    }
  }
  const language = table.languages[winner];
  if (language === undefined) return undefined;
  const share = (total: number) => total / ngrams / (total / ngrams + scale);
  const usual = (table.usual[winner] ?? 0) * 0.75;
  const reliable = ngrams >= 3 && share(best) >= usual && share(best) - share(second) >= 0.01;
  return { language, best: share(best), second: share(second), reliable };
}
