/**
 * Words seen on a picture, as lines in logical order. tesseract's own order is not used: inside right-to-left lines it
 * turns numbers and brackets around (7(1)(h) comes out as (h)(1)7). Where every symbol stands on the line is measured, and
 * the reading order is found as for PDF text.
 */
import { bidiClass, levels, reorder } from "../extract/pdf/bidi.ts";
import type { Item } from "../extract/pdf/item.ts";
import { type Balance, baseDirection, mirrored, readLine } from "../extract/pdf/lines.ts";
import type { PlacedLine } from "../extract/pdf/passages.ts";
import { type Reading, type Word, wordsOf } from "./reading.ts";

export interface SeenLine extends PlacedLine {
  /** Mean confidence, 0 to 100. */
  readonly confidence: number;
}

/** Lines by paragraph. Boxes are pixels of the picture. */
export function logicalOrder(reading: Reading): SeenLine[][] {
  const page = balance(wordsOf(reading));
  return reading.paragraphs.map(({ lines }) =>
    lines.map((words) => seenLine(words, page)).filter((line) => line.text !== ""),
  );
}

function seenLine(words: readonly Word[], page: Balance): SeenLine {
  const items: Item[] = [];
  const drawn = [...words].sort((a, b) => a.box[0] + a.box[2] - (b.box[0] + b.box[2]));
  for (const word of drawn) {
    if (items.length > 0) items.push({ text: " ", char: " ", box: word.box });
    items.push(...drawnSymbols(word));
  }
  const { text, box } = readLine(items, baseDirection(items, page), true);
  const weight = words.reduce((sum, word) => sum + word.text.length, 0);
  const confidence = words.reduce((sum, word) => sum + word.confidence * word.text.length, 0) / Math.max(1, weight);
  return { text, box, confidence };
}

/** The word's symbols from left to right, brackets as drawn. */
function drawnSymbols(word: Word): Item[] {
  const item = (text: string): Item => ({
    text,
    char: String.fromCodePoint(text.codePointAt(0) ?? 0x20),
    box: word.box,
  });
  const turned = (text: string): Item => item(mirrored.get(text) ?? text);
  if (isRightToLeft(word.text)) {
    // Joined letters share boxes: inside a right-to-left word the engine's spelling is better than the symbols' places.
    const clusters = word.text.match(/\P{M}\p{M}*|\p{M}+/gu) ?? [];
    const depth = levels(clusters, clusters.map(bidiClass), 1);
    return reorder(depth).map((i) => ((depth[i] ?? 0) % 2 === 1 ? turned(clusters[i] ?? "") : item(clusters[i] ?? "")));
  }
  const places = word.symbols.map((symbol) => symbol.x0 + symbol.x1);
  const forward = places.every((place, i) => i === 0 || place >= (places[i - 1] ?? 0));
  // Symbols in order mean that the engine read the word from left to right and names the shapes; otherwise the characters.
  const list = [...word.symbols].sort((a, b) => a.x0 + a.x1 - (b.x0 + b.x1));
  return list.map((symbol) => (forward ? item(symbol.text) : turned(symbol.text)));
}

function isRightToLeft(text: string): boolean {
  return [...text].some((char) => bidiClass(char) === "AL" || bidiClass(char) === "R");
}

function balance(words: readonly Word[]): Balance {
  let right = 0;
  let left = 0;
  for (const word of words) {
    for (const char of word.text) {
      const kind = bidiClass(char);
      if (kind === "AL" || kind === "R") right++;
      else if (kind === "L") left++;
    }
  }
  return { right, left };
}
