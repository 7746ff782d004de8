import { expect, test } from "vitest";
import { csvRows, sheetRows, textOf } from "../testing.ts";
import { tiny, tinyLists, tinyWorld } from "../testing-grown.ts";
import { growWorld } from "../world/grown.ts";
import { grownSizes } from "../world/world.ts";
import { allLists } from "./all-lists.ts";
import { headerRow, listFile, type PracticeList, rowNumber } from "./list.ts";

const everyList = (): readonly PracticeList[] => [...tinyLists().kept, ...tinyLists().exchanged];

/** Cells of a row as another reader finds them: a small reader of CSV, and the sheet's XML. */
function readBack(list: PracticeList): Map<number, string[]> {
  const file = listFile(list);
  if (list.form.type === "xlsx") {
    const plain = (text: string): string =>
      text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
    return new Map(
      [...sheetRows(file.bytes)].map(([row, text]) => [
        row,
        text
          .split("|")
          .filter((each) => each !== "")
          .map(plain),
      ]),
    );
  }
  const text =
    list.form.charset === "windows-1256"
      ? new TextDecoder("windows-1256").decode(file.bytes)
      : textOf(file).replace(/^\ufeff/, "");
  return new Map([...csvRows(text)].map(([row, cells]) => [row, cells.filter((each) => each !== "")]));
}

test("every row of every list is what its truth's row number says, read back from the bytes", () => {
  for (const list of everyList()) {
    const rows = readBack(list);
    expect(rows.get(headerRow(list)), list.path).toEqual(list.columns);
    for (const [index, { cells }] of list.rows.entries())
      expect(rows.get(rowNumber(list, index)) ?? [], list.path).toEqual(
        cells.filter((each) => each !== undefined && each !== "").map(String),
      );
  }
});

test("every row has as many cells as there are columns, and a truth that names somebody who exists", () => {
  const world = tinyWorld();
  const [victims, alleged] = [new Set(world.victims), new Set(world.alleged)];
  for (const { path, columns, rows } of everyList())
    for (const { cells, truth } of rows) {
      expect(cells.length, path).toBe(columns.length);
      if (truth.type === "victim") expect(victims.has(truth.person)).toBe(true);
      if (truth.type === "alleged") expect(alleged.has(truth.person)).toBe(true);
      if (truth.type === "unit") expect(world.unitOf.has(truth.unit)).toBe(true);
    }
});

test("a row to be refused holds nobody, any other row holds a name", () => {
  for (const { rows, columns } of tinyLists().kept)
    for (const { cells, truth } of rows) {
      const filled = cells.slice(1, columns.length - 1).filter((each) => each !== undefined);
      if (truth.type === "refused") expect(filled).toEqual([]);
      if (truth.type === "refused" && truth.why === "empty")
        expect(cells.every((each) => each === undefined)).toBe(true);
      if (truth.type === "victim" || truth.type === "alleged")
        expect(filled.some((each) => typeof each === "string" && /\p{L}{2}/u.test(each))).toBe(true);
    }
});

test("the kept lists of S together hold all 4,383 victims and all 1,804 alleged perpetrators, many more than once", () => {
  const world = growWorld(1, grownSizes.S);
  const rows = allLists(world).kept.flatMap((list) => list.rows.map(({ truth }) => truth));
  const on = (type: "victim" | "alleged"): string[] =>
    rows.flatMap((each) => (each.type === type ? [each.person] : []));
  expect(new Set(on("victim")).size).toBe(4_383);
  expect(new Set(on("alleged")).size).toBe(1_804);
  expect(on("victim").length).toBeGreaterThan(4_383 * 1.3);
  expect(on("alleged").length).toBeGreaterThan(1_804 * 1.3);
  expect(rows.filter(({ type }) => type === "refused").length).toBeGreaterThan(50);
});

test("the case register has one number a case, and the main list the same numbers and the group's words", () => {
  const { kept } = tinyLists();
  const register = kept.find(({ path }) => path.endsWith("case-register.xlsx"));
  const main = kept.find(({ path }) => path.endsWith("victims-main.xlsx"));
  const numbers = register?.rows.map(({ cells }) => String(cells[0])).filter((each) => /^GP-\d{3}$/.test(each));
  expect(new Set(numbers).size).toBe(tiny.targeted);
  const column = main?.columns.indexOf("Case") ?? -1;
  const inMain = (main?.rows ?? []).filter(({ cells }) => cells[column] !== undefined);
  expect(new Set(inMain.map(({ cells }) => cells[column]))).toEqual(new Set(numbers));
  for (const { cells } of inMain) expect(cells[column + 1]).toMatch(/\p{L}/u);
});

test("the corrected list differs from the first in the rows it says, and in no other", () => {
  const { kept, correction } = tinyLists();
  const first = kept.find(({ path }) => path.endsWith("victims-main.xlsx"));
  if (first === undefined) throw new Error("no main list");
  const rowsOf = (list: PracticeList) => new Map(list.rows.map((row, index) => [rowNumber(list, index), row.cells]));
  const [old, now] = [rowsOf(first), rowsOf(correction.list)];
  expect(correction.changed.length * correction.added.length * correction.removed.length).toBeGreaterThan(0);
  for (const { row, was, columns } of correction.changed) {
    const differing = first.columns.filter((_, at) => old.get(was)?.[at] !== now.get(row)?.[at]);
    expect(differing).toEqual(first.columns.filter((column) => columns.includes(column)));
    expect(columns.length).toBeGreaterThan(0);
  }
  const apart = (rows: readonly number[]): Set<number> => new Set(rows);
  const [goneOrChanged, newOrChanged] = [
    apart([...correction.removed, ...correction.changed.map(({ was }) => was)]),
    apart([...correction.added, ...correction.changed.map(({ row }) => row)]),
  ];
  const same = [...old].filter(([row]) => !goneOrChanged.has(row)).map(([, cells]) => cells);
  expect([...now].filter(([row]) => !newOrChanged.has(row)).map(([, cells]) => cells)).toEqual(same);
});

test("OpenEvSys records point at records that are there, and terms are codes of twelve digits", () => {
  const sheets = new Map(
    tinyLists().exchanged.map((list) => [
      list.path.replace(/^.*\/|\.csv$/g, ""),
      list.rows.map(({ cells }) => new Map(list.columns.map((column, at) => [column, cells[at]]))),
    ]),
  );
  const ids = (entity: string) => new Set(sheets.get(entity)?.map((row) => row.get(`${entity}_record_number`)));
  const [events, persons, acts] = [ids("event"), ids("person"), ids("act")];
  for (const row of sheets.get("act") ?? []) {
    expect(events).toContain(row.get("event"));
    expect(persons).toContain(row.get("victim"));
    expect(row.get("type_of_act")).toMatch(/^\d{12}$/);
  }
  for (const row of sheets.get("involvement") ?? []) {
    expect([events.has(row.get("event")), persons.has(row.get("perpetrator")), acts.has(row.get("act"))]).toEqual([
      true,
      true,
      true,
    ]);
    expect(row.get("degree_of_involvement")).toMatch(/^\d{12}$/);
  }
});

test("every line of FollowTheMoney is an entity, and links point at entities that are there", () => {
  const { lines, file } = tinyLists().entities;
  const entities = textOf(file)
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { id: string; schema: string; properties: Record<string, string[]> });
  expect(entities).toHaveLength(lines.length);
  const ids = new Set(entities.map(({ id }) => id));
  expect(ids.size).toBe(entities.length);
  for (const { schema, properties } of entities) {
    expect(["Person", "Organization", "Membership", "UnknownLink"]).toContain(schema);
    for (const key of ["subject", "object", "member", "organization", "parent"])
      for (const id of properties[key] ?? []) expect(ids).toContain(id);
    if (schema === "Person") expect(properties["name"]?.length).toBeGreaterThan(0);
  }
});
