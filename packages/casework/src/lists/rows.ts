/** Rows of a table, put together again from the passages of its layer: the words that a citation will quote. */
import type { Place } from "@amana/record";

export interface ListRow {
  readonly sheet: string;
  /** As a spreadsheet program shows it; the first is 1. In a table of text the record's number, not the line's. */
  readonly row: number;
  /** By column, the first at 0; a cell without words is absent. */
  readonly cells: readonly (string | undefined)[];
}

/** What a layer says of one place. */
export interface PlacedText {
  readonly place: Place;
  readonly text: string;
}

/** Rows in the order of the layer. Passages that are no cells (a sheet's notes, a page's text) are no rows. */
export function* rowsOfPassages(passages: Iterable<PlacedText>): Generator<ListRow, void, void> {
  let current: { sheet: string; row: number; cells: (string | undefined)[] } | undefined;
  for (const { place, text } of passages) {
    if (place.type !== "cell") continue;
    if (current !== undefined && (current.sheet !== place.sheet || current.row !== place.row)) {
      yield current;
      current = undefined;
    }
    current ??= { sheet: place.sheet, row: place.row, cells: [] };
    let column = (place.column ?? 1) - 1;
    let from = 0;
    for (;;) {
      const end = text.indexOf("\t", from);
      const cell = end === -1 ? text.slice(from) : text.slice(from, end);
      if (cell.trim() !== "") add(current, column, cell);
      if (end === -1) break;
      from = end + 1;
      column += 1;
    }
  }
  if (current !== undefined) yield current;
}

/** A second piece of one cell follows the first: a table of text is cut losslessly, a sheet at white space that is gone. */
function add(
  row: { readonly sheet: string; readonly cells: (string | undefined)[] },
  column: number,
  cell: string,
): void {
  const before = row.cells[column];
  row.cells[column] = before === undefined ? cell : row.sheet === "" ? before + cell : `${before} ${cell}`;
}
