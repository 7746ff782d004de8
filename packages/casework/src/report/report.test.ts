/** Claims about reports: every statement has its footnote, every footnote its source, and nothing stands there that must not. */
import { propose } from "@amana/record";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId, testVaults } from "../../../vault/src/vault.testkit.ts";
import { keep } from "../dossier/world.testkit.ts";
import { hiddenNames } from "./hidden-names.ts";
import type { ReportOrder } from "./order.ts";
import { reportOn } from "./report.ts";
import { linksIn, type ReportWorld, reportWorld, type Taken, taken, wordsOf } from "./world.testkit.ts";

const vaults = testVaults();
let world: ReportWorld;
beforeAll(() => {
  world = reportWorld(vaults.open(vaults.fresh()));
});
afterAll(() => {
  world.vault.close();
  vaults.remove();
});

const record = { vault: "vlt_invented", notebooks: [{ notebook: "abc", size: 7, root: "cm9vdA==" }] };
const whole: ReportOrder = { subject: { type: "dossier", query: "" }, language: "en", date: "2026-11-23", record };

async function made(order: Partial<ReportOrder> = {}): Promise<Taken> {
  const report = reportOn(world.vault.view, { ...whole, ...order });
  if (!report.ok) throw new Error(report.error.type);
  return await taken(report.value.document);
}

const partOf = ({ parts }: Taken, id: string) => {
  const part = parts.find((each) => each.id === id);
  if (part === undefined) throw new Error("no such part");
  return part;
};
const field = (report: Taken, id: string, label: string) => {
  const fields = [...partOf(report, id).blocks].flatMap((block) => (block.kind === "fields" ? block.fields : []));
  return wordsOf(fields.find((each) => each.label === label)?.inlines);
};

describe("footnotes", () => {
  test("every standing claim, act and link has at least one, in each language", async () => {
    for (const language of ["en", "ar", "ckb"] as const) {
      const { notes } = await made({ language });
      const noted = notes.map(wordsOf).join("\n");
      for (const statement of world.statements) expect(noted).toContain(statement);
    }
  });

  test("says who, where, which words, how surely, and whether it is the only source", async () => {
    const { notes } = await made();
    const note = notes.map(wordsOf).find((words) => words.includes(world.flogging));
    expect(note).toContain("Said by Hawraz Onlooker");
    expect(note).toContain("«letter of the baker.pdf», p. 3, source no. 1");
    expect(note).toContain("«They took Nesrin to the yard.»");
    expect(note).toContain("Certainty: probable, single source");
  });

  test("every source they name stands in the annex, under that number", async () => {
    const report = await made({ chronology: true });
    const annex = new Set(report.parts.map(({ id }) => id));
    for (const note of report.notes) {
      const sources = linksIn(note).filter((to) => to.startsWith("source-"));
      expect(sources.length).toBeGreaterThan(0);
      for (const source of sources) expect(annex).toContain(source);
    }
    expect(wordsOf(partOf(report, "source-1").blocks)).toContain(world.letter);
    expect(wordsOf(partOf(report, "source-1").blocks)).toContain("pp. 1, 3–4");
    expect(report.words).not.toContain("nothing is cited from this");
  });

  test("an indicator has the page it stands on", async () => {
    const perceived = field(await made(), world.nesrin, "What they took the person to be");
    expect(perceived).toContain(
      "on the ground “dress or conduct against imposed gender roles” as they saw it (perceived)",
    );
    expect(perceived).toContain("her short hair«notes by Nesrin Madeup», paragraph 2, source no. 2");
  });
});

describe("entries", () => {
  test("no withdrawn statement is in them", async () => {
    const { words } = await made();
    expect(words).not.toContain(world.withdrawn);
    expect(words).not.toContain("sorcery");
  });

  test("a contradiction shows both sides and who says what", async () => {
    const born = field(await made(), world.nesrin, "Born");
    expect(born).toContain("The sources disagree");
    expect(born).toMatch(/Hawraz Onlooker says: 1990-01-02/);
    expect(born).toMatch(/somebody not named says: 1991-05-06/);
  });

  test("those wronged and those alleged stand apart, and every perpetrator is alleged", async () => {
    const { parts } = await made();
    const headings = parts.filter(({ level }) => level < 3).map(({ heading }) => heading);
    const at = (heading: string) => headings.indexOf(heading);
    expect(at("Persons wronged")).toBeLessThan(at("1. Nesrin Madeup"));
    expect(at("2. كريم المخترع")).toBeLessThan(at("Alleged perpetrators"));
    expect(at("Alleged perpetrators")).toBeLessThan(at("1. Abu Mizan"));
    expect(at("1. Hawraz Onlooker")).toBeGreaterThan(at("Other persons"));
  });

  test("a group shows its commanders with their periods, and who commanded above it", async () => {
    const words = wordsOf(partOf(await made({ subject: { type: "group", id: world.guard } }), world.guard).blocks);
    expect(words).toContain("Abu Mizan, as head, from");
    expect(words).toContain("Office of Invention: Saqr Fiction, as emir");
  });

  test("what people typed is never read as a place to put something", async () => {
    const { words } = await made();
    expect(words).toContain("baker {not a placeholder}");
    expect(words.replaceAll("{not a placeholder}", "")).not.toMatch(/\{\w+\}/);
  });

  test("they are made one by one, as they are asked for", () => {
    let begun = -1;
    const report = reportOn(world.vault.view, whole, (done) => {
      begun = done;
    });
    if (!report.ok) throw new Error(report.error.type);
    const parts = (report.value.document.parts as Iterable<unknown>)[Symbol.iterator]();
    expect(begun).toBe(-1);
    for (let n = 0; n < 4; n++) parts.next();
    expect(begun).toBe(0);
    expect(report.value.entries).toBeGreaterThan(5);
  });
});

describe("figures", () => {
  test("agree with counting by hand", async () => {
    expect(rowsOf(await made(), "Persons wronged, by type of act")).toEqual({
      "arbitrary detention": "1",
      flogging: "1",
      "not stated": "0",
      All: "2",
    });
    expect(rowsOf(await made(), "Persons wronged, by sex as stated")).toMatchObject({
      female: "1",
      male: "1",
      "not stated": "0",
    });
    expect(rowsOf(await made(), "Persons wronged, by age group")).toMatchObject({
      "18–24": "1",
      "not stated": "1",
      All: "2",
    });
    expect(rowsOf(await made(), "Acts, by year")).toMatchObject({ "2014": "1", "2015": "1", All: "2" });
    expect(rowsOf(await made(), "Acts, by place")).toMatchObject({ "Madeup Mill": "1", "not stated": "1" });
    expect(rowsOf(await made(), "How the cases were found")).toMatchObject({
      "A neighbour wrote": "1",
      "not stated": "1",
    });
  });

  test("of a part stand beside those of the whole", async () => {
    const report = await made({ subject: { type: "dossier", query: "ground:gender" } });
    expect(rowsOf(report, "Acts, by year")).toEqual({
      "2014": "1 of 1",
      // What only the rest of the record has: so that the column of the whole adds up.
      "1 further values": "0 of 1",
      "not stated": "0 of 0",
      All: "1 of 2",
    });
    expect(report.words).toContain("amana stats year ground:gender --of act");
    expect(wordsOf(report.document.cover)).toContain("1 of 2 persons wronged");
  });
});

function rowsOf({ parts }: Taken, title: string): Record<string, string> {
  const blocks = parts.flatMap((part) => [...part.blocks]);
  const at = blocks.findIndex((block) => block.kind === "heading" && wordsOf(block.inlines) === title);
  const table = blocks.slice(at).find((block) => block.kind === "table");
  if (table?.kind !== "table") throw new Error("no such table");
  return Object.fromEntries(
    [...table.rows].map(([label, ...numbers]) => [wordsOf(label), numbers.map(wordsOf).join(" of ")]),
  );
}

describe("codes", () => {
  test("leave no name of a victim or witness anywhere, and say where words are withheld", async () => {
    for (const query of ["", "ground:gender", "Nesrin"]) {
      const { words, notes } = await made({
        subject: { type: "dossier", query },
        codes: true,
        chronology: true,
        title: "What happened to Nesrin",
      });
      for (const name of ["nesrin", "كريم", "hawraz", "onlooker", world.nesrin, world.karim, world.witness])
        expect(words.toLowerCase()).not.toContain(name);
      expect(words).toContain("P-0001");
      expect(words).toContain("Abu Mizan");
      expect(notes.map(wordsOf).join()).toContain("[words withheld");
    }
  });

  test("say how much that identifies is withheld", async () => {
    expect(wordsOf((await made({ codes: true })).parts)).toContain("4 identifying statements withheld");
  });

  test("hear a part of a name in any text around it", () => {
    const names = ["Nesrin Madeup", "كريم المخترع", "ڕێبوار خەیاڵی"];
    const hidden = hiddenNames(new Map(names.map((name, at) => [String(at), [name]])));
    const part = fc.constantFrom(...names.flatMap((name) => name.split(" ")));
    const around = fc.constantFrom("", "She said ", "قالت ", "، ", "«", "\n", "(", "123 ", "و ");
    const ending = fc.constantFrom("", " then", "، قالت", "»", "\n", ")", " 123");
    fc.assert(
      fc.property(part, around, ending, (name, before, after) => {
        expect(hidden.occursIn(`${before} ${name}${after}`)).toBe(true);
        expect(hidden.occursIn(`${before}${name.toUpperCase()}${after}`)).toBe(true);
      }),
    );
    expect(hidden.occursIn("وكريم معهم")).toBe(true);
    expect(hidden.occursIn("nasreen was there", ["0"])).toBe(true);
    expect(hidden.occursIn("they went to the mill on Monday")).toBe(false);
  });
});

describe("copies", () => {
  const copy = { recipient: "The Court", purpose: "criminal-investigation", onward: "no" } as const;

  test("are internal and say so on every page unless they are meant for somebody", async () => {
    const { document } = await made({ mark: "Practice" });
    expect(document.mark).toBe("Practice · Internal working copy – not to be handed on");
  });

  test("for somebody are refused until everyone concerned has agreed, with ids and never names", async () => {
    const refused = reportOn(world.vault.view, { ...whole, copy });
    expect(refused).toMatchObject({ ok: false, error: { type: "consent-missing", concerned: 3 } });
    if (refused.ok || refused.error.type !== "consent-missing") throw new Error("not refused");
    expect(refused.error.missing.map(({ person }) => person).sort()).toEqual(
      [world.nesrin, world.karim, world.witness].sort(),
    );
    expect(JSON.stringify(refused)).not.toContain("Nesrin");

    const one = reportOn(world.vault.view, { ...whole, copy, subject: { type: "person", id: world.karim } });
    world.agree(world.karim, ["lead-only"]);
    expect(one.ok).toBe(false);
    const { document } = await made({ copy, subject: { type: "person", id: world.karim } });
    expect(document.mark).toBe("For The Court only – criminal-investigation");
    expect(wordsOf(document.cover)).toContain("only to find new evidence, not to be used as evidence itself (1)");
  });

  test("never hold the register of consents", () => {
    expect(reportOn(world.vault.view, { ...whole, copy, withConsents: true })).toMatchObject({
      error: { type: "report-consents-internal" },
    });
  });

  test("internal ones may hold it", async () => {
    const { parts } = await made({ withConsents: true });
    expect(wordsOf(parts)).toContain("given for criminal-investigation, to The Court; conditions: lead-only");
  });
});

test("the cover ties the report to the record", async () => {
  const cover = wordsOf((await made()).document.cover);
  expect(cover).toContain("vlt_invented");
  expect(cover).toContain("7 lines, root cm9vdA== (notebook abc)");
});

test("notes stand at the foot of the page, and beneath the entry where there are more than 400 entries", async () => {
  expect((await made()).document.notes).toBe("page");
  const vault = vaults.open(vaults.fresh());
  const opened = Array.from({ length: 401 }, (_, i) =>
    propose("person.opened", newId("per"), { label: `Nobody ${i}` }),
  );
  keep(vault, opened);
  const long = reportOn(vault.view, whole);
  vault.close();
  if (!long.ok) throw new Error(long.error.type);
  expect([long.value.entries, long.value.document.notes]).toEqual([401, "entry"]);
});

test("a query nothing answers to makes no report", () => {
  expect(reportOn(world.vault.view, { ...whole, subject: { type: "dossier", query: "zzzyyyxxx" } })).toMatchObject({
    error: { type: "report-nothing" },
  });
});
