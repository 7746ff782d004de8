/** Claims about making a vault: it is there whole or can be begun again, and nothing that may be a vault is ever cleared away. */
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { propose } from "@amana/record";
import { afterAll, describe, expect, test, vi } from "vitest";
import { createVault } from "./create.ts";
import { type Failure, failingDisk, realDisk } from "./disk.ts";
import { VaultFault } from "./faults.ts";
import { paths } from "./layout.ts";
import { unlockKeys } from "./unlock.ts";
import { filesBelow, newId, passphrase, takeIn } from "./vault.testkit.ts";
import { realWorld, Vault } from "./vault.ts";

// The same files with a light passphrase stanza: dozens of vaults are made here.
vi.mock("../../format/src/age/classic.ts", async (actual) => ({ ...(await actual<object>()), workFactor: 4 }));

const base = mkdtempSync(join(tmpdir(), "amana-test-create-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));
let count = 0;
const place = () => join(base, `v${count++}`);
const another = new TextEncoder().encode("another passphrase altogether, not that one");

const writes = ((): number => {
  const disk = failingDisk(realDisk, Number.POSITIVE_INFINITY, "EIO");
  createVault(place(), passphrase, realWorld, disk);
  return disk.writes;
})();

describe("the k-th write of making a vault fails", () => {
  test("there are writes to fail", () => expect(writes).toBeGreaterThan(8));

  for (const failure of ["EIO", "ENOSPC", "EROFS", "torn", "power-cut"] satisfies Failure[])
    test(`${failure}: nothing was promised, the fault has a name, and starting again makes a whole vault`, () => {
      for (let k = 1; k <= writes; k++) {
        const dir = place();
        const fault = caught(() => createVault(dir, passphrase, realWorld, failingDisk(realDisk, k, failure)));
        expect(fault, `${k}`).toBeInstanceOf(VaultFault);
        const expected = failure === "ENOSPC" ? "disk-full" : failure === "EROFS" ? "read-only" : "disk-error";
        expect((fault as VaultFault).trouble.type, `${k}`).toBe(expected);
        const again = createVault(dir, passphrase, realWorld);
        // The very last write only makes the name of vault.json safe: it is there already.
        if (k === writes) expect(again).toEqual({ ok: false, error: { type: "vault-exists" } });
        else expect(again.ok, `${k}`).toBe(true);
        expect(
          readdirSync(dir).filter((name) => /^(keys|vault)/.test(name) && !/^(keys\.age|vault\.json)$/.test(name))
            .length,
        ).toBeLessThanOrEqual(1);
        expect(opens(dir)).toBe(true);
      }
    });

  test("starting again with another passphrase makes a vault or touches nothing", () => {
    for (let k = 1; k < writes; k++) {
      const dir = place();
      caught(() => createVault(dir, passphrase, realWorld, failingDisk(realDisk, k, "power-cut")));
      const before = bytesOf(dir);
      const again = createVault(dir, another, realWorld);
      if (again.ok) continue;
      expect(again.error).toEqual({ type: "vault-file-missing" });
      expect(bytesOf(dir)).toEqual(before);
    }
  });
});

describe("a vault that lost its vault.json", () => {
  const cases: readonly (readonly [string, (vault: Vault) => void, (dir: string) => void])[] = [
    ["with sealed files", (vault) => vault.append(takeIn(vault, { name: "a", text: "b" }).proposals), () => undefined],
    [
      "with a note only",
      (vault) => vault.append([propose("note.written", newId("note"), { text: "kept" })]),
      () => undefined,
    ],
    [
      "and keys.age as well",
      (vault) => vault.append([propose("note.written", newId("note"), { text: "kept" })]),
      (dir) => rmSync(paths(dir).keys),
    ],
    [
      "and record.db as well",
      (vault) => vault.append(takeIn(vault, { name: "a", text: "b" }).proposals),
      (dir) => rmSync(paths(dir).database),
    ],
    [
      "and whose record is damaged",
      (vault) => vault.append([propose("note.written", newId("note"), { text: "kept" })]),
      (dir) => writeFileSync(paths(dir).database, Buffer.alloc(90_000, 7)),
    ],
  ];
  for (const [what, fill, harm] of cases)
    test(`${what}: making a vault there, with its own or another passphrase, is refused and changes no byte`, () => {
      const dir = place();
      const created = createVault(dir, passphrase, realWorld);
      if (!created.ok) throw new Error(created.error.type);
      const vault = Vault.open(dir, created.value.keys, { write: true });
      fill(vault);
      vault.close();
      const whole = `${dir}-whole`;
      cpSync(dir, whole, { recursive: true });
      rmSync(paths(dir).vault);
      harm(dir);
      const before = bytesOf(dir);
      for (const given of [passphrase, another]) {
        expect(createVault(dir, given, realWorld)).toEqual({ ok: false, error: { type: "vault-file-missing" } });
        expect(bytesOf(dir)).toEqual(before);
      }
      expect(unlockKeys(dir, passphrase)).toEqual({ ok: false, error: { type: "vault-file-missing" } });
      cpSync(paths(whole).vault, paths(dir).vault);
      if (what.startsWith("with")) expect(opens(dir)).toBe(true);
    });
});

test("a folder with anything else in it is refused and left as it is", () => {
  for (const name of ["holiday.jpg", "vault.jsonc", "record.sqlite", "lost+found"]) {
    const dir = mkdtempSync(join(base, "other-"));
    writeFileSync(join(dir, name), "x");
    expect(createVault(dir, passphrase, realWorld)).toEqual({ ok: false, error: { type: "folder-not-empty" } });
    expect(readdirSync(dir)).toEqual([name]);
  }
});

test("a vault is never made over a vault", () => {
  const dir = place();
  createVault(dir, passphrase, realWorld);
  const before = bytesOf(dir);
  expect(createVault(dir, passphrase, realWorld)).toEqual({ ok: false, error: { type: "vault-exists" } });
  expect(bytesOf(dir)).toEqual(before);
});

function opens(dir: string): boolean {
  const keys = unlockKeys(dir, passphrase);
  if (!keys.ok) return false;
  const vault = Vault.open(dir, keys.value, { write: true });
  const whole = vault.view.databaseFaults().length === 0 && vault.view.counts().lines >= 1;
  vault.close();
  return whole;
}

function bytesOf(dir: string): Readonly<Record<string, string>> {
  // SQLite's shared memory is no part of a vault.
  return Object.fromEntries(
    [...filesBelow(dir)]
      .filter(({ path }) => !path.endsWith("-shm"))
      .map(({ path, bytes }) => [path.slice(dir.length), bytes.toString("hex")]),
  );
}

function caught(action: () => unknown): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}
