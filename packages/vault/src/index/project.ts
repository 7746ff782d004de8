/** Brings the index up to the log. The only code that writes the index (F1); running it twice changes nothing. */

import type { Db } from "../db/connection.ts";
import { POSITIONS } from "../db/log-schema.ts";
import { packsOf } from "../log/packs.ts";
import { type RecordLines, versionsOf } from "../log/versions.ts";
import { type AfreshOptions, makeAfresh } from "./afresh.ts";
import { pruneVocabulary } from "./passages.ts";
import { clearRecord, forgetRecord, writeRecord } from "./record-rows.ts";
import { createIndexTables, dropIndexTables, INDEX_VERSION } from "./schema.ts";
import { IndexWriter } from "./writer.ts";

export type ProjectOptions = AfreshOptions;

/** Lines that were kept and are not in the index. */
const BEHIND = `SELECT coalesce(sum(notebook.size - coalesce(index_state.projected, 0)), 0)
           FROM notebook LEFT JOIN index_state ON index_state.notebook = notebook.id`;

/** Lines in one transaction: large enough to be fast, small enough that a reader is never kept waiting. */
const BATCH = 5_000;
/** An empty index this many lines behind is made in one go. */
const WORTH_STARTING_AFRESH = 10_000;

export class Projection {
  readonly #db: Db;
  readonly #index: IndexWriter;
  readonly #options: ProjectOptions;
  /** Words of a record could not be taken out of the full text one by one. */
  #incomplete = false;

  constructor(db: Db, options: ProjectOptions) {
    this.#db = db;
    this.#index = new IndexWriter(db);
    this.#options = options;
  }

  /** Throws the index away where it was made by another version of this code. Answers whether it did. */
  static ensure(db: Db): boolean {
    const version = db.prepare("SELECT value FROM setting WHERE name = 'index-version'").pluck().get();
    if (version === INDEX_VERSION) return false;
    Projection.reset(db);
    return version !== undefined;
  }

  /** What there is to do before the index answers for all that was kept. */
  static stateOf(db: Db): "current" | "behind" | "other-version" {
    const version = db.prepare("SELECT value FROM setting WHERE name = 'index-version'").pluck().get();
    if (version !== INDEX_VERSION) return "other-version";
    return Number(db.prepare(BEHIND).pluck().get()) > 0 ? "behind" : "current";
  }

  static reset(db: Db): void {
    db.transaction(() => {
      dropIndexTables(db);
      createIndexTables(db);
      db.prepare("INSERT OR REPLACE INTO setting (name, value) VALUES ('index-version', ?)").run(INDEX_VERSION);
    }).immediate();
  }

  behind(): number {
    return Number(this.#index.sql(BEHIND).pluck().get());
  }

  /** Throws the index away and makes it again (F2). */
  rebuild(): number {
    Projection.reset(this.#db);
    this.rolledBack();
    try {
      return makeAfresh(this.#db, this.#index, this.#options);
    } catch (error) {
      this.rolledBack();
      throw error;
    }
  }

  /** Must be called when a transaction this object took part in did not go through. */
  rolledBack(): void {
    this.#index.forgetMemory();
    this.#index.loading = false;
    this.#incomplete = false;
  }

  /** Projects every line that is not yet in the index. Answers how many lines that were. */
  run(): number {
    if (this.#isHalfMade() || (this.#isEmpty() && this.behind() >= WORTH_STARTING_AFRESH)) return this.rebuild();
    let lines = 0;
    const notebooks = this.#index.sql("SELECT id, size FROM notebook ORDER BY id").all() as {
      id: number;
      size: number;
    }[];
    for (const notebook of notebooks) {
      let from = Number(
        this.#index.sql("SELECT projected FROM index_state WHERE notebook = ?").pluck().get(notebook.id) ?? 0,
      );
      while (from < notebook.size) {
        const to = Math.min(from + BATCH, notebook.size);
        try {
          this.#db.transaction(() => this.#batch(notebook.id, from, to)).immediate();
        } catch (error) {
          this.rolledBack();
          throw error;
        }
        lines += to - from;
        from = to;
        this.#options.progress?.(lines);
      }
    }
    return this.#incomplete ? this.rebuild() : lines;
  }

  #isHalfMade(): boolean {
    return this.#index.sql("SELECT 1 FROM setting WHERE name = 'index-version'").get() === undefined;
  }

  #isEmpty(): boolean {
    return this.#index.sql("SELECT 1 FROM index_state").get() === undefined;
  }

  /** Writes the rows of one record again, after its lines changed in place (erasure). Must run inside a transaction. */
  again(record: number): void {
    const lines = versionsOf(this.#db, record);
    clearRecord(this.#index, lines);
    writeRecord(this.#index, lines, lines.versions, this.#options.readBlob);
    this.#index.writeTerms();
  }

  /** Takes a record's words out of the full text while its lines can still be read. Must run inside a transaction. */
  forget(record: number): void {
    const lines = versionsOf(this.#db, record);
    this.#forget(lines, lines.versions);
  }

  /** Takes words out of the vocabulary that no passage holds any more. Must run inside a transaction. */
  pruneTerms(): void {
    pruneVocabulary(this.#index);
  }

  #batch(notebook: number, from: number, to: number): void {
    const base = notebook * POSITIONS;
    const seen = this.#seen();
    const touched = this.#index
      .sql("SELECT record, min(id) AS first FROM line WHERE id >= ? AND id < ? GROUP BY record ORDER BY first")
      .pluck()
      .all(base + from, base + to) as number[];
    packsOf(this.#db).steadily(() => {
      for (const record of touched) this.#project(record, seen, (id) => seen(id) || (id >= base && id < base + to));
    });
    this.#index.writeTerms();
    if (this.#index.forgotten.size > 0) this.pruneTerms();
    this.#index
      .sql(
        "INSERT INTO index_state (notebook, projected) VALUES (?, ?) ON CONFLICT (notebook) DO UPDATE SET projected = excluded.projected",
      )
      .run(notebook, to);
  }

  /** Which lines the index has seen. */
  #seen(): (id: number) => boolean {
    const rows = this.#index.sql("SELECT notebook, projected FROM index_state").all() as {
      notebook: number;
      projected: number;
    }[];
    const projected = new Map(rows.map((row) => [row.notebook, row.projected]));
    return (id) => {
      const notebook = Math.floor(id / POSITIONS);
      return id - notebook * POSITIONS < (projected.get(notebook) ?? 0);
    };
  }

  /** From the rows that the lines `before` made to those that the lines `after` make. */
  #project(record: number, before: (id: number) => boolean, after: (id: number) => boolean): void {
    const lines = versionsOf(this.#db, record);
    const earlier = lines.versions.filter((_, index) => before(lines.ids[index] ?? 0));
    // The full text must be told the words it was given, which need not be those of the new state.
    if (earlier.length > 0) {
      this.#forget(lines, earlier);
      clearRecord(this.#index, lines);
    }
    const now = lines.versions.filter((_, index) => after(lines.ids[index] ?? 0));
    writeRecord(this.#index, lines, now, this.#options.readBlob);
  }

  #forget(lines: RecordLines, versions: RecordLines["versions"]): void {
    if (forgetRecord(this.#index, lines, versions, this.#options.readBlob)) return;
    // Words that cannot be read any more cannot be taken out either. The mark outlives a crash: see `ensure`.
    this.#incomplete = true;
    this.#index.sql("DELETE FROM setting WHERE name = 'index-version'").run();
  }
}
