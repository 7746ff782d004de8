/**
 * Records of the dossier by what is asked of them. Starts from the rarest condition, found by counting no further than is
 * worth knowing, and checks the others on what that leads to; a condition no index leads to is checked on every record.
 */
import { indexText } from "@amana/record";
import { type Db, prepared } from "../../db/connection.ts";
import type { Condition, Page, Selection, Subject } from "./condition.ts";
import { type Part, partsOf, type Start, tableOf } from "./parts.ts";
import { all, raw, type Sql, sql } from "./sql.ts";

/** How far a condition is counted. */
const COUNTED = 20_000;
/** Records that hold a word are gathered once up to here, instead of looking each record up in the full text. */
const WORDS = 100_000;
/** Up to here the answers are gathered and sorted; above, they come as they are found, so that the first page comes soon. */
const GATHERED = 4_000;

/** One page. */
export function select(db: Db, subject: Subject, conditions: readonly Condition[], page: Page): Selection {
  const ids: string[] = [];
  let pass = page.offset ?? 0;
  for (const id of every(db, subject, conditions)) {
    if (pass > 0) pass -= 1;
    else if (ids.length === page.limit) return { ids, more: true };
    else ids.push(id);
  }
  return { ids, more: false };
}

/** Every record that answers, each once. Memory: a bit a record. */
export function* every(db: Db, subject: Subject, conditions: readonly Condition[]): IterableIterator<string> {
  const plan = planned(db, subject, conditions);
  const seen = new Seen();
  // Words that stand together are found at once, and are more likely what was meant: they come first.
  const together = plan.once ? undefined : wordsTogether(conditions);
  const plans = together === undefined ? [plan] : [planned(db, subject, together), plan];
  for (const { found } of plans) {
    const statement = db.prepare(
      `SELECT record.id AS id, record.e AS e FROM (${found.text}) f CROSS JOIN record ON record.id = f.record`,
    );
    for (const row of statement.iterate(...found.values) as IterableIterator<{
      readonly id: number;
      readonly e: string;
    }>)
      if (seen.add(row.id)) yield row.e;
  }
}

/** The same conditions with all words in one passage; undefined where fewer than two words are asked for. */
function wordsTogether(conditions: readonly Condition[]): readonly Condition[] | undefined {
  const matches = conditions.flatMap((each) => (each.name === "words" && !each.negated ? [each.match] : []));
  if (matches.length < 2 || matches.includes("")) return undefined;
  return [
    ...conditions.filter(({ name, negated }) => name !== "words" || negated),
    { name: "words", match: matches.map((match) => `(${match})`).join(" AND "), negated: false },
  ];
}

export function count(db: Db, subject: Subject, conditions: readonly Condition[]): number {
  const { found } = planned(db, subject, conditions);
  return Number(
    prepared(db, `SELECT count(DISTINCT record) FROM (${found.text})`)
      .pluck()
      .get(...found.values),
  );
}

interface Planned {
  /** Rows of subjects that answer. */
  readonly found: Sql;
  /** Each stands there once. */
  readonly once: boolean;
}

/** The SQL that answers; for what stands on it inside the vault (read/tally.ts). */
export function planned(db: Db, subject: Subject, conditions: readonly Condition[]): Planned {
  knowWords(db);
  const { wanted, unwanted } = partsOf(db, subject, conditions);
  const table = raw(tableOf[subject]);
  const lead = rarest(db, wanted);
  const checks = checksFor(
    db,
    conditions,
    wanted.filter((part) => part !== lead?.part),
    unwanted,
  );
  if (lead === undefined)
    return { found: sql`SELECT x.record FROM ${table} x WHERE ${all(checks)} ORDER BY x.record`, once: true };
  const found = sql`SELECT x.record FROM (${lead.start.set}) f CROSS JOIN ${table} x ON x.record = f.record WHERE ${all(checks)}`;
  if (lead.size > GATHERED) return { found, once: false };
  return { found: sql`SELECT DISTINCT record FROM (${found}) ORDER BY record`, once: true };
}

/** Everything that must be true of a row `x` of the subjects' table: for those who walk it, or another, in an order of their own. */
export function checksOf(db: Db, subject: Subject, conditions: readonly Condition[]): Sql {
  knowWords(db);
  const { wanted, unwanted } = partsOf(db, subject, conditions);
  return all(checksFor(db, conditions, wanted, unwanted));
}

/** Those that cost most come last: SQLite stops at the first that does not hold. */
function checksFor(
  db: Db,
  conditions: readonly Condition[],
  wanted: readonly Part[],
  unwanted: readonly Part[],
): readonly Sql[] {
  const checks = [
    ...wanted.map((part) => ({ part, check: checkOf(db, part, WORDS) })),
    // What is to be left out is seldom met: looking it up costs less than gathering it.
    ...unwanted.map((part) => ({ part, check: sql`NOT ${checkOf(db, part, COUNTED)}` })),
  ];
  const weight = ({ heavy, costly }: Part) => (heavy === true ? 2 : costly === true ? 1 : 0);
  checks.sort((a, b) => weight(a.part) - weight(b.part));
  return [...liveOnly(conditions), ...checks.map(({ check }) => check)];
}

/** What was withdrawn is left out unless it is asked for. */
function liveOnly(conditions: readonly Condition[]): readonly Sql[] {
  return conditions.some(({ name, negated }) => name === "withdrawn" && !negated) ? [] : [raw("x.withdrawn = 0")];
}

/** A set that is small is made once; a large one is asked of each record. */
function checkOf(db: Db, part: Part, most: number): Sql {
  const [start] = part.starts;
  if (part.costly === true && start !== undefined && sizeUpTo(db, start, most) <= most)
    return sql`x.record IN (${start.set})`;
  return part.check;
}

function rarest(
  db: Db,
  parts: readonly Part[],
): { readonly part: Part; readonly start: Start; readonly size: number } | undefined {
  const starts = parts.flatMap((part) => part.starts.map((start) => ({ part, start })));
  // A few rows are few: the large ones need not be counted any further then.
  for (const limit of [500, COUNTED]) {
    const sized = starts
      .map((each) => ({ ...each, size: sizeUpTo(db, each.start, limit) }))
      .sort((a, b) => a.size - b.size);
    const [first] = sized;
    if (first === undefined) return undefined;
    if (first.size <= limit || limit === COUNTED) return first;
  }
  return undefined;
}

function sizeUpTo(db: Db, { size }: Start, limit: number): number {
  return Number(
    prepared(db, `SELECT count(*) FROM (${size.text} LIMIT ${limit + 1})`)
      .pluck()
      .get(...size.values),
  );
}

const knowing = new WeakSet<Db>();
/** Teaches the connection to fold words as the index does, with a blank at each end so that whole words compare. */
function knowWords(db: Db): void {
  if (knowing.has(db)) return;
  db.function("amana_words", { deterministic: true }, (text: unknown) =>
    typeof text === "string" ? ` ${indexText(text)} ` : null,
  );
  knowing.add(db);
}

/** Which rows have been, a bit each. */
class Seen {
  #bits = new Uint8Array(1 << 16);

  /** False when it has been added before. */
  add(id: number): boolean {
    const at = Math.floor(id / 8);
    if (at >= this.#bits.length) {
      const larger = new Uint8Array(Math.max(at + 1, this.#bits.length * 2));
      larger.set(this.#bits);
      this.#bits = larger;
    }
    const bit = 1 << (id % 8);
    if (((this.#bits[at] ?? 0) & bit) !== 0) return false;
    this.#bits[at] = (this.#bits[at] ?? 0) | bit;
    return true;
  }
}
