/** The main list a second time, corrected: some rows changed, some new, some struck out; and the register of the 87 cases. */
import { invented } from "../material/file.ts";
import { addDays, at } from "../world/calendar.ts";
import { type GrownWorld, personOf, unitNamed } from "../world/grown.ts";
import { fullName } from "../world/person-name.ts";
import { randomFrom } from "../world/random.ts";
import { variant } from "../world/spelling.ts";
import { dayAs } from "./hands.ts";
import { headerRow, type ListRow, type PracticeList, rowNumber } from "./list.ts";
import { mainRow, placeIn, rowsOf, what } from "./victim-lists.ts";

export interface Correction {
  readonly list: PracticeList;
  /** Row numbers in the corrected list, and in the first. */
  readonly changed: readonly { readonly row: number; readonly was: number; readonly columns: readonly string[] }[];
  readonly added: readonly number[];
  /** Row numbers in the first list. */
  readonly removed: readonly number[];
}

/** About one row in seventy changed, one in a hundred added, one in two hundred struck out; the rest stands as it was. */
export function correctedList(world: GrownWorld, first: PracticeList): Correction {
  const random = randomFrom(world.seed, "corrected");
  const people = first.rows.flatMap(({ truth }, index) =>
    truth.type === "victim" ? [{ index, id: truth.person }] : [],
  );
  const some = random.shuffled(people);
  const struck = new Set(some.splice(0, Math.ceil(people.length / 200)).map(({ index }) => index));
  const corrected = new Map(some.splice(0, Math.ceil(people.length / 70)).map(({ index, id }) => [index, id]));
  const standing = new Set(people.map(({ id }) => id));
  const fresh = random
    .shuffled(world.victims.filter((id) => !standing.has(id)))
    .slice(0, Math.ceil(people.length / 100));
  const rows: ListRow[] = [];
  const changed: Correction["changed"][number][] = [];
  const removed: number[] = [];
  for (const [index, row] of first.rows.entries()) {
    const was = rowNumber(first, index);
    const id = corrected.get(index);
    if (struck.has(index)) removed.push(was);
    else if (id === undefined) rows.push(row);
    else {
      const better = putRight(world, first, row, id);
      rows.push({ ...row, cells: better.cells });
      changed.push({ row: headerRow(first) + rows.length, was, columns: better.columns });
    }
  }
  const added = rowsOf(world, "added", fresh, mainRow).map(({ cells, truth }, index) => ({
    truth,
    cells: [first.rows.length + 1 + index, ...cells],
  }));
  const from = headerRow(first) + rows.length + 1;
  return {
    list: {
      ...first,
      path: "lists/victims-main-corrected.xlsx",
      about: "the main list again, two months later: some rows changed, added, struck out",
      preamble: [[`House of the Road: main list, corrected · ${invented.en} · ${invented.ar}`]],
      rows: [...rows, ...added],
      modified: at(addDays(world.story.held.from, 1_071), "11:30"),
    },
    changed,
    added: added.map((_, index) => from + index),
    removed,
  };
}

/** The name written out in full and the year of birth as it is; where both stood so, the place is named. */
function putRight(
  world: GrownWorld,
  list: PracticeList,
  row: ListRow,
  id: string,
): { cells: ListRow["cells"]; columns: string[] } {
  const person = personOf(world, id);
  const cells = [...row.cells];
  const columns: string[] = [];
  const put = (column: string, value: string | number): void => {
    const at = list.columns.indexOf(column);
    if (cells[at] === value) return;
    cells[at] = value;
    columns.push(column);
  };
  put("الاسم الكامل", fullName(person.name, "ar"));
  put("Year of birth", person.born);
  if (columns.length === 0) put("Source of information", "family, asked again");
  return { cells, columns };
}

export const caseColumns = [
  "Case",
  "Name as written",
  "Sex",
  "Year of birth",
  "Date",
  "Place",
  "What happened",
  "Reason stated (the group's own words)",
  "Unit",
  "Consent",
  "Remarks",
] as const;

/** One row a case, in the order of the numbers; every thirtieth case a second time, as another colleague opened it. */
export function caseRegister(world: GrownWorld): PracticeList {
  const random = randomFrom(world.seed, "case-register");
  const twice = world.cases.filter((_, index) => index % 30 === 14);
  const rows = [...world.cases, ...twice].map((each, index): ListRow => {
    const again = index >= world.cases.length;
    const person = personOf(world, each.person);
    const act = world.acts.find(({ id }) => id === each.act);
    if (act === undefined) throw new Error("practice world: a case without its act");
    const language = random.pick(["ar", "en", "en"] as const);
    return {
      truth: { type: "victim", person: person.id },
      cells: [
        again ? `${each.number}b` : each.number,
        again
          ? `${variant(random, person.name.given, "en")} ${variant(random, person.name.family, "en")}`
          : fullName(person.name, language),
        person.sex === "woman" ? "f" : "m",
        again ? undefined : person.born,
        dayAs(again ? "day-first" : "iso", act.day),
        placeIn(random, act.place, "en"),
        what(random, act.type, "en"),
        each.reason[random.pick(["ar", "ar", "en"] as const)],
        variant(random, unitNamed(world, act.unit).name, "en"),
        random.pick(["given", "given", "given, lead only", "refused", "not asked", "withdrawn"]),
        again
          ? "opened by a second colleague"
          : random.pick([undefined, undefined, "first account only", "do not call"]),
      ],
    };
  });
  return {
    path: "lists/case-register.xlsx",
    about: "the cases in which the group spoke of improper friendship: its words, nothing about the persons",
    form: { type: "xlsx", sheet: "Cases" },
    preamble: [
      [`House of the Road: case register. The reason is what those alleged to have acted said. · ${invented.en}`],
    ],
    columns: caseColumns,
    rows,
    modified: at(addDays(world.story.held.from, 1_060), "09:45"),
  };
}
