/** A mapping that does not fit is refused with its line and its word, before a row is read. */
import { catalogueOf } from "@amana/record";
import { expect, test } from "vitest";
import { readMapping } from "./read-mapping.ts";

const properties = catalogueOf([]);
const good = {
  list: "Register",
  rows: [{ opens: "person", label: "Name", properties: [{ column: "Name", property: "name" }] }],
};
const refusal = (change: object) => {
  const read = readMapping(JSON.stringify({ ...good, ...change }, null, 1), properties);
  return read.ok ? undefined : read.error;
};
const row = (change: object) => ({ rows: [{ ...good.rows[0], ...change }] });

test("what is left out has a stated meaning", () => {
  const read = readMapping(JSON.stringify(good), properties);
  expect(read).toMatchObject({
    ok: true,
    value: { header: 1, key: [], certainty: "not-assessed", rows: [{ as: "person", label: [["Name"]] }] },
  });
});

test("a text that is no JSON is refused with its line", () => {
  const read = readMapping('{\n "list": "Register",\n "rows": [,]\n}', properties);
  expect(read).toMatchObject({ ok: false, error: { why: "not-json", line: 3 } });
});

test("a word the mapping does not know is refused: a misspelt one would lose what it names", () => {
  expect(refusal({ kee: ["No."] })).toMatchObject({ why: "unknown-word", word: "kee" });
  expect(refusal(row({ propertys: [] }))).toMatchObject({ why: "unknown-word", at: "rows[0].propertys" });
});

test("a column that would make a person's orientation a fact about them is refused, whatever the property", () => {
  for (const [column, property] of [
    ["Sexual orientation", "description"],
    ["الميل الجنسي", "description"],
    ["ئاراستەی سێکسی", "description"],
    ["Notes", "sexual-orientation"],
  ])
    expect([column, refusal(row({ properties: [{ column, property }] }))?.type]).toEqual([
      column,
      "mapping-orientation",
    ]);
});

test("a property that only the person may say is not taken from a list", () => {
  expect(refusal(row({ properties: [{ column: "Notes", property: "self-description" }] }))).toMatchObject({
    why: "property-own-words",
  });
});

test("nobody is merged by name: persons are matched by number alone", () => {
  expect(refusal(row({ match: "label" }))).toMatchObject({ why: "person-by-label" });
});

test("a statement may name only records that its row opens", () => {
  const act = { states: "act", type: "What", victims: ["victim"] };
  expect(refusal({ rows: [...good.rows, act] })).toMatchObject({ why: "names-nothing", word: "victim" });
});
