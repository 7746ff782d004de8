/** Claims about reading the dossier from the command line, with invented people. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testVaults } from "../../vault/src/vault.testkit.ts";
import { amana, forgetRuntime } from "./amana.testkit.ts";

const vaults = testVaults();
const vault = vaults.fresh();
const run = (...args: string[]) => amana([...args, "--vault", vault]);
let source = "";
let victim = "";
let accused = "";
let unit = "";

beforeAll(async () => {
  const dir = vaults.folder();
  const text = "They took Azad Invented at the mill on the third of August. Omar Madeup gave the order.";
  writeFileSync(join(dir, "letter.txt"), text);
  await run("add", join(dir, "letter.txt"), "--no-ocr");
  source = String((await run("ls", "--json")).json()[0]?.["id"]);
  const stands = ["--source", source, "--quote", "They took Azad Invented at the mill"];
  const stated = await run(
    ...["fact", "add", "--what", "abduction", "--to-whom", "Azad Invented", "--who", "Omar Madeup=ordered"],
    ...[
      "--when",
      "2014-08-03",
      "--where",
      "the mill",
      "--ground",
      "gender",
      "--basis",
      "perceived",
      ...stands,
      "--json",
    ],
  );
  [victim = "", accused = ""] = (stated.json()[0]?.["opened"] ?? []) as string[];
  const [first] = (await run("ls", "persons", "role:victim", "--json")).json();
  if (first?.["id"] !== victim) [victim, accused] = [accused, victim];
  const link = await run(
    ...["fact", "link", accused, "commands", "group:Invented unit", "--since", "2014-01-01", "--until", "2014-12-31"],
    ...[...stands, "--json"],
  );
  unit = String(((link.json()[0]?.["opened"] ?? []) as string[])[0]);
}, 120_000);
afterAll(() => {
  vaults.remove();
  forgetRuntime();
});

test("a list is narrowed by a query in any of the three languages, and counted", async () => {
  const [arabic, counted, none] = await Promise.all([
    run("ls", "persons", "دور:ضحية سبب:جێندەر", "--json"),
    run("ls", "persons", "--count"),
    run("ls", "acts", "ground:apostasy", "--fail-empty"),
  ]);
  expect(arabic.json().map(({ id, label }) => [id, label])).toEqual([[victim, "Azad Invented"]]);
  expect([counted.out.trim(), none.code]).toEqual(["2", 6]);
}, 60_000);

test("a query that cannot be read is told with its place, exit 2", async () => {
  const refused = await run("ls", "persons", "ground:gender role:bystander");
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("15")]);
}, 60_000);

test("show tells what was done, by whom it is alleged, and words the perception as the perpetrators' own", async () => {
  const [shown, json] = await Promise.all([run("show", victim), run("show", accused, "--json")]);
  expect(shown.out).toContain("alleged: ");
  expect(shown.out).toContain("what the alleged perpetrators took the victim to be: gender");
  expect(shown.out).toContain("single source");
  expect(json.json()[0]).toMatchObject({
    type: "person",
    as_victim: [],
    as_perpetrator: [{ parts: [{ degree: "ordered" }] }],
  });
}, 60_000);

test("timeline, command, stats and falls answer in lines and as JSON", async () => {
  const [moments, chain, stats, falls] = await Promise.all([
    run("timeline", "--json"),
    run("command", unit, "--on", "2014-08-03", "--json"),
    run("stats", "ground", "role:victim", "--json"),
    run("falls", source, "--json"),
  ]);
  expect(moments.json().map(({ kind }) => kind)).toEqual(["link-begins", "act", "link-ends"]);
  expect(chain.json()[0]).toMatchObject({ rungs: [{ commanders: [{ holds: "surely" }], contradicted: false }] });
  expect(stats.json()[0]).toMatchObject({ all: 1, rows: [{ keys: ["gender"], n: 1 }] });
  expect(falls.json()[0]).toMatchObject({ counts: { fall: 2, acts: 1, links: 1, emptied: 3 } });
}, 60_000);
