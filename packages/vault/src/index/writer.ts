/** Prepared statements of the index, and ids of records. Only the projection holds one of these (F1). */
import { looseKey, soundKey } from "@amana/record";
import type { Db, Statement } from "../db/connection.ts";
import { type IndexTable, indexTables } from "./schema.ts";

/** Words remembered as written: some 40 MB at most. */
const MOST_KNOWN = 400_000;
const MOST_IDS = 20_000;

export type Column = string | number | bigint | Uint8Array | null;

export class IndexWriter {
  readonly db: Db;
  readonly #statements = new Map<string, Statement>();
  /** By the names of the columns: the projectors write each table with one list of them. */
  readonly #inserts = new Map<string, { readonly table: IndexTable; readonly statement: Statement }>();
  readonly #ids = new Map<string, number>();
  readonly #knownTerms = new Set<string>();
  readonly #newTerms = new Set<string>();

  /** Terms taken out of passages and perhaps held by no other; see pruneVocabulary. */
  readonly forgotten = new Set<string>();

  constructor(db: Db) {
    this.db = db;
  }

  /** What is remembered of the tables is only true as long as its transactions go through. */
  forgetMemory(): void {
    this.#ids.clear();
    this.#knownTerms.clear();
    this.#newTerms.clear();
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
    const values: Column[] = [];
    let names = "";
    for (const name in row) {
      names += names === "" ? name : `,${name}`;
      values.push(row[name] ?? null);
    }
    const known = this.#inserts.get(names);
    const statement = known?.table === table ? known.statement : this.#insertInto(table, names, values.length);
    return Number(statement.run(values).lastInsertRowid);
  }

  #insertInto(table: IndexTable, names: string, count: number): Statement {
    const statement = this.sql(`INSERT INTO ${table} (${names}) VALUES (${Array(count).fill("?").join(",")})`);
    this.#inserts.set(names, { table, statement });
    return statement;
  }

  /** Row id of a record, known or only spoken of so far. */
  idOf(e: string): number {
    const known = this.#ids.get(e);
    if (known !== undefined) return known;
    const found = this.sql("SELECT id FROM record WHERE e = ?").pluck().get(e);
    const id = Number(found ?? this.sql("INSERT INTO record (e) VALUES (?)").run(e).lastInsertRowid);
    // A source and the facts that cite it stand near each other: the last few thousand are enough.
    if (this.#ids.size > MOST_IDS) this.#ids.clear();
    this.#ids.set(e, id);
    return id;
  }

  /** Notes words for the vocabulary; they are written by `writeTerms`. */
  remember(terms: readonly string[]): void {
    for (const term of terms) if (term !== "" && !this.#knownTerms.has(term)) this.#newTerms.add(term);
  }

  /**
   * Writes the words noted since the last time, each table in its own order: a batch then touches each page of a table
   * once. Must run inside the transaction of the passages they stand in.
   */
  writeTerms(): void {
    if (this.#newTerms.size === 0) return;
    const add = this.sql("INSERT OR IGNORE INTO term (term) VALUES (?)");
    const added: string[] = [];
    for (const term of [...this.#newTerms].sort()) if (add.run(term).changes > 0) added.push(term);
    this.#addKeys("term_loose", added, looseKey);
    this.#addKeys("term_sound", added, soundKey);
    // Bounded memory: forgetting only costs a second look at the table.
    if (this.#knownTerms.size > MOST_KNOWN) this.#knownTerms.clear();
    for (const term of this.#newTerms) this.#knownTerms.add(term);
    this.#newTerms.clear();
  }

  /** A word that is its own loose key is found in `term` itself; a word without sound is not listed by sound. */
  #addKeys(table: "term_loose" | "term_sound", terms: readonly string[], keyOf: (term: string) => string): void {
    const add = this.sql(`INSERT INTO ${table} (key, term) VALUES (?, ?)`);
    const keyed: [string, string][] = [];
    for (const term of terms) {
      const key = keyOf(term);
      if (key !== "" && !(table === "term_loose" && key === term)) keyed.push([key, term]);
    }
    keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    for (const [key, term] of keyed) add.run(key, term);
  }

  removeTerm(term: string): void {
    this.sql("DELETE FROM term WHERE term = ?").run(term);
    this.sql("DELETE FROM term_loose WHERE key = ? AND term = ?").run(looseKey(term), term);
    this.sql("DELETE FROM term_sound WHERE key = ? AND term = ?").run(soundKey(term), term);
  }

  /** Takes away everything a record has put into these tables. */
  clear(record: number, tables: readonly IndexTable[] = indexTables): void {
    for (const table of tables) this.sql(`DELETE FROM ${table} WHERE record = ?`).run(record);
  }
}
