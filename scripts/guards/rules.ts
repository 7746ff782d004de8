/** Every rule of spec/ has a test that carries its id, and no id is cited that no page defines. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Finding, House } from "./house.ts";

const families = "LN|KD|NB|CP|PR|BL|AN|PK|VA";
const defined = new RegExp(`^- \\*\\*((?:${families})-\\d+)\\*\\*`, "gm");
const cited = new RegExp(`\\b((?:${families})-\\d+)\\b`, "g");
const inName = /\[([A-Z]{2}-\d+)\]/g;

export function rules(house: House, testNames: readonly string[]): readonly Finding[] {
  const findings: Finding[] = [];
  const add = (where: string, words: string) => findings.push({ guard: "rules", where, words });
  const pages = [...house.files].filter(([path]) => /^spec\/[^/]+\.md$/.test(path));
  const homeOf = new Map<string, string>();
  for (const [path, text] of pages)
    for (const [, rule = ""] of text.matchAll(defined)) {
      if (homeOf.has(rule)) add(path, `${rule} is defined in ${homeOf.get(rule)} as well`);
      homeOf.set(rule, path);
    }
  const tested = new Set(testNames.flatMap((name) => [...name.matchAll(inName)].map((match) => match[1] ?? "")));
  for (const [rule, page] of homeOf) if (!tested.has(rule)) add(page, `${rule} has no test whose name carries it`);
  for (const rule of tested)
    if (!homeOf.has(rule)) add("tests", `a test is named after ${rule}, which no page defines`);
  for (const [path, text] of house.files) {
    if (!/\.(ts|md|py|sh)$/.test(path) || path.startsWith("scripts/guards/")) continue;
    for (const [at, line] of text.split("\n").entries())
      for (const [, rule = ""] of line.matchAll(cited))
        if (!homeOf.has(rule)) add(`${path}:${at + 1}`, `${rule} is cited and no page defines it`);
  }
  return findings;
}

/** The names tests really have, templates filled in: the runner collects the files that name rules, and runs none of them. */
export function collectTestNames(root: string, house: House): readonly string[] {
  const files = [...house.files]
    .filter(([path, text]) => path.endsWith(".test.ts") && /["`]\[(?:[A-Z]{2}-\d|\$|%)/.test(text))
    .map(([path]) => path);
  const folder = mkdtempSync(join(tmpdir(), "amana-rules-"));
  const list = join(folder, "tests.json");
  try {
    execFileSync(
      process.execPath,
      ["node_modules/vitest/vitest.mjs", "list", "--no-static-parse", `--json=${list}`, ...files],
      { cwd: root, stdio: ["ignore", "ignore", "inherit"] },
    );
    return (JSON.parse(readFileSync(list, "utf8")) as { readonly name: string }[]).map(({ name }) => name);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
