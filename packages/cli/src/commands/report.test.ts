/** Claims about `amana report`: one file, for its owner alone, never over another; refused where somebody has not agreed. */
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { reportOn } from "@amana/casework";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reportWorld, taken, wordsOf } from "../../../casework/src/report/world.testkit.ts";
import { testVaults } from "../../../vault/src/vault.testkit.ts";
import { amana } from "../amana.testkit.ts";

const vaults = testVaults();
let dir: string;
let out: string;
let world: ReturnType<typeof reportWorld>;
beforeAll(() => {
  dir = vaults.fresh();
  out = vaults.folder();
  const vault = vaults.open(dir);
  world = reportWorld(vault);
  vault.close();
});
afterAll(() => vaults.remove());

const report = (args: readonly string[]) => amana(["report", ...args, "--vault", dir]);
const textOf = (file: string) => readFileSync(file, "utf8");

test("writes a whole dossier as PDF that its owner alone may read", { timeout: 120_000 }, async () => {
  const file = join(out, "dossier.pdf");
  const ran = await report(["dossier", "--out", file, "--json"]);
  expect(ran.code).toBe(0);
  expect(ran.json()[0]).toMatchObject({ type: "report", form: "pdf", entries: 8, sources: 2 });
  const bytes = readFileSync(file);
  expect(bytes.subarray(0, 5).toString("latin1")).toBe("%PDF-");
  expect(bytes.subarray(-7).toString("latin1")).toContain("%%EOF");
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("never writes over a file", { timeout: 60_000 }, async () => {
  const file = join(out, "kept.html");
  writeFileSync(file, "mine");
  const ran = await report(["person", world.nesrin, "--out", file]);
  expect(ran.code).toBe(1);
  expect(textOf(file)).toBe("mine");
});

test("the form follows the file's ending; without one it must be said", { timeout: 60_000 }, async () => {
  expect((await report(["group", world.guard, "--out", join(out, "group")])).code).toBe(2);
  const file = join(out, "group.html");
  expect((await report(["group", world.guard, "--out", file, "--lang", "ar"])).code).toBe(0);
  expect(textOf(file)).toContain('<html lang="ar"');
  expect(textOf(file)).toContain("سلسلة القيادة");
});

test("a copy for somebody is refused with ids alone, and nothing is written", { timeout: 60_000 }, async () => {
  const file = join(out, "court.html");
  const ran = await report(["dossier", "--out", file, "--to", "The Court", "--purpose", "criminal-investigation"]);
  expect(ran.code).toBe(5);
  expect(ran.out).toContain(`consent-missing  ${world.nesrin}  never-asked`);
  expect(ran.out + ran.err).not.toContain("Nesrin");
  expect(existsSync(file)).toBe(false);
  expect((await report(["dossier", "--out", file, "--to", "The Court"])).code).toBe(2);
});

test("what nothing answers to is told", { timeout: 60_000 }, async () => {
  const ran = await report(["dossier", "zzzyyyxxx", "--out", join(out, "none.html")]);
  expect(ran.code).toBe(6);
});

test("what stands under a table counts the same again", { timeout: 120_000 }, async () => {
  const vault = vaults.open(dir, {});
  const made = reportOn(vault.view, {
    subject: { type: "dossier", query: "ground:gender" },
    language: "en",
    date: "2026-11-23",
    record: { vault: vault.id, notebooks: [] },
  });
  if (!made.ok) throw new Error(made.error.type);
  const blocks = (await taken(made.value.document)).parts.flatMap((part) => [...part.blocks]);
  vault.close();
  let asked = 0;
  for (const [at, block] of blocks.entries()) {
    const under = blocks[at + 1];
    const command = under?.kind === "paragraph" ? /amana (stats .+)$/.exec(wordsOf(under.inlines))?.[1] : undefined;
    if (block.kind !== "table" || command === undefined) continue;
    const rows = [...block.rows].map(([label, n]) => [wordsOf(label), Number(wordsOf(n))] as const);
    const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? "");
    const [told] = (await amana([...words, "--vault", dir, "--json"])).json() as unknown as [Told];
    expect([command, told.all]).toEqual([command, rows.find(([label]) => label === "All")?.[1]]);
    // A row of further values holds what only the rest of the record has: nothing of what was asked for here.
    const further = rows.filter(([label]) => label.endsWith("further values")).map(([, n]) => n);
    expect(further.every((n) => n === 0)).toBe(true);
    const own = rows.filter(([label]) => !/^(All|not stated|.* further values)$/.test(label)).map(([, n]) => n);
    expect(own).toEqual(told.rows.map(({ n }) => n));
    asked += 1;
  }
  expect(asked).toBeGreaterThan(6);
});

interface Told {
  readonly all: number;
  readonly rows: readonly { readonly n: number }[];
}
