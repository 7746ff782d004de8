/** Dates in lists: what they surely mean, and words where they do not. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { dateFrom } from "./dates.ts";

const from = (text: string, habits = {}) => dateFrom(text, habits).when.from;
const doubt = (text: string, habits = {}) => dateFrom(text, habits).doubt;

test("a day is understood as ISO, in numbers of any script, and with months in three languages", () => {
  for (const text of [
    "2021-03-09",
    "2021-03-09 00:00:00",
    "09/03/2021",
    "9.3.2021",
    "٠٩/٠٣/٢٠٢١",
    "9 March 2021",
    "March 9, 2021",
    "٩ آذار ٢٠٢١",
    "٩ مارس ٢٠٢١",
    "٩ی ئازاری ٢٠٢١",
  ])
    expect([text, from(text, { order: "dmy" })]).toEqual([text, "2021-03-09"]);
});

test("a month and a year keep their precision; `about` stays about", () => {
  expect(dateFrom("03/2021", {}).when).toMatchObject({ from: "2021-03", precision: "month" });
  expect(dateFrom("2021", {}).when).toMatchObject({ from: "2021", precision: "year" });
  expect(dateFrom("about 2021-03", {}).when).toMatchObject({ from: "2021-03", precision: "about" });
});

test("day or month first is not guessed, unless one of them can be no month", () => {
  expect(doubt("03/04/2021")).toBe("date-order-not-said");
  expect(from("25/04/2021")).toBe("2021-04-25");
  expect(from("04/25/2021")).toBe("2021-04-25");
  expect(from("03/04/2021", { order: "mdy" })).toBe("2021-03-04");
});

test("two digits are no year, unless the century was said", () => {
  expect(doubt("09/03/21", { order: "dmy" })).toBe("date-two-digit-year");
  expect(from("09/03/21", { order: "dmy", century: 2000 })).toBe("2021-03-09");
});

test("another calendar is named and not converted", () => {
  for (const text of ["٢٥ رجب ١٤٤٢", "1442/07/25", "1442-07-25", "1442 هـ"])
    expect(dateFrom(text, { order: "ymd" }).when).toEqual({
      said: text,
      precision: "not-known",
      calendar: "hijri",
    });
  expect(dateFrom("5ی خاکەلێوەی 2721", {}).when).toMatchObject({ calendar: "kurdish" });
});

test("a day no calendar has is kept as words", () => {
  expect(doubt("31/02/2021", { order: "dmy" })).toBe("date-not-understood");
  expect(doubt("2021-02-31")).toBe("date-not-understood");
  expect(dateFrom("the day of the flood", {})).toMatchObject({
    when: { said: "the day of the flood" },
    doubt: "date-not-understood",
  });
});

test("whatever is written, the words stand, and what is made of them is a real day", () => {
  const text = fc.string({ unit: fc.constantFrom(..."0123456789/.- ٠١٢٣آذار") });
  const real = fc.property(text, (written) => {
    const { when } = dateFrom(written, { order: "dmy" });
    expect(when.said ?? "").toBe(written.trim());
    if (when.from?.length === 10) expect(new Date(`${when.from}T00:00:00Z`).toISOString().slice(0, 10)).toBe(when.from);
  });
  expect(() => fc.assert(real)).not.toThrow();
});
