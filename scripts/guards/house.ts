/** The repository as the guards see it: the text of every file, and what each package says of itself. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Manifest {
  readonly name?: string;
  readonly exports?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

export interface House {
  /** Path from the root, with `/`, to text. Files that are no text are left out. */
  readonly files: ReadonlyMap<string, string>;
  /** Folder name under `packages/` to its package.json. */
  readonly packages: ReadonlyMap<string, Manifest>;
  readonly root: Manifest;
}

/** One thing wrong, in one line. */
export interface Finding {
  readonly guard: string;
  /** `path` or `path:line`. */
  readonly where: string;
  readonly words: string;
}

/** Everything git has or would take: what is committed, and what is about to be. */
export function readHouse(root: string): House {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  const files = new Map<string, string>();
  for (const path of new Set(listed.toString("utf8").split("\0"))) {
    if (path === "") continue;
    const text = textOf(join(root, path));
    if (text !== undefined) files.set(path, text);
  }
  return houseOf(files);
}

/** For tests too: a house made of a handful of files. */
export function houseOf(files: ReadonlyMap<string, string>): House {
  const packages = new Map<string, Manifest>();
  for (const [path, text] of files) {
    const folder = /^packages\/([^/]+)\/package\.json$/.exec(path)?.[1];
    if (folder !== undefined) packages.set(folder, JSON.parse(text) as Manifest);
  }
  return { files, packages, root: JSON.parse(files.get("package.json") ?? "{}") as Manifest };
}

/** Undefined where the file is gone or is no text. */
function textOf(path: string): string | undefined {
  try {
    const bytes = readFileSync(path);
    return bytes.includes(0) ? undefined : bytes.toString("utf8");
  } catch {
    return undefined;
  }
}

/** The package a path lies in: `vault` for `packages/vault/src/…`. */
export function packageOf(path: string): string | undefined {
  return /^packages\/([^/]+)\/src\//.exec(path)?.[1];
}

/** Tests, what only tests use, makers of tables, and everything that is no package: these may import more. */
export function isTest(path: string): boolean {
  return (
    packageOf(path) === undefined || /\.(test|testkit|testing)\.ts$|\/testing(\.ts$|\/)|\/make-[a-z]+\.ts$/.test(path)
  );
}

/** TypeScript of the packages, with whether it is a test. */
export function* sources(
  house: House,
): Generator<{ readonly path: string; readonly text: string; readonly home: string; readonly test: boolean }> {
  for (const [path, text] of house.files) {
    const home = packageOf(path);
    if (home !== undefined && path.endsWith(".ts")) yield { path, text, home, test: isTest(path) };
  }
}
