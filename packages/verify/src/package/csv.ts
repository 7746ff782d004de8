/** The one permitted CSV, read row by row: spec/package.md PK-12. */
import { type Place, pieces } from "./files.ts";

export type Row = ReadonlyMap<string, string>;

/** Thrown inside a reading and turned into a check by whoever reads; the row number counts the header as 1. */
export class TableMalformed extends Error {
  readonly row: number;
  constructor(row: number) {
    super(`row ${row} is not as it must be`);
    this.row = row;
  }
}

/** No record of ours comes near it; an unclosed quote must not fill the memory. */
const LONGEST_RECORD = 4 << 20;

/** Rows as maps from column to value, guards taken off. Throws TableMalformed at the first fault of form. */
export function* rows(place: Place, firstColumns: readonly string[]): Generator<Row> {
  let header: readonly string[] | undefined;
  let row = 0;
  for (const record of records(place)) {
    row++;
    if (header === undefined) {
      header = record;
      const begins = firstColumns.every((name, i) => record[i] === name);
      if (!begins || new Set(record).size !== record.length) throw new TableMalformed(row);
      continue;
    }
    if (record.length !== header.length) throw new TableMalformed(row);
    yield new Map(header.map((name, i) => [name, record[i] ?? ""]));
  }
  if (header === undefined) throw new TableMalformed(1);
}

/** One record: every field in double quotes, CRLF at the end. Sticky, so that nothing between records is passed over. */
const RECORD = /"[^"]*(?:""[^"]*)*"(?:,"[^"]*(?:""[^"]*)*")*\r\n/y;

function* records(place: Place): Generator<readonly string[]> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let count = 0;
  let rest = "";
  let begun = false;
  try {
    for (const piece of pieces(place)) {
      rest += decoder.decode(piece, { stream: true });
      if (!begun && rest.length > 0) {
        if (!rest.startsWith("\ufeff")) throw new TableMalformed(1);
        rest = rest.slice(1);
        begun = true;
      }
      let at = 0;
      // A quote at the end of a piece may be the first half of a doubled one; CRLF behind it settles that.
      for (RECORD.lastIndex = at; ; at = RECORD.lastIndex) {
        const match = RECORD.exec(rest);
        if (match === null) break;
        count++;
        yield fieldsOf(match[0], count);
        RECORD.lastIndex = at + match[0].length;
      }
      rest = rest.slice(at);
      if (rest.length > LONGEST_RECORD) throw new TableMalformed(count + 1);
    }
    rest += decoder.decode();
  } catch (cause) {
    if (cause instanceof TableMalformed) throw cause;
    throw new TableMalformed(count + 1); // not UTF-8
  }
  if (rest !== "" || !begun) throw new TableMalformed(count + 1);
}

function fieldsOf(record: string, row: number): readonly string[] {
  return Array.from(record.matchAll(/"([^"]*(?:""[^"]*)*)"/g), (field) => {
    const written = (field[1] ?? "").replaceAll('""', '"');
    const value = written.startsWith("'") ? written.slice(1) : written;
    if (guarded(value) !== written) throw new TableMalformed(row);
    return value;
  });
}

/** A value a spreadsheet could take for a formula is written with one quote mark before it. */
export function guarded(value: string): string {
  return /^[=+\-@\t\r']/.test(value) ? `'${value}` : value;
}

/** The bytes of a table; the other direction of `rows`, so that makers and checkers share one rule. */
export function formatTable(columns: readonly string[], values: readonly (readonly string[])[]): string {
  const record = (cells: readonly string[]) =>
    `${cells.map((cell) => `"${guarded(cell).replaceAll('"', '""')}"`).join(",")}\r\n`;
  return `\ufeff${[columns, ...values].map(record).join("")}`;
}
