/** OCR: from the engine's words to lines in reading order, and pages drawn here and read back. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as mupdf from "mupdf";
import sharp, { type Sharp } from "sharp";
import { describe, expect, test } from "vitest";
import type { Extractor } from "../extract/contract.ts";
import { rawOf, runExtractor } from "../extract/testing.ts";
import { compareLayers } from "./compare.ts";
import { readHocr } from "./hocr.ts";
import { nativeEngine, nativeReadsBetter, ocrPages, pagePictures, readInto } from "./index.ts";
import { logicalOrder } from "./lines.ts";
import { densestStripe } from "./pixels.ts";
import { kurdishLetters, looksSorani } from "./sorani.ts";
import { lookForWriting } from "./writing.ts";

const data = fileURLToPath(new URL("../../../../../shared/data/documents/", import.meta.url));
const english = [
  "On the third day the witness saw two white cars near the bridge.",
  "The men who left the first car carried radios and spoke with each other.",
  "Nobody in the village had seen them before that morning.",
  "She wrote the numbers 4383 and 1804 into her notebook and went home.",
];

function printed(lines: readonly string[], rotate: 0 | 90 = 0): Uint8Array {
  const document = new mupdf.PDFDocument();
  const font = document.addSimpleFont(new mupdf.Font("Helvetica"));
  const show = lines.map((line, i) => `BT /F 12 Tf 60 ${760 - 22 * i} Td (${line}) Tj ET`).join("\n");
  const page = document.addPage([0, 0, 595, 842], rotate, { Font: { F: font } }, show);
  document.insertPage(-1, page);
  const bytes = document.saveToBuffer("").asUint8Array().slice();
  document.destroy();
  return bytes;
}
async function picture(lines: readonly string[]): Promise<Uint8Array> {
  for await (const page of pagePictures(rawOf(printed(lines), "a.pdf"), "application/pdf", [1])) {
    if ("png" in page) return page.png;
  }
  throw new Error("the sample cannot be drawn");
}
const ocr = (bytes: Uint8Array, type: string, pages: readonly number[], languages: readonly string[] = []) => {
  const extract: Extractor["extract"] = (raw, kind, sink) => ocrPages(raw, kind, pages, languages, sink);
  return runExtractor({ types: [type], extract }, bytes, "sample");
};

describe("lines in reading order", () => {
  const word = (symbols: readonly (readonly [string, number])[]): string => {
    const xs = symbols.map(([, x]) => x);
    const inside = symbols.map(
      ([text, x]) => `<span class='ocrx_cinfo' title='x_bboxes ${x} 10 ${x + 9} 30; x_conf 98'>${text}</span>`,
    );
    return `<span class='ocrx_word' id='w' title='bbox ${Math.min(...xs)} 10 ${Math.max(...xs) + 9} 30; x_wconf 90'>${inside.join("\n")}</span>`;
  };
  const hocr = (...words: string[]): string =>
    `<p class='ocr_par' dir='rtl' id='p' lang='ara' title="bbox 0 0 900 50"><span class='ocr_line' id='l' title="bbox 0 10 900 30; baseline 0 -1">${words.join("\n")}</span></p>`;
  /** Letters from right to left, as Arabic is drawn. */
  const arabic = (text: string, right: number): string => word([...text].map((letter, i) => [letter, right - 10 * i]));
  const textOf = (...words: string[]) => logicalOrder(readHocr(hocr(...words), "ara"))[0]?.[0]?.text;

  test("an article number that the engine turned around is put right", () => {
    const seen: [string, number][] = [..."(h)(1)7"].map((letter, i) => [letter, 300 + 10 * i]);
    expect(textOf(arabic("للمادة", 500), word(seen), arabic("من", 280))).toBe("للمادة 7(1)(h) من");
  });

  test("where symbols do not stand in the order of the engine's text, their places decide", () => {
    const seen: [string, number][] = [
      ["3", 330],
      ["(", 340],
      ["7", 350],
      [")", 320],
      [",", 310],
    ];
    expect(textOf(arabic("والمادة", 500), word(seen), arabic("فإن", 280))).toBe("والمادة 7(3), فإن");
  });

  test("a bracket before a number and one after a word stay on their side", () => {
    const number: [string, number][] = [
      ["(", 360],
      ["8", 340],
      ["7", 350],
    ];
    expect(textOf(arabic("بهم", 500), word(number), arabic("الميم).", 330))).toBe("بهم (87 الميم).");
  });

  test("escaped characters and directional controls of the engine do not reach the text", () => {
    expect(
      textOf(
        word([
          ["A", 10],
          ["&amp;", 20],
          ["B\u200f", 30],
          ["&lt;", 40],
        ]),
      ),
    ).toBe("A&B<");
  });

  test("confidence is weighed by length and boxes are pixels", () => {
    const reading = readHocr(
      hocr(
        word([
          ["a", 10],
          ["b", 20],
        ]),
      ),
      "eng",
    );
    expect(reading.confidence).toBe(90);
    expect(logicalOrder(reading)[0]?.[0]?.box).toEqual([10, 10, 29, 30]);
  });
});

describe("Sorani letters", () => {
  test("heh with a joiner, at the end of a word and before a consonant is ae; before a vowel it stays heh", () => {
    expect(kurdishLetters("ده‌ست به هاوولاتي كه هه‌ر")).toBe("دەست بە هاوولاتی کە هەر");
  });
  test("Sorani is told from Arabic and Persian by its spelling", () => {
    expect(looksSorani("به هوى په‌تایی کوروناوه به‌شیکی زور له هاوولاتیانی جیهان له ماله‌کانی خویاندا ده‌میننه‌وه")).toBe(
      true,
    );
    expect(looksSorani("يولد جميع الناس أحرارا متساوين في الكرامة والحقوق وقد وهبوا عقلا وضميرا وعليهم أن يعامل")).toBe(
      false,
    );
    expect(
      looksSorani("تمام افراد بشر آزاد زاده می‌شوند و از لحاظ حیثیت و کرامت و حقوق با هم برابرند همگی دارای عقل"),
    ).toBe(false);
  });
});

test("the installed program is preferred for Kurdish it has a model for, and for nothing else", () => {
  const engine = (...models: string[]) => ({
    tool: "t",
    version: "1",
    models: new Set(models),
    read: () => Promise.reject(new Error("not asked")),
  });
  const debian = engine("ara", "eng", "kmr", "Arabic");
  expect(nativeReadsBetter(debian, ["kmr"])).toBe(true);
  expect(nativeReadsBetter(debian, ["ckb"])).toBe(true);
  expect(nativeReadsBetter(debian, [], "models fas; 300 dpi grey; kurdish-letters 1")).toBe(true);
  expect(nativeReadsBetter(debian, ["ar", "en"])).toBe(false);
  expect(nativeReadsBetter(engine("ara", "eng"), ["kmr", "ckb"])).toBe(false);
  expect(nativeReadsBetter(undefined, ["kmr"])).toBe(false);
});

describe("text layer against picture", () => {
  const words = "وقد حضر الشهود إلى المكان في الصباح الباكر ورأوا كل شيء بأعينهم ثم عادوا إلى بيوتهم";
  test("vowel signs, variants of letters and other order of words are no difference", () => {
    const seen = words.split(" ").reverse().join(" ").replaceAll("إ", "ا").replaceAll("ي", "ى");
    expect(compareLayers(words, seen)).toMatchObject({ differs: false, confirmed: 1 });
  });
  test("a layer of other words differs, and so does a layer where the picture is empty", () => {
    expect(compareLayers(words, [...words].reverse().join("")).differs).toBe(true);
    expect(compareLayers(`${words} ${words} ${words}`, "").differs).toBe(true);
    expect(compareLayers("", words).differs).toBe(false);
    expect(compareLayers("صفحة 3", "").differs).toBe(false);
  });
});

describe("pages", () => {
  test("a PDF page is drawn and read, with boxes in hundredths of a point and its numbers to be confirmed", async () => {
    const got = await ocr(printed(english), "application/pdf", [1]);
    expect(got.text.replaceAll("\n", " ")).toBe(english.join(" "));
    const layer = got.layers[0];
    expect(layer?.info).toMatchObject({
      kind: "ocr",
      tool: "tesseract.js-core",
      version: "7.0.0",
      flags: ["numbers-unconfirmed"],
    });
    expect(layer?.info.settings).toContain("models eng; 300 dpi");
    const box = layer?.passages[0]?.boxes?.[0] ?? [];
    // The first line starts 60 points from the left, its baseline 82 points from the top.
    expect(box[2]).toBeGreaterThan(5_900);
    expect(box[2]).toBeLessThan(6_200);
    expect(box[5]).toBeGreaterThan(8_100);
    expect(box[5]).toBeLessThan(8_700);
  }, 60_000);

  test("a scan that lies on its side is read, and its boxes lie on the scan as it is", async () => {
    const flat = await sharp(await picture(english))
      .rotate(90)
      .png()
      .toBuffer();
    const got = await ocr(flat, "image/png", [1], ["en"]);
    expect(got.text).toContain("Nobody in the village had seen them");
    expect(got.layers[0]?.info.settings).toContain("turned 270 degrees");
    const { width, height } = await sharp(flat).metadata();
    const [, , x0, y0, x1, y1] = got.layers[0]?.passages[0]?.boxes?.[0] ?? [0, 0, 0, 0, 0, 0];
    // The first line runs down near the right edge.
    expect(x0).toBeGreaterThan(0.85 * width);
    expect(x1).toBeLessThanOrEqual(width);
    expect(y1 - y0).toBeGreaterThan(10 * (x1 - x0));
    expect(y1).toBeLessThanOrEqual(height);
  }, 60_000);

  test("a small photograph is enlarged for reading and its boxes are those of the photograph", async () => {
    const small = await sharp(await picture(english))
      .resize({ width: 1_000 })
      .jpeg({ quality: 80 })
      .toBuffer();
    const got = await ocr(small, "image/jpeg", [1], ["en"]);
    expect(got.text).toContain("carried radios");
    const [, , x0, , x1] = got.layers[0]?.passages[0]?.boxes?.[0] ?? [0, 0, 0, 0, 0, 0];
    expect(x0).toBeGreaterThan(80);
    expect(x1).toBeLessThan(1_000);
  }, 60_000);

  test("an empty page has no text, a page that is not there is a problem, a broken picture as well", async () => {
    expect((await ocr(printed([]), "application/pdf", [1], ["en"])).problems).toEqual([{ code: "no-text" }]);
    expect((await ocr(printed(english), "application/pdf", [7], ["en"])).problems).toEqual([
      { code: "damaged", detail: "page 7", partly: true },
    ]);
    expect((await ocr(new Uint8Array(100), "image/png", [1], ["en"])).problems[0]?.code).toMatch(
      /damaged|not-supported/,
    );
  }, 60_000);

  test("the first look is cut from where the writing is", async () => {
    for await (const page of pagePictures(
      rawOf(printed(["one line of words", "and another one"]), "a.pdf"),
      "application/pdf",
      [1],
    )) {
      if (!("png" in page)) throw new Error("the sample cannot be drawn");
      const stripe = await sharp((await densestStripe(page)).png).stats();
      expect(stripe.channels[0]?.min).toBeLessThan(60);
    }
  });
});

describe("the look before the reading", () => {
  const drawn = async (image: Sharp): Promise<string> => {
    const raw = rawOf(await image.png().toBuffer(), "a.png");
    for await (const page of pagePictures(raw, "image/png", [1]))
      if ("png" in page) return (await lookForWriting(page)).writing;
    throw new Error("the sample cannot be drawn");
  };
  const plain = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: "#f4f4f4" } });

  test("a page, a page of one word and a page on its side are read", async () => {
    expect(await drawn(sharp(await picture(english)))).toBe("likely");
    expect(await drawn(sharp(await picture(["Ahmed"])))).toBe("likely");
    expect(await drawn(sharp(await picture(english)).rotate(90))).toBe("likely");
    expect(await drawn(sharp(await picture(english)).negate({ alpha: false }))).toBe("likely");
  });
  test("an icon, an empty page and a texture are not", async () => {
    const [width, height] = [900, 700];
    // A fixed texture of all tones, like foliage: the same numbers in every run.
    let seed = 7;
    const leaves = Buffer.from(
      Array.from({ length: (width / 4) * (height / 4) }, () => {
        seed = (seed * 48_271) % 2_147_483_647;
        return seed % 256;
      }),
    );
    const texture = sharp(leaves, { raw: { width: width / 4, height: height / 4, channels: 1 } }).resize(width, height);
    expect(await drawn(plain(48, 48))).toBe("too-small");
    expect(await drawn(plain(800, 600))).toBe("no-writing");
    expect(await drawn(texture)).not.toBe("likely");
  });
});

describe.skipIf(!existsSync(`${data}arabic`))("real pages", () => {
  const scan = (name: string) => readFileSync(`${data}arabic/${name}`);
  test("an Arabic scan is read without being told its language", async () => {
    const got = await ocr(scan("scan-arb_noto.300.png"), "image/png", [1]);
    const truth = readFileSync(`${data}arabic/truth_arb.txt`, "utf8");
    expect(compareLayers(truth.slice(0, got.text.length), got.text)).toMatchObject({ differs: false });
    expect(got.layers[0]?.info.settings).toContain("models ara;");
  }, 60_000);

  test("a broken text layer differs from its picture, a sound one does not", async () => {
    const seen = await ocr(scan("arb_noto.weasy.pdf"), "application/pdf", [2], ["ar"]);
    const { pdfExtractor } = await import("../extract/pdf/index.ts");
    const page = async (name: string, number: number) => {
      const got = await runExtractor(pdfExtractor, scan(name), name);
      return got.layers
        .flatMap((layer) => layer.passages)
        .filter(({ place }) => place.type === "page" && place.page === number)
        .map(({ text }) => text)
        .join("\n");
    };
    expect(compareLayers(await page("arb_noto.weasy.pdf", 2), seen.text).differs).toBe(true);
    const sound = await ocr(scan("arb_noto.chromium.pdf"), "application/pdf", [2], ["ar"]);
    expect(compareLayers(await page("arb_noto.chromium.pdf", 2), sound.text).differs).toBe(false);
  }, 60_000);

  test.skipIf(!existsSync(`${data}mixed/multipage_tiff_example.tif`))(
    "pages of a TIFF are read one by one",
    async () => {
      const pages = [1, 2];
      const got = await ocr(readFileSync(`${data}mixed/multipage_tiff_example.tif`), "image/tiff", pages, ["en"]);
      const found = got.layers
        .flatMap((layer) => layer.passages)
        .map(({ place }) => (place.type === "page" ? place.page : 0));
      expect([...new Set(found)].sort()).toEqual(pages);
    },
    60_000,
  );

  const native = nativeEngine();
  test.skipIf(native === undefined || !native.models.has("kmr"))(
    "Kurmanji is read by the installed program, outside the sandbox",
    async () => {
      if (native === undefined) return;
      const extract: Extractor["extract"] = (raw, kind, sink) =>
        readInto(native, pagePictures(raw, kind, [1]), [], sink);
      const got = await runExtractor({ types: ["image/png"], extract }, scan("scan-kmr_noto.300.png"), "a.png");
      expect(got.layers[0]?.info).toMatchObject({ tool: "tesseract", kind: "ocr" });
      expect(got.text).toContain("Danezana gerdûnî ya mafên mirov");
    },
    60_000,
  );
});
