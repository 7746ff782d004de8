/**
 * Everything a device must keep secret, and how it stands in `keys.age`: one JSON object, sealed with the passphrase as an
 * ordinary age file, so that `age -d keys.age` opens it without us (spec/vault.md).
 */
import { randomBytes } from "node:crypto";
import { err, fromHex, newRecordId, ok, type Result, toHex } from "@amana/format";
import type { VaultTrouble } from "../faults.ts";

export interface NotebookKeys {
  readonly compartment: string;
  /** Ed25519 seed: signs every checkpoint of the notebook. */
  readonly seed: Uint8Array;
  /** ML-DSA-44 seed: signs its seals as well. */
  readonly sealSeed: Uint8Array;
}

export interface Keys {
  readonly vault: string;
  readonly device: string;
  /** Ed25519 seed of the device: certifies its notebooks. */
  readonly deviceSeed: Uint8Array;
  /** Seed of the device's age identity (ML-KEM-768 + X25519): what colleagues will seal compartment keys to. */
  readonly identitySeed: Uint8Array;
  readonly databaseKey: Uint8Array;
  readonly notebooks: readonly NotebookKeys[];
}

export function newKeys(random: (bytes: number) => Uint8Array = randomBytes): Keys {
  return {
    vault: newRecordId("vlt", random(12)),
    device: newRecordId("dev", random(12)),
    deviceSeed: random(32),
    identitySeed: random(32),
    databaseKey: random(32),
    notebooks: [{ compartment: newRecordId("cmp", random(12)), seed: random(32), sealSeed: random(32) }],
  };
}

export function formatKeys(keys: Keys): Uint8Array {
  const plain = {
    amana: "keys",
    format: 1,
    vault: keys.vault,
    device: keys.device,
    device_seed: toHex(keys.deviceSeed),
    identity_seed: toHex(keys.identitySeed),
    database_key: toHex(keys.databaseKey),
    notebooks: keys.notebooks.map((notebook) => ({
      compartment: notebook.compartment,
      seed: toHex(notebook.seed),
      seal_seed: toHex(notebook.sealSeed),
    })),
  };
  return new TextEncoder().encode(`${JSON.stringify(plain, null, 1)}\n`);
}

export function parseKeys(bytes: Uint8Array): Result<Keys, VaultTrouble> {
  const damaged = err({ type: "keys-damaged" } as const);
  let plain: Record<string, unknown>;
  try {
    plain = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as Record<string, unknown>;
  } catch {
    return damaged;
  }
  if (typeof plain !== "object" || plain === null || plain["amana"] !== "keys" || plain["format"] !== 1) return damaged;
  const { vault, device } = plain;
  if (typeof vault !== "string" || typeof device !== "string" || !Array.isArray(plain["notebooks"])) return damaged;
  const deviceSeed = seed(plain["device_seed"]);
  const identitySeed = seed(plain["identity_seed"]);
  const databaseKey = seed(plain["database_key"]);
  const notebooks: NotebookKeys[] = [];
  for (const each of plain["notebooks"] as (Record<string, unknown> | null)[]) {
    if (typeof each !== "object" || each === null) return damaged;
    const compartment = each["compartment"];
    const own = seed(each["seed"]);
    const sealSeed = seed(each["seal_seed"]);
    if (typeof compartment !== "string" || own === undefined || sealSeed === undefined) return damaged;
    notebooks.push({ compartment, seed: own, sealSeed });
  }
  if (deviceSeed === undefined || identitySeed === undefined || databaseKey === undefined || notebooks.length === 0)
    return damaged;
  return ok({ vault, device, deviceSeed, identitySeed, databaseKey, notebooks });
}

function seed(hex: unknown): Uint8Array | undefined {
  return typeof hex === "string" && hex.length === 64 ? fromHex(hex) : undefined;
}

/** Overwrites what JavaScript lets us overwrite. Exit of the process is the only certain wipe. */
export function wipeKeys(keys: Keys): void {
  for (const bytes of [keys.deviceSeed, keys.identitySeed, keys.databaseKey]) bytes.fill(0);
  for (const notebook of keys.notebooks) {
    notebook.seed.fill(0);
    notebook.sealSeed.fill(0);
  }
}
