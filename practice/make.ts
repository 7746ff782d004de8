/**
 * Writes the practice archive: node practice/make.ts OUT [--seed N] [--size slice]
 * OUT must not exist or be empty. Files carry the time their story gives them. Exit: 0 written · 1 failed · 2 used wrongly.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { type Archive, makeArchive } from "./archive.ts";
import { type Size, sizes } from "./world/world.ts";

export const defaultSeed = 1;

export interface Summary {
  readonly files: number;
  readonly bytes: number;
  /** SHA-256 over paths and contents: two archives of one seed agree. */
  readonly sha256: string;
}

/** Writes every file of the archive below `out`. */
export function writeArchive(out: string, { files }: Archive): Summary {
  const all = createHash("sha256");
  let bytes = 0;
  for (const file of files) {
    const path = join(out, file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.bytes, { flag: "wx" });
    utimesSync(path, new Date(file.modified), new Date(file.modified));
    bytes += file.bytes.length;
    all.update(`${file.path}\n${file.bytes.length}\n`).update(file.bytes);
  }
  return { files: files.length, bytes, sha256: all.digest("hex") };
}

async function main(argv: readonly string[]): Promise<number> {
  const usage = "use: node practice/make.ts OUT [--seed N] [--size slice]";
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
  const archive = await makeArchive(Number(seed), size);
  const summary = writeArchive(out, archive);
  console.log(`practice archive (every person, place and group is invented), seed ${seed}, size ${size}`);
  for (const [folder, files] of Map.groupBy(archive.files, ({ path }) => path.slice(0, path.indexOf("/"))))
    console.log(
      `  ${folder.padEnd(15)} ${String(files.length).padStart(3)} files  ${kib(files.reduce((sum, file) => sum + file.bytes.length, 0))}`,
    );
  console.log(
    `  ${"in all".padEnd(15)} ${String(summary.files).padStart(3)} files  ${kib(summary.bytes)}  in ${((performance.now() - began) / 1000).toFixed(1)} s`,
  );
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

const isSize = (text: string): text is Size => Object.hasOwn(sizes, text);
const kib = (bytes: number): string => `${String(Math.ceil(bytes / 1024)).padStart(6)} KiB`;

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
