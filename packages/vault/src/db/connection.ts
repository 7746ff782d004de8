/**
 * Opens an encrypted connection. Every pragma here is load-bearing and tested (connection.test.ts): the cipher by name,
 * sorting in memory because spilled sort files are not encrypted, WAL because the rollback journal checksums plaintext.
 */
import { accessSync, constants, existsSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3-multiple-ciphers";
import { faultFrom, VaultFault } from "../faults.ts";

export type Db = Database.Database;
export type Statement = Database.Statement;

export interface ConnectionOptions {
  readonly readonly?: boolean;
  readonly create?: boolean;
}

/** `key` is 32 bytes. Throws a fault when the file is missing, damaged or the key is not its own. */
export function openConnection(file: string, key: Uint8Array, options: ConnectionOptions = {}): Db {
  let db: Db | undefined;
  try {
    db = new Database(file, {
      fileMustExist: options.create !== true,
      readonly: options.readonly === true,
      timeout: 5_000,
    });
    db.pragma("cipher='aegis'");
    db.pragma(`key='raw:${Buffer.from(key).toString("hex")}'`);
    db.pragma("temp_store=memory");
    if (options.create === true) db.pragma("auto_vacuum=incremental");
    if (options.readonly !== true) {
      db.pragma("journal_mode=wal");
      db.pragma("synchronous=full");
      db.pragma("secure_delete=on");
      db.pragma("wal_autocheckpoint=4000");
    }
    db.pragma("cache_size=-65536");
    db.prepare("SELECT count(*) FROM sqlite_schema").get();
    return db;
  } catch (error) {
    db?.close();
    if ((error as { code?: string }).code !== "SQLITE_CANTOPEN") throw faultFrom(error);
    throw existsSync(file) ? whyNotOpen(file, error) : new VaultFault({ type: "database-missing" }, error);
  }
}

/** SQLite says only that it cannot open a file; where that is because nothing may be written beside it, say so. */
export function whyNotOpen(file: string, error: unknown): unknown {
  try {
    accessSync(dirname(file), constants.W_OK);
    return faultFrom(error);
  } catch (refused) {
    return faultFrom(refused);
  }
}

const statements = new WeakMap<Db, Map<string, Statement>>();

/**
 * A statement prepared once for each connection. For `get`, `all` and `run` only: two iterations of one statement cannot
 * stand beside each other. Whoever asks for the same words must ask for the same shape (`pluck`).
 */
export function prepared(db: Db, sql: string): Statement {
  let known = statements.get(db);
  if (known === undefined) {
    known = new Map();
    statements.set(db, known);
  }
  let statement = known.get(sql);
  if (statement === undefined) {
    statement = db.prepare(sql);
    // Queries with filters come in many wordings: those not asked for lately make room.
    if (known.size >= 200) known.delete(known.keys().next().value ?? "");
    known.set(sql, statement);
  }
  return statement;
}

/** Leaves no free page and an empty WAL behind, so that every byte of the file at rest is one that verification reads. */
export function settle(db: Db): void {
  if (db.pragma("freelist_count", { simple: true }) !== 0) db.pragma("incremental_vacuum");
  db.pragma("wal_checkpoint(TRUNCATE)");
}
