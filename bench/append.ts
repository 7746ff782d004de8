/**
 * How fast records are kept — encrypted, signed, synced — and what they weigh on the disk. A record is a note of `--bytes` of
 * text. "One by one" is a commit and a signed checkpoint each; "in bulk" is `--commit` lines a commit. The index follows in
 * its own transactions and is counted beside it. The comparison is Martus' core, measured with the same length of text:
 * 20 records a second, 17.7 KiB on disk beyond the text of each.
 *
 *   node bench/append.ts [--one 10000] [--bulk 50000] [--commit 1000] [--bytes 1900] [--json]
 */
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Proposal } from "@amana/record";
import { type Row, report, stopwatch, wholeNumber } from "./lib/measure.ts";
import { bytesOn, inCommitsOf, newVault, notes, throwAway } from "./lib/vaults.ts";

const { values } = parseArgs({
  options: {
    one: { type: "string", default: "10000" },
    bulk: { type: "string", default: "50000" },
    commit: { type: "string", default: "1000" },
    bytes: { type: "string", default: "1900" },
    json: { type: "boolean", default: false },
  },
});
const one = wholeNumber("one", values.one);
const bulk = wholeNumber("bulk", values.bulk);
const commit = wholeNumber("commit", values.commit);
const bytes = wholeNumber("bytes", values.bytes);
const martus = { perSecond: 20, overhead: 17.7 };

const directory = throwAway("append");
const oneByOne = measure("one", inCommitsOf(1, [...notes(one, bytes)]), one);
const inBulk = measure("bulk", inCommitsOf(commit, [...notes(bulk, bytes, 2)]), bulk);

const disk = durableWrites();
const rows: Row[] = [
  {
    ...rate("kept one by one", oneByOne.append, 1_000),
    comparison: { name: "the disk alone: 32 KiB, synced", figure: disk },
  },
  rate("kept one by one, then indexed", oneByOne.both),
  rate("kept in bulk", inBulk.append, 20_000),
  rate("kept in bulk, then indexed", inBulk.both),
  weight("on disk beyond the text, one by one", oneByOne.overhead),
  weight("on disk beyond the text, in bulk", inBulk.overhead),
  { what: "of that, index and full text (bulk)", ours: inBulk.index, unit: "KiB a record", better: "less" },
];
report("append", rows, {
  json: values.json,
  about: { one, bulk, commit, bytes, "text bytes": Math.round(inBulk.text / bulk) },
});

/** How often a second this disk makes 32 KiB durable, some seven pages of the database, with SQLite's own call: no commit can be faster. */
function durableWrites(): number {
  const file = openSync(join(directory, "synced"), "w");
  const bytes = Buffer.alloc(32_768, 1);
  const times = Math.min(1_000, one);
  const stop = stopwatch();
  for (let i = 0; i < times; i++) {
    writeSync(file, bytes, 0, bytes.length, (i % 512) * bytes.length);
    fsyncSync(file);
  }
  const { wall } = stop();
  closeSync(file);
  return times / wall;
}

interface Measured {
  readonly append: { readonly wall: number; readonly processor: number };
  readonly both: { readonly wall: number; readonly processor: number };
  readonly overhead: number;
  readonly index: number;
  readonly text: number;
}

function measure(name: string, commits: Iterable<readonly Proposal[]>, count: number): Measured {
  const dir = join(directory, name);
  const vault = newVault(dir);
  const empty = bytesOn(dir);
  const prepared = [...commits];
  const text = prepared.flat().reduce((sum, { x }) => sum + Buffer.byteLength(String(x["text"])), 0);
  const writing = vault.open({ write: true });
  const stop = stopwatch();
  for (const proposals of prepared) writing.append(proposals);
  const append = stop();
  const heads = writing.view.counts().lines;
  if (heads < count) throw new Error("kept too little");
  // What the log alone weighs: the same vault closed before its index follows.
  writing.close();
  const log = bytesOn(dir);
  const again = vault.open({ write: true, leaveIndex: true });
  const stopIndex = stopwatch();
  again.project();
  const index = stopIndex();
  again.close();
  const full = bytesOn(dir);
  const per = (seconds: number) => count / seconds;
  return {
    append: { wall: per(append.wall), processor: per(append.processor) },
    both: { wall: per(append.wall + index.wall), processor: per(append.processor + index.processor) },
    overhead: (full - empty - text) / count / 1024,
    index: (full - log) / count / 1024,
    text,
  };
}

function rate(
  what: string,
  { wall, processor }: { readonly wall: number; readonly processor: number },
  bar?: number,
): Row {
  return {
    what,
    ours: wall,
    byProcessor: processor,
    unit: "records/s",
    comparison: { name: "Martus core", figure: martus.perSecond },
    ...(bar !== undefined && { bar }),
    better: "more",
  };
}

function weight(what: string, ours: number): Row {
  return {
    what,
    ours,
    unit: "KiB a record",
    comparison: { name: "Martus core", figure: martus.overhead },
    bar: 1,
    better: "less",
  };
}
