/** A list comes in row by row: nothing vanishes, nothing comes in twice, nothing is overwritten. */
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestVaults, testVaults } from "../../../vault/src/vault.testkit.ts";
import { outcomeTypes } from "./outcome.ts";
import { type Cells, inVault, listIn, runMapped } from "./world.testkit.ts";

let vaults: TestVaults;
beforeAll(() => {
  vaults = testVaults();
});
afterAll(() => vaults.remove());

const mapping = {
  list: "Register of the Seven Wells",
  key: ["No."],
  said_by: { column: "Told by" },
  order: "dmy",
  rows: [
    {
      opens: "person",
      as: "victim",
      label: "Name",
      number: "No.",
      properties: [
        { column: "Name", property: "name" },
        { column: "Born", property: "birth" },
        { column: "Age", property: "age" },
        { column: "Home", property: "residence" },
      ],
    },
    { opens: "group", as: "unit", label: "Unit", match: "label", properties: [] },
    {
      states: "act",
      type: { column: "What" },
      victims: ["victim"],
      perpetrators: [{ who: "unit" }],
      when: "Day",
      perceived: {
        ground: { code: "gender-roles", said: "as they said" },
        basis: { code: "perceived" },
        said: "Their words",
      },
    },
  ],
};
const heading = ["No.", "Name", "Born", "Age", "Home", "Unit", "What", "Day", "Their words", "Told by", "Shelf"];
const aram = [
  "1",
  "Aram Invented",
  "1990",
  "٣٠",
  "Seven Wells",
  "Gate Guard",
  "abduction",
  "09/03/2021",
  "",
  "a neighbour",
  "B2",
];
const shirin = [
  "2",
  "Shirin Invented",
  "5/6/88",
  "about 20",
  "",
  "Gate Guard",
  "no such deed",
  "yesterday",
  "walks alone",
  "?",
  "",
];
const nobody = ["3", "", "", "", "", "", "", "", "", "", "note on a torn page"];

test("every value cites its cell, in the words of the layer", () =>
  inVault(vaults, async (vault) => {
    const source = await listIn(vault, "register.csv", [heading, aram, shirin, nobody]);
    const { tally, outcomes } = runMapped(vault, source, mapping);
    expect(tally).toMatchObject({ rows: 3, by: { new: 2, refused: 1 }, refused: [{ reason: "no-name", rows: 1 }] });
    const person = outcomes[0]?.records[0] ?? "";
    const claims = vault.view.statementsAbout(person).flatMap(({ id }) => vault.view.state("clm", id)?.body ?? []);
    const age = claims.find(({ property }) => property === "age");
    expect(age).toMatchObject({
      value: { type: "number", number: 30 },
      said_by: { type: "words", words: "a neighbour" },
      citations: [{ source, place: { type: "cell", sheet: "", row: 2, column: 4 }, quote: "٣٠", checked: "in-layer" }],
    });
    for (const { citations } of claims) expect(citations[0]?.layer).toMatch(/^lay_/);
  }));

test("what is not understood stays as words or in the source, and is told by heading and reason", () =>
  inVault(vaults, async (vault) => {
    const source = await listIn(vault, "register.csv", [heading, aram, shirin, nobody]);
    const { tally } = runMapped(vault, source, mapping);
    const told = tally.left.map(({ heading: at, reason, cells }) => `${at}: ${reason} ${cells}`).sort();
    expect(told).toEqual([
      "Age: not-a-number 1",
      "Born: date-two-digit-year 1",
      "Day: date-not-understood 1",
      "Shelf: not-mapped 2",
      "Told by: says-nothing 1",
    ]);
  }));

test("one group named in many rows is one record; perception stands on the act, where the row has their words", () =>
  inVault(vaults, async (vault) => {
    const source = await listIn(vault, "register.csv", [heading, aram, shirin]);
    const { outcomes } = runMapped(vault, source, mapping);
    expect(new Set(outcomes.map(({ records }) => records[1])).size).toBe(1);
    const acts = vault.view.idsOf("act").map((id) => vault.view.state("act", id)?.body);
    expect(acts.map((act) => act?.perceived?.[0]?.said)).toEqual([undefined, "walks alone"]);
    expect(acts[0]).toMatchObject({
      type: { said: "abduction" },
      when: { said: "09/03/2021", from: "2021-03-09", precision: "day" },
    });
  }));

describe("read again", () => {
  test("a second run adds nothing", () =>
    inVault(vaults, async (vault) => {
      const source = await listIn(vault, "register.csv", [heading, aram, shirin, nobody]);
      runMapped(vault, source, mapping);
      const again = runMapped(vault, source, mapping);
      expect(again.lines).toBe(0);
      expect(again.tally.by).toEqual({ new: 0, matched: 0, unchanged: 2, proposed: 0, refused: 1 });
    }));

  test("what a person took back is not put in its place again", () =>
    inVault(vaults, async (vault) => {
      const source = await listIn(vault, "register.csv", [heading, aram]);
      runMapped(vault, source, mapping);
      const [claim] = vault.view.idsOf("clm");
      vault.append([{ k: "claim.withdrawn", e: claim ?? "", x: { reason: "a mistake of the list" } }]);
      vault.project();
      expect(runMapped(vault, source, mapping).lines).toBe(0);
    }));

  test("an import that was cut off goes on, and its line counts the whole list", () =>
    inVault(vaults, async (vault) => {
      const rows: Cells = [
        heading,
        ...Array.from({ length: 30 }, (_, n) => [
          `${n}`,
          `Person ${n} Invented`,
          "",
          "",
          "",
          "Gate Guard",
          "abduction",
        ]),
      ];
      const source = await listIn(vault, "register.csv", rows);
      runMapped(vault, source, mapping, { batch: 20, commits: 2 });
      const opened = vault.view.idsOf("per").length;
      expect(opened).toBeGreaterThan(0);
      expect(opened).toBeLessThan(30);
      runMapped(vault, source, mapping);
      expect(vault.view.idsOf("per")).toHaveLength(30);
      expect(vault.view.idsOf("act")).toHaveLength(30);
      const [list, ...others] = vault.view.idsOf("lst");
      expect(others).toEqual([]);
      expect(vault.view.state("lst", list ?? "")?.body.rows).toMatchObject({ all: 30, opened: 30, unchanged: 0 });
    }));
});

describe("a corrected issue", () => {
  const corrected = [aram[0], "Aram of the Well Invented", ...aram.slice(2)];
  const moved = ["Name", "No.", ...heading.slice(2)];
  const cellsMoved = (row: readonly (string | undefined)[]) => [row[1], row[0], ...row.slice(2)];
  const added = ["4", "Dilan Invented"];

  test("rows are matched by their key; what differs is proposed and nothing is overwritten", () =>
    inVault(vaults, async (vault) => {
      runMapped(vault, await listIn(vault, "register.csv", [heading, aram, shirin]), mapping);
      const second = await listIn(vault, "register-2.csv", [moved, cellsMoved(corrected), cellsMoved(added)]);
      const before = vault.view.idsOf("clm").length;
      const { tally, outcomes, gone } = runMapped(vault, second, mapping);
      expect(tally.by).toEqual({ new: 1, matched: 0, unchanged: 0, proposed: 1, refused: 0 });
      expect(outcomes[0]?.differences).toMatchObject([
        { row: 2, property: "name", before: "Aram Invented", after: "Aram of the Well Invented", accepted: false },
      ]);
      expect(gone.map(({ row }) => row)).toEqual([3]);
      expect(vault.view.idsOf("per")).toHaveLength(3);
      // The added person's name and number, and nothing else.
      expect(vault.view.idsOf("clm")).toHaveLength(before + 2);
    }));

  test("accepted, the new value stands beside the old; only --withdraw-old takes the old one back", () =>
    inVault(vaults, async (vault) => {
      for (const withdrawOld of [false, true]) {
        const list = { ...mapping, list: `list ${withdrawOld}` };
        const first = runMapped(vault, await listIn(vault, `${withdrawOld}.csv`, [heading, aram]), list);
        const second = await listIn(vault, `${withdrawOld}-2.csv`, [heading, corrected]);
        runMapped(vault, second, list, { accept: () => true, withdrawOld });
        const names = vault.view
          .statementsAbout(first.outcomes[0]?.records[0] ?? "")
          .filter(({ withdrawn }) => !withdrawn)
          .flatMap(({ id }) => vault.view.state("clm", id)?.body ?? [])
          .filter(({ property }) => property === "name")
          .map(({ value }) => (value.type === "text" ? value.text : ""));
        expect(names.sort()).toEqual(
          withdrawOld ? ["Aram of the Well Invented"] : ["Aram Invented", "Aram of the Well Invented"],
        );
        const again = runMapped(vault, second, list);
        expect([again.lines, again.tally.by.unchanged]).toEqual([0, 1]);
      }
    }));

  test("without a key it is refused: every row would come in a second time", () =>
    inVault(vaults, async (vault) => {
      const { key: _, ...keyless } = mapping;
      runMapped(vault, await listIn(vault, "register.csv", [heading, aram]), keyless);
      const second = await listIn(vault, "register-2.csv", [heading, corrected]);
      expect(() => runMapped(vault, second, keyless)).toThrow("list-needs-key");
    }));
});

describe("whatever stands in the cells", () => {
  const hostile = fc.constantFrom(
    "=HYPERLINK(0)",
    "+1",
    "@SUM",
    "a\u0000b",
    "\u202egnp.exe",
    "\ud83d\ude00",
    "x".repeat(9_000),
    "١٢/١٣/٢٠٢٢",
    "",
    "-",
  );
  const cell = fc.oneof(fc.string({ unit: "grapheme", maxLength: 20 }), hostile);
  const table = fc.array(fc.array(cell, { minLength: heading.length, maxLength: heading.length }), { maxLength: 12 });

  test("every row is accounted for once, and a second run adds nothing", async () => {
    await fc.assert(
      fc.asyncProperty(table, (rows) =>
        inVault(vaults, async (vault) => {
          const source = await listIn(vault, "any.csv", [heading, ...rows, aram]);
          const first = runMapped(vault, source, { ...mapping, key: [] });
          const sum = outcomeTypes.reduce((all, type) => all + first.tally.by[type], 0);
          expect(sum).toBe(rows.length + 1);
          expect(first.tally.rows).toBe(rows.length + 1);
          expect(runMapped(vault, source, { ...mapping, key: [] }).lines).toBe(0);
        }),
      ),
      { numRuns: 25 },
    );
  });

  test("a cell of a megabyte and ten thousand columns are left in the source, and told", () =>
    inVault(vaults, async (vault) => {
      const wide = [...aram, ...Array.from({ length: 10_000 }, (_, n) => `extra ${n}`)];
      const large = ["2", "Shirin Invented", "", "", "long ".repeat(200_000)];
      const source = await listIn(vault, "wide.csv", [heading, wide, large]);
      const { tally } = runMapped(vault, source, mapping);
      expect(tally.by.new).toBe(2);
      expect(tally.left.filter(({ reason }) => reason === "too-long")).toMatchObject([{ heading: "Home", cells: 1 }]);
      expect(tally.left.filter(({ reason }) => reason === "not-mapped")).toHaveLength(10_001);
    }));
});

test("nobody becomes a commander by bearing a victim's name, and the unit an act alleges stands among its pages", () =>
  inVault(vaults, async (vault) => {
    runMapped(vault, await listIn(vault, "register.csv", [heading, aram]), mapping);
    const act = vault.view.idsOf("act").flatMap((id) => vault.view.state("act", id)?.body ?? [])[0];
    expect(act?.citations.map(({ quote }) => quote)).toContain("Gate Guard");
    const victim = act?.victims[0];
    const units: Cells = [
      ["Unit", "Commander"],
      ["Gate Guard", "Aram Invented"],
    ];
    runMapped(vault, await listIn(vault, "units.csv", units), {
      list: "Units",
      key: ["Unit"],
      rows: [
        { opens: "group", as: "unit", label: "Unit", match: "label", properties: [] },
        {
          states: "link",
          from: { column: "Commander", is: "person", by: "label", else: "open" },
          relation: "commands",
          to: "unit",
        },
      ],
    });
    const link = vault.view.idsOf("lnk").flatMap((id) => vault.view.state("lnk", id)?.body ?? [])[0];
    expect(link?.from).toMatch(/^per_/);
    expect(link?.from).not.toBe(victim?.type === "person" ? victim.person : "");
    expect(link?.citations.map(({ quote }) => quote).sort()).toEqual(["Aram Invented", "Gate Guard"]);
  }));

test("[KD-4] a cell that would state an orientation stays in the source, whatever its column is called", () =>
  inVault(vaults, async (vault) => {
    const rows: Cells = [
      ["Name", "Notes"],
      ["Aram Invented", "he is a homosexual"],
    ];
    const properties = [{ column: "Notes", property: "description" }];
    const { tally } = runMapped(vault, await listIn(vault, "notes.csv", rows), {
      list: "Notes",
      rows: [{ opens: "person", as: "person", label: "Name", properties }],
    });
    expect(tally.left).toEqual([{ heading: "Notes", reason: "orientation", cells: 1 }]);
    const values = vault.view.idsOf("clm").map((id) => JSON.stringify(vault.view.state("clm", id)?.body.value));
    expect(values.join()).not.toContain("homosexual");
  }));
