/**
 * The lines of one paragraph become a passage, cut at line ends when it is longer than a passage may be.
 *
 * Lines are joined by one space, which belongs to no line's box. Nothing is taken out and nothing else is put in: a word
 * that the printer parted keeps its hyphen (`inter-` and `view` give `inter-view`, as `self-` and `made` give `self-made`),
 * only without a space, because which hyphens the writer wrote cannot be told. Both halves are found; the whole word is found
 * where the hyphen is a soft one (U+00AD), which search and quotation pass over. Letters of scripts written without spaces
 * meet without one.
 */
import type { LineBox, Passage, Place } from "../contract.ts";
import type { Box } from "./glyphs.ts";

/** contract.ts: a passage holds at most 4,000 UTF-16 units. */
export const passageUnits = 4_000;

export interface PlacedLine {
  readonly text: string;
  readonly box: Box;
}

/** `unit` turns the boxes' numbers into the place's unit: 100 for points to hundredths, 1 for pixels. */
export function* passagesOf(lines: readonly PlacedLine[], place: Place, unit: number): Generator<Passage> {
  let text = "";
  let boxes: LineBox[] = [];
  for (const line of lines) {
    for (const piece of pieces(line.text)) {
      if (text !== "" && text.length + 1 + piece.length > passageUnits) {
        yield { text, place, boxes };
        text = "";
        boxes = [];
      }
      text += joint(text, piece);
      const [x0, y0, x1, y1] = line.box;
      boxes.push([
        text.length,
        text.length + piece.length,
        round(x0 * unit),
        round(y0 * unit),
        round(x1 * unit),
        round(y1 * unit),
      ]);
      text += piece;
    }
  }
  if (text !== "") yield { text, place, boxes };
}

const partedWord = /\p{Script=Latin}[-\u2010]$/u;
const lowerLatin = /^(?=\p{Ll})\p{Script=Latin}/u;
const unspacedEnd =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]$/u;
const unspacedStart = new RegExp(`^${unspacedEnd.source.slice(0, -1)}`, "u");

/** What stands between two lines of a paragraph. */
function joint(before: string, after: string): "" | " " {
  const tail = before.slice(-2);
  if (tail === "" || tail.endsWith("\u00ad")) return "";
  if (partedWord.test(tail) && lowerLatin.test(after)) return "";
  return unspacedEnd.test(tail) && unspacedStart.test(after) ? "" : " ";
}

/** A single line longer than a passage is cut at a space where there is one, never inside a surrogate pair. */
function* pieces(text: string): Generator<string> {
  let rest = text.toWellFormed();
  while (rest.length > passageUnits) {
    const space = rest.lastIndexOf(" ", passageUnits);
    let cut = space > passageUnits / 2 ? space : passageUnits;
    if (/[\ud800-\udbff]/.test(rest[cut - 1] ?? "")) cut--;
    yield rest.slice(0, cut);
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== "") yield rest;
}

/** Boxes far off the page come from broken files; JSON and databases want finite whole numbers. */
function round(value: number): number {
  return Number.isFinite(value) ? Math.max(-1e9, Math.min(1e9, Math.round(value))) : 0;
}
