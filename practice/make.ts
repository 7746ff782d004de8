/**
 * Writes the practice archive: node practice/make.ts OUT [--seed N] [--size slice|S|M]
 * OUT must not exist or be empty. Files carry the time their story gives them. Exit: 0 written · 1 failed · 2 used wrongly.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { makeArchive } from "./archive.ts";
import { grownArchive } from "./archive-grown.ts";
import { writeBulk } from "./bulk-files.ts";
import type { ArchiveFile } from "./material/file.ts";
import { tally } from "./tally.ts";
import { grownSizes } from "./world/world.ts";

export const defaultSeed = 1;

export interface Summary {
  readonly files: number;
  readonly bytes: number;
  /** SHA-256 over paths and contents: two archives of one seed agree. */
  readonly sha256: string;
  /** Files and bytes of each folder of the first level. */
  readonly folders: ReadonlyMap<string, { readonly files: number; readonly bytes: number }>;
}

/** Writes every file below `out` as it comes; none is held. */
export async function writeArchive(
  out: string,
  files: Iterable<ArchiveFile> | AsyncIterable<ArchiveFile>,
): Promise<Summary> {
  const all = createHash("sha256");
  const folders = new Map<string, { files: number; bytes: number }>();
  for await (const file of files) {
    const path = join(out, file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.bytes, { flag: "wx" });
    utimesSync(path, new Date(file.modified), new Date(file.modified));
    all.update(`${file.path}\n${file.bytes.length}\n`).update(file.bytes);
    const name = file.path.slice(0, file.path.indexOf("/"));
    const folder = folders.get(name) ?? { files: 0, bytes: 0 };
    folders.set(name, { files: folder.files + 1, bytes: folder.bytes + file.bytes.length });
  }
  const sum = (part: "files" | "bytes"): number => [...folders.values()].reduce((total, each) => total + each[part], 0);
  return { files: sum("files"), bytes: sum("bytes"), sha256: all.digest("hex"), folders };
}

/** What each size writes, and what it tells about itself beside files and bytes. */
const makers = {
  async slice(out, seed) {
    return { summary: await writeArchive(out, (await makeArchive(seed)).files), told: [] };
  },
  async S(out, seed) {
    const { world, files } = grownArchive(seed, grownSizes.S);
    return { summary: await writeArchive(out, files), told: tally(world) };
  },
  async M(out, seed) {
    return { summary: writeBulk(out, seed), told: [] };
  },
} as const satisfies Record<
  string,
  (out: string, seed: number) => Promise<{ readonly summary: Summary; readonly told: readonly string[] }>
>;

async function main(argv: readonly string[]): Promise<number> {
  const usage = `use: node practice/make.ts OUT [--seed N] [--size ${Object.keys(makers).join("|")}]`;
  let given: ReturnType<typeof read>;
  try {
    given = read(argv);
  } catch {
    console.error(usage);
    return 2;
  }
  const [out, ...more] = given.positionals;
  const { seed, size } = given.values;
  if (out === undefined || more.length > 0 || !/^\d{1,9}$/.test(seed) || !isSize(size)) {
    console.error(usage);
    return 2;
  }
  mkdirSync(out, { recursive: true });
  if (readdirSync(out).length > 0) {
    console.error("the folder is not empty: name a new one");
    return 2;
  }
  const began = performance.now();
  const { summary, told } = await makers[size](out, Number(seed));
  console.log(`practice archive (every person, place and group is invented), seed ${seed}, size ${size}`);
  for (const [folder, { files, bytes }] of [...summary.folders].sort(([a], [b]) => (a < b ? -1 : 1)))
    console.log(`  ${folder.padEnd(15)} ${String(files).padStart(4)} files  ${kib(bytes)}`);
  console.log(
    `  ${"in all".padEnd(15)} ${String(summary.files).padStart(4)} files  ${kib(summary.bytes)}  in ${((performance.now() - began) / 1000).toFixed(1)} s`,
  );
  for (const line of told) console.log(`  ${line}`);
  console.log(`  sha256 ${summary.sha256}`);
  return 0;
}

function read(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { seed: { type: "string", default: String(defaultSeed) }, size: { type: "string", default: "slice" } },
  });
}

const isSize = (text: string): text is keyof typeof makers => Object.hasOwn(makers, text);
const kib = (bytes: number): string => `${String(Math.ceil(bytes / 1024)).padStart(6)} KiB`;

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
