import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { acts, distinctNames, lines, personRows, persons, sourceRows } from "./bulk.ts";
import { writeBulk } from "./bulk-files.ts";
import { csvRows } from "./testing.ts";
import { fullName } from "./world/person-name.ts";

test("a longer run begins with the shorter one, and the same seed gives the same", () => {
  const seeds = fc.record({ seed: fc.nat(99), short: fc.integer({ min: 1, max: 40 }), more: fc.nat(40) });
  fc.assert(
    fc.property(seeds, ({ seed, short, more }) => {
      for (const make of [persons, sourceRows, lines, (one: number, count: number) => acts(one, count, 100)])
        expect([...make(seed, short + more)].slice(0, short)).toEqual([...make(seed, short)]);
    }),
    { numRuns: 20 },
  );
});

test("50,000 persons have 50,000 full names, and more than the names can make are refused", () => {
  const names = new Set<string>();
  for (const { name } of persons(1, 50_000)) names.add(fullName(name, "en"));
  expect(names.size).toBe(50_000);
  expect(() => persons(1, distinctNames + 1).next()).toThrow(RangeError);
});

test("rows name every person at least once, and some again under another spelling", () => {
  const rows = [...personRows(1, 2_000)];
  const byPerson = Map.groupBy(rows, ({ person }) => person);
  expect(byPerson.size).toBe(2_000);
  const twice = [...byPerson.values()].filter(({ length }) => length > 1);
  expect(twice.length).toBeGreaterThan(400);
  expect(twice.some(([first, second]) => first?.name !== second?.name)).toBe(true);
});

test("of five lines one is a source, and every line points at sources and persons that came before it", () => {
  let [sources, people] = [0, 0];
  for (const line of lines(2, 5_000)) {
    if (line.kind === "source.received") expect(line.source.number).toBe(sources++);
    else if (line.kind === "person.opened") expect(line.person).toBe(people++);
    else expect(line.source).toBeLessThan(sources);
    const named =
      line.kind === "claim.made"
        ? [line.person]
        : line.kind === "act.alleged"
          ? [...line.victims, ...line.alleged]
          : [];
    for (const person of named) expect(person).toBeLessThan(people);
  }
  expect(sources).toBe(1_000);
  expect(people).toBe(500);
});

test("a parent was received before what came in it", () => {
  for (const { number, parent } of sourceRows(3, 2_000)) expect(parent === undefined || parent < number).toBe(true);
});

test("the files of M hold every row, and the truth beside them says who stands in which", () => {
  const folder = mkdtempSync(join(tmpdir(), "practice-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const size = { persons: 1_500, files: 1_200 };
  const [first, again] = [writeBulk(join(folder, "a"), 1, size), writeBulk(join(folder, "b"), 1, size)];
  expect(again).toEqual(first);
  const rows = (path: string) => csvRows(readFileSync(join(folder, "a", path), "utf8"));
  expect(rows("lists/files.csv").size).toBe(1_201);
  const wanted = [...personRows(1, 1_500)];
  const truth = [...rows("truth/same-person.csv").values()].slice(1);
  expect(truth).toHaveLength(wanted.length);
  const lists = new Map(
    ["1", "2", "3", "4", "5"].map((list) => [`lists/persons-${list}.csv`, rows(`lists/persons-${list}.csv`)]),
  );
  for (const [index, [file = "", row, person]] of truth.entries()) {
    expect(Number(person)).toBe(wanted[index]?.person);
    expect(lists.get(file)?.get(Number(row))?.[1]).toBe(wanted[index]?.name);
  }
});
