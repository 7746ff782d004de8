/**
 * How long it takes to find records of the dossier: the first page of fifty for rare and common words and filters, together
 * and turned round; besides, a time line, a chain of command, what falls with a source, and counts. Archives of two sizes.
 *
 *   node bench/dossier.ts [--persons 6187,1000000] [--times 7] [--claims 3.4] [--acts 1.2] [--keep DIR] [--json] [--details]
 *
 * `--claims`, `--acts`: so many a person. `--keep`: the archives stay in DIR and are found there the next time.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chainOfCommand, falls, selectRecords, stats, timeline } from "@amana/casework";
import { normalisePassphrase, type Subject, unlockKeys, Vault, type VaultView } from "@amana/vault";
import { dossier, type Landmarks } from "./lib/dossiers.ts";
import { percentile, type Row, report, stopwatch, wholeNumber } from "./lib/measure.ts";
import { inCommitsOf, newVault, throwAway } from "./lib/vaults.ts";

const { values } = parseArgs({
  options: {
    persons: { type: "string", default: "6187" },
    times: { type: "string", default: "7" },
    claims: { type: "string", default: "3.4" },
    acts: { type: "string", default: "1.2" },
    keep: { type: "string" },
    json: { type: "boolean", default: false },
    details: { type: "boolean", default: false },
  },
});
const sizes = values.persons.split(",").map((size) => wholeNumber("persons", size));
const times = wholeNumber("times", values.times);
const directory = values.keep ?? throwAway("dossier");
const rows: Row[] = [];
for (const size of sizes) rows.push(...asked(size));
report("dossier", rows, { json: values.json, about: { persons: sizes.join(" "), times } });

/** Milliseconds that a first page may take, in 19 of 20 cases. */
function barFor(persons: number): number {
  return persons <= 10_000 ? 30 : 100;
}

function asked(persons: number): Row[] {
  const { vault, marks } = archive(persons);
  const { view } = vault;
  const pages: number[] = [];
  const processor: number[] = [];
  const told: Row[] = [];
  const who = persons.toLocaleString("en-GB");
  for (const [what, run, isPage] of questions(view, marks)) {
    // Once before: the first of a kind also reads pages of the file and compiles code.
    run();
    const both = Array.from({ length: times }, () => {
      const stop = stopwatch();
      run();
      return stop();
    });
    const took = both.map(({ wall }) => wall * 1_000);
    const worked = both.map((each) => each.processor * 1_000);
    if (isPage) pages.push(...took);
    if (isPage) processor.push(...worked);
    if (values.details || !isPage)
      told.push({
        what: `  ${what}, p95 of ${times} (median ${percentile(took, 0.5).toFixed(1)}, most ${Math.max(...took).toFixed(1)})`,
        ours: percentile(took, 0.95),
        byProcessor: percentile(worked, 0.95),
        unit: "ms",
        better: "less",
        ...(isPage && { bar: barFor(persons) }),
      });
  }
  const all = (what: string, of: (figures: readonly number[]) => number, bar?: number): Row => ({
    what: `${who} persons, first pages: ${what} of ${pages.length}`,
    ours: of(pages),
    byProcessor: of(processor),
    unit: "ms",
    better: "less",
    ...(bar !== undefined && { bar }),
  });
  vault.close();
  return [
    all("p95", (figures) => percentile(figures, 0.95), barFor(persons)),
    all("median", (figures) => percentile(figures, 0.5)),
    all("most", (figures) => Math.max(...figures)),
    ...told,
  ];
}

function archive(persons: number): { readonly vault: Vault; readonly marks: Landmarks } {
  const dir = join(directory, String(persons));
  const known = join(dir, "known.json");
  if (!existsSync(known)) build(dir, persons);
  const { marks } = JSON.parse(readFileSync(known, "utf8")) as { readonly marks: Landmarks };
  const keys = unlockKeys(
    join(dir, "vault"),
    normalisePassphrase(Buffer.from("invented words for a vault that is thrown away")),
  );
  if (!keys.ok) throw new Error(keys.error.type);
  return { vault: Vault.open(join(dir, "vault"), keys.value), marks };
}

function build(dir: string, persons: number): void {
  mkdirSync(dir, { recursive: true });
  const vault = newVault(join(dir, "vault")).open({ write: true });
  let marks: Landmarks | undefined;
  const shape = { persons, claims: Number(values.claims), acts: Number(values.acts), seed: 5 };
  function* lines() {
    marks = yield* dossier(shape);
  }
  for (const commit of inCommitsOf(2_000, lines())) vault.append(commit);
  vault.project();
  vault.close();
  writeFileSync(join(dir, "known.json"), JSON.stringify({ marks }));
}

type Question = readonly [what: string, run: () => void, isPage: boolean];

function questions(view: VaultView, marks: Landmarks): Question[] {
  const lines: readonly (readonly [Subject, string])[] = [
    ["person", ""],
    ["person", "ground:nomad"],
    ["person", "role:victim ground:gender"],
    ["person", "role:victim -ground:gender"],
    ["person", "ground:gender basis:ally sex:female"],
    ["person", "role:victim ground:gender act:killing date:2014 sex:female"],
    ["person", "محمد"],
    ["person", "Layla Aziz"],
    ["person", "-Layla sex:male"],
    ["person", "teacher killed"],
    ["person", "qzxqzx"],
    ["person", "has:conflict"],
    ["person", "has:conflict has:consent"],
    ["person", "has:single-source -has:consent role:perpetrator"],
    ["person", "date:2014-06-03 sex:female"],
    ["person", "date:2014..2015 certainty:established"],
    ["person", `place:${marks.place} ground:gender`],
    ["person", `group:${marks.group} role:victim`],
    ["person", 'list:"Invented Register"'],
    ["person", `source:${marks.busySource} -role:victim`],
    ["person", `source:${marks.source}`],
    ["person", `person:${marks.person}`],
    ["person", `said-by:${marks.sayer}`],
    ["person", "case:4711"],
    ["person", "property:occupation=teacher property:status=killed"],
    ["person", "role:witness"],
    ["person", "certainty:doubtful degree:ordered"],
    ["act", "act:torture certainty:established sex:female"],
    ["act", "act:killing method:madeup"],
    ["act", `group:${marks.group}`],
    ["act", "محمد outcome:dead"],
    ["incident", "ground:gender act:killing"],
    ["place", "act:rape"],
    ["group", "ground:gender"],
  ];
  const page = <T>(found: { readonly ok: boolean; readonly value?: T }) => {
    if (!found.ok) throw new Error("refused");
  };
  return [
    ...lines.map(
      ([subject, line]): Question => [`${subject}: ${line}`, () => page(selectRecords(view, subject, line)), true],
    ),
    ["timeline: rare", () => page(timeline(view, "ground:nomad")), true],
    ["timeline: everything", () => page(timeline(view, "")), true],
    ["command of a unit and all below it", () => chainOfCommand(view, marks.group, "2014-08-03"), false],
    ["what falls with a source", () => falls(view, marks.source), true],
    ["counts of everything by sex", () => page(stats(view, "person", ["sex"], "")), false],
    [
      "counts of a part, ground by sex",
      () => page(stats(view, "person", ["ground", "sex"], "role:victim ground:nomad")),
      false,
    ],
  ];
}
