/** Claims about the index: it is a fold of the log, row for row, however it came about (F1, F2). */

import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { newRecordId } from "@amana/format";
import { type Blob, propose } from "@amana/record";
import { afterAll, describe, expect, test } from "vitest";
import { refOf } from "../blob-ref.ts";
import { erase, planErase } from "../erase.ts";
import { claimAbout, newId, takeIn, testVaults } from "../vault.testkit.ts";
import { Vault } from "../vault.ts";
import { dumpIndex } from "./dump.testkit.ts";
import { Projection } from "./project.ts";

const vaults = testVaults();
afterAll(() => vaults.remove());

describe("the index thrown away and made again is the same, row for row", () => {
  test("[F2] after every kind of line, one commit at a time", () => {
    const vault = vaults.open(vaults.fresh());
    const world = fill(vault);
    expect(sameAfterRebuild(vault)).toBeGreaterThan(60);
    expect(words(vault, "zagros")).toBe(3);
    expect(world.sources.length).toBe(3);
    vault.close();
  });

  test("[F2] after withdrawals: their words are neither found nor suggested any more", () => {
    const vault = vaults.open(vaults.fresh());
    const { claim, person } = fill(vault);
    expect(words(vault, "commandersaid")).toBe(1);
    commit(vault, propose("claim.withdrawn", claim, { reason: "mistaken" }));
    expect(words(vault, "commandersaid")).toBe(0);
    expect(suggestions(vault, "commandersaid")).toBe(0);
    sameAfterRebuild(vault);
    expect(vault.view.state("per", person)?.body.label).toBe("Zagros one");
    vault.close();
  });

  test("[F2] after a label was stated anew: the old one is not found, the new one is", () => {
    const vault = vaults.open(vaults.fresh());
    const { person } = fill(vault);
    commit(vault, propose("person.opened", person, { label: "Renamed entirely" }));
    expect([words(vault, "renamed"), words(vault, "one")]).toEqual([1, 0]);
    expect(suggestions(vault, "one")).toBe(0);
    sameAfterRebuild(vault);
    commit(vault, propose("person.opened", person, { label: "Zagros one" }));
    expect([words(vault, "renamed"), words(vault, "one")]).toEqual([0, 1]);
    sameAfterRebuild(vault);
    vault.close();
  });

  test("[F2] after erasure of sources with layers in lines and in blobs, of persons, claims and notes", () => {
    const vault = vaults.open(vaults.fresh());
    const { sources, claim, person, note } = fill(vault);
    for (const records of [[sources[0] ?? ""], [sources[1] ?? "", claim], [person, note]]) {
      const order = { records, reason: "asked" };
      const plan = planErase(vault, order);
      if (!plan.ok) throw new Error(plan.error.type);
      erase(vault, plan.value, order);
      sameAfterRebuild(vault);
    }
    expect(words(vault, "zagros")).toBe(1);
    vault.close();
  });

  test("[F2] after a layer was erased whose blob had been lost: its words are gone from the full text all the same", () => {
    const dir = vaults.fresh();
    const vault = vaults.open(dir);
    const lost = takeIn(vault, { name: "lost.txt", text: "unrepeatable\nzagros again", sealed: true });
    commit(vault, ...lost.proposals);
    const kept = takeIn(vault, { name: "kept.txt", text: "another zagros" });
    commit(vault, ...kept.proposals);
    const content = vault.view.state("lay", lost.layer)?.body.content;
    if (content?.type !== "blob") throw new Error("not sealed");
    rmSync(join(dir, "blobs", content.blob.name.slice(0, 2), content.blob.name));
    expect(words(vault, "unrepeatable")).toBe(1);
    const order = { records: [lost.source], reason: "asked" };
    const plan = planErase(vault, order);
    if (!plan.ok) throw new Error(plan.error.type);
    erase(vault, plan.value, order);
    expect([words(vault, "unrepeatable"), suggestions(vault, "unrepeatable"), words(vault, "zagros")]).toEqual([
      0, 0, 1,
    ]);
    sameAfterRebuild(vault);
    vault.close();
  });

  test("[F2] when lines came in before the index was made, in one sweep or after a crash between commit and index", () => {
    const dir = vaults.fresh();
    const behind = vaults.open(dir);
    fill(behind, false);
    behind.close();
    let caughtUp = 0;
    const vault = vaults.open(dir, { write: true, onCatchUp: (lines) => (caughtUp = lines) });
    expect(caughtUp).toBeGreaterThan(10);
    sameAfterRebuild(vault);
    expect(words(vault, "zagros")).toBe(3);
    vault.close();
  });

  test("[F2] when it is another version's: whoever opens the vault to read it makes it anew first", () => {
    const dir = vaults.fresh();
    const vault = vaults.open(dir);
    fill(vault);
    vault.inside.db.exec("UPDATE setting SET value = 0 WHERE name = 'index-version'; DROP TABLE person");
    vault.close();
    const reader = vaults.open(dir, { write: false });
    expect([...reader.view.persons()]).toHaveLength(1);
    expect(words(reader, "zagros")).toBe(3);
    reader.close();
  });

  test("[F2] when it lies behind after a crash: whoever opens the vault to read it sees all that was kept, or waits for nobody", () => {
    const dir = vaults.fresh();
    const writer = vaults.open(dir);
    fill(writer, false);
    // Somebody is writing: they are left to it, and what is there is read.
    const early = vaults.open(dir, { write: false });
    expect([...early.view.persons()]).toHaveLength(0);
    early.close();
    writer.close();
    const reader = vaults.open(dir, { write: false });
    expect([...reader.view.persons()]).toHaveLength(1);
    expect(words(reader, "zagros")).toBe(3);
    reader.close();
  });

  test("[F2] with two compartments: a statement in one, its withdrawal in the other, whichever is read first", () => {
    const second = {
      compartment: newRecordId("cmp", randomBytes(12)),
      seed: randomBytes(32),
      sealSeed: randomBytes(32),
    };
    const keys = { ...vaults.keys, notebooks: [...vaults.keys.notebooks, second] };
    const vault = Vault.open(vaults.fresh(), keys, { write: true });
    const person = newId("per");
    const note = newId("note");
    vault.append([propose("person.opened", person, { label: "Zagros of the second" })], {
      compartment: second.compartment,
    });
    vault.append([propose("note.written", note, { text: "zagros note" })], { compartment: second.compartment });
    vault.project();
    expect(words(vault, "zagros")).toBe(2);
    vault.append([propose("person.opened", person, { label: "Nergiz" })]);
    vault.project();
    expect([words(vault, "zagros"), words(vault, "nergiz")]).toEqual([1, 1]);
    vault.append([propose("note.written", note, { text: "nergiz note" })]);
    vault.project();
    expect([words(vault, "zagros"), words(vault, "nergiz")]).toEqual([0, 2]);
    sameAfterRebuild(vault);
    vault.close();
  });

  test("[F2] after a commit that did not go through, the words of the next one are remembered again", () => {
    const vault = vaults.open(vaults.fresh());
    fill(vault);
    const { db } = vault.inside;
    db.exec("CREATE TEMP TRIGGER stop BEFORE INSERT ON passage BEGIN SELECT RAISE(ABORT, 'stop'); END");
    vault.append([propose("note.written", newId("note"), { text: "halfway" })]);
    expect(() => vault.project()).toThrow();
    db.exec("DROP TRIGGER stop");
    vault.project();
    expect([words(vault, "halfway"), suggestions(vault, "halfway")]).toEqual([1, 1]);
    sameAfterRebuild(vault);
    vault.close();
  });
});

test("[F1] a vault opened for reading can change neither log nor index", () => {
  const dir = vaults.fresh();
  const reader = vaults.open(dir, {});
  expect(() => reader.append([propose("note.written", newId("note"), { text: "x" })])).toThrow("read-only");
  expect(() => reader.project()).toThrow("read-only");
  expect(() => reader.rebuildIndex()).toThrow("read-only");
  expect(() => reader.inside).toThrow("read-only");
  reader.close();
});

/** One record of every type the index has tables for. */
function fill(vault: Vault, project = true) {
  const put = project ? commit : (to: Vault, ...proposals: Parameters<Vault["append"]>[0]) => void to.append(proposals);
  const files = [
    takeIn(vault, { name: "a.txt", text: "zagros mountains\nالشهود في سنجار", folder: "2014", from: "somebody" }),
    takeIn(vault, { name: "b.txt", text: "first\nsecond\nthird", sealed: true }),
    takeIn(vault, { name: "c.txt", text: "ڕۆژئاوا zagros" }),
  ];
  for (const { proposals } of files) put(vault, ...proposals);
  const sources = files.map(({ source }) => source);
  const [first = ""] = sources;
  put(vault, propose("source.unread", sources[2] ?? "", { code: "damaged", partly: true }));
  const person = newId("per");
  const note = newId("note");
  const statement = claimAbout(person, first, { value: "commandersaid", quote: "mountains", note: "a remark" });
  put(
    vault,
    propose("person.opened", person, { label: "Zagros one" }),
    propose("incident.opened", newId("inc"), { label: "the checkpoint" }),
  );
  put(vault, statement);
  put(
    vault,
    propose("act.alleged", newId("act"), {
      type: { said: "detention" },
      victims: [
        { type: "person", person },
        { type: "words", words: "his brother" },
      ],
      perpetrators: [{ who: { type: "not-known" }, degree: "direct" }],
      when: { said: "in August", from: "2014-08", precision: "month", calendar: "gregorian" },
      where: { said: "the school" },
      said_by: { type: "person", person },
      certainty: "probable",
      citations: [{ source: first, sha256: "a".repeat(64), place: { type: "page", page: 2 }, checked: "by-eye" }],
    }),
  );
  const unit = newId("grp");
  const gate = newId("plc");
  const page = { type: "page" as const, page: 3 };
  const stated = {
    said_by: { type: "not-stated" as const },
    certainty: "possible" as const,
    citations: [{ source: first, sha256: "a".repeat(64), place: page, checked: "by-eye" as const }],
  };
  put(
    vault,
    propose("group.opened", unit, { label: "the guards", kind: "unit" }),
    propose("place.opened", gate, { label: "the gate", latitude: 1_461_200, longitude: 6_340_800, precision: "near" }),
  );
  put(
    vault,
    propose("link.stated", newId("lnk"), {
      from: person,
      relation: "member-of",
      to: unit,
      position: "clerk",
      since: { said: "in spring", from: "2014-03", to: "2014-05", precision: "about", calendar: "gregorian" },
      ...stated,
    }),
    propose("act.alleged", newId("act"), {
      type: { said: "taken", code: "abduction" },
      method: { said: "by car" },
      victims: [{ type: "not-known", number: 4 }],
      perpetrators: [{ who: { type: "group", group: unit, number: 3 }, degree: "carried-out", as: "guards" }],
      where: { said: "by the gate", place: gate, precision: "near" },
      outcome: { said: "let go", code: "released" },
      perceived: [
        { ground: "gender", basis: "perceived", said: "their words", indicators: [{ what: "their clothes" }] },
      ],
      ...stated,
    }),
    propose("property.defined", newId("prop"), {
      code: "tribe",
      of: ["per"],
      value: "text",
      label: { en: "tribe", ar: "عشيرة", ckb: "هۆز" },
      identity: true,
    }),
    propose("identity.proposed", newId("idn"), { persons: sorted(person, newId("per")), reasons: ["same father"] }),
    propose("list.imported", newId("lst"), {
      source: first,
      sha256: "a".repeat(64),
      list: "the registry",
      mapping: "{}",
      rows: { all: 1, opened: 1, matched: 0, unchanged: 0, proposed: 0, refused: 0 },
    }),
  );
  put(vault, propose("note.written", note, { text: "to ask again", about: person }));
  put(
    vault,
    propose("consent.given", newId("con"), {
      person,
      purposes: ["any"],
      recipients: ["any"],
      onward: "no",
      conditions: [],
      how: "on tape",
    }),
  );
  put(vault, propose("hold.placed", newId("hold"), { records: [sources[2] ?? ""], by: "a court" }));
  return { sources, person, note, claim: statement.e };
}

const sorted = (a: string, b: string): [string, string] => (a < b ? [a, b] : [b, a]);

function commit(vault: Vault, ...proposals: Parameters<Vault["append"]>[0]): void {
  vault.append(proposals);
  vault.project();
}

/** Passages that hold a folded word. */
function words(vault: Vault, word: string): number {
  return vault.view.match(`"${word}"`, [], 100).passages.length;
}

function suggestions(vault: Vault, word: string): number {
  return Number(vault.inside.db.prepare("SELECT count(*) FROM term WHERE term = ?").pluck().get(word));
}

/** Makes the index again in every way there is, and compares; answers how many rows there were to compare. */
function sameAfterRebuild(vault: Vault): number {
  const { db } = vault.inside;
  const readBlob = (blob: Blob) => {
    const read = vault.blobs.read(refOf(blob));
    return read.ok ? read.value : undefined;
  };
  const before = dumpIndex(db);
  vault.rebuildIndex();
  expect(dumpIndex(db)).toEqual(before);
  new Projection(db, { readBlob, batch: 3 }).rebuild();
  expect(dumpIndex(db)).toEqual(before);
  Projection.reset(db);
  new Projection(db, { readBlob }).run();
  expect(dumpIndex(db)).toEqual(before);
  return Object.values(before).reduce((sum, rows) => sum + rows.length, 0);
}
