/**
 * Makes vault.json: `node spec/vectors/make-vault.ts`. Same bytes every time, but for `keys_age`, which another program (typage)
 * seals with fresh randomness: the one in the committed file is kept.
 */
import { sha256, toHex } from "@amana/format";
import { Encrypter } from "age-encryption";
import { committed, compartment, deviceId, id, type Vectors, write } from "./world.ts";

const seed = (name: string) => toHex(sha256(`amana test vector ${name}`));
const vault = id("vlt", "vault Tara");
const good = `{
  "amana": "vault",
  "format": 1,
  "vault": "${vault}",
  "device": "${deviceId}",
  "database": "sqlite3mc-aegis",
  "blobs": "age-mlkem768x25519",
  "keys": "age-scrypt"
}
`;
const swap = (text: string, from: string, to: string) => {
  const swapped = text.replace(from, to);
  if (swapped === text) throw new Error(`nothing to swap: ${from}`);
  return swapped;
};
const damaged = "vault-file-damaged";
const refusedFiles = [
  { name: "empty", refused: damaged, text: "" },
  { name: "not JSON", refused: damaged, text: good.slice(0, -3) },
  { name: "a list", refused: damaged, text: `[${good}]` },
  { name: "null", refused: damaged, text: "null\n" },
  { name: "something else's file", refused: damaged, text: swap(good, '"vault",', '"vault-backup",') },
  { name: "a newer format", refused: "vault-newer", text: swap(good, '"format": 1', '"format": 2') },
  { name: "a newer format with members we do not know", refused: "vault-newer", text: '{"amana":"vault","format":3,"shape":"new"}' },
  { name: "format as text", refused: damaged, text: swap(good, '"format": 1', '"format": "1"') },
  { name: "format 0", refused: damaged, text: swap(good, '"format": 1', '"format": 0') },
  { name: "vault id too short", refused: damaged, text: swap(good, vault, vault.slice(0, -1)) },
  { name: "vault id with a capital", refused: damaged, text: swap(good, vault, vault.toUpperCase().replace("VLT", "vlt")) },
  { name: "device id of another type", refused: damaged, text: swap(good, "dev_", "per_") },
  { name: "another database cipher", refused: damaged, text: swap(good, "sqlite3mc-aegis", "sqlite3mc-rc4") },
  { name: "a member too many", refused: damaged, text: swap(good, '  "keys"', '  "owner": "Tara",\n  "keys"') },
  { name: "a member missing", refused: damaged, text: swap(good, '  "blobs": "age-mlkem768x25519",\n', "") },
  { name: "members in another order", refused: damaged, text: swap(swap(good, '  "format": 1,\n', ""), '  "amana"', '  "format": 1,\n  "amana"') },
  { name: "a member twice", refused: damaged, text: swap(good, '  "format": 1,\n', '  "format": 1,\n  "format": 1,\n') },
  { name: "no line feed at the end", refused: damaged, text: good.trimEnd() },
  { name: "a line feed too many", refused: damaged, text: `${good}\n` },
  { name: "carriage returns", refused: damaged, text: good.replaceAll("\n", "\r\n") },
  { name: "a byte order mark", refused: damaged, text: `\ufeff${good}` },
  { name: "another indent", refused: damaged, text: good.replaceAll("  ", "\t") },
];

const keys = `{
 "amana": "keys",
 "format": 1,
 "vault": "${vault}",
 "device": "${deviceId}",
 "device_seed": "${seed("device Tara")}",
 "identity_seed": "${seed("identity Tara")}",
 "database_key": "${seed("database Tara")}",
 "notebooks": [
  {
   "compartment": "${compartment}",
   "seed": "${seed("notebook Tara field")}",
   "seal_seed": "${seed("seal key Tara field")}"
  }
 ]
}
`;
const refusedKeys = [
  { name: "empty", text: "" },
  { name: "not JSON", text: keys.slice(0, -4) },
  { name: "bytes that are no UTF-8", hex: `${toHex(new TextEncoder().encode(keys)).slice(0, 40)}ff` },
  { name: "a list", text: "[]" },
  { name: "something else", text: swap(keys, '"amana": "keys"', '"amana": "vault"') },
  { name: "a newer format", text: swap(keys, '"format": 1', '"format": 2') },
  { name: "no vault", text: swap(keys, ` "vault": "${vault}",\n`, "") },
  { name: "a database key one byte short", text: swap(keys, seed("database Tara"), seed("database Tara").slice(2)) },
  { name: "a seed in capitals", text: swap(keys, seed("device Tara"), seed("device Tara").toUpperCase()) },
  { name: "a seed that is no hex", text: swap(keys, seed("device Tara"), `${seed("device Tara").slice(1)}g`) },
  { name: "no seal seed", text: swap(keys, `,\n   "seal_seed": "${seed("seal key Tara field")}"`, "") },
  { name: "no notebook", text: keys.replace(/\[[\s\S]*\]/, "[]") },
];

const layer = `${[
  '{"text":"The guard wrote our names down.","place":{"type":"page","page":3}}',
  '{"text":"گەیشتینە دهۆک","place":{"type":"time","from":61000,"to":64500},"language":"ckb"}',
  "this is no passage",
  '{"text":17,"place":{"type":"whole"}}',
  '{"text":"no place"}',
  "",
  '{"text":"أسماء الشهود","place":{"type":"page","page":4},"language":"ar","boxes":[[0,12,7200,10100,24350,11600]]}',
].join("\n")}\n`;
const bytes = (text: string) => new TextEncoder().encode(text).length;
const passages = layer
  .split("\n")
  .map((line, n, all) => ({ line, at: bytes(all.slice(0, n).map((each) => `${each}\n`).join("")), length: bytes(line) }))
  .filter(({ line }) => line.includes('"text":"') && line.includes('"place"'))
  .map(({ line, at, length }) => ({ at, length, text: (JSON.parse(line) as { readonly text: string }).text }));

const typed = "abacus lamp 123456 fence mango tulip";
const sameTyped = ["  abacus  lamp 123456 fence\tmango tulip ", "abacus lamp ١٢٣٤٥٦ fence mango tulip", "abacus lamp ۱۲۳۴۵۶ fence mango tulip", "ａｂａｃｕｓ lamp 123456 fence mango tulip"];

export async function vaultVectors(): Promise<Vectors> {
  const before = committed("vault") as { readonly keys_age?: string } | undefined;
  return {
    vault_file: { good, refused: refusedFiles },
    keys: { good: keys, refused: refusedKeys },
    keys_age: before?.keys_age ?? (await sealedByTypage()),
    passphrase: { normal: typed, same: sameTyped, other: ["Abacus lamp 123456 fence mango tulip", "abacus lamp 123456 fence mango"] },
    layer: { content: layer, passages },
    row_ids: [
      { notebook: 1, position: 0, id: 1_099_511_627_776 },
      { notebook: 1, position: 41, id: 1_099_511_627_817 },
      { notebook: 3, position: 5, id: 3_298_534_883_333 },
    ],
  };
}

async function sealedByTypage(): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(typed);
  encrypter.setScryptWorkFactor(18);
  return Buffer.from(await encrypter.encrypt(keys)).toString("base64");
}

if (import.meta.main) write("vault", await vaultVectors());
