/**
 * The text of one page: a fast path for pages written from left to right, where mupdf's own lines are right, and our own
 * ordering for pages that hold any right-to-left letter.
 */
import type * as mupdf from "mupdf";
import { hasRightToLeft } from "./bidi.ts";
import { partColumns } from "./columns.ts";
import { mayHaveDropped, restoreDropped } from "./dropped.ts";
import type { LineFrame } from "./frame.ts";
import { type Box, type GlyphBlock, readGlyphs, unite } from "./glyphs.ts";
import { balanceOf, logicalLines, type PageLine } from "./lines.ts";
import { type LetterCount, letterCount, widthlessLetters } from "./quality.ts";

export interface PageText {
  /** Lines by block, in reading order. */
  readonly blocks: readonly (readonly PageLine[])[];
  readonly rightToLeft: boolean;
  readonly letters: LetterCount;
  /** Share of the page under pictures, 0 to 1. */
  readonly pictures: number;
}

interface JsonBox {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}
interface JsonLine {
  readonly wmode: number;
  readonly bbox: JsonBox;
  readonly font: { readonly size: number; readonly weight: string };
  readonly x: number;
  readonly y: number;
  readonly text: string;
}
interface JsonBlock {
  readonly type: string;
  readonly bbox: JsonBox;
  readonly lines?: readonly JsonLine[];
}

/** mupdf's JSON holds whole numbers: asked for a hundredfold, they are hundredths of a point. */
const scale = 100;
const plainOptions = "preserve-whitespace,preserve-images";
const exactOptions = "preserve-whitespace,preserve-ligatures,preserve-spans,inhibit-spaces";

export function readPage(page: mupdf.Page): PageText {
  const [left, top, right, bottom] = page.getBounds();
  const area = Math.max(1, (right - left) * (bottom - top));
  const { json, blocks } = structured(page, plainOptions);
  const pictures = pictureShare(blocks, [left, top, right, bottom], area);
  const rightToLeft = hasRightToLeft(json);
  if (!rightToLeft && !blocks.some(isInterleaved)) {
    const lines = blocks.map((block) => plainLines(block.lines ?? [])).filter((block) => block.length > 0);
    return { blocks: lines, rightToLeft: false, letters: letterCount(lines.flat().map((line) => line.text)), pictures };
  }
  let glyphs = glyphsOf(page, exactOptions);
  if (rightToLeft && mayHaveDropped(glyphs))
    glyphs = restoreDropped(glyphs, glyphsOf(page, `${exactOptions},ignore-actualtext`));
  const lines = logicalLines(glyphs.flatMap(partColumns), balanceOf(glyphs.flatMap((block) => block.glyphs))).filter(
    (block) => block.length > 0,
  );
  const letters = letterCount(lines.flat().map((line) => line.text));
  return { blocks: lines, rightToLeft, letters: { ...letters, widthless: widthlessLetters(glyphs) }, pictures };
}

function structured(page: mupdf.Page, options: string): { json: string; blocks: readonly JsonBlock[] } {
  const text = page.toStructuredText(options);
  try {
    const json = text.asJSON(scale);
    return { json, blocks: (JSON.parse(json) as { blocks: JsonBlock[] }).blocks };
  } finally {
    text.destroy();
  }
}

function glyphsOf(page: mupdf.Page, options: string): GlyphBlock[] {
  const text = page.toStructuredText(options);
  try {
    const { blocks } = JSON.parse(text.asJSON(scale)) as { blocks: JsonBlock[] };
    return readGlyphs(
      text,
      blocks.flatMap((block) => (block.lines ?? []).map(({ text, font }) => ({ text, bold: font.weight === "bold" }))),
    );
  } finally {
    text.destroy();
  }
}

/** What plainLines gathers of one printed line; numbers in mupdf's hundredths. */
interface Gathered {
  text: string;
  box: Box;
  end: number;
  gaps: boolean;
  readonly y: number;
  readonly wmode: number;
  /** Of the widest piece. */
  font: JsonLine["font"];
  width: number;
}

/** mupdf's lines as they are; pieces of one baseline (table cells, tabs) are joined by a space. */
function plainLines(lines: readonly JsonLine[]): PageLine[] {
  const out: Gathered[] = [];
  for (const line of lines) {
    const text = line.text.replace(/[\p{Cc}\s]+/gu, " ");
    if (text.trim() === "") continue;
    const { x, y, w, h } = line.bbox;
    const box: Box = [x / scale, y / scale, (x + w) / scale, (y + h) / scale];
    const previous = out.at(-1);
    const level = previous !== undefined && Math.abs(previous.y - line.y) < 0.2 * line.font.size && line.wmode === 0;
    if (previous !== undefined && level && x >= previous.end - 0.3 * line.font.size) {
      // What stands before the first gap may be an item's number.
      previous.gaps ||= x - previous.end > 1.5 * line.font.size && previous.text.trim().length > 4;
      previous.text += x - previous.end < 0.1 * line.font.size ? text : ` ${text}`;
      previous.box = unite(previous.box, box);
      previous.end = x + w;
      if (w > previous.width) {
        previous.font = line.font;
        previous.width = w;
      }
    } else {
      out.push({ text, box, y: line.y, font: line.font, end: x + w, width: w, gaps: false, wmode: line.wmode });
    }
  }
  return out.map((line) => ({
    text: line.text.replace(/ +/g, " ").trim(),
    box: line.box,
    exact: true,
    frame: plainFrame(line),
  }));
}

/** Only upright lines: the JSON does not say which way a line runs, but a turned one is higher than letters are. */
function plainFrame({ text, box, y, font, gaps, wmode }: Gathered): LineFrame | undefined {
  const [x0, top, x1, bottom] = box;
  const size = font.size / scale;
  if (wmode !== 0 || bottom - top > 3 * size || y / scale < top - size || y / scale > bottom + size) return undefined;
  return {
    turn: "1 0",
    x0,
    x1,
    baseline: y / scale,
    size,
    height: bottom - top,
    base: /\p{L}/u.test(text) ? 0 : undefined,
    bold: font.weight === "bold",
    gaps,
  };
}

/**
 * Some writers draw a line's spaces and signs first and its words after, over the gaps: pieces of one baseline that lie
 * inside each other must be sorted glyph by glyph.
 */
function isInterleaved({ lines = [] }: JsonBlock): boolean {
  for (let i = 1; i < lines.length; i++) {
    const [before, line] = [lines[i - 1], lines[i]];
    if (before === undefined || line === undefined || line.wmode !== 0) continue;
    if (Math.abs(before.y - line.y) > 0.2 * line.font.size || line.bbox.w === 0 || line.bbox.h === 0) continue;
    if (line.bbox.x < before.bbox.x + before.bbox.w - 0.3 * line.font.size) return true;
  }
  return false;
}

function pictureShare(blocks: readonly JsonBlock[], bounds: Box, area: number): number {
  let covered = 0;
  for (const { type, bbox } of blocks) {
    if (type !== "image") continue;
    const width = Math.min(bounds[2], (bbox.x + bbox.w) / scale) - Math.max(bounds[0], bbox.x / scale);
    const height = Math.min(bounds[3], (bbox.y + bbox.h) / scale) - Math.max(bounds[1], bbox.y / scale);
    if (width > 0 && height > 0) covered += width * height;
  }
  return Math.min(1, covered / area);
}
