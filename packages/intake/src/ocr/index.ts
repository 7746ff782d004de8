/**
 * OCR inside the sandbox: pages of PDFs and pictures, drawn here, read here, given out as layers with a box for every line.
 * `nativeOcr` (native.ts) is the other way, for the parent's side, where Debian's tesseract reads Kurdish better.
 */
import type { ProblemError, Raw, Sink } from "../extract/contract.ts";
import { type Decided, readAlike, readPage } from "./languages.ts";
import { densestStripe, type PagePicture, pagePictures, turned } from "./picture.ts";
import type { OcrEngine } from "./reading.ts";
import { WasmEngine } from "./wasm.ts";
import { OcrLayers } from "./write.ts";

export { type Comparison, compareLayers } from "./compare.ts";
export { nativeReadsBetter } from "./languages.ts";
export { nativeEngine, nativeOcr } from "./native.ts";
export { type PagePicture, pagePictures, readingDpi } from "./picture.ts";
export type { OcrEngine, Picture, Reading } from "./reading.ts";
export { WasmEngine } from "./wasm.ts";

/**
 * Reads `pages` (from 1) of a PDF or picture. `languages` are BCP 47 hints, empty for anything. Boxes are hundredths of a
 * point for PDF and pixels of the upright picture otherwise. Pages that cannot be drawn become problems; a source in which
 * nothing was found gets `no-text`.
 */
export async function ocrPages(
  raw: Raw,
  type: string,
  pages: readonly number[],
  languages: readonly string[],
  sink: Sink,
): Promise<void> {
  const engine = new WasmEngine();
  try {
    await readInto(engine, pagePictures(raw, type, pages), languages, sink);
  } finally {
    engine.close();
  }
}

type Page = PagePicture | { readonly page: number; readonly problem: ProblemError };

/** The same with any engine, over pictures that were already drawn. */
export async function readInto(
  engine: OcrEngine,
  pages: AsyncIterable<Page> | Iterable<Page>,
  languages: readonly string[],
  sink: Sink,
): Promise<void> {
  const layers = new OcrLayers(sink, engine);
  let found = false;
  let failed = false;
  let before: Decided | undefined;
  for await (const page of pages) {
    if ("problem" in page) {
      sink.problem({ ...page.problem.problem, partly: true });
      failed = true;
      continue;
    }
    const alike = before === undefined ? undefined : await readAlike(engine, page, before);
    const { decided, turn } =
      alike === undefined ? await readUpright(engine, page, languages) : { decided: alike, turn: 0 as const };
    before = turn === 0 ? decided : undefined;
    if (layers.write(page, decided, turn)) found = true;
  }
  layers.end();
  if (!found && !failed) sink.problem({ code: "no-text" });
}

/** Below this confidence the page may lie on its side; above it nothing is tried. */
const perhapsTurned = 55;
const clearlyBetter = 15;

/** Reads a page; one that gives nothing is tried on its sides and upside down, by a stripe first. */
export async function readUpright(
  engine: OcrEngine,
  page: PagePicture,
  languages: readonly string[],
): Promise<{ decided: Decided; turn: 0 | 90 | 180 | 270 }> {
  const first = await readPage(engine, page, await densestStripe(page), languages);
  if (first.reading.confidence >= perhapsTurned || first.reading.confidence === 0) return { decided: first, turn: 0 };
  let best = { decided: first, turn: 0 as 0 | 90 | 180 | 270 };
  for (const degrees of [90, 270, 180] as const) {
    const other = await turned(page, degrees);
    const stripe = await densestStripe(other);
    const glance = await readPage(engine, stripe, stripe, languages);
    if (glance.reading.confidence < best.decided.reading.confidence + clearlyBetter) continue;
    const whole = await readPage(engine, other, stripe, languages);
    if (whole.reading.confidence > best.decided.reading.confidence + clearlyBetter)
      best = { decided: whole, turn: degrees };
    if (best.decided.reading.confidence >= perhapsTurned + clearlyBetter) break;
  }
  return best;
}
