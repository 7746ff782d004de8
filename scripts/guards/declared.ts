/** Every import from outside is named in the importing package's package.json, and everything named there is imported. */
import { isBuiltin } from "node:module";
import { type Finding, type House, isTest, type Manifest, packageOf, sources } from "./house.ts";
import { importsOf, isRelative, packageName } from "./imports.ts";

/** Named by a program that is started, not by an import. */
const ranNotImported = ["@biomejs/biome", "@types/node", "typescript", "esbuild"];

export function declared(house: House): readonly Finding[] {
  const findings: Finding[] = [];
  const usedBy = new Map<string, { readonly code: Set<string>; readonly tests: Set<string> }>();
  for (const { path, text, home, test } of [...sources(house), ...outside(house)]) {
    const manifest = manifestOf(house, home);
    const used = usedBy.get(home) ?? { code: new Set(), tests: new Set() };
    usedBy.set(home, used);
    for (const { specifier, line } of importsOf(text)) {
      if (isRelative(specifier) || specifier.startsWith("node:") || isBuiltin(specifier)) {
        if (!test && isBuiltin(specifier) && !specifier.startsWith("node:"))
          findings.push({ guard: "declared", where: `${path}:${line}`, words: `write node:${specifier}` });
        continue;
      }
      if (specifier.startsWith("/")) {
        findings.push({ guard: "declared", where: `${path}:${line}`, words: "imports by absolute path" });
        continue;
      }
      const name = packageName(specifier.replaceAll(/\$\{[^}]*\}/g, "*"));
      used[test ? "tests" : "code"].add(name);
      if (mayUse(house, manifest, name, test)) continue;
      findings.push({
        guard: "declared",
        where: `${path}:${line}`,
        words: `${name} is not in ${manifestPath(home)}${test ? "" : " under dependencies"}`,
      });
    }
  }
  for (const home of ["", ...house.packages.keys()])
    findings.push(...idle(house, home, usedBy.get(home) ?? { code: new Set(), tests: new Set() }));
  return findings;
}

/** Scripts, benchmarks and tests outside the packages belong to the root. */
function* outside(house: House) {
  // The samples of the guards' own test are wrong on purpose.
  for (const [path, text] of house.files)
    if (packageOf(path) === undefined && path.endsWith(".ts") && path !== "scripts/guards/guards.test.ts")
      yield { path, text, home: "", test: isTest(path) };
}

const manifestOf = (house: House, home: string): Manifest =>
  home === "" ? house.root : (house.packages.get(home) ?? {});
const manifestPath = (home: string) => (home === "" ? "package.json" : `packages/${home}/package.json`);

function mayUse(house: House, manifest: Manifest, name: string, test: boolean): boolean {
  if (covers(manifest.dependencies, name) || manifest.name === name) return true;
  // Types of a library that ships none are named @types/….
  if (covers(manifest.devDependencies, `@types/${name}`)) return true;
  if (!test) return false;
  // Tests, benchmarks and builders run only where the whole house stands: what any room declares is there.
  const rooms = [house.root, ...house.packages.values()];
  return rooms.some(
    (each) => each.name === name || covers(each.dependencies, name) || covers(each.devDependencies, name),
  );
}

/** `name` may end in `*`, where code fills in the rest. */
function covers(list: Readonly<Record<string, string>> | undefined, name: string): boolean {
  return Object.keys(list ?? {}).some((each) => matches(each, name));
}

function matches(dependency: string, name: string): boolean {
  return name.endsWith("*") ? dependency.startsWith(name.slice(0, -1)) : dependency === name;
}

function idle(
  house: House,
  home: string,
  used: { readonly code: ReadonlySet<string>; readonly tests: ReadonlySet<string> },
): readonly Finding[] {
  const manifest = manifestOf(house, home);
  const findings: Finding[] = [];
  const some = (names: ReadonlySet<string>, dependency: string) =>
    [...names].some((name) => matches(dependency, name) || dependency === `@types/${name}`);
  for (const dependency of Object.keys(manifest.dependencies ?? {})) {
    if (some(used.code, dependency)) continue;
    const words = some(used.tests, dependency)
      ? "is used by tests only: move it to devDependencies"
      : "is imported nowhere";
    findings.push({ guard: "declared", where: manifestPath(home), words: `${dependency} ${words}` });
  }
  for (const dependency of Object.keys(manifest.devDependencies ?? {})) {
    if (ranNotImported.includes(dependency) || some(used.code, dependency) || some(used.tests, dependency)) continue;
    if (home !== "" || !spokenOf(house, dependency))
      findings.push({ guard: "declared", where: manifestPath(home), words: `${dependency} is imported nowhere` });
  }
  return findings;
}

/** Whether any file of the house names it as text: the root's tools serve every room, and some are found by a computed path. */
function spokenOf(house: House, dependency: string): boolean {
  const literal = [`"${dependency}"`, `"${dependency}/`];
  return [...house.files].some(([path, text]) => path.endsWith(".ts") && literal.some((each) => text.includes(each)));
}
