import { expect, test } from "vitest";
import { blocklist } from "../testing.ts";
import { group, units } from "./armed-group.ts";
import { dayText, monthText } from "./calendar.ts";
import { families, kunyas } from "./names.ts";
import { fullName, otherSpellings } from "./person-name.ts";
import { places } from "./places.ts";
import { randomFrom } from "./random.ts";
import { makeWorld, sizes } from "./world.ts";

const large = { victims: 4_383, perpetrators: 1_804, targeted: 87 };

test("the same seed gives the same world, another seed another", () => {
  expect(makeWorld(7, sizes.slice)).toEqual(makeWorld(7, sizes.slice));
  expect(makeWorld(8, sizes.slice).cast).not.toEqual(makeWorld(7, sizes.slice).cast);
});

test("a grown world keeps the people and days of the story", () => {
  const [small, grown] = [makeWorld(3, sizes.slice), makeWorld(3, large)];
  expect(grown.cast).toEqual(small.cast);
  expect(grown.days).toEqual(small.days);
});

test("in a world of 4,383 victims and 1,804 alleged no two share a full name", () => {
  const { cast, victims, alleged } = makeWorld(1, large);
  const people = new Map(
    [...Object.values(cast), ...victims, ...alleged].map((person) => [person.id, fullName(person.name, "en")]),
  );
  expect(people.size).toBe(11 + 4_383 + 1_804);
  expect(new Set(people.values()).size).toBe(people.size);
});

test("every victim stands in one incident, each inside the time the group held the land", () => {
  const world = makeWorld(1, large);
  const victims = world.incidents.flatMap((incident) => incident.victims);
  expect(new Set(victims).size).toBe(4_383);
  expect(victims).toHaveLength(4_383);
  for (const { day } of world.incidents) expect(day >= world.held.from).toBe(true);
});

test("commanders of a unit follow one another without a day in common", () => {
  for (const unit of units) {
    const [first, second] = makeWorld(5, sizes.slice).commands.filter((command) => command.unit === unit.id);
    expect(first && second && first.to < second.from).toBe(true);
  }
});

test("streams of chance depend on their name, not on what was drawn before", () => {
  const one = randomFrom(1);
  const two = randomFrom(1);
  two.uint32();
  expect(one.fork("a").bytes(8)).toEqual(two.fork("a").bytes(8));
  expect(one.fork("a").bytes(8)).not.toEqual(one.fork("b").bytes(8));
});

test("other spellings of a name differ from the name", () => {
  for (const { name } of makeWorld(2, sizes.slice).victims)
    for (const spelling of otherSpellings(name))
      expect([fullName(name, "en"), fullName(name, "ar")]).not.toContain(spelling);
});

test("days are written with the months and digits of each language", () => {
  expect(dayText("2021-03-09", "ar")).toBe("٩ آذار ٢٠٢١");
  expect(dayText("2021-10-12", "ckb")).toBe("١٢ی تشرینی یەکەمی ٢٠٢١");
  expect(dayText("2021-11-12", "ckb")).toBe("١٢ی تشرینی دووەمی ٢٠٢١");
  expect(dayText("2021-12-31", "en")).toBe("31 December 2021");
  expect(monthText("2020-02-01", "ar")).toBe("شباط ٢٠٢٠");
});

test("every place lies in the open Arabian Sea", () => {
  for (const { latitude, longitude } of places) {
    expect(latitude).toBeGreaterThan(13.5);
    expect(latitude).toBeLessThan(15.5);
    expect(longitude).toBeGreaterThan(62);
    expect(longitude).toBeLessThan(65);
  }
});

test("no family, kunya, place or unit is a known family, fighter, town or armed group", () => {
  const ours = [...families, ...kunyas, ...places.map(({ name }) => name), ...units.map(({ name }) => name), group]
    .flatMap(({ ar, ckb, en, also }) => [ar, ckb, en, ...also])
    .join("\n")
    .toLowerCase();
  for (const word of blocklist) expect(ours).not.toContain(word.toLowerCase());
});
