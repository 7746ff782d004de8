/**
 * The characters of a page as mupdf places them, block by block, in a frame where text runs along x. Coordinates are
 * points, origin at the top left of the page as shown. Nothing is ordered or joined here.
 */
import type * as mupdf from "mupdf";

export interface Glyph {
  /** One code point, or several when a ligature maps to more. */
  readonly text: string;
  /** Extent along the line and baseline across it, in the line's own frame (equal to the page's for upright text). */
  readonly x0: number;
  readonly x1: number;
  readonly baseline: number;
  readonly size: number;
  /** Position in mupdf's stream, and the number of the fragment ("line") mupdf put it in. */
  readonly seq: number;
  readonly fragment: number;
  readonly bold: boolean;
  readonly box: Box;
}

/** x0, y0, x1, y1 in points on the page as shown. */
export type Box = readonly [x0: number, y0: number, x1: number, y1: number];

export interface GlyphBlock {
  /** Unit vector along which the text runs: [1, 0] for upright text. */
  readonly direction: readonly [number, number];
  readonly vertical: boolean;
  readonly glyphs: readonly Glyph[];
}

/** What mupdf's JSON says about a fragment; its texts hold whole code points, where the walker has only 16 bits. */
export interface Fragment {
  readonly text: string;
  readonly bold: boolean;
}

/** Walks a structured page. `fragments` are its lines in stream order. */
export function readGlyphs(page: mupdf.StructuredText, fragments: readonly Fragment[]): GlyphBlock[] {
  const blocks: GlyphBlock[] = [];
  let seq = 0;
  let fragment = -1;
  let points: readonly string[] = [];
  let bold = false;
  let at = 0;
  let block: { direction: readonly [number, number]; vertical: boolean; glyphs: Glyph[] } | undefined;
  let fresh = true;
  page.walk({
    beginTextBlock() {
      fresh = true;
    },
    beginLine(_box, wmode, direction) {
      fragment++;
      points = [...(fragments[fragment]?.text ?? "")];
      bold = fragments[fragment]?.bold ?? false;
      at = 0;
      const along = snap(direction);
      const vertical = wmode !== 0;
      // Text of another direction inside one block is read in its own frame.
      if (fresh || block === undefined || block.direction[0] !== along[0] || block.direction[1] !== along[1]) {
        block = { direction: along, vertical, glyphs: [] };
        blocks.push(block);
        fresh = false;
      }
    },
    onChar(char, origin, font, size, quad) {
      font.destroy();
      const text = points[at++] ?? char;
      const [dx, dy] = block?.direction ?? [1, 0];
      const xs = [quad[0], quad[2], quad[4], quad[6]];
      const ys = [quad[1], quad[3], quad[5], quad[7]];
      const along = xs.map((x, i) => x * dx + (ys[i] ?? 0) * dy);
      block?.glyphs.push({
        text,
        x0: Math.min(...along),
        x1: Math.max(...along),
        baseline: origin[1] * dx - origin[0] * dy,
        size,
        seq: seq++,
        fragment,
        bold,
        box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
      });
    },
  });
  return blocks.filter((each) => each.glyphs.length > 0);
}

/** mupdf's directions are floats: nearly straight ones become exactly straight, so that fragments of one line meet. */
function snap(direction: readonly [number, number]): readonly [number, number] {
  const length = Math.hypot(direction[0], direction[1]) || 1;
  return [Math.round((direction[0] / length) * 100) / 100, Math.round((direction[1] / length) * 100) / 100];
}

export function unite(a: Box, b: Box): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}
