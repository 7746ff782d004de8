/**
 * Letters that mupdf loses while it replaces glyphs by `ActualText` (PDF 32000-1, 14.9.4): where the replacement begins or
 * ends like its neighbours, whole letters vanish. Read once with and once without replacement, what the second reading
 * has and the first leaves blank is put back. The replacement itself stays the better text: a glyph's own mapping cannot
 * tell Kurdish ae (U+06D5) from heh.
 */
import { hasRightToLeft } from "./bidi.ts";
import type { Glyph, GlyphBlock } from "./glyphs.ts";

/** True when a reading holds characters without any width of their own beside marks: a sign of replaced text. */
export function mayHaveDropped(blocks: readonly GlyphBlock[]): boolean {
  return blocks.some((block) =>
    block.glyphs.some((glyph) => /^\p{M}/u.test(glyph.text) && glyph.x1 - glyph.x0 <= 0.01 * glyph.size),
  );
}

/** `replaced` with the right-to-left letters of `plain` that have no counterpart in it. */
export function restoreDropped(replaced: readonly GlyphBlock[], plain: readonly GlyphBlock[]): GlyphBlock[] {
  const shelves = new Map<number, { glyph: Glyph; block: number }[]>();
  const shelfOf = (glyph: Glyph): number => Math.round(glyph.baseline / 8);
  for (const [block, { glyphs }] of replaced.entries()) {
    for (const glyph of glyphs) {
      const shelf = shelves.get(shelfOf(glyph));
      if (shelf === undefined) shelves.set(shelfOf(glyph), [{ glyph, block }]);
      else shelf.push({ glyph, block });
    }
  }
  const found = new Map<number, Glyph[]>();
  let seq = replaced.reduce((sum, block) => sum + block.glyphs.length, 0);
  for (const { glyphs } of plain) {
    for (const glyph of glyphs) {
      if (glyph.x1 - glyph.x0 <= 0.05 * glyph.size || !hasRightToLeft(glyph.text)) continue;
      const near = [-1, 0, 1].flatMap((step) => shelves.get(shelfOf(glyph) + step) ?? []);
      const line = near.filter((other) => Math.abs(other.glyph.baseline - glyph.baseline) < 0.5 * glyph.size);
      if (line.length === 0 || line.some((other) => covers(other.glyph, glyph))) continue;
      const owner = line.reduce((a, b) => (Math.abs(a.glyph.x0 - glyph.x0) <= Math.abs(b.glyph.x0 - glyph.x0) ? a : b));
      const list = found.get(owner.block) ?? [];
      list.push({ ...glyph, seq: seq++, fragment: -1 - seq });
      found.set(owner.block, list);
    }
  }
  if (found.size === 0) return [...replaced];
  return replaced.map((block, i) => ({ ...block, glyphs: [...block.glyphs, ...(found.get(i) ?? [])] }));
}

function covers(other: Glyph, glyph: Glyph): boolean {
  const slack = 0.06 * glyph.size;
  if (other.x1 - other.x0 > 0.01 * other.size) {
    return Math.min(other.x1, glyph.x1) - Math.max(other.x0, glyph.x0) > 0.4 * (glyph.x1 - glyph.x0);
  }
  return !/^\p{M}/u.test(other.text) && other.x0 >= glyph.x0 - slack && other.x0 <= glyph.x1 + slack;
}
