/**
 * From an organisation's own lists to a report with a footnote under every statement, by commands that an officer types. The
 * lists are those of the practice archive, of a small world of the same make as S; its truth says what must come out.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { grownArchive } from "../practice/archive-grown.ts";
import { tiny } from "../practice/testing-grown.ts";
import { type GrownTruth, truthOfGrown } from "../practice/truth-grown.ts";
import { commanderOn } from "../practice/world/hierarchy.ts";
import { amana, type Outcome, temporaryFolder } from "./amana.ts";

const folder = temporaryFolder();
const vault = join(folder.path, "vault");
const material = join(folder.path, "material");
const nameOf = (file: string) => basename(file).replace(/\.[a-z]+$/, "");
const imported = new Map<
  string,
  { readonly outcome: Outcome; readonly rows: readonly Readonly<Record<string, string>>[] }
>();
let truth: GrownTruth;
let guided: readonly string[] = [];

beforeAll(async () => {
  const { world, files } = grownArchive(1, tiny);
  truth = truthOfGrown(world);
  for await (const file of files) {
    if (!file.path.startsWith("lists/")) continue;
    const path = join(material, file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.bytes);
  }
  expect(amana(vault, "init").code).toBe(0);
  expect(amana(vault, "unlock").code).toBe(0);
  const corrected = truth.correction.file;
  // Units first, so that whoever is said to belong to one finds it; the corrected issue after the one it corrects.
  const first = (file: string) => (file.includes("units") ? 0 : file === corrected ? 2 : 1);
  guided = truth.lists
    .map(({ file }) => file)
    .filter((file) => file.startsWith("lists/"))
    .sort((a, b) => first(a) - first(b));
  for (const file of guided) {
    const of = file === corrected ? truth.correction.of : file;
    const map = join(folder.path, `${nameOf(of)}.json`);
    if (of === file) expect(amana(vault, "import", join(material, file), "--guide", "--map", map).code, file).toBe(0);
    const report = join(folder.path, `${nameOf(file)}.csv`);
    const outcome = amana(vault, "import", join(material, file), "--map", map, "--report", report, "--json");
    imported.set(file, { outcome, rows: rowsOf(report) });
  }
}, 300_000);
afterAll(() => {
  amana(vault, "lock");
  folder.remove();
});

describe("from lists to a report", () => {
  test("every row of every list is accounted for, and exactly those are refused that name nobody", () => {
    for (const { file, rows, refused } of truth.lists.filter((list) => list.file.startsWith("lists/"))) {
      const { outcome, rows: told } = imported.get(file) ?? { outcome: undefined, rows: [] };
      expect(outcome?.code, file).toBe(refused.length > 0 || file === truth.correction.file ? 3 : 0);
      const spans = told.map((row) => Number(row["to_row"]) - Number(row["row"]) + 1);
      expect(
        spans.reduce((sum, span) => sum + span, 0),
        file,
      ).toBe(rows);
      const numbers = told
        .filter((row) => row["outcome"] === "refused")
        .flatMap((row) => range(Number(row["row"]), Number(row["to_row"])));
      expect(numbers, file).toEqual(refused.map(({ row }) => row).sort((a, b) => a - b));
    }
  });

  test("a corrected list proposes what was changed, opens what was added, names what is gone, and overwrites nothing", () => {
    const { file, changed, added, removed } = truth.correction;
    const [summary] = imported.get(file)?.outcome.items ?? [];
    const rows = imported.get(file)?.rows ?? [];
    const outcomes = (outcome: string) =>
      rows.filter((row) => row["outcome"] === outcome).map((row) => Number(row["row"]));
    expect(outcomes("proposed")).toEqual(changed.map(({ row }) => row).sort((a, b) => a - b));
    expect(outcomes("new")).toEqual([...added].sort((a, b) => a - b));
    expect(summary?.["gone"]).toHaveLength(removed.length);
    expect(amana(vault, "ls", "facts", "--json").items.filter((item) => item["withdrawn"] === true)).toEqual([]);
  });

  test("a second run adds no line", () => {
    const lines = () => Number(amana(vault, "status", "--json").items[0]?.["lines"]);
    const before = lines();
    for (const file of guided.filter((each) => each !== truth.correction.file).slice(0, 3))
      amana(vault, "import", join(material, file), "--map", join(folder.path, `${nameOf(file)}.json`));
    expect(lines()).toBe(before);
  });

  test("each person of a list stands under the row they were written in", () => {
    const register = truth.lists.find(({ file }) => file.includes("case-register"));
    const persons = amana(vault, "ls", "persons", "list:case-register", "--json").items;
    expect(persons).toHaveLength(register?.people.length ?? -1);
    const [one] = persons;
    const row = imported.get(register?.file ?? "")?.rows.find((each) => each["records"]?.includes(String(one?.["id"])));
    expect(amana(vault, "show", String(one?.["id"])).out).toMatch(new RegExp(`row ${row?.["row"]}\\b`));
  });

  test("who commanded a unit on a day is who the truth says, by the row it stands in", () => {
    const day = "2021-06-01";
    const list = truth.lists.find(({ file }) => file.includes("units"));
    const groups = amana(vault, "ls", "groups", "--json").items;
    let asked = 0;
    for (const unit of truth.units) {
      const commander = commanderOn(truth.commands, unit.id, day);
      const group = groups.find((each) => each["label"] === unit.name.en);
      if (commander === undefined || group === undefined || asked === 4) continue;
      asked += 1;
      const chain = amana(vault, "command", String(group["id"]), "--on", day);
      // Names stand in the list as their writers spelled them: the row is what tells who is meant.
      const rows = list?.units.filter((each) => each.unit === unit.id && each.commander === commander) ?? [];
      expect(
        rows.some(({ row }) => new RegExp(`row ${row}\\b`).test(chain.out)),
        `${unit.id} ${chain.out}`,
      ).toBe(true);
    }
    expect(asked).toBe(4);
  });

  test("counts say n, N and what is not stated, and add up to what was asked for", () => {
    const [stats] = amana(vault, "stats", "sex", "list:victims-main role:victim", "--json").items;
    const counted = amana(vault, "ls", "persons", "list:victims-main role:victim", "--count").out.trim();
    expect(String(stats?.["N"] ?? stats?.["all"])).toBe(counted);
  });

  test("what falls with a list: everything that stands on it alone", () => {
    const [list] = amana(vault, "ls", "lists", "--json").items.filter((each) => each["name"] === "units");
    const falls = amana(vault, "falls", String(list?.["id"]), "--json");
    expect(falls.code).toBe(0);
    expect(JSON.stringify(falls.items)).toMatch(/lnk_[a-z2-7]{20}/);
  });

  test("the report of the cases has an entry for each, a footnote under every statement, and every source with its hash", () => {
    const out = join(folder.path, "cases.html");
    const made = amana(vault, "report", "dossier", "list:case-register", "--out", out, "--lang", "ar");
    expect(made.code, made.err).toBe(0);
    const page = readFileSync(out, "utf8");
    expect(page).toContain('dir="rtl"');
    for (const { id } of amana(vault, "ls", "persons", "list:case-register", "--json").items as { id: string }[])
      expect(page).toContain(id);
    const hashes = amana(vault, "ls", "sources", "--json").items.map((source) => String(source["sha256"]));
    expect(hashes.some((sha256) => page.replaceAll("<wbr>", "").includes(sha256))).toBe(true);
  });
});

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

/** Cells of a report hold no commas within quotes: numbers, ids and codes only. */
function rowsOf(file: string): readonly Readonly<Record<string, string>>[] {
  const [head = "", ...lines] = readFileSync(file, "utf8")
    .replace(/^\ufeff/, "")
    .trim()
    .split(/\r?\n/);
  const columns = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, at) => [columns[at] ?? "", cell])));
}
