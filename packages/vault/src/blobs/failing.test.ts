/** Claims about blobs when the disk fails: spec/blob.md BL-7. Every write fails once, in every way. */
import { randomFillSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type Disk, DiskFault, type Failure, failingDisk, realDisk } from "../disk.ts";
import { type BlobRef, type BlobStore, inlineEngine, openBlobStore } from "./index.ts";
import { type Fate, memoryDisk } from "./memoryDisk.testkit.ts";

const base = mkdtempSync(join(tmpdir(), "amana-failing-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));

// Over 32 MiB, so that the disk is asked to start early at least once.
const large = randomFillSync(new Uint8Array(33 * (1 << 20) + 77));
const small = large.subarray(0, 70_000);
const never = Number.POSITIVE_INFINITY;

/** What a vault does: blobs, flush, then the line. `committed` gets what a line would name. */
async function work(directory: string, disk: Disk, committed: BlobRef[]): Promise<void> {
  const store = openBlobStore(directory, { disk, engine: inlineEngine });
  const batch = [store.putBytes(small), store.putBytes(small.subarray(0, 9))];
  store.flush();
  committed.push(...batch);
  const film = await store.put([large]);
  store.flush();
  committed.push(film);
  const [first] = batch;
  if (first === undefined) throw new Error("no first blob");
  store.remove(first.cipher.sha256);
  committed.splice(committed.indexOf(first), 1);
  store.flush();
}

async function faultOf(attempt: Promise<void>): Promise<unknown> {
  return attempt.then(
    () => undefined,
    (fault: unknown) => fault,
  );
}

async function countWrites(): Promise<number> {
  const counting = failingDisk(memoryDisk(), never, "EIO");
  await work("/blobs", counting, []);
  return counting.writes;
}
const writes = await countWrites();
/** The writes in the middle of the large blob are all alike: every one at the ends, some between, and one past the end. */
const chosen = Array.from({ length: writes + 1 }, (_, i) => i + 1).filter(
  (k) => k < 28 || k > writes - 10 || k % 17 === 0,
);

describe("the k-th write fails", () => {
  test("[BL-7] the story has enough writes to fail", () => {
    expect(writes).toBeGreaterThan(80);
  });

  for (const failure of ["EIO", "ENOSPC", "EROFS", "torn", "power-cut"] satisfies Failure[]) {
    test(`[BL-7] ${failure}: every committed blob is whole, every blob has its whole content, half-written ones are swept`, async () => {
      for (const k of chosen.filter((k) => k <= writes)) {
        const disk = memoryDisk();
        const failing = failingDisk(disk, k, failure);
        const committed: BlobRef[] = [];
        const fault = await faultOf(work("/blobs", failing, committed));
        // Two blobs may by chance share a shelf, which saves a write; the last k then meets none.
        expect(fault instanceof DiskFault, `${k}`).toBe(failing.failed);

        const again = openBlobStore("/blobs", { disk, engine: inlineEngine });
        for (const ref of committed) expect(again.check(ref), `${k}`).toEqual([]);
        for (const name of again.names()) expect(isWhole(again, name), `${k}`).toBe(true);
        const left = again.sweepIncoming();
        // As long as the process lives it cleans up by itself.
        if (failure !== "power-cut" && failing.writes > k) expect(left, `${k}`).toBe(0);
        expect(again.sweepIncoming()).toBe(0);
        const ref = again.putBytes(small);
        again.flush();
        expect(again.check(ref)).toEqual([]);
      }
    });
  }

  test("[BL-7] a fault says whether the disk is full or read-only", async () => {
    const outcome = async (failure: Failure): Promise<unknown> =>
      faultOf(work("/blobs", failingDisk(memoryDisk(), 7, failure), []));
    expect(await outcome("ENOSPC")).toMatchObject({ trouble: "disk-full", code: "ENOSPC" });
    expect(await outcome("EROFS")).toMatchObject({ trouble: "read-only", code: "EROFS" });
    expect(await outcome("torn")).toMatchObject({ trouble: "disk-error", code: "EIO" });
  });

  test("[BL-7] a flush that failed can be tried again and then holds", () => {
    const disk = memoryDisk();
    let refuse = true;
    const store = openBlobStore("/blobs", {
      engine: inlineEngine,
      disk: {
        ...disk,
        syncDirectory(path) {
          if (refuse) throw new DiskFault("disk-error", "EIO", "sync-directory");
          disk.syncDirectory(path);
        },
      },
    });
    const ref = store.putBytes(small);
    expect(() => store.flush()).toThrow(DiskFault);
    refuse = false;
    store.flush();
    expect(openBlobStore("/blobs", { disk: lost(disk) }).check(ref)).toEqual([]);
  });

  test("[BL-7] a write the system lost between is not forgotten", async () => {
    const disk = memoryDisk();
    const store = openBlobStore("/blobs", {
      engine: inlineEngine,
      disk: { ...disk, syncAhead: async () => Promise.reject(new DiskFault("disk-error", "EIO", "sync")) },
    });
    await expect(store.put([large])).rejects.toMatchObject({ trouble: "disk-error" });
    expect([...store.names()]).toEqual([]);
    expect(store.sweepIncoming()).toBe(0);
  });
});

describe("the power fails", () => {
  for (const names of ["lost", "kept"] satisfies Fate[]) {
    for (const contents of ["lost", "kept"] satisfies Fate[]) {
      test(`[BL-7] every committed blob is whole when unsynced names are ${names} and unsynced contents ${contents}`, async () => {
        for (const k of chosen) {
          const disk = memoryDisk();
          const committed: BlobRef[] = [];
          await faultOf(work("/blobs", failingDisk(disk, k, "power-cut"), committed));
          const again = openBlobStore("/blobs", {
            disk: disk.afterPowerCut({ names, contents }),
            engine: inlineEngine,
          });
          again.sweepIncoming();
          for (const ref of committed) expect(again.check(ref), `${k}`).toEqual([]);
          // Each file is synced before it gets its name, so a name never stands for half a blob.
          for (const name of again.names()) expect(isWhole(again, name), `${k}`).toBe(true);
        }
      });
    }
  }

  test("[BL-7] without flush a blob may be gone: the model of the disk would notice a missing sync", () => {
    const disk = memoryDisk();
    const ref = openBlobStore("/blobs", { disk, engine: inlineEngine }).putBytes(small);
    expect(openBlobStore("/blobs", { disk: lost(disk) }).check(ref)).toEqual([
      { type: "blob-missing", blob: ref.cipher.sha256 },
    ]);
  });
});

test("[BL-7] the real disk: every failing write of a small blob leaves nothing or the whole", async () => {
  for (let k = 1; k < 12; k++) {
    const directory = join(base, `real-${k}`);
    const committed: BlobRef[] = [];
    const one = async (disk: Disk): Promise<void> => {
      const store = openBlobStore(directory, { disk });
      const ref = store.putBytes(small);
      store.flush();
      committed.push(ref);
    };
    await faultOf(one(failingDisk(realDisk, k, "torn")));
    const again = openBlobStore(directory);
    for (const ref of committed) expect(again.check(ref)).toEqual([]);
    for (const name of again.names()) expect(isWhole(again, name)).toBe(true);
    expect(again.sweepIncoming()).toBe(0);
  }
});

function lost(disk: ReturnType<typeof memoryDisk>): Disk {
  return disk.afterPowerCut({ names: "lost", contents: "lost" });
}

/** The content is the one the name promises; nobody has to know the key for that. */
function isWhole(store: BlobStore, name: string): boolean {
  const [problem] = store.check({ cipher: { sha256: name } });
  return problem === undefined;
}
