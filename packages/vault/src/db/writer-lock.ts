/**
 * At most one process writes a vault. The lock is SQLite's own exclusive file lock on an empty side file: the operating
 * system lets go of it when a process dies, however it dies, and no process id is ever guessed at.
 */
import { truncateSync } from "node:fs";
import Database from "better-sqlite3-multiple-ciphers";
import { faultFrom } from "../faults.ts";
import { whyNotOpen } from "./connection.ts";

export interface WriterLock {
  release(): void;
}

/** Waits up to `patienceMs` for another writer to finish, then throws `in-use`. */
export function takeWriterLock(file: string, patienceMs: number): WriterLock {
  try {
    return lockOn(file, patienceMs);
  } catch (error) {
    if ((error as { code?: unknown }).code !== "SQLITE_NOTADB") throw lockFault(file, error);
  }
  try {
    // Something was written into the empty file, which nobody can lock then. Emptied and not removed: it must stay the
    // same file for whoever else is at this point.
    truncateSync(file, 0);
    return lockOn(file, patienceMs);
  } catch (error) {
    throw lockFault(file, error);
  }
}

function lockOn(file: string, patienceMs: number): WriterLock {
  let lock: Database.Database | undefined;
  try {
    lock = new Database(file, { timeout: patienceMs });
    lock.pragma("locking_mode=exclusive");
    lock.pragma("journal_mode=memory");
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock?.close();
    throw error;
  }
  const held = lock;
  return {
    release() {
      held.close();
    },
  };
}

function lockFault(file: string, error: unknown): unknown {
  return (error as { code?: unknown }).code === "SQLITE_CANTOPEN" ? whyNotOpen(file, error) : faultFrom(error);
}
