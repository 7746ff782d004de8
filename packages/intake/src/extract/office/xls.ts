/**
 * Excel binary files, xls ([MS-XLS]) and xlsb ([MS-XLSB]), by SheetJS. Only cells that exist are visited, in row order:
 * a single value in the last corner of a sheet costs one cell, not the sheet.
 */
import { type LayerInfo, type Limits, ProblemError, type Sink } from "../contract.ts";
import { emitEmbedded } from "./binary-children.ts";
import { formatOf, shown } from "./cell-format.ts";
import { metadataFrom, withOther } from "./metadata.ts";
import { type Ole, oleProperties } from "./ole.ts";
import { type Passages, passages } from "./passages.ts";
import { type Cell, cellAt, writeRow } from "./rows.ts";

export const sheetJsLayer: LayerInfo = {
  kind: "text",
  tool: "@e965/xlsx",
  version: "0.20.3",
  settings: "cached values; dates as ISO 8601",
};

interface SheetCell {
  readonly t?: string;
  readonly v?: unknown;
  readonly z?: unknown;
  readonly w?: string;
  readonly c?: readonly { readonly a?: string; readonly t?: string }[];
}

export async function extractXls(bytes: Uint8Array, ole: Ole | undefined, sink: Sink, limits: Limits): Promise<void> {
  const { read } = await import("@e965/xlsx");
  let book: ReturnType<typeof read>;
  try {
    book = read(bytes, {
      type: "array",
      cellDates: false,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      cellFormula: false,
    });
  } catch (error) {
    throw problemOf(error);
  }
  const out = passages(sink, limits, sheetJsLayer);
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  const hidden: string[] = [];
  for (const [index, name] of book.SheetNames.entries()) {
    const sheet = book.Sheets[name];
    if (sheet !== undefined) writeSheet(sheet, name, date1904, out);
    if ((book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0) hidden.push(name);
  }
  out.end();
  const metadata = metadataFrom(ole === undefined ? bookProperties(book.Props) : oleProperties(ole));
  sink.meta(withOther(metadata, { sheets: book.SheetNames.join("\n"), hiddenSheets: hidden.join("\n") }));
  if (ole !== undefined) emitEmbedded(ole, sink);
  if (out.count() === 0) sink.problem({ code: "no-text" });
}

function writeSheet(sheet: object, name: string, date1904: boolean, out: Passages): void {
  const rows = new Map<number, Cell[]>();
  const comments: { row: number; column: number; text: string }[] = [];
  for (const [reference, cell] of Object.entries(sheet) as [string, SheetCell][]) {
    if (reference.startsWith("!")) continue;
    const at = cellAt(reference);
    if (at === undefined) continue;
    const text = cellText(cell, date1904);
    if (text !== "") {
      const row = rows.get(at.row);
      if (row === undefined) rows.set(at.row, [{ column: at.column, text }]);
      else row.push({ column: at.column, text });
    }
    for (const comment of cell.c ?? []) {
      if ((comment.t ?? "").trim() === "") continue;
      comments.push({
        ...at,
        text: comment.a === undefined || comment.a === "" ? (comment.t ?? "") : `[${comment.a}] ${comment.t}`,
      });
    }
  }
  for (const [row, cells] of [...rows].sort((a, b) => a[0] - b[0])) {
    writeRow(
      out,
      name,
      row,
      cells.sort((a, b) => a.column - b.column),
    );
  }
  for (const { row, column, text } of comments) out.write(text, { type: "cell", sheet: name, row, column });
}

function cellText(cell: SheetCell, date1904: boolean): string {
  if (cell.t === "b") return cell.v === true ? "TRUE" : "FALSE";
  if (cell.t === "e") return cell.w ?? "#ERROR";
  if (cell.t === "n") {
    const format = typeof cell.z === "string" ? formatOf(0, cell.z) : "number";
    return shown(String(cell.v), format, date1904);
  }
  return cell.v === undefined || cell.v === null ? "" : String(cell.v);
}

function bookProperties(props: object | undefined): Map<string, string> {
  const found = new Map<string, string>();
  const names: Readonly<Record<string, string>> = {
    Title: "title",
    Author: "author",
    Subject: "subject",
    CreatedDate: "created",
    ModifiedDate: "modified",
    Application: "application",
  };
  for (const [name, value] of Object.entries(props ?? {})) {
    const own = names[name] ?? name;
    if (value instanceof Date) found.set(own, value.toISOString());
    else if (typeof value === "string" || typeof value === "number") found.set(own, String(value));
  }
  return found;
}

function problemOf(error: unknown): ProblemError {
  const message = error instanceof Error ? error.message : "";
  if (/password|encrypt/i.test(message)) return new ProblemError("locked", "Excel encryption");
  return new ProblemError("damaged", "SheetJS gave up");
}
