/** Which printed lines become one passage: small pages built here, and that quoting finds what runs over a line end. */
import { expect, test } from "vitest";
import { letterPdf } from "../../../../../practice/material/letter-pdf.ts";
import { millerStatement, motherLetter, situationReport } from "../../../../../practice/story/letters.ts";
import { makeWorld, sizes } from "../../../../../practice/world/world.ts";
import { runExtractor } from "../testing.ts";
import { pdfExtractor } from "./index.ts";
import { Leading } from "./leading.ts";
import { passagesOf } from "./passages.ts";
import { backwards, drawn, type Placed, type SamplePage, samplePdf } from "./samples.ts";

const texts = async (...pages: SamplePage[]): Promise<string[]> => {
  const got = await runExtractor(pdfExtractor, samplePdf(pages), "sample.pdf");
  return got.layers.flatMap((layer) => layer.passages.map((passage) => passage.text));
};

interface Set {
  readonly x?: number;
  readonly y?: number;
  readonly size?: number;
  readonly leading?: number;
}
/** Letters are half as wide as the size: 12 points give 6 a letter. */
const down = (lines: readonly string[], { x = 60, y = 760, size = 12, leading = 15 }: Set = {}): Placed[] =>
  lines.map((line, i) => ({ x, y: y - leading * i, size, glyphs: drawn(line) }));
/** Right-to-left lines that begin at `x`. */
const arabic = (lines: readonly string[], { x = 540, y = 760, size = 12, leading = 22 }: Set = {}): Placed[] =>
  lines.map((line, i) => {
    const glyphs = backwards(line);
    return { x: x - 0.5 * size * glyphs.length, y: y - leading * i, size, glyphs };
  });

test("lines of one paragraph are one passage, joined by spaces, with a box for every printed line", async () => {
  const lines = [
    "Dler went to the gate and asked for Karim",
    "al-Bashlawi, who had been taken there on the",
    "day before.",
  ];
  const got = await runExtractor(pdfExtractor, samplePdf([{ texts: down(lines) }]), "sample.pdf");
  const [passage, ...others] = got.layers[0]?.passages ?? [];
  expect(others).toEqual([]);
  expect(passage?.text).toBe(lines.join(" "));
  expect(passage?.boxes?.map(([from, to]) => passage.text.slice(from, to))).toEqual(lines);
  const tops = passage?.boxes?.map((box) => box[3]) ?? [];
  expect((tops[1] ?? 0) - (tops[0] ?? 0)).toBeCloseTo(1_500, -1);
});

test("a wider space than usual parts paragraphs, also where it is one and a half line heights or less", async () => {
  const first = ["The first account was taken at the house", "and written down the same day."];
  const second = ["The second account came by letter, with a", "name that is not to be published."];
  for (const gap of [7, 12, 20]) {
    const page = [...down(first), ...down(second, { y: 760 - 30 - gap })];
    expect(await texts({ texts: page })).toEqual([first.join(" "), second.join(" ")]);
  }
});

test("what is usual is learned from earlier pages", async () => {
  const body = Array.from({ length: 12 }, (_, i) => `line ${i} of a page that is set as the others`);
  const alone = down(["Only these two stand on this page, apart", "from each other."], { leading: 21 });
  expect(await texts({ texts: alone })).toHaveLength(1);
  expect(await texts({ texts: down(body) }, { texts: alone })).toEqual([
    body.join(" "),
    "Only these two stand on this page, apart",
    "from each other.",
  ]);
});

test("text set with double space is joined as far as its lines are full", async () => {
  const lines = [
    "This was typed with a machine that knew",
    "only one size and a wide line feed, as is",
    "still asked for by some courts.",
  ];
  const next = ["A new matter begins in a line of its own", "and goes on."];
  expect(await texts({ texts: down([...lines, ...next, "The end is near."], { leading: 30 }) })).toEqual([
    lines.join(" "),
    next.join(" "),
    "The end is near.",
  ]);
});

test("columns stay apart, each with its own paragraphs", async () => {
  const left = ["The left column tells how it", "began and who was there."];
  const right = ["The right column tells how it", "ended and who was not."];
  expect(await texts({ texts: [...down(left), ...down(right, { x: 320 })] })).toEqual([
    left.join(" "),
    right.join(" "),
  ]);
});

test("items of a list are parted, their second lines are not", async () => {
  const marked = (signs: readonly string[]): string[] => [
    `${signs[0]} the keys of the sewing rooms, four of`,
    "them, with their labels",
    `${signs[1]} the ledger`,
    `${signs[2]} one photograph of the gate`,
  ];
  for (const signs of [
    ["•", "•", "•"],
    ["1.", "2.", "3."],
    ["(a)", "(b)", "(c)"],
    ["–", "–", "–"],
  ]) {
    const [one, more, two, three] = marked(signs);
    expect(await texts({ texts: down(["We received:", ...marked(signs)]) })).toEqual([
      "We received:",
      `${one} ${more}`,
      two,
      three,
    ]);
  }
});

test("a number that wraps to the beginning of a line is no item", async () => {
  const lines = ["The order was copied by hand in the night to", "17. March and carried over the bridge at once"];
  expect(await texts({ texts: down(lines) })).toEqual([lines.join(" ")]);
});

test("the rows of a table are parted, and so are its columns", async () => {
  const row = (y: number, cells: readonly string[]): Placed[] =>
    cells.map((cell, i) => ({ x: 60 + 160 * i, y, glyphs: drawn(cell) }));
  const got = await texts({
    texts: [
      ...row(700, ["Name", "Place", "Year"]),
      ...row(685, ["Karim", "Halunta", "2021"]),
      ...row(670, ["Samer", "Dilzar", "2020"]),
    ],
  });
  expect(got.some((text) => text.includes("Karim") && text.includes("Samer"))).toBe(false);
  expect(got.some((text) => text.includes("Name") && text.includes("Karim"))).toBe(false);
  expect(got.join(" ").split(" ")).toHaveLength(9);
});

test("a heading of another size is no part of the paragraph below it", async () => {
  const body = ["Nine days before, the order had closed the", "sewing rooms of the town."];
  const page = [...down(["What happened"], { size: 15, y: 778 }), ...down(body)];
  expect(await texts({ texts: page })).toEqual(["What happened", body.join(" ")]);
});

test("a line that ends a sentence early ends the paragraph; a verse or an address goes on", async () => {
  const first = ["The two accounts were taken apart from each", "other."];
  const second = ["Nobody was asked more than they wished to", "tell."];
  expect(await texts({ texts: down([...first, ...second]) })).toEqual([first.join(" "), second.join(" ")]);
  const address = ["House of the Road", "Rushtaf", "to be opened by the keeper only"];
  expect(await texts({ texts: down(address) })).toEqual([address.join(" ")]);
});

test("an indent begins a paragraph after a full line that ends a sentence, not inside one", async () => {
  const first = ["The miller stood in the queue and saw the car."];
  const second = ["  His account is short and he was asked", "about the car and about the men inside it"];
  const page = [
    ...down(first),
    ...down([second[0]?.trim() ?? ""], { x: 78, y: 745 }),
    ...down([second[1] ?? ""], { y: 730 }),
  ];
  expect(await texts({ texts: page })).toEqual([first[0], second.join(" ").trim()]);
});

test("a right-to-left paragraph of three lines is one passage, and a short last line ends it", async () => {
  const lines = [
    "في مساء اليوم التالي أوقف حرس البوابات عند البوابة الشرقية دلير",
    "البشلوي وصديقه بختيار البشلوي وقالوا إن اسميهما في دفتر مكتب",
    "السجل.",
  ];
  const next = ["كان الحرس ينادون آمر البوابة باسم لا أعرفه وسمعت الاسم بأذني مرة"];
  const got = await texts({ texts: arabic([...lines, ...next]) });
  expect(got).toEqual([lines.join(" "), next[0]]);
  expect(got[0]).toContain("دلير البشلوي");
});

test("right-to-left text that its writer aligned left is joined as well", async () => {
  const lines = ["في مساء اليوم التالي أوقف حرس البوابات عند البوابة الشرقية دلير", "البشلوي وصديقه."];
  const left = lines.map((line, i) => ({ x: 60, y: 760 - 22 * i, glyphs: backwards(line) }));
  expect(await texts({ texts: left })).toEqual([lines.join(" ")]);
});

test("paragraphs of different direction stay apart on a mixed page", async () => {
  const english = ["Under the stamp stands a name that cannot", "be read."];
  const arab = ["يمنع التعليم في غرف الخياطة حتى إشعار آخر ومن يخالف هذا الأمر يكتب", "اسمه في الدفتر"];
  const page = [...arabic(arab), ...down(english, { y: 716, leading: 22, x: 300 })];
  expect(await texts({ texts: page })).toEqual([arab.join(" "), english.join(" ")]);
});

test("a paragraph never crosses a page", async () => {
  const [first, second] = ["It goes on without a stop over the edge", "of the page and ends there"];
  expect(await texts({ texts: down([first], { y: 60 }) }, { texts: down([second]) })).toEqual([first, second]);
});

test("a word parted at a line end keeps its hyphen and gets no space; nothing else is taken for one", () => {
  const box = [0, 0, 1, 1] as const;
  const joined = (...lines: string[]): string | undefined =>
    [
      ...passagesOf(
        lines.map((text) => ({ text, box })),
        { type: "page", page: 1 },
        1,
      ),
    ][0]?.text;
  expect(joined("a long inter-", "view with her")).toBe("a long inter-view with her");
  expect(joined("a long inter\u00ad", "view with her")).toBe("a long inter\u00adview with her");
  expect(joined("from 1914-", "1918 on")).toBe("from 1914- 1918 on");
  expect(joined("of Karim al-", "Girdoshawi")).toBe("of Karim al- Girdoshawi");
  expect(joined("he said –", "and went")).toBe("he said – and went");
  expect(joined("ゾルゲと尾崎、淡", "々と最期")).toBe("ゾルゲと尾崎、淡々と最期");
});

test("a paragraph longer than a passage is cut at a line end", async () => {
  const line =
    "and they asked again and again and again who had written it and why and for whom and when and where it was";
  const size = 4;
  const [first, second, ...rest] = await texts({
    texts: down(
      Array.from({ length: 60 }, () => line),
      { size, leading: 5, x: 20 },
    ),
  });
  expect(rest).toEqual([]);
  expect(first?.length).toBeLessThanOrEqual(4_000);
  expect(first?.length).toBeGreaterThan(3_800);
  expect(`${first} ${second}`).toBe(Array.from({ length: 60 }, () => line).join(" "));
});

test("the usual advance is the smallest that is no accident", () => {
  const leading = new Leading();
  expect(leading.usual(12)).toBeUndefined();
  leading.note(12, 12.1);
  for (let i = 0; i < 20; i++) leading.note(12, 15 + (i % 2) * 0.4);
  for (let i = 0; i < 20; i++) leading.note(12, 24);
  expect(leading.usual(12)).toMatchObject({ advance: 15, seen: 20 });
  expect(leading.usual(20)).toBeUndefined();
});

test.each([
  ["mother's letter", motherLetter],
  ["miller's statement", millerStatement],
  ["situation report", situationReport],
])("every paragraph of the practice archive's %s is one passage", async (_, story) => {
  const { letter } = story(makeWorld(1, sizes.slice));
  const got = await runExtractor(pdfExtractor, letterPdf(letter).bytes, "letter.pdf");
  const passages = got.layers.flatMap((layer) => layer.passages);
  const written = letter.pages.flatMap((page, i) =>
    page.blocks.filter((block) => block.type === "text").map(({ text }) => ({ text, page: i + 1 })),
  );
  const read = passages.map(({ text, place }) => ({ text, page: place.type === "page" ? place.page : 0 }));
  expect(read).toEqual(expect.arrayContaining(written));
  expect(passages.length).toBeLessThan(passages.flatMap(({ boxes }) => boxes ?? []).length);
});
