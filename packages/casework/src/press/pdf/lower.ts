/**
 * From the document to what the template reads: parts become pieces small enough to be set a few at a time, directions become
 * isolating characters, notes get their numbers, links their targets. Pure; nothing here knows a page.
 */
import {
  type Block,
  type Direction,
  directionOf,
  type Inlines,
  type Language,
  type Part,
  type Table,
} from "../document.ts";
import { printable, type Run, runs } from "../runs.ts";
import { words } from "../words.ts";
import { showable } from "./coverage.ts";

/** An inline as the template takes it: a string, or an operation with its arguments (template.ts, `inline`). */
export type Node = string | Operation;
type Operation = readonly [operation: string, ...details: readonly (string | number | readonly string[] | Nodes)[]];
export interface Nodes extends ReadonlyArray<Node> {}

export interface Row {
  readonly c: readonly Nodes[];
  /** Long enough to be broken over pages. */
  readonly b: boolean;
}
export type Lowered =
  | { readonly k: "part" | "heading"; readonly level: number; readonly in: Nodes }
  | { readonly k: "paragraph"; readonly in: Nodes; readonly lang?: Language }
  | { readonly k: "fields"; readonly rows: readonly Row[] }
  | { readonly k: "quotation"; readonly in: Nodes; readonly source: Nodes | null; readonly lang?: Language }
  | { readonly k: "list"; readonly ordered: boolean; readonly items: readonly Nodes[] }
  | { readonly k: "callout"; readonly tone: string; readonly title: Nodes; readonly in: Nodes }
  | LoweredTable
  | { readonly k: "notes"; readonly notes: readonly LoweredNote[] }
  | { readonly k: "break" };
/** A note that stands beneath its part. */
export interface LoweredNote {
  readonly n: number;
  readonly in: Nodes;
}
export interface LoweredTable {
  readonly k: "table";
  /** The same in all slices of one table, which are set as one again where they come together. */
  readonly table: number;
  readonly widths: readonly number[];
  readonly align: readonly number[];
  readonly header: readonly Nodes[];
  readonly rows: readonly Row[];
}

/** What is never set apart: a small part, some blocks of a large one, some rows of a large table. */
export interface Piece {
  readonly blocks: readonly Lowered[];
  /** Characters, roughly: what setting it will cost. */
  readonly weight: number;
  /** Footnotes of the document before this piece. */
  readonly notesBefore: number;
  /** Its first place is marked with this number, if it has one; only there may a page's end cut the document. */
  readonly mark: number | undefined;
  readonly heading: Heading | undefined;
}
export interface Heading {
  readonly title: string;
  readonly level: 1 | 2 | 3;
  readonly target: number;
}

/** Above this a piece is closed; below it a part is set as one. */
const PIECE = 12_000;
/** A row of more characters may be broken over pages; shorter ones stay whole, which is faster to set as well. */
const LONG_CELL = 700;

export interface Lowering {
  pieces(part: Part): Generator<Piece>;
  /** Text of the document's own direction, without links and notes. */
  line(text: string): Nodes;
  readonly notes: number;
}

/** Numbers run through all parts given to one lowering, so parts must come in order. `notesAt`: as in the document. */
export function lowering(language: Language, notesAt: "page" | "entry" = "page"): Lowering {
  const base = directionOf(language);
  const targets = new Map<string, number>();
  let notes = 0;
  let marks = 0;
  let tables = 0;
  let weight = 0;
  let lastNote: [string, Nodes] | [string, Nodes, number] | undefined;
  let beneath: (LoweredNote & { readonly weight: number })[] = [];

  // A part without an id gets a target too, for the table of contents.
  let nameless = 0;
  const target = (id = `\u0000${nameless++}`): number => {
    const known = targets.get(id) ?? targets.size + 1;
    targets.set(id, known);
    return known;
  };

  function string(text: string, direction: Direction): Nodes {
    weight += text.length;
    return isolated(runs(showable(printable(text)), direction));
  }

  function inlines(list: Inlines, direction: Direction): Nodes {
    return grown(list, (inline): Nodes => {
      if (typeof inline === "string") return string(inline, direction);
      if (inline.kind === "text") {
        const own = directionOf(inline.language);
        const inside: Node = ["t", inline.language, string(inline.text, own)];
        return own === direction ? [inside] : against(own, [inside]);
      }
      if (inline.kind === "strong") return [["b", inlines(inline.inlines, direction)]];
      if (inline.kind === "emphasis") return [["i", inlines(inline.inlines, direction)]];
      if (inline.kind === "code") {
        weight += inline.text.length;
        return [LTR, ["c", slices(showable(printable(inline.text)), 16)], CLOSE];
      }
      if (inline.kind === "link") return [["l", target(inline.to), inlines(inline.inlines, direction)]];
      notes++;
      if (notesAt === "page") {
        lastNote = ["f", inlines(inline.inlines, base)];
        return marked(lastNote, direction);
      }
      // What stands elsewhere does not weigh here.
      const before = weight;
      const n = notes;
      const said = inlines(inline.inlines, base);
      beneath.push({ n, in: said, weight: weight - before });
      weight = before;
      return marked(["n", n], direction);
    });
  }

  function row(cells: readonly Inlines[]): Row {
    const before = weight;
    const c = cells.map((cell) => inlines(cell, base));
    return { c, b: weight - before > LONG_CELL };
  }

  const block = (block: Exclude<Block, Table>): Lowered => {
    if (block.kind === "page-break") return { k: "break" };
    if (block.kind === "heading") return { k: "heading", level: block.level, in: inlines(block.inlines, base) };
    if (block.kind === "fields")
      return {
        k: "fields",
        rows: block.fields.map(({ label, inlines: said }) => row([[label], said])),
      };
    if (block.kind === "list")
      return {
        k: "list",
        ordered: block.ordered === true,
        items: block.items.map((item) => inlines(item, base)),
      };
    if (block.kind === "callout") {
      const title = block.title ?? words[language][block.tone];
      return { k: "callout", tone: block.tone, title: string(title, base), in: inlines(block.inlines, base) };
    }
    const direction = block.language === undefined ? base : directionOf(block.language);
    const lang = block.language === undefined ? {} : { lang: block.language };
    if (block.kind === "paragraph") return { k: "paragraph", in: inlines(block.inlines, direction), ...lang };
    const said = inlines(block.inlines, direction);
    return {
      k: "quotation",
      in: said,
      source: block.source === undefined ? null : inlines(block.source, direction),
      ...lang,
    };
  };

  function* pieces(part: Part): Generator<Piece> {
    let blocks: Lowered[] = [];
    let notesBefore = notes;
    let mark: number | undefined;
    let heading: Heading | undefined;
    weight = 0;
    const close = (): Piece => {
      // Where the last footnote of a piece ends, all of them have ended.
      if (lastNote !== undefined) lastNote[2] = notes;
      lastNote = undefined;
      const begin: Lowered[] = heading?.level === 1 ? [{ k: "break" }] : [];
      const piece = { blocks: [...begin, ...blocks], weight: weight + 200, notesBefore, mark, heading };
      blocks = [];
      notesBefore = notes;
      mark = undefined;
      heading = undefined;
      weight = 0;
      return piece;
    };
    if (part.heading !== undefined) {
      mark = ++marks;
      heading = { title: printable(part.heading).replace(/\s+/g, " "), level: part.level, target: target(part.id) };
      blocks.push({ k: "part", level: part.level, in: [["m", mark], ...string(part.heading, base)] });
    }
    for (const each of part.blocks) {
      if (each.kind !== "table") {
        blocks.push(block(each));
        if (weight > PIECE) yield close();
        continue;
      }
      tables++;
      const width = each.columns.length;
      const frame = {
        k: "table",
        table: tables,
        widths: each.columns.map((column) => column.width ?? 1),
        align: each.columns.map((column) => ["start", "center", "end"].indexOf(column.align ?? "start")),
        header: filled(
          each.header.map((cell) => inlines(cell, base)),
          width,
        ),
      } as const;
      let rows: Row[] = [];
      const closeTable = () => {
        blocks.push({ ...frame, rows });
        rows = [];
      };
      // A page may be cut before a row only when the row before it cannot have gone over the page.
      let cuttable = false;
      for (const cells of each.rows) {
        if (cells.length > width) throw new RangeError(`a row of ${cells.length} cells in a table of ${width} columns`);
        const set = row(filled(cells, width));
        weight += 60;
        if (rows.length === 0 && blocks.length === 0 && mark === undefined && cuttable) {
          mark = ++marks;
          const [first = [], ...others] = set.c;
          rows.push({ ...set, c: [[["m", mark], ...first], ...others] });
        } else rows.push(set);
        cuttable = !set.b;
        if (weight > PIECE) {
          closeTable();
          yield close();
        }
      }
      if (rows.length > 0 || !blocks.some((b) => b.k === "table" && b.table === tables)) closeTable();
    }
    let below: LoweredNote[] = [];
    for (const { weight: own, ...each } of beneath) {
      below.push(each);
      weight += own;
      if (weight <= PIECE) continue;
      blocks.push({ k: "notes", notes: below });
      below = [];
      yield close();
    }
    beneath = [];
    if (below.length > 0) blocks.push({ k: "notes", notes: below });
    if (blocks.length > 0) yield close();
  }

  return {
    pieces,
    line: (text) => string(text, base),
    get notes() {
      return notes;
    },
  };
}

/** Slices of one table that stand side by side are one table again, with one header. */
export function joined(blocks: readonly Lowered[]): readonly Lowered[] {
  const out: Lowered[] = [];
  for (const block of blocks) {
    const last = out.at(-1);
    if (block.k === "table" && last?.k === "table" && last.table === block.table)
      out[out.length - 1] = { ...last, rows: [...last.rows, ...block.rows] };
    else out.push(block);
  }
  return out;
}

const filled = <T>(cells: readonly (readonly T[])[], width: number): readonly (readonly T[])[] =>
  Array.from({ length: width }, (_, x) => cells[x] ?? []);

const [LTR, RTL, CLOSE] = ["\u2066", "\u2067", "\u2069"];
const opening = (direction: Direction) => (direction === "ltr" ? LTR : RTL);

/** What runs against the words around it: isolated, and in the face of its own direction, its brackets and digits too. */
function against(own: Direction, nodes: Nodes): Nodes {
  return [opening(own), ["a", own, nodes], CLOSE];
}

/** In a line from right to left the digits of a mark would run on from a number before them, and stand at its right. */
function marked(mark: Operation, direction: Direction): Nodes {
  return direction === "rtl" ? [LTR, mark, CLOSE] : [mark];
}

/** What is made of each, in one row. Strings that touch become one, as every text element costs the typesetter. */
function grown<T>(list: readonly T[], make: (each: T) => Nodes): Nodes {
  const all: Node[] = [];
  for (const each of list)
    for (const node of make(each)) {
      const last = all.at(-1);
      if (typeof node === "string" && typeof last === "string") all[all.length - 1] = last + node;
      else all.push(node);
    }
  return all;
}

function isolated(parts: readonly (string | Run)[]): Nodes {
  return parts.flatMap(
    (part): Nodes => (typeof part === "string" ? breakable(part) : against(part.direction, isolated(part.parts))),
  );
}

/** A word longer than a line would leave the page: it may be broken anywhere after its first letters. */
function breakable(text: string): Nodes {
  if (!/\S{28}/u.test(text)) return [text];
  return text
    .split(/(\S{28,})/u)
    .filter((each) => each !== "")
    .map((each): Node => (/^\S{28}/u.test(each) ? ["w", slices(each, 6)] : each));
}

function slices(text: string, size: number): readonly string[] {
  if (text.length <= 2 * size) return [text];
  const clusters = [...new Intl.Segmenter("und", { granularity: "grapheme" }).segment(text)].map(
    ({ segment }) => segment,
  );
  return Array.from({ length: Math.ceil(clusters.length / size) }, (_, i) =>
    clusters.slice(i * size, (i + 1) * size).join(""),
  );
}
