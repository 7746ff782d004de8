/** Claims about one changed bit: wherever it falls in a vault at rest, `amana verify` does not exit 0, and says which file. */
import { cpSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { propose } from "@amana/record";
import { afterAll, expect, test, vi } from "vitest";
import { filesBelow, newId, passphrase, takeIn, testVaults } from "../../vault/src/vault.testkit.ts";
import { exit } from "./exit.ts";
import { run } from "./program.ts";

const vaults = testVaults();
afterAll(() => vaults.remove());

const dir = join(vaults.folder(), "v");
const typed = join(vaults.folder(), "passphrase");
writeFileSync(typed, passphrase);
cpSync(vaults.fresh(), dir, { recursive: true });
const vault = vaults.open(dir);
for (let n = 0; n < 3; n++)
  vault.append(
    takeIn(vault, { name: `${n}.txt`, text: `words ${n} ${"long ".repeat(n * 20_000)}`, sealed: n > 0 }).proposals,
  );
vault.append([propose("note.written", newId("note"), { text: "kept" })]);
vault.project();
vault.close();

// Excluded by name: writer.lock is empty and holds nothing; a vault at rest has no WAL (frames left behind in one are not read).
const files = [...filesBelow(dir)].filter(({ path }) => !path.endsWith("writer.lock"));

/** Runs in this process: a hundred and fifty starts would be most of the time. */
async function verify(...more: string[]): Promise<{ readonly code: number; readonly said: string }> {
  const said: string[] = [];
  const take = (piece: unknown) => {
    said.push(String(piece));
    return true;
  };
  const out = vi.spyOn(process.stdout, "write").mockImplementation(take as never);
  const err = vi.spyOn(process.stderr, "write").mockImplementation(take as never);
  try {
    const code = await run(["verify", "--vault", dir, "--passphrase-fd", String(openSync(typed, "r")), ...more]);
    return { code, said: said.join("") };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

test("untouched, every check is good", async () => {
  expect(
    files
      .map(({ path }) =>
        path
          .slice(dir.length + 1)
          .replace(/[0-9a-f]{64}$/, "…")
          .replace(/blobs\/../, "blobs/xx"),
      )
      .sort(),
  ).toEqual([
    "blobs/xx/…",
    "blobs/xx/…",
    "blobs/xx/…",
    "blobs/xx/…",
    "blobs/xx/…",
    "keys.age",
    "record.db",
    "vault.json",
  ]);
  expect((await verify()).code).toBe(exit.done);
});

test("one bit in any of 160 places over all files: never exit 0, always the file's name", {
  timeout: 120_000,
}, async () => {
  const silent: string[] = [];
  const nameless: string[] = [];
  for (const { path, bytes } of files) {
    const name = path.slice(dir.length + 1);
    const places = name === "record.db" ? 70 : name === "keys.age" ? 30 : name === "vault.json" ? 20 : 10;
    for (let n = 0; n < places; n++) {
      // The ends, the bytes of record.db that stand in clear, and everything between.
      const at =
        n < 1 || (name === "record.db" && n < 24)
          ? n
          : n === 24
            ? bytes.length - 1
            : Math.floor(Math.random() * bytes.length);
      const bent = Buffer.from(bytes);
      bent[at] = (bent[at] ?? 0) ^ (1 << (n % 8));
      writeFileSync(path, bent);
      const { code, said } = await verify();
      if (code === exit.done) silent.push(`${name}@${at}`);
      else if (![exit.verification, exit.failed, exit.noVault, exit.locked].includes(code as never))
        silent.push(`${name}@${at} exits ${code}`);
      if (!said.includes(name.replace(/^blobs\/..\//, ""))) nameless.push(`${name}@${at} ${code}: ${said}`);
      // Nothing but the damaged file was touched by looking.
      expect(readFileSync(path).equals(bent)).toBe(true);
    }
    writeFileSync(path, bytes);
  }
  expect(silent).toEqual([]);
  expect(nameless).toEqual([]);
  expect((await verify()).code).toBe(exit.done);
});

test("with --quick the changed bit in a sealed file is found as well", async () => {
  const blob = files.find(({ path }) => path.includes("blobs"));
  if (blob === undefined) throw new Error("no blob");
  const bent = Buffer.from(blob.bytes);
  bent[bent.length >> 1] = (bent[bent.length >> 1] ?? 0) ^ 1;
  writeFileSync(blob.path, bent);
  expect((await verify("--quick")).code).toBe(exit.verification);
  writeFileSync(blob.path, blob.bytes);
});
