/**
 * The few things a vault does to a disk, each of which can fail. Everything in the vault that writes goes through here,
 * so that a test can let the k-th write fail, and so that a full or read-only disk is always the same clear fault.
 * Faults carry a type and the system's own word for it; never a path.
 */
import { randomBytes } from "node:crypto";
import {
  closeSync,
  fdatasync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

export interface Disk {
  /** A new file to write, readable by its owner only. The name must be free. */
  create(path: string): number;
  openRead(path: string): number;
  size(file: number): number;
  /** Fills `into` from byte `position`; returns how many bytes, fewer only at the end of the file. */
  read(file: number, into: Uint8Array, position: number): number;
  /** Writes all of `bytes` after what was written before. */
  write(file: number, bytes: Uint8Array): void;
  /** Returns when the file's bytes survive a power cut. */
  sync(file: number): void;
  /**
   * The same without waiting in this thread: for the middle of a large file, so that the disk works while we do. Do not
   * close the file before it is done, and do not ignore its failure: the system reports a lost write only once.
   */
  syncAhead(file: number): Promise<void>;
  close(file: number): void;
  /** Replaces `to` in one step. Survives a power cut only after `syncDirectory`. */
  rename(from: string, to: string): void;
  remove(path: string): void;
  /** The parent must exist. False when the directory was there already. */
  makeDirectory(path: string): boolean;
  /** Returns when the names in this directory survive a power cut. */
  syncDirectory(path: string): void;
  /** Names in a directory, unordered. */
  list(path: string): string[];
}

export type DiskTrouble = "disk-full" | "read-only" | "not-found" | "name-taken" | "too-many-open" | "disk-error";

/** What the disk refused: in our words (`trouble`), the system's (`code`, such as ENOSPC), and at which call. */
export class DiskFault extends Error {
  readonly trouble: DiskTrouble;
  readonly code: string;
  readonly call: string;
  constructor(trouble: DiskTrouble, code: string, call: string) {
    // The system's own message quotes the path, so it is not kept as the cause either.
    super(`${trouble} (${code} at ${call})`);
    this.name = "DiskFault";
    this.trouble = trouble;
    this.code = code;
    this.call = call;
  }
}

export const realDisk: Disk = {
  create: (path) => asking("create", () => openSync(path, "wx", 0o600)),
  openRead: (path) => asking("open", () => openSync(path, "r")),
  size: (file) => asking("size", () => fstatSync(file).size),
  read: (file, into, position) => asking("read", () => readAll(file, into, position)),
  write: (file, bytes) => asking("write", () => writeAll(file, bytes)),
  sync: (file) => asking("sync", () => fsyncSync(file)),
  syncAhead: (file) =>
    new Promise((resolve, reject) => {
      fdatasync(file, (error) => (error === null ? resolve() : reject(faultOf(codeOf(error), "sync"))));
    }),
  close: (file) => asking("close", () => closeSync(file)),
  rename: (from, to) => asking("rename", () => renameSync(from, to)),
  remove: (path) => asking("remove", () => unlinkSync(path)),
  makeDirectory: (path) => asking("make-directory", () => makeDirectory(path)),
  syncDirectory: (path) => asking("sync-directory", () => syncDirectory(path)),
  list: (path) => asking("list", () => readdirSync(path)),
};

/**
 * Writes a small file so that after any failure its old or its new content is there whole: temporary name beside it,
 * sync, rename, sync of the directory. A failure may leave a file named `*.new-<hex>` behind.
 */
export function replaceFile(disk: Disk, path: string, bytes: Uint8Array): void {
  const temporary = `${path}.new-${randomBytes(8).toString("hex")}`;
  const file = disk.create(temporary);
  try {
    try {
      disk.write(file, bytes);
      disk.sync(file);
    } finally {
      disk.close(file);
    }
    disk.rename(temporary, path);
  } catch (fault) {
    tryTo(() => disk.remove(temporary));
    throw fault;
  }
  disk.syncDirectory(dirname(path));
}

/** Runs a clean-up that must not hide the fault that made it necessary. */
export function tryTo(action: () => void): void {
  try {
    action();
  } catch {
    // What was to be cleaned up stays behind; it is swept at the next start.
  }
}

/**
 * How the k-th write fails. `torn`: half of the bytes arrive, then an I/O error. `power-cut`: the same, and nothing can
 * be done afterwards, not even cleaning up.
 */
export type Failure = "EIO" | "ENOSPC" | "EROFS" | "torn" | "power-cut";

export interface FailingDisk extends Disk {
  /** Calls so far that change the disk. */
  readonly writes: number;
  readonly failed: boolean;
}

/** For tests: `disk`, but its `k`-th call that changes something (from 1) fails. */
export function failingDisk(disk: Disk, k: number, failure: Failure): FailingDisk {
  let writes = 0;
  const off = (): boolean => failure === "power-cut" && writes >= k;
  const code = failure === "torn" || failure === "power-cut" ? "EIO" : failure;

  const changing = <T>(call: string, change: () => T, half: () => void = () => {}): T => {
    if (off()) throw faultOf("EIO", call);
    writes += 1;
    if (writes !== k) return change();
    if (failure === "torn" || failure === "power-cut") half();
    throw faultOf(code, call);
  };
  const reading = <T>(call: string, read: () => T): T => {
    if (off()) throw faultOf("EIO", call);
    return read();
  };

  return {
    get writes() {
      return writes;
    },
    get failed() {
      return writes >= k;
    },
    create: (path) => changing("create", () => disk.create(path)),
    write: (file, bytes) =>
      changing(
        "write",
        () => disk.write(file, bytes),
        () => disk.write(file, bytes.subarray(0, bytes.length >> 1)),
      ),
    sync: (file) => changing("sync", () => disk.sync(file)),
    syncAhead: async (file) => {
      await changing("sync", () => disk.syncAhead(file));
    },
    rename: (from, to) => changing("rename", () => disk.rename(from, to)),
    remove: (path) => changing("remove", () => disk.remove(path)),
    makeDirectory: (path) => changing("make-directory", () => disk.makeDirectory(path)),
    syncDirectory: (path) => changing("sync-directory", () => disk.syncDirectory(path)),
    openRead: (path) => reading("open", () => disk.openRead(path)),
    size: (file) => reading("size", () => disk.size(file)),
    read: (file, into, position) => reading("read", () => disk.read(file, into, position)),
    list: (path) => reading("list", () => disk.list(path)),
    // The process is gone after a power cut, and its open files with it.
    close: (file) => disk.close(file),
  };
}

const troubles: Readonly<Record<string, DiskTrouble>> = {
  ENOSPC: "disk-full",
  EDQUOT: "disk-full",
  EFBIG: "disk-full",
  EROFS: "read-only",
  EACCES: "read-only",
  EPERM: "read-only",
  ENOENT: "not-found",
  EEXIST: "name-taken",
  EMFILE: "too-many-open",
  ENFILE: "too-many-open",
};

export function faultOf(code: string, call: string): DiskFault {
  return new DiskFault(troubles[code] ?? "disk-error", code, call);
}

function asking<T>(call: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw faultOf(codeOf(error), call);
  }
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "unknown";
}

function writeAll(file: number, bytes: Uint8Array): void {
  // The system may take less than it is given, most of all when the disk is nearly full.
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at);
}

function readAll(file: number, into: Uint8Array, position: number): number {
  let got = 0;
  while (got < into.length) {
    const more = readSync(file, into, got, into.length - got, position + got);
    if (more === 0) break;
    got += more;
  }
  return got;
}

function makeDirectory(path: string): boolean {
  try {
    mkdirSync(path, 0o700);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

function syncDirectory(path: string): void {
  // Windows has no such call: NTFS journals names by itself.
  if (process.platform === "win32") return;
  const directory = openSync(path, "r");
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
