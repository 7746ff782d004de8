/** Passages by the folded terms they hold, and the vocabulary that loose matching looks words up in. */
import type { Db } from "../db/connection.ts";
import { type PassageRow, present } from "./rows.ts";

export interface PassageFilter {
  /** Media type or its first part: `application/pdf`, `image/*`. */
  readonly type?: readonly string[];
  readonly from?: readonly string[];
  readonly to?: readonly string[];
  /** Inclusive range of ISO dates, compared as text. */
  readonly dateFrom?: string;
  readonly dateTo?: string;
  readonly person?: readonly string[];
  readonly label?: readonly string[];
  readonly language?: readonly string[];
  readonly compartment?: readonly string[];
  /** `attachment`, `problem`, `fact`, `ocr`, `location` … */
  readonly has?: readonly string[];
  readonly source?: string;
}

/** Above this many hits the order is by when they were received, latest first: scoring every hit of a common word is slow. */
const RANKED_UP_TO = 5_000;

export interface PassageMatches {
  readonly passages: PassageRow[];
  readonly ranked: boolean;
}

/** `match` is an FTS5 expression over folded terms; undefined lists by filters alone. */
export function matchPassages(db: Db, match: string | undefined, filter: PassageFilter, limit: number, offset = 0): PassageMatches {
  const { conditions, values } = filterSql(filter);
  const from =
    match === undefined
      ? "passage LEFT JOIN source ON source.record = passage.source"
      : "passage_text JOIN passage ON passage.id = passage_text.rowid LEFT JOIN source ON source.record = passage.source";
  const where = [...(match === undefined ? [] : ["passage_text MATCH ?"]), ...conditions];
  const bound = [...(match === undefined ? [] : [match]), ...values];
  const hits =
    match === undefined
      ? Number.POSITIVE_INFINITY
      : Number(
          db
            .prepare(`SELECT count(*) FROM (SELECT 1 FROM passage_text WHERE passage_text MATCH ? LIMIT ${RANKED_UP_TO + 1})`)
            .pluck()
            .get(match),
        );
  const ranked = hits <= RANKED_UP_TO;
  const order = ranked ? "passage_text.rank, passage.id" : match === undefined ? "passage.id DESC" : "passage_text.rowid DESC";
  const rows = db
    .prepare(
      `SELECT found.*, record.e AS record_e, about.e AS source_e FROM (
         SELECT passage.id, passage.record, passage.source, passage.ordinal, passage.place, passage.language
         FROM ${from} ${where.length > 0 ? `WHERE ${where.join(" AND ")}` : ""} ORDER BY ${order} LIMIT ? OFFSET ?) AS found
       JOIN record ON record.id = found.record LEFT JOIN record AS about ON about.id = found.source`,
    )
    .all(...bound, limit, offset) as RawPassage[];
  return { passages: rows.map(shaped), ranked };
}

function filterSql(filter: PassageFilter): { readonly conditions: string[]; readonly values: string[] } {
  const conditions: string[] = [];
  const values: string[] = [];
  const any = (alternatives: readonly string[] | undefined, sql: string, bind: (text: string) => string[]) => {
    if (alternatives === undefined || alternatives.length === 0) return;
    conditions.push(`(${alternatives.map(() => sql).join(" OR ")})`);
    for (const alternative of alternatives) values.push(...bind(alternative));
  };
  const holds = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  any(filter.type, "source.type LIKE ? ESCAPE '\\'", (type) => [`${holds(type.replace(/\*$/, "")).slice(1)}`]);
  any(filter.from, "source.sender LIKE ? ESCAPE '\\'", (text) => [holds(text)]);
  any(filter.to, "source.receivers LIKE ? ESCAPE '\\'", (text) => [holds(text)]);
  any(filter.label, "source.labels LIKE ? ESCAPE '\\'", (label) => [holds(`|${label}|`)]);
  any(filter.language, "passage.language = ?", (language) => [language]);
  any(filter.compartment, "source.notebook IN (SELECT id FROM notebook WHERE compartment = ?)", (compartment) => [compartment]);
  if (filter.dateFrom !== undefined) {
    conditions.push("source.date >= ?");
    values.push(filter.dateFrom);
  }
  if (filter.dateTo !== undefined) {
    // A day includes its hours: 2015-06-03T12:00 is within ..2015-06-03.
    conditions.push("source.date < ?");
    values.push(`${filter.dateTo}\u{10ffff}`);
  }
  any(
    filter.person,
    `(passage.record IN (SELECT claim.record FROM claim JOIN record ON record.id = claim.about WHERE record.e = ?1p)
      OR passage.record IN (SELECT party.record FROM party JOIN record ON record.id = party.who WHERE record.e = ?1p)
      OR passage.source IN (SELECT citation.source FROM citation WHERE citation.record IN (
        SELECT claim.record FROM claim JOIN record ON record.id = claim.about WHERE record.e = ?1p
        UNION SELECT party.record FROM party JOIN record ON record.id = party.who WHERE record.e = ?1p)))`.replaceAll("?1p", "?"),
    (person) => [person, person, person, person],
  );
  for (const has of filter.has ?? []) {
    const sql = hasSql[has as keyof typeof hasSql];
    conditions.push(sql ?? "0");
  }
  if (filter.source !== undefined) {
    conditions.push("passage.source = (SELECT id FROM record WHERE e = ?)");
    values.push(filter.source);
  }
  return { conditions, values };
}

/** What `has:` can ask for. */
export const hasSql = {
  attachment: "EXISTS (SELECT 1 FROM source AS child WHERE child.parent = source.record)",
  parent: "source.parent IS NOT NULL",
  problem: "source.unread IS NOT NULL",
  fact: "EXISTS (SELECT 1 FROM citation WHERE citation.source = source.record)",
  ocr: "EXISTS (SELECT 1 FROM layer WHERE layer.source = source.record AND layer.kind = 'ocr')",
  transcript: "EXISTS (SELECT 1 FROM layer WHERE layer.source = source.record AND layer.kind = 'transcript')",
  date: "source.date IS NOT NULL",
  label: "source.labels IS NOT NULL",
} as const;

/** Every passage of one record, in reading order. */
export function passagesOf(db: Db, record: string): PassageRow[] {
  const rows = db
    .prepare(
      `SELECT passage.id, passage.record, passage.source, passage.ordinal, passage.place, passage.language, record.e AS record_e, about.e AS source_e
       FROM record JOIN passage ON passage.record = record.id LEFT JOIN record AS about ON about.id = passage.source
       WHERE record.e = ? ORDER BY passage.ordinal`,
    )
    .all(record) as RawPassage[];
  return rows.map(shaped);
}

export function vocabularyOf(db: Db) {
  const has = db.prepare("SELECT 1 FROM term WHERE term = ?").pluck();
  const loose = db.prepare("SELECT term FROM term WHERE loose = ? LIMIT 60").pluck();
  const sound = db.prepare("SELECT term FROM term WHERE sound = ? AND sound <> '' LIMIT 60").pluck();
  const prefix = db.prepare("SELECT term FROM term WHERE term >= ? AND term < ? LIMIT ?").pluck();
  return {
    has: (term: string) => (has.get(term) === undefined ? 0 : 1),
    byLoose: (key: string) => loose.all(key) as string[],
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
