import { err } from "@amana/format";
import fc from "fast-check";
import * as mupdf from "mupdf";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type Block,
  code,
  type Document,
  emphasis,
  type Language,
  note,
  type Part,
  type Plain,
  strong,
  text,
} from "../document.ts";
import { documentOf, entries, hostile, keeping } from "../world.testing.ts";
import { renderPdf } from "./render.ts";
import { openTypesetter, TypesettingFault } from "./typesetter.ts";

const installed = (await openTypesetter()).ok;

async function pdfOf(
  document: Document,
): Promise<{ bytes: Uint8Array; pdf: mupdf.PDFDocument; pages: number; notes: number }> {
  const sink = keeping();
  const done = await renderPdf(document, sink);
  if (!done.ok) throw new Error(done.error.type);
  const bytes = sink.bytes();
  const pdf = mupdf.Document.openDocument(bytes, "application/pdf") as mupdf.PDFDocument;
  expect(pdf.countPages()).toBe(done.value.pages);
  return { bytes, pdf, ...done.value };
}

const pageText = (pdf: mupdf.PDFDocument, page: number) => pdf.loadPage(page).toStructuredText("").asText();
const allText = (pdf: mupdf.PDFDocument) =>
  Array.from({ length: pdf.countPages() }, (_, i) => pageText(pdf, i)).join("\n");

/** Letters with the place where they stand: page, line from the top, place from the left. */
interface Letter {
  readonly c: string;
  readonly x: number;
  readonly y: number;
  /** Typeface and size. */
  readonly face: string;
}

function letters(pdf: mupdf.PDFDocument, page: number): Letter[] {
  const found: Letter[] = [];
  pdf
    .loadPage(page)
    .toStructuredText("")
    .walk({ onChar: (c, [x, y], font, size) => found.push({ c, x, y, face: `${font.getName()} ${size}` }) });
  return found;
}

/** What is read inside a box. */
function wordsIn(page: readonly Letter[], [left, top, right, bottom]: mupdf.Rect): string {
  const inside = page.filter(({ x, y }) => x >= left - 1 && x < right && y >= top && y <= bottom + 1);
  return inside
    .map(({ c }) => c)
    .join("")
    .trim();
}

test("without the typesetter it refuses before the first byte, and the parts are not asked for", async () => {
  let written = 0;
  const parts = (function* () {
    written++;
    yield* entries(1);
  })();
  const done = await renderPdf(
    documentOf(parts),
    { write: () => void written++ },
    { open: async () => err({ type: "typesetter-missing" }) },
  );
  expect(done).toEqual({ ok: false, error: { type: "typesetter-missing" } });
  expect(written).toBe(0);
});

describe.skipIf(!installed)("a PDF", () => {
  let long: Awaited<ReturnType<typeof pdfOf>>;
  beforeAll(async () => {
    long = await pdfOf(documentOf(entries(150), "en", { outline: 2 }));
  });

  test("carries each footnote once and in order, over all its sheets", () => {
    const marks = [...allText(long.pdf).matchAll(/mark-(\d+);/g)].map((found) => Number(found[1]));
    expect(marks).toEqual(Array.from({ length: 450 }, (_, i) => i + 1));
    expect(long.notes).toBe(450);
  });

  test("numbers footnotes through the document", () => {
    const numbers = [...allText(long.pdf).matchAll(/(\d+)\s*mark-(\d+);/g)];
    expect(numbers).toHaveLength(450);
    for (const [, printed, counted] of numbers) expect(printed).toBe(counted);
  });

  describe("with notes beneath its parts", () => {
    const beneath = (parts: Document["parts"], language: Language = "en") =>
      pdfOf(documentOf(parts, language, { outline: 2, notes: "entry" }));

    test("carries each note once, in order, numbered through, after the words of its part and before the next part", async () => {
      const { pdf, notes } = await beneath(entries(150));
      const shown = allText(pdf);
      const numbers = [...shown.matchAll(/(\d+)\s*mark-(\d+);/g)];
      expect(notes).toBe(450);
      expect(numbers.map(([, printed]) => Number(printed))).toEqual(Array.from({ length: 450 }, (_, i) => i + 1));
      for (const [, printed, counted] of numbers) expect(printed).toBe(counted);
      const headings = (pdf.loadOutline() ?? []).map(({ page }) => page ?? -1);
      expect(headings).toHaveLength(150);
      const order = [...shown.matchAll(/A sentence about nobody\. (?=A)|mark-(\d+);/g)]
        .map(([, n]) => (n === undefined ? "body" : Number(n) % 3))
        .filter((each, i, all) => each !== "body" || all[i - 1] !== "body");
      expect(order).toEqual(Array.from({ length: 150 }, () => ["body", 1, 2, 0]).flat());
    });

    test("leads from each mark to its note and back", async () => {
      const { pdf, pages } = await beneath(entries(20));
      const onPage = Array.from({ length: pages }, (_, page) => letters(pdf, page));
      const led = { there: 0, back: 0 };
      for (let page = 2; page < pages; page++)
        for (const each of pdf.loadPage(page).getLinks()) {
          const number = wordsIn(onPage[page] ?? [], each.getBounds());
          if (!/^\d+$/.test(number)) continue;
          const to = pdf.resolveLinkDestination(each);
          const line = wordsIn(onPage[to.page] ?? [], [0, to.y, 600, to.y + 20]);
          expect(line).toContain(number);
          led[line.includes(`mark-${number};`) ? "there" : "back"]++;
        }
      expect(led).toEqual({ there: 60, back: 60 });
    });

    test("sets more notes than a page holds, of which no mark and no note is lost", async () => {
      const inlines = Array.from({ length: 400 }, (_, i) => [
        ` word-${i + 1}.`,
        note(`at ${i + 1}; ${"long ".repeat(9)}`),
      ]);
      const { pdf, notes } = await beneath([
        { level: 2, heading: "Long", blocks: [{ kind: "paragraph", inlines: inlines.flat() }] },
        { level: 2, heading: "Next", blocks: [] },
      ]);
      const shown = allText(pdf);
      const numbered = Array.from({ length: 400 }, (_, i) => String(i + 1));
      expect(notes).toBe(400);
      expect([...shown.matchAll(/at (\d+);/g)].map(([, n]) => n)).toEqual(numbered);
      expect([...shown.matchAll(/word-(\d+)\.\s*(\d+)/g)].map(([, , n]) => n)).toEqual(numbered);
      expect(pdf.loadOutline()?.at(-1)?.page).toBe(pdf.countPages() - 1);
    });

    test("begins them at the right in Arabic and Sorani, with their own digits", async () => {
      for (const language of ["ar", "ckb"] as const) {
        const part: Part = { level: 1, blocks: [{ kind: "paragraph", inlines: ["كلمة", note("حاشية")] }] };
        const { pdf } = await pdfOf(documentOf([part], language, { notes: "entry", title: "Z", mark: "Z" }));
        const [mark, number] = letters(pdf, 1).filter(({ c, y }) => c === "١" && y < 400);
        const words = letters(pdf, 1).filter(({ c }) => c === "ح");
        expect(words).toHaveLength(1);
        expect(number?.x).toBeGreaterThan(words[0]?.x ?? Number.NaN);
        expect(mark?.y).toBeLessThan(number?.y ?? Number.NaN);
      }
    });
  });

  test("has every heading once, in order, and bookmarks that lead to it", () => {
    const bookmarks = long.pdf.loadOutline() ?? [];
    expect(bookmarks.map(({ title }) => title)).toEqual(
      Array.from({ length: 150 }, (_, i) => `Entry ${i}, فلان (أبو مثال)`),
    );
    const pages = bookmarks.map((bookmark) => bookmark.page ?? -1);
    expect([...pages].sort((a, b) => a - b)).toEqual(pages);
    for (const [i, page] of pages.entries())
      if (i % 10 === 0) expect(pageText(long.pdf, page).replaceAll(/\s+/g, " ")).toContain(`Entry ${i},`);
  });

  test("lists the page that is printed on the page, and links lead where they say", () => {
    // A line of two directions is several boxes with one target.
    const linked = long.pdf
      .loadPage(1)
      .getLinks()
      .map((each) => long.pdf.resolveLink(each));
    const bookmarked = (long.pdf.loadOutline() ?? []).map(({ page }) => page);
    expect([...new Set(linked)]).toEqual([...new Set(bookmarked)].slice(0, new Set(linked).size));
    expect(linked.length).toBeGreaterThan(20);
    const contents = pageText(long.pdf, 1);
    expect(contents).toContain("Contents");
    const labels = Array.from({ length: long.pages }, (_, i) => long.pdf.loadPage(i).getLabel());
    const body = labels.indexOf("1");
    const listed = [...contents.matchAll(/^(\d+)\s*$/gm)].map((found) => found[1]);
    expect(listed.length).toBeGreaterThan(20);
    expect(listed).toEqual(bookmarked.slice(0, listed.length).map((page) => labels[page ?? -1]));
    expect(labels.slice(0, body)).toEqual(["i", "ii", "iii", "iv", "v", "vi", "vii"].slice(0, body));
    for (const [i, label] of labels.entries())
      if (i >= 1) expect(pageText(long.pdf, i).trim().split(/\s+/)).toContain(label);
  });

  test("is the same file twice, whatever the machine's clock says", async () => {
    const again = await pdfOf(documentOf(entries(150), "en", { outline: 2 }));
    expect(Buffer.compare(Buffer.from(again.bytes), Buffer.from(long.bytes))).toBe(0);
  });

  test("says its title, language and time, and claims PDF/A-2b", () => {
    const words = new TextDecoder("latin1").decode(long.bytes);
    expect(long.pdf.getMetaData("info:Title")).toBe("Invented dossier");
    expect(words).toContain("/Lang (en)");
    expect(words).toContain("/CreationDate (D:20261123000000Z)");
    expect(words).toContain("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>");
    expect(words).toContain("/GTS_PDFA1");
    expect(words).not.toMatch(/\/URI|\/JavaScript|\/EmbeddedFile/);
  });

  test("without parts is its cover", async () => {
    const { pdf, pages, notes } = await pdfOf(documentOf([], "ar", { outline: 2 }));
    expect([pages, notes]).toEqual([1, 0]);
    expect(pageText(pdf, 0)).toContain("nobody");
  });

  test("with one part without a heading is a cover and a page", async () => {
    const { pdf, pages } = await pdfOf(
      documentOf([{ level: 1, blocks: [{ kind: "paragraph", inlines: ["Only this."] }] }], "ckb"),
    );
    expect(pages).toBe(2);
    expect(pageText(pdf, 1)).toContain("Only this.");
  });

  test("keeps every row of a long table once and in order, its header on every page", async () => {
    function* rows() {
      for (let i = 0; i < 600; i++)
        yield [
          [code(`row-${i}.`)],
          [i % 40 === 0 ? "long ".repeat(300) : "short", ...(i % 9 ? [] : [note(`at ${i};`)])],
        ];
    }
    const table: Block = {
      kind: "table",
      columns: [{}, { width: 3 }],
      header: [["Column A"], ["Column B"]],
      rows: rows(),
    };
    const { pdf, pages, notes } = await pdfOf(documentOf([{ level: 1, heading: "Table", blocks: [table] }]));
    const found = [...allText(pdf).matchAll(/row-(\d+)\./g)].map((each) => Number(each[1]));
    expect(found).toEqual(Array.from({ length: 600 }, (_, i) => i));
    for (let page = 1; page < pages; page++) expect(pageText(pdf, page)).toContain("Column A");
    const noted = [...allText(pdf).matchAll(/at (\d+);/g)].map((each) => Number(each[1]));
    expect(noted).toEqual(Array.from({ length: notes }, (_, i) => i * 9));
  });

  test("shows a date after an Arabic name in English at the right of the name, in Arabic at its left, and never turned around", async () => {
    const line = "فلان 2014-08-03";
    for (const [language, side] of [
      ["en", 1],
      ["ar", -1],
      ["ckb", -1],
    ] as const) {
      const { pdf } = await pdfOf(
        documentOf([{ level: 1, blocks: [{ kind: "paragraph", inlines: [line] }] }], language, {
          mark: "Z",
          title: "Z",
        }),
      );
      const found = letters(pdf, 1);
      const digits = found.filter(({ c }) => /[0-9-]/.test(c)).sort((a, b) => a.x - b.x);
      expect(
        digits
          .map(({ c }) => c)
          .join("")
          .replace(/^1(?=2014)|(?<=03)1$/, ""),
      ).toContain("2014-08-03");
      const name = found.filter(({ c }) => /[فلان]/.test(c)).map(({ x }) => x);
      const date = digits.filter(({ c }) => c === "-").map(({ x }) => x);
      expect(Math.sign(Math.min(...date) - Math.min(...name))).toBe(side);
    }
  });

  test("sets the mark of a note at the left of a number in Arabic, wherever notes stand", async () => {
    for (const notes of ["page", "entry"] as const) {
      const blocks: Block[] = [{ kind: "paragraph", inlines: ["العمر: ٢٩", note("حاشية")] }];
      const { pdf } = await pdfOf(documentOf([{ level: 1, blocks }], "ar", { notes, mark: "Z", title: "Z" }));
      const found = letters(pdf, 1).filter(({ y }) => y < 110);
      const digits = found.filter(({ c }) => "١٢٩".includes(c)).sort((a, b) => a.x - b.x);
      expect(digits.map(({ c }) => c).join("")).toBe("١٢٩");
    }
  });

  test("keeps the brackets of words against the page around them, in the face and size of the letters", async () => {
    for (const [language, other, words] of [
      ["ar", "en", "(Abcd) and [Efgh]"],
      ["ckb", "en", "(Abcd) and [Efgh]"],
      ["en", "ar", "(فلان) هنا [غير]"],
    ] as const) {
      const blocks: Block[] = [{ kind: "paragraph", inlines: [text(words, other)] }];
      const { pdf } = await pdfOf(documentOf([{ level: 1, blocks }], language, { mark: "Z", title: "Z" }));
      const found = letters(pdf, 1).filter(({ c }) => words.replaceAll(" ", "").includes(c));
      const shown = found.sort((a, b) => a.x - b.x).map(({ c }) => c);
      const read = other === "en" ? shown : shown.reverse();
      expect(read.join("")).toBe(words.replaceAll(" ", ""));
      expect(new Set(found.map(({ face }) => face)).size).toBe(1);
    }
  });

  test("treats nothing a person typed as markup or code", async () => {
    const everywhere = (words: string): Block[] => [
      { kind: "heading", level: 2, inlines: [words] },
      {
        kind: "paragraph",
        inlines: [
          words,
          strong(words),
          emphasis(words),
          code(words),
          note(words),
          text(words, "ar"),
          text(words, "en"),
        ],
      },
      { kind: "fields", fields: [{ label: words, inlines: [words] }] },
      { kind: "quotation", inlines: [words], source: [words], language: "ar" },
      { kind: "list", items: [[words]] },
      { kind: "callout", tone: "limit", title: words, inlines: [words] },
      { kind: "table", columns: [{}], header: [[words]], rows: [[[words]]] },
    ];
    const parts = (list: readonly string[]) =>
      list.map((words, i) => ({ id: words + i, level: 2 as const, heading: words, blocks: everywhere(words) }));
    for (const language of ["en", "ar"] as const) {
      const { pdf } = await pdfOf(
        documentOf(parts(hostile), language, { title: hostile.join(" "), mark: hostile[0] ?? "", outline: 2 }),
      );
      const shown = allText(pdf).replaceAll(/\s+/g, "");
      for (const words of hostile.slice(0, 4)) expect(shown).toContain(words.replaceAll(/\s+/g, ""));
    }
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: "binary", maxLength: 40 }), { maxLength: 12 }), async (list) => {
        await pdfOf(documentOf(parts(list), "en", { title: list.join(" ") }));
      }),
      { numRuns: 8 },
    );
  });

  test("shows plain ASCII exactly as it was typed", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 25 }), { minLength: 1, maxLength: 40 }),
        async (list) => {
          const inlines = (words: string): Plain[] => ["⟨", code(words), "⟩"];
          const { pdf } = await pdfOf(
            documentOf([
              { level: 1, blocks: list.map((words) => ({ kind: "paragraph" as const, inlines: inlines(words) })) },
            ]),
          );
          const shown = allText(pdf).replaceAll(/[\s\u2066-\u2069]/g, "");
          for (const words of list) expect(shown).toContain(`⟨${words.replaceAll(/\s/g, "")}⟩`);
        },
      ),
      { numRuns: 10 },
    );
  });

  test("says of a failure only where it was", () => {
    expect(new TypesettingFault(12).message).toBe("the typesetter failed on the sheet that begins at page 12");
  });
});
