/**
 * The files of a vault (spec/vault.md). `vault.json` is the only one in clear and says nothing about anybody. Of
 * other packages only types are imported here: `amana status` on a locked vault loads this and little else.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Result } from "@amana/format";
import { faultFrom, type VaultTrouble } from "./faults.ts";

export const FORMAT = 1;

export interface VaultFile {
  readonly amana: "vault";
  readonly format: number;
  readonly vault: string;
  readonly device: string;
  readonly database: "sqlite3mc-aegis";
  readonly blobs: "age-mlkem768x25519";
  readonly keys: "age-scrypt";
}

export const paths = (dir: string) =>
  ({
    vault: join(dir, "vault.json"),
    keys: join(dir, "keys.age"),
    database: join(dir, "record.db"),
    blobs: join(dir, "blobs"),
    /** Held by the one process that writes; SQLite's own file locks, so a killed process never leaves it held. */
    writer: join(dir, "writer.lock"),
  }) as const;

/** Is there more here than an empty or strange folder: keys, a record, or sealed files? */
export function holdsVault(dir: string): boolean {
  const at = paths(dir);
  return existsSync(at.keys) || existsSync(at.database) || holdsBlobs(at.blobs);
}

export function holdsBlobs(blobs: string): boolean {
  if (!existsSync(blobs)) return false;
  const shelves = readdirSync(blobs).filter((name) => /^[0-9a-f]{2}$/.test(name));
  return shelves.some((shelf) => readdirSync(join(blobs, shelf)).length > 0);
}

export function formatVaultFile(vault: string, device: string): string {
  const file: VaultFile = {
    amana: "vault",
    format: FORMAT,
    vault,
    device,
    database: "sqlite3mc-aegis",
    blobs: "age-mlkem768x25519",
    keys: "age-scrypt",
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** The text must be exactly what `formatVaultFile` writes: the file is small enough that nothing else is worth guessing at. */
export function parseVaultFile(text: string): Result<VaultFile, VaultTrouble> {
  let parsed: Partial<VaultFile>;
  try {
    parsed = JSON.parse(text) as Partial<VaultFile>;
  } catch {
    return refused({ type: "vault-file-damaged" });
  }
  if (typeof parsed !== "object" || parsed === null || parsed.amana !== "vault")
    return refused({ type: "vault-file-damaged" });
  if (typeof parsed.format === "number" && parsed.format > FORMAT)
    return refused({ type: "vault-newer", format: parsed.format });
  const { vault, device } = parsed;
  if (typeof vault !== "string" || !/^vlt_[a-z2-7]{20}$/.test(vault)) return refused({ type: "vault-file-damaged" });
  if (typeof device !== "string" || !/^dev_[a-z2-7]{20}$/.test(device)) return refused({ type: "vault-file-damaged" });
  if (text !== formatVaultFile(vault, device)) return refused({ type: "vault-file-damaged" });
  return { ok: true, value: parsed as VaultFile };
}

export function readVaultFile(dir: string): Result<VaultFile, VaultTrouble> {
  const at = paths(dir);
  if (!existsSync(at.vault)) return refused({ type: holdsVault(dir) ? "vault-file-missing" : "no-vault" });
  try {
    return parseVaultFile(readFileSync(at.vault, "utf8"));
  } catch (error) {
    throw faultFrom(error);
  }
}

function refused(error: VaultTrouble): { readonly ok: false; readonly error: VaultTrouble } {
  return { ok: false, error };
}
