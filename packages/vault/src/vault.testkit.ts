/**
 * For tests: vaults made in a moment. Only their `keys.age` is lighter than a real one (scrypt with 2^4 instead of 2^18, as
 * any age file may be); everything else is what `createVault` makes.
 */
import { createCipheriv, createHash, createHmac, hkdfSync, randomBytes, scryptSync } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newRecordId } from "@amana/format";
import { type Body, type Proposal, propose, type RecordType } from "@amana/record";
import { blobOf } from "./blob-ref.ts";
import { createVault } from "./create.ts";
import { openConnection, settle } from "./db/connection.ts";
import { formatKeys, type Keys } from "./keys/bundle.ts";
import { paths } from "./layout.ts";
import type { World } from "./log/world.ts";
import { type OpenOptions, realWorld, Vault } from "./vault.ts";

export const passphrase = new TextEncoder().encode("obelisk quartz lantern meadow cipher plum");

export interface TestVaults {
  /** An empty folder that is gone after the tests. */
  folder(): string;
  /** A fresh copy of one empty vault. */
  fresh(): string;
  open(dir: string, options?: OpenOptions): Vault;
  readonly keys: Keys;
  remove(): void;
}

/** One scrypt for a whole file of tests. */
export function testVaults(): TestVaults {
  const base = mkdtempSync(join(tmpdir(), "amana-test-"));
  const template = join(base, "template");
  const created = createVault(template, passphrase, realWorld);
  if (!created.ok) throw new Error(created.error.type);
  const { keys } = created.value;
  useLightKeys(template, keys);
  let count = 0;
  const folder = () => mkdtempSync(join(base, "w-"));
  return {
    keys,
    folder,
    fresh() {
      const dir = join(base, `vault-${count++}`);
      cpSync(template, dir, { recursive: true });
      return dir;
    },
    open: (dir, options = { write: true }) => Vault.open(dir, keys, options),
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
}

/** Seals the keys of a vault anew with a light passphrase stanza, and lets the record know the file. */
export function useLightKeys(dir: string, keys: Keys): void {
  const file = lightKeysFile(keys);
  writeFileSync(paths(dir).keys, file);
  const db = openConnection(paths(dir).database, keys.databaseKey);
  db.prepare("UPDATE setting SET value = ? WHERE name = 'keys-sha256'").run(
    createHash("sha256").update(file).digest("hex"),
  );
  settle(db);
  db.close();
}

/** C2SP age with one scrypt stanza, written out by hand. */
function lightKeysFile(keys: Keys, logN = 4): Uint8Array {
  const fileKey = randomBytes(16);
  const salt = randomBytes(16);
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64").replace(/=+$/, "");
  const seal = (key: Uint8Array, nonce: Uint8Array, plain: Uint8Array) => {
    const cipher = createCipheriv("chacha20-poly1305", key, nonce, { authTagLength: 16 });
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  };
  const wrapping = scryptSync(passphrase, Buffer.concat([Buffer.from("age-encryption.org/v1/scrypt"), salt]), 32, {
    N: 2 ** logN,
    r: 8,
    p: 1,
  });
  const stanza = `-> scrypt ${base64(salt)} ${logN}\n${base64(seal(wrapping, Buffer.alloc(12), fileKey))}\n`;
  const covered = `age-encryption.org/v1\n${stanza}---`;
  const macKey = Buffer.from(hkdfSync("sha256", fileKey, "", "header", 32));
  const mac = createHmac("sha256", macKey).update(covered).digest();
  const nonce = randomBytes(16);
  const payloadKey = Buffer.from(hkdfSync("sha256", fileKey, nonce, "payload", 32));
  const last = Buffer.alloc(12);
  last[11] = 1;
  return Buffer.concat([Buffer.from(`${covered} ${base64(mac)}\n`), nonce, seal(payloadKey, last, formatKeys(keys))]);
}

/** The world with another clock. */
export const worldAt = (time: string): World => ({ ...realWorld, now: () => new Date(time) });

export const newId = (type: RecordType): string => newRecordId(type, randomBytes(12));

export interface Taken {
  readonly source: string;
  readonly layer: string;
  readonly proposals: readonly Proposal[];
}

/** A source and its text layer as intake would propose them; `sealed` keeps the layer in a blob, else it stands in its line. */
export function takeIn(
  vault: Vault,
  file: {
    readonly name: string;
    readonly text: string;
    readonly folder?: string;
    readonly sealed?: boolean;
    readonly from?: string;
  },
): Taken {
  const source = newId("src");
  const layer = newId("lay");
  const bytes = new TextEncoder().encode(file.text);
  const blob = blobOf(vault.blobs.putBytes(bytes));
  const passages = file.text
    .split("\n")
    .map((text, at) => JSON.stringify({ text, place: { type: "paragraph", paragraph: at + 1 }, language: "ar" }));
  const lines = passages.join("\n");
  const content: Body<"layer.made">["content"] = file.sealed
    ? { type: "blob", blob: blobOf(vault.blobs.putBytes(new TextEncoder().encode(lines))) }
    : { type: "inline", lines };
  return {
    source,
    layer,
    proposals: [
      propose("source.received", source, {
        file: {
          name: file.name,
          ...(file.folder !== undefined && { folder: file.folder }),
          bytes: bytes.length,
          sha256: blob.plain_sha256,
          type: "text/plain",
        },
        blob,
        obtained: { ...(file.from !== undefined && { from: file.from }), not_stated: ["how"], stated_in: "command" },
      }),
      propose("source.described", source, {
        by: { type: "tool", tool: "text", version: "1" },
        title: `title of ${file.name}`,
        languages: ["ar"],
        meta: { from: file.from ?? "nobody" },
      }),
      propose("layer.made", layer, {
        source,
        kind: "text",
        tool: "text",
        version: "1",
        flags: [],
        languages: ["ar"],
        media_type: "application/x-ndjson",
        passages: passages.length,
        units: 1,
        content,
      }),
    ],
  };
}

export function claimAbout(
  person: string,
  source: string,
  words: { readonly value: string; readonly quote: string; readonly note?: string },
): Proposal {
  return propose("claim.made", newId("clm"), {
    about: person,
    property: "role",
    value: { type: "text", text: words.value },
    said_by: { type: "words", words: "the author" },
    certainty: "possible",
    citations: [{ source, sha256: "a".repeat(64), place: { type: "whole" }, quote: words.quote, checked: "by-eye" }],
    ...(words.note !== undefined && { note: words.note }),
  });
}

/** Every file below a folder, with its bytes. */
export function* filesBelow(dir: string): Generator<{ readonly path: string; readonly bytes: Buffer }> {
  for (const name of readdirSync(dir)) {
    const path = join(dir, name);
    if (statSync(path).isDirectory()) yield* filesBelow(path);
    else if (statSync(path).isFile()) yield { path, bytes: readFileSync(path) };
  }
}

/** A text in the encodings it could be left behind in. */
export function encodingsOf(text: string): readonly Buffer[] {
  const utf16 = Buffer.from(text, "utf16le");
  return [Buffer.from(text, "utf8"), utf16, Buffer.from(utf16).swap16()];
}
