/** Brings the index up to the log. The only code that writes the index (F1); running it twice changes nothing. */
import { folds, recordTypes, type LayerMade, type RecordType, type State } from "@amana/record";
import type { Blob } from "@amana/record";
import type { Db } from "../db/connection.ts";
import { POSITIONS } from "../db/log-schema.ts";
import { versionsOf } from "../log/versions.ts";
import { layerContent, ownWords } from "./content.ts";
import { forgetPassages, type LayerContent, pruneVocabulary } from "./passages.ts";
import { projectors, tablesOf } from "./projectors.ts";
import { createIndexTables, dropIndexTables, INDEX_VERSION } from "./schema.ts";
import { IndexWriter } from "./writer.ts";

export interface ProjectOptions {
  readonly readBlob: (blob: Blob) => Uint8Array | undefined;
  /** Called between transactions with lines done so far. */
  readonly progress?: (lines: number) => void;
}

/** Lines in one transaction: large enough to be fast, small enough that a reader is never kept waiting. */
const BATCH = 5_000;

export class Projection {
  readonly #db: Db;
  readonly #index: IndexWriter;
  readonly #options: ProjectOptions;

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

  static reset(db: Db): void {
    db.transaction(() => {
      dropIndexTables(db);
      createIndexTables(db);
      db.prepare("INSERT OR REPLACE INTO setting (name, value) VALUES ('index-version', ?)").run(INDEX_VERSION);
    }).immediate();
  }

  behind(): number {
    return Number(
      this.#index
        .sql(
          `SELECT coalesce(sum(notebook.size - coalesce(index_state.projected, 0)), 0)
           FROM notebook LEFT JOIN index_state ON index_state.notebook = notebook.id`,
        )
        .pluck()
        .get(),
    );
  }

  /** Projects every line that is not yet in the index. Answers how many lines that were. */
  run(): number {
    let lines = 0;
    const notebooks = this.#index.sql("SELECT id, size FROM notebook ORDER BY id").all() as { id: number; size: number }[];
    for (const notebook of notebooks) {
      let from = Number(this.#index.sql("SELECT projected FROM index_state WHERE notebook = ?").pluck().get(notebook.id) ?? 0);
      while (from < notebook.size) {
        const to = Math.min(from + BATCH, notebook.size);
        this.#db.transaction(() => this.#batch(notebook.id, from, to)).immediate();
        lines += to - from;
        from = to;
        this.#options.progress?.(lines);
      }
    }
    return lines;
  }

  /** Writes the rows of one record again, after its lines changed in place (erasure). Must run inside a transaction. */
  again(record: number): void {
    this.#project(record, false);
  }

  /** Takes a record's words out of the full text while its lines can still be read. Must run inside a transaction. */
  forget(record: number): void {
    const { e, versions } = versionsOf(this.#db, record);
    const type = typeOf(e);
    if (type !== undefined) forgetPassages(this.#index, record, this.#content(type, folds[type](versions)));
  }

  /** Takes words out of the vocabulary that no passage holds any more. Must run inside a transaction. */
  pruneTerms(): void {
    pruneVocabulary(this.#index);
  }

  #batch(notebook: number, from: number, to: number): void {
    const base = notebook * POSITIONS;
    const touched = this.#index
      .sql("SELECT record, min(id) AS first FROM line WHERE id >= ? AND id < ? GROUP BY record ORDER BY first")
      .all(base + from, base + to) as { record: number; first: number }[];
    for (const { record, first } of touched) {
      const earliest = Number(this.#index.sql("SELECT min(id) FROM line WHERE record = ?").pluck().get(record));
      this.#project(record, earliest === first);
    }
    this.#index
      .sql("INSERT INTO index_state (notebook, projected) VALUES (?, ?) ON CONFLICT (notebook) DO UPDATE SET projected = excluded.projected")
      .run(notebook, to);
  }

  #project(record: number, fresh: boolean): void {
    const { e, notebook, versions } = versionsOf(this.#db, record);
    const type = typeOf(e);
    if (type === undefined) return;
    const state = folds[type](versions);
    const content = this.#content(type, state);
    if (!fresh) {
      if ((tablesOf[type] as readonly string[]).includes("passage")) forgetPassages(this.#index, record, content);
      this.#index.clear(record, tablesOf[type]);
    }
    if (state === undefined) return;
    (projectors[type] as (index: IndexWriter, home: object, state: unknown, content: LayerContent) => void)(
      this.#index,
      { record, notebook },
      state,
      content,
    );
  }

  #content(type: RecordType, state: unknown): LayerContent {
    if (state === undefined) return undefined;
    if (type === "lay") return layerContent((state as State<"lay">).body as LayerMade, this.#options.readBlob);
    return Object.hasOwn(ownWords, type) ? ownWords[type as keyof typeof ownWords](state as never) : undefined;
  }
}

function typeOf(e: string): RecordType | undefined {
  const prefix = e.slice(0, e.indexOf("_"));
  return Object.hasOwn(recordTypes, prefix) ? (prefix as RecordType) : undefined;
}
