/** What lies within what: units below a group, places within a place, members of a source's family. Answers row ids. */
import { type Db, prepared } from "../../db/connection.ts";

export function rowsOf(db: Db, ids: readonly string[]): number[] {
  const one = prepared(db, "SELECT id FROM record WHERE e = ?").pluck();
  return ids.flatMap((id) => (one.get(id) as number | undefined) ?? []);
}

/** Relations by which a person belongs to a group. */
export const belonging = ["member-of", "commands", "works-for"];

export function groupsWithUnits(db: Db, ids: readonly string[]): number[] {
  return closure(
    db,
    ids,
    `SELECT link.one AS below FROM link WHERE link.other = ? AND link.relation = 'unit-of' AND link.withdrawn = 0
     UNION SELECT link.other FROM link WHERE link.one = ? AND link.relation = 'parent-body-of' AND link.withdrawn = 0`,
  );
}

export function placesWithin(db: Db, ids: readonly string[]): number[] {
  return closure(db, ids, "SELECT place.record AS below FROM place WHERE place.within = ?");
}

/** With the members of each family, and every source that has the same bytes as one of them. */
export function sourcesWithin(db: Db, ids: readonly string[]): number[] {
  return closure(
    db,
    ids,
    `SELECT source.record AS below FROM source WHERE source.parent = ?
     UNION SELECT source.record FROM source WHERE source.sha256 = (SELECT sha256 FROM source WHERE record = ?)`,
  );
}

function closure(db: Db, ids: readonly string[], step: string): number[] {
  const below = prepared(db, step).pluck();
  const marks = step.split("?").length - 1;
  const found = new Set(rowsOf(db, ids));
  // A set grows while it is walked; circles end because nothing is added twice.
  for (const at of found) for (const each of below.all(...Array(marks).fill(at)) as number[]) found.add(each);
  return [...found];
}
