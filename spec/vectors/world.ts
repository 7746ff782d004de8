/** The small invented world all vectors are made of: fixed seeds, fixed times, no randomness. */
import { newSealKey, newSigningKey, newRecordId, sha256, toHex, writeLine, type JsonObject } from "@amana/format";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const seed = (name: string) => sha256(`amana test vector ${name}`);
export const random12 = (name: string) => seed(name).slice(0, 12);
export const salt = (name: string) => toHex(seed(`salt ${name}`).slice(0, 16));

export const device = newSigningKey(seed("device Tara"));
export const notebook = newSigningKey(seed("notebook Tara field"));
export const sealKey = newSealKey(seed("seal key Tara field"));
export const otherNotebook = newSigningKey(seed("notebook Rebin office"));
export const deviceId = newRecordId("dev", random12("device id Tara"));
export const compartment = newRecordId("cmp", random12("compartment field"));

export const id = (prefix: string, name: string) => newRecordId(prefix, random12(name));

/** Line number `n` of a notebook: its clock ticks a minute per line. */
export function line(n: number, e: string, k: string, p: readonly string[], x: JsonObject): string {
  const t = new Date(Date.UTC(2026, 10, 22, 6, 40 + n, 0, 123)).toISOString();
  return writeLine({ e, k, p, s: salt(`${n} ${k}`), t, v: 1, x });
}

export type Vectors = { readonly [key: string]: unknown };

/** The committed file of this name, or nothing before it was first made. */
export function committed(name: string): unknown {
  const file = new URL(`${name}.json`, import.meta.url);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

export function write(name: string, vectors: Vectors): void {
  writeFileSync(new URL(`${name}.json`, import.meta.url), `${JSON.stringify(vectors, undefined, 1)}\n`);
}
