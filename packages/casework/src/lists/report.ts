/** The report of an import: one line a row, with numbers, ids and reasons. No name stands in it. */
import { csvLine } from "./csv.ts";
import type { Outcome } from "./outcome.ts";

export const reportHeadings = ["source", "sheet", "row", "to_row", "outcome", "reason", "records", "left"] as const;

export function* reportLines(outcomes: Iterable<Outcome>): Generator<string, void, void> {
  yield csvLine(reportHeadings);
  for (const { at, to, type, reason, records, left } of outcomes)
    yield csvLine([
      at.table.source,
      at.sheet,
      at.row,
      to ?? at.row,
      type,
      reason,
      records.join(" "),
      left.map(({ heading, reason: why }) => `${heading}: ${why}`).join("; "),
    ]);
}

export const changeHeadings = ["row", "record", "property", "column", "before", "after", "accept"] as const;

/** What differs from earlier issues, to be read and decided: strike a line out, or write `no` in its last cell. */
export function* changeLines(outcomes: Iterable<Outcome>): Generator<string, void, void> {
  yield csvLine(changeHeadings);
  for (const { differences } of outcomes)
    for (const { row, record, property, cell, before, after, accepted } of differences)
      if (!accepted) yield csvLine([row, record, property, cell, before, after, ""]);
}
