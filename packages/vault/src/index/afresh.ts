/**
 * The index made from nothing: every record once, with all its lines, in the order of their first; the vocabulary and the
 * secondary indices at the end, each in its own order. Row for row what the lines one by one would have made (F2).
 *
 * Until the last transaction the index has no version, so whoever finds it half made throws it away (Projection.ensure).
 */
import type { Db } from "../db/connection.ts";
import { POSITIONS } from "../db/log-schema.ts";
import { packsOf } from "../log/packs.ts";
import { versionsAt } from "../log/versions.ts";
import { type ReadBlob, writeRecord } from "./record-rows.ts";
import { INDEX_VERSION, indexTables } from "./schema.ts";
import type { IndexWriter } from "./writer.ts";

/** A transaction ends after so many lines, or after so many bytes of packed lines. */
const BATCH_LINES = 20_000;
const BATCH_BYTES = 16 * 2 ** 20;
/** Words whose keys are sorted in memory at once. */
const WORDS = 200_000;

export interface AfreshOptions {
  readonly readBlob: ReadBlob;
  /** Called between transactions with lines done so far. */
  readonly progress?: (lines: number) => void;
  /** Lines in one transaction. */
  readonly batch?: number;
}

/** The tables must be new and empty. Answers how many lines there were. */
export function makeAfresh(db: Db, index: IndexWriter, options: AfreshOptions): number {
  const { readBlob, progress, batch = BATCH_LINES } = options;
  db.prepare("DELETE FROM setting WHERE name = 'index-version'").run();
  const later = takeIndices(db);
  const packs = packsOf(db);
  const notebooks = db.prepare("SELECT id, size FROM notebook ORDER BY id").all() as { id: number; size: number }[];
  let lines = 0;
  return loading(db, () => {
    index.loading = true;
    for (const { id, size } of notebooks)
      for (let from = 0; from < size; ) {
        const base = id * POSITIONS;
        const to = packs.reach(base + from, base + Math.min(from + batch, size), BATCH_BYTES) - base;
        db.transaction(() =>
          packs.steadily(() => {
            for (const [record, ids] of beginningIn(db, base + from, base + to)) {
              const found = versionsAt(db, record, ids);
              index.noteId(found.e, record);
              writeRecord(index, found, found.versions, readBlob);
            }
            index.flush();
          }),
        ).immediate();
        lines += to - from;
        from = to;
        progress?.(lines);
      }
    index.loading = false;
    db.transaction(() => {
      writeVocabulary(db, index);
      for (const sql of later) db.exec(sql);
      const state = db.prepare("INSERT INTO index_state (notebook, projected) VALUES (?, ?)");
      for (const { id, size } of notebooks) state.run(id, size);
      db.prepare("INSERT OR REPLACE INTO setting (name, value) VALUES ('index-version', ?)").run(INDEX_VERSION);
    }).immediate();
    return lines;
  });
}

/**
 * Settings for a load. Without a sync at every commit a power cut loses the last transactions of this index, which is
 * thrown away then; the log's own commits were synced when they were made, and a checkpoint still syncs before it
 * overwrites (https://sqlite.org/pragma.html#pragma_synchronous, NORMAL in WAL mode).
 */
function loading<T>(db: Db, action: () => T): T {
  const names = ["synchronous", "wal_autocheckpoint", "cache_size"];
  const before = names.map((name) => `${name}=${db.pragma(name, { simple: true })}`);
  for (const setting of ["synchronous=normal", "wal_autocheckpoint=32768", "cache_size=-393216"]) db.pragma(setting);
  try {
    return action();
  } finally {
    for (const setting of [...before, "shrink_memory"]) db.pragma(setting);
  }
}

/** Takes the secondary indices away; answers the statements that make them again. */
function takeIndices(db: Db): readonly string[] {
  const found = db
    .prepare(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL
       AND tbl_name IN (${indexTables.map((table) => `'${table}'`).join()}) ORDER BY rowid`,
    )
    .all() as { name: string; sql: string }[];
  db.transaction(() => {
    for (const { name } of found) db.exec(`DROP INDEX ${name}`);
  }).immediate();
  return found.map(({ sql }) => sql);
}

/** The records whose first line of all stands in this range, each with all its lines, wherever they stand. */
function* beginningIn(db: Db, from: number, to: number): Generator<[number, number[]]> {
  const rows = db
    .prepare(
      `SELECT line.record, other.id FROM line CROSS JOIN line AS other ON other.record = line.record
       WHERE line.id >= ? AND line.id < ?
       AND NOT EXISTS (SELECT 1 FROM line AS earlier WHERE earlier.record = line.record AND earlier.id < line.id)
       ORDER BY line.id, other.id`,
    )
    .raw()
    .all(from, to) as [number, number][];
  let current: [number, number[]] | undefined;
  for (const [record, id] of rows)
    if (current?.[0] === record) current[1].push(id);
    else {
      if (current !== undefined) yield current;
      current = [record, [id]];
    }
  if (current !== undefined) yield current;
}

/** The words of the full text, with their keys. Put into one piece first, the full text is read and searched faster. */
function writeVocabulary(db: Db, index: IndexWriter): void {
  db.exec("INSERT INTO passage_text (passage_text) VALUES ('optimize')");
  db.exec("CREATE VIRTUAL TABLE temp.every_word USING fts5vocab('main', 'passage_text', 'row')");
  db.exec("INSERT INTO term (term) SELECT term FROM temp.every_word");
  db.exec("DROP TABLE temp.every_word");
  const some = db.prepare("SELECT term FROM term WHERE term > ? ORDER BY term LIMIT ?").pluck();
  for (let terms = some.all("", WORDS) as string[]; terms.length > 0; ) {
    index.addKeysOf(terms);
    terms = some.all(terms.at(-1), WORDS) as string[];
  }
}
