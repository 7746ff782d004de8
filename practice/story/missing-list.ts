/**
 * The families' list of missing persons: 25 rows, some of them the same person again under another spelling, as lists grow
 * when several people write. Which rows are the same is known here, and told in the truth.
 */

import { invented } from "../material/file.ts";
import type { Cell } from "../material/office.ts";
import { addDays, dayText } from "../world/calendar.ts";
import type { Person } from "../world/people.ts";
import { fullName, type Language, languages, otherSpellings } from "../world/person-name.ts";
import { placeById } from "../world/places.ts";
import { randomFrom } from "../world/random.ts";
import type { World } from "../world/world.ts";
import { paths, type Quote } from "./quote.ts";

export interface MissingList {
  readonly sheet: string;
  readonly rows: readonly (readonly Cell[])[];
  /** Rows of the sheet, as the program numbers them, with the world's person. */
  readonly people: readonly { readonly row: number; readonly person: string; readonly name: string }[];
  readonly samePerson: readonly (readonly number[])[];
  readonly quotes: Readonly<Record<"missing", Quote>>;
}

/** Row 1 tells what the list is, row 2 names the columns. */
const firstRow = 3;
const distinct = 19;
const repeated = 6;
const sheet = "Missing";

export function missingList(world: World): MissingList {
  const random = randomFrom(world.seed, "missing-list");
  const missing = [world.cast.missing, ...world.victims.slice(0, distinct - 1)];
  const entries = missing.map((person, index) =>
    entry(person, fullName(person.name, index === 0 ? "ar" : random.pick(languages)), world, random.below(400)),
  );
  // Different persons come back, each under the name that another hand wrote.
  const again = random.shuffled(missing.slice(1)).slice(0, repeated - 1);
  for (const person of [world.cast.missing, ...again]) {
    const first = entries.find((each) => each.person === person);
    const spellings = otherSpellings(person.name).filter((each) => each !== first?.name);
    entries.push(entry(person, random.pick(spellings), world, random.below(400)));
  }
  const ordered = [...entries.slice(0, 1), ...random.shuffled(entries.slice(1))];
  const rows = ordered.map(({ name, person, cells }, index): Cell[] => [
    index + 1,
    name,
    ...cells,
    person.sex === "woman" ? "f" : "m",
  ]);
  const people = ordered.map(({ name, person }, index) => ({ row: firstRow + index, person: person.id, name }));
  const samePerson = missing
    .map(({ id }) => people.filter(({ person }) => person === id).map(({ row }) => row))
    .filter((group) => group.length > 1);
  return {
    sheet,
    rows: [
      [`${invented.en} · ${invented.ar}`],
      ["No.", "Name as written", "Born about", "From", "Last seen", "Told by", "Sex as stated"],
      ...rows,
    ],
    people,
    samePerson,
    quotes: {
      missing: {
        file: paths.list,
        place: { type: "row", sheet, row: firstRow },
        words: fullName(world.cast.missing.name, "ar"),
      },
    },
  };
}

interface Entry {
  readonly person: Person;
  readonly name: string;
  readonly cells: readonly Cell[];
}

function entry(person: Person, name: string, world: World, offset: number): Entry {
  const language: Language = /^[A-Za-z]/.test(name) ? "en" : /[ەێۆڕڵڤگپچژک]/.test(name) ? "ckb" : "ar";
  const lastSeen = person === world.cast.missing ? addDays(world.days.gate, 1) : addDays(world.held.from, offset);
  const tellers: Readonly<Record<Language, string>> = { ar: "العائلة", ckb: "خێزان", en: "family" };
  // A second hand often knows the year only about.
  const born = person.born + (offset % 3 === 0 ? (offset % 2 === 0 ? 1 : -1) : 0);
  return {
    person,
    name,
    cells: [born, placeById(person.home).name[language], dayText(lastSeen, language), tellers[language]],
  };
}
