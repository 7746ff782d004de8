/**
 * Does a page's text layer say what its picture shows? Both texts are reduced to what OCR can be trusted with (letters,
 * without vowel signs, variants and order of words) and compared as bags of words.
 */

export interface Comparison {
  /** Share of the text layer's words that the picture confirms, 0 to 1. */
  readonly confirmed: number;
  /** Share of the words seen on the picture that the text layer has, 0 to 1. */
  readonly covered: number;
  /** Words of the text layer, and those of them that the picture confirms. */
  readonly layerWords: number;
  readonly confirmedWords: number;
  /** How many words were compared, of the smaller of both. */
  readonly words: number;
  /** True when the difference is more than OCR's own errors explain: the layer is to be flagged `text-doubtful`. */
  readonly differs: boolean;
}

/** Between what was measured on eight pages: sound layers 0.73 (Sorani) to 1.00 (Arabic), broken ones at most 0.27. */
const enough = 0.6;
const fewest = 10;

export function compareLayers(layer: string, seen: string): Comparison {
  const [left, right] = [bag(layer), bag(seen)];
  const [leftSize, rightSize] = [size(left), size(right)];
  let shared = 0;
  for (const [word, count] of left) shared += Math.min(count, right.get(word) ?? 0);
  const confirmed = leftSize === 0 ? 1 : shared / leftSize;
  const covered = rightSize === 0 ? 1 : shared / rightSize;
  const words = Math.min(leftSize, rightSize);
  // Nothing seen where a layer has text is as telling as the opposite; a few words either way are not.
  const missing = (leftSize >= 3 * fewest && rightSize < fewest) || (rightSize >= 3 * fewest && leftSize < fewest);
  const differs = missing || (words >= fewest && Math.min(confirmed, covered) < enough);
  return { confirmed, covered, layerWords: leftSize, confirmedWords: shared, words, differs };
}

function bag(text: string): Map<string, number> {
  const words = new Map<string, number>();
  for (const word of loose(text).split(/[^\p{L}]+/u)) if (word.length > 1) words.set(word, (words.get(word) ?? 0) + 1);
  return words;
}

function size(words: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of words.values()) sum += count;
  return sum;
}

/** Letters OCR confuses become one; numbers are left out, OCR is wrong about them too often to accuse anyone. */
function loose(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u064b-\u065f\u0670\u0640\u200b-\u200f]/g, "")
    .replace(/[\u0622\u0623\u0625\u0671]/g, "\u0627")
    .replace(/[\u064a\u0649\u06ce\u0626]/g, "\u06cc")
    .replace(/\u0643/g, "\u06a9")
    .replace(/[\u0629\u06d5\u06be]/g, "\u0647")
    .replace(/\u0695/g, "\u0631")
    .replace(/\u06b5/g, "\u0644")
    .replace(/[\u06c6\u0624]/g, "\u0648")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/\u0131/g, "i");
}
