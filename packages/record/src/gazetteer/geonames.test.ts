import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type GazetteerEntry, type GeoNamesOptions, type GeoNamesRefused, parseGeoNames } from "./index.ts";

/** An invented place; the columns in the order of the dump. */
const columns = {
  id: "900000001",
  name: "Invented Springs",
  ascii: "Invented Springs",
  alternate: "`Ayn al Khayal,عين الخيال,کانی خەیاڵ,چشمه خیال",
  latitude: "36.12345",
  longitude: "-41.5",
  feature: "P",
  featureCode: "PPL",
  country: "IQ",
  cc2: "",
  admin1: "15",
  admin2: "",
  admin3: "",
  admin4: "",
  population: "1200",
  elevation: "",
  dem: "310",
  timezone: "Asia/Baghdad",
  date: "2020-01-01",
};
type Columns = typeof columns;
const lineOf = (given: Partial<Columns> = {}) => Object.values({ ...columns, ...given }).join("\t");
const read = (lines: Iterable<string>, options?: GeoNamesOptions) => [...parseGeoNames(lines, options)];
const refusals = (entries: readonly (GazetteerEntry | GeoNamesRefused)[]) =>
  entries.flatMap((entry) => ("refused" in entry ? [`${entry.refused} ${entry.why}`] : []));

describe("a line of the dump", () => {
  test("becomes an entry: names by their letters, degrees as whole numbers, its number kept", () => {
    expect(read([lineOf()])).toEqual([
      {
        code: "geonames-900000001",
        name: { en: "Invented Springs", ar: "عين الخيال", ckb: "کانی خەیاڵ" },
        also: ["`Ayn al Khayal", "چشمه خیال"],
        kind: "village",
        country: "IQ",
        geonames: "900000001",
        latitude: 3_612_345,
        longitude: -4_150_000,
        precision: "point",
      },
    ]);
  });

  test.each([
    ["A", "ADM1", "0", "governorate", "area"],
    ["A", "ADM2", "0", "district", "area"],
    ["P", "PPLA2", "0", "town", "point"],
    ["P", "PPL", "5000", "town", "point"],
    ["P", "PPL", "4999", "village", "point"],
    ["S", "CMPRF", "0", "camp", "point"],
    ["S", "DAM", "0", "dam", "point"],
    ["S", "PRN", "0", "site", "point"],
    ["T", "MTS", "0", "mountain", "area"],
    ["H", "STM", "0", "river", "area"],
    ["H", "LK", "0", "site", "area"],
  ])(
    "of class %s, code %s and %s people is a %s, known as a %s",
    (feature, featureCode, population, kind, precision) => {
      expect(read([lineOf({ feature, featureCode, population })])).toMatchObject([{ kind, precision }]);
    },
  );

  test("is passed over, not refused, where the options leave it out", () => {
    const lines = [lineOf(), lineOf({ country: "SY" }), lineOf({ feature: "S" }), "", "\r"];
    expect(read(lines, { countries: ["SY"] })).toMatchObject([{ country: "SY" }]);
    expect(read(lines, { classes: ["S"] })).toMatchObject([{ kind: "site" }]);
    expect(read(lines, { countries: [] })).toEqual([]);
    expect(read(lines)).toHaveLength(3);
  });

  test("on the equator has no minus zero", () => {
    const [entry] = read([lineOf({ latitude: "-0.0" })]) as GazetteerEntry[];
    expect(Object.is(entry?.latitude, 0)).toBe(true);
  });

  test("loses the marks that turn the reading direction, and the end of a Windows line", () => {
    const [entry] = read([`${lineOf({ name: "\u202eInvented\u202c", ascii: "", alternate: "" })}\r`]);
    expect(entry).toMatchObject({ name: { en: "Invented" }, also: [] });
  });
});

describe("a hostile line", () => {
  test.each<[string, string, GeoNamesRefused["why"]]>([
    ["too short", "1\tname", "columns"],
    ["one column too many", `${lineOf()}\t`, "columns"],
    ["of a megabyte", lineOf({ alternate: "x".repeat(1_000_000) }), "too-long"],
    ["with a NUL", lineOf({ name: "Invented\0Springs" }), "not-text"],
    ["with half a character", lineOf({ name: "Invented \ud800" }), "not-text"],
    ["with an escape sequence", lineOf({ name: "\u001b[2J" }), "not-text"],
    ["with a number that is none", lineOf({ id: "1e3" }), "id"],
    ["with a number of zero", lineOf({ id: "0" }), "id"],
    ["without a name", lineOf({ name: " " }), "name"],
    ["with a name as long as a letter", lineOf({ name: "x".repeat(201) }), "name"],
    ["beyond the pole", lineOf({ latitude: "90.00001" }), "coordinates"],
    ["beyond the date line", lineOf({ longitude: "-180.5" }), "coordinates"],
    ["with a latitude in words", lineOf({ latitude: "NaN" }), "coordinates"],
    ["with a latitude in hexadecimal", lineOf({ latitude: "0x10" }), "coordinates"],
    ["with no longitude", lineOf({ longitude: "" }), "coordinates"],
    ["of no country", lineOf({ country: "" }), "country"],
    ["of a country in small letters", lineOf({ country: "iq" }), "country"],
  ])("%s is refused with its number, and stops nothing", (_what, line, why) => {
    const entries = read([lineOf(), line, lineOf()]);
    expect(entries).toHaveLength(3);
    expect(refusals(entries)).toEqual([`2 ${why}`]);
  });
});

describe("any lines", () => {
  const cell = fc.oneof(
    fc.string({ unit: "binary", maxLength: 20 }).map((text) => text.replaceAll("\t", " ")),
    fc.constantFrom("", "0", "-", "36.1", "IQ", "P", "PPL", "عين", "کانی,", ",,,", "__proto__"),
  );
  const anyLine = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.array(cell, { minLength: 17, maxLength: 20 }).map((cells) => cells.join("\t")),
    fc
      .record<Partial<Columns>>({ name: cell, alternate: cell, latitude: cell, longitude: cell, population: cell })
      .map(lineOf),
  );

  test("are answered one by one, each with an entry a line of the record can hold or with a refusal", () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 12 }), (lines) => {
        const entries = read(lines);
        expect(entries).toHaveLength(lines.filter((line) => line !== "" && line !== "\r").length);
        for (const entry of entries) {
          if ("refused" in entry) {
            expect(lines[entry.refused - 1]).toBeDefined();
            continue;
          }
          expect(entry.code).toMatch(/^geonames-\d{1,12}$/);
          expect(Number.isInteger(entry.latitude) && Math.abs(entry.latitude) <= 9_000_000).toBe(true);
          expect(Number.isInteger(entry.longitude) && Math.abs(entry.longitude) <= 18_000_000).toBe(true);
          for (const name of [...Object.values(entry.name), ...entry.also]) {
            expect(name).toBe(name.trim());
            expect(name.length > 0 && name.length <= 200).toBe(true);
          }
        }
      }),
    );
  });

  test("give back what was written, for every place that can be written", () => {
    const place = fc.record({
      id: fc.integer({ min: 1, max: 999_999_999_999 }),
      name: fc.stringMatching(/^[A-Z][a-z]{0,20}( [A-Z][a-z]{1,10})?$/),
      latitude: fc.integer({ min: -9_000_000, max: 9_000_000 }),
      longitude: fc.integer({ min: -18_000_000, max: 18_000_000 }),
    });
    fc.assert(
      fc.property(place, ({ id, name, latitude, longitude }) => {
        const degrees = (units: number) => (units / 100_000).toFixed(5);
        const line = lineOf({ id: String(id), name, latitude: degrees(latitude), longitude: degrees(longitude) });
        const [entry] = read([line]) as GazetteerEntry[];
        expect([entry?.geonames, entry?.name.en]).toEqual([String(id), name]);
        expect([entry?.latitude, entry?.longitude]).toEqual([latitude, longitude]);
      }),
    );
  });

  test("are read only as far as they are asked for", () => {
    let taken = 0;
    const endless = (function* () {
      for (;;) {
        taken += 1;
        yield lineOf();
      }
    })();
    for (const _ of parseGeoNames(endless)) if (taken === 3) break;
    expect(taken).toBe(3);
  });
});
