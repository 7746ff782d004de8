/**
 * How long it takes to check a whole vault against what its device signed, beside the least any check must do: hash the
 * same bytes and build their RFC 6962 tree. Ours includes reading the encrypted database, unpacking, the canonical form of
 * every line and the roots of all checkpoints. Peak memory is of the whole process.
 *
 *   node bench/verify.ts [--lines 1000000] [--commit 2000] [--rounds 2] [--json]
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Frontier, sha256 } from "@amana/format";
import { Vault } from "@amana/vault";
import { verifyNotebook } from "@amana/verify";
import { report, stopwatch, type Took, wholeNumber } from "./lib/measure.ts";
import { archive, handOver, inCommitsOf, isMaker, madeElsewhere, newVault, throwAway } from "./lib/vaults.ts";

const { values } = parseArgs({
  options: {
    lines: { type: "string", default: "1000000" },
    commit: { type: "string", default: "2000" },
    rounds: { type: "string", default: "2" },
    make: { type: "string", default: "" },
    json: { type: "boolean", default: false },
  },
});
const lines = wholeNumber("lines", values.lines);
const commit = wholeNumber("commit", values.commit);
const rounds = wholeNumber("rounds", values.rounds);

if (isMaker()) {
  const bench = newVault(values.make);
  const writing = bench.open({ write: true, leaveIndex: true });
  const shape = { passagesPerLayer: 3, wordsPerPassage: 25, dossier: true, seed: 5 };
  for (const proposals of inCommitsOf(
    commit,
    archive(shape, (made) => made.lines >= lines),
  ))
    writing.append(proposals);
  writing.close();
  await handOver(bench.keys);
}
const directory = join(throwAway("verify"), "vault");
const keys = await madeElsewhere(fileURLToPath(import.meta.url), [
  `--lines=${values.lines}`,
  `--commit=${values.commit}`,
  `--make=${directory}`,
]);
const vault = Vault.open(directory, keys);
const made = process.memoryUsage.rss();
const name = vault.view.notebooks()[0]?.name ?? "";
const reader = vault.view.notebookReader(name);
if (reader === undefined) throw new Error("the notebook just written is not there");

// The bare work is done piece by piece over the bytes in memory, so that a million lines need not be held at once.
const PIECE = 2_000;
let bytes = 0;
const bare: Took[] = [];
const ours: Took[] = [];
let peak = 0;
for (let round = 0; round < rounds; round++) {
  bare.push(bareHashing());
  const stop = stopwatch();
  let failed = 0;
  for (const check of verifyNotebook(reader)) if (!check.ok) failed += 1;
  ours.push(stop());
  if (failed > 0) throw new Error(`${failed} checks failed on a vault nobody touched`);
  peak = Math.max(peak, process.memoryUsage.rss());
}
vault.close();

const best = (took: readonly Took[], of: keyof Took) => Math.min(...took.map((each) => each[of]));
report(
  "verify",
  [
    {
      what: "checked, by processor time",
      ours: best(ours, "processor") / best(bare, "processor"),
      unit: "× bare hashing",
      comparison: { name: "bare RFC 6962 hashing", figure: 1 },
      bar: 2,
      better: "less",
    },
    {
      what: "checked, on the clock",
      ours: best(ours, "wall") / best(bare, "wall"),
      unit: "× bare hashing",
      better: "less",
    },
    {
      what: "lines a second",
      ours: reader.size / best(ours, "wall"),
      byProcessor: reader.size / best(ours, "processor"),
      unit: "lines/s",
      comparison: { name: "bare", figure: reader.size / best(bare, "wall") },
      better: "more",
    },
    { what: "peak memory while checking", ours: peak / 2 ** 20, unit: "MiB", bar: 300, better: "less" },
  ],
  {
    json: values.json,
    about: {
      lines: reader.size,
      "bytes a line": Math.round(bytes / reader.size),
      commit,
      rounds,
      "memory before, MiB": Math.round(made / 2 ** 20),
    },
  },
);

function bareHashing(): Took {
  const frontier = new Frontier();
  let wall = 0;
  let processor = 0;
  let piece: Uint8Array[] = [];
  bytes = 0;
  const hash = () => {
    const stop = stopwatch();
    for (const line of piece) frontier.append(sha256(line));
    const took = stop();
    wall += took.wall;
    processor += took.processor;
    piece = [];
  };
  for (const { text, ends } of reader?.runs() ?? [])
    for (let at = 0, start = 0; at < ends.length; at++) {
      const line = text.subarray(start, ends[at]);
      bytes += line.length;
      piece.push(line);
      if (piece.length === PIECE) hash();
      start += line.length + 1;
    }
  hash();
  return { wall, processor };
}
