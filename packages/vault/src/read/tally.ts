/** Counts of records by one or two of their properties, over whatever a selection finds. Each record counts once a value. */
import { type Db, prepared } from "../db/connection.ts";
import { actParts } from "./select/acts.ts";
import type { Condition, Subject } from "./select/condition.ts";
import { planned } from "./select/index.ts";
import { isActAsked } from "./select/parts.ts";
import { joined, list, raw, type Sql, sql, union } from "./select/sql.ts";
import { belonging } from "./select/within.ts";

export type ActAxis =
  | "type"
  | "method"
  | "ground"
  | "basis"
  | "outcome"
  | "degree"
  | "place"
  | "year"
  | "month"
  | "certainty";

export type Axis =
  | { readonly by: ActAxis }
  /** `same`: folded values that count as another. Bands: numbers in steps of age. */
  | {
      readonly by: "property";
      readonly property: string;
      readonly same?: Readonly<Record<string, string>>;
      readonly bands?: readonly number[];
    }
  | { readonly by: "list" | "said-by" | "unit" };

export interface Tally {
  /** Records selected. */
  readonly all: number;
  /** Of each axis: records that have no value of it. */
  readonly missing: readonly number[];
  /** …and those that have more than one, and so count more than once. */
  readonly several: readonly number[];
  readonly rows: readonly { readonly keys: readonly (string | null)[]; readonly n: number }[];
}

/** What the records selected rest on, and how many persons they can be. */
export interface Basis {
  /** Distinct sources that statements about them cite. */
  readonly sources: number;
  /** Pairs of them that are proposed to be one person, and fewest persons when those confirmed as one count once. */
  readonly proposed: number;
  readonly fewest: number;
}

/** One pass over the values, record by record: memory is that of the rows of the answer. */
export function tally(db: Db, subject: Subject, conditions: readonly Condition[], axes: readonly Axis[]): Tally {
  const question = sql`${chosen(db, subject, conditions)} ${valuesOf(db, subject, conditions, axes)}`;
  const counts = new Map<string, number>();
  const having = axes.map(() => 0);
  const several = axes.map(() => 0);
  let all = 0;
  let record: unknown;
  let rows = new Set<string>();
  let values = axes.map(() => new Set<string>());
  const close = () => {
    for (const row of rows) counts.set(row, (counts.get(row) ?? 0) + 1);
    for (const [at, { size }] of values.entries()) {
      if (size > 0) having[at] = (having[at] ?? 0) + 1;
      if (size > 1) several[at] = (several[at] ?? 0) + 1;
    }
  };
  for (const [id, ...keys] of db
    .prepare(question.text)
    .raw()
    .iterate(...question.values) as IterableIterator<unknown[]>) {
    if (id !== record) {
      close();
      all += 1;
      record = id;
      rows = new Set();
      values = axes.map(() => new Set<string>());
    }
    for (const [at, key] of keys.entries()) if (key !== null) values[at]?.add(String(key));
    if (keys.some((key) => key !== null))
      rows.add(JSON.stringify(keys.map((key) => (key === null ? null : String(key)))));
  }
  close();
  const told = [...counts].map(([row, n]) => ({ keys: JSON.parse(row) as (string | null)[], n, row }));
  told.sort((a, b) => b.n - a.n || (a.row < b.row ? -1 : 1));
  return {
    all,
    missing: having.map((n) => all - n),
    several,
    rows: told.map(({ keys, n }) => ({ keys, n })),
  };
}

export function basis(db: Db, subject: Subject, conditions: readonly Condition[]): Basis {
  const selected = chosen(db, subject, conditions);
  const one = (question: Sql) =>
    Number(
      db
        .prepare(question.text)
        .pluck()
        .get(...question.values) ?? 0,
    );
  const sources = one(sql`${selected} ${sourcesOf(subject)}`);
  if (subject !== "person") return { sources, proposed: 0, fewest: 0 };
  return { sources, ...identities(db, selected, one(sql`${selected} SELECT count(*) FROM chosen`)) };
}

/** A connection that only reads cannot keep a table of its own, not even a temporary one: each question carries the selection. */
function chosen(db: Db, subject: Subject, conditions: readonly Condition[]): Sql {
  const { found, once } = planned(db, subject, conditions);
  return sql`WITH chosen AS MATERIALIZED (${once ? found : sql`SELECT DISTINCT record FROM (${found})`})`;
}

/** Rows (record, k0, k1): what each record has. Two axes of acts are of one act. */
function valuesOf(db: Db, subject: Subject, conditions: readonly Condition[], axes: readonly Axis[]): Sql {
  const ofActs = axes.flatMap((axis, at) => (isOfActs(axis) ? [{ by: axis.by, at }] : []));
  const others = axes.flatMap((axis, at) => (isOfActs(axis) ? [] : [{ axis, at }]));
  const parts: { readonly text: Sql; readonly at: readonly number[] }[] = [
    ...(ofActs.length > 0
      ? [{ text: throughActs(db, subject, conditions, ofActs), at: ofActs.map(({ at }) => at) }]
      : []),
    ...others.map(({ axis, at }) => ({ text: otherValues(subject, axis, at), at: [at] })),
  ];
  const columns = axes.map((_, at) => `v${parts.findIndex((part) => part.at.includes(at))}.k${at}`);
  const joins = parts.map(
    ({ text }, n) => sql` LEFT JOIN (${text}) v${raw(String(n))} ON v${raw(String(n))}.record = x.record`,
  );
  return sql`SELECT x.record, ${raw(columns.join(", "))} FROM chosen x${joined(joins, "")}`;
}

function isOfActs(axis: Axis): axis is { readonly by: ActAxis } {
  return !["property", "list", "said-by", "unit"].includes(axis.by);
}

const actKeys: { readonly [A in ActAxis]: string } = {
  // What no term says counts under its words, in one spelling.
  type: "a.type_key",
  method: "a.method",
  ground: "q.ground",
  basis: "q.basis",
  outcome: "a.outcome",
  degree: "d.degree",
  place: "coalesce((SELECT e FROM record WHERE id = a.at), a.place_key)",
  year: "substr(coalesce(a.earliest, a.latest), 1, 4)",
  month: "CASE WHEN length(a.earliest) >= 7 THEN substr(a.earliest, 1, 7) END",
  certainty: "a.certainty",
};

/** Only the acts that the selection asked for count, and only the part the record was asked to have in them. */
function throughActs(
  db: Db,
  subject: Subject,
  conditions: readonly Condition[],
  axes: readonly { readonly by: ActAxis; readonly at: number }[],
): Sql {
  const asked = conditions.flatMap((each) => (!each.negated && isActAsked(each) ? [each] : []));
  const own = subject === "person" || subject === "group";
  const { check, witness, roles } = actParts(
    db,
    subject,
    asked.filter(({ name }) => !own || (name !== "person" && name !== "group")),
  );
  const keys = raw(
    axes.map(({ by, at }) => `${own ? actKeys[by].replace("d.", "p.") : actKeys[by]} AS k${at}`).join(", "),
  );
  const perceived = axes.some(({ by }) => by === "ground" || by === "basis")
    ? raw(" LEFT JOIN perceived q ON q.record = a.record")
    : raw("");
  const degree =
    !own && axes.some(({ by }) => by === "degree")
      ? raw(" LEFT JOIN party d ON d.record = a.record AND d.degree IS NOT NULL")
      : raw("");
  const from = (join: string, holds: Sql) =>
    sql`SELECT x.record, ${keys} FROM chosen x ${raw(join)}${perceived}${degree} WHERE ${subject === "act" ? raw("1") : raw("a.withdrawn = 0")} AND ${holds}`;
  if (!own) {
    const column = { act: "a.record", incident: "a.incident", place: "a.at" }[subject];
    return from(`CROSS JOIN act a ON ${column} = x.record`, check);
  }
  const parts: Sql[] = [];
  if (roles.length === 0 || roles.some((role) => role !== "witness"))
    parts.push(from("CROSS JOIN party p ON p.who = x.record CROSS JOIN act a ON a.record = p.record", check));
  // A witness of an act is no party to it and has no degree.
  if (roles.includes("witness") && witness !== undefined && !axes.some(({ by }) => by === "degree"))
    parts.push(from("CROSS JOIN act a ON a.said_by = x.record", witness));
  return parts.length === 0
    ? sql`SELECT NULL AS record, ${raw(axes.map(({ at }) => `NULL AS k${at}`).join(", "))} WHERE 0`
    : union(parts);
}

function otherValues(subject: Subject, axis: Exclude<Axis, { readonly by: ActAxis }>, at: number): Sql {
  const key = raw(`k${at}`);
  const rows = (value: Sql, rest: Sql) => sql`SELECT x.record, ${value} AS ${key} FROM chosen x ${rest}`;
  switch (axis.by) {
    case "property": {
      // Of an act: of those to whom it was done.
      const about =
        subject === "act"
          ? raw(
              "CROSS JOIN party v ON v.record = x.record AND v.side = 'victim' CROSS JOIN claim c INDEXED BY claim_about ON c.about = v.who",
            )
          : raw("CROSS JOIN claim c INDEXED BY claim_about ON c.about = x.record");
      return rows(valueKey(axis), sql`${about} WHERE c.property = ${axis.property} AND c.withdrawn = 0`);
    }
    case "list":
      return union(
        statementJoins(subject).map((join) =>
          rows(
            raw("l.name"),
            sql`${join} CROSS JOIN citation z ON z.record = s.record CROSS JOIN list l ON l.source = z.source WHERE l.withdrawn = 0 AND s.withdrawn = 0`,
          ),
        ),
      );
    case "said-by":
      return union(
        statementJoins(subject).map((join) =>
          rows(raw("r.e"), sql`${join} CROSS JOIN record r ON r.id = s.said_by WHERE s.withdrawn = 0`),
        ),
      );
    case "unit":
      if (subject === "act")
        return rows(
          raw("r.e"),
          raw(
            "CROSS JOIN party u ON u.record = x.record AND u.side = 'perpetrator' CROSS JOIN grp g ON g.record = u.who CROSS JOIN record r ON r.id = g.record WHERE 1",
          ),
        );
      return rows(
        raw("r.e"),
        sql`CROSS JOIN link m INDEXED BY link_one ON m.one = x.record CROSS JOIN record r ON r.id = m.other WHERE m.withdrawn = 0 AND m.relation IN ${list(belonging)}`,
      );
  }
}

/** `s` is a statement about the record. */
function statementJoins(subject: Subject): Sql[] {
  if (subject === "act") return [raw("CROSS JOIN act s ON s.record = x.record")];
  const claims = raw("CROSS JOIN claim s ON s.about = x.record");
  if (subject === "incident") return [claims, raw("CROSS JOIN act s ON s.incident = x.record")];
  if (subject === "place") return [claims, raw("CROSS JOIN act s ON s.at = x.record")];
  return [claims, raw("CROSS JOIN party p ON p.who = x.record CROSS JOIN act s ON s.record = p.record")];
}

function valueKey(axis: Extract<Axis, { readonly by: "property" }>): Sql {
  if (axis.bands !== undefined) {
    const number = raw("CAST(c.key AS INTEGER)");
    const steps = axis.bands.map((from, n) => {
      const next = axis.bands?.[n + 1];
      return next === undefined
        ? sql`WHEN ${number} >= ${from} THEN ${`${from}+`}`
        : sql`WHEN ${number} >= ${from} AND ${number} < ${next} THEN ${`${from}–${next - 1}`}`;
    });
    return sql`CASE ${joined(steps, " ")} END`;
  }
  const same = Object.entries(axis.same ?? {});
  if (same.length === 0) return raw("c.key");
  return sql`CASE c.key ${joined(
    same.map(([from, to]) => sql`WHEN ${from} THEN ${to}`),
    " ",
  )} ELSE c.key END`;
}

function sourcesOf(subject: Subject): Sql {
  const cited = union(
    statementJoins(subject).map(
      (join) =>
        sql`SELECT z.source AS record FROM chosen x ${join} CROSS JOIN citation z ON z.record = s.record WHERE s.withdrawn = 0`,
    ),
  );
  return sql`SELECT count(DISTINCT record) FROM (${cited})`;
}

function identities(db: Db, selected: Sql, all: number): { readonly proposed: number; readonly fewest: number } {
  const among = sql`${selected} SELECT one, other, decision FROM identity WHERE decision IN ('same', 'proposed') AND one IN (SELECT record FROM chosen) AND other IN (SELECT record FROM chosen)`;
  const rows = db.prepare(among.text).all(...among.values) as {
    readonly one: number;
    readonly other: number;
    readonly decision: string;
  }[];
  const parent = new Map<number, number>();
  const root = (at: number): number => {
    let top = at;
    for (let up = parent.get(top); up !== undefined; up = parent.get(top)) top = up;
    return top;
  };
  let fewest = all;
  for (const { one, other } of rows.filter(({ decision }) => decision === "same")) {
    const [a, b] = [root(one), root(other)];
    if (a === b) continue;
    parent.set(a, b);
    fewest -= 1;
  }
  return { proposed: rows.filter(({ decision }) => decision === "proposed").length, fewest };
}

/** The words that count under a key no term and no record stands for, as somebody said them first. */
export function saidAs(db: Db, axis: "type" | "place", key: string): string | undefined {
  const sql = `SELECT ${axis} FROM act WHERE ${axis}_key = ? ORDER BY record LIMIT 1`;
  return prepared(db, sql).pluck().get(key) as string | undefined;
}
