/**
 * How fast a list is read in: a CSV and a spreadsheet of 100,000 invented rows each, taken in through intake, planned,
 * stated and indexed; then the same once more, which must add nothing. Every row must be accounted for. Each runs in a
 * process of its own, so that its memory is its own.
 *
 *   node bench/lists.ts [--rows 100000] [--json]
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { csvLine, ImportSession, listSource, planMapped, propertiesOf, readMapping, tallyOf } from "@amana/casework";
import { addPaths } from "@amana/intake";
import type { Blob } from "@amana/record";
import { refOf, type Vault } from "@amana/vault";
import { xlsx } from "../practice/material/office.ts";
import { type Row, report, stopwatch, wholeNumber } from "./lib/measure.ts";
import { newVault, throwAway } from "./lib/vaults.ts";

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "100000" },
    json: { type: "boolean", default: false },
    // This program, started by itself: reads one list in and prints `Told`.
    file: { type: "string" },
  },
});

interface Told {
  readonly take: number;
  readonly wall: number;
  readonly processor: number;
  readonly again: number;
  readonly lines: number;
  readonly rows: number;
  readonly accounted: number;
  readonly linesAgain: number;
  readonly peak: number;
}

const mapping = JSON.stringify({
  list: "Bench",
  key: ["No."],
  order: "dmy",
  rows: [
    {
      opens: "person",
      label: "Name",
      number: "No.",
      properties: [
        { column: "Name", property: "name" },
        { column: "Sex", property: "sex" },
        { column: "Born", property: "birth" },
      ],
    },
    { opens: "group", as: "unit", label: "Unit", match: "label", properties: [] },
    { states: "act", type: "What", victims: ["person"], perpetrators: [{ who: "unit" }], when: "Day", where: "Place" },
  ],
});
const heading = ["No.", "Name", "Sex", "Born", "Day", "Place", "Unit", "What"];
const deeds = ["torture", "abduction", "flogging", "threat"];

function* rowsOf(count: number): Generator<string[], void, void> {
  yield heading;
  for (let n = 1; n <= count; n++)
    yield [
      String(n),
      `دلير ${n} المخترع`,
      n % 2 === 0 ? "f" : "m",
      String(1950 + (n % 60)),
      `${String((n % 28) + 1).padStart(2, "0")}/0${(n % 9) + 1}/2020`,
      `Seven Wells ${n % 40}`,
      `Watch ${n % 120} of the Gate Guard`,
      deeds[n % deeds.length] ?? "",
    ];
}

if (values.file !== undefined) console.log(JSON.stringify(await readIn(values.file)));
else compare();

async function readIn(file: string): Promise<Told> {
  const vault = newVault(join(throwAway("list"), "vault")).open({ write: true });
  const taking = stopwatch();
  await addPaths(vault, [file], { ocr: "no" });
  const take = taking().wall;
  const once = stopwatch();
  const first = run(vault);
  const { wall, processor } = once();
  const twice = stopwatch();
  const second = run(vault);
  const again = twice().wall;
  vault.close();
  return {
    take,
    wall,
    processor,
    again,
    lines: first.lines,
    rows: first.rows,
    accounted: first.accounted,
    linesAgain: second.lines,
    peak: process.resourceUsage().maxRSS * 1024,
  };
}

function run(vault: Vault): { readonly lines: number; readonly rows: number; readonly accounted: number } {
  const properties = propertiesOf(vault.view);
  const reading = {
    view: vault.view,
    readBlob(blob: Blob) {
      const read = vault.blobs.read(refOf(blob));
      return read.ok ? read.value : undefined;
    },
  };
  const [source] = [...vault.view.sources({ topOnly: true })];
  const list = listSource(reading, source?.id ?? "");
  const read = readMapping(mapping, properties);
  if (!list.ok || !read.ok) throw new Error("bench: no list");
  const planned = planMapped(list.value, read.value, mapping, properties);
  if (!planned.ok) throw new Error(planned.error.type);
  const session = ImportSession.begin(reading, planned.value, properties, {
    random: (bytes) => vault.world.random(bytes),
  });
  if (!session.ok) throw new Error(session.error.type);
  let lines = 0;
  for (const proposals of session.value.steps()) {
    vault.append(proposals);
    lines += proposals.length;
  }
  vault.project();
  const { rows, by } = tallyOf(session.value.outcomes);
  return { lines, rows, accounted: by.new + by.matched + by.unchanged + by.proposed + by.refused };
}

function compare(): void {
  const count = wholeNumber("rows", values.rows);
  const folder = throwAway("lists");
  const csv = join(folder, "list.csv");
  writeFileSync(csv, [...rowsOf(count)].map((row) => csvLine(row)).join(""));
  const sheet = join(folder, "list.xlsx");
  writeFileSync(sheet, xlsx("List", [...rowsOf(count)], "2020-01-01T00:00:00Z"));
  const rows: Row[] = [];
  for (const [name, file] of [
    ["CSV", csv],
    ["XLSX", sheet],
  ] as const) {
    const told = JSON.parse(
      execFileSync(process.execPath, [fileURLToPath(import.meta.url), "--file", file], {
        encoding: "utf8",
        maxBuffer: 2 ** 20,
      }),
    ) as Told;
    rows.push(
      { what: `${name}: rows accounted for`, ours: told.accounted, unit: "rows", bar: count, better: "more" },
      { what: `${name}: taken in and read by a parser`, ours: told.take, unit: "s", better: "less" },
      { what: `${name}: stated and indexed`, ours: told.wall, unit: "s", better: "less", byProcessor: told.processor },
      { what: `${name}: rows a second`, ours: told.rows / told.wall, unit: "rows/s", better: "more" },
      { what: `${name}: lines written`, ours: told.lines, unit: "lines", better: "more" },
      { what: `${name}: once more`, ours: told.again, unit: "s", better: "less" },
      { what: `${name}: lines a second run adds`, ours: told.linesAgain, unit: "lines", bar: 0, better: "less" },
      { what: `${name}: highest memory`, ours: told.peak / 2 ** 20, unit: "MiB", bar: 1_024, better: "less" },
    );
  }
  report("lists", rows, { json: values.json, about: { rows: count } });
}
