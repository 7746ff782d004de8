/**
 * Claims about being killed: whenever `amana add` dies, what was kept is whole and stays, and running it again completes the
 * folder without taking anything in twice. AMANA_KILLS sets how often (8).
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refOf } from "@amana/vault";
import { afterAll, expect, test } from "vitest";
import { testVaults } from "../../vault/src/vault.testkit.ts";
import { amana, forgetRuntime, smallArchive } from "./amana.testkit.ts";

const vaults = testVaults();
const base = mkdtempSync(join(tmpdir(), "amana-test-crash-"));
afterAll(() => {
  vaults.remove();
  rmSync(base, { recursive: true, force: true });
  forgetRuntime();
});

const kills = Number(process.env["AMANA_KILLS"] ?? 8);
const archive = join(base, "in");
const files = smallArchive(archive, 60).length;

test(`killed ${kills} times at any moment: nothing kept is lost, verify is clean, the folder is completed, nothing stands twice`, {
  timeout: 60_000 + kills * 15_000,
}, async () => {
  // How long a whole run takes decides when it pays to kill it.
  const cleanDir = vaults.fresh();
  const began = performance.now();
  const clean = await amana(["add", archive, "--vault", cleanDir, "--json"]);
  const takes = performance.now() - began;
  expect(clean.code, clean.err).toBe(0);
  const expected = sourcesOf(cleanDir);
  expect(expected.length).toBe(files);

  let dir = vaults.fresh();
  let kept = new Set<string>();
  let died = 0;
  for (let runs = 0; died < kills && runs < kills * 4; runs++) {
    const delay = takes * (0.15 + 0.9 * Math.random());
    let timer: NodeJS.Timeout | undefined;
    const ran = await amana(["add", archive, "--vault", dir, "--json"], {
      started: (child) => {
        timer = setTimeout(() => child.kill("SIGKILL"), delay);
      },
    });
    clearTimeout(timer);
    if (ran.signal === "SIGKILL") died += 1;
    else expect(ran.code, ran.err).toBe(0);

    const now = checkedSources(dir);
    for (const source of kept) expect(now.has(source), "a kept source is gone").toBe(true);
    kept = now;
    if (runs % 6 === 0) expect((await amana(["verify", "--vault", dir])).code).toBe(0);
    if (ran.signal === null) {
      expect(sourcesOf(dir)).toEqual(expected);
      dir = vaults.fresh();
      kept = new Set();
    }
  }
  expect(died).toBe(kills);
  const last = await amana(["add", archive, "--vault", dir, "--json"]);
  expect(last.code, last.err).toBe(0);
  expect(sourcesOf(dir)).toEqual(expected);
  const verified = await amana(["verify", "--vault", dir]);
  expect(verified.code, verified.out).toBe(0);
});

/** Name and hash of every source, sorted: ids differ from vault to vault. */
function sourcesOf(dir: string): string[] {
  const vault = vaults.open(dir, {});
  try {
    return [...vault.view.sources()].map(({ name, sha256 }) => `${sha256} ${name}`).sort();
  } finally {
    vault.close();
  }
}

/** Opens for writing, so that the index catches up with the log, and checks everything there is. */
function checkedSources(dir: string): Set<string> {
  const vault = vaults.open(dir);
  try {
    expect(vault.view.databaseFaults()).toEqual([]);
    for (const { blob } of vault.view.namedBlobs()) expect(vault.blobs.check(refOf(blob))).toEqual([]);
    expect(vault.blobs.sweepIncoming()).toBe(0);
    const all = [...vault.view.sources()];
    expect(new Set(all.map(({ name }) => name)).size, "a file stands twice").toBe(all.length);
    return new Set(all.map(({ id }) => id));
  } finally {
    vault.close();
  }
}
