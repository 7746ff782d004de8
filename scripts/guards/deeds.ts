/**
 * What code may do, by the words it uses: who may reach the network, who needs nothing of the machine, who writes the tables.
 * Tests are left out.
 */
import { type Finding, type House, sources } from "./house.ts";
import { importsOf } from "./imports.ts";

/** Files that name a network module or function, and why. Everything else has none. */
export const network: Readonly<Record<string, string>> = {
  "packages/vault/src/holder/client.ts": "the key holder's private socket",
  "packages/vault/src/holder/holder.ts": "the key holder's private socket",
  "packages/cli/src/commands/seal.ts": "the time-stamp authority whose address the user gives",
  "packages/intake/src/parser/lockdown.ts": "takes the network away",
  "packages/intake/src/extract/web/wacz-signature.ts": "reads Node's list of root certificates",
};
const networkModule =
  /^(node:)?(net|tls|http|https|http2|dgram|dns|dns\/promises|quic)$|^(undici|ws|axios|got|node-fetch)$/;
const networkWord = /(?<![.\w])(fetch|WebSocket|EventSource)\s*\(/;

/** Packages that compute and nothing else; what Node gives them. */
const pure: Readonly<Record<string, readonly string[]>> = { format: ["node:crypto"], record: [], casework: [] };
const impureWord =
  /\b(Date\.now\(|new Date\(\)|Math\.random\(|performance\.now\(|process\.|setTimeout\(|setInterval\(|console\.)/;

/** Tables of the log and the only files that write them (F1). Erasing empties a pack's line (log/packs.ts) and leaves the digest. */
const logWriters: Readonly<Record<string, readonly string[]>> = {
  line: ["log/append.ts"],
  pack: ["log/packs.ts"],
  checkpoint: ["log/append.ts"],
  notebook: ["log/append.ts", "log/own-notebook.ts"],
  erased: ["erase.ts"],
};
const writing =
  /\b(?:INSERT(?: OR \w+)? INTO|REPLACE INTO|UPDATE|DELETE FROM|DROP TABLE(?: IF EXISTS)?|ALTER TABLE)\s+(\w+)/g;

export function deeds(house: House): readonly Finding[] {
  const findings: Finding[] = [];
  const indexTables = tablesOf(house.files.get("packages/vault/src/index/schema.ts") ?? "");
  for (const { path, text, home, test } of sources(house)) {
    if (test) continue;
    const add = (line: number, words: string) => findings.push({ guard: "deeds", where: `${path}:${line}`, words });
    for (const { specifier, line, typeOnly } of importsOf(text)) {
      if (!typeOnly && networkModule.test(specifier) && network[path] === undefined)
        add(line, `${specifier}: this file has no business with the network`);
      if (specifier.startsWith("node:") && pure[home]?.includes(specifier) === false)
        add(line, `${specifier}: ${home} has no clock, no files, no network`);
    }
    for (const [at, line] of text.split("\n").entries()) {
      if (/^\s*(\*|\/\/|\/\*)/.test(line)) continue;
      if (networkWord.test(line) && network[path] === undefined)
        add(at + 1, "this file has no business with the network");
      if (pure[home] !== undefined && impureWord.test(line)) add(at + 1, `${home} has no clock, no files, no network`);
      for (const [, table = ""] of line.matchAll(writing)) {
        const inVault = path.replace("packages/vault/src/", "");
        if (logWriters[table]?.includes(inVault) === false)
          add(at + 1, `only ${logWriters[table].join(", ")} write ${table} (F1)`);
        if (indexTables.has(table) && !inVault.startsWith("index/"))
          add(at + 1, `only the projection writes ${table} (F1)`);
      }
    }
  }
  return findings;
}

/** Names of the index's tables, from the schema itself. */
function tablesOf(schema: string): ReadonlySet<string> {
  const named = schema.matchAll(/^ {2}(\w+): `|CREATE (?:VIRTUAL )?TABLE (\w+)/gm);
  return new Set([...named].map((match) => match[1] ?? match[2] ?? ""));
}
