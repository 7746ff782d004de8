import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3-multiple-ciphers";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createLogTables, POSITIONS } from "../db/log-schema.ts";
import { lineAt, Packs } from "./packs.ts";

const base = POSITIONS;
function world() {
  const db = new Database(":memory:");
  createLogTables(db);
  db.exec(
    "INSERT INTO notebook (id, name, branch, compartment, device, public_key, mine, size, frontier) VALUES (1, 'n', 0, 'c', 'd', x'', 1, 0, x'')",
  );
  const packs = new Packs(db);
  const count = () => Number(db.prepare("SELECT count(*) FROM pack").pluck().get());
  const bytes = () => Number(db.prepare("SELECT sum(length(bytes)) FROM pack").pluck().get());
  const all = (size: number) => Array.from({ length: size }, (_, at) => packs.text(base + at));
  const scanned = () =>
    [...packs.each(base, base + POSITIONS)].flatMap((pack) =>
      Array.from(pack.ends, (_, at) => lineAt(pack, pack.first + at)?.toString()),
    );
  const digests = (size: number) => Array.from({ length: size }, (_, at) => packs.digest(base + at)?.toString("hex"));
  const allDigests = () => Buffer.concat([...packs.digests(base, base + POSITIONS)].map((each) => each.digests));
  return { db, packs, count, bytes, all, scanned, digests, allDigests };
}
const digestOf = (text: string) => createHash("sha256").update(text).digest();
const bytesOf = (lines: readonly string[]) =>
  lines.map((line) => ({ bytes: Buffer.from(line), digest: digestOf(line) }));
/** Invented lines: no line feed in them, as in every canonical line. */
const line = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 400 }).map((text) => JSON.stringify(text)),
  },
  { weight: 2, arbitrary: fc.integer({ min: 300, max: 9_000 }).map((length) => "قال الشاهد ".repeat(length / 10 + 1)) },
  { weight: 1, arbitrary: fc.integer({ min: 63_000, max: 65_535 }).map((length) => "x".repeat(length)) },
);

test("[VA-8] lines come out of packs as they went in, in any commits, erased ones excepted, their digests always, before and after gathering", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(line, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 25 }),
      fc.array(fc.nat(), { maxLength: 12 }),
      (commits, chosen) => {
        const { packs, all, scanned, digests, allDigests } = world();
        const lines: (string | undefined)[] = [];
        const expected = commits.flat().map((text) => digestOf(text).toString("hex"));
        for (const commit of commits) {
          packs.add(base + lines.length, bytesOf(commit));
          lines.push(...commit);
        }
        expect(all(lines.length)).toEqual(lines);
        for (const [at, place] of chosen.entries()) {
          if (at === chosen.length >> 1) packs.gather();
          packs.erase(base + (place % lines.length));
          lines[place % lines.length] = undefined;
        }
        expect(all(lines.length)).toEqual(lines);
        packs.gather();
        expect(all(lines.length)).toEqual(lines);
        expect(scanned()).toEqual(lines);
        expect(digests(lines.length)).toEqual(expected);
        expect(allDigests().toString("hex")).toBe(expected.join(""));
        expect(packs.text(base + lines.length)).toBeUndefined();
        expect(packs.text(base - 1)).toBeUndefined();
      },
    ),
    { numRuns: 60 },
  );
});

test("commits of single lines are packed with their neighbours once enough has gathered, and only then", () => {
  const { packs, count, bytes, all } = world();
  const lines = Array.from(
    { length: 300 },
    (_, at) => `{"text":"${at} ${"the same words as everybody uses ".repeat(30)}"}`,
  );
  for (const [at, text] of lines.entries()) {
    packs.add(base + at, bytesOf([text]));
    if (at === 9) packs.gather();
    if (at === 9) expect(count()).toBe(10);
  }
  const before = bytes();
  packs.gather();
  expect(count()).toBeLessThanOrEqual(4);
  expect(bytes()).toBeLessThan(before / 4);
  expect(all(300)).toEqual(lines);
});

test("what is erased leaves no copy in the pack it stood in, nor in memory", () => {
  const { db, packs } = world();
  packs.add(base, bytesOf(["before", "a name that must go", "after"]));
  expect(packs.text(base + 1)).toBe("a name that must go");
  packs.erase(base + 1);
  expect([packs.text(base), packs.text(base + 1), packs.text(base + 2)]).toEqual(["before", undefined, "after"]);
  const kept = db.prepare("SELECT bytes FROM pack").pluck().all() as Buffer[];
  expect(kept.map(String).join()).not.toContain("name");
});

test("a line that another connection erased is gone here too, though it was remembered", () => {
  const directory = mkdtempSync(join(tmpdir(), "amana-packs-"));
  const [one, other] = [new Database(join(directory, "db")), new Database(join(directory, "db"))];
  try {
    createLogTables(one);
    const [here, there] = [new Packs(one), new Packs(other)];
    here.add(base, bytesOf(["one", "two"]));
    expect(here.text(base)).toBe("one");
    there.erase(base);
    expect(here.text(base)).toBeUndefined();
    expect(here.text(base + 1)).toBe("two");
  } finally {
    one.close();
    other.close();
    rmSync(directory, { recursive: true });
  }
});
