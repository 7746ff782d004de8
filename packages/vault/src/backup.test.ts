/** Claims about backups: whole or not there, the earlier one never the worse for it, and a restore that failed leaves nothing behind. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { propose } from "@amana/record";
import { afterAll, describe, expect, test, vi } from "vitest";
import { backUp, restore } from "./backup.ts";
import { refOf } from "./blob-ref.ts";
import { erase, planErase } from "./erase.ts";
import { VaultFault } from "./faults.ts";
import { paths } from "./layout.ts";
import { canMount, smallDisk } from "./mounts.testkit.ts";
import { filesBelow, newId, takeIn, testVaults } from "./vault.testkit.ts";
import { Vault } from "./vault.ts";

/** Calls that change the disk until one fails. */
const disk = vi.hoisted(() => ({ left: Number.POSITIVE_INFINITY, calls: 0 }));
vi.mock("node:fs", async (actual) => {
  const fs = await actual<typeof import("node:fs")>();
  const failing = <Name extends "copyFileSync" | "renameSync" | "fsyncSync" | "mkdirSync">(name: Name) =>
    ((...given: Parameters<(typeof fs)[Name]>) => {
      disk.calls += 1;
      disk.left -= 1;
      if (disk.left === 0)
        throw Object.assign(new Error(`ENOSPC: no space left on device, ${name} '/somebody/secret'`), {
          code: "ENOSPC",
        });
      return (fs[name] as (...all: unknown[]) => unknown)(...given);
    }) as (typeof fs)[Name];
  return {
    ...fs,
    copyFileSync: failing("copyFileSync"),
    renameSync: failing("renameSync"),
    fsyncSync: failing("fsyncSync"),
    mkdirSync: failing("mkdirSync"),
  };
});

const vaults = testVaults();
afterAll(() => vaults.remove());

function filled(): { readonly vault: Vault; readonly dir: string; readonly note: string } {
  const dir = vaults.fresh();
  const vault = vaults.open(dir);
  const note = newId("note");
  for (let n = 0; n < 4; n++)
    vault.append(takeIn(vault, { name: `${n}.txt`, text: `text ${n}`, sealed: n % 2 === 0 }).proposals);
  vault.append([propose("note.written", note, { text: "first" })]);
  vault.project();
  return { vault, dir, note };
}

test("a backup restored is the vault: every line, every sealed file, under the same keys", () => {
  const { vault } = filled();
  const to = vaults.folder();
  expect(backUp(vault, to)).toMatchObject({ ok: true, value: { blobs: 6 } });
  const again = restored(to);
  expect(summary(again)).toEqual(summary(vault));
  again.close();
  // The second time only what is new goes over.
  vault.append(takeIn(vault, { name: "new.txt", text: "new" }).proposals);
  vault.project();
  expect(backUp(vault, to)).toMatchObject({ ok: true, value: { blobs: 1 } });
  const newer = restored(to);
  expect(summary(newer)).toEqual(summary(vault));
  newer.close();
  vault.close();
});

describe("the k-th call to the disk fails", () => {
  test("while backing up: the fault is named without a path, the earlier backup is whole, the next run completes it", () => {
    const { vault, note } = filled();
    const to = vaults.folder();
    backUp(vault, to);
    vault.append([
      propose("note.written", newId("note"), { text: "second" }),
      ...takeIn(vault, { name: "more.txt", text: "more" }).proposals,
    ]);
    vault.project();
    const counted = copyOf(to);
    const calls = callsOf(() => backUp(vault, counted));
    expect(calls).toBeGreaterThan(8);
    for (let k = 1; k <= calls; k++) {
      const target = copyOf(to);
      expectDiskFull(k, () => backUp(vault, target));
      const kept = restored(target);
      expect(kept.view.state("note", note)?.body.text).toBe("first");
      expect(damagedBlobs(kept), `${k}`).toEqual([]);
      kept.close();
      expect(backUp(vault, target).ok, `${k}`).toBe(true);
      const completed = restored(target);
      expect(summary(completed), `${k}`).toEqual(summary(vault));
      completed.close();
    }
    vault.close();
  });

  test("while backing up for the first time: the next run into the same folder completes it", () => {
    const { vault } = filled();
    const calls = callsOf(() => backUp(vault, join(vaults.folder(), "b")));
    for (let k = 1; k <= calls; k++) {
      const target = join(vaults.folder(), "b");
      expectDiskFull(k, () => backUp(vault, target));
      const early = existsSync(target) ? restore(target, vaults.folder()) : { ok: false };
      // What can be restored at all is whole.
      if (early.ok) expect(k).toBe(calls);
      expect(backUp(vault, target), `${k}`).toMatchObject({ ok: true });
      const completed = restored(target);
      expect(summary(completed), `${k}`).toEqual(summary(vault));
      completed.close();
    }
    vault.close();
  });

  test("while restoring: the place is empty again, the backup untouched, the next run completes it", () => {
    const { vault } = filled();
    const from = vaults.folder();
    backUp(vault, from);
    const before = [...filesBelow(from)].map(({ path, bytes }) => `${path} ${bytes.toString("base64")}`);
    const calls = callsOf(() => restore(from, vaults.folder()));
    for (let k = 1; k <= calls; k++) {
      const to = vaults.folder();
      expectDiskFull(k, () => restore(from, to));
      expect(readdirSync(to), `${k}`).toEqual([]);
      expect(restore(from, to), `${k}`).toMatchObject({ ok: true });
    }
    expect([...filesBelow(from)].map(({ path, bytes }) => `${path} ${bytes.toString("base64")}`)).toEqual(before);
    vault.close();
  });
});

describe("what a backup never does", () => {
  test("write over another vault, over its keys alone, or among other files", () => {
    const { vault } = filled();
    const other = vaults.fresh();
    writeFileSync(
      paths(other).vault,
      JSON.stringify({
        ...JSON.parse(readFileSync(paths(other).vault, "utf8")),
        vault: newId("src").replace("src", "vlt"),
      }),
    );
    const keysOnly = vaults.folder();
    writeFileSync(paths(keysOnly).keys, "somebody else's");
    const files = vaults.folder();
    writeFileSync(join(files, "holiday.jpg"), "x");
    const lost = vaults.fresh();
    rmSync(paths(lost).vault);
    for (const target of [other, keysOnly, files, lost]) {
      const before = [...filesBelow(target)].map(({ path, bytes }) => `${path} ${bytes.toString("base64")}`);
      expect(backUp(vault, target)).toEqual({ ok: false, error: { type: "backup-not-vault" } });
      expect([...filesBelow(target)].map(({ path, bytes }) => `${path} ${bytes.toString("base64")}`)).toEqual(before);
    }
    vault.close();
  });

  test("restore into a folder that holds anything", () => {
    const { vault } = filled();
    const from = vaults.folder();
    backUp(vault, from);
    expect(restore(from, vaults.fresh())).toEqual({ ok: false, error: { type: "folder-not-empty" } });
    vault.close();
  });

  test("[R13] keep erased words: the next backup's record does not hold them, and nothing half-copied stays beside it", () => {
    const { vault, note } = filled();
    const to = vaults.folder();
    backUp(vault, to);
    const order = { records: [note], reason: "asked" };
    const plan = planErase(vault, order);
    if (!plan.ok) throw new Error(plan.error.type);
    erase(vault, plan.value, order);
    backUp(vault, to);
    const again = restored(to);
    expect(again.view.state("note", note)).toBeUndefined();
    expect(again.view.versions(note)).toMatchObject([{ erased: { fields: ["text"] } }]);
    expect([...filesBelow(to)].filter(({ path }) => path.endsWith(".new"))).toEqual([]);
    again.close();
    vault.close();
  });
});

test.skipIf(!canMount)("a backup onto a disk that is really full says so, and completes when there is room", () => {
  const { vault } = filled();
  for (const kib of [64, 160, 240, 300]) {
    const small = smallDisk(kib);
    if (small === undefined) throw new Error("no disk");
    try {
      const fault = caught(() => backUp(vault, join(small.dir, "b")));
      if (fault !== undefined) expect(fault).toMatchObject({ trouble: { type: "disk-full" } });
      small.resize(8_192);
      expect(backUp(vault, join(small.dir, "b"))).toMatchObject({ ok: true });
      const again = restored(join(small.dir, "b"));
      expect(summary(again)).toEqual(summary(vault));
      again.close();
    } finally {
      small.remove();
    }
  }
  vault.close();
});

function restored(from: string): Vault {
  const to = vaults.folder();
  const done = restore(from, to);
  if (!done.ok) throw new Error(done.error.type);
  return Vault.open(to, vaults.keys, { write: true });
}

/** Lines by digest and every sealed file by name: equal means equal. */
function summary(vault: Vault): unknown {
  return {
    lines: [...vault.view.history()].map(({ digest, text }) => [digest, text]),
    blobs: [...vault.blobs.names()].sort(),
    damaged: damagedBlobs(vault),
  };
}

function damagedBlobs(vault: Vault): unknown[] {
  return [...vault.view.namedBlobs()].flatMap(({ blob }) => vault.blobs.check(refOf(blob)));
}

function copyOf(backup: string): string {
  const to = vaults.folder();
  for (const { path, bytes } of filesBelow(backup)) {
    const name = path.slice(backup.length + 1);
    mkdirSync(dirname(join(to, name)), { recursive: true });
    writeFileSync(join(to, name), bytes);
  }
  return to;
}

function expectDiskFull(k: number, action: () => unknown): void {
  disk.left = k;
  const fault = caught(action);
  disk.left = Number.POSITIVE_INFINITY;
  expect(fault, `${k}`).toBeInstanceOf(VaultFault);
  expect(fault, `${k}`).toMatchObject({ trouble: { type: "disk-full" }, message: "disk-full" });
}

function callsOf(action: () => unknown): number {
  disk.calls = 0;
  action();
  return disk.calls;
}

function caught(action: () => unknown): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}
