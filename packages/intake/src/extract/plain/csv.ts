/**
 * Rows of a table in text (RFC 4180, and what programs make of it: other marks, stray quotes, line ends of every kind).
 * Streams: one row is held at a time, and an opened quote that never closes cannot swallow the file.
 */

export type ColumnMark = "," | ";" | "\t" | "|";

/** A row longer than this has lost its closing quote; the rest is read as if the quote were a letter. */
const rowUnits = 1_000_000;

export interface RowReader {
  /** Rows that `piece` completes. */
  push(piece: string): readonly (readonly string[])[];
  /** The last row, if the text did not end with a line end. */
  end(): readonly (readonly string[])[];
}

export function rowReader(mark: ColumnMark): RowReader {
  let row: string[] = [];
  let field = "";
  let quoted = false;
  /** A quote was met inside a quoted field: another makes it a letter, anything else ends the quotation. */
  let closing = false;
  let started = false;
  let length = 0;
  let runaway = false;

  function endField(): void {
    row.push(field);
    field = "";
    started = false;
    closing = false;
    quoted = false;
  }
  function consume(piece: string): string[][] {
    const rows: string[][] = [];
    let from = 0;
    for (let at = 0; at < piece.length; at++) {
      const code = piece.charCodeAt(at);
      if (quoted && !closing) {
        if (code !== 34) {
          if (++length <= rowUnits) continue;
          runaway = true;
          quoted = false;
          continue;
        }
        field += piece.slice(from, at);
        from = at + 1;
        closing = true;
        continue;
      }
      if (closing) {
        closing = false;
        if (code === 34) {
          from = at;
          continue;
        }
        quoted = false;
      }
      if (code === 34 && !started && !runaway) {
        quoted = true;
        started = true;
        from = at + 1;
      } else if (code === mark.charCodeAt(0)) {
        field += piece.slice(from, at);
        from = at + 1;
        endField();
      } else if (code === 10) {
        field += piece.slice(from, at);
        from = at + 1;
        endField();
        rows.push(row);
        row = [];
        length = 0;
      } else {
        started = true;
      }
      length += 1;
    }
    field += piece.slice(from);
    return rows;
  }
  return {
    push: consume,
    end() {
      if (field === "" && row.length === 0 && !started) return [];
      endField();
      const last = row;
      row = [];
      return [last];
    },
  };
}

/** The mark that divides most rows of the sample into the same number of columns. */
export function columnMarkOf(sample: string): ColumnMark {
  let best: { readonly mark: ColumnMark; readonly score: number } = { mark: ",", score: 0 };
  for (const mark of [",", ";", "\t", "|"] as const) {
    const rows = rowReader(mark).push(sample.slice(0, 65_536)).slice(0, 200);
    const counts = new Map<number, number>();
    for (const row of rows) if (row.length > 1) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
    // As many rows as agree; columns only break a tie, or text with many commas would win over a true tab.
    for (const [columns, times] of counts) {
      const score = times + Math.min(columns, 100) / 1_000;
      if (score > best.score) best = { mark, score };
    }
  }
  return best.mark;
}
