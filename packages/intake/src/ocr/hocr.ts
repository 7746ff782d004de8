/**
 * tesseract's hOCR with character boxes, as words. hOCR 1.2 (kba.github.io/hocr-spec); written by our own engine, so a
 * narrow reader is enough: anything else in the text is escaped by the writer.
 */
import { meanConfidence, type Paragraph, type Reading, type Sign, type Word } from "./reading.ts";

const controls = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const part =
  /<(?:p class='ocr_par'|span class='(ocr_line|ocr_header|ocr_caption|ocr_textfloat|ocrx_word|ocrx_cinfo)')[^>]*?title=(?:'([^']*)'|"([^"]*)")[^>]*>([^<]*)/g;

export function readHocr(hocr: string, models: string): Reading {
  const paragraphs: { lines: Word[][] }[] = [];
  let line: Word[] | undefined;
  let word: { title: string; symbols: Sign[] } | undefined;
  const close = (): void => {
    const done = word === undefined ? undefined : finish(word.title, word.symbols);
    if (done !== undefined) line?.push(done);
    word = undefined;
  };
  for (const [, kind, single, double, text] of hocr.matchAll(part)) {
    const title = single ?? double ?? "";
    if (kind === "ocrx_cinfo") {
      const box = numbers(/x_bboxes ([\d. -]+)/, title);
      const letter = decoded(text ?? "").replace(controls, "");
      if (letter !== "") word?.symbols.push({ text: letter, x0: box[0] ?? 0, x1: box[2] ?? 0 });
      continue;
    }
    close();
    if (kind === undefined) {
      paragraphs.push({ lines: [] });
    } else if (kind === "ocrx_word") {
      word = { title, symbols: [] };
    } else {
      line = [];
      paragraphs.at(-1)?.lines.push(line);
    }
  }
  close();
  const found: Paragraph[] = paragraphs
    .map(({ lines }) => ({ lines: lines.filter((words) => words.length > 0) }))
    .filter(({ lines }) => lines.length > 0);
  return { paragraphs: found, models, confidence: meanConfidence(found.flatMap(({ lines }) => lines.flat())) };
}

function finish(title: string, symbols: readonly Sign[]): Word | undefined {
  const [x0, y0, x1, y1] = numbers(/bbox ([\d -]+)/, title);
  const text = symbols.map((symbol) => symbol.text).join("");
  if (text.trim() === "" || x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined)
    return undefined;
  return { text, box: [x0, y0, x1, y1], confidence: numbers(/x_wconf ([\d.]+)/, title)[0] ?? 0, symbols };
}

function numbers(pattern: RegExp, title: string): number[] {
  return (pattern.exec(title)?.[1] ?? "").split(" ").filter(Boolean).map(Number);
}

function decoded(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
