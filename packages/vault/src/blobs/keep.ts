/**
 * Putting blobs on disk: temporary name, sync, rename, sync of the directory. The last is put off until `flush`, which
 * stands between any number of blobs and the line that names them. spec/blob.md BL-7.
 */
import { hash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { type Head, headFor, newHybridKey, sealBytes } from "@amana/format/seal";
import { type Disk, tryTo } from "../disk.ts";
import type { Engine } from "./engine.ts";
import type { BlobRef } from "./ref.ts";
import { sealLarge } from "./sealLarge.ts";
import { newSlots, plainSlots } from "./slots.ts";
import { type BlobSource, fillFrom, sizeOf } from "./source.ts";

export interface Keeper {
  put(source: BlobSource): Promise<BlobRef>;
  putBytes(bytes: Uint8Array): BlobRef;
  flush(): void;
  sweepIncoming(): number;
  /** The next flush also covers the shelf this name stood on. */
  removed(name: string): void;
}

export function blobPath(directory: string, name: string): string {
  return join(directory, name.slice(0, 2), name);
}

export function createKeeper(directory: string, disk: Disk, engine: Engine): Keeper {
  const incoming = join(directory, "incoming");
  disk.makeDirectory(directory);
  disk.makeDirectory(incoming);
  // What an earlier process made it may not have synced, so the first flush always covers the upper directories.
  const unsynced = new Set([join(directory, ".."), directory]);
  const shelves = new Set<string>();
  /** Temporary files that are being written now. */
  const open = new Set<string>();
  let spareMemory: SharedArrayBuffer | undefined;

  const begin = (): Temporary => {
    const name = randomBytes(16).toString("hex");
    const path = join(incoming, name);
    const file = disk.create(path);
    open.add(name);
    return { name, path, file };
  };
  /** Gives a file that is written and synced its name. */
  const finish = (temporary: Temporary, name: string): void => {
    const shelf = join(directory, name.slice(0, 2));
    if (!shelves.has(shelf)) {
      disk.makeDirectory(shelf);
      unsynced.add(directory);
      shelves.add(shelf);
    }
    // Windows renames closed files only.
    close(temporary);
    disk.rename(temporary.path, blobPath(directory, name));
    unsynced.add(shelf);
    open.delete(temporary.name);
  };
  const close = (temporary: Temporary): void => {
    const { file } = temporary;
    temporary.file = -1;
    disk.close(file);
  };
  const discard = (temporary: Temporary): void => {
    if (temporary.file !== -1) tryTo(() => close(temporary));
    tryTo(() => disk.remove(temporary.path));
    open.delete(temporary.name);
  };

  const putBytes = (bytes: Uint8Array): BlobRef => {
    const { ref, sealed } = sealSmall(bytes);
    const temporary = begin();
    try {
      disk.write(temporary.file, sealed);
      disk.sync(temporary.file);
      finish(temporary, ref.cipher.sha256);
      return ref;
    } catch (fault) {
      discard(temporary);
      throw fault;
    }
  };
  /** The same, waiting for the disk without keeping this thread: others seal and parse meanwhile. */
  const putWithoutWaiting = async (bytes: Uint8Array): Promise<BlobRef> => {
    const { ref, sealed } = sealSmall(bytes);
    const temporary = begin();
    try {
      disk.write(temporary.file, sealed);
      await disk.syncAhead(temporary.file);
      finish(temporary, ref.cipher.sha256);
      return ref;
    } catch (fault) {
      discard(temporary);
      throw fault;
    }
  };

  return {
    putBytes,
    async put(source) {
      if (source instanceof Uint8Array) return putWithoutWaiting(source);
      const fill = fillFrom(source, disk);
      const memory = spareMemory ?? newSlots();
      spareMemory = undefined;
      const plain = plainSlots(memory);
      let filled = 0;
      let temporary: Temporary | undefined;
      let writer: AheadWriter | undefined;
      try {
        filled = await fill(plain);
        if (filled < plain.length) {
          const ref = await putWithoutWaiting(plain.subarray(0, filled));
          spareMemory = memory;
          return ref;
        }
        const { key, head } = newBlobKey();
        temporary = begin();
        writer = aheadWriter(disk, temporary.file);
        const sealed = await sealLarge(head, memory, fill, engine, writer.write, sizeOf(source, disk));
        await writer.end();
        disk.sync(temporary.file);
        finish(temporary, sealed.cipher.sha256);
        spareMemory = memory;
        return { key, ...sealed };
      } catch (fault) {
        await writer?.end().catch(() => {});
        if (temporary !== undefined) discard(temporary);
        throw fault;
      } finally {
        plain.fill(0, 0, filled);
      }
    },
    flush() {
      // A shelf leaves the set only when it is safe, so a flush that failed can be tried again.
      for (const path of [...unsynced]) {
        disk.syncDirectory(path);
        unsynced.delete(path);
      }
    },
    sweepIncoming() {
      const left = disk.list(incoming).filter((name) => !open.has(name));
      for (const name of left) disk.remove(join(incoming, name));
      return left.length;
    },
    removed(name) {
      unsynced.add(join(directory, name.slice(0, 2)));
    },
  };
}

function sealSmall(bytes: Uint8Array): { readonly ref: BlobRef; readonly sealed: Uint8Array } {
  const { key, head } = newBlobKey();
  const sealed = sealBytes(head, bytes);
  const plain = { sha256: hash("sha256", bytes), bytes: bytes.length };
  return { ref: { key, plain, cipher: { sha256: hash("sha256", sealed), bytes: sealed.length } }, sealed };
}

interface Temporary {
  readonly name: string;
  readonly path: string;
  /** -1 when closed. */
  file: number;
}

interface AheadWriter {
  write(bytes: Uint8Array): void;
  /** Returns when nothing is under way on the file any more and all that was begun went well. */
  end(): Promise<void>;
}

/** Has the disk start on a large file while it is still being sealed, so that the sync at its end finds little to do. */
function aheadWriter(disk: Disk, file: number): AheadWriter {
  let unsynced = 0;
  let underWay: Promise<void> | undefined;
  let lost: { readonly fault: unknown } | undefined;
  return {
    write(bytes) {
      if (lost !== undefined) throw lost.fault;
      disk.write(file, bytes);
      unsynced += bytes.length;
      if (unsynced < syncEvery || underWay !== undefined) return;
      unsynced = 0;
      underWay = disk
        .syncAhead(file)
        .catch((fault) => {
          lost = { fault };
        })
        .finally(() => {
          underWay = undefined;
        });
    },
    async end() {
      await underWay;
      if (lost !== undefined) throw lost.fault;
    },
  };
}

const syncEvery = 32 * 1024 * 1024;

/** A key for one blob, never used for another. BL-2. */
function newBlobKey(): { readonly key: string; readonly head: Head } {
  const seed = randomBytes(32);
  const { identity, recipient } = newHybridKey(seed);
  seed.fill(0);
  const head = headFor([recipient]);
  if (!head.ok) throw new Error(`a fresh key was refused: ${head.error.type}`);
  return { key: identity, head: head.value };
}
