import { describe, expect, test } from "vitest";
import { parseQuery } from "./query.ts";

const read = (line: string) => {
  const query = parseQuery(line);
  if (!query.ok) throw new Error(`refused: ${query.error.type}`);
  return query.value;
};
const refusal = (line: string) => {
  const query = parseQuery(line);
  return query.ok ? undefined : query.error;
};

describe("filters", () => {
  test.each([
    ["type:email", { name: "type", value: "email", folded: "email" }],
    ["نوع:صورة", { name: "type", value: "صورة", folded: "صوره" }],
    ["جۆر:وێنە", { name: "type", value: "وێنە", folded: "وێنه" }],
    ['from:"Nadia Aziz"', { name: "from", value: "Nadia Aziz", folded: "nadia aziz" }],
    ["من: «نادية عزيز»", { name: "from", value: "نادية عزيز", folded: "ناديه عزيز" }],
    ["إلى:نادية", { name: "to", value: "نادية", folded: "ناديه" }],
    ["الى:نادية", { name: "to", value: "نادية", folded: "ناديه" }],
    ["كەس:نادیە", { name: "person", value: "نادیە", folded: "ناديه" }],
    ["from: nadia", { name: "from", value: "nadia", folded: "nadia" }],
    ["has:attachment", { name: "has", value: "attachment", folded: "attachment" }],
    ["lang:Sorani", { name: "lang", value: "Sorani", folded: "ckb" }],
    ["لغة:العربية", { name: "lang", value: "العربية", folded: "ar" }],
    ["from:n.aziz@example.org", { name: "from", value: "n.aziz@example.org", folded: "n.aziz@example.org" }],
  ])("%s", (line, wanted) => {
    expect(read(line)).toMatchObject({ text: undefined, filters: [{ ...wanted, negated: false, at: 0 }] });
  });

  test.each([
    ["date:2014", { from: "2014-01-01", until: "2014-12-31" }],
    ["تاريخ:٢٠١٤", { from: "2014-01-01", until: "2014-12-31" }],
    ["بەروار:۲۰۱۴/۰۸", { from: "2014-08-01", until: "2014-08-31" }],
    ["date:2016-02", { from: "2016-02-01", until: "2016-02-29" }],
    ["date:2014-08-03", { from: "2014-08-03", until: "2014-08-03" }],
    ["date:3/8/2014", { from: "2014-08-03", until: "2014-08-03" }],
    ["date:08.2014", { from: "2014-08-01", until: "2014-08-31" }],
    ["date:2014..2015-03", { from: "2014-01-01", until: "2015-03-31" }],
    ["date:2014..", { from: "2014-01-01" }],
    ["date:..2014-06", { until: "2014-06-30" }],
    ["date:>=2014-08", { from: "2014-08-01" }],
    ["date:>2014", { from: "2015-01-01" }],
    ["date:<2014-03-01", { until: "2014-02-28" }],
    ["date:<=٢٠١٤", { until: "2014-12-31" }],
  ])("%s", (line, range) => {
    expect(read(line).filters).toEqual([{ name: "date", ...range, negated: false, at: 0 }]);
  });

  test("a filter may be turned round and may stand among words", () => {
    const query = read("شهود -type:image date:2014 prison");
    expect(query.filters.map(({ name, negated, at }) => ({ name, negated, at }))).toEqual([
      { name: "type", negated: true, at: 6 },
      { name: "date", negated: false, at: 17 },
    ]);
    expect(query.text).toMatchObject({ type: "and", items: [{ terms: ["شهود"] }, { terms: ["prison"] }] });
  });

  test.each([
    ["https://example.org/a", ["https", "example", "org", "a"], []],
    ["Re: meeting", ["re"], []],
    ["قال: نعم", ["قال"], []],
    ["10:30", ["10", "30"], []],
    ["form:nadia", ["form", "nadia"], ["filter-not-known"]],
  ])("%s is text, not a filter", (line, terms, notes) => {
    const { text, filters, notes: given } = read(line);
    expect(filters).toEqual([]);
    expect(text?.type === "and" ? text.items[0] : text).toMatchObject({ terms: expect.arrayContaining([terms[0]]) });
    expect(given.map((note) => note.type)).toEqual(notes);
  });
});

describe("what cannot be understood is refused with its place", () => {
  test.each([
    ["", { type: "nothing-to-find" }],
    [" \u200f ،؛ ", { type: "nothing-to-find" }],
    ["from:", { type: "filter-value-missing", name: "from", at: 0 }],
    ['x date:""', { type: "filter-value-missing", name: "date", at: 2 }],
    ["x date:2014-02-30", { type: "date-not-understood", at: 2 }],
    ["x date:yesterday", { type: "date-not-understood", at: 2 }],
    ["date:2015..2014", { type: "date-ends-before-it-begins", at: 0 }],
    ["lang:لهجة", { type: "language-not-known", at: 0 }],
    ["road m*", { type: "prefix-too-short", at: 5, least: 2 }],
    ["a OR -b", { type: "exclusion-in-choice", at: 6 }],
    ["road NEAR (a b)", { type: "near-needs-words", at: 5 }],
    ["(".repeat(17), { type: "brackets-too-deep", at: 16, limit: 16 }],
    ["x ".repeat(65), { type: "too-many-words", limit: 64, count: 65 }],
    ["x".repeat(2_001), { type: "query-too-long", limit: 2_000, length: 2_001 }],
  ])("%s", (line, wanted) => {
    expect(refusal(line)).toEqual(wanted);
  });
});

describe("what can be passed over is noted, and the search runs", () => {
  test.each([
    ['"حقوق الإنسان', "quote-not-closed", 0],
    ["(road prison", "bracket-not-closed", 0],
    ["road) prison", "bracket-not-opened", 4],
    ["OR road", "operator-without-words", 0],
    ["road NEAR", "operator-without-words", 5],
    ["road !!!", "nothing-to-search-in", 5],
    ["Mosul - 2014", "nothing-to-search-in", 6],
  ])("%s", (line, type, at) => {
    const { text, notes } = read(line);
    expect(text).toBeDefined();
    expect(notes).toMatchObject([{ type, at }]);
  });
});
