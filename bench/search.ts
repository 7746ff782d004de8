/**
 * How long a search takes, from the line a person types to hits with their snippets, over archives of three sizes. The
 * queries are drawn from the archive itself: rare and common words, phrases, prefixes, names by sound, filters, exclusions,
 * in Arabic, English and Sorani, and words nobody wrote. Where recoll is installed, the same texts are written out as one
 * file a passage, indexed by recollindex, and the plain queries are asked of recollq too: a process for each, as it is used.
 *
 *   node bench/search.ts [--passages 4383,100000,1000000] [--queries 60] [--recoll 100000] [--json]
 *
 * `--recoll N`: archives up to N passages are also given to recoll (0: none).
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { search } from "@amana/casework";
import type { Vault, VaultView } from "@amana/vault";
import { percentile, type Row, report, stopwatch, wholeNumber } from "./lib/measure.ts";
import { names, numbers } from "./lib/texts.ts";
import { archive, inCommitsOf, newVault, throwAway } from "./lib/vaults.ts";

const { values } = parseArgs({
  options: {
    passages: { type: "string", default: "4383,100000,1000000" },
    queries: { type: "string", default: "60" },
    recoll: { type: "string", default: "100000" },
    json: { type: "boolean", default: false },
    details: { type: "boolean", default: false },
  },
});
const sizes = values.passages.split(",").map((size) => wholeNumber("passages", size));
const each = wholeNumber("queries", values.queries);
const recollUpTo = values.recoll === "0" ? 0 : wholeNumber("recoll", values.recoll);
const recoll = spawnSync("recollindex", ["-h"], { stdio: "ignore" }).error === undefined;

const directory = throwAway("search");
const rows: Row[] = [];
for (const size of sizes) rows.push(...searched(size));
report("search", rows, {
  json: values.json,
  about: { sizes: sizes.join(" "), queries: each, recoll: recoll ? "installed" : "not installed" },
});

/** Milliseconds that a search over so many passages may take, in 19 of 20 cases. */
function barFor(passages: number): number {
  return passages <= 10_000 ? 20 : passages <= 100_000 ? 50 : 100;
}

function searched(size: number): Row[] {
  const bench = newVault(join(directory, String(size)));
  build(bench.open({ write: true }), size);
  const vault = bench.open();
  const { view } = vault;
  const texts = sample(view, 4_000);
  const asked = queries(view, texts);
  // One search first: the first of a process also opens files and compiles code.
  search(view, "warm", { limit: 20 });
  const told: Row[] = [];
  const all: number[] = [];
  const processor: number[] = [];
  const kinds = new Map<string, { readonly wall: number[]; readonly processor: number[] }>();
  const pages: number[] = [];
  for (const { kind, line } of asked) {
    const stop = stopwatch();
    const found = search(view, line, { limit: 20 });
    const took = stop();
    if (!found.ok) throw new Error(`${kind}: ${found.error.type}`);
    all.push(took.wall * 1_000);
    processor.push(took.processor * 1_000);
    const ofKind = kinds.get(kind) ?? { wall: [], processor: [] };
    ofKind.wall.push(took.wall * 1_000);
    ofKind.processor.push(took.processor * 1_000);
    kinds.set(kind, ofKind);
    if (!found.value.ranked) pages.push(took.wall * 1_000);
    if (values.details && took.processor > barFor(size) / 4_000)
      console.error(
        size,
        kind,
        line,
        (took.wall * 1_000).toFixed(1),
        (took.processor * 1_000).toFixed(1),
        found.value.hits.length,
        found.value.ranked,
      );
  }
  const passages = size.toLocaleString("en-GB");
  const external = recoll && size <= recollUpTo ? recollP95(view, size, asked) : undefined;
  told.push({
    what: `${passages} passages, p95 of ${all.length}`,
    ours: percentile(all, 0.95),
    byProcessor: percentile(processor, 0.95),
    unit: "ms",
    bar: barFor(size),
    better: "less",
    ...(external !== undefined && { comparison: { name: "recollq, plain words, p95", figure: external } }),
  });
  told.push({
    what: `${passages} passages, median`,
    ours: percentile(all, 0.5),
    byProcessor: percentile(processor, 0.5),
    unit: "ms",
    better: "less",
  });
  if (pages.length > 0)
    told.push({
      what: `${passages} passages, unranked page, median of ${pages.length}`,
      ours: percentile(pages, 0.5),
      unit: "ms",
      better: "less",
    });
  for (const [kind, took] of kinds)
    told.push({
      what: `  ${kind}, p95 of ${took.wall.length}`,
      ours: percentile(took.wall, 0.95),
      byProcessor: percentile(took.processor, 0.95),
      unit: "ms",
      better: "less",
    });
  vault.close();
  return told;
}

function build(vault: Vault, passages: number): void {
  const perLayer = passages <= 10_000 ? 1 : 20;
  const shape = { passagesPerLayer: perLayer, wordsPerPassage: 30, dossier: passages <= 10_000, seed: passages };
  for (const commit of inCommitsOf(
    500,
    archive(shape, (made) => made.passages >= passages),
  ))
    vault.append(commit);
  vault.project();
  vault.close();
}

/** Texts of passages all over the archive, for queries that have hits. */
function sample(view: VaultView, count: number): string[] {
  const found: string[] = [];
  const ids = [...view.sources()].map(({ id }) => id);
  const step = Math.max(1, Math.floor(ids.length / count));
  const texts = view.texts();
  for (let at = 0; at < ids.length; at += step) {
    const layer = view.layersOf(ids[at] ?? "")[0];
    const passage = layer && view.passagesOf(layer.id)[0];
    const text = passage && texts.of(passage)?.text;
    if (text !== undefined) found.push(text);
  }
  return found;
}

interface Query {
  readonly kind: string;
  readonly line: string;
}

function queries(view: VaultView, texts: readonly string[]): Query[] {
  const random = numbers(7);
  const one = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const counts = new Map<string, number>();
  for (const text of texts) for (const word of new Set(words(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  const bySharing = [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word);
  const common = bySharing.slice(0, 40);
  const middling = bySharing.slice(100, 600);
  const rare = bySharing.slice(Math.floor(bySharing.length / 2));
  const persons = [...view.persons()].map(({ id }) => id);
  const phrase = (length: number) => {
    const all = words(one(texts));
    const at = Math.floor(random() * Math.max(1, all.length - length));
    return all.slice(at, at + length).join(" ");
  };
  const kinds: Readonly<Record<string, () => string>> = {
    "rare word": () => one(rare),
    "middling word": () => one(middling),
    "common word": () => one(common),
    "two words": () => `${one(middling)} ${one(middling)}`,
    "common and rare": () => `${one(common)} ${one(rare)}`,
    phrase: () => `"${phrase(3)}"`,
    prefix: () => `${one(middling).slice(0, 3)}*`,
    "name by sound": () => (random() < 0.5 ? one(names) : `~${one(names)}`),
    "two names": () => `${one(names)} ${one(names)}`,
    "common, narrow filter": () => `${one(common)} label:urgent date:2015-06`,
    "common, wide filter": () => `${one(common)} type:pdf`,
    "common, from a person": () => `${one(common)} from:${one(names)}`,
    "filter alone": () => `date:2016-0${1 + Math.floor(random() * 9)} lang:ckb`,
    "this or that": () => `${one(middling)} OR ${one(rare)} OR ${one(common)}`,
    exclusion: () => `${one(middling)} -${one(common)}`,
    near: () => `${one(common)} NEAR/5 ${one(middling)}`,
    "no hit": () => `qzx${Math.floor(random() * 1e9).toString(36)}`,
    ...(persons.length > 0 && { "facts of a person": () => `${one(common)} person:${one(persons)}` }),
  };
  return Object.entries(kinds).flatMap(([kind, make]) =>
    Array.from({ length: Math.max(1, Math.round(each / 6)) }, () => ({ kind, line: make() })),
  );
}

function words(text: string): string[] {
  return text.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word.length > 1 && !/^\d+$/.test(word));
}

/** The same passages as files; only queries that recoll understands: words side by side and phrases. */
function recollP95(view: VaultView, size: number, asked: readonly Query[]): number {
  const top = join(directory, `recoll-${size}`);
  const files = join(top, "files");
  mkdirSync(files, { recursive: true });
  const texts = view.texts();
  let n = 0;
  for (const source of view.sources())
    for (const layer of view.layersOf(source.id))
      for (const passage of view.passagesOf(layer.id)) {
        const shelf = join(files, String(n % 256));
        if (n < 256) mkdirSync(shelf);
        writeFileSync(join(shelf, `${n}.txt`), texts.of(passage)?.text ?? "");
        n += 1;
      }
  const config = join(top, "config");
  mkdirSync(config);
  writeFileSync(join(config, "recoll.conf"), `topdirs = ${files}\nidxflushmb = 200\nloglevel = 1\n`);
  const environment = { ...process.env, RECOLL_CONFDIR: config, LANG: "C.UTF-8", LC_ALL: "C.UTF-8" };
  execFileSync("recollindex", ["-c", config], { env: environment, stdio: "ignore" });
  const plain = asked.filter(({ kind }) =>
    ["rare word", "middling word", "common word", "two words", "common and rare", "phrase", "no hit"].includes(kind),
  );
  const took = plain.map(({ line }) => {
    const stop = stopwatch();
    execFileSync("recollq", ["-c", config, "-n", "20", "-A", line], {
      env: environment,
      stdio: ["ignore", "pipe", "ignore"],
      maxBuffer: 2 ** 28,
    });
    return stop().wall * 1_000;
  });
  return percentile(took, 0.95);
}
