/** Each guard finds a bad sample and leaves a good one alone: a guard that cannot fail guards nothing. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";
import { cycles } from "./cycles.ts";
import { declared } from "./declared.ts";
import { deeds } from "./deeds.ts";
import { directions } from "./directions.ts";
import { type Finding, houseOf } from "./house.ts";
import { importsOf } from "./imports.ts";
import { leaks } from "./leaks.ts";
import { links } from "./links.ts";
import { claims, reach } from "./reach.ts";
import { rules } from "./rules.ts";

const root = resolve(import.meta.dirname, "../..");
const manifest = (name: string, more: object = {}) =>
  JSON.stringify({
    name: `@amana/${name}`,
    exports: { ".": "./src/index.ts", "./open": "./src/open/index.ts" },
    ...more,
  });
const house = (files: Readonly<Record<string, string>>) => houseOf(new Map(Object.entries(files)));
const words = (findings: readonly Finding[]) => findings.map(({ where, words: each }) => `${where} ${each}`);

test("imports are read in every form the formatter writes, and not out of comments", () => {
  const found = importsOf(`/* import x from "in-comment"; */
// import y from "in-comment-too";
import a from "one";
import type { B } from "two";
import {
  c,
  type D,
} from "three";
import "four";
export { e } from "five";
export * from "six";
const f = await import("seven");
const g = require("eight/deep");
const h = createRequire(import.meta.url).resolve("nine");
const n = import.meta.resolve("thirteen");
const data = require.resolve(\`@ten/\${name}/package.json\`);
export const i = "eleven";
type J = import("twelve").J;
`);
  expect(found.map(({ specifier }) => specifier).sort()).toEqual(
    [
      "one",
      "two",
      "three",
      "four",
      "five",
      "six",
      "seven",
      "eight/deep",
      "nine",
      "@ten/$" + "{name}/package.json",
      "twelve",
      "thirteen",
    ].sort(),
  );
  expect(found.filter(({ typeOnly }) => typeOnly).map(({ specifier }) => specifier)).toEqual(["two"]);
  expect(found[2]).toMatchObject({ specifier: "three", line: 5 });
});

test("an import against the table is found: verify from vault, format from anyone", () => {
  const packages = Object.fromEntries(
    ["format", "vault", "verify", "casework"].map((name) => [`packages/${name}/package.json`, manifest(name)]),
  );
  const findings = words(
    directions(
      house({
        ...packages,
        "packages/verify/src/a.ts": 'import { Vault } from "@amana/vault";\n',
        "packages/verify/src/a.test.ts": 'import { Vault } from "@amana/vault";\n',
        "packages/format/src/b.ts": 'import type { V } from "@amana/vault";\n',
        "packages/vault/src/c.ts":
          'import { openBytes } from "@amana/format/open";\nimport { x } from "@amana/format/deep/inside";\n',
        "packages/casework/src/d.ts":
          'import { Vault } from "@amana/vault";\nimport type { VaultView } from "@amana/vault";\nimport { y } from "../../vault/src/y.ts";\n',
        "packages/casework/src/e.ts":
          'import { z } from "./e.testkit.ts";\nimport Database from "better-sqlite3-multiple-ciphers";\nimport { o } from "@amana/format/open";\n',
        "packages/shed/src/f.ts": "export {};\n",
      }),
    ),
  );
  expect(findings).toEqual([
    "packages/verify/src/a.ts:1 verify may not import vault",
    "packages/format/src/b.ts:1 format may not import vault",
    "packages/vault/src/c.ts:2 @amana/format/deep/inside is no door of @amana/format",
    "packages/casework/src/d.ts:1 casework sees the vault as types only",
    "packages/casework/src/d.ts:3 ../../vault/src/y.ts reaches into another package; import its name",
    "packages/casework/src/e.ts:1 ./e.testkit.ts is for tests only",
    "packages/casework/src/e.ts:2 better-sqlite3-multiple-ciphers is for vault only",
    "packages/casework/src/e.ts:3 @amana/format/open is for vault only",
    "packages/shed/src/f.ts package shed has no row in scripts/guards/directions.ts",
  ]);
});

test("an undeclared import and an idle declaration are found", () => {
  const findings = words(
    declared(
      house({
        "package.json": JSON.stringify({ devDependencies: { vitest: "1", typescript: "1", idle: "1" } }),
        "packages/a/package.json": manifest("a", {
          dependencies: { used: "1", "only-tests": "1", nobody: "1", "@data/ara": "1" },
          devDependencies: { "@types/typed": "1" },
        }),
        "packages/a/src/a.ts": `import "used/deep";\nimport "not-there";\nimport { x } from "typed";\nimport "fs";\nimport "node:fs";\nrequire.resolve(\`@data/\${language}/x\`);\n`,
        "packages/a/src/a.test.ts": 'import "only-tests";\nimport { test } from "vitest";\nimport "nowhere";\n',
      }),
    ),
  );
  expect(findings).toEqual([
    "packages/a/src/a.ts:2 not-there is not in packages/a/package.json under dependencies",
    "packages/a/src/a.ts:4 write node:fs",
    "packages/a/src/a.test.ts:3 nowhere is not in packages/a/package.json",
    "package.json idle is imported nowhere",
    "packages/a/package.json only-tests is used by tests only: move it to devDependencies",
    "packages/a/package.json nobody is imported nowhere",
  ]);
});

test("a circle of imports is found once, a diamond is none", () => {
  const circle = {
    "packages/a/src/x.ts": 'import "./y.ts";\n',
    "packages/a/src/y.ts": 'import type { Z } from "./sub/z.ts";\n',
    "packages/a/src/sub/z.ts": 'import "../x.ts";\n',
  };
  expect(words(cycles(house(circle)))).toEqual([
    "packages/a/src/x.ts packages/a/src/x.ts → packages/a/src/y.ts → packages/a/src/sub/z.ts → packages/a/src/x.ts",
  ]);
  const diamond = {
    "packages/a/src/x.ts": 'import "./y.ts";\nimport "./z.ts";\n',
    "packages/a/src/y.ts": 'import "./w.ts";\n',
    "packages/a/src/z.ts": 'import "./w.ts";\n',
    "packages/a/src/w.ts": "export {};\n",
  };
  expect(cycles(house(diamond))).toEqual([]);
});

test("network, clock and tables are found where they do not belong", () => {
  const findings = words(
    deeds(
      house({
        "packages/vault/src/index/schema.ts": "const tables = {\n  source: `record INTEGER`,\n};\n",
        "packages/vault/src/index/writer.ts": 'const a = "DELETE FROM source WHERE record = ?";\n',
        "packages/vault/src/log/append.ts": 'const a = "INSERT INTO line (id) VALUES (?)";\n',
        "packages/vault/src/erase.ts":
          'const a = "UPDATE line SET body = NULL";\nconst b = "INSERT OR REPLACE INTO checkpoint VALUES (?)";\nconst c = "UPDATE source SET name = ?";\n',
        "packages/format/src/a.ts":
          'import { readFileSync } from "node:fs";\nconst t = Date.now();\n/** Not a word about Date.now() here. */\n',
        "packages/intake/src/b.ts":
          'import { connect } from "node:net";\nimport type { Socket } from "node:net";\nconst x = await fetch(address);\n',
        "packages/intake/src/b.test.ts": 'import { connect } from "node:net";\n',
      }),
    ),
  );
  expect(findings).toEqual([
    "packages/vault/src/erase.ts:1 only log/append.ts write line (F1)",
    "packages/vault/src/erase.ts:2 only log/append.ts write checkpoint (F1)",
    "packages/vault/src/erase.ts:3 only the projection writes source (F1)",
    "packages/format/src/a.ts:1 node:fs: format has no clock, no files, no network",
    "packages/format/src/a.ts:2 format has no clock, no files, no network",
    "packages/intake/src/b.ts:1 node:net: this file has no business with the network",
    "packages/intake/src/b.ts:3 this file has no business with the network",
  ]);
});

test("a machine's path and a registry's host are found, and not repeated in the finding", () => {
  const slash = "/";
  const bad = [
    ["", "home", "nasrin", "vault"].join(slash),
    ["", "work", "main"].join(slash),
    ["C:", "Users", "nasrin"].join("\\"),
    `https:${slash}${slash}registry.example.org${slash}x`,
  ];
  const findings = leaks(
    house({
      "a.md": `${bad.map((each) => `see ${each}`).join("\n")}\n$T/root.1 and ../home/x and https://example.org/home/page\n`,
    }),
  );
  expect(findings.map(({ where }) => where)).toEqual(["a.md:1", "a.md:2", "a.md:3", "a.md:4"]);
  expect(JSON.stringify(findings)).not.toContain("nasrin");
});

test("a link that leads nowhere and a file that is no longer there are found", () => {
  const sample = house({
    "README.md":
      "[good](docs/a.md#part) [folder](docs) [web](https://example.org/x) [bad](docs/b.md)\n`docs/a.md` and `packages/gone/src/x.ts`\n",
    "docs/a.md": "[up](../README.md) [bad](README.md)\n",
  });
  expect(words(links(sample))).toEqual([
    "README.md:1 docs/b.md leads nowhere",
    "README.md:2 packages/gone/src/x.ts is not there",
    "docs/a.md:1 README.md leads nowhere",
  ]);
});

test("a rule without a test, a test without a rule, a rule defined twice and a citation of nothing are found", () => {
  const rule = (id: string) => `- **${id}** something is so.\n`;
  const sample = house({
    "spec/line.md": rule("LN-1") + rule("LN-2") + rule("LN-1"),
    "packages/a/src/a.ts": `// ${["LN", "1"].join("-")} holds, ${["LN", "77"].join("-")} does not exist\n`,
  });
  expect(words(rules(sample, [`[${"LN-1"}] a claim`, `group > [${["LN", "9"].join("-")}] another`]))).toEqual([
    "spec/line.md LN-1 is defined in spec/line.md as well",
    "spec/line.md LN-2 has no test whose name carries it",
    `tests a test is named after ${["LN", "9"].join("-")}, which no page defines`,
    `packages/a/src/a.ts:1 ${["LN", "77"].join("-")} is cited and no page defines it`,
  ]);
});

test("what hides behind an import, a thread or a library is found in the bundle", async () => {
  const folder = mkdtempSync(join(tmpdir(), "amana-guards-"));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  try {
    write("packages/format/src/seal/index.ts", 'export { seal } from "../helper.ts";\n');
    write(
      "packages/format/src/helper.ts",
      'import { readFileSync } from "node:fs";\nconst thread = new URL("./thread.ts", import.meta.url);\nexport const seal = () => [readFileSync, thread];\n',
    );
    write("packages/format/src/thread.ts", 'import { open } from "./open/chunks.ts";\nopen();\n');
    write(
      "packages/format/src/open/chunks.ts",
      'import { createDecipheriv } from "node:crypto";\nexport const open = () => createDecipheriv;\n',
    );
    const claim = claims.find(({ entry }) => entry.endsWith("format/src/seal/index.ts"));
    if (claim === undefined) throw new Error("no claim about sealing");
    const found = (await reach(folder, claim)).map(({ words: each }) => each.replace(/^.*reaches /, ""));
    expect(found.sort()).toEqual([
      "createDecipheriv in packages/format/src/open/chunks.ts",
      "node:fs",
      "packages/format/src/open/chunks.ts",
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("[BL-9] the sealing side of the format, bundled with its libraries, holds nothing that opens", async () => {
  const claim = claims.find(({ entry }) => entry.endsWith("format/src/seal/index.ts"));
  if (claim === undefined) throw new Error("no claim about sealing");
  expect(await reach(root, claim)).toEqual([]);
});

test("a promise nobody waits for is refused by the linter", () => {
  const folder = mkdtempSync(join(tmpdir(), "amana-floating-"));
  try {
    copyFileSync(join(root, "biome.json"), join(folder, "biome.json"));
    const lint = (statement: string) => {
      writeFileSync(
        join(folder, "sample.ts"),
        `async function work(): Promise<number> {\n  return 1;\n}\n${statement}\n`,
      );
      const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
      return spawnSync(process.execPath, [biome, "lint", "--vcs-enabled=false", "sample.ts"], {
        cwd: folder,
        encoding: "utf8",
      });
    };
    const floating = lint("work();");
    expect(floating.status).not.toBe(0);
    expect(floating.stderr + floating.stdout).toContain("noFloatingPromises");
    expect(lint("await work();").status).toBe(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
