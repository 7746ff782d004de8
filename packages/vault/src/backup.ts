/**
 * A backup is a vault again: the same files, copied so that each is whole before it has its name. It holds ciphertext only and
 * opens with the same passphrase.
 */
import { createHash } from "node:crypto";
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { err, ok, type Result } from "@amana/format";
import { isBlobName } from "./blobs/ref.ts";
import { tryTo } from "./disk.ts";
import { faultFrom, type VaultTrouble } from "./faults.ts";
import { parseVaultFile, paths } from "./layout.ts";
import type { Vault } from "./vault.ts";

export interface BackedUp {
  readonly blobs: number;
  readonly bytes: number;
}

export function backUp(vault: Vault, to: string): Result<BackedUp, { readonly type: "backup-not-vault" }> {
  const from = paths(vault.dir);
  const target = paths(to);
  try {
    mkdirSync(to, { recursive: true, mode: 0o700 });
    if (existsSync(target.vault)) {
      const earlier = parseVaultFile(readFileSync(target.vault, "utf8"));
      if (!earlier.ok || earlier.value.vault !== vault.id) return err({ type: "backup-not-vault" });
    } else if (!isOwnLeftover(from, target, to)) {
      return err({ type: "backup-not-vault" });
    }
    // The database first: every blob its lines name is then copied, and one that came after is only not named yet.
    const incoming = `${target.database}.new`;
    rmSync(incoming, { force: true });
    vault.inside.db.prepare("VACUUM INTO ?").run(incoming);
    let blobs = 0;
    let bytes = statSync(incoming).size;
    for (const name of vault.blobs.names()) {
      const copied = copyBlob(from.blobs, target.blobs, name);
      if (copied > 0) blobs += 1;
      bytes += copied;
    }
    syncShelves(target.blobs);
    copyWhole(from.keys, target.keys);
    copyWhole(from.vault, target.vault);
    sync(to);
    sync(incoming);
    for (const suffix of ["-wal", "-shm"]) rmSync(`${target.database}${suffix}`, { force: true });
    // Last: the earlier record stays in place until everything the new one names is there.
    renameSync(incoming, target.database);
    sync(to);
    return ok({ blobs, bytes });
  } catch (error) {
    throw faultFrom(error);
  }
}

/** What an interrupted first backup of this very vault left. A stranger's keys.age without its vault.json stays untouched. */
function isOwnLeftover(from: Files, target: Files, to: string): boolean {
  if (readdirSync(to).some((name) => !/^(blobs|record\.db\.new|(keys\.age|vault\.json)(\.new)?)$/.test(name)))
    return false;
  return !existsSync(target.keys) || sha256Of(target.keys) === sha256Of(from.keys);
}
type Files = ReturnType<typeof paths>;

/** Copies a backup into an empty place; when it fails, the place is empty again. The backup stays as it is. */
export function restore(
  from: string,
  to: string,
): Result<{ readonly blobs: number }, VaultTrouble | { readonly type: "folder-not-empty" }> {
  const source = paths(from);
  const target = paths(to);
  if (!existsSync(source.vault)) return err({ type: "no-vault" });
  const file = parseVaultFile(readFileSync(source.vault, "utf8"));
  if (!file.ok) return file;
  if (!existsSync(source.keys)) return err({ type: "keys-missing" });
  if (!existsSync(source.database)) return err({ type: "database-missing" });
  if (existsSync(to) && readdirSync(to).length > 0) return err({ type: "folder-not-empty" });
  try {
    mkdirSync(target.blobs, { recursive: true, mode: 0o700 });
    copyWhole(source.database, target.database);
    if (existsSync(`${source.database}-wal`)) copyWhole(`${source.database}-wal`, `${target.database}-wal`);
    let blobs = 0;
    if (existsSync(source.blobs))
      for (const shelf of readdirSync(source.blobs).filter((name) => /^[0-9a-f]{2}$/.test(name)))
        for (const name of readdirSync(join(source.blobs, shelf)).filter(isBlobName))
          if (copyBlob(source.blobs, target.blobs, name) > 0) blobs += 1;
    syncShelves(target.blobs);
    copyWhole(source.keys, target.keys);
    copyWhole(source.vault, target.vault);
    sync(to);
    return ok({ blobs });
  } catch (error) {
    tryTo(() => {
      for (const name of readdirSync(to)) rmSync(join(to, name), { recursive: true, force: true });
    });
    throw faultFrom(error);
  }
}

/** Bytes copied; nothing when a whole copy is there already (a name alone proves nothing on a stick that was pulled out). */
function copyBlob(from: string, to: string, name: string): number {
  const source = join(from, name.slice(0, 2), name);
  const target = join(to, name.slice(0, 2), name);
  const { size } = statSync(source);
  if (existsSync(target) && statSync(target).size === size && sha256Of(target) === name) return 0;
  mkdirSync(join(to, name.slice(0, 2)), { recursive: true, mode: 0o700 });
  copyWhole(source, target);
  return size;
}

function copyWhole(from: string, to: string): void {
  const incoming = `${to}.new`;
  try {
    copyFileSync(from, incoming);
    sync(incoming);
    renameSync(incoming, to);
  } catch (error) {
    tryTo(() => rmSync(incoming, { force: true }));
    throw error;
  }
}

/** The names in every shelf survive a power cut. */
function syncShelves(blobs: string): void {
  if (!existsSync(blobs)) return;
  for (const shelf of readdirSync(blobs)) if (/^[0-9a-f]{2}$/.test(shelf)) sync(join(blobs, shelf));
  sync(blobs);
}

function sha256Of(path: string): string {
  const hash = createHash("sha256");
  const piece = Buffer.allocUnsafe(2 ** 20);
  const file = openSync(path, "r");
  try {
    for (let got = readSync(file, piece); got > 0; got = readSync(file, piece)) hash.update(piece.subarray(0, got));
    return hash.digest("hex");
  } finally {
    closeSync(file);
  }
}

function sync(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
