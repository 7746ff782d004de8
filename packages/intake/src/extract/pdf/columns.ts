/**
 * Columns that mupdf takes for one block. Going left and up to the next column looks to it like going on in a right-to-left
 * line, so both columns share a block; read by baseline they would be shuffled. The stream still goes down one column and
 * then up to the next: there the block is parted, unless what follows lies over what came before (signs drawn late).
 */
import type { Glyph, GlyphBlock } from "./glyphs.ts";

interface Part {
  readonly glyphs: Glyph[];
  x0: number;
  x1: number;
  lowest: number;
}

export function partColumns(block: GlyphBlock): GlyphBlock[] {
  const parts: Part[] = [];
  for (const glyph of block.glyphs) {
    const last = parts.at(-1);
    const climbs = last !== undefined && glyph.baseline < last.lowest - 0.9 * glyph.size;
    if (last === undefined || climbs) {
      parts.push({ glyphs: [glyph], x0: glyph.x0, x1: glyph.x1, lowest: glyph.baseline });
    } else {
      last.glyphs.push(glyph);
      last.x0 = Math.min(last.x0, glyph.x0);
      last.x1 = Math.max(last.x1, glyph.x1);
      last.lowest = Math.max(last.lowest, glyph.baseline);
    }
  }
  if (parts.length === 1) return [block];
  const columns: Part[] = [];
  for (const part of parts) {
    const over = columns.find((column) => Math.min(column.x1, part.x1) - Math.max(column.x0, part.x0) > 1);
    if (over === undefined) {
      columns.push(part);
      continue;
    }
    over.glyphs.push(...part.glyphs);
    over.x0 = Math.min(over.x0, part.x0);
    over.x1 = Math.max(over.x1, part.x1);
  }
  // Pieces of a single line can be apart without being columns: a column has lines of its own.
  if (columns.some((column) => !hasSeveralLines(column.glyphs))) return [block];
  return columns.map(({ glyphs }) => ({ ...block, glyphs }));
}

function hasSeveralLines(glyphs: readonly Glyph[]): boolean {
  const first = glyphs[0];
  return first !== undefined && glyphs.some((glyph) => Math.abs(glyph.baseline - first.baseline) > 0.9 * first.size);
}
