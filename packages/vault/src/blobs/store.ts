/**
 * Sealed blobs on disk: one age file each, named by the SHA-256 of its ciphertext, opened by a key of its own. Nothing
 * here knows what a blob means. spec/blob.md.
 *
 * The one rule for callers: `flush` before the commit of a line that names a blob. A crash before it leaves an orphan,
 * never a line that names nothing (BL-7).
 */
import { hash } from "node:crypto";
import { join } from "node:path";
import { err, ok, type Result } from "@amana/format";
import { type AgeFile, openFile, parseIdentity } from "@amana/format/open";
import { type Disk, DiskFault, realDisk } from "../disk.ts";
import { type BlobCheck, checkBlob } from "./check.ts";
import { type Engine, threadEngine } from "./engine.ts";
import { blobPath, createKeeper, type Keeper } from "./keep.ts";
import { type BlobProblem, type BlobRef, isBlobName } from "./ref.ts";
import { blobStream } from "./stream.ts";

export interface BlobStore extends Pick<Keeper, "put" | "putBytes" | "flush" | "sweepIncoming"> {
  /** Takes in bytes of any size in bounded memory (some 10 MiB); sealed on a second thread when over 4 MiB. */
  put: Keeper["put"];
  /** Takes in a small thing at once. For thousands of attachments: many `putBytes`, one `flush`. */
  putBytes: Keeper["putBytes"];
  /** Returns when every blob put or removed so far survives a power cut. Free when there is nothing new. */
  flush: Keeper["flush"];
  /** Deletes what a crash left half-written; returns how many files. At start. */
  sweepIncoming: Keeper["sweepIncoming"];
  /** For reading at any place; close it. */
  open(ref: BlobRef): Result<AgeFile, BlobProblem>;
  /** The whole in memory, and it is what the line says: its SHA-256 is compared. */
  read(ref: BlobRef): Result<Uint8Array, BlobProblem>;
  /** Up to `length` bytes from `offset`. Authentic under the blob's key; only `read` and `check` compare the whole. */
  readRange(ref: BlobRef, offset: number, length: number): Result<Uint8Array, BlobProblem>;
  /** A web stream of plaintext; damage found on the way ends it with `BlobDamaged`. */
  stream(ref: BlobRef, offset?: number, length?: number): Result<ReadableStream<Uint8Array>, BlobProblem>;
  /** Everything wrong with a blob; without `key` and `plain` only the ciphertext is compared with its name. */
  check(blob: BlobCheck): BlobProblem[];
  /** The ciphertext as it is, for sync and hand-over: a file open for reading, which the caller closes. */
  openSealed(name: string): Result<number, BlobProblem>;
  /** The names of all blobs there are. */
  names(): Generator<string>;
  /** Names of blobs that no line knows; left by a crash, or by the erasure of their line. */
  orphans(known: ReadonlySet<string>): string[];
  /** Deletes a blob; false when it was not there. Survives a power cut after `flush`. */
  remove(name: string): boolean;
  /** Ends the second thread. */
  close(): void;
}

export interface BlobStoreOptions {
  readonly disk?: Disk;
  readonly engine?: Engine;
}

/** `directory` is the vault's `blobs`; it is made when it is not there, its parent must be. */
export function openBlobStore(directory: string, options: BlobStoreOptions = {}): BlobStore {
  const disk = options.disk ?? realDisk;
  const engine = options.engine ?? threadEngine();
  const keeper = createKeeper(directory, disk, engine);

  const openSealed = (name: string): Result<number, BlobProblem> => {
    // The name comes out of a line somebody else may have written; it becomes part of a path.
    if (!isBlobName(name)) return err({ type: "blob-name-malformed" });
    try {
      return ok(disk.openRead(blobPath(directory, name)));
    } catch (fault) {
      if (isNotFound(fault)) return err({ type: "blob-missing", blob: name });
      throw fault;
    }
  };

  const open = (ref: BlobRef): Result<AgeFile, BlobProblem> => {
    const blob = ref.cipher.sha256;
    const file = openSealed(blob);
    if (!file.ok) return file;
    const opened = openAs(disk, file.value, ref);
    if (!opened.ok) {
      disk.close(file.value);
      return opened;
    }
    let closed = false;
    return ok({
      ...opened.value,
      close() {
        if (closed) return;
        closed = true;
        opened.value.close();
        disk.close(file.value);
      },
    });
  };

  const readRange = (ref: BlobRef, offset: number, length: number): Result<Uint8Array, BlobProblem> => {
    const file = open(ref);
    if (!file.ok) return file;
    try {
      const bytes = file.value.range(offset, length);
      if (!bytes.ok) return err({ type: "blob-does-not-open", blob: ref.cipher.sha256, why: bytes.error });
      return bytes;
    } finally {
      file.value.close();
    }
  };

  const names = function* (): Generator<string> {
    for (const shelf of disk.list(directory)) {
      if (!/^[0-9a-f]{2}$/.test(shelf)) continue;
      for (const name of disk.list(join(directory, shelf))) {
        if (isBlobName(name) && name.startsWith(shelf)) yield name;
      }
    }
  };

  return {
    ...keeper,
    open,
    readRange,
    read(ref) {
      const bytes = readRange(ref, 0, ref.plain.bytes);
      if (!bytes.ok) return bytes;
      // Whoever can read a blob's key could seal something else to it; the line's SHA-256 is what is signed.
      if (hash("sha256", bytes.value) !== ref.plain.sha256) {
        return err({ type: "blob-plain-differs", blob: ref.cipher.sha256 });
      }
      return bytes;
    },
    stream(ref, offset = 0, length = Number.MAX_SAFE_INTEGER) {
      const file = open(ref);
      if (!file.ok) return file;
      return ok(blobStream(file.value, ref.cipher.sha256, offset, length));
    },
    check(blob) {
      const file = openSealed(blob.cipher.sha256);
      if (!file.ok) return [file.error];
      try {
        return checkBlob(disk, file.value, blob);
      } finally {
        disk.close(file.value);
      }
    },
    openSealed,
    names,
    orphans: (known) => [...names()].filter((name) => !known.has(name)),
    remove(name) {
      if (!isBlobName(name)) return false;
      try {
        disk.remove(blobPath(directory, name));
      } catch (fault) {
        if (isNotFound(fault)) return false;
        throw fault;
      }
      keeper.removed(name);
      return true;
    },
    close: () => engine.close(),
  };
}

function openAs(disk: Disk, file: number, ref: BlobRef): Result<AgeFile, BlobProblem> {
  const blob = ref.cipher.sha256;
  const identity = parseIdentity(ref.key);
  if (!identity.ok) return err({ type: "blob-key-malformed", blob });
  const size = disk.size(file);
  const source = { size, read: (into: Uint8Array, offset: number) => disk.read(file, into, offset) };
  const opened = openFile(source, [identity.value]);
  if (!opened.ok) return err({ type: "blob-does-not-open", blob, why: opened.error });
  if (opened.value.size !== ref.plain.bytes) {
    opened.value.close();
    return err({ type: "blob-plain-differs", blob });
  }
  return opened;
}

function isNotFound(fault: unknown): boolean {
  return fault instanceof DiskFault && fault.trouble === "not-found";
}
