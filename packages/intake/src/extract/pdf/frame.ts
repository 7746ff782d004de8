/** The measures of a printed line that tell how it stands to the next: paragraphs.ts. Taken from its glyphs, in points. */
import { bidiClass, type Direction, hasRightToLeft } from "./bidi.ts";
import type { Glyph, GlyphBlock } from "./glyphs.ts";
import type { Item } from "./item.ts";

/** How a line lies on the page, in a frame where text runs along x. Points. */
export interface LineFrame {
  /** Which way the text runs on the page; lines with different words for it are never compared. */
  readonly turn: string;
  readonly x0: number;
  readonly x1: number;
  readonly baseline: number;
  readonly size: number;
  /** Of the line's box, across the text. */
  readonly height: number;
  /** Undefined when the line holds no letter that tells. */
  readonly base: Direction | undefined;
  readonly bold: boolean;
  /** Its pieces stand far apart, as in the row of a table. */
  readonly gaps: boolean;
}

/** Undefined for vertical text and for lines without a sign. `items` are the glyphs' clusters from left to right. */
export function frameOf(
  block: GlyphBlock,
  glyphs: readonly Glyph[],
  items: readonly Item[],
  base: Direction,
): LineFrame | undefined {
  if (block.vertical) return undefined;
  const [along, across] = block.direction;
  const sizes = new Map<number, number>();
  let x0 = Number.POSITIVE_INFINITY;
  let x1 = Number.NEGATIVE_INFINITY;
  let [top, bottom] = [x0, x1];
  let bold = 0;
  let seen = 0;
  for (const glyph of glyphs) {
    if (glyph.text.trim() === "") continue;
    x0 = Math.min(x0, glyph.x0);
    x1 = Math.max(x1, glyph.x1);
    // Boxes of text that runs straight across or straight up; of slanted text the height says little.
    top = Math.min(top, along === 0 ? glyph.box[0] : glyph.box[1]);
    bottom = Math.max(bottom, along === 0 ? glyph.box[2] : glyph.box[3]);
    sizes.set(glyph.size, (sizes.get(glyph.size) ?? 0) + 1);
    if (glyph.bold) bold++;
    seen++;
  }
  const first = glyphs.find((glyph) => !isMarkLike(glyph)) ?? glyphs[0];
  if (first === undefined || seen === 0) return undefined;
  let [size, most] = [first.size, 0];
  for (const [each, count] of sizes) if (count > most) [size, most] = [each, count];
  return {
    turn: `${along} ${across}`,
    x0,
    x1,
    baseline: first.baseline,
    size,
    height: along === 0 || across === 0 ? bottom - top : size,
    base: items.some((item) => isStrong(item.char)) ? base : undefined,
    bold: bold * 2 > seen,
    gaps: across === 0 && along === 1 && hasGaps(items, size),
  };
}

function isStrong(char: string): boolean {
  const kind = bidiClass(char);
  return kind === "L" || kind === "R" || kind === "AL";
}

/** Stretched spaces of justified text stay under this; the gaps between cells do not. */
function hasGaps(items: readonly Item[], size: number): boolean {
  let end = Number.POSITIVE_INFINITY;
  for (const { char, box } of items) {
    if (char === " ") continue;
    if (box[0] - end > 2.5 * size) return true;
    end = end === Number.POSITIVE_INFINITY ? box[2] : Math.max(end, box[2]);
  }
  return false;
}

export function isMarkLike(glyph: Glyph): boolean {
  return /^\p{M}/u.test(glyph.text) || (glyph.x1 - glyph.x0 <= 0.01 * glyph.size && hasRightToLeft(glyph.text));
}
