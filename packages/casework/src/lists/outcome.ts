/** What became of a row, told without a name: numbers, ids and reasons only. */
import type { Left, RowAt, RowRefusal } from "./plan.ts";

export type OutcomeType = "new" | "matched" | "unchanged" | "proposed" | "refused";
export const outcomeTypes: readonly OutcomeType[] = ["new", "matched", "unchanged", "proposed", "refused"];

/** A value of the list that is not the one the dossier has from an earlier issue. `before` and `after` are words of the list. */
export interface Difference {
  readonly row: number;
  readonly record: string;
  /** A property, or `act` or `link`. */
  readonly property: string;
  readonly before: string;
  readonly after: string;
  readonly cell: string;
  readonly accepted: boolean;
}

export interface Outcome {
  readonly at: RowAt;
  /** Last of a run of rows that are alike (empty ones). */
  readonly to?: number;
  readonly type: OutcomeType;
  readonly reason?: RowRefusal;
  /** Records the row opened or speaks of. */
  readonly records: readonly string[];
  readonly left: readonly Left[];
  readonly differences: readonly Difference[];
}

export interface Tally {
  readonly rows: number;
  readonly by: Readonly<Record<OutcomeType, number>>;
  /** Cells left in the source, by heading and reason. */
  readonly left: readonly { readonly heading: string; readonly reason: string; readonly cells: number }[];
  readonly refused: readonly { readonly reason: string; readonly rows: number }[];
}

export const rowsIn = ({ at, to }: Outcome): number => (to ?? at.row) - at.row + 1;

/** Sums that must be the rows: a row has one outcome. */
export function tallyOf(outcomes: Iterable<Outcome>): Tally {
  const by = { new: 0, matched: 0, unchanged: 0, proposed: 0, refused: 0 };
  const left = new Map<string, { heading: string; reason: string; cells: number }>();
  const refused = new Map<string, number>();
  let rows = 0;
  for (const outcome of outcomes) {
    const count = rowsIn(outcome);
    rows += count;
    by[outcome.type] += count;
    if (outcome.reason !== undefined) refused.set(outcome.reason, (refused.get(outcome.reason) ?? 0) + count);
    for (const { heading, reason } of outcome.left) {
      const key = `${reason} ${heading}`;
      const known = left.get(key);
      if (known === undefined) left.set(key, { heading, reason, cells: 1 });
      else known.cells += 1;
    }
  }
  return {
    rows,
    by,
    left: [...left.values()].sort((a, b) => b.cells - a.cells),
    refused: [...refused].map(([reason, count]) => ({ reason, rows: count })),
  };
}
