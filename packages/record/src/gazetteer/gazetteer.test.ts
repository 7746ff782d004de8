import { describe, expect, test } from "vitest";
import { code as codeOfLine } from "../kinds/parts.ts";
import { indexText } from "../text/fold.ts";
import { distanceKm, knownPlaces, placeByCode, placesByName, placesIn, within } from "./index.ts";

const places = knownPlaces();
const codesOf = (typed: string, exact: boolean) =>
  placesByName(typed)
    .filter((found) => found.exact === exact)
    .map((found) => found.place.code);
const need = (code: string) => {
  const place = placeByCode(code);
  if (place === undefined) throw new Error(code);
  return place;
};

describe("the table", () => {
  test("has codes a line can hold, each once", () => {
    for (const { code } of places) expect(code).toMatch(codeOfLine.pipe[1].requirement);
    expect(new Set(places.map((place) => place.code)).size).toBe(places.length);
  });

  test("names every place in English, Arabic and Sorani, each in its own letters", () => {
    for (const { code, name } of places) {
      expect(name.en, code).toMatch(/^[\p{Script=Latin} '-]+$/u);
      expect(name.ar, code).toMatch(/^[\u0621-\u063a\u0641-\u0652 ]+$/);
      expect(name.ckb, code).toMatch(/^[ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنهھەوۆیێ ]+$/);
    }
  });

  test("says a name once, and no other spelling twice", () => {
    for (const { code, name, also } of places) {
      for (const spelling of also) expect(spelling, code).not.toBe("");
      const said = [name.en, ...also];
      expect(new Set(said).size, code).toBe(said.length);
    }
  });

  test("has no two places of one kind and country that a folded name could confuse", () => {
    const meant = new Map<string, string>();
    for (const { code, kind, country, name, also } of places)
      for (const spelling of [...Object.values(name), ...also]) {
        const key = `${country} ${kind} ${indexText(spelling)}`;
        expect(meant.get(key) ?? code, key).toBe(code);
        meant.set(key, code);
      }
  });

  test("puts every place inside its country", () => {
    const bounds = {
      IQ: { south: 29, north: 37.4, west: 38.7, east: 48.7 },
      SY: { south: 32.3, north: 37.35, west: 35.6, east: 42.4 },
      TR: { south: 35.8, north: 42.2, west: 25.6, east: 44.9 },
    };
    for (const { code, country, latitude, longitude } of places) {
      const { south, north, west, east } = bounds[country];
      expect(Number.isInteger(latitude) && Number.isInteger(longitude), code).toBe(true);
      expect(latitude / 100_000 >= south && latitude / 100_000 <= north, code).toBe(true);
      expect(longitude / 100_000 >= west && longitude / 100_000 <= east, code).toBe(true);
    }
  });

  test("leads from every place but rivers to a governorate of the same country, through wider places", () => {
    const width = ["site", "dam", "mountain", "camp", "village", "town", "district", "governorate"];
    for (const place of places) {
      const chain = [place.code, ...within(place.code)].map(need);
      if (place.kind !== "river") expect(chain.at(-1)?.kind, place.code).toBe("governorate");
      expect(new Set(chain.map((each) => each.country)), place.code).toEqual(new Set([place.country]));
      for (const [at, each] of chain.slice(1).entries())
        expect(width.indexOf(each.kind), place.code).toBeGreaterThan(width.indexOf(chain[at]?.kind ?? ""));
    }
  });

  test("puts settlements within reach of what they lie in", () => {
    // Half the length of the longest governorate, Anbar; of the districts here none is longer than 130 km.
    for (const place of places)
      for (const wider of within(place.code).map(need))
        expect(distanceKm(place, wider), place.code).toBeLessThan(wider.kind === "district" ? 70 : 260);
  });
});

describe("a name", () => {
  test.each([
    ["Mosul", "mosul"],
    ["الموصل", "mosul"],
    ["مووسڵ", "mosul"],
    ["SHINGAL", "sinjar"],
    ["شەنگال", "sinjar"],
    ["Şengal", "sinjar"],
    ["سنجار", "sinjar"],
    ["Al-Hol", "al-hawl"],
    ["ڕەقە", "raqqa"],
    ["الرقه", "raqqa"],
    ["Kobanê", "kobani"],
    ["Ra's al-'Ayn", "ras-al-ayn"],
    ["كوجو", "kocho"],
  ])("%s finds %s by its spelling", (typed, code) => {
    expect(codesOf(typed, true)).toContain(code);
  });

  test.each([
    ["موصل", "mosul", "without its article"],
    ["Hawl", "al-hawl", "without its article"],
    ["القوش", "alqosh", "with what looks like an article"],
    ["Telafar", "tal-afar", "written as one word"],
    ["تل عفر", "tal-afar", "written as two words"],
    ["Bartela", "bartella", "with one letter for two"],
    ["موسل", "mosul", "as an Arabic keyboard writes Sorani"],
    ["Khanke", "khanke", "without the word camp"],
    ["مدينة سنجار", "sinjar", "with the word town"],
  ])("%s finds %s, %s", (typed, code) => {
    expect(placesByName(typed).map((found) => found.place.code)).toContain(code);
  });

  test("is answered with all it may mean, those spelled so first", () => {
    const found = placesByName("Sinjar");
    expect(found.map(({ place, exact }) => [place.code, exact])).toEqual([
      ["sinjar", true],
      ["sinjar-district", false],
      ["mount-sinjar", false],
    ]);
    expect(codesOf("Euphrates", true)).toEqual(["euphrates-iraq", "euphrates-syria"]);
  });

  test("finds its place again in every spelling the table has", () => {
    for (const place of places)
      for (const spelling of [...Object.values(place.name), ...place.also])
        expect(codesOf(`  ${spelling.toUpperCase()} `, true), spelling).toContain(place.code);
  });

  test("that nobody has, and no name at all, find nothing", () => {
    for (const typed of ["Atlantis", "", " ", "-", "__proto__", "constructor"]) expect(placesByName(typed)).toEqual([]);
    expect(placeByCode("constructor")).toBeUndefined();
  });
});

describe("what lies where", () => {
  test("a village lies in its district and its governorate", () => {
    expect(within("kocho")).toEqual(["sinjar-district", "nineveh"]);
    expect(within("nineveh")).toEqual([]);
    expect(within("atlantis")).toEqual([]);
  });

  test("a governorate holds its districts and their villages, and not itself", () => {
    const held = placesIn("nineveh");
    expect(held).toEqual(expect.arrayContaining(["sinjar-district", "kocho", "mosul"]));
    expect(held).not.toContain("nineveh");
    expect(held).not.toContain("raqqa");
    for (const code of held) expect(within(code)).toContain("nineveh");
  });

  test("distances agree with the map", () => {
    expect(distanceKm(need("mosul"), need("mosul"))).toBe(0);
    expect(distanceKm(need("mosul"), need("raqqa"))).toBeCloseTo(distanceKm(need("raqqa"), need("mosul")), 9);
    expect(Math.round(distanceKm(need("baghdad"), need("mosul")) / 10)).toBe(35);
    // A quarter of a meridian is 10,007.6 km on this sphere; half the equator, twice that.
    const pole = { latitude: 9_000_000, longitude: 0 };
    expect(distanceKm({ latitude: 0, longitude: 0 }, pole)).toBeCloseTo(10007.557, 2);
    expect(distanceKm({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 18_000_000 })).toBeCloseTo(20015.115, 2);
  });
});
