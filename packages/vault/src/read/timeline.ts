/** Statements in order of their dates: acts, beginnings and ends of links, dated claims, over whatever a selection finds. */
import type { Db } from "../db/connection.ts";
import type { Condition, Page, Subject } from "./select/condition.ts";
import { checksOf, planned } from "./select/index.ts";
import { tableOf } from "./select/parts.ts";
import { list, raw, type Sql, sql, union } from "./select/sql.ts";

export interface Dated {
  /** As the index compares it: a year, a month or a day, whichever is the first it may mean. */
  readonly date: string;
  readonly id: string;
  readonly kind: "act" | "claim" | "link-begins" | "link-ends";
}

export interface Timeline {
  readonly entries: readonly Dated[];
  readonly more: boolean;
  /** Acts that were found and bear no date. */
  readonly undated: number;
}

/** Up to here all that is found is put in order; above, it is looked for in the order of dates. */
const GATHERED = 2_000;
/** …groups fewer, for their links: a group has many, and few of them bear a date. */
const GATHERED_ENDS = 200;

/** Of each kind of record the properties whose value is a date. */
export type DatedProperties = { readonly [S in "person" | "group" | "incident"]: readonly string[] };

export function timeline(db: Db, conditions: readonly Condition[], properties: DatedProperties, page: Page): Timeline {
  const wanted = (page.offset ?? 0) + page.limit + 1;
  const found = [
    ...acts(db, conditions, wanted),
    ...(["person", "group", "incident"] as const).flatMap((subject) => [
      ...(properties[subject].length > 0 ? claims(db, subject, conditions, properties[subject], wanted) : []),
      ...(subject === "incident" ? [] : links(db, subject, conditions, wanted)),
    ]),
  ];
  // A link between two that were found stands once.
  const once = [...new Map(found.map((each) => [`${each.id} ${each.kind}`, each])).values()];
  once.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.id < b.id ? -1 : 1));
  return {
    entries: once.slice(page.offset ?? 0, wanted - 1),
    more: once.length >= wanted,
    undated: undated(db, conditions),
  };
}

function rows(db: Db, { text, values }: Sql): Dated[] {
  return db.prepare(text).all(...values) as Dated[];
}

function acts(db: Db, conditions: readonly Condition[], wanted: number): Dated[] {
  const date = raw("coalesce(x.earliest, x.latest)");
  const walk = sql`SELECT ${date} AS date, record.e AS id, 'act' AS kind FROM act x INDEXED BY act_earliest CROSS JOIN record ON record.id = x.record
    WHERE x.earliest IS NOT NULL AND ${checksOf(db, "act", conditions)} ORDER BY x.earliest, x.record LIMIT ${wanted}`;
  const gathered = (found: Sql) =>
    sql`SELECT ${date} AS date, record.e AS id, 'act' AS kind FROM (SELECT DISTINCT record FROM (${found})) f CROSS JOIN act x ON x.record = f.record CROSS JOIN record ON record.id = f.record
      WHERE ${date} IS NOT NULL ORDER BY date, x.record LIMIT ${wanted}`;
  return rows(db, isLarge(db, "act", conditions) ? walk : gathered(planned(db, "act", conditions).found));
}

function claims(
  db: Db,
  subject: Subject,
  conditions: readonly Condition[],
  properties: readonly string[],
  wanted: number,
): Dated[] {
  const dated = raw("c.withdrawn = 0 AND c.key GLOB '[0-9][0-9][0-9][0-9]*'");
  const shape = raw("c.key AS date, record.e AS id, 'claim' AS kind");
  if (isLarge(db, subject, conditions))
    return properties.flatMap((property) =>
      rows(
        db,
        sql`SELECT ${shape} FROM claim c INDEXED BY claim_property CROSS JOIN ${raw(tableOf[subject])} x ON x.record = c.about CROSS JOIN record ON record.id = c.record
          WHERE c.property = ${property} AND ${dated} AND ${checksOf(db, subject, conditions)} ORDER BY c.key LIMIT ${wanted}`,
      ),
    );
  const { found } = planned(db, subject, conditions);
  return rows(
    db,
    sql`SELECT ${shape} FROM (SELECT DISTINCT record FROM (${found})) f CROSS JOIN claim c INDEXED BY claim_about ON c.about = f.record CROSS JOIN record ON record.id = c.record
      WHERE c.property IN ${list(properties)} AND ${dated} ORDER BY c.key LIMIT ${wanted}`,
  );
}

function links(db: Db, subject: Subject, conditions: readonly Condition[], wanted: number): Dated[] {
  const large = isLarge(db, subject, conditions, subject === "group" ? GATHERED_ENDS : GATHERED);
  const found = large ? undefined : planned(db, subject, conditions).found;
  return (["since", "until"] as const).flatMap((column) => {
    const date = raw(`l.${column}`);
    const kind = column === "since" ? "link-begins" : "link-ends";
    const shape = sql`SELECT ${date} AS date, record.e AS id, ${kind} AS kind`;
    // A count, not EXISTS: SQLite would make a join of that, and lose the order of dates.
    if (found === undefined)
      return rows(
        db,
        sql`${shape} FROM link l INDEXED BY ${raw(`link_${column}`)} CROSS JOIN record ON record.id = l.record WHERE ${date} IS NOT NULL AND l.withdrawn = 0
          AND (SELECT count(*) FROM ${raw(tableOf[subject])} x WHERE x.record IN (l.one, l.other) AND ${checksOf(db, subject, conditions)}) > 0 ORDER BY ${date}, l.record LIMIT ${wanted}`,
      );
    const ends = union(
      ["one", "other"].map(
        (end) =>
          sql`SELECT l.record FROM (SELECT DISTINCT record FROM (${found})) f CROSS JOIN link l INDEXED BY ${raw(`link_${end}`)} ON l.${raw(end)} = f.record`,
      ),
    );
    return rows(
      db,
      sql`${shape} FROM (SELECT DISTINCT record FROM (${ends})) f CROSS JOIN link l ON l.record = f.record CROSS JOIN record ON record.id = l.record
        WHERE ${date} IS NOT NULL AND l.withdrawn = 0 ORDER BY ${date}, l.record LIMIT ${wanted}`,
    );
  });
}

function undated(db: Db, conditions: readonly Condition[]): number {
  const without = sql`FROM act x INDEXED BY act_undated WHERE x.earliest IS NULL AND x.latest IS NULL AND ${checksOf(db, "act", conditions)}`;
  return Number(
    db
      .prepare(`SELECT count(*) ${without.text}`)
      .pluck()
      .get(...without.values),
  );
}

function isLarge(db: Db, subject: Subject, conditions: readonly Condition[], most = GATHERED): boolean {
  const { found } = planned(db, subject, conditions);
  const size = sql`SELECT count(*) FROM (${found} LIMIT ${most + 1})`;
  return (
    Number(
      db
        .prepare(size.text)
        .pluck()
        .get(...size.values),
    ) > most
  );
}
