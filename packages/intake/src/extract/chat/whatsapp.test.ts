/** WhatsApp exports: invented conversations in the forms the apps write. */
import { describe, expect, test } from "vitest";
import { runExtractor } from "../testing.ts";
import { looksLikeWhatsApp, whatsappExtractor } from "./index.ts";

const androidEnglish = `12/03/2021, 14:05 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.
12/03/2021, 14:05 - Layla: We leave at dusk.
Bring water: two litres each
and nothing that rings.
13/03/2021, 02:10 - +964 770 000 0000: IMG-20210313-WA0001.jpg (file attached)
13/03/2021, 02:11 - Layla: <Media omitted>
`;
const android12 = "3/12/21, 2:05\u202fPM - Layla: one\n3/25/21, 9:00\u202fAM - Omar: two\n";
const androidArabic =
  "\u200f\u0661\u0662\u200f/\u0663\u200f/\u0662\u0660\u0662\u0661\u060c \u0662:\u0660\u0665 \u0645 - ليلى: نغادر عند الغروب\nومعنا الماء\n\u0661\u0663\u200f/\u0663\u200f/\u0662\u0660\u0662\u0661\u060c \u0661\u0660:\u0660\u0660 \u0635 - عمر: حسنا\n";
const androidKurdish = "12/3/2021، 2:05 د.ن - ئازاد: ئێوارە دەڕۆین\n13/3/2021، 10:00 پ.ن - شیلان: باشە\n";
const iosEnglish =
  "[12/03/2021, 14:05:33] Layla: \u200eMessages and calls are end-to-end encrypted.\n[12/03/2021, 14:06:01] Layla: first\nsecond line\n\u200e[12/03/2021, 14:07:12] Omar: \u200e<attached: 00000003-PHOTO-2021-03-12-14-07-12.jpg>\n";
const iosArabic =
  "\u200f[\u0661\u0662\u200f/\u0663\u200f/\u0662\u0660\u0662\u0661 \u060c \u0662:\u0660\u0665:\u0663\u0663 \u0645] ليلى: سلام\n".replace(
    " \u060c",
    "\u060c",
  );

async function chat(text: string) {
  const result = await runExtractor(whatsappExtractor, Buffer.from(text), "chat.txt");
  return { ...result, passages: result.layers[0]?.passages ?? [] };
}

describe("a WhatsApp export", () => {
  test("gives every message its number, time as written and writer; a notice has no writer", async () => {
    const { passages, metadata } = await chat(androidEnglish);
    expect(passages.map((passage) => passage.place)).toEqual([
      { type: "message", message: 1, at: "12/03/2021, 14:05" },
      { type: "message", message: 2, at: "12/03/2021, 14:05", by: "Layla" },
      { type: "message", message: 3, at: "13/03/2021, 02:10", by: "+964 770 000 0000" },
      { type: "message", message: 4, at: "13/03/2021, 02:11", by: "Layla" },
    ]);
    expect(metadata.other).toMatchObject({
      "chat-layout": "android",
      "chat-date-order": "day first",
      "chat-files-left-out": "1",
    });
  });

  test("keeps all lines of a message together, colons included", async () => {
    const { passages } = await chat(androidEnglish);
    expect(passages[1]?.text).toBe("We leave at dusk.\nBring water: two litres each\nand nothing that rings.");
  });

  test("names the files it refers to, from Android and from iPhone", async () => {
    expect((await chat(androidEnglish)).metadata.other?.["chat-file-1"]).toBe("IMG-20210313-WA0001.jpg");
    expect((await chat(iosEnglish)).metadata.other?.["chat-file-1"]).toBe("00000003-PHOTO-2021-03-12-14-07-12.jpg");
  });

  test("is read in Arabic with Arabic-Indic digits, Arabic comma and direction marks", async () => {
    const { passages } = await chat(androidArabic);
    expect(passages).toHaveLength(2);
    expect(passages[0]).toEqual({
      text: "نغادر عند الغروب\nومعنا الماء",
      place: { type: "message", message: 1, at: "١٢/٣/٢٠٢١، ٢:٠٥ م", by: "ليلى" },
    });
    expect((await chat(iosArabic)).passages[0]?.place).toMatchObject({ at: "١٢/٣/٢٠٢١، ٢:٠٥:٣٣ م", by: "ليلى" });
  });

  test("is read in Kurdish with Latin digits and Kurdish day halves", async () => {
    const { passages } = await chat(androidKurdish);
    expect(passages.map((passage) => passage.place.type === "message" && passage.place.by)).toEqual(["ئازاد", "شیلان"]);
  });

  test("with month first and a 12-hour clock says what its numbers prove about the order", async () => {
    const { metadata, passages } = await chat(android12);
    expect(metadata.other?.["chat-date-order"]).toBe("month first");
    expect(passages[0]?.place).toMatchObject({ at: "3/12/21, 2:05 PM" });
  });

  test("with a message of 20,000 letters is cut into passages with the same number", async () => {
    const { passages } = await chat(
      `12/03/2021, 14:05 - Layla: ${"كلمة ".repeat(4_000)}\n12/03/2021, 14:06 - Omar: end\n`,
    );
    expect(
      passages.filter((passage) => passage.place.type === "message" && passage.place.message === 1).length,
    ).toBeGreaterThan(4);
    expect(passages.at(-1)?.place).toMatchObject({ message: 2, by: "Omar" });
  });
});

describe("the recogniser", () => {
  test.each([androidEnglish, android12, androidArabic, androidKurdish, iosEnglish, iosArabic])(
    "knows export %#",
    (text) => {
      expect(looksLikeWhatsApp(text)).toBe(true);
    },
  );

  test.each([
    "2021-03-12 14:05:33,123 - root - INFO: started\n2021-03-12 14:05:34,123 - root - INFO: stopped\n",
    "[2021/03/12 14:05:33] smbd: opened\n[2021/03/12 14:05:34] nmbd: closed\n",
    "12/03/2021, 14:05 is when it happened: I was there.\n",
    "From: a@example.org\nSubject: 12/03/2021, 14:05 - x: y\n",
    "id,date,name\n1,12/03/2021,Layla\n",
    "",
  ])("refuses what is no export %#", (text) => {
    expect(looksLikeWhatsApp(text)).toBe(false);
  });

  test("takes no time to speak of over hostile lines", () => {
    const started = performance.now();
    looksLikeWhatsApp(`12/03/2021, 14:05 - a: b\n${"12/03/2021, a a a a ".repeat(3_000)}`);
    looksLikeWhatsApp(`12/03/2021, 14:05${" a".repeat(30_000)}`);
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
