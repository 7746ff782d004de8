/** Prepared statements of the index, and ids of records. Only the projection holds one of these (F1). */
import { looseKey, soundKey } from "@amana/record";
import type { Db, Statement } from "../db/connection.ts";
import { type IndexTable, indexTables } from "./schema.ts";

/** Words remembered as written: some 40 MB at most. */
const MOST_KNOWN = 400_000;
/** Record ids remembered, twice: some 60 MB at most. */
const MOST_IDS = 200_000;

export type Column = string | number | bigint | Uint8Array | null;

/** A longer run of letters is no word anybody looks for; the full text cuts words at 32,768 bytes. */
const LONGEST_WORD = 1_000;

/** Rows in one statement while loading: calling into SQLite costs as much as a short row does. */
const ROWS = 16;

interface Insert {
  readonly names: readonly string[];
  readonly one: Statement;
  readonly many: Statement;
  /** Values of rows that are not written yet, one row after the other. */
  waiting: Column[];
}

export class IndexWriter {
  readonly db: Db;
  readonly #statements = new Map<string, Statement>();
  /** The projectors write each table with one list of columns. */
  readonly #inserts = new Map<IndexTable, Insert>();
  #lastPassage: number | undefined;
  #ids = new Map<string, number>();
  #idsBefore = new Map<string, number>();
  readonly #knownTerms = new Set<string>();
  readonly #newTerms = new Set<string>();

  /** Terms taken out of passages and perhaps held by no other; see pruneVocabulary. */
  readonly forgotten = new Set<string>();

  /**
   * The index is being made from nothing (afresh.ts): rows wait until there are some for one statement, or for `flush`; words
   * are not noted, since the vocabulary will be taken from the finished full text.
   */
  loading = false;

  constructor(db: Db) {
    this.db = db;
  }

  /** What is remembered of the tables is only true as long as its transactions go through. */
  forgetMemory(): void {
    this.#ids.clear();
    this.#idsBefore.clear();
    this.#knownTerms.clear();
    this.#newTerms.clear();
    this.forgotten.clear();
    this.#lastPassage = undefined;
    for (const insert of this.#inserts.values()) insert.waiting = [];
  }

  sql(text: string): Statement {
    let statement = this.#statements.get(text);
    if (statement === undefined) {
      statement = this.db.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }

  insert(table: IndexTable, row: Readonly<Record<string, Column | undefined>>): void {
    const values: Column[] = [];
    const known = this.#inserts.get(table);
    let fits = known !== undefined;
    for (const name in row) {
      fits &&= known?.names[values.length] === name;
      values.push(row[name] ?? null);
    }
    const insert =
      known !== undefined && fits && values.length === known.names.length ? known : this.#insertInto(table, row);
    if (!this.loading) {
      insert.one.run(values);
      return;
    }
    for (const value of values) insert.waiting.push(value);
    if (insert.waiting.length < ROWS * values.length) return;
    insert.many.run(insert.waiting);
    insert.waiting = [];
  }

  /** Writes the rows that wait. Must run at the end of their transaction. */
  flush(): void {
    for (const insert of this.#inserts.values()) writeWaiting(insert);
  }

  #insertInto(table: IndexTable, row: object): Insert {
    const before = this.#inserts.get(table);
    if (before !== undefined) writeWaiting(before);
    const names = Object.keys(row);
    // OR FAIL: to undo some rows of a statement SQLite would open a savepoint, at which FTS5 writes out all it has gathered.
    // Whoever loads undoes the whole transaction anyway.
    const into = `INSERT OR FAIL INTO ${table} (${names.join()}) VALUES`;
    const places = `(${names.map(() => "?").join()})`;
    const many = this.sql(`${into} ${Array(ROWS).fill(places).join()}`);
    const insert = { names, one: this.sql(`${into} ${places}`), many, waiting: [] };
    this.#inserts.set(table, insert);
    return insert;
  }

  /** Row id for the next passage: its words go into the full text under it. */
  newPassage(): number {
    this.#lastPassage ??= Number(this.sql("SELECT coalesce(max(id), 0) FROM passage").pluck().get());
    this.#lastPassage += 1;
    return this.#lastPassage;
  }

  /** Row id of a record, known or only spoken of so far. */
  idOf(e: string): number {
    const known = this.#ids.get(e);
    if (known !== undefined) return known;
    const found = this.#idsBefore.get(e) ?? this.sql("SELECT id FROM record WHERE e = ?").pluck().get(e);
    const id = Number(found ?? this.sql("INSERT INTO record (e) VALUES (?)").run(e).lastInsertRowid);
    this.noteId(e, id);
    return id;
  }

  /** A source and the facts that cite it stand near each other: what was asked for lately is enough. */
  noteId(e: string, id: number): void {
    if (this.#ids.size >= MOST_IDS) {
      this.#idsBefore = this.#ids;
      this.#ids = new Map();
    }
    this.#ids.set(e, id);
  }

  /** Notes words for the vocabulary; they are written by `writeTerms`. */
  remember(folded: string): void {
    if (this.loading || folded === "") return;
    for (const term of folded.split(" "))
      if (term.length <= LONGEST_WORD && !this.#knownTerms.has(term)) this.#newTerms.add(term);
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
    this.addKeysOf(added);
    // Bounded memory: forgetting only costs a second look at the table.
    if (this.#knownTerms.size > MOST_KNOWN) this.#knownTerms.clear();
    for (const term of this.#newTerms) this.#knownTerms.add(term);
    this.#newTerms.clear();
  }

  /** Writes the keys of words that stand in `term`. Words that are too long to be any leave it. */
  addKeysOf(terms: readonly string[]): void {
    for (const term of terms) if (term.length > LONGEST_WORD) this.sql("DELETE FROM term WHERE term = ?").run(term);
    const words = terms.filter((term) => term.length <= LONGEST_WORD);
    this.#addKeys("term_loose", words, looseKey);
    this.#addKeys("term_sound", words, soundKey);
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

function writeWaiting(insert: Insert): void {
  const { names, waiting, one } = insert;
  for (let at = 0; at < waiting.length; at += names.length) one.run(waiting.slice(at, at + names.length));
  insert.waiting = [];
}
