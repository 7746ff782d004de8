/** One row of a list while it is planned. */
import { fold } from "@amana/record";
import type { Column, Mapping } from "./mapping.ts";
import type { Cell, Left, LeftReason, Table } from "./plan.ts";
import type { ListRow } from "./rows.ts";

/** One row while it is planned: which of its cells were read, and what was left of them. */
export class Row {
  readonly left: Left[] = [];
  readonly used = new Set<number>();
  readonly #row: ListRow;
  readonly #table: Table;
  readonly mapping: Mapping;
  readonly #headings: readonly string[];
  readonly #folded: readonly string[];
  readonly #columns: ReadonlyMap<Column, number>;
  readonly #empty: ReadonlySet<string>;

  constructor(
    row: ListRow,
    table: Table,
    mapping: Mapping,
    headings: readonly string[],
    folded: readonly string[],
    columns: ReadonlyMap<Column, number>,
    empty: ReadonlySet<string>,
  ) {
    this.#row = row;
    this.#table = table;
    this.mapping = mapping;
    this.#headings = headings;
    this.#folded = folded;
    this.#columns = columns;
    this.#empty = empty;
  }

  get at() {
    return { table: this.#table, sheet: this.#row.sheet, row: this.#row.row };
  }

  /** The cell, or nothing when it is empty or its words say nothing. */
  cell(column: Column | undefined): Cell | undefined {
    const at = column === undefined ? undefined : this.#columns.get(column);
    return at === undefined ? undefined : this.cellAt(at);
  }

  cellAt(at: number): Cell | undefined {
    const text = this.#row.cells[at];
    if (text === undefined) return undefined;
    if (text.length < 40 && this.#empty.has(wordsKey(text))) {
      if (!this.used.has(at)) this.#leave(at, "says-nothing");
      this.used.add(at);
      return undefined;
    }
    this.used.add(at);
    return { ...this.at, column: at + 1, text, heading: this.#folded[at] ?? "" };
  }

  leave(cell: Cell, reason: LeftReason): void {
    this.#leave(cell.column - 1, reason);
  }

  #leave(at: number, reason: LeftReason): void {
    this.left.push({ heading: this.#headings[at] || `#${at + 1}`, reason });
  }

  headingOf(cell: Cell): string {
    return this.#headings[cell.column - 1] || `#${cell.column}`;
  }

  /** Columns with words that nobody has read. */
  *unread(): Generator<number> {
    for (const [at, cell] of this.#row.cells.entries()) if (cell !== undefined && !this.used.has(at)) yield at;
  }
}

/** Words compared as people write them. */
export const wordsKey = (words: string): string => fold(words.trim());
