/** Passages by the folded terms they hold, and the vocabulary that loose matching looks words up in. */
import { type Db, prepared } from "../db/connection.ts";
import { type PassageRow, present } from "./rows.ts";

/** One thing asked of the source a passage stands in. Several of one name: any of them will do; negated: none may. */
export type PassageFilter =
  | { readonly name: keyof typeof filterConditions; readonly value: string; readonly negated: boolean }
  /** Inclusive ends, ISO dates of any precision, compared as text. */
  | { readonly name: "date"; readonly from?: string; readonly to?: string; readonly negated: boolean };

/** Above this many hits the order is by when they were received, latest first: scoring every hit of a common word is slow. */
const RANKED_UP_TO = 5_000;

export interface PassageMatches {
  readonly passages: PassageRow[];
  readonly ranked: boolean;
}

/** `match` is an FTS5 expression over folded terms; undefined lists by filters alone; `exclude` is one for what to leave out. */
export function matchPassages(
  db: Db,
  match: string | undefined,
  filters: readonly PassageFilter[],
  limit: number,
  offset = 0,
  exclude?: string,
): PassageMatches {
  const { conditions, values } = filterSql(filters);
  if (exclude !== undefined) {
    conditions.push("passage.id NOT IN (SELECT rowid FROM passage_text WHERE passage_text MATCH ?)");
    values.push(exclude);
  }
  const from =
    match === undefined
      ? "passage LEFT JOIN source ON source.record = passage.source"
      : "passage_text JOIN passage ON passage.id = passage_text.rowid LEFT JOIN source ON source.record = passage.source";
  const where = [...(match === undefined ? [] : ["passage_text MATCH ?"]), ...conditions];
  const bound = [...(match === undefined ? [] : [match]), ...values];
  const latest = match === undefined ? undefined : latestHits(db, match);
  const ranked = latest !== undefined && latest.length <= RANKED_UP_TO;
  // The rows of the first page are known then; FTS5 need not gather all hits of a short beginning a second time.
  if (latest !== undefined && !ranked && conditions.length === 0 && offset + limit <= latest.length)
    return { passages: passagesById(db, latest.slice(offset, offset + limit)), ranked };
  const order = ranked
    ? "passage_text.rank, passage.id"
    : match === undefined
      ? "passage.id DESC"
      : "passage_text.rowid DESC";
  const rows = prepared(
    db,
    `SELECT found.*, record.e AS record_e, about.e AS source_e FROM (
         SELECT passage.id, passage.record, passage.source, passage.ordinal, passage.place, passage.language
         FROM ${from} ${where.length > 0 ? `WHERE ${where.join(" AND ")}` : ""} ORDER BY ${order} LIMIT ? OFFSET ?) AS found
       JOIN record ON record.id = found.record LEFT JOIN record AS about ON about.id = found.source`,
  ).all(...bound, limit, offset) as RawPassage[];
  return { passages: rows.map(shaped), ranked };
}

/** Row ids of passages that match, latest first, one more than are ranked at most. */
function latestHits(db: Db, match: string): number[] {
  const sql = `SELECT rowid FROM passage_text WHERE passage_text MATCH ? ORDER BY rowid DESC LIMIT ${RANKED_UP_TO + 1}`;
  return prepared(db, sql).pluck().all(match) as number[];
}

/** In the order of `ids`. */
function passagesById(db: Db, ids: readonly number[]): PassageRow[] {
  const one = prepared(
    db,
    `SELECT passage.id, passage.ordinal, passage.place, passage.language, record.e AS record_e, about.e AS source_e
     FROM passage JOIN record ON record.id = passage.record LEFT JOIN record AS about ON about.id = passage.source WHERE passage.id = ?`,
  );
  return ids.flatMap((id) => {
    const row = one.get(id) as RawPassage | undefined;
    return row === undefined ? [] : [shaped(row)];
  });
}

const holds = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;
const aboutPerson = `SELECT claim.record FROM claim JOIN record ON record.id = claim.about WHERE record.e = ?
  UNION SELECT party.record FROM party JOIN record ON record.id = party.who WHERE record.e = ?`;

/** Each filter as a condition with its values. Text compares without regard to case, as people type it. */
const filterConditions = {
  type: (value: string) => ({
    sql: "coalesce(source.type LIKE ? ESCAPE '\\', 0)",
    values: [holds(value.replace(/\*$/, "")).slice(1)],
  }),
  from: (value: string) => ({ sql: "coalesce(source.sender LIKE ? ESCAPE '\\', 0)", values: [holds(value)] }),
  to: (value: string) => ({ sql: "coalesce(source.receivers LIKE ? ESCAPE '\\', 0)", values: [holds(value)] }),
  label: (value: string) => ({ sql: "coalesce(source.labels LIKE ? ESCAPE '\\', 0)", values: [holds(`|${value}|`)] }),
  lang: (value: string) => ({ sql: "coalesce(passage.language = ?, 0)", values: [value] }),
  compartment: (value: string) => ({
    sql: "coalesce(source.notebook IN (SELECT id FROM notebook WHERE compartment = ?), 0)",
    values: [value],
  }),
  has: (value: string) => ({
    sql: `coalesce(${Object.hasOwn(hasSql, value) ? hasSql[value as keyof typeof hasSql] : "0"}, 0)`,
    values: [],
  }),
  source: (value: string) => ({
    sql: "coalesce(passage.source = (SELECT id FROM record WHERE e = ?), 0)",
    values: [value],
  }),
  person: (value: string) => ({
    sql: `(passage.record IN (${aboutPerson}) OR coalesce(passage.source IN (SELECT citation.source FROM citation WHERE citation.record IN (${aboutPerson})), 0))`,
    values: [value, value, value, value],
  }),
} as const;

function filterSql(filters: readonly PassageFilter[]): { readonly conditions: string[]; readonly values: string[] } {
  const conditions: string[] = [];
  const values: string[] = [];
  const groups = Map.groupBy(filters, (filter) => `${filter.name} ${filter.negated}`);
  for (const group of groups.values()) {
    const parts = group.map((filter) =>
      filter.name === "date" ? dateCondition(filter) : filterConditions[filter.name](filter.value),
    );
    conditions.push(`${group[0]?.negated === true ? "NOT " : ""}(${parts.map(({ sql }) => sql).join(" OR ")})`);
    values.push(...parts.flatMap((part) => part.values as readonly string[]));
  }
  return { conditions, values };
}

function dateCondition({ from, to }: { readonly from?: string; readonly to?: string }): {
  readonly sql: string;
  readonly values: readonly string[];
} {
  const parts = ["source.date IS NOT NULL"];
  const values: string[] = [];
  if (from !== undefined) {
    parts.push("source.date >= ?");
    values.push(from);
  }
  if (to !== undefined) {
    // A day includes its hours: 2015-06-03T12:00 is within ..2015-06-03.
    parts.push("source.date < ?");
    values.push(`${to}\u{10ffff}`);
  }
  return { sql: `(${parts.join(" AND ")})`, values };
}

/** What `has:` can ask for. */
export const hasSql = {
  attachment: "EXISTS (SELECT 1 FROM source AS child WHERE child.parent = source.record)",
  parent: "source.parent IS NOT NULL",
  problem: "source.unread IS NOT NULL",
  fact: "EXISTS (SELECT 1 FROM citation WHERE citation.source = source.record)",
  ocr: "EXISTS (SELECT 1 FROM layer WHERE layer.source = source.record AND layer.kind = 'ocr' AND layer.passages > 0)",
  transcript: "EXISTS (SELECT 1 FROM layer WHERE layer.source = source.record AND layer.kind = 'transcript')",
  date: "source.date IS NOT NULL",
  label: "source.labels IS NOT NULL",
} as const;

/** Every passage of one record, in reading order. */
export function passagesOf(db: Db, record: string): PassageRow[] {
  const rows = prepared(
    db,
    `SELECT passage.id, passage.record, passage.source, passage.ordinal, passage.place, passage.language, record.e AS record_e, about.e AS source_e
       FROM record JOIN passage ON passage.record = record.id LEFT JOIN record AS about ON about.id = passage.source
       WHERE record.e = ? ORDER BY passage.ordinal`,
  ).all(record) as RawPassage[];
  return rows.map(shaped);
}

/** The words of the full text. A word that is its own loose key has no row in `term_loose`: keys of keys are themselves. */
export function vocabularyOf(db: Db) {
  const has = prepared(db, "SELECT 1 FROM term WHERE term = ?").pluck();
  const loose = prepared(
    db,
    "SELECT term FROM term WHERE term = @key UNION ALL SELECT term FROM term_loose WHERE key = @key LIMIT 60",
  ).pluck();
  const sound = prepared(db, "SELECT term FROM term_sound WHERE key = ? LIMIT 60").pluck();
  const prefix = prepared(db, "SELECT term FROM term WHERE term >= ? AND term < ? LIMIT ?").pluck();
  return {
    has: (term: string) => (has.get(term) === undefined ? 0 : 1),
    byLoose: (key: string) => loose.all({ key }) as string[],
    bySound: (key: string) => sound.all(key) as string[],
    byPrefix: (start: string, limit: number) => prefix.all(start, `${start}\u{10ffff}`, limit) as string[],
  };
}

interface RawPassage {
  readonly id: number;
  readonly ordinal: number;
  readonly place: string | null;
  readonly language: string | null;
  readonly record_e: string;
  readonly source_e: string | null;
}

function shaped(row: RawPassage): PassageRow {
  return {
    ...present({ source: row.source_e ?? undefined, language: row.language ?? undefined }),
    passage: row.id,
    record: row.record_e,
    ordinal: row.ordinal,
    place: row.place,
  } as PassageRow;
}
