/**
 * A document as one PDF, however long: pieces are set some dozens at a time, their pages handed on at once, and only places and
 * headings remembered. Page and footnote numbers run through; the table of contents is set last and stands first.
 */
import { ok, type Result } from "@amana/format";
import { type Document, directionOf, type PressRefusal, type Sink } from "../document.ts";
import { digitsOf, frontNumeral, numeral } from "../numerals.ts";
import { printable } from "../runs.ts";
import { words } from "../words.ts";
import { appendPages } from "./append.ts";
import { type Spot, writeCatalog } from "./catalog.ts";
import { joined, lowering, type Piece } from "./lower.ts";
import { openTypesetter, type Place, type SetSheet, type Sheet, type Typesetter } from "./typesetter.ts";
import { pdfWriter } from "./writer.ts";

export interface PdfOptions {
  /** Told after each sheet: parts and pages that are done. */
  readonly progress?: (done: { readonly parts: number; readonly pages: number }) => void;
  /** For tests: where the typesetter comes from. */
  readonly open?: () => Promise<Result<Typesetter, PressRefusal>>;
}

/** Time to set a sheet grows faster than its length; below this the start of each sheet costs more. */
const SHEET = 50_000;
/** Lines of the table of contents set in one go. */
const CONTENTS = 400;
const HEADER_TITLE = 110;

/**
 * Writes `document` to `sink` as PDF/A-2b. Refuses before the first byte, or writes the whole file. The same document gives the
 * same bytes with the same release. Setting a sheet holds the thread for about a second.
 */
export async function renderPdf(
  document: Document,
  sink: Sink,
  options: PdfOptions = {},
): Promise<Result<{ readonly pages: number; readonly notes: number }, PressRefusal>> {
  const opened = await (options.open ?? openTypesetter)();
  if (!opened.ok) return opened;
  const typesetter = opened.value;
  const { language } = document;
  const digits = digitsOf(document);
  const lower = lowering(language, document.notes);
  const writer = pdfWriter(sink);
  const pagesRoot = writer.reserve();
  const title = printable(document.title);
  const frame = {
    lang: language,
    rtl: directionOf(language) === "rtl",
    title: lower.line(title.length > HEADER_TITLE ? `${title.slice(0, HEADER_TITLE)}…` : title),
    mark: document.mark === undefined ? null : lower.line(document.mark),
    digits: digits === "latin" ? "1" : "١",
  } as const;

  const spots: (Spot & { readonly number: number })[] = [];
  const bodyNodes: number[] = [];
  let bodyPages = 0;
  let intents = 0;
  let waiting: Piece[] = [];
  let weight = 0;
  let parts = 0;

  const append = async (set: SetSheet, count: number): Promise<{ node: number; pages: readonly number[] }> => {
    const appended = appendPages(writer, set.pdf, count, pagesRoot, set.places);
    intents = appended.intents;
    await writer.flush();
    return appended;
  };

  /** Sets what waits. Unless it is the last, what comes after the last clean page end waits for the next sheet. */
  const setBody = async (last: boolean) => {
    const sheet: Sheet = {
      ...frame,
      kind: "body",
      first: bodyPages + 1,
      notes: waiting[0]?.notesBefore ?? 0,
      labels: null,
      blocks: joined(waiting.flatMap((piece) => piece.blocks)),
    };
    const set = typesetter.set(sheet);
    const begins = new Map(set.places.filter(({ kind }) => kind === "p").map((place) => [place.number, place]));
    const cut = last ? undefined : cleanCut(waiting, set.places, begins);
    const count = cut === undefined ? set.pages : cut.page - 1;
    const done = cut === undefined ? waiting : waiting.slice(0, cut.piece);
    const { node, pages } = await append(set, count);
    for (const { heading, mark } of done) {
      const place = begins.get(mark ?? 0);
      if (heading === undefined || place === undefined) continue;
      spots.push({ ...heading, page: pages[place.page - 1] ?? 0, y: place.y, number: bodyPages + place.page });
    }
    bodyNodes.push(node);
    bodyPages += count;
    waiting = waiting.slice(done.length);
    weight = waiting.reduce((sum, piece) => sum + piece.weight, 0);
    options.progress?.({ parts, pages: bodyPages });
    // Setting holds the thread: let others have it in between.
    await new Promise((resolve) => setImmediate(resolve));
  };

  for await (const part of document.parts) {
    for (const piece of lower.pieces(part)) {
      waiting.push(piece);
      weight += piece.weight;
      if (weight > SHEET) await setBody(false);
    }
    parts++;
  }
  if (waiting.length > 0) await setBody(true);

  // The front has numbers of its own, so the body's do not depend on how long the contents are.
  const frontNodes: number[] = [];
  let frontPages = 0;
  const setFront = async (sheet: Pick<Sheet, "kind" | "subtitle" | "heading" | "rows">) => {
    const first = frontPages + 1;
    const labels = Array.from({ length: CONTENTS }, (_, i) => frontNumeral(first + i, digits));
    const set = typesetter.set({ ...frame, ...sheet, first, notes: 0, labels });
    frontNodes.push((await append(set, set.pages)).node);
    frontPages += set.pages;
  };
  const cover = [...document.cover, { label: words[language].date, value: document.date }];
  await setFront({
    kind: "cover",
    subtitle: document.subtitle === undefined ? null : lower.line(document.subtitle),
    rows: cover.map(({ label, value }) => [lower.line(label), lower.line(value)]),
  });
  const listed = spots.filter(({ level }) => level <= (document.outline ?? 0));
  for (let from = 0; from < listed.length; from += CONTENTS) {
    const rows = listed
      .slice(from, from + CONTENTS)
      .map((spot) => [spot.level, lower.line(spot.title), numeral(spot.number, digits), spot.target]);
    await setFront({ kind: "outline", heading: from === 0 ? lower.line(words[language].contents) : null, rows });
  }

  const pages = frontPages + bodyPages;
  const nodes = [...frontNodes, ...bodyNodes];
  const { root, info } = writeCatalog(writer, {
    document,
    digits,
    pagesRoot,
    nodes,
    pageCount: pages,
    frontPages,
    spots,
    intents,
  });
  await writer.end(root, info);
  return ok({ pages, notes: lower.notes });
}

/** How far below the first a line may lie and still be the first of its page, in points. */
const TOP = 130;

/**
 * The last piece of the second half that begins a page, with nothing of an earlier piece on that page: neither its text nor the rest of a footnote.
 * Without one the sheet ends with a page that is not full.
 */
function cleanCut(
  pieces: readonly Piece[],
  places: readonly Place[],
  begins: ReadonlyMap<number, Place>,
): { readonly piece: number; readonly page: number } | undefined {
  const highest = Math.min(...[...begins.values()].map(({ y }) => y));
  for (let i = pieces.length - 1; i > pieces.length / 2; i--) {
    const piece = pieces[i];
    const place = begins.get(piece?.mark ?? 0);
    if (piece === undefined || place === undefined || place.page === 1) continue;
    if (piece.heading !== undefined && place.y > highest + 1) continue;
    if (piece.heading === undefined && place.y > TOP) continue;
    const spilled = places.some(
      ({ kind, number, page }) => kind === "n" && number <= piece.notesBefore && page >= place.page,
    );
    if (!spilled) return { piece: i, page: place.page };
  }
  return undefined;
}
