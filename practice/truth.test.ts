import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { defaultSeed } from "./make.ts";
import { missingList } from "./story/missing-list.ts";
import { defaultArchive, fileIn, stands } from "./testing.ts";
import { consentArguments, factArguments, truthOf, truthOfSeed } from "./truth.ts";

test("every quote of the truth stands in its file, in its place", async () => {
  const archive = await defaultArchive();
  const truth = truthOf(archive.world);
  expect(truth.quotes.length).toBeGreaterThanOrEqual(14);
  for (const each of [...truth.quotes, ...truth.facts.map(({ quote }) => quote)]) {
    const { text, quote } = stands(fileIn(archive, each.file), each);
    expect(text, each.file).toContain(quote);
  }
});

test("a quote that does not stand there would be missed", async () => {
  const archive = await defaultArchive();
  const [first] = truthOf(archive.world).quotes;
  if (first === undefined) throw new Error("no quote");
  const { text, quote } = stands(fileIn(archive, first.file), { ...first, words: `${first.words}ب` });
  expect(text).not.toContain(quote);
});

test("what is searched for is there in one of its two spellings, outside pictures", async () => {
  const archive = await defaultArchive();
  for (const { queries, file, place, ocr } of truthOf(archive.world).searches.filter((search) => !search.ocr)) {
    expect(ocr).toBe(false);
    const texts = queries.map((words) => stands(fileIn(archive, file), { file, place, words }));
    expect(
      texts.some(({ text, quote }) => quote.split(" ").every((word) => text.includes(word))),
      `${file} ${queries[0]}`,
    ).toBe(true);
    expect(queries[0]).not.toBe(queries[1]);
  }
});

test("there are claims and acts, and both people with consent and without", () => {
  const { facts, people, unread } = truthOfSeed(defaultSeed);
  expect(facts.filter(({ type }) => type === "claim").length).toBeGreaterThanOrEqual(3);
  expect(facts.filter(({ type }) => type === "act").length).toBeGreaterThanOrEqual(2);
  expect(new Set(people.filter(({ alleged }) => !alleged).map(({ consent }) => consent.type))).toEqual(
    new Set(["given", "withdrawn", "refused", "not-asked"]),
  );
  expect(unread.map(({ code }) => code)).toEqual(["locked", "damaged", "empty"]);
});

test("no fact says whom a person loves or what faith they have", () => {
  for (const fact of truthOfSeed(defaultSeed).facts)
    if (fact.type === "claim") expect(["role", "kunya", "status", "name"]).toContain(fact.property);
});

test("the list names some people twice, each time under another spelling", async () => {
  const { world } = await defaultArchive();
  const { samePerson, people, rows } = missingList(world);
  expect(rows).toHaveLength(2 + 25);
  expect(samePerson).toHaveLength(6);
  for (const group of samePerson)
    expect(new Set(people.filter(({ row }) => group.includes(row)).map(({ name }) => name)).size).toBe(group.length);
});

test("facts and consents become arguments of the command line", () => {
  const { facts, people } = truthOfSeed(defaultSeed);
  for (const fact of facts) {
    const words = factArguments(fact, "src_x", (label) => `per of ${label}`);
    expect(words.slice(0, 2)).toEqual(["fact", "add"]);
    expect(words).toContain(fact.quote.words);
    expect(words[words.indexOf("--source") + 1]).toBe("src_x");
  }
  const withdrawn = people.find(({ consent }) => consent.type === "withdrawn");
  expect(withdrawn && consentArguments(withdrawn.consent, "per_x").map(([, verb]) => verb)).toEqual([
    "give",
    "withdraw",
  ]);
  const refused = people.find(({ consent }) => consent.type === "refused");
  expect(refused && consentArguments(refused.consent, "per_x")).toEqual([]);
});

test("the command writes the archive, tells its fingerprint, and never over something", () => {
  const folder = mkdtempSync(join(tmpdir(), "practice-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const make = join(import.meta.dirname, "make.ts");
  const out = join(folder, "out");
  const said = execFileSync(process.execPath, [make, out, "--seed", "5"], { encoding: "utf8" });
  const hash = createHash("sha256");
  const paths = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = paths.map((entry) => join(entry.parentPath, entry.name).slice(out.length + 1)).sort();
  for (const name of names) {
    const bytes = readFileSync(join(out, name));
    hash.update(`${name}\n${bytes.length}\n`).update(bytes);
    expect(statSync(join(out, name)).mtime.getFullYear()).toBeLessThan(2024);
  }
  expect(said).toContain(hash.digest("hex"));
  expect(spawnSync(process.execPath, [make, out]).status).toBe(2);
  expect(spawnSync(process.execPath, [make, join(folder, "other"), "--size", "huge"]).status).toBe(2);
});
