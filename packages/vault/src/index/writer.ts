/** Prepared statements of the index, and ids of records. Only the projection holds one of these (F1). */
import type { Db, Statement } from "../db/connection.ts";
import { type IndexTable, indexTables } from "./schema.ts";

export type Column = string | number | bigint | Uint8Array | null;

export class IndexWriter {
  readonly db: Db;
  readonly #statements = new Map<string, Statement>();
  readonly #knownTerms = new Set<string>();

  /** Terms taken out of passages and perhaps held by no other; see pruneVocabulary. */
  readonly forgotten = new Set<string>();

  constructor(db: Db) {
    this.db = db;
  }

  /** What is remembered of the tables is only true as long as its transactions go through. */
  forgetMemory(): void {
    this.#knownTerms.clear();
    this.forgotten.clear();
  }

  sql(text: string): Statement {
    let statement = this.#statements.get(text);
    if (statement === undefined) {
      statement = this.db.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }

  insert(table: IndexTable, row: Readonly<Record<string, Column | undefined>>): number {
    const names = Object.keys(row);
    const statement = this.sql(`INSERT INTO ${table} (${names.join(",")}) VALUES (${names.map(() => "?").join(",")})`);
    return Number(statement.run(...names.map((name) => row[name] ?? null)).lastInsertRowid);
  }

  /** Row id of a record, known or only spoken of so far. */
  idOf(e: string): number {
    const found = this.sql("SELECT id FROM record WHERE e = ?").pluck().get(e);
    if (found !== undefined) return Number(found);
    return Number(this.sql("INSERT INTO record (e) VALUES (?)").run(e).lastInsertRowid);
  }

  remember(term: string, keys: () => { readonly loose: string; readonly sound: string }): void {
    if (this.#knownTerms.has(term)) return;
    // Bounded memory: forgetting only costs a second look at the table.
    if (this.#knownTerms.size > 200_000) this.#knownTerms.clear();
    this.#knownTerms.add(term);
    if (this.sql("SELECT 1 FROM term WHERE term = ?").pluck().get(term) !== undefined) return;
    const { loose, sound } = keys();
    this.sql("INSERT INTO term (term, loose, sound) VALUES (?, ?, ?)").run(term, loose, sound);
  }

  /** Takes away everything a record has put into these tables. */
  clear(record: number, tables: readonly IndexTable[] = indexTables): void {
    for (const table of tables) this.sql(`DELETE FROM ${table} WHERE record = ?`).run(record);
  }
}
