/** Whole or not at all: every failing step of the disk, a damaged source, a stop in the middle. */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { realWorld } from "@amana/vault";
import { afterAll, beforeAll, expect, test } from "vitest";
import { failingDisk, realDisk } from "../../vault/src/disk.ts";
import { handOver } from "./hand-over.ts";
import { OutFault, outDisk } from "./out.ts";
import { badOnes, checksOf, court, newVaultFolder, sha, toHybrid } from "./world.testkit.ts";

let vaults: ReturnType<typeof newVaultFolder>;
beforeAll(() => {
  vaults = newVaultFolder();
});
afterAll(() => vaults.close());

const handedOver = (vault: { view: { history(): Iterable<{ readonly k: string }> } }) =>
  [...vault.view.history()].filter(({ k }) => k === "disclosure.handed_over").length;

test("when the k-th write fails, for every k, neither file nor line is left, and the next try succeeds", async () => {
  const world = vaults.world();
  const source = world.source("large.bin", new Uint8Array(600_000).fill(7));
  world.vault.project();
  let failures = 0;
  for (const failure of ["ENOSPC", "torn"] as const) {
    for (let k = 1; ; k++) {
      const disk = failingDisk(realDisk, k, failure);
      const attempt = await world.hand({ sources: [source] }, { disk }).then(
        ({ handed }) => handed,
        (fault: unknown) => fault,
      );
      if (!disk.failed) {
        expect(attempt).toMatchObject({ ok: true });
        break;
      }
      expect(attempt).toMatchObject({ code: failure === "torn" ? "EIO" : "ENOSPC" });
      expect(readdirSync(world.out).filter((name) => !kept.has(name))).toEqual([]);
      failures += 1;
    }
    for (const name of readdirSync(world.out)) kept.add(name);
  }
  expect(failures).toBeGreaterThan(20);
  expect(handedOver(world.vault)).toBe(2);
  world.close();
});
const kept = new Set<string>();

test("a source that is not what its signed line says stops the package, and nothing is left", async () => {
  const world = vaults.world();
  const sound = world.source("sound.txt", "as it was");
  const blob = world.vault.view.state("src", sound)?.received.blob;
  const other = world.source("other.txt", "", {
    file: { name: "other.txt", bytes: 9, sha256: sha("something"), type: "text/plain" },
    ...(blob !== undefined && { blob }),
  });
  const short = world.source("short.txt", "", {
    file: { name: "short.txt", bytes: 50, sha256: sha("as it was"), type: "text/plain" },
    ...(blob !== undefined && { blob }),
  });
  world.vault.project();
  for (const source of [other, short])
    await expect(world.hand({ sources: [source] })).rejects.toMatchObject({ trouble: { type: "blob-damaged" } });
  expect(readdirSync(world.out)).toEqual([]);
  expect(handedOver(world.vault)).toBe(0);
  world.close();
});

test("a sealed file that is missing stops the package, and nothing is left", async () => {
  const world = vaults.world();
  const source = world.source("gone.txt", "was here");
  world.vault.project();
  world.vault.blobs.remove(world.vault.view.state("src", source)?.received.blob?.name ?? "");
  await expect(world.hand({ sources: [source] })).rejects.toMatchObject({ trouble: { type: "blob-missing" } });
  expect(readdirSync(world.out)).toEqual([]);
  world.close();
});

test("when the line cannot be kept, the package that was in place is taken away again", async () => {
  let broken = false;
  const now = () => {
    if (broken) throw Object.assign(new Error("no more"), { code: "ENOSPC" });
    return new Date();
  };
  const world = vaults.world({ world: { now, random: realWorld.random } });
  const source = world.source("a.txt", "a");
  world.vault.project();
  broken = true;
  await expect(world.hand({ sources: [source] })).rejects.toThrow("no more");
  expect(readdirSync(world.out)).toEqual([]);
  broken = false;
  expect(handedOver(world.vault)).toBe(0);
  world.close();
});

test("a file that is there already is never written over, for the sealed file and for the open copy", async () => {
  const world = vaults.world();
  const source = world.source("a.txt", "a");
  world.vault.project();
  const [there, free] = [join(world.out, "there"), join(world.out, "free")];
  writeFileSync(there, "mine");
  for (const [out, openCopy] of [
    [there, free],
    [free, there],
    [free, free],
  ] as const) {
    const handed = await handOver(
      world.vault,
      { ...court, wish: { sources: [source] } },
      { keys: [toHybrid], out, openCopy },
    );
    expect(handed).toEqual({ ok: false, error: { type: "out-exists" } });
  }
  expect(readdirSync(world.out)).toEqual(["there"]);
  // One that appears while the package is being made.
  const appearing = {
    ...outDisk,
    sync: (file: number) => {
      writeFileSync(free, "theirs");
      outDisk.sync(file);
    },
  };
  await expect(
    handOver(world.vault, { ...court, wish: { sources: [source] } }, { keys: [toHybrid], out: free, disk: appearing }),
  ).rejects.toEqual(new OutFault("EEXIST"));
  expect(readdirSync(world.out).sort()).toEqual(["free", "there"]);
  expect(handedOver(world.vault)).toBe(0);
  world.close();
});

test("stopped in the middle nothing is left, and the process that ends early takes its unfinished files along", async () => {
  const world = vaults.world();
  const source = world.source("large.bin", new Uint8Array(12 << 20).fill(1));
  world.vault.project();
  let asked = 0;
  const before = process.listenerCount("exit");
  const handed = await handOver(
    world.vault,
    { ...court, wish: { sources: [source] } },
    {
      keys: [toHybrid],
      out: join(world.out, "p.age"),
      openCopy: join(world.out, "p.tar"),
      isStopped: () => {
        asked += 1;
        if (asked === 2)
          expect([readdirSync(world.out).length, process.listenerCount("exit")]).toEqual([2, before + 2]);
        return asked === 2;
      },
    },
  );
  expect(handed).toEqual({ ok: false, error: { type: "interrupted" } });
  expect([readdirSync(world.out), process.listenerCount("exit")]).toEqual([[], before]);
  expect(handedOver(world.vault)).toBe(0);
  world.close();
});

test("the open copy is the package itself", async () => {
  const world = vaults.world();
  const source = world.source("a.txt", "a");
  world.vault.project();
  const { handed, tar } = await world.hand({ sources: [source] });
  expect(handed.ok).toBe(true);
  expect(badOnes(await checksOf(tar))).toEqual([]);
  world.close();
});
