/**
 * Excel packages: xlsx, xlsm, xltx, xltm (ISO/IEC 29500-1 §18). Sheets are read as a stream: only cells that are really
 * there cost anything, wherever on the sheet they stand. One passage a row; formulas give the value last computed.
 * Comments stand at their cell, text boxes at the row of their anchor, after the rows of their sheet.
 */
import type { Limits, Sink } from "../contract.ts";
import { type CellFormat, formatOf, shown } from "./cell-format.ts";
import { drawingText } from "./drawing.ts";
import { withOther } from "./metadata.ts";
import {
  mainPart,
  openPackage,
  type Package,
  packageChildren,
  packageMetadata,
  relationsOf,
  reportFaults,
} from "./opc.ts";
import { type Passages, passages, whileRoom } from "./passages.ts";
import { prefixedId } from "./pptx.ts";
import { type Cell, cellAt, writeRow } from "./rows.ts";
import { attribute, type XmlHandler } from "./xml.ts";
import type { Zip } from "./zip.ts";

interface Sheet {
  readonly name: string;
  readonly part: string;
  readonly state: string;
}

interface Book {
  readonly strings: readonly string[];
  readonly formats: readonly CellFormat[];
  readonly date1904: boolean;
}

export async function extractXlsx(zip: Zip, sink: Sink, limits: Limits): Promise<void> {
  const pack = openPackage(zip);
  const main = await mainPart(pack, "xl/workbook.xml");
  const relations = await relationsOf(pack, main);
  const { sheets, date1904 } = await readWorkbook(pack, main, new Map(relations.map((r) => [r.id, r.target])));
  const partOf = (kind: string) => relations.find((r) => r.kind === kind && !r.external)?.target;
  const book: Book = {
    strings: await sharedStrings(pack, partOf("sharedStrings")),
    formats: await cellFormats(pack, partOf("styles")),
    date1904,
  };
  const out = passages(sink, limits);
  const links = new Set<string>();
  for (const sheet of sheets) {
    const reader = sheetReader(book, (row, cells) => writeRow(out, sheet.name, row, cells));
    if (!(await pack.read(sheet.part, whileRoom(out, reader)))) pack.faults.add("sheet missing");
    await readBesides(pack, sheet, out, links);
  }
  out.end();

  const hidden = sheets.filter((sheet) => sheet.state !== "visible");
  const facts = {
    sheets: sheets.map((sheet) => sheet.name).join("\n"),
    hiddenSheets: hidden.map((sheet) => sheet.name).join("\n"),
    links: [...links].join("\n"),
  };
  sink.meta(withOther(await packageMetadata(pack), facts));
  await packageChildren(pack, sink);
  reportFaults(pack, sink);
  if (out.count() === 0) sink.problem({ code: "no-text" });
}

async function readWorkbook(pack: Package, main: string, targets: ReadonlyMap<string, string>) {
  const sheets: Sheet[] = [];
  let date1904 = false;
  await pack.read(main, {
    open(name, attributes) {
      if (name === "workbookPr") date1904 = isTrue(attribute(attributes, "date1904"));
      if (name !== "sheet") return;
      const part = targets.get(prefixedId(attributes) ?? "") ?? `xl/worksheets/sheet${sheets.length + 1}.xml`;
      sheets.push({
        name: attributes["name"] ?? `${sheets.length + 1}`,
        part,
        state: attributes["state"] ?? "visible",
      });
    },
    close() {},
    text() {},
  });
  return { sheets, date1904 };
}

/** Items of the string table in order. Phonetic guides are left out; runs of one item are joined. */
async function sharedStrings(pack: Package, part: string | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (part === undefined) return strings;
  let item = "";
  let phonetic = false;
  let capturing = false;
  await pack.read(part, {
    open(name) {
      if (name === "si") item = "";
      else if (name === "rPh") phonetic = true;
      else if (name === "t") capturing = !phonetic;
    },
    close(name) {
      if (name === "si") strings.push(item);
      else if (name === "rPh") phonetic = false;
      else if (name === "t") capturing = false;
    },
    text(text) {
      if (capturing) item += text;
    },
  });
  return strings;
}

/** For each cell style (`s` of a cell) what its number format means. */
async function cellFormats(pack: Package, part: string | undefined): Promise<CellFormat[]> {
  const formats: CellFormat[] = [];
  if (part === undefined) return formats;
  const codes = new Map<number, string>();
  let inCells = false;
  await pack.read(part, {
    open(name, attributes) {
      if (name === "numFmt") codes.set(Number(attributes["numFmtId"]), attributes["formatCode"] ?? "");
      if (name === "cellXfs") inCells = true;
      if (name !== "xf" || !inCells) return;
      const id = Number(attributes["numFmtId"] ?? 0);
      formats.push(formatOf(id, codes.get(id)));
    },
    close(name) {
      if (name === "cellXfs") inCells = false;
    },
    text() {},
  });
  return formats;
}

function sheetReader(book: Book, emit: (row: number, cells: readonly Cell[]) => void): XmlHandler {
  let row = 0;
  let column = 0;
  let cells: Cell[] = [];
  let type = "";
  let style = 0;
  let value = "";
  let capturing = false;
  let phonetic = false;
  return {
    open(name, attributes) {
      switch (name) {
        case "row":
          row = Number(attributes["r"]) || row + 1;
          column = 0;
          cells = [];
          break;
        case "c": {
          const at = cellAt(attributes["r"] ?? "");
          column = at?.column ?? column + 1;
          type = attributes["t"] ?? "n";
          style = Number(attributes["s"] ?? 0);
          value = "";
          break;
        }
        case "v":
          value = "";
          capturing = true;
          break;
        case "t":
          capturing = !phonetic;
          break;
        case "rPh":
          phonetic = true;
          break;
      }
    },
    close(name) {
      switch (name) {
        case "v":
        case "t":
          capturing = false;
          break;
        case "rPh":
          phonetic = false;
          break;
        case "c":
          if (value !== "") cells.push({ column, text: cellText(book, type, style, value) });
          break;
        case "row":
          if (cells.length > 0) emit(row, cells);
          cells = [];
          break;
      }
    },
    text(text) {
      if (capturing) value += text;
    },
  };
}

function cellText(book: Book, type: string, style: number, value: string): string {
  if (type === "s") return book.strings[Number(value)] ?? "";
  if (type === "b") return value === "1" ? "TRUE" : "FALSE";
  if (type !== "n") return value;
  return shown(value, book.formats[style] ?? "number", book.date1904);
}

/** What hangs on a sheet beside its cells: comments, shapes, charts, links. */
async function readBesides(pack: Package, sheet: Sheet, out: Passages, links: Set<string>): Promise<void> {
  const relations = await relationsOf(pack, sheet.part);
  for (const relation of relations) {
    if (relation.external) links.add(relation.target);
    else if (relation.kind === "comments") await readComments(pack, sheet.name, relation.target, out);
    else if (relation.kind === "drawing") await readDrawing(pack, sheet.name, relation.target, out);
  }
}

async function readDrawing(pack: Package, sheet: string, part: string, out: Passages): Promise<void> {
  const write = (text: string, row = 1) => out.write(text, { type: "cell", sheet, row });
  await pack.read(part, drawingText(write));
  for (const relation of await relationsOf(pack, part)) {
    if (relation.external || (relation.kind !== "chart" && relation.kind !== "diagramData")) continue;
    await pack.read(
      relation.target,
      drawingText((text) => write(text)),
    );
  }
}

async function readComments(pack: Package, sheet: string, part: string, out: Passages): Promise<void> {
  const authors: string[] = [];
  let author = "";
  let by = "";
  let at = { row: 1, column: 1 };
  let text = "";
  let capturing: "author" | "text" | undefined;
  await pack.read(part, {
    open(name, attributes) {
      if (name === "author") {
        capturing = "author";
        author = "";
      }
      if (name === "comment") {
        at = cellAt(attributes["ref"] ?? "") ?? at;
        by = authors[Number(attributes["authorId"])] ?? "";
        text = "";
      }
      if (name === "t") capturing = "text";
    },
    close(name) {
      if (name === "author") authors.push(author);
      if (name === "author" || name === "t") capturing = undefined;
      if (name === "comment" && text.trim() !== "") {
        out.write(by === "" ? text : `[${by}] ${text}`, { type: "cell", sheet, row: at.row, column: at.column });
      }
    },
    text(piece) {
      if (capturing === "author") author += piece;
      if (capturing === "text") text += piece;
    },
  });
}

function isTrue(value: string | undefined): boolean {
  return value === "1" || value === "true";
}
