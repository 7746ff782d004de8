/**
 * What is true in a grown archive, for a machine to check: who stands in which row of which list, rows to be refused and why,
 * what the corrected list changed, who commanded which unit when, facts with their quote and place, and what falls when one
 * witness withdraws. Made from the world alone, without drawing anything.
 */
import { type AllLists, allLists } from "./lists/all-lists.ts";
import { headerRow, type PracticeList, type Refusal, type RowTruth, rowNumber } from "./lists/list.ts";
import { longInterview } from "./story/many/interviews.ts";
import { letter, note, type Paper } from "./story/many/letters.ts";
import { announcement } from "./story/many/public.ts";
import { labelOf } from "./story/many/stated.ts";
import { missingList } from "./story/missing-list.ts";
import { paths } from "./story/quote.ts";
import { type ClaimFact, type Fact, type Truth, truthOf } from "./truth.ts";
import type { Command } from "./world/armed-group.ts";
import { type Case, type GrownWorld, growWorld, personOf } from "./world/grown.ts";
import type { TreeUnit } from "./world/hierarchy.ts";
import { fullName } from "./world/person-name.ts";
import type { Kin } from "./world/population.ts";
import { type GrownSize, grownSizes } from "./world/world.ts";

export interface ListTruth {
  readonly file: string;
  /** Empty for a file without sheets. */
  readonly sheet: string;
  readonly headerRow: number;
  readonly columns: readonly string[];
  /** Rows below the heading, each of them accounted for in one of the four that follow. */
  readonly rows: number;
  readonly people: readonly { readonly row: number; readonly person: string; readonly as: "victim" | "alleged" }[];
  readonly units: readonly { readonly row: number; readonly unit: string; readonly commander?: string }[];
  readonly records: readonly { readonly row: number; readonly of: string; readonly id: string }[];
  readonly refused: readonly { readonly row: number; readonly why: Refusal }[];
}

export interface RowPlace {
  readonly file: string;
  readonly row: number;
}

export interface Withdrawal {
  readonly person: string;
  readonly label: string;
  /** Files whose words are this person's. */
  readonly sources: readonly string[];
  /** Indices into `facts`: said by nobody but this person. */
  readonly falls: readonly number[];
  /** Indices into `facts`: another witness's statement of an act that this person told too. */
  readonly stillSaid: readonly number[];
}

export interface GrownTruth {
  readonly counts: { readonly victims: number; readonly alleged: number; readonly cases: number };
  readonly victims: readonly string[];
  readonly alleged: readonly string[];
  readonly cases: readonly Case[];
  readonly lists: readonly ListTruth[];
  /** Every row a person stands in, in the order of the lists: all of them are one person. */
  readonly rowsOf: ReadonlyMap<string, readonly RowPlace[]>;
  readonly correction: {
    readonly file: string;
    readonly of: string;
    readonly changed: readonly { readonly row: number; readonly was: number; readonly columns: readonly string[] }[];
    readonly added: readonly number[];
    readonly removed: readonly number[];
  };
  /** The label a person is opened under. */
  readonly labels: ReadonlyMap<string, string>;
  readonly strangers: readonly (readonly [string, string])[];
  readonly kin: readonly Kin[];
  readonly units: readonly TreeUnit[];
  /** For a day, ask `commanderOn` of world/hierarchy.ts. */
  readonly commands: readonly Command[];
  /** The story's own first. */
  readonly facts: readonly Fact[];
  /** Claims of the group's own boards; they stand in the page inside the capture, which is a source of its own when taken in. */
  readonly announced: readonly ClaimFact[];
  readonly withdrawal: Withdrawal;
  readonly story: Truth;
}

export function truthOfSize(seed: number, size: GrownSize = grownSizes.S): GrownTruth {
  return truthOfGrown(growWorld(seed, size));
}

export function truthOfGrown(world: GrownWorld): GrownTruth {
  const all = allLists(world);
  const lists = listsTruth(world, all);
  const facts = [...truthOf(world.story).facts, ...factsOf(world, all)];
  const rowsOf = new Map<string, RowPlace[]>();
  for (const { file, people } of lists)
    for (const { person, row } of people) rowsOf.set(person, [...(rowsOf.get(person) ?? []), { file, row }]);
  const { changed, added, removed, list } = all.correction;
  const of = lists.find(({ file }) => file.endsWith("victims-main.xlsx"))?.file ?? "";
  return {
    counts: { victims: world.victims.length, alleged: world.alleged.length, cases: world.cases.length },
    victims: world.victims,
    alleged: world.alleged,
    cases: world.cases,
    lists,
    rowsOf,
    correction: { file: list.path, of, changed, added, removed },
    labels: new Map([...world.people.keys()].map((id) => [id, labelOf(world, id)])),
    strangers: world.strangers,
    kin: world.kin,
    units: world.units,
    commands: world.commands,
    facts,
    announced: some(world.size.captures, (index) => announcement(world, index).facts),
    withdrawal: withdrawalOf(world, facts),
    story: truthOf(world.story),
  };
}

function listsTruth(world: GrownWorld, { kept, exchanged, entities }: AllLists): ListTruth[] {
  const missing = missingList(world.story);
  const rows = missing.people.map(({ person }): RowTruth => ({ type: "victim", person }));
  const lines = entities.lines.map(({ truth }) => truth);
  return [
    ...[...kept, ...exchanged].map(listTruth),
    accounted(paths.list, missing.sheet, 2, missing.rows[1]?.map(String) ?? [], rows),
    // Line 1 is the first entity: there is no heading.
    accounted(entities.path, "", 0, [], lines),
  ];
}

function listTruth(list: PracticeList): ListTruth {
  const sheet = list.form.type === "xlsx" ? list.form.sheet : "";
  return accounted(
    list.path,
    sheet,
    headerRow(list),
    list.columns,
    list.rows.map(({ truth }) => truth),
  );
}

function accounted(
  file: string,
  sheet: string,
  heading: number,
  columns: readonly string[],
  rows: readonly RowTruth[],
): ListTruth {
  const numbered = rows.map((truth, index) => ({ truth, row: heading + 1 + index }));
  return {
    file,
    sheet,
    headerRow: heading,
    columns,
    rows: rows.length,
    people: numbered.flatMap(({ truth, row }) =>
      truth.type === "victim" || truth.type === "alleged" ? [{ row, person: truth.person, as: truth.type }] : [],
    ),
    units: numbered.flatMap(({ truth: { type, ...told }, row }) =>
      type === "unit" && "unit" in told ? [{ row, ...told }] : [],
    ),
    records: numbered.flatMap(({ truth, row }) =>
      truth.type === "record" ? [{ row, of: truth.of, id: truth.id }] : [],
    ),
    refused: numbered.flatMap(({ truth, row }) => (truth.type === "refused" ? [{ row, why: truth.why }] : [])),
  };
}

/** How many letters and notes give a fact, those in English left out: a line that ends at the hyphen of a name parts the quote. */
const [lettersTold, notesTold, rowsTold] = [15, 7, 2];

/** Interviews, letters, notes, and names in rows of lists. */
function factsOf(world: GrownWorld, { kept }: AllLists): Fact[] {
  const { size } = world;
  const facts = ({ language, facts: told }: Paper): readonly Fact[] => (language === "en" ? [] : told);
  return [
    ...some(size.interviews, (index) => longInterview(world, index).facts),
    ...some(Math.min(size.letters, lettersTold), (index) => facts(letter(world, index))),
    ...some(Math.min(size.notes, notesTold), (index) => facts(note(world, index))),
    ...kept.flatMap((list) => namesIn(world, list)),
  ];
}

const some = <T>(count: number, make: (index: number) => readonly T[]): T[] =>
  Array.from({ length: count }, (_, index) => make(index)).flat();

/** The first rows in which the name stands as the person writes it. */
function namesIn(world: GrownWorld, list: PracticeList): Fact[] {
  const language = { "lists/victims-main.xlsx": "ar", "lists/families-committee.csv": "ckb" }[list.path] as
    | "ar"
    | "ckb"
    | undefined;
  if (language === undefined) return [];
  const found = list.rows.flatMap(({ cells, truth }, index): Fact[] => {
    if (truth.type !== "victim") return [];
    const words = fullName(personOf(world, truth.person).name, language);
    if (cells[1] !== words) return [];
    const sheet = list.form.type === "xlsx" ? list.form.sheet : "";
    const quote = { file: list.path, place: { type: "row", sheet, row: rowNumber(list, index) }, words } as const;
    return [
      {
        type: "claim",
        person: labelOf(world, truth.person),
        property: "name",
        value: words,
        language,
        quote,
        saidBy: `the list ${list.path.slice(6)}`,
      },
    ];
  });
  return found.slice(0, rowsTold);
}

function withdrawalOf(world: GrownWorld, facts: readonly Fact[]): Withdrawal {
  const first = longInterview(world, 0);
  const sources = [first.transcript, letter(world, 0).path];
  const falls = facts.flatMap(({ quote }, index) => (sources.includes(quote.file) ? [index] : []));
  const told = new Set(falls.map((index) => actOf(facts[index])));
  const stillSaid = facts.flatMap((fact, index) =>
    !falls.includes(index) && fact.type === "act" && told.has(actOf(fact)) ? [index] : [],
  );
  return { person: first.teller.id, label: labelOf(world, first.teller.id), sources, falls, stillSaid };
}

const actOf = (fact: Fact | undefined): string =>
  fact?.type === "act" ? [fact.what, fact.when, fact.where, ...fact.toWhom].join("|") : "";
