/** Who may import whom. The table is the architecture; ARCHITECTURE.md tells what each row proves. */
import { type Finding, type House, isTest, packageOf, sources } from "./house.ts";
import { importsOf, isRelative, packageName, target } from "./imports.ts";

/** Packages of this house that a package may import, besides what it imports from outside. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  format: [],
  record: ["format"],
  vault: ["format", "record"],
  intake: ["format", "record", "vault"],
  casework: ["format", "record", "vault"],
  handover: ["format", "record", "vault", "casework"],
  verify: ["format"],
  cli: ["format", "record", "vault", "intake", "casework", "handover", "verify"],
};

/** Doors that are narrower than the package behind them: who may import these, tests aside. */
export const doors: Readonly<Record<string, readonly string[]>> = {
  // Only the vault opens what was sealed.
  "@amana/format/open": ["vault"],
  "@amana/format/seal": ["vault", "handover"],
  // Only the vault has a database.
  "better-sqlite3-multiple-ciphers": ["vault"],
  "better-sqlite3": ["vault"],
  "node:sqlite": [],
};

/** Packages that see the vault as types only: they ask and answer, and cannot write. */
const looksOnly = ["casework"];

export function directions(house: House): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { path, text, home, test } of sources(house)) {
    const allowed = mayImport[home];
    if (allowed === undefined)
      findings.push({
        guard: "directions",
        where: path,
        words: `package ${home} has no row in scripts/guards/directions.ts`,
      });
    for (const { specifier, line, typeOnly } of importsOf(text)) {
      const wrong = isRelative(specifier)
        ? strayed(path, specifier, test)
        : named(house, home, allowed ?? [], specifier, test, typeOnly);
      if (wrong !== undefined) findings.push({ guard: "directions", where: `${path}:${line}`, words: wrong });
    }
  }
  return findings;
}

function strayed(path: string, specifier: string, test: boolean): string | undefined {
  const to = target(path, specifier);
  if (!to.endsWith(".ts")) return undefined;
  // The walls are for what ships: a test may look behind any of them.
  if (test) return undefined;
  if (isTest(to)) return `${specifier} is for tests only`;
  if (packageOf(to) === packageOf(path)) return undefined;
  return `${specifier} reaches into another package; import its name`;
}

function named(
  house: House,
  home: string,
  allowed: readonly string[],
  specifier: string,
  test: boolean,
  typeOnly: boolean,
): string | undefined {
  const name = packageName(specifier);
  if (name.startsWith("@amana/")) {
    const folder = name.slice("@amana/".length);
    const door = specifier === name ? "." : `.${specifier.slice(name.length)}`;
    if (!Object.hasOwn(house.packages.get(folder)?.exports ?? {}, door)) return `${specifier} is no door of ${name}`;
    if (test) return undefined;
    if (folder !== home && !allowed.includes(folder)) return `${home} may not import ${folder}`;
    if (folder === "vault" && looksOnly.includes(home) && !typeOnly) return `${home} sees the vault as types only`;
  }
  const keepers = doors[specifier] ?? doors[name];
  if (!test && keepers !== undefined && !keepers.includes(home))
    return `${specifier} is for ${keepers.join(", ") || "nobody"} only`;
  return undefined;
}
