/** What rests on what: statements that cite certain sources, and the records a statement is about. */
import { type Db, prepared } from "../db/connection.ts";
import { sourcesWithin } from "./select/within.ts";

/** A standing statement that cites some of the sources, and how many of its citations are of others. */
export interface Resting {
  readonly id: string;
  readonly left: number;
}

/** Sources with all within them and all of the same bytes, as record ids. */
export function sourcesWith(db: Db, sources: readonly string[]): string[] {
  const e = prepared(db, "SELECT e FROM record WHERE id = ?").pluck();
  return sourcesWithin(db, sources).map((id) => e.get(id) as string);
}

export function* restingOn(db: Db, sources: readonly string[]): IterableIterator<Resting> {
  const rows = db
    .prepare(
      `WITH mine AS MATERIALIZED (SELECT value AS source FROM json_each(?)),
         cited AS MATERIALIZED (SELECT DISTINCT z.record FROM mine CROSS JOIN citation z ON z.source = mine.source)
       SELECT record.e AS id, (SELECT count(*) FROM citation z WHERE z.record = cited.record AND z.source NOT IN (SELECT source FROM mine)) AS "left"
       FROM cited CROSS JOIN record ON record.id = cited.record
       LEFT JOIN claim ON claim.record = cited.record LEFT JOIN act ON act.record = cited.record LEFT JOIN link ON link.record = cited.record
       WHERE coalesce(claim.withdrawn, act.withdrawn, link.withdrawn) = 0 ORDER BY cited.record`,
    )
    .iterate(JSON.stringify(sourcesWithin(db, sources)));
  for (const row of rows) yield row as Resting;
}

/** Whom and what a statement is about: of a claim its subject, of an act its parties, incident and place, of a link its ends. */
export function subjectsOf(db: Db, statement: string): string[] {
  return prepared(
    db,
    `WITH me AS (SELECT id FROM record WHERE e = ?), found AS (
       SELECT about AS record FROM claim WHERE record = (SELECT id FROM me)
       UNION SELECT who FROM party WHERE record = (SELECT id FROM me) AND who IS NOT NULL
       UNION SELECT incident FROM act WHERE record = (SELECT id FROM me) AND incident IS NOT NULL
       UNION SELECT at FROM act WHERE record = (SELECT id FROM me) AND at IS NOT NULL
       UNION SELECT one FROM link WHERE record = (SELECT id FROM me)
       UNION SELECT other FROM link WHERE record = (SELECT id FROM me))
     SELECT record.e FROM found CROSS JOIN record ON record.id = found.record ORDER BY found.record`,
  )
    .pluck()
    .all(statement) as string[];
}

/** Standing claims about a record under one property. */
export function claimsUnder(db: Db, about: string, property: string): string[] {
  return prepared(
    db,
    `SELECT own.e FROM claim INDEXED BY claim_about CROSS JOIN record AS own ON own.id = claim.record
     WHERE claim.about = (SELECT id FROM record WHERE e = ?) AND claim.property = ? AND claim.withdrawn = 0 ORDER BY claim.record`,
  )
    .pluck()
    .all(about, property) as string[];
}
