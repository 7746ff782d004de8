/**
 * The archive as bare records, as many as a benchmark pulls: nothing is written and nothing held, so ten million lines cost no
 * memory. Records carry running numbers from 0 and no ids: giving ids is the vault's work. The same seed and count give the
 * same records, and a longer run begins with the shorter one.
 */
import { type ActType, actTypes, actWords } from "./world/act-types.ts";
import { addDays } from "./world/calendar.ts";
import { manyFamilies, manyKunyas, manyMen, manyWomen } from "./world/name-stock.ts";
import type { Scripted } from "./world/names.ts";
import { type Language, languages, type PersonName } from "./world/person-name.ts";
import { allSettlements } from "./world/places.ts";
import { type Random, randomFrom } from "./world/random.ts";
import { written } from "./world/spelling.ts";

export interface BulkPerson {
  readonly number: number;
  readonly name: PersonName;
  readonly sex: "woman" | "man";
  readonly born: number;
  /** A settlement's id. */
  readonly home: string;
  /** Every third man is alleged to have taken part, and has a kunya. */
  readonly alleged: boolean;
  readonly kunya?: Scripted;
}

const given = [
  ...manyMen.map((name) => ({ name, sex: "man" as const })),
  ...manyWomen.map((name) => ({ name, sex: "woman" as const })),
];
const combinations = given.length * manyMen.length * manyFamilies.length;
/** Shares no factor with the combinations (2, 3 and 5 only), so that a step of it meets every one before it meets one again. */
const stride = 1_299_709;

/** How many distinct full names there are; `persons` refuses more. */
export const distinctNames = combinations;

/** No two have the same full name. */
export function* persons(seed: number, count: number): Generator<BulkPerson, void, void> {
  if (count > combinations) throw new RangeError("practice bulk: there are not so many names");
  const random = randomFrom(seed, "bulk persons");
  const first = random.below(combinations);
  for (let number = 0; number < count; number += 1)
    yield personAt(random, number, (first + number * stride) % combinations);
}

function personAt(random: Random, number: number, combination: number): BulkPerson {
  const one = given[combination % given.length] ?? given[0];
  const rest = Math.floor(combination / given.length);
  const father = manyMen[rest % manyMen.length];
  const family = manyFamilies[Math.floor(rest / manyMen.length)];
  if (one === undefined || father === undefined || family === undefined) throw new Error("practice bulk: no such name");
  const alleged = one.sex === "man" && random.chance(1 / 3);
  return {
    number,
    name: { given: one.name, father, family },
    sex: one.sex,
    born: random.between(1948, 2008),
    home: random.pick(allSettlements).id,
    alleged,
    ...(alleged && { kunya: random.pick(manyKunyas) }),
  };
}

export interface BulkRow {
  /** The person's number: rows of one number are one person. */
  readonly person: number;
  readonly list: number;
  readonly language: Language;
  readonly name: string;
  readonly sex?: "woman" | "man";
  readonly born?: number;
  readonly home?: string;
  readonly alleged: boolean;
}

/** Rows of five lists about the first `count` persons: every person once, about one in four once more under another hand. */
export function* personRows(seed: number, count: number): Generator<BulkRow, void, void> {
  const random = randomFrom(seed, "bulk rows");
  for (const person of persons(seed, count)) {
    const times = random.pick([1, 1, 1, 2]);
    for (let time = 0; time < times; time += 1) {
      const language = random.pick(languages);
      yield {
        person: person.number,
        list: random.below(5),
        language,
        name: written(random, person.name, language, time === 0 ? "careful" : "hasty"),
        ...(random.chance(0.9) && { sex: person.sex }),
        ...(random.chance(0.8) && { born: person.born + (time > 0 && random.chance(0.2) ? 1 : 0) }),
        ...(random.chance(0.85) && { home: person.home }),
        alleged: person.alleged,
      };
    }
  }
}

export interface BulkSource {
  readonly number: number;
  readonly path: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** Sixty-four hex digits that no file has. */
  readonly sha256: string;
  /** UTC instant. */
  readonly received: string;
  readonly from: string;
  readonly language: Language;
  readonly pages: number;
  /** The mail or archive it came in: a source of a lower number. */
  readonly parent?: number;
}

const mediaTypes = [
  ["message/rfc822", "eml", 40_000],
  ["message/rfc822", "eml", 40_000],
  ["application/pdf", "pdf", 400_000],
  ["image/jpeg", "jpg", 2_000_000],
  ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", 60_000],
  ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", 90_000],
  ["audio/wav", "wav", 9_000_000],
  ["text/plain", "txt", 6_000],
] as const;

/** Sources as metadata, in the order they were received; about a fifth came inside another. */
export function* sourceRows(seed: number, count: number): Generator<BulkSource, void, void> {
  const random = randomFrom(seed, "bulk sources");
  for (let number = 0; number < count; number += 1) {
    const [mediaType, ending, size] = random.pick(mediaTypes);
    const folder = String(Math.floor(number / 1_000)).padStart(5, "0");
    const parent = number > 0 && random.chance(0.2) ? { parent: Math.max(0, number - random.between(1, 40)) } : {};
    yield {
      number,
      path: `received/${folder}/${String(number).padStart(8, "0")}.${ending}`,
      mediaType,
      bytes: 200 + random.below(size),
      sha256: hex(random) + hex(random) + hex(random) + hex(random),
      received: new Date(Date.UTC(2020, 0, 5) + number * 40_000).toISOString(),
      from: random.pick(["desk", "documents", "garage", "camp office", "families' committee"]),
      language: random.pick(languages),
      pages: random.between(1, 12),
      ...parent,
    };
  }
}

export interface BulkAct {
  readonly number: number;
  readonly type: ActType;
  readonly day: string;
  readonly place: string;
  /** Numbers of persons. */
  readonly victims: readonly number[];
  readonly alleged: readonly number[];
}

/** Acts among the first `people` persons. */
export function* acts(seed: number, count: number, people: number): Generator<BulkAct, void, void> {
  const random = randomFrom(seed, "bulk acts");
  const some = (most: number): number[] => Array.from({ length: random.between(1, most) }, () => random.below(people));
  for (let number = 0; number < count; number += 1)
    yield {
      number,
      type: random.pick(actTypes),
      day: addDays("2020-01-05", random.below(1_000)),
      place: random.pick(allSettlements).id,
      victims: some(4),
      alleged: some(3),
    };
}

/** One thing somebody wrote down. Numbers point at sources and persons of this module. */
export type BulkLine =
  | { readonly kind: "source.received"; readonly source: BulkSource }
  | { readonly kind: "layer.made"; readonly source: number; readonly language: Language; readonly text: string }
  | { readonly kind: "person.opened"; readonly person: number; readonly label: string }
  | {
      readonly kind: "claim.made";
      readonly person: number;
      readonly source: number;
      readonly property: "name" | "role" | "status" | "birth";
      readonly value: string;
      readonly page: number;
    }
  | {
      readonly kind: "act.alleged";
      readonly type: ActType;
      readonly source: number;
      readonly day: string;
      readonly place: string;
      readonly victims: readonly number[];
      readonly alleged: readonly number[];
    };

/**
 * Lines as they would come: of every five, one source, its text, and three of people, claims and acts about people who have
 * been opened before. Ten million lines hold two million sources and a million persons.
 */
export function* lines(seed: number, count: number): Generator<BulkLine, void, void> {
  const random = randomFrom(seed, "bulk lines");
  const fives = Math.ceil(count / 5);
  const people = persons(seed, Math.ceil(fives / 2));
  const sources = sourceRows(seed, fives);
  let opened = 0;
  let left = count;
  for (const source of sources)
    for (const line of five(source)) {
      if (left === 0) return;
      left -= 1;
      yield line;
    }

  function* five(source: BulkSource): Generator<BulkLine, void, void> {
    const { number, language, pages } = source;
    yield { kind: "source.received", source };
    const someone = (): number => random.below(Math.max(1, opened));
    const place = random.pick(allSettlements);
    const type = random.pick(actTypes);
    const words = actWords[type].words[language];
    const who = number % 2 === 0 ? people.next().value : undefined;
    const name = who === undefined ? "" : written(random, who.name, language, "other");
    yield { kind: "layer.made", source: number, language, text: `${place.name[language]}: ${words}. ${name}` };
    if (who !== undefined) {
      opened += 1;
      yield { kind: "person.opened", person: who.number, label: written(random, who.name, "en", "careful") };
    } else yield claim(someone(), "status", words);
    yield who === undefined
      ? claim(someone(), "birth", String(random.between(1948, 2008)))
      : claim(who.number, "name", name);
    yield {
      kind: "act.alleged",
      type,
      source: number,
      day: addDays("2020-01-05", random.below(1_000)),
      place: place.id,
      victims: [who?.number ?? someone()],
      alleged: random.chance(0.5) ? [someone()] : [],
    };

    function claim(person: number, property: "name" | "status" | "birth", value: string): BulkLine {
      return { kind: "claim.made", person, source: number, property, value, page: random.between(1, pages) };
    }
  }
}

/** Sixteen digits. */
const hex = (random: Random): string =>
  (0x1_0000_0000 + random.uint32()).toString(16).slice(1) + (0x1_0000_0000 + random.uint32()).toString(16).slice(1);
