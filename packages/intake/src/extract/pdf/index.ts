/**
 * PDF: text in reading order with the box of every line, metadata, embedded files, comments and form fields, a preview,
 * and the list of pages whose text cannot be trusted and must be read by OCR. Engine: mupdf (WASM).
 *
 * Layers: what was written from left to right and passed the quality gate has no flag; Arabic-script text is `find-only`
 * (several texts draw the same line, so it is for finding, not for quoting); pages that failed the gate are
 * `text-doubtful`. A page is in exactly one of the three; passages say their page.
 */
import * as mupdf from "mupdf";
import type { Extractor, LayerFlag, LayerSink, Limits, Place, Sink } from "../contract.ts";
import { Attachments } from "./attachments.ts";
import { mupdfVersion, openPdf } from "./document.ts";
import { attempt, damage, isFileError } from "./faults.ts";
import { Leading } from "./leading.ts";
import { pdfMetadata } from "./metadata.ts";
import { pageNotes } from "./notes.ts";
import { type PageText, readPage } from "./page.ts";
import { paragraphsOf } from "./paragraphs.ts";
import { passagesOf } from "./passages.ts";
import { judge } from "./quality.ts";
import { hasInk, pagePreview } from "./render.ts";

const mostPages = 20_000;
/** A file whose pages fail one after the other is broken, not unlucky. */
const mostFailures = 50;

export const pdfExtractor: Extractor = {
  types: ["application/pdf"],
  async extract(raw, _type, sink, limits) {
    const document = openPdf(raw);
    try {
      const preview = readDocument(document, sink, limits);
      if (preview !== undefined) sink.preview(await preview(), "image/jpeg");
    } finally {
      document.destroy();
      mupdf.emptyStore();
    }
  },
};

function readDocument(document: mupdf.Document, sink: Sink, limits: Limits): (() => Promise<Uint8Array>) | undefined {
  let pages: number;
  try {
    pages = document.countPages();
  } catch (error) {
    throw damage(error, "page tree");
  }
  sink.meta(pdfMetadata(document, pages));
  const pdf = document.asPDF();
  const attachments = new Attachments(sink, limits);
  if (pdf !== null) attempt(() => attachments.fromTree(pdf));
  const reading = new Reading(sink, limits);
  let failures = 0;
  let failed = 0;
  const last = Math.min(pages, mostPages);
  for (let i = 0; i < last && !reading.full; i++) {
    try {
      reading.page(document, i, attachments);
      failures = 0;
    } catch (error) {
      if (!isFileError(error)) throw damage(error, `page ${i + 1}`);
      failures++;
      if (failed++ < 20) sink.problem({ code: "damaged", detail: `page ${i + 1}`, partly: true });
      if (failures >= mostFailures) break;
    }
    // mupdf keeps fonts and images for the next page; on long documents this must not grow without end.
    if (i % 16 === 15) mupdf.shrinkStore(50);
  }
  if (failures >= mostFailures || pages > last) reading.cutShort();
  if (pages === 0) sink.problem({ code: "damaged", detail: "no pages" });
  // A repair drops what it cannot make out; pages that lost their content look like blank paper. It may happen at any page.
  if (reading.empty > 0 && pdf !== null && attempt(() => pdf.wasRepaired()) === true) {
    const blank = reading.empty === 1 ? "1 page is empty" : `${reading.empty} pages are empty`;
    sink.problem({ code: "damaged", detail: `repaired; ${blank}`, partly: true });
  }
  reading.end();
  return reading.preview;
}

type Kind = "sound" | "find-only" | "doubtful";
const flagsOf: Readonly<Record<Kind, readonly LayerFlag[]>> = {
  sound: [],
  "find-only": ["find-only"],
  doubtful: ["text-doubtful", "find-only"],
};

/** What is open while the pages go by: the layers, the text budget, the pages for OCR. */
class Reading {
  readonly #sink: Sink;
  readonly #layers = new Map<Kind, LayerSink>();
  readonly #ocr = { "no-text": [] as number[], "text-doubtful": [] as number[], picture: [] as number[] };
  readonly #leading = new Leading();
  #units: number;
  #empty = 0;
  #cut = false;
  #previewed = false;
  /** Makes the picture of the first page that could be read. */
  preview: (() => Promise<Uint8Array>) | undefined;

  constructor(sink: Sink, limits: Limits) {
    this.#sink = sink;
    this.#units = limits.textUnits;
  }

  get full(): boolean {
    return this.#cut;
  }

  /** Pages that were read and hold neither text nor anything drawn. */
  get empty(): number {
    return this.#empty;
  }

  cutShort(): void {
    this.#cut = true;
  }

  page(document: mupdf.Document, index: number, attachments: Attachments): void {
    const page = document.loadPage(index);
    try {
      const text = readPage(page);
      const verdict = judge(text.letters);
      const kind: Kind = verdict.type === "doubtful" ? "doubtful" : text.rightToLeft ? "find-only" : "sound";
      const number = index + 1;
      const place = placeOf(page, number);
      for (const paragraph of paragraphsOf(text.blocks, this.#leading))
        for (const passage of passagesOf(paragraph, place, 100)) this.#give(kind, passage);
      if (page instanceof mupdf.PDFPage) {
        const shown = text.blocks.flatMap((block) => block.map((line) => line.text)).join("\n");
        for (const note of pageNotes(page, shown))
          for (const passage of passagesOf([note], place, 100)) this.#give("sound", passage);
        attempt(() => attachments.fromPage(page));
      }
      const reason = verdict.type === "doubtful" ? "text-doubtful" : pictureOnly(page, text);
      if (reason === "blank") this.#empty++;
      else if (reason !== undefined) this.#ocr[reason].push(number);
      if (!this.#previewed) this.#preview(page);
    } finally {
      page.destroy();
    }
  }

  end(): void {
    const cut: LayerFlag[] = this.#cut ? ["cut-short"] : [];
    // A limit reached before any text was found is told as well.
    if (this.#cut && this.#layers.size === 0) this.#layer("sound");
    for (const layer of this.#layers.values()) layer.end(cut);
    for (const reason of ["picture", "no-text", "text-doubtful"] as const) {
      const pages = this.#ocr[reason];
      if (pages.length > 0) this.#sink.needsOcr(pages, reason);
    }
  }

  #give(kind: Kind, passage: Parameters<LayerSink["passage"]>[0]): void {
    if (this.#cut) return;
    this.#units -= passage.text.length;
    if (this.#units < 0) this.#cut = true;
    else this.#layer(kind).passage(passage);
  }

  #layer(kind: Kind): LayerSink {
    const known = this.#layers.get(kind);
    if (known !== undefined) return known;
    const layer = this.#sink.layer({
      kind: "text",
      tool: "mupdf",
      version: mupdfVersion,
      settings: "amana-reading-order 1; amana-paragraphs 1",
      flags: flagsOf[kind],
    });
    this.#layers.set(kind, layer);
    return layer;
  }

  #preview(page: mupdf.Page): void {
    this.#previewed = true;
    this.preview = attempt(() => pagePreview(page));
  }
}

/** What a page without trustworthy text is: to be read as a picture, or blank. */
function pictureOnly(page: mupdf.Page, text: PageText): "picture" | "no-text" | "blank" | undefined {
  const { visible } = text.letters;
  // A stamp or a page number over a scan is not the scan's text.
  if (text.pictures > 0.5 && visible < 80) return "picture";
  if (text.pictures > 0.15 && visible < 15) return "picture";
  if (visible > 0) return undefined;
  // Letters drawn as outlines leave no text at all.
  if (attempt(() => hasInk(page)) === true) return "no-text";
  return text.pictures === 0 ? "blank" : undefined;
}

function placeOf(page: mupdf.Page, number: number): Place {
  const label = attempt(() => page.getLabel())?.trim() ?? "";
  return label === "" || label === String(number)
    ? { type: "page", page: number }
    : { type: "page", page: number, label: label.slice(0, 100) };
}
