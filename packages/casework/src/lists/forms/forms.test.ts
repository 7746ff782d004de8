/** Exchange forms: the dossier goes out as OpenEvSys keeps it and comes in again as it was, as far as that form can hold it. */

import type { Vault } from "@amana/vault";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestVaults, testVaults } from "../../../../vault/src/vault.testkit.ts";
import { csvLine, csvRows } from "../csv.ts";
import { esfOf, ftmLines, gather, tablesOf } from "../out/index.ts";
import { inVault, listIn, runForm, runMapped, sourceOf } from "../world.testkit.ts";
import { recogniseForm } from "./index.ts";

let vaults: TestVaults;
beforeAll(() => {
  vaults = testVaults();
});
afterAll(() => vaults.remove());

const mapping = {
  list: "Register",
  key: ["No."],
  rows: [
    {
      opens: "person",
      as: "victim",
      label: "Name",
      number: "No.",
      properties: [
        { column: "Name", property: "name" },
        { column: "Sex", property: "sex" },
        { column: "Born", property: "birth" },
      ],
    },
    { opens: "person", as: "alleged", label: "By", properties: [] },
    { opens: "group", as: "unit", label: "Unit", match: "label", properties: [] },
    { opens: "incident", as: "night", label: "Night", match: "label", properties: [] },
    { states: "link", from: "alleged", relation: "member-of", to: "unit", position: "Post", since: "Since" },
    {
      states: "act",
      type: "What",
      incident: "night",
      victims: ["victim"],
      perpetrators: [{ who: "alleged", degree: "carried-out" }],
      when: "Day",
      where: "Place",
      perceived: { ground: { column: "Ground" }, basis: { code: "perceived" }, said: "Words" },
    },
  ],
};
const rows = [
  ["No.", "Name", "Sex", "Born", "By", "Post", "Since", "Unit", "Night", "What", "Day", "Place", "Ground", "Words"],
  [
    "1",
    "Aram Invented",
    "male",
    "1990",
    "Abu Scale Invented",
    "clerk",
    "2020-05",
    "Gate Guard",
    "Night at the gate",
    "torture",
    "2021-03-09",
    "Seven Wells",
    "being-a-woman",
    "walks alone",
  ],
  [
    "2",
    "Shirin Invented",
    "female",
    "",
    "Abu Ashes Invented",
    "",
    "",
    "Gate Guard",
    "Night at the gate",
    "rape",
    "2021-03",
    "Old Mill",
    "",
    "",
  ],
];

function gathered(vault: Vault) {
  const found = gather(vault.view, "dossier", "");
  if (!found.ok) throw new Error(found.error.type);
  return found.value;
}

/** Who did what to whom, in labels. */
const acts = (vault: Vault) => {
  const { acts: all, labelOf } = gathered(vault);
  const label = (party: object) =>
    "person" in party ? labelOf(String(party.person)) : "group" in party ? labelOf(String(party.group)) : "";
  return all
    .map(({ body }) => ({
      type: body.type.code,
      incident: body.incident && labelOf(body.incident),
      victims: body.victims.map(label),
      perpetrators: body.perpetrators.map(({ who, degree }) => [label(who), degree]),
      when: [body.when?.from, body.when?.precision],
      where: body.where?.said,
      ground: body.perceived?.[0]?.ground,
      said: body.perceived?.[0]?.said,
    }))
    .sort((a, b) => (a.victims[0] ?? "").localeCompare(b.victims[0] ?? ""));
};

test("out to the tables of OpenEvSys and in again: the same persons, acts and links", () =>
  inVault(vaults, async (vault) => {
    runMapped(vault, await listIn(vault, "register.csv", rows), mapping);
    const { tables } = esfOf(gathered(vault));
    await inVault(vaults, async (other) => {
      const sources: string[] = [];
      for (const { name, columns, rows: body } of tables)
        sources.push(await listIn(other, `${name}.csv`, [columns, ...body.map((row) => row.map(String))]));
      expect(recogniseForm(sources.map((source) => sourceOf(other, source)))).toBe("openevsys");
      const { tally } = runForm(other, "openevsys", sources);
      expect(tally.by.refused).toBe(0);
      // The ground of an act has no place there but as a characteristic of the victim, so it stays at home.
      const without = acts(vault).map((act) => ({ ...act, ground: act.said && "not-known" }));
      expect(acts(other)).toEqual(without);
      expect(JSON.stringify(tables.map(({ rows: body }) => body))).not.toContain("020100000000");
      expect(
        gathered(other)
          .persons.map(({ label }) => label)
          .sort(),
      ).toEqual(
        gathered(vault)
          .persons.map(({ label }) => label)
          .sort(),
      );
      const [link] = gathered(other).links.filter(({ body }) => body.position !== undefined);
      expect(link?.body).toMatchObject({
        relation: "member-of",
        position: "clerk",
        since: { from: "2020-05", precision: "month" },
      });
      expect(runForm(other, "openevsys", sources).lines).toBe(0);
    });
  }));

test("what OpenEvSys has and the dossier has not is named and stays in the source; a person's orientation is not read", () =>
  inVault(vaults, async (vault) => {
    const source = await listIn(vault, "person.csv", [
      ["person_record_number", "person_name", "sexual_orientation", "civil_status"],
      ["person/1", "Aram Invented", "060000000000", "010000000000"],
    ]);
    const { tally } = runForm(vault, "openevsys", [source]);
    expect(tally.left.map(({ heading, reason }) => [heading, reason])).toEqual([
      ["sexual_orientation", "orientation"],
      ["civil_status", "no-place-for-it"],
    ]);
    expect(
      gathered(vault)
        .persons[0]?.claims.map(({ body }) => body.property)
        .sort(),
    ).toEqual(["name", "record-number"]);
  }));

test("an involvement in an act that is not in the list is refused with its row", () =>
  inVault(vaults, async (vault) => {
    const sources = [
      await listIn(vault, "act.csv", [["act_record_number", "victim", "type_of_act"]]),
      await listIn(vault, "involvement.csv", [
        ["involvement_record_number", "perpetrator", "act"],
        ["involvement/1", "person/1", "act/9"],
      ]),
    ];
    const { tally } = runForm(vault, "openevsys", sources);
    expect(tally).toMatchObject({ rows: 1, refused: [{ reason: "refers-to-nothing", rows: 1 }] });
  }));

test("columns of Bayanat are known by their names, Arabic ones beside the Latin", () =>
  inVault(vaults, async (vault) => {
    const source = await listIn(vault, "actors.csv", [
      ["originid", "type", "first_name", "first_name_ar", "last_name", "nickname", "labels"],
      ["A-1", "Person", "Aram", "آرام", "Invented", "", "Injured Party"],
      ["A-2", "Person", "", "", "", "Abu Scale Invented", ""],
      ["A-3", "Entity", "Gate Guard Invented", "", "", "", ""],
    ]);
    expect(recogniseForm([sourceOf(vault, source)])).toBe("bayanat");
    expect(runForm(vault, "bayanat", [source]).tally.by).toMatchObject({ new: 3, refused: 0 });
    const { persons, groups } = gathered(vault);
    expect(persons.map(({ label }) => label).sort()).toEqual(["Abu Scale Invented", "Aram Invented"]);
    expect(groups.map(({ label }) => label)).toEqual(["Gate Guard Invented"]);
  }));

test("several values of Uwazi are several claims and several acts; a place keeps its point", () =>
  inVault(vaults, async (vault) => {
    const source = await listIn(vault, "uwazi.csv", [
      ["Title__en", "Title__ar", "Other names", "What happened", "Place", "Place_geolocation"],
      ["Aram Invented", "آرام المخترع", "Aro|Aramo", "torture|rape", "Seven Wells", "35.12345|43.5"],
    ]);
    expect(recogniseForm([sourceOf(vault, source)])).toBe("uwazi");
    runForm(vault, "uwazi", [source]);
    const { persons, acts: stated, places } = gathered(vault);
    expect(persons[0]?.claims.filter(({ body }) => body.property === "name")).toHaveLength(4);
    expect(stated.map(({ body }) => body.type.code).sort()).toEqual(["rape", "torture"]);
    expect(places[0]?.body).toMatchObject({ latitude: 3_512_345, longitude: 4_350_000 });
    expect(runForm(vault, "uwazi", [source]).lines).toBe(0);
  }));

test("what goes out has its citations; no table of persons has a column or a value of perception", () =>
  inVault(vaults, async (vault) => {
    const source = await listIn(vault, "register.csv", rows);
    runMapped(vault, source, mapping);
    for (const table of tablesOf(gathered(vault))) {
      if (["places", "incidents"].includes(table.name)) continue;
      const citations = table.columns.indexOf("citations");
      for (const row of table.rows)
        expect([table.name, row[citations]]).toEqual([table.name, expect.stringContaining(`${source} sha256:`)]);
      if (table.name !== "acts") expect(JSON.stringify(table)).not.toMatch(/being-a-woman|walks alone|perceived/);
    }
    const lines = [...ftmLines(gathered(vault))].map(
      (line) => JSON.parse(line) as { schema: string; properties: Record<string, unknown> },
    );
    for (const { schema, properties } of lines) {
      for (const values of Object.values(properties))
        expect((values as unknown[]).every((value) => typeof value === "string" && value !== "")).toBe(true);
      if (schema === "Person") expect(JSON.stringify(properties)).not.toContain("being-a-woman");
    }
  }));

test("a cell that a spreadsheet program would run gets an apostrophe, and loses it again when it is read back", () => {
  for (const cell of ["=1+1", "+1", "-1", "@x", "\tx", 'plain, "quoted"\nand broken', "'kept"]) {
    const line = csvLine([cell, "x"]);
    expect(line).not.toMatch(/^"?[=+\-@\t]/);
    expect(csvRows(line)).toEqual([[cell, "x"]]);
  }
});
