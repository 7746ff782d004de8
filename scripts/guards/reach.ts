/**
 * Bundles an entry with everything behind it, libraries included, and looks at what came along. Imports can hide behind other
 * imports; a bundle cannot. Threads and processes named by `new URL("….ts", import.meta.url)` are followed as well.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { build } from "esbuild";
import type { Finding } from "./house.ts";

export interface Claim {
  readonly entry: string;
  /** What the claim says, for the finding. */
  readonly says: string;
  /** Paths (from the root) that must not be among the files. */
  readonly files: RegExp;
  /** Words that must not stand in any of our files among them. */
  readonly words?: RegExp;
  /** What of Node it may use; anything where absent. */
  readonly builtins?: RegExp;
}

export const claims: readonly Claim[] = [
  {
    entry: "packages/format/src/seal/index.ts",
    says: "what seals cannot open (BL-9)",
    files: /^packages\/format\/src\/open\/|node_modules\/age-encryption\//,
    words: /createDecipheriv|decapsulate|createDecipher\b/,
    builtins: /^node:crypto$/,
  },
  {
    entry: "packages/format/src/index.ts",
    says: "the format reads no file, no clock, no network, and opens nothing",
    files: /^packages\/(?!format\/)|^packages\/format\/src\/(open|seal)\//,
    builtins: /^node:crypto$/,
  },
  {
    entry: "packages/verify/src/index.ts",
    says: "the verifier is the format and itself; it holds no key and no database",
    files: /^packages\/(?!format\/|verify\/)|^packages\/format\/src\/(open|seal)\/|sqlite/,
    words: /createDecipheriv|decapsulate/,
    builtins: /^node:(buffer|crypto|fs|path)$/,
  },
  {
    entry: "packages/record/src/index.ts",
    says: "the meaning of evidence has no I/O",
    files: /^packages\/(?!format\/|record\/)|^packages\/format\/src\/(open|seal)\//,
    builtins: /^node:crypto$/,
  },
];

export async function reach(root: string, claim: Claim): Promise<readonly Finding[]> {
  const { files, builtins } = await behind(root, claim.entry);
  const add = (words: string): Finding => ({
    guard: "reach",
    where: claim.entry,
    words: `${claim.says}; yet it reaches ${words}`,
  });
  const findings = files.filter((file) => claim.files.test(file)).map(add);
  if (claim.words !== undefined)
    for (const file of files) {
      if (file.includes("node_modules/")) continue;
      const word = claim.words.exec(readFileSync(resolve(root, file), "utf8"))?.[0];
      if (word !== undefined) findings.push(add(`${word} in ${file}`));
    }
  if (claim.builtins !== undefined)
    for (const name of builtins) if (!claim.builtins.test(name)) findings.push(add(name));
  return findings;
}

async function behind(
  root: string,
  entry: string,
): Promise<{ readonly files: readonly string[]; readonly builtins: readonly string[] }> {
  const files = new Set<string>();
  const builtins = new Set<string>();
  const waiting = [resolve(root, entry)];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { metafile } = await build({
      entryPoints: [next],
      absWorkingDir: root,
      bundle: true,
      metafile: true,
      write: false,
      platform: "node",
      format: "esm",
      logLevel: "silent",
      // Before unused code is shaken off: what a file could reach counts, not what happened to be kept.
      treeShaking: false,
    });
    for (const [file, { imports }] of Object.entries(metafile.inputs)) {
      const path = relative(root, resolve(root, file)).split(sep).join("/");
      if (files.has(path)) continue;
      files.add(path);
      for (const { path: name, external } of imports)
        if (external === true) builtins.add(name.startsWith("node:") ? name : `node:${name}`);
      if (path.includes("node_modules/")) continue;
      for (const [, other = ""] of readFileSync(resolve(root, path), "utf8").matchAll(
        /new URL\(\s*"(\.[^"\n]*\.ts)",\s*import\.meta\.url/g,
      )) {
        const started = resolve(root, dirname(path), other);
        if (existsSync(started)) waiting.push(started);
      }
    }
  }
  return { files: [...files], builtins: [...builtins] };
}
