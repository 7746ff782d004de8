/** amana import and amana list out, as people run them. */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestVaults, testVaults } from "../../../vault/src/vault.testkit.ts";
import { amana, forgetRuntime } from "../amana.testkit.ts";

let vaults: TestVaults;
beforeAll(() => {
  vaults = testVaults();
});
afterAll(() => {
  vaults.remove();
  forgetRuntime();
});

const list = [
  "No.,Name,Sex,Date,Place,What happened,Reason stated,Orientation",
  '1,Aram Invented,m,25/04/2021,Seven Wells,abduction,"=walks, alone",said to be',
  "2,Shirin Invented,f,2021-05-01,Old Mill,threat,,",
  "3,,,,,,,",
  "",
].join("\n");

function world() {
  const vault = vaults.fresh();
  const folder = vaults.folder();
  const file = join(folder, "register.csv");
  writeFileSync(file, list);
  return {
    at: (name: string) => join(folder, name),
    file,
    run: (...args: string[]) => amana([...args, "--vault", vault, "--json"]),
  };
}

test("a list is guided to a mapping, tried, read in, read in again, and written out", async () => {
  const { at, file, run } = world();
  const guided = await run("import", file, "--guide", "--map", at("map.json"));
  expect(guided.code).toBe(0);
  const columns = guided.json()[0]?.["columns"] as { column: string; as: string | null }[];
  expect(columns.find(({ column }) => column === "Name")?.as).toBe("label");
  // What would make somebody's orientation a fact about them is proposed for nothing.
  expect(columns.find(({ column }) => column === "Orientation")?.as).toBeNull();
  const mapping = readFileSync(at("map.json"), "utf8");
  expect(mapping).not.toContain("Orientation");
  expect(statSync(at("map.json")).mode & 0o777).toBe(0o600);

  const tried = await run("import", file, "--map", at("map.json"), "--dry-run");
  expect(tried.json()[0]).toMatchObject({ type: "would-import", rows: 3, new: 2, refused: 1 });
  const read = await run("import", file, "--map", at("map.json"), "--report", at("report.csv"));
  expect([read.code, read.json()[0]]).toMatchObject([
    3,
    { rows: 3, new: 2, matched: 0, unchanged: 0, proposed: 0, refused: 1 },
  ]);
  expect(read.json()[0]?.["left_in_source"]).toContainEqual({
    heading: "Orientation",
    reason: "orientation",
    cells: 1,
  });
  const report = readFileSync(at("report.csv"), "utf8");
  expect(report.split("\r\n")).toHaveLength(5);
  expect(report).not.toMatch(/Aram|Shirin/);
  expect((await run("import", file, "--map", at("map.json"))).json()[0]).toMatchObject({ lines: 0, unchanged: 2 });

  const out = await run("list", "out", "acts", "--to", at("acts.csv"));
  expect([out.code, out.json()[0]]).toMatchObject([0, { type: "list-written", rows: 2 }]);
  const acts = readFileSync(at("acts.csv"), "utf8");
  expect(acts).toContain(`"'=walks, alone"`);
  expect(statSync(at("acts.csv")).mode & 0o777).toBe(0o600);
  const over = await run("list", "out", "acts", "--to", at("acts.csv"));
  expect([over.code, over.json()[0]]).toMatchObject([2, { why: "list-file-exists" }]);
  // Nor is anything read in whose report has nowhere to go, and nothing unfinished is left beside it.
  const lines = async () => (await run("log")).json().length;
  const before = await lines();
  writeFileSync(at("taken.csv"), "mine");
  writeFileSync(at("other.csv"), list.replaceAll("Invented", "Madeup"));
  const late = await run(
    "import",
    at("other.csv"),
    "--map",
    at("map.json"),
    "--list",
    "Other",
    "--report",
    at("taken.csv"),
  );
  expect([late.code, late.json()[0]]).toMatchObject([2, { why: "list-file-exists" }]);
  expect([await lines(), readFileSync(at("taken.csv"), "utf8")]).toEqual([before, "mine"]);
  expect(readdirSync(at(".")).filter((name) => name.includes(".new-"))).toEqual([]);
  expect(readFileSync(at("acts.csv"), "utf8")).toBe(acts);
}, 120_000);

test("a dry run of a list that is not in the vault writes nothing", async () => {
  const { at, file, run } = world();
  writeFileSync(at("map.json"), JSON.stringify({ list: "Register", rows: [{ opens: "person", label: "Name" }] }));
  const tried = await run("import", file, "--map", at("map.json"), "--dry-run");
  expect(tried.json()[0]).toMatchObject({ type: "would-import", rows: 3, new: 2, refused: 1 });
  expect((await run("status")).json()[0]).toMatchObject({ counts: { sources: 0, lines: 1 } });
}, 60_000);

test("a mapping that does not fit the list is refused with its word, before anything is written", async () => {
  const { at, file, run } = world();
  writeFileSync(at("map.json"), JSON.stringify({ list: "Register", rows: [{ opens: "person", label: "Nmae" }] }));
  const ran = await run("import", file, "--map", at("map.json"));
  expect([ran.code, ran.json()[0]]).toMatchObject([2, { why: "column-not-there", word: "Nmae" }]);
}, 60_000);
