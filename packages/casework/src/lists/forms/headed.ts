/** A table whose first row heads its columns: what the forms that are tables share. */
import { fold } from "@amana/record";
import type { Cell, Left } from "../plan.ts";
import type { ListRow } from "../rows.ts";
import type { ListSource } from "../tables.ts";

/** Headings as machines write them: `Event Record Number` is `event_record_number`. */
export const machineName = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_|_$/g, "");

export function headingsOf(source: ListSource): readonly string[] {
  for (const row of source.rows()) return Array.from(row.cells, (cell) => cell?.trim() ?? "");
  return [];
}

/** One row whose cells are asked for by the name of their column; what nobody asked for is left, and told. */
export class HeadedRow {
  readonly left: Left[] = [];
  readonly at: { readonly table: ListSource["table"]; readonly sheet: string; readonly row: number };
  readonly #cells = new Map<string, Cell>();
  readonly #asked = new Set<string>();

  constructor(source: ListSource, headings: readonly string[], row: ListRow) {
    this.at = { table: source.table, sheet: row.sheet, row: row.row };
    for (const [index, text] of row.cells.entries())
      if (text !== undefined) {
        const heading = headings[index] ?? "";
        const name = machineName(heading) || `#${index + 1}`;
        if (!this.#cells.has(name))
          this.#cells.set(name, { ...this.at, column: index + 1, text, heading: fold(heading) });
      }
  }

  cell(...names: readonly string[]): Cell | undefined {
    for (const name of names) {
      this.#asked.add(name);
      const cell = this.#cells.get(name);
      if (cell !== undefined) return cell;
    }
    return undefined;
  }

  text(...names: readonly string[]): string | undefined {
    return this.cell(...names)?.text.trim();
  }

  leave(name: string, reason: Left["reason"]): void {
    this.#asked.add(name);
    if (this.#cells.has(name)) this.left.push({ heading: name, reason });
  }

  /** What was not asked for: the dossier has no place for it. Columns that say what only the person may say are named so. */
  rest(isPrivate: (name: string) => boolean): readonly Left[] {
    for (const name of this.#cells.keys())
      if (!this.#asked.has(name))
        this.left.push({ heading: name, reason: isPrivate(name) ? "orientation" : "no-place-for-it" });
    return this.left;
  }
}

/** Rows of a table below its headings. */
export function* headedRows(source: ListSource): Generator<HeadedRow, void, void> {
  let headings: readonly string[] | undefined;
  for (const row of source.rows()) {
    if (headings === undefined) headings = Array.from(row.cells, (cell) => cell?.trim() ?? "");
    else yield new HeadedRow(source, headings, row);
  }
}
