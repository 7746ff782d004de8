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

export type StatementKind = "claim" | "act" | "link";

const about = `
  SELECT record.e AS id, claim.withdrawn AS withdrawn FROM claim JOIN record ON record.id = claim.record WHERE claim.about = @who
  UNION ALL
  SELECT DISTINCT record.e, act.withdrawn FROM party JOIN act ON act.record = party.record JOIN record ON record.id = act.record WHERE party.who = @who
  UNION ALL
  SELECT record.e, link.withdrawn FROM link JOIN record ON record.id = link.record WHERE link.one = @who OR link.other = @who
  ORDER BY id`;

/** Claims about, acts with and links of a person or group, withdrawn ones included and marked. */
export function statementsAbout(db: Db, e: string): StatementRef[] {
  const who = prepared(db, "SELECT id FROM record WHERE e = ?").pluck().get(e);
  if (who === undefined) return [];
  return (prepared(db, about).all({ who }) as { id: string; withdrawn: number }[]).map(({ id, withdrawn }) => ({
    id,
    withdrawn: withdrawn === 1,
  }));
}

/** Every claim, act and link, in the order they were first seen. */
export function* statements(
  db: Db,
): IterableIterator<StatementRef & { readonly kind: StatementKind; readonly t: string }> {
  const rows = db
    .prepare(
      `SELECT record.e AS id, 'claim' AS kind, claim.withdrawn, claim.t, claim.record AS r FROM claim JOIN record ON record.id = claim.record
       UNION ALL SELECT record.e, 'act', act.withdrawn, act.t, act.record FROM act JOIN record ON record.id = act.record
       UNION ALL SELECT record.e, 'link', link.withdrawn, link.t, link.record FROM link JOIN record ON record.id = link.record ORDER BY r`,
    )
    .iterate();
  for (const row of rows as IterableIterator<{ id: string; kind: StatementKind; withdrawn: number; t: string }>)
    yield { id: row.id, kind: row.kind, withdrawn: row.withdrawn === 1, t: row.t };
}

/** Claims, acts and links that cite a source and still stand. */
export function statementsCiting(db: Db, source: string): string[] {
  return prepared(
    db,
    `SELECT DISTINCT own.e FROM citation JOIN record ON record.id = citation.source JOIN record AS own ON own.id = citation.record
       LEFT JOIN claim ON claim.record = citation.record LEFT JOIN act ON act.record = citation.record
       LEFT JOIN link ON link.record = citation.record
       WHERE record.e = ? AND coalesce(claim.withdrawn, act.withdrawn, link.withdrawn) = 0 ORDER BY own.e`,
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

/** Stands on this side of an act that is not withdrawn: among the alleged perpetrators, or among the victims. */
export function standsAs(db: Db, e: string, side: "perpetrator" | "victim"): boolean {
  const sql = `SELECT 1 FROM record JOIN party ON party.who = record.id JOIN act ON act.record = party.record
    WHERE record.e = ? AND party.side = ? AND act.withdrawn = 0 LIMIT 1`;
  return prepared(db, sql).get(e, side) !== undefined;
}

/** Places by a name of theirs, compared folded; by their code in our gazetteer; by their number in GeoNames. */
export function placesBy(db: Db, by: "name" | "gazetteer" | "geonames", value: string): string[] {
  const found = {
    name: "SELECT record FROM place_name WHERE name = ?",
    gazetteer: "SELECT record FROM place WHERE gazetteer = ? AND withdrawn = 0",
    geonames: "SELECT record FROM place WHERE geonames = ? AND withdrawn = 0",
  } as const;
  return prepared(db, `SELECT e FROM record WHERE id IN (${found[by]}) ORDER BY id`).pluck().all(value) as string[];
}

/** Claims, acts and links that cite a source, those taken back included, in the order they were first seen. */
export function statementsFrom(db: Db, source: string): string[] {
  const sql = `SELECT e FROM record WHERE id IN
      (SELECT citation.record FROM citation JOIN record ON record.id = citation.source WHERE record.e = ?) ORDER BY id`;
  return prepared(db, sql).pluck().all(source) as string[];
}

const labelled = { per: "person", grp: "grp", inc: "incident", plc: "place" } as const;

/** Ids and labels of every record of a type that stands. */
export function labels(
  db: Db,
  type: keyof typeof labelled,
): IterableIterator<{ readonly id: string; readonly label: string }> {
  const table = labelled[type];
  const sql = `SELECT record.e AS id, label FROM ${table} JOIN record ON record.id = ${table}.record WHERE withdrawn = 0 ORDER BY record.id`;
  return db.prepare(sql).iterate() as IterableIterator<{ id: string; label: string }>;
}

export interface ClaimRef {
  readonly about: string;
  /** The value as it is shown. */
  readonly shown: string;
  readonly source: string;
}

/** Standing claims of one property, with the source each cites first. */
export function claimsOf(db: Db, property: string): IterableIterator<ClaimRef> {
  const sql = `SELECT about.e AS about, claim.shown AS shown, source.e AS source
    FROM claim JOIN record AS about ON about.id = claim.about
    JOIN citation ON citation.record = claim.record AND citation.ordinal = 0 JOIN record AS source ON source.id = citation.source
    WHERE claim.property = ? AND claim.withdrawn = 0 ORDER BY claim.record`;
  return db.prepare(sql).iterate(property) as IterableIterator<ClaimRef>;
}
