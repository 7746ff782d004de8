/**
 * The whole path on the practice archive, through public doors only: take in, search, state facts with their page, be refused
 * without consent, hand over with it, and have strangers' tools check the package. `npm start` tells it; a test asserts it.
 */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, openSync, readSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { basename, join } from "node:path";
import { newHybridKey, recipientText } from "@amana/format/seal";
import { makeArchive } from "../practice/archive.ts";
import { paths } from "../practice/story/quote.ts";
import { type Fact, type Search, type Truth, truthOfSeed } from "../practice/truth.ts";
import { purpose, recipient } from "../practice/world/cast.ts";
import { amana, type Outcome } from "./amana.ts";

export interface Walk {
  readonly vault: string;
  readonly material: string;
  readonly truth: Truth;
  readonly added: Outcome;
  readonly problems: Outcome;
  readonly searches: readonly {
    readonly search: Search;
    readonly query: string;
    readonly found: boolean;
    readonly outcome: Outcome;
  }[];
  readonly facts: readonly { readonly fact: Fact; readonly id: string; readonly shown: string }[];
  /** The list of missing persons, read in by the mapping that was proposed. */
  readonly list: Outcome;
  readonly report: Outcome;
  readonly refused: Outcome;
  readonly handedOver: Outcome;
  readonly sealed: string;
  readonly packageFolder: string;
  readonly checks: Readonly<
    Record<"vault" | "ours" | "shell" | "python", { readonly code: number | null; readonly lastLine: string }>
  >;
  /** The same three verifiers on a copy with one bit changed. */
  readonly altered: Readonly<
    Record<"ours" | "shell" | "python", { readonly code: number | null; readonly named: string }>
  >;
}

export type Tell = (step: string, lines: readonly string[]) => void;

const seed = 1;

/** `folder` is emptied first. */
export async function walkPractice(folder: string, tell: Tell = () => undefined): Promise<Walk> {
  rmSync(folder, { recursive: true, force: true });
  const [material, vault] = [join(folder, "material"), join(folder, "vault")];
  const archive = await makeArchive(seed);
  for (const { path, bytes } of archive.files) {
    mkdirSync(join(material, path, ".."), { recursive: true });
    writeFileSync(join(material, path), bytes);
  }
  const truth = truthOfSeed(seed);
  tell("A practice archive of invented people", [`${archive.files.length} files in ${material}`]);

  must(amana(vault, "init"), 0);
  must(amana(vault, "unlock", "--idle", "30"), 0);
  const added = amana(vault, "add", material, "--custodian", "House of the Road (invented)");
  tell("Taken in, encrypted, read", lines(added.out));
  const problems = amana(vault, "ls", "problems");
  tell("What could not be read, and what to do next", lines(problems.out));

  const sourceOf = sourceFinder(amana(vault, "ls", "--json"));
  const searches = truth.searches.flatMap((search) =>
    search.queries.map((query) => {
      const outcome = amana(vault, "search", "--json", "--limit", "50", query);
      return {
        search,
        query,
        outcome,
        found: outcome.items.some((hit) => isWanted(hit, search, sourceOf(search.file))),
      };
    }),
  );
  tell(
    "Found under two spellings",
    searches
      .slice(0, 6)
      .map(
        ({ search, query, found, outcome }) =>
          `${found ? "found" : "NOT FOUND"}  ${query}  → ${search.file}  ${String(outcome.items[0]?.["quote"] ?? "")}`,
      ),
  );

  const people = new Map<string, string>();
  const facts = truth.facts.map((fact) => stateFact(vault, fact, sourceOf, people));
  tell(
    "Facts, each with its page",
    facts.slice(0, 3).map(({ shown }) => shown),
  );

  const list = readList(vault, join(material, paths.list), join(folder, "missing-persons.json"));
  tell(
    "A list read into the dossier: each value cites its cell, each row is accounted for",
    lines(list.out).slice(0, 6),
  );
  const report = printDossier(vault, join(folder, "dossier"));
  tell("The dossier, with a footnote under every statement", lines(report.out));

  for (const person of truth.people) {
    const id = people.get(person.label);
    const { consent } = person;
    if (id === undefined || (consent.type !== "given" && consent.type !== "withdrawn")) continue;
    const conditions =
      consent.type === "given" ? consent.conditions.flatMap((condition) => ["--condition", condition]) : [];
    must(
      amana(vault, "consent", "give", id, "--purpose", purpose, "--to", recipient, "--how", consent.how, ...conditions),
      0,
    );
    if (consent.type === "withdrawn") must(amana(vault, "consent", "withdraw", id, "--reason", consent.reason), 0);
  }
  const out = join(folder, "package.age");
  const key = newHybridKey(randomBytes(32));
  writeFileSync(join(folder, "recipient-key.txt"), `${key.identity}\n`, { mode: 0o600 });
  const order = [
    "--to",
    recipient,
    "--purpose",
    purpose,
    "--key",
    recipientText(key.recipient),
    "--out",
    out,
    "--open-copy",
    join(folder, "package.tar"),
  ];
  const refused = amana(vault, "disclose", "make", ...order, "--all");
  tell("Refused: not everybody agreed", [
    ...lines(refused.err),
    ...lines(refused.out).slice(0, 4),
    `exit ${refused.code}`,
  ]);

  must(amana(vault, "seal"), 0);
  const teacher = truth.people.find(({ role }) => role === "teacher");
  const handedOver = amana(vault, "disclose", "make", ...order, "--person", people.get(teacher?.label ?? "") ?? "");
  tell("Handed over: one person who agreed, and the sources her facts stand in", lines(handedOver.out));

  const bag = join(folder, "package");
  mkdirSync(bag);
  if (handedOver.code === 0) run("tar", ["-xf", join(folder, "package.tar"), "-C", bag]);
  const packageFolder = join(bag, run("ls", [bag]).out.trim());
  const checks = {
    vault: last(amana(vault, "verify")),
    ours: last(amana(vault, "verify", packageFolder)),
    shell: last(run("sh", [join(packageFolder, "verify.sh"), packageFolder])),
    python: last(run("python3", [join(packageFolder, "verify.py"), packageFolder])),
  };
  tell(
    "Checked: the vault, and the package by three independent programs",
    Object.entries(checks).map(([who, { code, lastLine }]) => `${who.padEnd(7)} exit ${code}  ${lastLine}`),
  );
  const altered = alteredChecks(vault, packageFolder, join(folder, "altered"));
  tell(
    "One bit changed in a copy of the package: each of them names the file",
    Object.entries(altered).map(([who, { code, named }]) => `${who.padEnd(7)} exit ${code}  ${named}`),
  );
  must(amana(vault, "lock"), 0);
  return {
    vault,
    material,
    truth,
    added,
    problems,
    searches,
    facts,
    list,
    report,
    refused,
    handedOver,
    sealed: out,
    packageFolder,
    checks,
    altered,
  };
}

function readList(vault: string, file: string, map: string): Outcome {
  must(amana(vault, "import", file, "--guide", "--map", map), 0);
  return amana(vault, "import", file, "--map", map);
}

/** As PDF; as HTML where this machine has no typesetter. */
function printDossier(vault: string, path: string): Outcome {
  const words = [
    "--mark",
    "Practice archive: every person is invented",
    "--organisation",
    "House of the Road (invented)",
  ];
  const printed = amana(vault, "report", "dossier", "--out", `${path}.pdf`, ...words);
  return printed.code === 0 ? printed : amana(vault, "report", "dossier", "--out", `${path}.html`, ...words);
}

type SourceOf = (file: string) => string;

/** Practice paths to source ids, by folder and name. */
function sourceFinder(listed: Outcome): SourceOf {
  const byPath = new Map(
    listed.items
      .filter((item) => item["parent"] === undefined)
      .map((item) => [`${String(item["folder"] ?? "")}/${String(item["name"])}`, String(item["id"])]),
  );
  return (file) => byPath.get(`material/${file}`) ?? `src_missing-${basename(file)}`;
}

function isWanted(hit: Readonly<Record<string, unknown>>, search: Search, source: string): boolean {
  if (hit["source"] !== source) return false;
  const where = hit["where"] as Readonly<Record<string, unknown>>;
  const { place } = search;
  if (place.type === "page") return where["page"] === place.page;
  return Object.entries(place).every(
    ([field, value]) => field === "type" || where[field] === undefined || where[field] === value,
  );
}

function stateFact(
  vault: string,
  fact: Fact,
  sourceOf: SourceOf,
  people: Map<string, string>,
): { readonly fact: Fact; readonly id: string; readonly shown: string } {
  const { quote } = fact;
  const who = (label: string) => (label.startsWith("words:") ? label : (people.get(label) ?? `new:${label}`));
  const place = quote.place.type === "page" ? ["--page", String(quote.place.page)] : [];
  const cited = [
    "--source",
    sourceOf(quote.file),
    "--quote",
    quote.words,
    ...place,
    "--said-by",
    fact.saidBy,
    "--certainty",
    "probable",
  ];
  const words =
    fact.type === "claim"
      ? ["--person", who(fact.person), "--property", fact.property, "--value", fact.value]
      : [
          "--what",
          fact.what,
          "--when",
          fact.when,
          "--where",
          fact.where,
          ...fact.who.flatMap((label) => ["--who", who(label)]),
          ...fact.toWhom.flatMap((label) => ["--to-whom", who(label)]),
        ];
  const stated = amana(vault, "fact", "add", "--json", ...words, ...cited);
  const [item] = stated.items;
  const labels = fact.type === "claim" ? [fact.person] : [...fact.who, ...fact.toWhom];
  const fresh = labels.filter((label) => !label.startsWith("words:") && !people.has(label));
  for (const [index, opened] of ((item?.["opened"] ?? []) as string[]).entries()) {
    // People are opened in the order the command takes them: to whom first, then who.
    const label = (
      fact.type === "claim" ? fresh : [...fact.toWhom, ...fact.who].filter((each) => fresh.includes(each))
    )[index];
    if (label !== undefined) people.set(label, opened);
  }
  const id = String(item?.["id"] ?? "");
  return {
    fact,
    id,
    shown: stated.code === 0 ? amana(vault, "fact", "show", id).out.trim() : `exit ${stated.code}: ${stated.err}`,
  };
}

function alteredChecks(vault: string, packageFolder: string, copy: string): Walk["altered"] {
  run("cp", ["-r", packageFolder, copy]);
  const native = run("sh", ["-c", `find "${copy}/data/sources" -type f | sort | head -1`]).out.trim();
  flipBit(native);
  const name = basename(native);
  const named = (outcome: { readonly code: number | null; readonly out: string }) => ({
    code: outcome.code,
    named: lines(outcome.out).find((line) => /^BAD/.test(line) && line.includes(name)) ?? "not named",
  });
  return {
    ours: named(amana(vault, "verify", copy)),
    shell: named(run("sh", [join(copy, "verify.sh"), copy])),
    python: named(run("python3", [join(copy, "verify.py"), copy])),
  };
}

export function flipBit(path: string, at = Math.floor(statSync(path).size / 2)): void {
  const file = openSync(path, "r+");
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, at);
  byte[0] = (byte[0] ?? 0) ^ 1;
  writeSync(file, byte, 0, 1, at);
}

function run(command: string, args: readonly string[]): { readonly code: number | null; readonly out: string } {
  const { status, stdout } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 2 ** 28 });
  return { code: status, out: stdout ?? "" };
}

function must(outcome: Outcome, code: number): void {
  if (outcome.code !== code) throw new Error(`exit ${outcome.code} instead of ${code}: ${outcome.err}`);
}

const lines = (text: string): string[] => text.split("\n").filter((line) => line !== "");

function last(outcome: { readonly code: number | null; readonly out: string }): {
  readonly code: number | null;
  readonly lastLine: string;
} {
  return { code: outcome.code, lastLine: lines(outcome.out).at(-1) ?? "" };
}
