import { expect, test } from "vitest";
import { tiny, tinyWorld } from "./testing-grown.ts";
import { factArguments, truthOfSeed } from "./truth.ts";
import { truthOfGrown, truthOfSize } from "./truth-grown.ts";

const truth = truthOfGrown(tinyWorld());

test("every row of every list is accounted for, once", () => {
  for (const { file, headerRow, rows, people, units, records, refused } of truth.lists) {
    const all = [...people, ...units, ...records, ...refused].map(({ row }) => row).sort((a, b) => a - b);
    expect(all, file).toEqual(Array.from({ length: rows }, (_, index) => headerRow + 1 + index));
  }
});

test("victims, alleged perpetrators and cases are counted exactly, and each stands in a list that organisations keep", () => {
  expect(truth.counts).toEqual({ victims: tiny.victims, alleged: tiny.alleged, cases: tiny.targeted });
  const kept = truth.lists.filter(({ file }) => file.startsWith("lists/")).flatMap(({ people }) => people);
  const on = (as: "victim" | "alleged"): Set<string> =>
    new Set(kept.flatMap((each) => (each.as === as ? [each.person] : [])));
  expect(on("victim")).toEqual(new Set(truth.victims));
  expect(on("alleged")).toEqual(new Set(truth.alleged));
});

test("the list of units names every time of a commander, as the truth has it", () => {
  const rows = truth.lists.find(({ file }) => file === "lists/units.xlsx")?.units ?? [];
  const told = rows.map(({ unit, commander }) => `${unit} ${commander}`);
  expect(told.sort()).toEqual(truth.commands.map(({ unit, person }) => `${unit} ${person}`).sort());
});

test("many stand in several rows, in several lists, and strangers of one name stay two", () => {
  const several = [...truth.rowsOf.values()].filter((rows) => new Set(rows.map(({ file }) => file)).size > 2);
  expect(several.length).toBeGreaterThan(50);
  for (const [first, second] of truth.strangers) {
    expect(truth.labels.get(first)).toBe(truth.labels.get(second));
    expect(truth.rowsOf.get(first)).not.toEqual(truth.rowsOf.get(second));
  }
});

test("what falls with the witness who withdraws is said by nobody else, and one act is told by another", () => {
  const { falls, stillSaid, sources, label } = truth.withdrawal;
  expect(falls.length).toBeGreaterThanOrEqual(3);
  expect(stillSaid.length).toBeGreaterThanOrEqual(1);
  for (const index of falls) expect(sources).toContain(truth.facts[index]?.quote.file);
  for (const index of stillSaid) expect(sources).not.toContain(truth.facts[index]?.quote.file);
  expect([...truth.labels.values()]).toContain(label);
});

test("no fact says whom a person loves or what faith they have", () => {
  for (const fact of truth.facts)
    if (fact.type === "claim") expect(["role", "kunya", "status", "name"]).toContain(fact.property);
});

test("the story's truth is the slice's, and its facts come first", () => {
  expect(truth.story).toEqual(truthOfSeed(1));
  expect(truth.facts.slice(0, truth.story.facts.length)).toEqual(truth.story.facts);
});

test("a place late in a recording becomes hours, minutes and seconds of the command line", () => {
  const late = truth.facts.find(({ quote }) => quote.place.type === "time" && quote.place.from > 60_000);
  if (late === undefined) throw new Error("no late fact");
  const words = factArguments(late, "src_x", () => undefined);
  const at = words[words.indexOf("--time") + 1] ?? "";
  expect(at).toMatch(/^\d+:[0-5]\d(:[0-5]\d)?$/);
  const seconds = at.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
  const { place } = late.quote;
  expect(place.type === "time" && place.from <= seconds * 1_000 && seconds * 1_000 <= place.to).toBe(true);
});

test("truth depends on the seed and the size alone", () => {
  expect(truthOfSize(1, tiny)).toEqual(truth);
});
