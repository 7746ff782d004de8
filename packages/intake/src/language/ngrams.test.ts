import { existsSync, readdirSync, readFileSync } from "node:fs";
import { eld } from "eld/small";
import { expect, test } from "vitest";
import { loadDetect } from "./ngrams.ts";

const detect = loadDetect();

function expectAsEld(text: string): void {
  const theirs = eld.detect(text);
  const ours = detect(text);
  const [best = 0, second = 0] = Object.values(theirs.getScores()) as number[];
  expect(ours?.language ?? "", text).toBe(theirs.language);
  if (ours === undefined) return;
  expect(ours.best).toBeCloseTo(best, 9);
  expect(ours.second).toBeCloseTo(second, 9);
  expect(ours.reliable).toBe(theirs.isReliable());
}

test.each([
  "They took the women and the children away in two lorries",
  "l’été, l'homme d`ici",
  "وصلنا إلى القرية قبل الفجر ولم نجد أحداً فيها",
  "Kadınlar ve çocuklar kamyonla götürüldü, kimse geri dönmedi",
  "Ünïcödé 12 34 x@y.org 😀 мир и дружба 日本語のテキスト",
  "aaa bbb ccc aaa",
  `${"donaudampfschiff".repeat(6)} und danach`,
  `${"κείμενο ".repeat(80)}`,
  `${"word ".repeat(70)}yes${" tail".repeat(20)}`,
  "",
  "12 / 3",
])("the packed table answers as eld does: %#", (text) => expectAsEld(text));

const documents = new URL("../../../../../shared/data/documents/", import.meta.url);
test.skipIf(!existsSync(documents))("in hundreds of pieces of real documents in many languages, too", () => {
  const texts = ["un-charter", "udhr"].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, documents)).map((name) =>
      readFileSync(new URL(`${folder}/${name}`, documents), "utf8"),
    ),
  );
  let pieces = 0;
  for (const text of texts) {
    const plain = text.replace(/<[^>]*>|\s+/g, " ");
    for (let at = 500; at < Math.min(plain.length, 15_000); at += 600, pieces += 1)
      expectAsEld(plain.slice(at, at + 240));
  }
  expect(pieces).toBeGreaterThan(200);
});
