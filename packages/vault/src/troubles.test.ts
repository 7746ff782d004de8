/** Claims about what can be wrong with a vault: each thing has a name, and nothing is written where something is wrong. */

import { fork } from "node:child_process";
import { randomInt } from "node:crypto";
import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { propose } from "@amana/record";
import { afterAll, describe, expect, test } from "vitest";
import { sealKeys } from "./create.ts";
import { isRecordHead } from "./db/head.ts";
import { VaultFault } from "./faults.ts";
import { formatKeys, newKeys } from "./keys/bundle.ts";
import { paths } from "./layout.ts";
import { canMount, smallDisk } from "./mounts.testkit.ts";
import { readVaultFile, unlockKeys } from "./unlock.ts";
import { filesBelow, newId, passphrase, takeIn, testVaults, worldAt } from "./vault.testkit.ts";
import { Vault } from "./vault.ts";

const vaults = testVaults();
afterAll(() => vaults.remove());

/** A vault with a few lines and blobs, closed. */
const template = (() => {
  const dir = vaults.fresh();
  const vault = vaults.open(dir);
  for (let n = 0; n < 3; n++)
    vault.append(takeIn(vault, { name: `${n}.txt`, text: `zagros ${n}`, sealed: n === 1 }).proposals);
  vault.append([propose("note.written", newId("note"), { text: "kept" })]);
  vault.project();
  vault.close();
  return dir;
})();
const copy = (): string => {
  const dir = join(vaults.folder(), "v");
  cpSync(template, dir, { recursive: true });
  return dir;
};

describe("keys.age", () => {
  test("the right passphrase opens it, another does not", () => {
    expect(unlockKeys(template, passphrase)).toMatchObject({ ok: true });
    expect(unlockKeys(template, new TextEncoder().encode("obelisk quartz lantern meadow cipher plumb"))).toEqual({
      ok: false,
      error: { type: "wrong-passphrase" },
    });
  });

  test("missing, cut short anywhere, or of another vault: named, and nothing opens", () => {
    const dir = copy();
    const whole = readFileSync(paths(dir).keys);
    for (let length = 0; length < whole.length; length += 11) {
      writeFileSync(paths(dir).keys, whole.subarray(0, length));
      expect(unlockKeys(dir, passphrase), `${length}`).toEqual({ ok: false, error: { type: "keys-damaged" } });
    }
    writeFileSync(paths(dir).keys, sealKeys(newKeys(), passphrase));
    expect(unlockKeys(dir, passphrase)).toEqual({ ok: false, error: { type: "keys-damaged" } });
    rmSync(paths(dir).keys);
    expect(unlockKeys(dir, passphrase)).toEqual({ ok: false, error: { type: "keys-missing" } });
  });

  test("one bit in every 7th byte changed: it never opens, and only where age cannot know better it looks like a wrong passphrase", () => {
    const dir = copy();
    const whole = readFileSync(paths(dir).keys);
    const stanzaEnd = whole.indexOf("\n---");
    for (let at = 0; at < whole.length; at += 7) {
      const bent = Buffer.from(whole);
      bent[at] = (bent[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(paths(dir).keys, bent);
      const opened = unlockKeys(dir, passphrase);
      if (opened.ok) throw new Error(`opened with byte ${at} changed`);
      // Salt and wrapped key stand in the stanza; everything behind it is covered by the header's MAC and the payload's tags.
      const allowed = at < stanzaEnd ? ["keys-damaged", "wrong-passphrase"] : ["keys-damaged"];
      expect(allowed, `${at}`).toContain(opened.error.type);
    }
  });
});

describe("vault.json", () => {
  const text = readFileSync(paths(template).vault, "utf8");
  const cases: readonly (readonly [string, string, object])[] = [
    ["edited by hand", text.replace("{", "{ "), { type: "vault-file-damaged" }],
    ["with another cipher named", text.replace("sqlite3mc-aegis", "rc4"), { type: "vault-file-damaged" }],
    ["with one more field", text.replace('"amana"', '"x": 1,\n  "amana"'), { type: "vault-file-damaged" }],
    ["empty", "", { type: "vault-file-damaged" }],
    ["not JSON", "{", { type: "vault-file-damaged" }],
    ["null", "null", { type: "vault-file-damaged" }],
    ["of a newer format", text.replace('"format": 1', '"format": 2'), { type: "vault-newer", format: 2 }],
  ];
  for (const [what, changed, expected] of cases)
    test(`${what}: named before anything is opened`, () => {
      const dir = copy();
      writeFileSync(paths(dir).vault, changed);
      expect(readVaultFile(dir)).toEqual({ ok: false, error: expected });
      expect(unlockKeys(dir, passphrase)).toEqual({ ok: false, error: expected });
    });

  test("missing beside a record: not called an empty place", () => {
    const dir = copy();
    rmSync(paths(dir).vault);
    expect(readVaultFile(dir)).toEqual({ ok: false, error: { type: "vault-file-missing" } });
    expect(readVaultFile(vaults.folder())).toEqual({ ok: false, error: { type: "no-vault" } });
  });
});

describe("record.db", () => {
  test("missing, under another key, cut short or overwritten: named", () => {
    const dir = copy();
    const db = paths(dir).database;
    const whole = readFileSync(db);
    const other = { ...vaults.keys, databaseKey: newKeys().databaseKey };
    expect(trouble(() => Vault.open(dir, other, { write: true }))).toBe("database-damaged");
    for (const length of [0, 1, 100, 4_096, whole.length >> 1, whole.length - 4_096]) {
      writeFileSync(db, whole.subarray(0, length));
      expect(
        trouble(() => readAll(dir)),
        `${length}`,
      ).toBe("database-damaged");
    }
    writeFileSync(db, Buffer.alloc(whole.length, 1));
    expect(trouble(() => readAll(dir))).toBe("database-damaged");
    rmSync(db);
    expect(trouble(() => readAll(dir))).toBe("database-missing");
    writeFileSync(db, whole);
    expect(readAll(dir)).toBeGreaterThan(8);
  });

  test("a bit changed anywhere is found when every page is read", () => {
    const dir = copy();
    const db = paths(dir).database;
    const whole = readFileSync(db);
    const silent: number[] = [];
    for (let n = 0; n < 120; n++) {
      // Every page of a small database, and the first page, which has a few bytes in clear, more often.
      const at = n < 24 ? n : n < 40 ? randomInt(4_096) : randomInt(whole.length);
      const bent = Buffer.from(whole);
      bent[at] = (bent[at] ?? 0) ^ (1 << (n % 8));
      writeFileSync(db, bent);
      if (trouble(() => readAll(dir)) === undefined) silent.push(at);
    }
    expect(silent).toEqual([]);
  });
});

describe("the writer", () => {
  test("a second one in another process is refused as long as the first lives, reading goes on, and kill -9 frees the vault", async () => {
    const dir = copy();
    const child = fork(
      new URL("./writer.testkit.ts", import.meta.url),
      [dir, Buffer.from(formatKeys(vaults.keys)).toString("hex")],
      { stdio: ["ignore", "ignore", "inherit", "ipc"] },
    );
    await new Promise((resolve) => child.once("message", resolve));
    expect(trouble(() => vaults.open(dir, { write: true, patienceMs: 50 }))).toBe("in-use");
    const reader = vaults.open(dir, {});
    expect(reader.view.counts().sources).toBe(3);
    expect([...reader.view.history()].length).toBeGreaterThan(8);
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("exit", resolve));
    const writer = vaults.open(dir, { write: true, patienceMs: 2_000 });
    writer.append([propose("note.written", newId("note"), { text: "after" })]);
    writer.close();
    reader.close();
  });

  test("a lock file somebody wrote into does not keep the vault in use for ever", () => {
    const dir = copy();
    writeFileSync(paths(dir).writer, "not a database, some forty characters of text");
    const vault = vaults.open(dir);
    expect(trouble(() => vaults.open(dir, { write: true, patienceMs: 50 }))).toBe("in-use");
    vault.close();
  });

  test("with the clock in 1970 everything is kept in order; only the writer's own claim of the time is wrong", () => {
    const dir = copy();
    const early = vaults.open(dir, { write: true, world: worldAt("1970-01-01T00:00:01Z") });
    const person = newId("per");
    early.append([propose("person.opened", person, { label: "written first" })]);
    early.project();
    early.close();
    const later = vaults.open(dir, { write: true, world: worldAt("1969-12-31T00:00:00Z") });
    later.append([propose("person.opened", person, { label: "written second" })]);
    later.project();
    expect(later.view.state("per", person)?.body.label).toBe("written second");
    expect(later.view.versions(person).map(({ t }) => t)).toEqual([
      "1970-01-01T00:00:01.000Z",
      "1969-12-31T00:00:00.000Z",
    ]);
    later.close();
  });
});

describe.skipIf(!canMount)("a disk that is full or read-only", () => {
  test("full while writing: named, what was acknowledged is there, nothing else is, and with room it goes on", () => {
    const small = smallDisk(1_200);
    if (small === undefined) throw new Error("no disk");
    try {
      const dir = join(small.dir, "v");
      cpSync(template, dir, { recursive: true });
      const vault = vaults.open(dir);
      const before = vault.view.counts().lines;
      const kept: string[] = [];
      const fault = trouble(() => {
        for (let n = 0; n < 2_000; n++) {
          const { source, proposals } = takeIn(vault, { name: `${n}`, text: `words ${n} ${"x".repeat(3_000)}` });
          vault.append(proposals);
          kept.push(source);
          vault.project();
        }
      });
      expect(fault).toBe("disk-full");
      expect(kept.length).toBeGreaterThan(5);
      expect(trouble(() => vault.close())).toBeUndefined();
      small.resize(16_384);
      const again = vaults.open(dir);
      expect(again.view.counts().lines).toBe(before + kept.length * 3);
      for (const source of kept) expect(again.view.source(source)?.id).toBe(source);
      expect(again.view.databaseFaults()).toEqual([]);
      again.append([propose("note.written", newId("note"), { text: "room again" })]);
      again.close();
    } finally {
      small.remove();
    }
  });

  test("read-only: writing is refused by name, and no byte changes", () => {
    const small = smallDisk(4_096);
    if (small === undefined) throw new Error("no disk");
    try {
      const dir = join(small.dir, "v");
      cpSync(template, dir, { recursive: true });
      const before = [...filesBelow(dir)].map(({ path, bytes }) => `${path} ${bytes.toString("base64")}`);
      small.readOnly(true);
      expect(trouble(() => vaults.open(dir))).toBe("read-only");
      expect([undefined, "read-only"]).toContain(trouble(() => vaults.open(dir, {}).close()));
      expect(unlockKeys(dir, passphrase).ok).toBe(true);
      expect([...filesBelow(dir)].map(({ path, bytes }) => `${path} ${bytes.toString("base64")}`)).toEqual(before);
      small.readOnly(false);
    } finally {
      small.remove();
    }
  });
});

test("no fault says a path, a name or a word: its message is its type", () => {
  const dir = copy();
  truncateSync(paths(dir).database, 5_000);
  const fault = caught(() => readAll(dir));
  expect(fault).toBeInstanceOf(VaultFault);
  expect((fault as VaultFault).message).toBe("database-damaged");
  expect(JSON.stringify((fault as VaultFault).trouble)).not.toContain(dir);
});

/** Opens for reading and reads everything there is; answers how many lines. */
function readAll(dir: string): number {
  const vault = Vault.open(dir, vaults.keys, {});
  try {
    const faults = vault.view.databaseFaults();
    const salt = vault.view.setting("record-salt") ?? "";
    if (!isRecordHead(paths(dir).database, salt)) throw new VaultFault({ type: "database-damaged", code: "head" });
    if (faults.length > 0) throw new VaultFault({ type: "database-damaged", code: faults[0] ?? "" });
    return [...vault.view.history()].length;
  } finally {
    vault.close();
  }
}

function trouble(action: () => unknown): string | undefined {
  const fault = caught(action);
  if (fault === undefined) return undefined;
  return fault instanceof VaultFault ? fault.trouble.type : `a fault without a name: ${String(fault)}`;
}

function caught(action: () => unknown): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}
