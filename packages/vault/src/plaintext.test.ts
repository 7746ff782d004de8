/**
 * Claims about what a thief of the disk reads: nothing of what was taken in, in any file, encoding or moment; and after an
 * erasure nothing either for somebody who has the passphrase (R11–R13, spec/vault.md).
 */
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { propose } from "@amana/record";
import { afterAll, describe, expect, test } from "vitest";
import { openConnection } from "./db/connection.ts";
import { erase, planErase } from "./erase.ts";
import { paths } from "./layout.ts";
import { claimAbout, encodingsOf, filesBelow, newId, takeIn, testVaults } from "./vault.testkit.ts";
import type { Vault } from "./vault.ts";

const vaults = testVaults();
afterAll(() => vaults.remove());

const needles = {
  name: "Nergiz Silêman Qeredaxî",
  arabicName: "نرجس عبد الواحد الشمري",
  sorani: "شایەتێک لە شنگال ناوی نەبرا",
  quote: "we were counted twice before the trucks came",
  arabicQuote: "عدّونا مرتين قبل أن تصل الشاحنات",
  file: "statement-of-witness-17-copy.txt",
  arabicFile: "شهادة الشاهد ١٧.txt",
  folder: "from-the-office-in-duhok",
  from: "a colleague who drove at night",
  note: "call back before Thursday, only through her sister",
  old: "the label she asked us to change",
};
/** As typed, and as the index folds it: lower case, no vowel signs; any word of some length would give a person away. */
const wanted = (texts: readonly string[]): readonly { readonly text: string; readonly bytes: Buffer }[] =>
  [
    ...new Set(
      texts.flatMap((text) => [text, text.toLowerCase(), ...text.split(/\s+/).filter((word) => word.length > 6)]),
    ),
  ].flatMap((text) => encodingsOf(text).map((bytes) => ({ text, bytes })));

function foundIn(
  haystacks: Iterable<{ readonly path: string; readonly bytes: Buffer }>,
  texts: readonly string[],
): string[] {
  const all = wanted(texts);
  const found: string[] = [];
  for (const { path, bytes } of haystacks)
    for (const needle of all) if (bytes.includes(needle.bytes)) found.push(`${needle.text} in ${path}`);
  return found;
}

/** Writes every needle through every door there is. */
function fill(vault: Vault) {
  const arabic = takeIn(vault, {
    name: needles.arabicFile,
    text: `${needles.arabicQuote}\n${needles.sorani}`,
    sealed: true,
    folder: needles.folder,
    from: needles.from,
  });
  const latin = takeIn(vault, { name: needles.file, text: needles.quote, from: needles.from });
  const person = newId("per");
  const note = newId("note");
  const claim = claimAbout(person, latin.source, {
    value: needles.arabicName,
    quote: needles.quote,
    note: needles.note,
  });
  vault.append([...arabic.proposals, ...latin.proposals], {
    alongside: () => {
      vault.local().remember(Buffer.from(`/home/somebody/${needles.folder}/${needles.file}`), "stamp", latin.source);
      vault.local().addTodo({ source: latin.source, what: "ocr", detail: needles.file });
    },
  });
  vault.append([propose("person.opened", person, { label: needles.old })]);
  vault.project();
  vault.append([
    propose("person.opened", person, { label: needles.name }),
    claim,
    propose("note.written", note, { text: needles.note, about: person }),
  ]);
  vault.project();
  return { arabic, latin, person, claim: claim.e, note };
}

describe("without the passphrase", () => {
  test("no byte of a name, quote or file name stands in any file of the vault, while it is open, after closing, in no temporary file", () => {
    const temp = new Set(readdirSync(tmpdir()));
    const dir = vaults.fresh();
    const vault = vaults.open(dir);
    fill(vault);
    // The WAL holds all of it now, the database file little.
    expect([...filesBelow(dir)].some(({ path, bytes }) => path.endsWith("-wal") && bytes.length > 100_000)).toBe(true);
    expect(foundIn(filesBelow(dir), Object.values(needles))).toEqual([]);
    vault.close();
    expect([...filesBelow(dir)].map(({ path }) => path).filter((path) => path.endsWith("-wal"))).toEqual([]);
    expect(foundIn(filesBelow(dir), Object.values(needles))).toEqual([]);
    const left = readdirSync(tmpdir()).filter((name) => !temp.has(name) && /etilqs|sqlite|amana(?!-test)/.test(name));
    expect(left).toEqual([]);
  });

  test("no file outside the database and the sealed files names anything but ids", () => {
    const dir = vaults.fresh();
    const vault = vaults.open(dir);
    fill(vault);
    vault.close();
    const names = [...filesBelow(dir)].map(({ path }) => path.slice(dir.length + 1)).sort();
    for (const name of names)
      expect(name).toMatch(/^(vault\.json|keys\.age|record\.db|writer\.lock|blobs\/[0-9a-f]{2}\/[0-9a-f]{64})$/);
    expect(readFileSync(paths(dir).vault, "utf8")).toMatch(
      /^\{\n( {2}"(amana|format|vault|device|database|blobs|keys)": ("[a-z0-9_-]+"|1),?\n){7}\}\n$/,
    );
  });

  test.skipIf(process.platform !== "linux")(
    "sorting 200,000 rows opens no temporary file: it would not be encrypted",
    () => {
      const dir = vaults.fresh();
      const vault = vaults.open(dir);
      const { db } = vault.inside;
      db.exec("CREATE TEMP TABLE big (n INTEGER, words TEXT)");
      db.prepare(
        "INSERT INTO big WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) SELECT i, hex(randomblob(100)) || ? FROM n",
      ).run(needles.name);
      db.pragma("cache_size=10");
      db.pragma("temp.cache_size=10");
      let rows = 0;
      for (const row of db.prepare("SELECT words FROM big ORDER BY words, n").iterate()) {
        if (rows++ % 50_000 === 0) expect(openFiles().filter((file) => /etilqs|\(deleted\)/.test(file))).toEqual([]);
        expect(row).toBeDefined();
      }
      expect(rows).toBe(200_000);
      expect(db.pragma("temp_store", { simple: true })).toBe(2);
      vault.close();
    },
  );

  test.skipIf(process.platform !== "linux")(
    "the same sort with temp_store=file would have been seen: the test above can fail",
    () => {
      const db = openConnection(paths(vaults.fresh()).database, vaults.keys.databaseKey);
      db.pragma("temp_store=file");
      db.pragma("cache_size=10");
      db.pragma("temp.cache_size=10");
      db.exec(
        "CREATE TEMP TABLE big AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) SELECT i, hex(randomblob(100)) AS words FROM n",
      );
      expect(openFiles().filter((file) => /etilqs/.test(file)).length).toBeGreaterThan(0);
      db.close();
    },
  );
});

describe("with the passphrase, after erasure", () => {
  test("[R11] nothing of what was erased is in any page of the decrypted database, and its sealed files are gone", () => {
    const dir = vaults.fresh();
    const vault = vaults.open(dir);
    const { arabic, latin, person, claim, note } = fill(vault);
    const before = image(dir);
    expect(foundIn([before], [needles.arabicName]).length).toBeGreaterThan(0);
    const packs = packsOf(vault);
    const order = { records: [arabic.source, latin.source, person, claim, note], reason: "asked by her" };
    const plan = planErase(vault, order);
    if (!plan.ok) throw new Error(plan.error.type);
    expect(plan.value.blobs.length).toBe(3);
    const done = erase(vault, plan.value, order);
    expect(done).toEqual({ lines: 10, blobs: 3 });

    // While it is still open, and after: the WAL was emptied as well.
    expect(foundIn([image(dir)], Object.values(needles))).toEqual([]);
    vault.close();
    const after = image(dir);
    expect(foundIn([after], Object.values(needles))).toEqual([]);
    // Lines lie compressed: what they were compressed to must be gone too.
    for (const pack of packs)
      for (let at = 24; at + 24 < pack.length; at += 200)
        expect(after.bytes.includes(pack.subarray(at, at + 24))).toBe(false);
    for (const name of plan.value.blobs) expect(existsSync(join(dir, "blobs", name.slice(0, 2), name))).toBe(false);
    expect([...filesBelow(join(dir, "blobs"))]).toEqual([]);

    const again = vaults.open(dir);
    expect(again.view.freePages()).toBe(0);
    expect(again.view.source(latin.source)).toBeUndefined();
    expect(again.view.layersOf(latin.source)).toEqual([]);
    expect(again.view.match('"trucks"', [], 10).passages).toEqual([]);
    expect(again.local().todos("ocr")).toEqual([]);
    expect(again.local().seen(Buffer.from(`/home/somebody/${needles.folder}/${needles.file}`))).toBeUndefined();
    for (const table of [
      "source",
      "layer",
      "passage",
      "person",
      "claim",
      "note",
      "citation",
      "term",
      "term_loose",
      "term_sound",
    ])
      expect(again.inside.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0);
    again.close();
  });

  test("[R11] erased lines keep digest, parents and field names, and the erase line says who decided why", () => {
    const vault = vaults.open(vaults.fresh());
    const { latin, person } = fill(vault);
    const before = vault.view.proofFor(person);
    const versions = vault.view.versions(person);
    const order = { records: [person], reason: "asked by her", decision: "the keepers, by vote" };
    const plan = planErase(vault, order);
    if (!plan.ok) throw new Error(plan.error.type);
    erase(vault, plan.value, order);
    expect(vault.view.proofFor(person)).toEqual(before.map((line) => ({ ...line, text: undefined })));
    expect(vault.view.versions(person)).toEqual(
      versions.map((version) => ({ ...version, x: {}, erased: { fields: Object.keys(version.x).sort() } })),
    );
    const [line] = [...vault.view.history()].filter(({ k }) => k === "erase");
    const { x } = JSON.parse(line?.text ?? "{}") as {
      x: { reason: string; decision: string; lines: { digest: string; fields: string[] }[] };
    };
    expect(x).toMatchObject({ reason: "asked by her", decision: "the keepers, by vote" });
    expect(x.lines.map(({ digest }) => digest)).toEqual(before.map(({ digest }) => digest));
    expect(x.lines.every(({ fields }) => fields.includes("label"))).toBe(true);
    for (const { digest } of before) expect(vault.view.wasErased(digest)).toBe(true);
    expect(vault.view.source(latin.source)).toBeDefined();
    vault.close();
  });

  test("[R13] a hold stops erasure of what it covers, by record and within a family, until it is lifted", () => {
    const vault = vaults.open(vaults.fresh());
    const { latin, claim } = fill(vault);
    const hold = newId("hold");
    vault.append([propose("hold.placed", hold, { records: [latin.source], by: "a court" })]);
    vault.project();
    const order = { records: [claim, latin.source], reason: "asked" };
    expect(planErase(vault, order)).toEqual({ ok: false, error: { type: "erase-refused-hold", record: latin.source } });
    vault.append([propose("hold.lifted", hold, { reason: "over" })]);
    vault.project();
    expect(planErase(vault, order).ok).toBe(true);
    vault.close();
  });

  test("[R12] a thousand sealed files are erased together: no erase line outgrows a line", () => {
    const vault = vaults.open(vaults.fresh());
    const taken = Array.from({ length: 1_000 }, (_, n) => takeIn(vault, { name: `${n}.txt`, text: `text ${n}` }));
    vault.append(taken.flatMap(({ proposals }) => proposals));
    vault.project();
    const order = { records: taken.map(({ source }) => source), reason: "all of it" };
    const plan = planErase(vault, order);
    if (!plan.ok) throw new Error(plan.error.type);
    expect(erase(vault, plan.value, order)).toEqual({ lines: 3_000, blobs: 1_000 });
    expect([...vault.view.namedBlobs()]).toEqual([]);
    expect([...vault.blobs.names()]).toEqual([]);
    vault.close();
  });
});

/** Every page of the database, decrypted, empty ones included. */
function image(dir: string): { readonly path: string; readonly bytes: Buffer } {
  const db = openConnection(paths(dir).database, vaults.keys.databaseKey);
  try {
    return { path: "decrypted record.db", bytes: db.serialize() };
  } finally {
    db.close();
  }
}

function packsOf(vault: Vault): Buffer[] {
  return (
    vault.inside.db
      .prepare("SELECT bytes FROM pack WHERE id % 1099511627776 > 0 AND length(bytes) > 200")
      .pluck()
      .all() as Buffer[]
  ).map((bytes) => Buffer.from(bytes));
}

function openFiles(): string[] {
  return readdirSync("/proc/self/fd").flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      return [];
    }
  });
}
