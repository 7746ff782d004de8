/** A handful of totals for `status`, and settings of this vault. */
import type { Db } from "../db/connection.ts";

export interface Counts {
  readonly sources: number;
  readonly bytes: number;
  readonly unread: number;
  readonly waitingForOcr: number;
  readonly unfinished: number;
  readonly passages: number;
  readonly persons: number;
  readonly claims: number;
  readonly acts: number;
  readonly lines: number;
}

export function counts(db: Db): Counts {
  const one = (sql: string) => Number(db.prepare(sql).pluck().get() ?? 0);
  return {
    sources: one("SELECT count(*) FROM source"),
    bytes: one("SELECT coalesce(sum(bytes), 0) FROM source WHERE parent IS NULL AND same_as IS NULL"),
    unread: one("SELECT count(*) FROM source WHERE unread IS NOT NULL"),
    waitingForOcr: one("SELECT count(*) FROM todo WHERE what = 'ocr'"),
    unfinished: one("SELECT count(*) FROM todo WHERE what = 'family'"),
    passages: one("SELECT count(*) FROM passage"),
    persons: one("SELECT count(*) FROM person WHERE withdrawn = 0"),
    claims: one("SELECT count(*) FROM claim WHERE withdrawn = 0"),
    acts: one("SELECT count(*) FROM act WHERE withdrawn = 0"),
    lines: one("SELECT coalesce(sum(size), 0) FROM notebook"),
  };
}

export function setting(db: Db, name: string): string | undefined {
  const value = db.prepare("SELECT value FROM setting WHERE name = ?").pluck().get(name);
  return value === undefined || value === null ? undefined : String(value);
}

export function databaseFaults(db: Db): string[] {
  const rows = db.pragma("integrity_check(20)") as { readonly integrity_check: string }[];
  return rows.map((row) => row.integrity_check).filter((line) => line !== "ok");
}
