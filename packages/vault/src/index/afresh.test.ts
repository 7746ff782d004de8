/** Claims about making the index from nothing: the same rows, or none that anybody takes for whole. */
import { propose } from "@amana/record";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { claimAbout, newId, takeIn, testVaults } from "../vault.testkit.ts";
import type { Vault } from "../vault.ts";
import { dumpIndex } from "./dump.testkit.ts";
import { Projection } from "./project.ts";

const vaults = testVaults();
afterAll(() => vaults.remove());
const readBlob = () => undefined;
const settings = ["synchronous", "wal_autocheckpoint", "cache_size", "secure_delete"] as const;

test("[F2] whatever was said of a record, in whichever commits: made in batches of any size the rows are the same", () => {
  const word = fc.oneof(
    fc.constantFrom("Nesrîn", "نسرین", "zagros", "checkpoint", "١٢", "O'Neil", "a_b", "x-ray", ""),
    fc.string({ unit: "grapheme", maxLength: 8 }),
  );
  const label = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => `w ${words.join(" ")}`.trimEnd());
  const said = fc.record({ person: fc.nat(3), label, withdrawn: fc.boolean() });
  const vault = vaults.open(vaults.fresh());
  const { source, proposals } = takeIn(vault, { name: "a.txt", text: "zagros" });
  vault.append(proposals);
  fc.assert(
    fc.property(
      fc.array(fc.array(said, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 12 }),
      (commits, batch) => {
        const persons = Array.from({ length: 4 }, () => newId("per"));
        for (const commit of commits) {
          vault.append(
            commit.flatMap(({ person, label, withdrawn }) => {
              const e = persons[person] ?? "";
              const claim = claimAbout(e, source, { value: label, quote: label });
              return [
                propose("person.opened", e, { label }),
                claim,
                ...(withdrawn ? [propose("claim.withdrawn", claim.e, { reason: "mistaken" })] : []),
              ];
            }),
          );
          vault.project();
        }
        const { db } = vault.inside;
        const before = dumpIndex(db);
        new Projection(db, { readBlob, batch }).rebuild();
        expect(dumpIndex(db)).toEqual(before);
      },
    ),
    { numRuns: 25 },
  );
  vault.close();
});

test("a run of letters that is no word is found and not suggested, however the index is made", () => {
  const vault = vaults.open(vaults.fresh());
  const long = "q".repeat(40_000);
  vault.append(takeIn(vault, { name: "a.txt", text: `${long} nergiz ${"z".repeat(1_001)}`, sealed: true }).proposals);
  vault.project();
  const terms = () => vault.inside.db.prepare("SELECT term FROM term").pluck().all();
  expect(terms()).toEqual(["nergiz"]);
  vault.rebuildIndex();
  expect(terms()).toEqual(["nergiz"]);
  expect(vault.view.match(`"${"z".repeat(1_001)}"`, [], 10).passages).toHaveLength(1);
  vault.close();
});

test("where it stops half-way the settings are as before, and whoever comes next makes it whole", () => {
  const dir = vaults.fresh();
  const first = vaults.open(dir);
  const before = fill(first);
  const { db } = first.inside;
  const values = () => settings.map((name) => db.pragma(name, { simple: true }));
  const usual = values();
  let stopping = true;
  const progress = () => {
    if (stopping) throw new Error("stopped");
  };
  const halfway = new Projection(db, { readBlob, batch: 2, progress });
  expect(() => halfway.rebuild()).toThrow("stopped");
  expect(values()).toEqual(usual);
  expect(dumpIndex(db)).not.toEqual(before);
  stopping = false;
  halfway.run();
  expect(dumpIndex(db)).toEqual(before);

  stopping = true;
  expect(() => halfway.rebuild()).toThrow("stopped");
  first.close();
  const second = vaults.open(dir);
  expect(dumpIndex(second.inside.db)).toEqual(before);
  second.close();
});

test("a long log without an index is made in one go, and followed line by line from there", () => {
  const vault = vaults.open(vaults.fresh(), { write: true, leaveIndex: true });
  Projection.reset(vault.inside.db);
  const persons = Array.from({ length: 10_000 }, () => newId("per"));
  vault.append(persons.map((person, n) => propose("person.opened", person, { label: `Invented ${n}` })));
  expect(vault.project()).toBe(10_001);
  vault.append([propose("person.opened", persons[7] ?? "", { label: "Stated anew" })]);
  expect(vault.project()).toBe(1);
  const { db } = vault.inside;
  expect(db.prepare("SELECT count(*) FROM person").pluck().get()).toBe(10_000);
  expect(vault.view.match('"anew"', [], 10).passages).toHaveLength(1);
  expect(db.pragma("synchronous", { simple: true })).toBe(2);
  vault.close();
});

function fill(vault: Vault) {
  for (const name of ["a.txt", "b.txt", "c.txt"]) {
    vault.append(takeIn(vault, { name, text: `zagros ${name}\nsecond` }).proposals);
    vault.append([propose("note.written", newId("note"), { text: `of ${name}` })]);
    vault.project();
  }
  return dumpIndex(vault.inside.db);
}
