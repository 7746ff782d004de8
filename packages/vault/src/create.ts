/**
 * Makes a vault. `vault.json` comes last: until it is there, nothing was promised, and starting again clears what an
 * interrupted start left. A vault that lost its `vault.json` looks much the same and must never be cleared away.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { err, ok, type Result } from "@amana/format";
import { headForPassphrase, sealBytes } from "@amana/format/seal";
import { type Db, openConnection, settle } from "./db/connection.ts";
import { recordSalt } from "./db/head.ts";
import { createLogTables } from "./db/log-schema.ts";
import { type Disk, realDisk, replaceFile } from "./disk.ts";
import { faultFrom, type VaultTrouble } from "./faults.ts";
import { Projection } from "./index/project.ts";
import { formatKeys, type Keys, newKeys, wipeKeys } from "./keys/bundle.ts";
import { formatVaultFile, holdsBlobs, paths } from "./layout.ts";
import { Log } from "./log/append.ts";
import { openOwnNotebook } from "./log/own-notebook.ts";
import type { World } from "./log/world.ts";
import { openKeysFile } from "./unlock.ts";

export interface Created {
  readonly keys: Keys;
}

const ours = ["keys.age", "record.db", "record.db-wal", "record.db-shm", "blobs", "writer.lock"];

/** `passphrase` is normalised bytes (keys/passphrase.ts). Refuses a folder that holds a vault or anything not left by an earlier try. */
export function createVault(
  dir: string,
  passphrase: Uint8Array,
  world: World,
  disk: Disk = realDisk,
): Result<Created, VaultTrouble | { type: "folder-not-empty" }> {
  const at = paths(dir);
  if (existsSync(at.vault)) return err({ type: "vault-exists" });
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const strange = readdirSync(dir).filter(
      (name) => !ours.includes(name) && !/^(keys\.age|vault\.json)\.[^/]*$/.test(name),
    );
    if (strange.length > 0) return err({ type: "folder-not-empty" });
    if (!isLeftover(dir, passphrase)) return err({ type: "vault-file-missing" });
    for (const name of readdirSync(dir)) rmSync(join(dir, name), { recursive: true, force: true });
    mkdirSync(at.blobs, { mode: 0o700 });
    const keys = newKeys(world.random);
    const keysFile = sealKeys(keys, passphrase);
    replaceFile(disk, at.keys, keysFile);
    createDatabase(dir, keys, world, createHash("sha256").update(keysFile).digest("hex"));
    replaceFile(disk, at.vault, new TextEncoder().encode(formatVaultFile(keys.vault, keys.device)));
    return ok({ keys });
  } catch (error) {
    throw faultFrom(error);
  }
}

/**
 * Is what lies here only the beginning of a vault? Keys alone are, as they have nothing to open; a record is when these
 * very keys open it and nothing follows its first line.
 */
function isLeftover(dir: string, passphrase: Uint8Array): boolean {
  const at = paths(dir);
  if (holdsBlobs(at.blobs)) return false;
  if (!existsSync(at.database)) return true;
  if (!existsSync(at.keys)) return false;
  const keys = openKeysFile(at.keys, passphrase);
  if (!keys.ok) return false;
  let db: Db | undefined;
  try {
    db = openConnection(at.database, keys.value.databaseKey);
    const tables = db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'notebook'").pluck().get();
    return (
      tables === 0 ||
      Number(db.prepare("SELECT coalesce(sum(size), 0) FROM notebook").pluck().get()) <= keys.value.notebooks.length
    );
  } catch {
    // A record cut short before its first page was whole holds nothing; anything else may.
    return statSync(at.database).size < 4_096 && !existsSync(`${at.database}-wal`);
  } finally {
    db?.close();
    wipeKeys(keys.value);
  }
}

/** The bytes of `keys.age`. */
export function sealKeys(keys: Keys, passphrase: Uint8Array): Uint8Array {
  const bundle = formatKeys(keys);
  const sealed = sealBytes(headForPassphrase(passphrase), bundle);
  bundle.fill(0);
  return sealed;
}

function createDatabase(dir: string, keys: Keys, world: World, keysSha256: string): void {
  const db = openConnection(paths(dir).database, keys.databaseKey, { create: true });
  try {
    db.transaction(() => {
      createLogTables(db);
      const set = db.prepare("INSERT INTO setting (name, value) VALUES (?, ?)");
      set.run("vault", keys.vault);
      set.run("device", keys.device);
      // A changed bit in a file that no cipher covers, or that only the passphrase opens, is seen without the passphrase.
      set.run("keys-sha256", keysSha256);
    }).immediate();
    const log = new Log(db, world);
    for (const notebook of keys.notebooks)
      openOwnNotebook(
        db,
        keys,
        notebook,
        (own, proposal, inTransaction) => log.append(own, [proposal], { inTransaction }),
        world,
      );
    Projection.ensure(db);
    new Projection(db, { readBlob: () => undefined }).run();
    settle(db);
    db.prepare("INSERT INTO setting (name, value) VALUES ('record-salt', ?)").run(recordSalt(paths(dir).database));
    settle(db);
  } finally {
    db.close();
  }
}
