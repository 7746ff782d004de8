import { expect, test } from "vitest";
import { blocklist } from "../testing.ts";
import { tiny, tinyWorld } from "../testing-grown.ts";
import { growWorld, personOf } from "./grown.ts";
import { commanderOn, lineOf, unitTree } from "./hierarchy.ts";
import { hijri, hijriText } from "./hijri.ts";
import { manyFamilies, manyKunyas, manyMen, manyWomen } from "./name-stock.ts";
import { fullName } from "./person-name.ts";
import { allSettlements } from "./places.ts";
import { grownSizes, makeWorld, sizes } from "./world.ts";

test("S holds exactly 4,383 victims, 1,804 alleged perpetrators and 87 cases, nobody twice and nobody as both", () => {
  const world = growWorld(1, grownSizes.S);
  expect([new Set(world.victims).size, world.victims.length]).toEqual([4_383, 4_383]);
  expect([new Set(world.alleged).size, world.alleged.length]).toEqual([1_804, 1_804]);
  expect(new Set(world.cases.map(({ person }) => person)).size).toBe(87);
  expect(world.cases.map(({ number }) => number).at(-1)).toBe("GP-087");
  const alleged = new Set(world.alleged);
  expect(world.victims.filter((id) => alleged.has(id))).toEqual([]);
  const victims = new Set(world.victims);
  expect(world.cases.every(({ person }) => victims.has(person))).toBe(true);
});

test("the same seed grows the same world, another seed another", () => {
  expect(growWorld(4, tiny)).toEqual(growWorld(4, tiny));
  expect(growWorld(5, tiny).acts).not.toEqual(growWorld(4, tiny).acts);
});

test("the story stands unchanged inside the grown world", () => {
  const world = tinyWorld();
  expect(world.story).toEqual(makeWorld(1, sizes.slice));
  const { weaver, friend } = world.story.cast;
  for (const { id } of [weaver, friend]) expect(world.cases.map(({ person }) => person)).toContain(id);
  for (const command of world.story.commands) expect(world.commands).toContainEqual(command);
});

test("every victim stands in an act, every act names victims and alleged perpetrators that exist", () => {
  const world = tinyWorld();
  const acted = new Set(world.acts.flatMap(({ victims }) => victims));
  expect(world.victims.filter((id) => !acted.has(id))).toEqual([]);
  for (const { victims, alleged, unit, day } of world.acts) {
    for (const id of [...victims, ...alleged]) expect(personOf(world, id).id).toBe(id);
    expect(world.unitOf.has(unit)).toBe(true);
    expect(day >= world.story.held.from).toBe(true);
  }
});

test("only the cases carry the group's reason, and all of an act's victims do", () => {
  const world = tinyWorld();
  const cases = new Set(world.cases.map(({ person }) => person));
  const met = world.acts.filter(({ ground }) => ground === "improper-friendship").flatMap(({ victims }) => victims);
  expect(new Set(met)).toEqual(cases);
});

test("outside the pairs of strangers no two persons share a full name, and strangers differ in age and home", () => {
  const world = growWorld(2, grownSizes.S);
  const namesakes = new Set(world.strangers.map(([, second]) => second));
  expect(namesakes.size).toBeGreaterThan(10);
  for (const language of ["ar", "en"] as const) {
    const names = [...world.people.values()]
      .filter(({ id }) => !namesakes.has(id))
      .map(({ name }) => fullName(name, language));
    expect(new Set(names).size).toBe(names.length);
  }
  for (const [first, second] of world.strangers) {
    const [one, other] = [personOf(world, first), personOf(world, second)];
    expect(fullName(one.name, "ar")).toBe(fullName(other.name, "ar"));
    expect([one.born === other.born, one.home === other.home]).toEqual([false, false]);
  }
});

test("children carry the father's given name and the family's name", () => {
  const world = growWorld(1, grownSizes.S);
  const fathers = world.kin.filter(({ type }) => type === "father-of");
  expect(fathers.length).toBeGreaterThan(100);
  for (const { from, to } of fathers) {
    const [father, child] = [personOf(world, from), personOf(world, to)];
    expect(child.name.father).toBe(father.name.given);
    expect(child.name.family).toBe(father.name.family);
    expect(child.born - father.born).toBeGreaterThan(20);
  }
});

test("the units are one tree without a circle, and every one leads up to the group", () => {
  const tree = unitTree(5, 4);
  expect(new Set(tree.map(({ id }) => id)).size).toBe(tree.length);
  for (const { id } of tree) expect(lineOf(tree, id).at(-1)).toBe("high-wall");
  expect(() => lineOf([...tree, { ...tree[0], id: "x", partOf: "x" } as (typeof tree)[number]], "x")).toThrow();
});

test("the commanders of a unit follow one another without a day in common, and nobody commands two units", () => {
  for (const seed of [1, 2, 3]) {
    const world = growWorld(seed, grownSizes.S);
    for (const { id } of world.units) {
      const turns = world.commands.filter(({ unit }) => unit === id).sort((a, b) => (a.from < b.from ? -1 : 1));
      expect(turns.length, id).toBeGreaterThan(0);
      for (const [index, { from, to }] of turns.entries()) {
        expect(from <= to).toBe(true);
        expect(index === 0 || (turns[index - 1]?.to ?? "") < from, id).toBe(true);
      }
    }
    const people = world.commands.map(({ person }) => person);
    expect(new Set(people).size).toBe(people.length);
  }
});

test("who commanded on a day is told, and nobody before the group held the land", () => {
  const world = tinyWorld();
  const [command] = world.commands;
  if (command === undefined) throw new Error("no commands");
  expect(commanderOn(world.commands, command.unit, command.to)).toBe(command.person);
  expect(commanderOn(world.commands, command.unit, "2019-12-31")).toBeUndefined();
});

test("Hijri days agree with the machine's arithmetic calendar over seven years", () => {
  const format = new Intl.DateTimeFormat("en-u-ca-islamic-civil-nu-latn", {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    timeZone: "UTC",
  });
  for (let at = Date.UTC(2018, 0, 1); at < Date.UTC(2025, 0, 1); at += 86_400_000) {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    expect(hijri(new Date(at).toISOString().slice(0, 10))).toEqual({
      year: parts.get("year"),
      month: parts.get("month"),
      date: parts.get("day"),
    });
  }
  expect(hijriText("2021-03-09")).toBe("٢٥ رجب ١٤٤٢");
});

test("there are names for 50,000 people, and none of the larger lists is a known family, fighter, town or group", () => {
  expect(manyMen.length * (manyMen.length - 1) * manyFamilies.length).toBeGreaterThan(50_000 * 20);
  for (const names of [manyMen, manyWomen, manyFamilies, manyKunyas])
    expect(new Set(names.map(({ en }) => en)).size).toBe(names.length);
  const units = unitTree(5, 4).map(({ name }) => name);
  const ours = [...manyFamilies, ...manyKunyas, ...allSettlements.map(({ name }) => name), ...units]
    .flatMap(({ ar, ckb, en, also }) => [ar, ckb, en, ...also])
    .join("\n")
    .toLowerCase();
  for (const word of blocklist) expect(ours).not.toContain(word.toLowerCase());
});
