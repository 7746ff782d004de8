/** The files, keys, database and layers of a vault against spec/vault.md and its vectors. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { fromHex, newRecordId, newSealKey, newSigningKey, type Result, toHex } from "@amana/format";
import { type Body, type Kind, propose, type Received } from "@amana/record";
import {
  backUp,
  blobOf,
  createVault,
  erase,
  type Keys,
  normalisePassphrase,
  planErase,
  readVaultFile,
  realWorld,
  restore,
  seal,
  unlockKeys,
  Vault,
  VaultFault,
} from "@amana/vault";
import { Decrypter } from "age-encryption";
import Database from "better-sqlite3-multiple-ciphers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { layerProposal } from "../packages/intake/src/take/lines.ts";
import { Provenance } from "../packages/intake/src/take/provenance.ts";
import { POSITIONS } from "../packages/vault/src/db/log-schema.ts";
import { parseLayer } from "../packages/vault/src/index/content.ts";
import { formatKeys, parseKeys } from "../packages/vault/src/keys/bundle.ts";
import { formatVaultFile, parseVaultFile } from "../packages/vault/src/layout.ts";
import { vaultVectors } from "./vectors/make-vault.ts";
import { compartment, device, deviceId, notebook, sealKey } from "./vectors/world.ts";

interface Vectors {
  readonly vault_file: {
    readonly good: string;
    readonly refused: readonly { readonly name: string; readonly refused: string; readonly text: string }[];
  };
  readonly keys: {
    readonly good: string;
    readonly refused: readonly { readonly name: string; readonly text?: string; readonly hex?: string }[];
  };
  readonly keys_age: string;
  readonly passphrase: { readonly normal: string; readonly same: readonly string[]; readonly other: readonly string[] };
  readonly layer: {
    readonly content: string;
    readonly passages: readonly { readonly at: number; readonly length: number; readonly text: string }[];
  };
  readonly row_ids: readonly { readonly notebook: number; readonly position: number; readonly id: number }[];
}
const vectors = JSON.parse(readFileSync(new URL("vectors/vault.json", import.meta.url), "utf8")) as Vectors;
const utf8 = (text: string) => new TextEncoder().encode(text);
const hash = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");
const passphrase = utf8("abacus lamp orbit fence mango tulip");
const words = "The guard at the bridge wrote our names into a green book.";

let folder = "";
let original = "";
let keys: Keys;
let copies = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "amana-spec-vault-"));
  original = join(folder, "original");
  keys = good(createVault(original, passphrase, realWorld)).keys;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function good<T>(result: Result<T, { readonly type: string }>): T {
  if (!result.ok) throw new Error(result.error.type);
  return result.value;
}

/** A vault of its own for each test. */
function copy(): string {
  copies += 1;
  const dir = join(folder, `copy ${copies}`);
  cpSync(original, dir, { recursive: true });
  return dir;
}

const id = (prefix: string) => newRecordId(prefix, realWorld.random(12));
function write<K extends Kind>(vault: Vault, k: K, e: string, x: Body<K>): string {
  vault.append([propose(k, e, x)]);
  return e;
}

/** One source in a blob, one layer of words. */
function withSource(dir: string): { readonly source: string; readonly blob: string } {
  const vault = Vault.open(dir, keys, { write: true });
  const bytes = utf8(`${words}\n`);
  const blob = blobOf(vault.blobs.putBytes(bytes));
  const file: Received["file"] = { name: "letter.txt", bytes: bytes.length, sha256: hash(bytes), type: "text/plain" };
  const source = write(vault, "source.received", id("src"), {
    file,
    blob,
    obtained: { not_stated: [], stated_in: "nowhere" },
  });
  write(vault, "layer.made", id("lay"), {
    ...{
      source,
      kind: "text" as const,
      tool: "plain",
      version: "1",
      flags: [],
      languages: ["en"],
      media_type: "application/x-ndjson",
      passages: 1,
      units: words.length,
    },
    content: {
      type: "inline",
      lines: `${JSON.stringify({ text: words, place: { type: "paragraph", paragraph: 1 } })}\n`,
    },
  });
  vault.project();
  vault.close();
  return { source, blob: blob.name };
}

/** Opens the database as this page says and in no other way. */
function byHand(dir: string, key: Uint8Array = keys.databaseKey): Database.Database {
  const db = new Database(join(dir, "record.db"), { fileMustExist: true, readonly: true });
  db.pragma("cipher='aegis'");
  db.pragma(`key='raw:${toHex(key)}'`);
  return db;
}

function everyFile(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((name) => statSync(join(dir, name)).isFile());
}

function anywhere(dir: string, text: string): string[] {
  return everyFile(dir).filter((name) => readFileSync(join(dir, name)).includes(text));
}

test("the vectors are what their script makes", async () => {
  expect(JSON.parse(JSON.stringify(await vaultVectors()))).toEqual(vectors);
});

test("[VA-1] a vault is these files and no others, and only its owner enters it", () => {
  expect(readdirSync(original).sort()).toEqual(["blobs", "keys.age", "record.db", "vault.json"]);
  expect(statSync(original).mode & 0o077).toBe(0);
  const dir = copy();
  const vault = Vault.open(dir, keys, { write: true });
  expect(readdirSync(dir).sort()).toEqual([
    "blobs",
    "keys.age",
    "record.db",
    "record.db-shm",
    "record.db-wal",
    "vault.json",
    "writer.lock",
  ]);
  vault.close();
  expect(readdirSync(dir).sort()).toEqual(["blobs", "keys.age", "record.db", "vault.json", "writer.lock"]);
});

test("[VA-1] no vault is made where something else lies", () => {
  const strange = join(folder, "strange");
  mkdirSync(strange);
  writeFileSync(join(strange, "holiday.jpg"), "not ours");
  expect(createVault(strange, passphrase, realWorld)).toMatchObject({ ok: false, error: { type: "folder-not-empty" } });
  expect(readdirSync(strange)).toEqual(["holiday.jpg"]);
  expect(createVault(original, passphrase, realWorld)).toMatchObject({ ok: false, error: { type: "vault-exists" } });
});

test("[VA-2] vault.json is this text, byte for byte", () => {
  const parsed = good(parseVaultFile(vectors.vault_file.good));
  expect(formatVaultFile(parsed.vault, parsed.device)).toBe(vectors.vault_file.good);
  expect(readFileSync(join(original, "vault.json"), "utf8")).toBe(formatVaultFile(keys.vault, keys.device));
});

test.each(vectors.vault_file.refused)("[VA-2] refused: $name", ({ text, refused }) => {
  expect(parseVaultFile(text)).toMatchObject({ ok: false, error: { type: refused } });
});

test("[VA-2] a folder without the file is no vault", () => {
  expect(readVaultFile(folder)).toEqual({ ok: false, error: { type: "no-vault" } });
});

test("[VA-3] until vault.json is there nothing was promised: making a vault begins again", () => {
  const dir = copy();
  rmSync(join(dir, "vault.json"));
  const before = readFileSync(join(dir, "keys.age"));
  const made = good(createVault(dir, passphrase, realWorld));
  expect(readFileSync(join(dir, "keys.age")).equals(before)).toBe(false);
  expect(made.keys.vault).not.toBe(keys.vault);
  Vault.open(dir, made.keys).close();
});

test("[VA-3] a record that lost its vault.json is told apart from a beginning, and nothing of it is cleared", () => {
  const dir = copy();
  withSource(dir);
  const { vault, device: its } = keys;
  rmSync(join(dir, "vault.json"));
  const before = everyFile(dir);
  for (const refused of [createVault(dir, passphrase, realWorld), readVaultFile(dir), unlockKeys(dir, passphrase)])
    expect(refused).toMatchObject({ ok: false, error: { type: "vault-file-missing" } });
  expect(everyFile(dir)).toEqual(before);
  writeFileSync(join(dir, "vault.json"), formatVaultFile(vault, its));
  Vault.open(dir, good(unlockKeys(dir, passphrase))).close();
});

test("[VA-4] the keys are read and written as they stand here, and make the keys of the other pages", () => {
  const read = good(parseKeys(utf8(vectors.keys.good)));
  expect(Buffer.from(formatKeys(read)).toString("utf8")).toBe(vectors.keys.good);
  expect(read.device).toBe(deviceId);
  expect(read.notebooks.map((each) => each.compartment)).toEqual([compartment]);
  expect(toHex(newSigningKey(read.deviceSeed).publicKey)).toBe(toHex(device.publicKey));
  const [own] = read.notebooks;
  expect(own && toHex(newSigningKey(own.seed).publicKey)).toBe(toHex(notebook.publicKey));
  expect(own && toHex(newSealKey(own.sealSeed).publicKey)).toBe(toHex(sealKey.publicKey));
});

test.each(vectors.keys.refused)("[VA-4] no keys: $name", ({ text, hex }) => {
  const bytes = hex === undefined ? utf8(text ?? "") : fromHex(hex);
  expect(bytes && parseKeys(bytes)).toEqual({ ok: false, error: { type: "keys-damaged" } });
});

test("[VA-4] another program opens keys.age with the passphrase, and finds the keys", async () => {
  const file = readFileSync(join(original, "keys.age"));
  expect(file.toString("latin1")).toMatch(/^age-encryption\.org\/v1\n-> scrypt \S{22} 18\n\S{43}\n--- \S{43}\n/);
  const decrypter = new Decrypter();
  decrypter.addPassphrase("abacus lamp orbit fence mango tulip");
  expect(await decrypter.decrypt(file, "text")).toBe(Buffer.from(formatKeys(keys)).toString("utf8"));
});

test("[VA-4][VA-6] keys.age sealed by another program opens the vault it names", () => {
  const dir = join(folder, "by another");
  mkdirSync(dir);
  writeFileSync(join(dir, "vault.json"), vectors.vault_file.good);
  writeFileSync(join(dir, "keys.age"), Buffer.from(vectors.keys_age, "base64"));
  const opened = good(unlockKeys(dir, normalisePassphrase(utf8(vectors.passphrase.same[1] ?? ""))));
  expect(Buffer.from(formatKeys(opened)).toString("utf8")).toBe(vectors.keys.good);
});

test("[VA-5] typed on another keyboard it is the same passphrase; another word or letter is another", () => {
  const normal = toHex(utf8(vectors.passphrase.normal));
  for (const typed of [vectors.passphrase.normal, ...vectors.passphrase.same])
    expect(toHex(normalisePassphrase(utf8(typed)))).toBe(normal);
  for (const typed of vectors.passphrase.other) expect(toHex(normalisePassphrase(utf8(typed)))).not.toBe(normal);
});

test("[VA-6] a wrong passphrase, a changed bit and the keys of another vault are told apart where they can be", () => {
  const dir = copy();
  expect(unlockKeys(dir, utf8("another passphrase altogether"))).toEqual({
    ok: false,
    error: { type: "wrong-passphrase" },
  });
  const file = readFileSync(join(dir, "keys.age"));
  const spoiled = Buffer.from(file);
  spoiled[spoiled.length - 5] = (spoiled.at(-5) ?? 0) ^ 1;
  writeFileSync(join(dir, "keys.age"), spoiled);
  expect(unlockKeys(dir, passphrase)).toEqual({ ok: false, error: { type: "keys-damaged" } });
  writeFileSync(join(dir, "keys.age"), file);
  writeFileSync(join(dir, "vault.json"), vectors.vault_file.good);
  expect(unlockKeys(dir, passphrase)).toEqual({ ok: false, error: { type: "keys-damaged" } });
});

test("[VA-7] the database opens with the cipher's name and the raw key, and with no other key", () => {
  const db = byHand(original);
  expect(db.pragma("page_size", { simple: true })).toBe(4096);
  expect(db.prepare("SELECT count(*) FROM line").pluck().get()).toBe(1);
  db.close();
  const wrong = byHand(original, new Uint8Array(32));
  expect(() => wrong.prepare("SELECT count(*) FROM line").get()).toThrow(/not a database/);
  wrong.close();
  expect(() => Vault.open(original, { ...keys, databaseKey: new Uint8Array(32) })).toThrow(VaultFault);
});

test("[VA-7] nothing of a page is in clear but the first page's size and versions", () => {
  const bytes = readFileSync(join(original, "record.db"));
  expect(bytes.subarray(16, 20).toString("hex")).toBe("10000202");
  for (const word of ["SQLite format", "CREATE TABLE", "notebook", keys.device])
    expect(bytes.includes(word)).toBe(false);
});

test("[VA-7] every connection sorts in memory, overwrites what is deleted and syncs fully", () => {
  const vault = Vault.open(copy(), keys, { write: true });
  const { db } = vault.inside;
  const settings = ["cipher", "temp_store", "journal_mode", "synchronous", "secure_delete"].map((name) =>
    db.pragma(name, { simple: true }),
  );
  expect(settings).toEqual(["aegis", 2, "wal", 2, 1]);
  vault.close();
});

test.each(vectors.row_ids)(
  "[VA-8] line $position of notebook $notebook has row id $id",
  ({ notebook: row, position, id: expected }) => {
    expect(row * POSITIONS + position).toBe(expected);
  },
);

test("[VA-8] with no code of ours the exact lines come out of the packs, under their digests", () => {
  const dir = copy();
  const vault = Vault.open(dir, keys, { write: true });
  const long = Array.from({ length: 40 }, (_, n) =>
    propose("note.written", id("note"), { text: `${words} ${n} ${"so it went on. ".repeat(60)}` }),
  );
  vault.append(long);
  write(vault, "note.written", id("note"), { text: "short" });
  vault.close();
  const db = byHand(dir);
  const row = db.prepare("SELECT count(*) FROM line WHERE id = ?").pluck();
  const methods = new Set<number>();
  let lines = 0;
  for (const { id: first, count, method, digests, bytes } of db.prepare("SELECT * FROM pack").all() as {
    id: number;
    count: number;
    method: number;
    digests: Buffer;
    bytes: Buffer;
  }[]) {
    methods.add(method);
    const texts = (method === 1 ? zstdDecompressSync(bytes) : bytes).toString("utf8").split("\n");
    expect(texts).toHaveLength(count);
    expect(texts.map(hash).join("")).toBe(digests.toString("hex"));
    for (const n of texts.keys()) expect(row.get(first + n)).toBe(1);
    lines += count;
  }
  expect(lines).toBe(db.prepare("SELECT count(*) FROM line").pluck().get());
  expect(lines).toBe(42);
  expect([...methods].sort()).toEqual([0, 1]);
  db.close();
});

test("[VA-9] the note that comes out of its parts is signed by both keys of the notebook", () => {
  const dir = copy();
  const vault = Vault.open(dir, keys, { write: true });
  const sealed = seal(vault);
  const [own] = keys.notebooks;
  if (own === undefined) throw new Error("no notebook");
  const title = vault.view.notebookReader(sealed.commit.notebook);
  const notes = [...(title?.checkpoints() ?? [])].map(({ note }) => note);
  expect(notes.at(-1)).toBe(sealed.checkpoint);
  expect(sealed.checkpoint.split("\n").filter((line) => line.startsWith("— "))).toHaveLength(2);
  expect(notes[0]?.split("\n").filter((line) => line.startsWith("— "))).toHaveLength(1);
  vault.close();
  const db = byHand(dir);
  const row = db.prepare("SELECT public_key FROM notebook").get() as { public_key: Buffer };
  expect(row.public_key.toString("hex")).toBe(toHex(newSigningKey(own.seed).publicKey));
  db.close();
});

test("[VA-10] a commit that fails leaves neither a line nor a checkpoint nor a longer notebook", () => {
  const dir = copy();
  const vault = Vault.open(dir, keys, { write: true });
  const state = () =>
    ["line", "pack", "checkpoint"]
      .map((table) => vault.inside.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
      .concat(vault.view.notebooks().map(({ size }) => size));
  const before = state();
  const fails = () => {
    throw new Error("the lamp went out");
  };
  expect(() => vault.append([propose("note.written", id("note"), { text: words })], { alongside: fails })).toThrow(
    "the lamp went out",
  );
  expect(state()).toEqual(before);
  write(vault, "note.written", id("note"), { text: words });
  expect(state()).toEqual(before.map((count) => Number(count) + 1));
  vault.close();
});

test("[VA-11] the index thrown away and made again has the same rows", () => {
  const dir = copy();
  withSource(dir);
  const vault = Vault.open(dir, keys, { write: true });
  const { db } = vault.inside;
  const tables = ["source", "layer", "passage", "term", "index_state"];
  const rows = () => tables.map((table) => db.prepare(`SELECT * FROM ${table} ORDER BY 1`).all());
  const found = () => db.prepare("SELECT rowid FROM passage_text WHERE passage_text MATCH 'bridge'").all();
  const [before, hit] = [rows(), found()];
  expect(hit).toHaveLength(1);
  expect(vault.rebuildIndex()).toBeGreaterThan(0);
  expect(rows()).toEqual(before);
  expect(found()).toEqual(hit);
  vault.close();
});

test("[VA-12] the database remembers what the files beside it were", () => {
  const db = byHand(original);
  const settings = Object.fromEntries(
    (db.prepare("SELECT name, value FROM setting").all() as { name: string; value: string }[]).map(
      ({ name, value }) => [name, value],
    ),
  );
  expect(settings).toMatchObject({
    vault: keys.vault,
    device: keys.device,
    "keys-sha256": hash(readFileSync(join(original, "keys.age"))),
  });
  db.close();
});

test("[VA-13] bytes within a parent and bytes received twice are kept once and read whole", () => {
  const vault = Vault.open(copy(), keys, { write: true });
  const mailbox = utf8("From one\nFrom two\n");
  const receive = (bytes: Uint8Array, where: Partial<Received>) =>
    write(vault, "source.received", id("src"), {
      file: { name: "m", bytes: bytes.length, sha256: hash(bytes), type: "message/rfc822" },
      ...where,
      obtained: { not_stated: [], stated_in: "nowhere" },
    });
  const parent = receive(mailbox, { blob: blobOf(vault.blobs.putBytes(mailbox)) });
  const second = mailbox.subarray(9);
  const within = receive(second, {
    within: { offset: 9, length: 9 },
    family: { parent, position: 1, role: "message" },
  });
  const again = receive(mailbox, { same_bytes_as: parent });
  vault.project();
  expect([...vault.blobs.names()]).toHaveLength(1);
  for (const [source, bytes] of [
    [parent, mailbox],
    [within, second],
    [again, mailbox],
  ] as const)
    expect(Buffer.from(good(vault.view.readSource(source, 0, 1_000))).equals(bytes)).toBe(true);
  vault.close();
});

test("[VA-14] passages are found by byte offset, whatever lines between them are not", () => {
  const { content, passages } = vectors.layer;
  expect(parseLayer(utf8(content)).map(({ at, length, text }) => ({ at, length, text }))).toEqual(passages);
  for (const { at, length, text } of passages)
    expect(JSON.parse(Buffer.from(utf8(content).subarray(at, at + length)).toString("utf8"))).toMatchObject({ text });
  expect(parseLayer(utf8(content.trimEnd()))).toHaveLength(passages.length);
});

test("[VA-15] a layer of 38,000 bytes as a JSON string stands in its line, one byte more in a blob", async () => {
  const made = async (bytes: number) => {
    // Counted as the line will write it: a JSON string, quotes and line feed escaped.
    const empty = JSON.stringify('{"text":"","place":{"type":"whole"}}\n').length;
    const line = JSON.stringify({ text: "x".repeat(bytes - empty), place: { type: "whole" } });
    const sealedBytes: number[] = [];
    const blob = {
      name: "0".repeat(64),
      bytes: 1,
      key: "AGE-SECRET-KEY-PQ-1X",
      plain_sha256: "0".repeat(64),
      plain_bytes: bytes,
    };
    const layer = {
      info: { kind: "text", tool: "plain", version: "1" },
      lines: [line],
      units: 1,
      flags: [],
      languages: new Map(),
    } as const;
    const { x } = await layerProposal(
      id("src"),
      { ...layer, lines: [line] },
      {
        random: realWorld.random,
        async seal(all) {
          sealedBytes.push(all.length);
          return blob;
        },
      },
    );
    return [(x["content"] as { readonly type: string }).type, ...sealedBytes];
  };
  expect(await made(38_000)).toEqual(["inline"]);
  expect(await made(38_001)).toEqual(["blob", expect.any(Number)]);
});

test("[VA-16] nearer words win field by field, and what nobody said is listed", () => {
  const dir = join(folder, "material");
  mkdirSync(join(dir, "box"), { recursive: true });
  const file = (name: string, text: string) => writeFileSync(join(dir, name), text);
  file("provenance.json", JSON.stringify({ custodian: "the archive", how: "scanned" }));
  file("box/provenance.json", JSON.stringify({ how: "handed over", from: "a neighbour" }));
  file("box/a.txt", "a");
  file("box/a.txt.provenance.json", JSON.stringify({ from: "her brother" }));
  file("box/b.txt", "b");
  file("box/b.txt.provenance.json", JSON.stringify({ from: 7, by: "Tara" }));
  const provenance = new Provenance({ by: "Rebin" });
  const of = (name: string) => provenance.of(Buffer.from(join(dir, name)), Buffer.from(dir));
  expect(of("box/a.txt")).toEqual({
    by: "Rebin",
    custodian: "the archive",
    how: "handed over",
    from: "her brother",
    stated_in: "side-file",
    not_stated: ["when", "where", "circumstances"],
  });
  expect(of("box/b.txt")).toMatchObject({ by: "Tara", from: "a neighbour" });
  expect(provenance.problems.map(({ why }) => why)).toEqual(["not-texts"]);
  expect(
    new Provenance({}).of(Buffer.from(join(dir, "box/b.txt")), Buffer.from(join(dir, "box/b.txt"))).stated_in,
  ).toBe("side-file");
  expect(new Provenance({}).of(Buffer.from(join(folder, "x")), Buffer.from(join(folder, "x")))).toMatchObject({
    stated_in: "nowhere",
    not_stated: { length: 7 },
  });
});

test("[VA-17] a vault left by a crash between blob and line has an orphan and no line that names nothing", () => {
  const dir = copy();
  const { blob } = withSource(dir);
  const vault = Vault.open(dir, keys, { write: true });
  const orphan = vault.blobs.putBytes(utf8("sealed, and then the power went")).cipher.sha256;
  vault.close();
  const after = Vault.open(dir, keys);
  const named = new Set([...after.view.namedBlobs()].map((each) => each.blob.name));
  expect([...named]).toEqual([blob]);
  expect(after.blobs.orphans(named)).toEqual([orphan]);
  after.close();
});

test("[VA-18] a second writer is told so, a reader is let in, and a lock dies with its holder", () => {
  const dir = copy();
  const writer = Vault.open(dir, keys, { write: true });
  expect(() => Vault.open(dir, keys, { write: true, patienceMs: 50 })).toThrow(
    expect.objectContaining({ trouble: { type: "in-use" } }),
  );
  Vault.open(dir, keys).close();
  writer.close();
  const holds = `import { takeWriterLock } from ${JSON.stringify(new URL("../packages/vault/src/db/writer-lock.ts", import.meta.url).href)};
    takeWriterLock(process.argv[1], 50); process.kill(process.pid, "SIGKILL");`;
  const killed = spawnSync(process.execPath, ["--input-type=module", "-e", holds, join(dir, "writer.lock")]);
  expect(killed.signal).toBe("SIGKILL");
  Vault.open(dir, keys, { write: true, patienceMs: 50 }).close();
});

test("[VA-19] after erasing, no byte of the words and no sealed file of theirs is in the vault; the notebook stands", () => {
  const dir = copy();
  const { source, blob } = withSource(dir);
  const vault = Vault.open(dir, keys, { write: true });
  const order = { records: [source], reason: "consent withdrawn" };
  const done = erase(vault, good(planErase(vault, order)), order);
  expect(done).toEqual({ lines: 2, blobs: 1 });
  vault.close();
  expect(existsSync(join(dir, "blobs", blob.slice(0, 2), blob))).toBe(false);
  expect(statSync(join(dir, "record.db")).size % 4096).toBe(0);
  const db = byHand(dir);
  const packs = (db.prepare("SELECT method, bytes FROM pack").all() as { method: number; bytes: Buffer }[]).map(
    ({ method, bytes }) => (method === 1 ? zstdDecompressSync(bytes) : bytes).toString("utf8"),
  );
  expect(packs.join("\n")).not.toContain("green book");
  expect(packs.join("\n")).toContain('"reason":"consent withdrawn"');
  expect(db.prepare("SELECT count(*) FROM erased").pluck().get()).toBe(2);
  expect(db.prepare("SELECT count(*) FROM passage_text WHERE passage_text MATCH 'bridge'").pluck().get()).toBe(0);
  expect(db.prepare("SELECT count(*) FROM term WHERE term = 'bridge'").pluck().get()).toBe(0);
  expect(db.pragma("freelist_count", { simple: true })).toBe(0);
  db.close();
});

test("[VA-20] a backup is a vault, opens with the passphrase, and goes nowhere it does not belong", () => {
  const dir = copy();
  const { source } = withSource(dir);
  const to = join(folder, "stick");
  const vault = Vault.open(dir, keys, { write: true });
  expect(good(backUp(vault, to)).blobs).toBe(1);
  expect(good(backUp(vault, to)).blobs).toBe(0);
  const strange = join(folder, "strange stick");
  mkdirSync(strange);
  writeFileSync(join(strange, "holiday.jpg"), "not ours");
  expect(backUp(vault, strange)).toEqual({ ok: false, error: { type: "backup-not-vault" } });
  const other = join(folder, "other vault");
  good(createVault(other, passphrase, realWorld));
  expect(backUp(vault, other)).toEqual({ ok: false, error: { type: "backup-not-vault" } });
  vault.close();
  expect(restore(to, strange)).toEqual({ ok: false, error: { type: "folder-not-empty" } });
  const back = join(folder, "restored");
  good(restore(to, back));
  const again = Vault.open(back, good(unlockKeys(back, passphrase)));
  expect(Buffer.from(good(again.view.readSource(source, 0, 1_000))).toString("utf8")).toBe(`${words}\n`);
  again.close();
  expect(anywhere(to, "green book")).toEqual([]);
});

test("[VA-21] verification names every damaged and missing part and goes on to the end", () => {
  const dir = copy();
  const first = withSource(dir);
  const second = withSource(dir);
  const verify = () => {
    const secret = join(folder, "passphrase");
    writeFileSync(secret, passphrase);
    const fd = openSync(secret, "r");
    const main = new URL("../packages/cli/src/main.ts", import.meta.url);
    const run = spawnSync(process.execPath, [main.pathname, "verify", dir, "--json", "--passphrase-fd", "3"], {
      stdio: ["ignore", "pipe", "pipe", fd],
      encoding: "utf8",
    });
    closeSync(fd);
    const said = run.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { readonly ok: boolean; readonly subject?: string; readonly detail?: string });
    return {
      status: run.status,
      bad: said.filter(({ ok, subject }) => !ok && subject !== undefined),
      last: said.at(-1),
    };
  };
  expect(verify()).toMatchObject({ status: 0, bad: [] });
  rmSync(join(dir, "blobs", first.blob.slice(0, 2), first.blob));
  const altered = join(dir, "blobs", second.blob.slice(0, 2), second.blob);
  const bytes = readFileSync(altered);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  writeFileSync(altered, bytes);
  const found = verify();
  expect(found.status).toBe(4);
  expect(new Set(found.bad.map(({ detail }) => detail))).toEqual(
    new Set(["blob-missing", "blob-cipher-differs", "blob-does-not-open"]),
  );
  expect(found.last).toMatchObject({ ok: false });
});
