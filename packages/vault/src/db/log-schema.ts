/** The log's tables: what is signed. Nothing here can be rebuilt from anything else. */
import type { Db } from "./connection.ts";

/** A line's row id is notebook × 2^40 + position: one integer key, lines of a notebook stand together in order. */
export const POSITIONS = 2 ** 40;

export function createLogTables(db: Db): void {
  db.exec(`
    CREATE TABLE setting (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
    -- One row a notebook and branch: a fork is a second row with the same name (R10).
    CREATE TABLE notebook (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL, branch INTEGER NOT NULL, compartment TEXT NOT NULL, device TEXT NOT NULL,
      public_key BLOB NOT NULL, seal_key BLOB, mine INTEGER NOT NULL, size INTEGER NOT NULL, frontier BLOB NOT NULL,
      UNIQUE (name, branch));
    CREATE TABLE record (id INTEGER PRIMARY KEY, e TEXT NOT NULL UNIQUE);
    CREATE TABLE line (id INTEGER PRIMARY KEY, record INTEGER NOT NULL);
    -- The lines themselves (log/packs.ts), by the row id of the first in it, and their digests. An erased line is empty, its digest stays.
    CREATE TABLE pack (
      id INTEGER PRIMARY KEY, count INTEGER NOT NULL, method INTEGER NOT NULL, digests BLOB NOT NULL, bytes BLOB NOT NULL);
    CREATE INDEX line_record ON line (record);
    CREATE TABLE checkpoint (
      notebook INTEGER NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL, signature BLOB NOT NULL, seal_signature BLOB,
      PRIMARY KEY (notebook, size)) WITHOUT ROWID;
    -- What an erased line was, from the erase line that removed it: its edges and field names stay in the graph (R11).
    CREATE TABLE erased (
      line INTEGER PRIMARY KEY, digest BLOB NOT NULL, parents TEXT NOT NULL, kind TEXT NOT NULL, fields TEXT NOT NULL, t TEXT NOT NULL);
    CREATE INDEX erased_digest ON erased (digest);
    -- What this device has begun and not finished: a family being unpacked, pages waiting for OCR.
    CREATE TABLE todo (source TEXT NOT NULL, what TEXT NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (source, what)) WITHOUT ROWID;
    -- Local memory of paths already taken in: a convenience of this device, not part of the record.
    CREATE TABLE seen_path (path BLOB PRIMARY KEY, stamp TEXT NOT NULL, source TEXT NOT NULL) WITHOUT ROWID;
  `);
}
