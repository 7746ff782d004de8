/**
 * A sheet's row as passages. Cells stand in column order, one tab for each column boundary between two of them, so that
 * the column can be counted from the passage's first (`column` in its place; A is 1). A gap of more than 16 empty columns,
 * or the 4,000-unit limit, begins a new passage instead.
 */
import type { Passages } from "./passages.ts";
import { PASSAGE_UNITS } from "./passages.ts";

export interface Cell {
  readonly column: number;
  readonly text: string;
}

const WIDE_GAP = 16;

export function writeRow(out: Passages, sheet: string, row: number, cells: readonly Cell[]): void {
  let text = "";
  let first = 0;
  let last = 0;
  const flush = () => {
    if (text !== "") out.write(text, { type: "cell", sheet, row, column: first });
    text = "";
  };
  for (const cell of cells) {
    // A tab or line break inside a cell would look like a cell or row boundary.
    const clean = /[\t\n\r]/.test(cell.text) ? cell.text.replace(/[\t\n\r]+/g, " ") : cell.text;
    if (clean.trim() === "") continue;
    const gap = cell.column - last;
    if (text !== "" && (gap > WIDE_GAP || gap < 1 || text.length + gap + clean.length > PASSAGE_UNITS)) flush();
    if (text === "") {
      first = cell.column;
      text = clean;
    } else {
      text += "\t".repeat(gap) + clean;
    }
    last = cell.column;
  }
  flush();
}

/** "AB12" → row 12, column 28. */
export function cellAt(reference: string): { row: number; column: number } | undefined {
  let column = 0;
  let at = 0;
  for (; at < reference.length; at++) {
    const code = reference.charCodeAt(at) & 0xdf;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  const row = Number(reference.slice(at));
  return column > 0 && Number.isInteger(row) && row > 0 ? { row, column } : undefined;
}
