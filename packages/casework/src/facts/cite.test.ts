/** A quotation is found where the printer broke it: over the lines of a PDF's paragraph, and over the end of a passage. */
import { propose } from "@amana/record";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pdfExtractor } from "../../../intake/src/extract/pdf/index.ts";
import { backwards, drawn, type Placed, samplePdf } from "../../../intake/src/extract/pdf/samples.ts";
import { runExtractor } from "../../../intake/src/extract/testing.ts";
import { newId, type TestVaults, takeIn, testVaults } from "../../../vault/src/vault.testkit.ts";
import { cite } from "./cite.ts";

let vaults: TestVaults;
beforeAll(() => {
  vaults = testVaults();
});
afterAll(() => vaults.remove());

const english = (lines: readonly string[], y = 760): Placed[] =>
  lines.map((line, i) => ({ x: 60, y: y - 15 * i, glyphs: drawn(line) }));
const arabic = (lines: readonly string[]): Placed[] =>
  lines.map((line, i) => {
    const glyphs = backwards(line);
    return { x: 540 - 6 * glyphs.length, y: 760 - 22 * i, glyphs };
  });

/** Takes the pages in as intake reads them, and asks for the quotation. */
async function cited(pages: readonly (readonly Placed[])[], quote: string) {
  const read = await runExtractor(pdfExtractor, samplePdf(pages.map((texts) => ({ texts }))), "letter.pdf");
  const [layer] = read.layers;
  const vault = vaults.open(vaults.fresh());
  try {
    const lines = layer?.passages.map((passage) => JSON.stringify({ ...passage, language: "ar" })) ?? [];
    const { source, proposals } = takeIn(vault, { name: "letter.pdf", text: "any" });
    const own = propose("layer.made", newId("lay"), {
      source,
      kind: "text",
      tool: "mupdf",
      version: "1",
      flags: [...(layer?.info.flags ?? [])],
      languages: [],
      media_type: "application/x-ndjson",
      passages: lines.length,
      units: layer?.text.length ?? 0,
      content: { type: "inline", lines: lines.join("\n") },
    });
    vault.append([...proposals.filter(({ k }) => k !== "layer.made"), own]);
    vault.project();
    return { passages: lines.length, result: cite(vault.view, { source, quote }) };
  } finally {
    vault.close();
  }
}

const account = [
  "The guards took Karim to the granary by the",
  "old bridge and kept him there. Nobody gave a",
  "reason.",
];

test("words that run over a line end are quoted as they are read, with or without the break", async () => {
  for (const quote of ["the granary by the old bridge", "the granary by the\nold bridge", "Nobody gave a reason."]) {
    const { passages, result } = await cited([english(account)], quote);
    expect(passages).toBe(1);
    expect(result).toMatchObject({ ok: true, value: { quote, place: { type: "page", page: 1 }, checked: "in-layer" } });
  }
});

test("a name of two words on two lines of an Arabic letter is quoted, from a layer that is for finding", async () => {
  const letter = ["في مساء اليوم التالي أوقف حرس البوابات عند البوابة الشرقية دلير", "البشلوي وصديقه بختيار."];
  const { passages, result } = await cited([arabic(letter)], "دلير البشلوي");
  expect(passages).toBe(1);
  expect(result).toMatchObject({ ok: true, value: { checked: "in-find-only-layer", place: { page: 1 } } });
});

test("a word parted by the printer is quoted as printed, and not as it may have been meant", async () => {
  const parted = ["She had written a long and careful state-", "ment about that night for the office"];
  expect((await cited([english(parted)], "careful state-ment about")).result.ok).toBe(true);
  expect((await cited([english(parted)], "careful statement about")).result).toMatchObject({
    ok: false,
    error: { type: "quote-not-found" },
  });
});

test("a quotation over the end of a page is cited to the page it begins on", async () => {
  const pages = [
    english(["He was seen for the last time at the gate"], 60),
    english(["with two others whom she knew."]),
  ];
  const { passages, result } = await cited(pages, "at the gate with two others");
  expect(passages).toBe(2);
  expect(result).toMatchObject({ ok: true, value: { place: { type: "page", page: 1 } } });
});

test("words that stand apart in a paragraph are no quotation", async () => {
  const { result } = await cited([english(account)], "granary old bridge");
  expect(result).toMatchObject({ ok: false, error: { type: "quote-not-found" } });
});
