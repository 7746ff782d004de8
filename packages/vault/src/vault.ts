/**
 * An open vault. Opened for reading it sees what is committed; opened for writing it is the only writer (db/writer-lock.ts).
 * Everything that changes it goes through `append`; the index follows through `project` and is never written elsewhere.
 */
import { randomBytes } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import type { Proposal } from "@amana/record";
import { refOf } from "./blob-ref.ts";
import { type BlobStore, openBlobStore } from "./blobs/store.ts";
import { type Db, openConnection, settle } from "./db/connection.ts";
import { takeWriterLock, type WriterLock } from "./db/writer-lock.ts";
import { tryTo } from "./disk.ts";
import { faultFrom, VaultFault } from "./faults.ts";
import { Projection } from "./index/project.ts";
import type { Keys } from "./keys/bundle.ts";
import { paths } from "./layout.ts";
import { type Commit, Log } from "./log/append.ts";
import { localMemory } from "./log/local.ts";
import { type OwnNotebook, openOwnNotebook } from "./log/own-notebook.ts";
import { packsOf } from "./log/packs.ts";
import type { World } from "./log/world.ts";
import { VaultView } from "./read/view.ts";

/** Bytes: one page of the record. */
const SMALLEST = 4_096;

export type LocalMemory = ReturnType<typeof localMemory>;

export const realWorld: World = { now: () => new Date(), random: (bytes) => randomBytes(bytes) };

export interface OpenOptions {
  readonly write?: boolean;
  /** How long to wait for another writer before saying `in-use`. */
  readonly patienceMs?: number;
  readonly world?: World;
  /** Leaves the index as it is; for tests and for `doctor`. */
  readonly leaveIndex?: boolean;
  /** Told how many lines the index had to catch up with. */
  readonly onCatchUp?: (lines: number) => void;
}

export class Vault {
  readonly dir: string;
  readonly id: string;
  readonly device: string;
  readonly blobs: BlobStore;
  readonly view: VaultView;
  readonly world: World;
  readonly #db: Db;
  readonly #keys: Keys;
  readonly #lock: WriterLock | undefined;
  readonly #log: Log | undefined;
  readonly #notebooks = new Map<string, OwnNotebook>();
  readonly #projection: Projection;
  #closed = false;

  static open(dir: string, keys: Keys, options: OpenOptions = {}): Vault {
    const at = paths(dir);
    if (!existsSync(at.database)) throw new VaultFault({ type: "database-missing" });
    // SQLite takes a file with next to nothing in it for a new, empty database.
    if (statSync(at.database).size < SMALLEST) throw new VaultFault({ type: "database-damaged", code: "empty" });
    const write = options.write === true;
    const lock = write ? takeWriterLock(at.writer, options.patienceMs ?? 3_000) : undefined;
    try {
      const connect = () => openConnection(at.database, keys.databaseKey, { readonly: false });
      let db = connect();
      // Whoever would only read has the index brought up first: after a crash it lies behind what was kept, and one of
      // another version answers other questions than ours. Where somebody is writing, they are about to do it themselves.
      const state = write || options.leaveIndex === true ? "current" : Projection.stateOf(db);
      if (state !== "current") {
        db.close();
        try {
          const patienceMs = state === "behind" ? 0 : (options.patienceMs ?? 3_000);
          Vault.open(dir, keys, { ...options, patienceMs, write: true }).close();
        } catch (error) {
          if (state !== "behind" || !(error instanceof VaultFault)) throw error;
        }
        db = connect();
      }
      return new Vault(dir, keys, db, lock, options);
    } catch (error) {
      lock?.release();
      throw faultFrom(error);
    }
  }

  private constructor(dir: string, keys: Keys, db: Db, lock: WriterLock | undefined, options: OpenOptions) {
    this.dir = dir;
    this.id = keys.vault;
    this.device = keys.device;
    this.world = options.world ?? realWorld;
    this.#db = db;
    this.#keys = keys;
    this.#lock = lock;
    this.blobs = openBlobStore(paths(dir).blobs);
    this.#projection = new Projection(db, {
      readBlob: (blob) => {
        const read = this.blobs.read(refOf(blob));
        return read.ok ? read.value : undefined;
      },
    });
    this.view = new VaultView(db, this.blobs);
    if (lock === undefined) {
      this.#log = undefined;
      packsOf(db).remembersMore();
      db.pragma("query_only=on");
      return;
    }
    this.#log = new Log(db, this.world);
    if (options.leaveIndex === true) return;
    this.blobs.sweepIncoming();
    Projection.ensure(db);
    const caughtUp = this.#projection.run();
    if (caughtUp > 0) options.onCatchUp?.(caughtUp);
  }

  get compartment(): string {
    return this.#keys.notebooks[0]?.compartment ?? "";
  }

  get compartments(): readonly string[] {
    return this.#keys.notebooks.map((notebook) => notebook.compartment);
  }

  /**
   * Appends to this device's notebook of a compartment (the first one when none is named). Returns when the lines are kept.
   * `alongside` runs in the same transaction, for this device's own memory (`local`).
   */
  append(
    proposals: readonly Proposal[],
    options: { readonly compartment?: string; readonly sealed?: boolean; readonly alongside?: () => void } = {},
  ): Commit {
    if (this.#log === undefined) throw new VaultFault({ type: "read-only" });
    this.blobs.flush();
    const notebook = this.#notebook(options.compartment ?? this.compartment);
    return this.#log.append(notebook, proposals, {
      ...(options.sealed !== undefined && { sealed: options.sealed }),
      ...(options.alongside !== undefined && { inTransaction: options.alongside }),
    });
  }

  /** Brings the index up to the log; answers how many lines that were. */
  project(progress?: (lines: number) => void): number {
    if (this.#log === undefined) throw new VaultFault({ type: "read-only" });
    try {
      const lines = this.#projection.run();
      packsOf(this.#db).gather();
      progress?.(lines);
      return lines;
    } catch (error) {
      throw faultFrom(error);
    }
  }

  /** Throws the index away and makes it again from the log (F2). */
  rebuildIndex(): number {
    if (this.#log === undefined) throw new VaultFault({ type: "read-only" });
    try {
      return this.#projection.rebuild();
    } catch (error) {
      throw faultFrom(error);
    }
  }

  /** This device's own memory of work in hand. */
  local(): LocalMemory {
    return localMemory(this.#db);
  }

  /** Inside a transaction of the writer: for erasure, which changes lines in place. */
  get inside(): { readonly db: Db; readonly projection: Projection } {
    if (this.#log === undefined) throw new VaultFault({ type: "read-only" });
    return { db: this.#db, projection: this.#projection };
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.blobs.close();
    try {
      // Tidiness only: what was committed is kept, in the WAL if need be, and a full disk must not hide the fault before it.
      if (this.#lock !== undefined) tryTo(() => settle(this.#db));
    } finally {
      this.#db.close();
      this.#lock?.release();
    }
  }

  #notebook(compartment: string): OwnNotebook {
    const open = this.#notebooks.get(compartment);
    if (open !== undefined) return open;
    const keys = this.#keys.notebooks.find((notebook) => notebook.compartment === compartment);
    if (keys === undefined || this.#log === undefined) throw new TypeError("no notebook in this compartment");
    const log = this.#log;
    const notebook = openOwnNotebook(
      this.#db,
      this.#keys,
      keys,
      (own, proposal, inTransaction) => log.append(own, [proposal], { inTransaction }),
      this.world,
    );
    this.#notebooks.set(compartment, notebook);
    return notebook;
  }
}
