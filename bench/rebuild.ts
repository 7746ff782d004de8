/**
 * How fast the index is made again from the log (F2), over an archive in the proportions of a real one — sources received
 * and described, their text, persons, claims, acts, consents, notes — and over the same archive without text to be found,
 * which is what a line costs by itself. Afterwards every table is compared with what it was: row for row, and the full text
 * by what it finds for every hundredth word.
 *
 * Above half a million lines the question is another one: how long a new device, or one that lost its index, waits until an
 * archive of that size can be searched. Sources received and described, persons, claims, acts, consents and notes over them,
 * no long text; written in commits of thousands by a process of its own, replayed once into an index from nothing. The bar is
 * that of ten million lines with two million sources: 15 minutes and 3 GiB.
 *
 *   node bench/rebuild.ts [--lines 200000] [--json]
 *   node bench/rebuild.ts --lines 10000000
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Proposal } from "@amana/record";
import { indexText, propose } from "@amana/record";
import { Vault } from "@amana/vault";
import { type Row, report, stopwatch, wholeNumber } from "./lib/measure.ts";
import {
  archive,
  bytesOn,
  handOver,
  inCommitsOf,
  isMaker,
  madeElsewhere,
  newId,
  newVault,
  throwAway,
} from "./lib/vaults.ts";

const { values } = parseArgs({
  options: {
    lines: { type: "string", default: "200000" },
    make: { type: "string", default: "" },
    json: { type: "boolean", default: false },
  },
});
const lines = wholeNumber("lines", values.lines);
if (isMaker()) await make(values.make);
const directory = throwAway("rebuild");
if (lines > 500_000) {
  await replay(join(directory, "vault"));
  process.exit();
}

const shape = { passagesPerLayer: 3, wordsPerPassage: 25, dossier: true, seed: 11 };
const mix = measure(
  "mix",
  archive(shape, (made) => made.lines >= lines),
);
const bare = measure("bare", consents(Math.max(1, Math.floor(lines / 2))));

const rows: Row[] = [
  {
    what: "the mix",
    ours: mix.lines / mix.wall,
    byProcessor: mix.lines / mix.processor,
    unit: "lines/s",
    bar: 100_000,
    better: "more",
  },
  {
    what: "the mix, text to be found",
    ours: mix.text / 1e6 / mix.wall,
    byProcessor: mix.text / 1e6 / mix.processor,
    unit: "MB/s",
    better: "more",
  },
  {
    what: "lines without text",
    ours: bare.lines / bare.wall,
    byProcessor: bare.lines / bare.processor,
    unit: "lines/s",
    bar: 100_000,
    better: "more",
  },
  {
    what: "the mix, as it came in (index following the log)",
    ours: mix.lines / mix.first,
    unit: "lines/s",
    better: "more",
  },
];
report("rebuild", rows, {
  json: values.json,
  about: {
    lines: mix.lines,
    "text a line, bytes": Math.round(mix.text / mix.lines),
    "tables the same": mix.same && bare.same,
  },
});
if (!mix.same || !bare.same) process.exitCode = 1;

async function make(dir: string): Promise<never> {
  const bench = newVault(dir);
  const vault = bench.open({ write: true, leaveIndex: true });
  const shape = { passagesPerLayer: 0, wordsPerPassage: 0, dossier: true, claims: 1, seed: 11 };
  for (const commit of inCommitsOf(
    5_000,
    archive(shape, (made) => made.lines >= lines),
  ))
    vault.append(commit);
  vault.close();
  return await handOver(bench.keys);
}

async function replay(dir: string): Promise<void> {
  const making = stopwatch();
  const keys = await madeElsewhere(fileURLToPath(import.meta.url), [`--lines=${lines}`, `--make=${dir}`]);
  const made = making().wall;
  const before = bytesOn(dir);
  const vault = Vault.open(dir, keys, { write: true, leaveIndex: true });
  const stop = stopwatch();
  const done = vault.rebuildIndex();
  const took = stop();
  const peak = process.resourceUsage().maxRSS / 1_024;
  const count = (table: string) => Number(vault.inside.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  const about = {
    lines: done,
    sources: count("source"),
    "claims and acts": count("claim") + count("act"),
    "passages to be found": count("passage"),
    "written in, s": Math.round(made),
    "record before, MiB": Math.round(before / 2 ** 20),
  };
  vault.close();
  report(
    "rebuild",
    [
      {
        what: "replayed into an index from nothing",
        ours: done / took.wall,
        byProcessor: done / took.processor,
        unit: "lines/s",
        bar: 10_000_000 / (15 * 60),
        better: "more",
      },
      { what: "which took", ours: took.wall, byProcessor: took.processor, unit: "s", better: "less" },
      { what: "peak memory", ours: peak, unit: "MiB", bar: 3_072, better: "less" },
    ],
    { json: values.json, about: { ...about, "record after, MiB": Math.round(bytesOn(dir) / 2 ** 20) } },
  );
}

function measure(name: string, proposals: Iterable<Proposal>) {
  const vault = newVault(join(directory, name)).open({ write: true });
  let first = 0;
  for (const commit of inCommitsOf(5_000, proposals)) {
    vault.append(commit);
    const stop = stopwatch();
    vault.project();
    first += stop().wall;
  }
  const before = fingerprints(vault);
  const stop = stopwatch();
  const done = vault.rebuildIndex();
  const took = stop();
  const after = fingerprints(vault);
  const differing = [...before]
    .filter(([table, fingerprint]) => after.get(table) !== fingerprint)
    .map(([table]) => table);
  if (differing.length > 0) console.error(`${name}: not the same after rebuilding: ${differing.join(", ")}`);
  const text = textBytes(vault);
  vault.close();
  return { ...took, lines: done, first, text, same: differing.length === 0 && before.size === after.size };
}

/** One hash for the rows of each table of the index, in the order of their keys; for the full text, what words find. */
function fingerprints(vault: Vault): Map<string, string> {
  const { db } = vault.inside;
  const tables = db
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'passage_text%' AND name NOT IN ('setting', 'notebook', 'record', 'line', 'pack', 'checkpoint', 'erased', 'todo', 'seen_path') ORDER BY name",
    )
    .pluck()
    .all() as string[];
  const found = new Map<string, string>();
  for (const table of tables) {
    const hash = createHash("sha256");
    for (const row of db.prepare(`SELECT * FROM ${table}`).raw().iterate()) hash.update(JSON.stringify(row));
    found.set(table, hash.digest("hex"));
  }
  const hash = createHash("sha256");
  const finds = db
    .prepare(
      "SELECT passage.record, passage.ordinal FROM passage_text JOIN passage ON passage.id = passage_text.rowid WHERE passage_text MATCH ? ORDER BY 1, 2",
    )
    .raw();
  for (const [at, term] of (db.prepare("SELECT term FROM term ORDER BY term").pluck().all() as string[]).entries())
    if (at % 100 === 0) hash.update(JSON.stringify([term, finds.all(`"${term}"`)]));
  found.set("passage_text", hash.digest("hex"));
  return found;
}

function textBytes(vault: Vault): number {
  const texts = vault.view.texts();
  let sampled = 0;
  let bytes = 0;
  const all = Number(vault.inside.db.prepare("SELECT count(*) FROM passage").pluck().get());
  const records = vault.inside.db
    .prepare(
      "SELECT DISTINCT record.e FROM passage JOIN record ON record.id = passage.record WHERE passage.id % 50 = 0",
    )
    .pluck()
    .all() as string[];
  for (const record of records)
    for (const passage of vault.view.passagesOf(record)) {
      bytes += Buffer.byteLength(indexText(texts.of(passage)?.text ?? ""));
      sampled += 1;
    }
  return sampled === 0 ? 0 : (bytes / sampled) * all;
}

function* consents(count: number): Generator<Proposal> {
  const persons = Array.from({ length: 200 }, () => newId("per"));
  for (let i = 0; i < count; i++)
    yield propose("consent.given", newId("con"), {
      person: persons[i % persons.length] ?? "",
      purposes: ["criminal-investigation"],
      recipients: ["any"],
      onward: "no",
      conditions: [],
      how: "on paper, before two colleagues",
    });
}
