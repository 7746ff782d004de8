/** The short tables of the dossier, row by row: groups, places, incidents, links, imported lists, and persons by name. */
import { type Db, prepared } from "../db/connection.ts";
import { present } from "./rows.ts";

/** A record and the words it goes by. */
export interface Named {
  readonly id: string;
  readonly label: string;
}

export interface GroupRow extends Named {
  readonly kind?: string;
}

export interface PlaceRow extends Named {
  readonly gazetteer?: string;
  readonly geonames?: string;
  /** Whole numbers of 1/100,000 degree. */
  readonly latitude?: number;
  readonly longitude?: number;
  readonly precision?: string;
  readonly within?: string;
}

export interface LinkRow {
  readonly id: string;
  readonly from: string;
  readonly relation: string;
  readonly to: string;
  readonly position?: string;
  readonly since?: string;
  readonly until?: string;
  readonly withdrawn: boolean;
}

export interface ListRow {
  readonly id: string;
  readonly source: string;
  readonly name: string;
  readonly t: string;
}

function* rows<T extends object>(db: Db, sql: string): IterableIterator<T> {
  for (const row of db.prepare(sql).iterate()) yield present(row as T);
}

export function groups(db: Db): IterableIterator<GroupRow> {
  return rows(
    db,
    "SELECT record.e AS id, grp.label, grp.kind FROM grp JOIN record ON record.id = grp.record WHERE grp.withdrawn = 0 ORDER BY grp.record",
  );
}

export function places(db: Db): IterableIterator<PlaceRow> {
  return rows(
    db,
    `SELECT record.e AS id, place.label, place.gazetteer, place.geonames, place.latitude, place.longitude, place.precision, outer.e AS within
     FROM place JOIN record ON record.id = place.record LEFT JOIN record AS outer ON outer.id = place.within
     WHERE place.withdrawn = 0 ORDER BY place.record`,
  );
}

export function incidents(db: Db): IterableIterator<Named> {
  return rows(
    db,
    "SELECT record.e AS id, incident.label FROM incident JOIN record ON record.id = incident.record WHERE incident.withdrawn = 0 ORDER BY incident.record",
  );
}

export function importedLists(db: Db): IterableIterator<ListRow> {
  return rows(
    db,
    `SELECT record.e AS id, source.e AS source, list.name, list.t FROM list JOIN record ON record.id = list.record
     JOIN record AS source ON source.id = list.source WHERE list.withdrawn = 0 ORDER BY list.record`,
  );
}

export function* links(db: Db): IterableIterator<LinkRow> {
  const all = rows<Omit<LinkRow, "withdrawn"> & { readonly withdrawn: number }>(
    db,
    `SELECT own.e AS id, one.e AS "from", link.relation, other.e AS "to", link.position, link.since, link.until, link.withdrawn
     FROM link JOIN record AS own ON own.id = link.record JOIN record AS one ON one.id = link.one JOIN record AS other ON other.id = link.other
     ORDER BY link.record`,
  );
  for (const row of all) yield { ...row, withdrawn: row.withdrawn === 1 };
}

/** `label` is the name that was found: that of the record, or one that a claim gives it. */
export function personsNamed(db: Db, match: string, limit: number): Named[] {
  return prepared(
    db,
    `SELECT record.e AS id, coalesce(claim.shown, person.label) AS label
     FROM passage_text CROSS JOIN passage ON passage.id = passage_text.rowid
     LEFT JOIN claim ON claim.record = passage.record AND claim.property IN ('name', 'kunya', 'nom-de-guerre', 'code-name')
     CROSS JOIN person ON person.record = coalesce(claim.about, passage.record) CROSS JOIN record ON record.id = person.record
     WHERE passage_text MATCH ? AND person.withdrawn = 0 LIMIT ?`,
  ).all(match, limit) as Named[];
}

export interface StatementOn {
  readonly id: string;
  readonly withdrawn: boolean;
}

/**
 * Claims about a record, acts it takes part in or that stand in it (an incident) or happened there (a place), and its links;
 * withdrawn ones included and marked. In the order in which they were first spoken of.
 */
export function statementsOn(db: Db, e: string): StatementOn[] {
  const rows = prepared(
    db,
    `WITH me AS (SELECT id FROM record WHERE e = ?), found AS (
       SELECT record, withdrawn FROM claim WHERE about = (SELECT id FROM me)
       UNION SELECT act.record, act.withdrawn FROM party CROSS JOIN act ON act.record = party.record WHERE party.who = (SELECT id FROM me)
       UNION SELECT record, withdrawn FROM act WHERE incident = (SELECT id FROM me)
       UNION SELECT record, withdrawn FROM act WHERE at = (SELECT id FROM me)
       UNION SELECT record, withdrawn FROM link WHERE one = (SELECT id FROM me)
       UNION SELECT record, withdrawn FROM link WHERE other = (SELECT id FROM me))
     SELECT record.e AS id, found.withdrawn FROM found CROSS JOIN record ON record.id = found.record ORDER BY found.record`,
  ).all(e) as { readonly id: string; readonly withdrawn: number }[];
  return rows.map(({ id, withdrawn }) => ({ id, withdrawn: withdrawn === 1 }));
}

/** Standing statements that a person makes. */
export function statementsSaidBy(db: Db, e: string): string[] {
  return prepared(
    db,
    `WITH me AS (SELECT id FROM record WHERE e = ?), found AS (
       SELECT record FROM claim WHERE said_by = (SELECT id FROM me) AND withdrawn = 0
       UNION ALL SELECT record FROM act WHERE said_by = (SELECT id FROM me) AND withdrawn = 0
       UNION ALL SELECT record FROM link WHERE said_by = (SELECT id FROM me) AND withdrawn = 0)
     SELECT record.e FROM found CROSS JOIN record ON record.id = found.record ORDER BY found.record`,
  )
    .pluck()
    .all(e) as string[];
}

export interface IdentityRow {
  readonly id: string;
  readonly other: string;
  readonly decision: "proposed" | "same" | "different" | "parted";
}

/** What was proposed or decided about this person and another being one. */
export function identitiesOf(db: Db, e: string): IdentityRow[] {
  return prepared(
    db,
    `SELECT own.e AS id, CASE WHEN one.e = @e THEN other.e ELSE one.e END AS other, identity.decision
     FROM identity JOIN record AS own ON own.id = identity.record JOIN record AS one ON one.id = identity.one
     JOIN record AS other ON other.id = identity.other
     WHERE identity.record IN (SELECT record FROM identity WHERE one = (SELECT id FROM record WHERE e = @e)
       UNION SELECT record FROM identity WHERE other = (SELECT id FROM record WHERE e = @e)) ORDER BY identity.record`,
  ).all({ e }) as IdentityRow[];
}

/** Standing links of these relations at one end of which the record stands. */
export function linksAt(db: Db, e: string, relations: readonly string[]): string[] {
  return prepared(
    db,
    `WITH me AS (SELECT id FROM record WHERE e = @e), found AS (
       SELECT record FROM link INDEXED BY link_one WHERE one = (SELECT id FROM me) AND relation IN (SELECT value FROM json_each(@relations)) AND withdrawn = 0
       UNION SELECT record FROM link INDEXED BY link_other WHERE other = (SELECT id FROM me) AND relation IN (SELECT value FROM json_each(@relations)) AND withdrawn = 0)
     SELECT record.e FROM found CROSS JOIN record ON record.id = found.record ORDER BY found.record`,
  )
    .pluck()
    .all({ e, relations: JSON.stringify(relations) }) as string[];
}
