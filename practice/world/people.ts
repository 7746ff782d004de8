/** Persons of the invented land. No two share a full name: confusions are made on purpose, in lists, never by chance. */
import { families, kunyas, menGiven, type Scripted, womenGiven } from "./names.ts";
import type { PersonName } from "./person-name.ts";
import { settlements } from "./places.ts";
import type { Random } from "./random.ts";

export type Sex = "woman" | "man";

export interface Person {
  /** p0001 … within one world. */
  readonly id: string;
  readonly name: PersonName;
  readonly sex: Sex;
  readonly born: number;
  readonly home: string;
  readonly kunya?: Scripted;
}

export interface Wish {
  readonly sex?: Sex;
  readonly kunya?: Scripted;
  readonly home?: string;
  /** Given names that stand already beside this person in a story: nobody should mix them up. */
  readonly notGiven?: readonly string[];
}

/** Makes persons one after another; `wish` fixes what a story needs. */
export function personMaker(random: Random): (wish?: Wish) => Person {
  const taken = new Set<string>();
  let count = 0;
  return (wish = {}) => {
    const sex = wish.sex ?? (random.chance(0.5) ? "woman" : "man");
    const given = (sex === "woman" ? womenGiven : menGiven).filter(({ en }) => !(wish.notGiven ?? []).includes(en));
    for (let tries = 0; tries < 10_000; tries += 1) {
      const name = { given: random.pick(given), father: random.pick(menGiven), family: random.pick(families) };
      const key = `${name.given.en} ${name.father.en} ${name.family.en}`;
      if (name.given === name.father || taken.has(key)) continue;
      taken.add(key);
      count += 1;
      return {
        id: `p${String(count).padStart(4, "0")}`,
        name,
        sex,
        born: random.between(1955, 2002),
        home: wish.home ?? random.pick(settlements).id,
        ...(wish.kunya && { kunya: wish.kunya }),
      };
    }
    throw new Error("practice world: the name lists are used up");
  };
}

export function kunyaAt(index: number): Scripted {
  const found = kunyas[index % kunyas.length];
  if (found === undefined) throw new Error("practice world: no kunyas");
  return found;
}
