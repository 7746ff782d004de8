/** Persons and the statements about them, as they stand in the index. */
import { type Db, prepared } from "../db/connection.ts";
import type { PersonRow } from "./rows.ts";

export function* persons(db: Db): IterableIterator<PersonRow> {
  const rows = db
    .prepare(
      `SELECT record.e AS id, person.label,
         (SELECT count(*) FROM claim WHERE claim.about = person.record AND claim.withdrawn = 0)
         + (SELECT count(DISTINCT party.record) FROM party JOIN act ON act.record = party.record WHERE party.who = person.record AND act.withdrawn = 0) AS claims
       FROM person JOIN record ON record.id = person.record WHERE person.withdrawn = 0 ORDER BY person.record`,
    )
    .iterate();
  for (const row of rows) yield row as PersonRow;
}

export interface StatementRef {
  readonly id: string;
  readonly withdrawn: boolean;
}

const about = `
  SELECT record.e AS id, claim.withdrawn AS withdrawn FROM claim JOIN record ON record.id = claim.record WHERE claim.about = @who
  UNION ALL
  SELECT DISTINCT record.e, act.withdrawn FROM party JOIN act ON act.record = party.record JOIN record ON record.id = act.record WHERE party.who = @who
  ORDER BY id`;

/** Claims about and acts with a person or group, withdrawn ones included and marked. */
export function statementsAbout(db: Db, e: string): StatementRef[] {
  const who = prepared(db, "SELECT id FROM record WHERE e = ?").pluck().get(e);
  if (who === undefined) return [];
  return (prepared(db, about).all({ who }) as { id: string; withdrawn: number }[]).map(({ id, withdrawn }) => ({
    id,
    withdrawn: withdrawn === 1,
  }));
}

/** Every claim and act, in the order they were first seen. */
export function* statements(
  db: Db,
): IterableIterator<StatementRef & { readonly kind: "claim" | "act"; readonly t: string }> {
  const rows = db
    .prepare(
      `SELECT record.e AS id, 'claim' AS kind, claim.withdrawn, claim.t, claim.record AS r FROM claim JOIN record ON record.id = claim.record
       UNION ALL SELECT record.e, 'act', act.withdrawn, act.t, act.record FROM act JOIN record ON record.id = act.record ORDER BY r`,
    )
    .iterate();
  for (const row of rows as IterableIterator<{ id: string; kind: "claim" | "act"; withdrawn: number; t: string }>)
    yield { id: row.id, kind: row.kind, withdrawn: row.withdrawn === 1, t: row.t };
}

/** Claims and acts that cite a source and still stand. */
export function statementsCiting(db: Db, source: string): string[] {
  return prepared(
    db,
    `SELECT DISTINCT own.e FROM citation JOIN record ON record.id = citation.source JOIN record AS own ON own.id = citation.record
       LEFT JOIN claim ON claim.record = citation.record LEFT JOIN act ON act.record = citation.record
       WHERE record.e = ? AND coalesce(claim.withdrawn, act.withdrawn) = 0 ORDER BY own.e`,
  )
    .pluck()
    .all(source) as string[];
}

export function consentRecords(db: Db, person?: string): string[] {
  const sql = `SELECT own.e FROM consent JOIN record ON record.id = consent.person JOIN record AS own ON own.id = consent.record`;
  return (
    person === undefined
      ? prepared(db, `${sql} ORDER BY consent.record`).pluck().all()
      : prepared(db, `${sql} WHERE record.e = ? ORDER BY consent.record`).pluck().all(person)
  ) as string[];
}
