/**
 * The people of the larger worlds: households whose children carry the father's given name and the family's, single persons,
 * and some pairs of strangers with the very same name. Outside those pairs no two share a full name in Arabic or in English.
 */
import { manyFamilies, manyKunyas, manyMen, manyWomen } from "./name-stock.ts";
import type { Scripted } from "./names.ts";
import type { Person, Sex } from "./people.ts";
import { fullName, type PersonName } from "./person-name.ts";
import { allSettlements } from "./places.ts";
import type { Random } from "./random.ts";

export interface Kin {
  readonly type: "father-of" | "mother-of" | "sibling-of" | "spouse-of";
  readonly from: string;
  readonly to: string;
}

export interface Population {
  readonly people: readonly Person[];
  readonly kin: readonly Kin[];
  /** Two persons, one name: never the same. */
  readonly strangers: readonly (readonly [string, string])[];
}

export interface Maker {
  /** The next person; `like` gives parts of the name that are set. */
  person(like?: Like): Person;
  /** Another person with exactly this one's name, of another age and home. */
  namesake(person: Person): Person;
}

export interface Like {
  readonly sex?: Sex;
  readonly father?: Scripted;
  readonly family?: Scripted;
  readonly home?: string;
  readonly born?: number;
  readonly kunya?: Scripted;
}

/** `before` are people who exist already: their names are not given again, and numbers go on after them. */
export function populationMaker(random: Random, before: readonly Person[]): Maker {
  const taken = new Set(before.flatMap(({ name }) => keysOf(name)));
  let count = before.length;
  const make = (name: PersonName, sex: Sex, { home, born, kunya }: Like): Person => {
    count += 1;
    return {
      id: `p${String(count).padStart(4, "0")}`,
      name,
      sex,
      born: born ?? random.between(1948, 2008),
      home: home ?? random.pick(allSettlements).id,
      ...(kunya && { kunya }),
    };
  };
  return {
    person(like = {}) {
      const sex = like.sex ?? (random.chance(0.42) ? "woman" : "man");
      for (let tries = 0; tries < 10_000; tries += 1) {
        const name = {
          given: random.pick(sex === "woman" ? manyWomen : manyMen),
          father: like.father ?? random.pick(manyMen),
          family: like.family ?? random.pick(manyFamilies),
        };
        const keys = keysOf(name);
        if (name.given === name.father || keys.some((key) => taken.has(key))) continue;
        for (const key of keys) taken.add(key);
        return make(name, sex, like);
      }
      throw new Error("practice world: the name lists are used up");
    },
    namesake(person) {
      const born = person.born > 1980 ? person.born - random.between(9, 25) : person.born + random.between(9, 25);
      const elsewhere = allSettlements.filter(({ id }) => id !== person.home);
      return make(person.name, person.sex, { born, home: random.pick(elsewhere).id });
    },
  };
}

/** `count` victims: about a third in households of two to five, about one in ninety a stranger with another's name. */
export function victimsOf(random: Random, maker: Maker, count: number): Population {
  const people: Person[] = [];
  const kin: Kin[] = [];
  const strangers: [string, string][] = [];
  while (people.length < count) {
    const left = count - people.length;
    if (left >= 5 && random.chance(0.12)) household(random, maker, people, kin);
    else if (left >= 2 && random.chance(0.012)) {
      const first = maker.person();
      const second = maker.namesake(first);
      people.push(first, second);
      strangers.push([first.id, second.id]);
    } else people.push(maker.person());
  }
  return { people, kin, strangers };
}

function household(random: Random, maker: Maker, people: Person[], kin: Kin[]): void {
  const home = random.pick(allSettlements).id;
  const father = maker.person({ sex: "man", home, born: random.between(1950, 1975) });
  const here = [father];
  if (random.chance(0.6)) {
    const mother = maker.person({ sex: "woman", home, born: father.born + random.between(0, 8) });
    here.push(mother);
    kin.push({ type: "spouse-of", from: father.id, to: mother.id });
  }
  const children = Array.from({ length: random.between(1, 3) }, () =>
    maker.person({
      father: father.name.given,
      family: father.name.family,
      home,
      born: father.born + random.between(21, 34),
    }),
  );
  for (const [index, child] of children.entries()) {
    for (const parent of here)
      kin.push({ type: parent === father ? "father-of" : "mother-of", from: parent.id, to: child.id });
    for (const older of children.slice(0, index)) kin.push({ type: "sibling-of", from: older.id, to: child.id });
  }
  people.push(...here, ...children);
}

export const anyKunya = (random: Random): Scripted => random.pick(manyKunyas);

const keysOf = (name: PersonName): string[] => [fullName(name, "ar"), fullName(name, "en")];
