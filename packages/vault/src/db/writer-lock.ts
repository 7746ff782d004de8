/**
 * At most one process writes a vault. The lock is SQLite's own exclusive file lock on an empty side file: the operating
 * system lets go of it when a process dies, however it dies, and no process id is ever guessed at.
 */
import Database from "better-sqlite3-multiple-ciphers";
import { faultFrom, VaultFault } from "../faults.ts";

export interface WriterLock {
  release(): void;
}

/** Waits up to `patienceMs` for another writer to finish, then throws `in-use`. */
export function takeWriterLock(file: string, patienceMs: number): WriterLock {
  let lock: Database.Database | undefined;
  try {
    lock = new Database(file, { timeout: patienceMs });
    lock.pragma("locking_mode=exclusive");
    lock.pragma("journal_mode=memory");
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock?.close();
    const fault = faultFrom(error);
    if (fault instanceof VaultFault && fault.trouble.type === "database-damaged")
      throw new VaultFault({ type: "in-use" }, error);
    throw fault;
  }
  const held = lock;
  return {
    release() {
      held.close();
    },
  };
}
