/**
 * Files that appear whole or not at all: written under another name beside their place, synced, renamed. Every step goes
 * through `OutDisk`, so that a test can let any of them fail.
 */
import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, renameSync, unlinkSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** What is asked of a disk here; the vault's own disk has these and more. */
export interface OutDisk {
  readonly create: (path: string) => number;
  readonly write: (file: number, bytes: Uint8Array) => void;
  readonly sync: (file: number) => void;
  readonly close: (file: number) => void;
  readonly rename: (from: string, to: string) => void;
  readonly remove: (path: string) => void;
  readonly syncDirectory: (path: string) => void;
}

/** The system refused: its own word (`ENOSPC`), never the path. */
export class OutFault extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.name = "OutFault";
    this.code = code;
  }
}

export const outDisk: OutDisk = {
  create: (path) => asking(() => openSync(path, "wx", 0o600)),
  write: (file, bytes) =>
    asking(() => {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at);
    }),
  sync: (file) => asking(() => fsyncSync(file)),
  close: (file) => asking(() => closeSync(file)),
  rename: (from, to) => asking(() => renameSync(from, to)),
  remove: (path) => asking(() => unlinkSync(path)),
  syncDirectory: (path) =>
    asking(() => {
      // Windows journals names by itself and has no such call.
      if (process.platform === "win32") return;
      const directory = openSync(path, "r");
      try {
        fsyncSync(directory);
      } finally {
        closeSync(directory);
      }
    }),
};

export interface OutFile {
  write(bytes: Uint8Array): void;
  /** Puts it in place; throws when a file of that name has appeared meanwhile. */
  settle(): void;
  /** It stays. Until then it goes if the process ends, as it does when the keys' holder locks in the middle. */
  keep(): void;
  /** Takes away whatever is there of it, in place or not. Never throws. */
  discard(): void;
}

export function openOut(disk: OutDisk, path: string): OutFile {
  const temporary = `${path}.new-${randomBytes(8).toString("hex")}`;
  const file = disk.create(temporary);
  let open = true;
  let stands: string | undefined = temporary;
  const discard = () => {
    process.off("exit", discard);
    if (open) quietly(() => disk.close(file));
    open = false;
    const left = stands;
    stands = undefined;
    if (left !== undefined) quietly(() => disk.remove(left));
  };
  process.on("exit", discard);
  return {
    write: (bytes) => disk.write(file, bytes),
    settle() {
      disk.sync(file);
      open = false;
      disk.close(file);
      if (existsSync(path)) throw new OutFault("EEXIST");
      disk.rename(temporary, path);
      stands = path;
      disk.syncDirectory(dirname(path));
    },
    keep: () => void process.off("exit", discard),
    discard,
  };
}

/** A clean-up must not hide the fault that made it necessary. */
function quietly(action: () => void): void {
  try {
    action();
  } catch {
    // What could not be removed is sealed or was asked for in clear, and carries a name that says it is unfinished.
  }
}

function asking<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new OutFault(code);
  }
}
