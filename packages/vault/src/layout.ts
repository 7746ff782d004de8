/** The files of a vault (spec/vault.md). `vault.json` is the only one in clear and says nothing about anybody. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { err, ok, type Result } from "@amana/format";
import type { VaultTrouble } from "./faults.ts";

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
    return err({ type: "vault-file-damaged" });
  }
  if (typeof parsed !== "object" || parsed === null || parsed.amana !== "vault")
    return err({ type: "vault-file-damaged" });
  if (typeof parsed.format === "number" && parsed.format > FORMAT)
    return err({ type: "vault-newer", format: parsed.format });
  const { vault, device } = parsed;
  if (typeof vault !== "string" || !/^vlt_[a-z2-7]{20}$/.test(vault)) return err({ type: "vault-file-damaged" });
  if (typeof device !== "string" || !/^dev_[a-z2-7]{20}$/.test(device)) return err({ type: "vault-file-damaged" });
  if (text !== formatVaultFile(vault, device)) return err({ type: "vault-file-damaged" });
  return ok(parsed as VaultFile);
}
