/**
 * Printed lines become paragraphs, so that a name or a quotation that runs over a line end stands in one passage.
 *
 * Two lines that follow each other in reading order are one paragraph when they run in the same direction and size, stand
 * one under the other at the document's usual distance (leading.ts), and nothing says that a new paragraph begins: a bullet
 * or number, an indent, a line that ends a sentence though the next word would still have fitted, a heading's weight, the
 * gaps of a table. A line that stops short without ending a sentence (a verse, an address) goes on: more context harms less
 * than a torn sentence. Paragraphs never leave their column or page.
 */
import type { LineFrame } from "./frame.ts";
import { Leading, type UsualAdvance } from "./leading.ts";
import type { PageLine } from "./lines.ts";

/** Against the usual advance, and against the height of a line where a document shows too few lines to know. */
const widestAdvance = 1.3;
const widestHeights = 1.5;
/** Text set far apart is believed when this many lines of the document are set so. */
const enoughLines = 4;
/** In letter sizes. A line that begins further in than this is set against another edge. */
const widestIndent = 6;

/** The paragraphs of one page. `leading` is the document's: give the same one for every page, in order. */
export function paragraphsOf(blocks: readonly (readonly PageLine[])[], leading = new Leading()): PageLine[][] {
  const lines = blocks.flat();
  const pairs: Pair[] = [];
  for (const block of blocks) {
    for (const [i] of block.entries()) {
      const [before, line] = [lines[pairs.length - 1], lines[pairs.length]];
      pairs.push(before === undefined || line === undefined ? apart : pairOf(before, line, i > 0));
    }
  }
  for (const pair of pairs) {
    // Less than the letters' own size is a sign set over or under a line, not a line.
    if (pair.type === "under" && pair.advance >= 0.9 * pair.size) leading.note(pair.size, pair.advance);
  }
  const out: PageLine[][] = [];
  for (let from = 0; from < lines.length; ) {
    let to = from + 1;
    while (to < lines.length && staysNear(pairs[to] ?? apart, leading)) to++;
    out.push(...parted(lines.slice(from, to), pairs.slice(from, to), leading));
    from = to;
  }
  return out;
}

/** How a line stands to the one before it. */
type Pair =
  | { readonly type: "apart" }
  /** Beyond doubt one paragraph: a bullet and its words, or lines in a direction we do not measure. */
  | { readonly type: "joined" }
  | { readonly type: "under"; readonly advance: number; readonly size: number; readonly height: number };
const apart: Pair = { type: "apart" };

function pairOf(before: PageLine, line: PageLine, sameBlock: boolean): Pair {
  const [a, b] = [before.frame, line.frame];
  if (a === undefined || b === undefined) return sameBlock && a === b ? { type: "joined" } : apart;
  if (a.turn !== b.turn) return apart;
  const size = Math.max(a.size, b.size);
  const advance = b.baseline - a.baseline;
  const rtl = (b.base ?? a.base) === 1;
  if (Math.abs(advance) < 0.6 * size) {
    const distance = rtl ? a.x0 - b.x1 : b.x0 - a.x1;
    return loneMarker.test(before.text) && distance > -0.5 * size && distance < 4 * size ? { type: "joined" } : apart;
  }
  if (advance < 0 || advance > 3 * size || !sameSize(a, b)) return apart;
  if (a.base !== undefined && b.base !== undefined && a.base !== b.base) return apart;
  const shared = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
  if (shared < 0.5 * Math.min(a.x1 - a.x0, b.x1 - b.x0)) return apart;
  const inward = rtl ? a.x1 - b.x1 : b.x0 - a.x0;
  if (Math.abs(inward) > widestIndent * size && !isCentred(a, b) && !isFlushAtEnd(a, b, rtl)) return apart;
  return { type: "under", advance, size, height: Math.max(a.height, b.height, 1.3 * size) };
}

/** The size told is one character's: a small sign that opens a line does not make it a smaller line. */
function sameSize(a: LineFrame, b: LineFrame): boolean {
  return near(a.size, b.size, 1.15) || near(a.height, b.height, 1.1);
}

function near(a: number, b: number, ratio: number): boolean {
  return Math.max(a, b) <= ratio * Math.min(a, b);
}

function isCentred(a: LineFrame, b: LineFrame): boolean {
  const middle = Math.abs(a.x0 + a.x1 - b.x0 - b.x1) / 2;
  return middle < 0.6 * a.size && Math.abs(a.x0 - b.x0) > 1.5 * a.size;
}

/** Set against the far edge: right-to-left text in a paragraph that its writer left aligned left is not rare. */
function isFlushAtEnd(a: LineFrame, b: LineFrame, rtl: boolean): boolean {
  return Math.abs(rtl ? a.x0 - b.x0 : a.x1 - b.x1) < 0.6 * a.size;
}

function staysNear(pair: Pair, leading: Leading): boolean {
  if (pair.type !== "under") return pair.type === "joined";
  const usual = leading.usual(pair.size);
  if (usual === undefined) return pair.advance <= widestHeights * pair.height;
  if (pair.advance > widestAdvance * usual.advance + 0.5) return false;
  return pair.advance <= widestHeights * pair.height || isLoose(pair.advance, usual);
}

function isLoose(advance: number, usual: UsualAdvance): boolean {
  return usual.seen >= enoughLines && advance <= 1.04 * usual.advance + 0.5;
}

/** Lines that stand near each other, one under the other, parted where a new paragraph begins. */
function parted(lines: readonly PageLine[], pairs: readonly Pair[], leading: Leading): PageLine[][] {
  const [first] = lines;
  if (first === undefined) return [];
  const base = lines.find((line) => line.frame?.base !== undefined)?.frame?.base ?? 0;
  const edges = lines.map((line) => edgesOf(line.frame, base === 1));
  const column = {
    start: edges.reduce((least, edge) => Math.min(least, edge.start), Number.POSITIVE_INFINITY),
    end: edges.reduce((most, edge) => Math.max(most, edge.end), Number.NEGATIVE_INFINITY),
  };
  let current: PageLine[] = [first];
  let opening = 0;
  const out = [current];
  for (let i = 1; i < lines.length; i++) {
    const [before, line, pair] = [lines[i - 1], lines[i], pairs[i]];
    const [from, a, b] = [edges[opening], edges[i - 1], edges[i]];
    if (before === undefined || line === undefined || from === undefined || a === undefined || b === undefined)
      continue;
    const begins =
      pair?.type === "under" &&
      (isTabular(before, line) ||
        beginsParagraph({
          opening: lines[opening] ?? first,
          before,
          line,
          from,
          a,
          b,
          column,
          size: pair.size,
          loose: pair.advance > widestHeights * pair.height && leading.usual(pair.size) !== undefined,
          isOpening: opening === i - 1,
        }));
    if (begins) {
      current = [];
      out.push(current);
      opening = i;
    }
    current.push(line);
  }
  return out;
}

/** Where a line begins and ends, growing in reading direction. */
interface Edges {
  readonly start: number;
  readonly end: number;
}

function edgesOf(frame: LineFrame | undefined, rtl: boolean): Edges {
  if (frame === undefined) return { start: 0, end: 0 };
  return rtl ? { start: -frame.x1, end: -frame.x0 } : { start: frame.x0, end: frame.x1 };
}

function isTabular(before: PageLine, line: PageLine): boolean {
  return before.frame?.gaps === true || line.frame?.gaps === true;
}

interface Place {
  /** The paragraph's first line so far, and the two lines to be judged. */
  readonly opening: PageLine;
  readonly before: PageLine;
  readonly line: PageLine;
  readonly from: Edges;
  readonly a: Edges;
  readonly b: Edges;
  readonly column: Edges;
  readonly size: number;
  readonly loose: boolean;
  /** `before` is the paragraph's first line. */
  readonly isOpening: boolean;
}

function beginsParagraph(place: Place): boolean {
  const { opening, before, line, from, a, b, column, size, isOpening } = place;
  const centred = before.frame !== undefined && line.frame !== undefined && isCentred(before.frame, line.frame);
  const flushAtEnd = !centred && Math.abs(b.start - a.start) > widestIndent * size;
  const room = centred || flushAtEnd ? column.end - column.start - (a.end - a.start) : column.end - a.end;
  const short = room > 1.15 * firstWord(line, b) + 0.5 * size;
  const half = room > 0.5 * (column.end - column.start);
  const ends = sentenceEnd.test(before.text);
  const inward = b.start - a.start;
  const marked = anyMarker.test(opening.text);
  if (ends && (short || half)) return true;
  if (place.loose && (short || half)) return true;
  if (bullet.test(line.text)) return true;
  if (numbered.test(line.text)) {
    if (ends || short || (marked && Math.abs(b.start - from.start) < 1.5 * size)) return true;
  }
  if (before.frame?.bold !== line.frame?.bold && short) return true;
  if (centred) return short;
  if (flushAtEnd) return ends && inward > 0;
  if (!ends && !short) return false;
  if (inward > 0.8 * size) return !marked;
  if (inward < -0.8 * size) return !isOpening || (marked && b.start < from.start - 0.8 * size);
  return false;
}

/** Width of the line's first word, by the line's mean width of a character. */
function firstWord(line: PageLine, edges: Edges): number {
  const space = line.text.indexOf(" ");
  return space < 0 ? edges.end - edges.start : ((edges.end - edges.start) * space) / line.text.length;
}

const sentenceEnd = /[.!?:;…؟۔؛。！？][\p{Pe}\p{Pf}\p{Pi}"'\d]{0,4}$/u;
/** Signs that stand before an item of a list; private-use letters are the bullets of symbol fonts. */
const bullet = /^[•‣⁃◦●○■□▪▫◆◇►▸▶✓✔✗➢➤·∙*\ue000-\uf8ff](?:\s|$)/u;
/** 1. 1) (1) 1.2 a) (iv) – and their like; ١- and أ) too. */
const mark = String.raw`(?:[-–—]|\(?(?:\p{Nd}{1,3}(?:\.\p{Nd}{1,3})*|\p{L}|[ivxlc]{1,5}|[IVXLC]{1,5})[.):\-–]\)?|\p{Nd}{1,2}(?:\.\p{Nd}{1,2})+)`;
const numbered = new RegExp(String.raw`^${mark}\s`, "u");
const loneMarker = new RegExp(String.raw`^(?:${mark}|[•‣⁃◦●○■□▪▫◆◇►▸▶✓✔✗➢➤·∙*\ue000-\uf8ff\ufffd])$`, "u");
const anyMarker = new RegExp(`${bullet.source}|${numbered.source}`, "u");
