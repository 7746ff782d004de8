/**
 * OCR inside the sandbox: pages of PDFs and pictures, drawn here, read here, given out as layers with a box for every line.
 * `nativeOcr` (native.ts) is the other way, for the parent's side, where Debian's tesseract reads Kurdish better.
 */
import type { Raw, Sink } from "../extract/contract.ts";
import type { OcrOptions } from "../parser/serve.ts";
import { type Page, pageReader } from "./page-reader.ts";
import { drawnPages, pagePictures } from "./picture.ts";
import type { OcrEngine } from "./reading.ts";
import { WasmEngine } from "./wasm.ts";

export { type Comparison, compareLayers } from "./compare.ts";
export { nativeReadsBetter } from "./languages.ts";
export { nativeEngine, nativeOcr } from "./native.ts";
export { type PageReader, pageReader } from "./page-reader.ts";
export { pagePictures, readingDpi } from "./picture.ts";
export { fromPixels, type PagePicture } from "./pixels.ts";
export type { OcrEngine, Picture, Reading } from "./reading.ts";
export { WasmEngine } from "./wasm.ts";

/** The engine stays between jobs: to start it and load its networks takes as long as reading a page. */
let ready: WasmEngine | undefined;

/**
 * Reads `pages` (from 1) of a PDF or picture. `languages` are BCP 47 hints, empty for anything. Boxes are hundredths of a
 * point for PDF and pixels of the upright picture otherwise. Without `options.told`, pages that cannot be drawn become
 * problems and a source in which nothing was found gets `no-text`. With `options.picture` the pages are only drawn.
 */
export async function ocrPages(
  raw: Raw,
  type: string,
  pages: readonly number[],
  languages: readonly string[],
  sink: Sink,
  options: OcrOptions = {},
): Promise<void> {
  if (options.picture !== undefined) {
    // Another engine reads: this one's memory is better left to it.
    forget();
    return drawnPages(raw, type, pages, options.picture, options.told);
  }
  ready ??= new WasmEngine();
  try {
    await readInto(ready, pagePictures(raw, type, pages), languages, sink, options);
  } catch (error) {
    forget();
    throw error;
  }
}

function forget(): void {
  ready?.close();
  ready = undefined;
}

/** The same with any engine, over pictures that were already drawn. */
export async function readInto(
  engine: OcrEngine,
  pages: AsyncIterable<Page> | Iterable<Page>,
  languages: readonly string[],
  sink: Sink,
  options: Pick<OcrOptions, "like" | "told"> = {},
): Promise<void> {
  const reader = pageReader(engine, languages, sink, options);
  for await (const page of pages) await reader.read(page);
  reader.end();
}
