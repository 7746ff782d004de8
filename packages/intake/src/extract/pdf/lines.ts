/**
 * Lines of text in logical order out of placed characters: glyphs → drawn lines (by baseline) → clusters → words → reading
 * order. One block of the page at a time, so that columns stay apart.
 */
import { bidiClass, type Direction } from "./bidi.ts";
import { type Cluster, clusters } from "./clusters.ts";
import { frameOf, isMarkLike, type LineFrame } from "./frame.ts";
import { type Box, type Glyph, type GlyphBlock, unite } from "./glyphs.ts";
import type { Item } from "./item.ts";
import { readingOrder } from "./order.ts";

export interface TextLine {
  readonly text: string;
  readonly box: Box;
  /** False when no reading order draws the line as it stands; the text is then our best guess. */
  readonly exact: boolean;
}

export interface PageLine extends TextLine {
  /** Undefined for vertical text and where the engine does not tell the direction. */
  readonly frame: LineFrame | undefined;
}

/** Characters whose other shape is drawn in right-to-left text. */
export const mirrored: ReadonlyMap<string, string> = new Map(
  [..."()[]{}<>«»‹›"].map((char, i, all) => [char, all[i ^ 1] ?? char]),
);

/** How many right-to-left and other letters a page or block holds. */
export interface Balance {
  readonly right: number;
  readonly left: number;
}

export function balanceOf(glyphs: Iterable<Glyph>): Balance {
  let right = 0;
  let left = 0;
  for (const { text } of glyphs) {
    const kind = bidiClass(text);
    if (kind === "R" || kind === "AL") right++;
    else if (kind === "L") left++;
  }
  return { right, left };
}

/** The lines of the blocks, block by block. `page` is the whole page's balance: it decides where a line alone cannot. */
export function logicalLines(blocks: readonly GlyphBlock[], page: Balance): PageLine[][] {
  const glyphs = blocks.map((block) => drawnLines(block.glyphs));
  const drawn = glyphs.map((lines) => lines.map((line) => visualItems(line)));
  let asWritten = 0;
  let asDrawn = 0;
  const bases = drawn.map((lines) => lines.map((line) => baseDirection(line, page)));
  // Brackets: most writers store the character, some the shape. Lines that show which settle those that do not.
  for (const [b, lines] of drawn.entries()) {
    for (const [l, line] of lines.entries()) {
      if (!line.some((item) => mirrored.has(item.char))) continue;
      const base = bases[b]?.[l] ?? 0;
      const difference = imbalance(readLine(line, base, false).text) - imbalance(readLine(line, base, true).text);
      if (difference > 0) asDrawn++;
      if (difference < 0) asWritten++;
    }
  }
  const read = (line: readonly Item[], base: Direction): TextLine => {
    const written = readLine(line, base, false);
    if (!line.some((item) => mirrored.has(item.char))) return written;
    const shaped = readLine(line, base, true);
    const difference = imbalance(written.text) - imbalance(shaped.text);
    if (difference !== 0) return difference > 0 ? shaped : written;
    return asDrawn > asWritten ? shaped : written;
  };
  return blocks.map((block, b) => {
    const out: PageLine[] = [];
    for (const [l, line] of (drawn[b] ?? []).entries()) {
      const base = bases[b]?.[l] ?? 0;
      const text = read(line, base);
      if (text.text !== "") out.push({ ...text, frame: frameOf(block, glyphs[b]?.[l] ?? [], line, base) });
    }
    return out;
  });
}

/** Glyphs of one block grouped by baseline, top to bottom, each line in stream order. */
function drawnLines(glyphs: readonly Glyph[]): Glyph[][] {
  const lines: { baseline: number; size: number; glyphs: Glyph[] }[] = [];
  const byWeight = [...glyphs].sort(
    (a, b) => Number(isMarkLike(a)) - Number(isMarkLike(b)) || a.baseline - b.baseline || a.seq - b.seq,
  );
  for (const glyph of byWeight) {
    let best: (typeof lines)[number] | undefined;
    let bestDistance = Number.POSITIVE_INFINITY;
    for (const line of lines) {
      const distance = Math.abs(line.baseline - glyph.baseline);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = line;
      }
    }
    const reach = isMarkLike(glyph) ? 1.2 * glyph.size : Math.max(1, 0.45 * Math.min(best?.size ?? 0, glyph.size));
    if (best !== undefined && bestDistance <= reach) {
      best.glyphs.push(glyph);
      best.size = Math.max(best.size, glyph.size);
    } else {
      lines.push({ baseline: glyph.baseline, size: glyph.size, glyphs: [glyph] });
    }
  }
  for (const line of lines) line.glyphs.sort((a, b) => a.seq - b.seq);
  return lines.sort((a, b) => a.baseline - b.baseline).map((line) => line.glyphs);
}

/** Clusters from left to right as drawn, with the spaces that are written or can be seen. */
function visualItems(glyphs: readonly Glyph[]): Item[] {
  const list = clusters(glyphs).sort((a, b) => a.x0 + a.x1 - (b.x0 + b.x1) || a.seq - b.seq);
  const spaces = list.filter((cluster) => cluster.space).length;
  // A file that writes its spaces is believed; gaps count only where they cannot be letter spacing.
  const gap = spaces * 12 >= list.length ? 0.6 : 0.2;
  const items: Item[] = [];
  let previous: Cluster | undefined;
  for (const cluster of list) {
    const blank = items.at(-1)?.char === " ";
    if (cluster.space) {
      if (!blank && items.length > 0) items.push({ text: " ", char: " ", box: cluster.box });
    } else {
      const known = previous?.wide === true && cluster.wide;
      const distance = previous === undefined ? 0 : cluster.x0 - previous.x1;
      if (previous !== undefined && !previous.space && distance > (known ? gap : 1.6) * cluster.size && !blank) {
        items.push({ text: " ", char: " ", box: cluster.box });
      }
      items.push({
        text: cluster.text,
        char: String.fromCodePoint(cluster.text.codePointAt(0) ?? 0x20),
        box: cluster.box,
      });
    }
    previous = cluster;
  }
  while (items.at(-1)?.char === " ") items.pop();
  return items;
}

/** The paragraph's direction, from what the line and the page hold and where the line's closing mark stands. */
export function baseDirection(line: readonly Item[], page: Balance): Direction {
  let right = 0;
  let left = 0;
  for (const item of line) {
    const kind = bidiClass(item.char);
    if (kind === "R" || kind === "AL") right++;
    else if (kind === "L") left++;
  }
  const first = line[0]?.char ?? "";
  const last = line.at(-1)?.char ?? "";
  const closes = /[.:!?;,؛،؟…]/;
  const second = line[1]?.char ?? "";
  const opensRight = (closes.test(first) && !/\d/.test(second)) || (last === "+" && line.length > 1);
  const opensLeft = closes.test(last) || (first === "+" && /\d/.test(second));
  if (right === 0 && left > 0) return opensRight && !opensLeft && page.right > page.left ? 1 : 0;
  if (right >= left && right > 0) return 1;
  if (opensRight !== opensLeft) return opensRight ? 1 : 0;
  return page.right >= page.left && page.right > 0 ? 1 : 0;
}

/** `shapes` says that brackets are given as drawn and must be turned where the text runs from right to left. */
export function readLine(line: readonly Item[], base: Direction, shapes: boolean): TextLine {
  const chars = line.map((item) => item.char);
  const turned = shapes ? turnBrackets(chars, base) : chars;
  const { order, exact } = readingOrder(turned, base);
  let text = "";
  for (const i of order) text += turned[i] === chars[i] ? (line[i]?.text ?? "") : (turned[i] ?? "");
  const box = line.map((item) => item.box).reduce(unite, line[0]?.box ?? [0, 0, 0, 0]);
  return { text: tidy(text), box, exact };
}

/** Brackets as shapes: turned where they stand in right-to-left text. */
function turnBrackets(chars: readonly string[], base: Direction): string[] {
  const { order } = readingOrder(chars, base);
  const out = [...chars];
  for (const [logical, i] of order.entries()) {
    const twin = mirrored.get(chars[i] ?? "");
    if (twin === undefined) continue;
    const before = strongBeside(chars, order, logical, -1) ?? base;
    const after = strongBeside(chars, order, logical, 1) ?? base;
    if ((before === after ? before : base) === 1) out[i] = twin;
  }
  return out;
}

function strongBeside(
  chars: readonly string[],
  order: readonly number[],
  from: number,
  step: 1 | -1,
): Direction | undefined {
  for (let at = from + step; at >= 0 && at < order.length; at += step) {
    const kind = bidiClass(chars[order[at] ?? 0] ?? " ");
    if (kind === "L") return 0;
    if (kind === "R" || kind === "AL" || kind === "EN" || kind === "AN") return 1;
  }
  return undefined;
}

/** Brackets that close nothing or are never closed. */
function imbalance(text: string): number {
  let depth = 0;
  let wrong = 0;
  for (const char of text) {
    if ("([{«‹".includes(char)) depth++;
    else if (")]}»›".includes(char)) {
      if (depth === 0) wrong++;
      else depth--;
    }
  }
  return wrong + depth;
}

/** A stretched joining stroke without a letter behind it (justified text) is no character of the word. */
function tidy(text: string): string {
  return text
    .replace(/(?<=[\u0620-\u06ff])\ufffd+(?=[\u0620-\u06ff])/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .normalize("NFC");
}
