/** Tables as sheets of one workbook. Every cell is text: nothing in it can be run. */
import type { OutTable } from "./tables.ts";

/** More rows are written as CSV: a workbook is made in memory. */
export const xlsxRows = 100_000;
/** What a cell of the format can hold, in UTF-16 units. */
const cellUnits = 32_767;

export async function xlsxOf(tables: readonly OutTable[]): Promise<Uint8Array> {
  const { utils, write } = await import("@e965/xlsx");
  const book = utils.book_new();
  for (const { name, columns, rows } of tables) {
    const sheet = utils.aoa_to_sheet([
      [...columns],
      ...rows.map((row) => row.map((cell) => ({ t: "s" as const, v: String(cell).slice(0, cellUnits) }))),
    ]);
    utils.book_append_sheet(book, sheet, name.slice(0, 31));
  }
  return new Uint8Array(write(book, { type: "buffer", bookType: "xlsx", compression: true }) as Buffer);
}
