/** PDF extraction as a stranger sees it: small PDFs built here, hostile ones, and real pages where they are at hand. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as mupdf from "mupdf";
import { describe, expect, test } from "vitest";
import { rawOf, runExtractor } from "../testing.ts";
import { openPdf } from "./document.ts";
import { pdfExtractor } from "./index.ts";
import { backwards, drawn, samplePdf, stream } from "./samples.ts";

const data = fileURLToPath(new URL("../../../../../../shared/data/", import.meta.url));
const read = (bytes: Uint8Array) => runExtractor(pdfExtractor, bytes, "sample.pdf");
const latin = "The witness saw the car at the bridge and wrote its number down at once.";

describe("reading order", () => {
  test("Latin lines are given as written, with a box in hundredths of a point", async () => {
    const got = await read(samplePdf([{ texts: [{ x: 72, y: 742, glyphs: drawn(latin) }] }]));
    expect(got.text).toBe(latin);
    expect(got.layers[0]?.info.flags).toEqual([]);
    const [from, to, x0, y0, x1, y1] = got.layers[0]?.passages[0]?.boxes?.[0] ?? [];
    expect([from, to]).toEqual([0, latin.length]);
    expect(x0).toBeCloseTo(7_200, -1);
    expect(x1).toBeCloseTo(7_200 + latin.length * 600, -2);
    // The baseline is 100 points from the top: the box surrounds it.
    expect(y0).toBeLessThan(10_000);
    expect(y1).toBeGreaterThanOrEqual(10_000);
  });

  test("an Arabic line drawn from left to right is turned to reading order and is for finding only", async () => {
    const got = await read(
      samplePdf([{ texts: [{ x: 72, y: 700, glyphs: backwards("رأى الشاهد سيارة عند الجسر") }] }]),
    );
    expect(got.text).toBe("رأى الشاهد سيارة عند الجسر");
    expect(got.layers[0]?.info.flags).toEqual(["find-only"]);
  });

  test("lam-alef is lam first, whether one glyph names it rightly or backwards as Word does", async () => {
    for (const ligature of ["\u0644\u0627", "\u0627\u0644"]) {
      const glyphs = [...backwards("د"), { text: ligature, width: 600 }, ...backwards("الب")];
      const got = await read(samplePdf([{ texts: [{ x: 72, y: 700, glyphs }] }]));
      expect(got.text).toBe("البلاد");
    }
  });

  test("numbers, Latin names and brackets stand where they are read inside an Arabic sentence", async () => {
    // Drawn left to right: the sentence ends at the left.
    const line = [
      ...backwards("في الزهور"),
      ...drawn(" 45781 "),
      ...backwards("رقم"),
      ...drawn(" )Ahmed Ali( "),
      ...backwards("رأى أحمد"),
    ];
    const got = await read(samplePdf([{ texts: [{ x: 40, y: 700, glyphs: line, size: 8 }] }]));
    expect(got.text).toBe("رأى أحمد (Ahmed Ali) رقم 45781 في الزهور");
  });

  test("two columns are read one after the other, not across", async () => {
    const column = (x: number, words: readonly string[]) =>
      words.map((word, i) => ({ x, y: 700 - 14 * i, glyphs: drawn(word) }));
    const texts = [
      ...column(40, ["first column says", "one and then two", "and ends here."]),
      ...column(320, ["second column says", "three and four", "and also ends."]),
    ];
    const { text } = await read(samplePdf([{ texts }]));
    expect(text.replaceAll("\n", " ")).toBe(
      "first column says one and then two and ends here. second column says three and four and also ends.",
    );
  });

  test("two Arabic columns are read one after the other", async () => {
    const column = (x: number, words: readonly string[]) =>
      words.map((word, i) => ({ x, y: 700 - 14 * i, glyphs: backwards(word) }));
    const texts = [...column(340, ["هذا أول عمود", "وفيه سطران"]), ...column(60, ["وهذا عمود ثان", "وفيه غيرهما"])];
    const { text } = await read(samplePdf([{ texts }]));
    expect(text.replaceAll("\n", " ")).toBe("هذا أول عمود وفيه سطران وهذا عمود ثان وفيه غيرهما");
  });

  test("a page turned by its dictionary and text turned on the page are read all the same", async () => {
    const sideways = { x: 300, y: 300, glyphs: backwards("ملاحظة على الحافة"), turn: 90 };
    const got = await read(
      samplePdf([{ rotate: 90, texts: [{ x: 72, y: 700, glyphs: drawn(latin) }] }, { texts: [sideways] }]),
    );
    expect(got.text).toContain(latin);
    expect(got.text).toContain("ملاحظة على الحافة");
  });
});

describe("the quality gate", () => {
  const sentence = "وقد حضر الشهود إلى المكان في الصباح الباكر ورأوا كل شيء بأعينهم ثم عادوا إلى بيوتهم";

  test("a page whose font maps its glyphs to nothing goes to OCR", async () => {
    const glyphs = [...sentence].map((_, i) => ({ text: undefined, width: 500 + (i % 7) }));
    const got = await read(samplePdf([{ texts: [{ x: 20, y: 700, glyphs, size: 6 }] }]));
    expect(got.needsOcr).toEqual([{ pages: [1], reason: "text-doubtful" }]);
    expect(got.layers.every((layer) => layer.info.flags?.includes("text-doubtful"))).toBe(true);
  });

  test("a page whose font maps glyphs to clusters of wrong letters goes to OCR, its neighbour does not", async () => {
    const broken = [...sentence].map((letter) => ({ text: `${letter}سلحن`, width: 500 })).reverse();
    const got = await read(
      samplePdf([
        { texts: [{ x: 20, y: 700, glyphs: backwards(sentence), size: 6 }] },
        { texts: [{ x: 20, y: 700, glyphs: broken, size: 6 }] },
      ]),
    );
    expect(got.needsOcr).toEqual([{ pages: [2], reason: "text-doubtful" }]);
    expect(got.layers.map((layer) => layer.info.flags)).toEqual([["find-only"], ["text-doubtful", "find-only"]]);
    expect(got.layers[0]?.text).toBe(sentence);
  });

  test("a page that is a picture, or drawn without letters, goes to OCR; an empty one does not", async () => {
    const picture = "q 500 0 0 700 40 60 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x20 EI Q";
    const got = await read(samplePdf([{ content: picture }, { content: "100 100 300 50 re f" }, {}]));
    expect(got.needsOcr).toEqual([
      { pages: [1], reason: "picture" },
      { pages: [2], reason: "no-text" },
    ]);
  });

  test("a page number over a scan is not the scan's text", async () => {
    const picture = "q 500 0 0 700 40 60 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x20 EI Q";
    const got = await read(samplePdf([{ content: picture, texts: [{ x: 290, y: 20, glyphs: drawn("Page 1 of 9") }] }]));
    expect(got.needsOcr).toEqual([{ pages: [1], reason: "picture" }]);
    expect(got.text).toBe("Page 1 of 9");
  });
});

describe("what else a PDF holds", () => {
  test("embedded files become children, each once, with their own name and date", async () => {
    const names = "/Names << /EmbeddedFiles << /Kids [@0 0 R] >> >>";
    const got = await read(
      samplePdf([{ texts: [{ x: 72, y: 700, glyphs: drawn("See the list.") }] }], names, [
        // The tree refers to itself: a reader that follows it without care never ends.
        "<< /Names [(a) @1 0 R (b) @1 0 R] /Kids [@0 0 R] >>",
        "<< /Type /Filespec /UF (list.txt) /EF << /F @2 0 R >> >>",
        stream(
          "one\ntwo",
          "/Type /EmbeddedFile /Subtype /text#2Fplain /Params << /ModDate (D:20140812101112+03'00') >>",
        ),
      ]),
    );
    expect(got.children.map(({ info, bytes }) => [info, Buffer.from(bytes).toString()])).toEqual([
      [
        {
          name: "list.txt",
          position: 1,
          role: "attachment",
          claimedType: "text/plain",
          modified: "2014-08-12T10:11:12+03:00",
        },
        "one\ntwo",
      ],
    ]);
  });

  test("comments and form fields are read too", async () => {
    const entries =
      "/Annots [<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /Contents (Ask her again) /T (Reader) >> @0 0 R]";
    const got = await read(
      samplePdf(
        [{ entries, texts: [{ x: 72, y: 700, glyphs: drawn("A form.") }] }],
        "/AcroForm << /Fields [@0 0 R] >>",
        ["<< /Type /Annot /Subtype /Widget /FT /Tx /T (Place) /V (Sinjar) /Rect [50 50 200 70] >>"],
      ),
    );
    expect(got.text.split("\n")).toEqual(["A form.", "Place: Sinjar", "Reader: Ask her again"]);
  });

  test("title, dates and page labels are told as the file states them", async () => {
    const document = new mupdf.PDFDocument(samplePdf([{ texts: [{ x: 72, y: 700, glyphs: drawn(latin) }] }]));
    document.setMetaData("info:Title", "Report");
    document.setMetaData("info:CreationDate", "D:20140812");
    document.setPageLabels(0, "r", "", 4);
    const got = await read(document.saveToBuffer("").asUint8Array().slice());
    document.destroy();
    expect(got.metadata).toMatchObject({ title: "Report", date: "2014-08-12", pages: 1 });
    expect(got.layers[0]?.passages[0]?.place).toEqual({ type: "page", page: 1, label: "iv" });
    expect(got.preview?.mediaType).toBe("image/jpeg");
  });
});

describe("files that resist", () => {
  const sample = samplePdf([{ texts: [{ x: 72, y: 700, glyphs: drawn(latin) }] }]);
  const encrypted = (user: string): Uint8Array => {
    const document = new mupdf.PDFDocument(sample);
    const bytes = document
      .saveToBuffer(`encrypt=aes-256,user-password=${user},owner-password=owner`)
      .asUint8Array()
      .slice();
    document.destroy();
    return bytes;
  };

  test("a password locks, an empty password does not", async () => {
    expect((await read(encrypted("hunter2"))).problems).toEqual([{ code: "locked" }]);
    expect((await read(encrypted(""))).text).toBe(latin);
  });

  test("an empty file, one that is no PDF and one without pages are told apart from a sound one", async () => {
    expect((await read(new Uint8Array())).problems).toEqual([{ code: "empty" }]);
    expect((await read(Buffer.from("%PDF-1.7\nnothing else"))).problems[0]?.code).toBe("damaged");
    expect((await read(samplePdf([]))).problems).toEqual([{ code: "damaged", detail: "no pages" }]);
    expect((await read(sample)).problems).toEqual([]);
  });

  test("a file without its cross-reference table is read all the same, and says that it was repaired", async () => {
    const cut = Buffer.from(sample)
      .toString("latin1")
      .replace(/xref[\s\S]*$/, "");
    const got = await read(Buffer.from(cut, "latin1"));
    expect(got.text).toBe(latin);
    expect(got.metadata.other?.["repaired"]).toBe("yes");
  });

  test("a repaired file whose pages lost their content says so instead of passing for blank paper", async () => {
    const page = { texts: [{ x: 72, y: 700, glyphs: drawn(latin) }] };
    const whole = Buffer.from(samplePdf([page, page])).toString("latin1");
    // As a broken transfer leaves it: the first page is whole, the second has lost its content.
    const got = await read(Buffer.from(whole.slice(0, whole.indexOf("10 0 obj")), "latin1"));
    expect(got.text).toBe(latin);
    expect(got.problems).toEqual([{ code: "damaged", detail: "repaired; 1 page is empty", partly: true }]);
    expect((await read(samplePdf([{}, page]))).problems).toEqual([]);
  });

  test("a broken page is told and the others are read", async () => {
    const text = Buffer.from(samplePdf([{}, { texts: [{ x: 72, y: 700, glyphs: drawn(latin) }] }])).toString("latin1");
    const got = await read(Buffer.from(text.replace("/Kids [7 0 R 9 0 R]", "/Kids [6 0 R 9 0 R]"), "latin1"));
    expect(got.text).toBe(latin);
  });

  test("the text limit cuts the layer short and says so", async () => {
    const pages = Array.from({ length: 5 }, () => ({ texts: [{ x: 72, y: 700, glyphs: drawn(latin) }] }));
    const got = await runExtractor(pdfExtractor, samplePdf(pages), "a.pdf", { limits: { textUnits: 200 } });
    expect(got.text.length).toBeLessThanOrEqual(200);
    expect(got.layers[0]?.info.flags).toEqual(["cut-short"]);
  });

  test("a file too large to hand over whole is read through the window", async () => {
    const text = Buffer.from(sample).toString("latin1");
    const fill = "%padding\n".repeat(4_000_000);
    const table = text.indexOf("xref\n");
    const moved = text
      .slice(table)
      .replace(/startxref\n(\d+)/, (_, at: string) => `startxref\n${Number(at) + fill.length}`);
    const padding = Buffer.from(text.slice(0, table) + fill + moved, "latin1");
    let longest = 0;
    const raw = rawOf(padding, "large.pdf");
    const document = openPdf({
      ...raw,
      all: () => expect.unreachable(),
      read: (offset, length) => {
        longest = Math.max(longest, length);
        return raw.read(offset, length);
      },
    });
    expect(document.loadPage(0).toStructuredText("").asText().trim()).toBe(latin);
    document.destroy();
    expect(longest).toBeLessThanOrEqual(2 ** 20);
  }, 30_000);

  test("three hundred pages do not make memory grow without bound", async () => {
    const page = {
      texts: Array.from({ length: 40 }, (_, i) => ({
        x: 40,
        y: 800 - 18 * i,
        glyphs: backwards("رأى الشاهد سيارة عند الجسر الكبير"),
      })),
    };
    const bytes = samplePdf(Array.from({ length: 300 }, () => page));
    await read(samplePdf([page]));
    const before = process.memoryUsage();
    const got = await read(bytes);
    const after = process.memoryUsage();
    expect(got.layers[0]?.passages.length).toBeGreaterThanOrEqual(300);
    // WASM memory is counted among array buffers and never shrinks.
    expect(after.arrayBuffers + after.external - before.arrayBuffers - before.external).toBeLessThan(100 * 2 ** 20);
  });

  test.skipIf(!existsSync(`${data}hostile/pages1e6.pdf`))("a false page count ends quickly", async () => {
    const start = performance.now();
    const got = await read(readFileSync(`${data}hostile/pages1e6.pdf`));
    expect(got.problems[0]?.code).toBe("damaged");
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

const arabic = `${data}documents/arabic/`;
describe.skipIf(!existsSync(arabic))("real pages", () => {
  const words = (text: string): string[] => text.normalize("NFC").split(/\s+/).filter(Boolean);
  const recall = (wanted: string[], found: string[]): number => {
    const bag = new Map<string, number>();
    for (const word of found) bag.set(word, (bag.get(word) ?? 0) + 1);
    let hits = 0;
    for (const word of wanted) {
      const left = bag.get(word) ?? 0;
      if (left > 0) hits++;
      bag.set(word, left - 1);
    }
    return hits / wanted.length;
  };

  test.each([
    ["arb", "chromium", 0.99],
    ["arb", "lo", 0.99],
    ["ckb", "chromium", 0.99],
    ["ckb", "lo", 0.99],
    ["kmr", "chromium", 0.99],
    ["kmr", "lo", 0.99],
    ["kmr", "weasy", 0.99],
    ["mixed", "chromium", 0.98],
    ["mixed", "lo", 0.93],
  ])("%s printed by %s keeps its words in order", async (language, writer, bar) => {
    const truth = words(readFileSync(`${arabic}truth_${language}.txt`, "utf8"));
    const got = await read(readFileSync(`${arabic}${language}_noto.${writer}.pdf`));
    const found = words(got.text);
    const pairs = (list: string[]): string[] => list.slice(1).map((word, i) => `${list[i]} ${word}`);
    expect(recall(truth, found)).toBeGreaterThanOrEqual(bar);
    expect(recall(pairs(truth), pairs(found))).toBeGreaterThanOrEqual(bar - 0.01);
    expect(got.needsOcr).toEqual([]);
  });

  test.each(["arb", "ckb", "mixed"])("every page of the broken %s layer is found", async (language) => {
    const got = await read(readFileSync(`${arabic}${language}_noto.weasy.pdf`));
    const all = Array.from({ length: got.metadata.pages ?? 0 }, (_, i) => i + 1);
    expect(got.needsOcr).toEqual([{ pages: all, reason: "text-doubtful" }]);
  });
});
