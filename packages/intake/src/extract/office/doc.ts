/**
 * Word binary files ([MS-DOC]): text by word-extractor; Word 6 and 95, which it does not know, by their plain text run.
 * Paragraph numbers count the paragraphs of the main text as word-extractor gives them, empty ones included.
 */
import WordExtractor from "word-extractor";
import { type LayerInfo, type Limits, type Place, ProblemError, type Sink } from "../contract.ts";
import { emitEmbedded } from "./binary-children.ts";
import { metadataFrom } from "./metadata.ts";
import { decodePage, type Ole, oleProperties } from "./ole.ts";
import { officeReader, type Passages, passages } from "./passages.ts";

export const wordExtractorLayer: LayerInfo = {
  kind: "text",
  tool: "word-extractor",
  version: "1.0.4",
  settings: "filterUnicode=false",
};

const WORD_97 = 0xc1;

export async function extractDoc(bytes: Uint8Array, ole: Ole, sink: Sink, limits: Limits): Promise<void> {
  const main = ole.stream("WordDocument");
  if (main === undefined || main.length < 34) throw new ProblemError("damaged", "no WordDocument stream");
  const header = Buffer.from(main.buffer, main.byteOffset, main.length);
  const flags = header.readUInt16LE(10);
  if ((flags & 0x0100) !== 0) throw new ProblemError("locked", "Word encryption");

  const old = header.readUInt16LE(2) < WORD_97;
  const out = old ? passages(sink, limits, officeReader) : passages(sink, limits, wordExtractorLayer);
  const problem = old ? readOldWord(header, flags, out) : await readWord(canonical(bytes, ole), out);
  out.end();
  sink.meta(metadataFrom(oleProperties(ole)));
  emitEmbedded(ole, sink);
  if (problem !== undefined) sink.problem({ code: "damaged", detail: problem, partly: out.count() > 0 });
  else if (out.count() === 0) sink.problem({ code: "no-text" });
}

/** word-extractor looks streams up by their exact names; a copy with Word's own spelling where a writer used capitals. */
function canonical(bytes: Uint8Array, ole: Ole): Uint8Array {
  if (ole.streams.has("WordDocument")) return bytes;
  const copy = Buffer.from(bytes);
  for (const name of ["Root Entry", "WordDocument", "0Table", "1Table", "Data"]) {
    const wanted = Buffer.from(name, "utf16le");
    for (const path of ole.streams.keys()) {
      if (path.toLowerCase() !== name.toLowerCase()) continue;
      const at = copy.indexOf(Buffer.from(path, "utf16le"));
      if (at >= 0) wanted.copy(copy, at);
    }
  }
  return copy;
}

async function readWord(bytes: Uint8Array, out: Passages): Promise<string | undefined> {
  const verbatim = { filterUnicode: false };
  let texts: { body: string; headers: string; notes: string };
  try {
    const document = await new WordExtractor().extract(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    texts = {
      body: document.getBody(verbatim),
      headers: document.getHeaders(verbatim),
      notes: [
        document.getFootnotes(verbatim),
        document.getEndnotes(verbatim),
        document.getAnnotations(verbatim),
        document.getTextboxes(verbatim),
      ].join("\n"),
    };
  } catch {
    return "word-extractor gave up";
  }
  writeLines(texts.body, out, (paragraph) => ({ type: "paragraph", paragraph }));
  writeLines(texts.headers, out, (paragraph) => ({ type: "part", part: "header", paragraph }));
  writeLines(texts.notes, out, (paragraph) => ({ type: "part", part: "notes", paragraph }));
  return undefined;
}

function writeLines(text: string, out: Passages, place: (paragraph: number) => Place): void {
  for (const [index, line] of text.split("\n").entries()) out.write(line, place(index + 1));
}

/** Word 6/95: eight-bit text between fcMin and fcMac; the language of the FIB tells the code page. */
function readOldWord(header: Buffer, flags: number, out: Passages): string | undefined {
  const from = header.readUInt32LE(24);
  const to = header.readUInt32LE(28);
  if (from >= to || to > header.length) return "text outside the stream";
  const text = decodePage(header.subarray(from, to), codePageOfLanguage(header.readUInt16LE(6)));
  // Field codes stand between 0x13 and 0x14, results up to 0x15; 0x07 ends a cell.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are the format's marks
  const plain = text.replace(/\x13[^\x14\x15]*\x14?|\x15/g, "").replaceAll("\x07", "\t");
  writeLines(plain.replaceAll("\r", "\n"), out, (paragraph) => ({ type: "paragraph", paragraph }));
  // A fast-saved file keeps its text in pieces whose order is elsewhere.
  return (flags & 0x0004) !== 0 ? "fast-saved: order of text not certain" : undefined;
}

function codePageOfLanguage(language: number): number {
  switch (language & 0x3ff) {
    case 0x01: // Arabic
    case 0x29: // Persian
    case 0x20: // Urdu
      return 1256;
    case 0x0d:
      return 1255;
    case 0x08:
      return 1253;
    case 0x1f:
      return 1254;
    case 0x19:
    case 0x22:
    case 0x02:
      return 1251;
    case 0x05:
    case 0x0e:
    case 0x15:
    case 0x18:
      return 1250;
    case 0x11:
      return 932;
    case 0x04:
      return 936;
    case 0x12:
      return 949;
    default:
      return 1252;
  }
}
