/**
 * Office documents saved as one XML file: Word 2003 XML and flat OPC (Word's "XML document"), Excel 2003 XML
 * (SpreadsheetML 2003), flat OpenDocument. Which one it is, the first element says.
 */
import { type Limits, ProblemError, type Raw, type Sink } from "../contract.ts";
import { metadataFrom } from "./metadata.ts";
import { extractFlatOdf } from "./odf.ts";
import { leafText } from "./opc.ts";
import { type Passages, passages, whileRoom } from "./passages.ts";
import { type Cell, writeRow } from "./rows.ts";
import { wordFacts, wordText } from "./word-xml.ts";
import { attribute, Enough, readXml, type XmlHandler } from "./xml.ts";

export async function extractFlatXml(raw: Raw, sink: Sink, limits: Limits): Promise<void> {
  const root = await rootElement(raw);
  if (root === "office:document") return extractFlatOdf(raw, pieces(raw), sink, limits);
  const out = passages(sink, limits);
  const text =
    root === "Workbook" ? workbook(out) : root === "wordDocument" || root === "package" ? words(out) : undefined;
  if (text === undefined) throw new ProblemError("not-supported", "no office vocabulary at the root");
  const found = new Map<string, string>();
  const outcome = await readXml(pieces(raw), withProperties(whileRoom(out, text), found));
  out.end();
  sink.meta(metadataFrom(renamed(found)));
  if (outcome.faults > 0) sink.problem({ code: "damaged", detail: "malformed XML", partly: out.count() > 0 });
  if (out.count() === 0) sink.problem({ code: "no-text" });
}

function* pieces(raw: Raw): Generator<Uint8Array> {
  const size = 256 * 2 ** 10;
  for (let at = 0; at < raw.size; at += size) yield raw.read(at, size);
}

/** Name of the first element; with its prefix only where that tells vocabularies apart. */
async function rootElement(raw: Raw): Promise<string> {
  let root = "";
  await readXml([raw.read(0, 64 * 2 ** 10)], {
    open(name, _attributes, prefix) {
      root = prefix === "office" ? `office:${name}` : name;
      throw new Enough();
    },
    close() {},
    text() {},
  });
  return root;
}

function words(out: Passages): XmlHandler {
  return wordText(({ text, paragraph }) => out.write(text, { type: "paragraph", paragraph }), wordFacts());
}

/** `Worksheet/Table/Row/Cell/Data`, with `Index` where rows or cells were left out; dates are ISO already. */
function workbook(out: Passages): XmlHandler {
  let sheet = "";
  let row = 0;
  let column = 0;
  let cells: Cell[] = [];
  let text: string | undefined;
  return {
    open(name, attributes) {
      if (name === "Worksheet") {
        sheet = attribute(attributes, "Name") ?? sheet;
        row = 0;
      }
      if (name === "Row") {
        row = Number(attribute(attributes, "Index")) || row + 1;
        column = 0;
        cells = [];
      }
      if (name === "Cell") column = Number(attribute(attributes, "Index")) || column + 1;
      if (name === "Data") text = "";
    },
    close(name) {
      if (name === "Data" && text !== undefined) {
        cells.push({ column, text: text.replace(/T00:00:00(\.000)?$/, "") });
        text = undefined;
      }
      if (name === "Row") writeRow(out, sheet, row, cells);
    },
    text(piece) {
      if (text !== undefined) text += piece;
    },
  };
}

/** Listens to the `o:DocumentProperties` or core properties on the way. */
function withProperties(inner: XmlHandler, found: Map<string, string>): XmlHandler {
  const leaf = leafText(found, "");
  let inside = false;
  return {
    open(name, attributes, prefix) {
      if (name === "DocumentProperties" || name === "coreProperties") inside = true;
      if (inside) leaf.open(name, attributes, prefix);
      inner.open(name, attributes, prefix);
    },
    close(name, prefix) {
      if (name === "DocumentProperties" || name === "coreProperties") inside = false;
      if (inside) leaf.close(name, prefix);
      inner.close(name, prefix);
    },
    text(text) {
      if (inside) leaf.text(text);
      inner.text(text);
    },
  };
}

function renamed(found: ReadonlyMap<string, string>): Map<string, string> {
  const names: Readonly<Record<string, string>> = {
    Title: "title",
    Author: "author",
    Subject: "subject",
    Created: "created",
    LastSaved: "lastSaved",
    Pages: "pages",
  };
  return new Map([...found].map(([name, value]) => [names[name] ?? name, value]));
}
