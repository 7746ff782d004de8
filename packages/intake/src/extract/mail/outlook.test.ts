/** The parts of reading Outlook files that need no Outlook file: rendering, compressed RTF, code pages. Invented people. */
import { describe, expect, test } from "vitest";
import { rawOf, runExtractor } from "../testing.ts";
import { decodeText, guessCharset } from "./charset.ts";
import { emlExtractor } from "./index.ts";
import { fileLike } from "./pst-access.ts";
import { encodeWords, renderItem, type StoreItem } from "./render.ts";
import { decompressRtf } from "./rtf.ts";

const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 31) % 256));
const inner: StoreItem = {
  id: "embedded-1",
  messageClass: "IPM.Note",
  folder: "",
  headers: [["Subject", encodeWords("داخلية")]],
  transportHeaders: "",
  plain: "كلمات داخلية",
  html: "",
  rtf: "",
  properties: "",
  attachments: [],
};
const item: StoreItem = {
  ...inner,
  id: "2097188",
  folder: "صندوق الوارد/شهادات",
  headers: [
    ["From", `${encodeWords("ليلى")} <l@example.org>`],
    ["To", "a@example.org, b@example.org"],
    ["Subject", encodeWords("شهادة من الطريق ".repeat(30))],
  ],
  transportHeaders: "Received: from a by b\r\n",
  plain: "نص عربي",
  html: "<p>نص عربي</p>",
  properties: "location: Bridge",
  attachments: [
    {
      name: "صورة (1).jpg",
      type: "image/jpeg",
      contentId: "",
      inline: false,
      content: { type: "bytes", pieces: () => [bytes.subarray(0, 70_001), bytes.subarray(70_001)] },
    },
    { name: "رسالة", type: "", contentId: "", inline: false, content: { type: "item", item: inner } },
    { name: "lost.doc", type: "", contentId: "", inline: false, content: { type: "missing", why: "damaged" } },
  ],
};

describe("an item of an Outlook store", () => {
  test("is rendered so that the mail reader gives back every word and byte of it", async () => {
    const result = await runExtractor(emlExtractor, Buffer.concat([...renderItem(item)]), "i.eml");
    expect(result.metadata).toMatchObject({
      from: "ليلى <l@example.org>",
      to: ["a@example.org", "b@example.org"],
      subject: "شهادة من الطريق ".repeat(30).trim(),
    });
    expect(result.metadata.other).toMatchObject({
      "x-mapi-folder": "صندوق الوارد/شهادات",
      "x-rendered-from": expect.stringContaining("MAPI"),
    });
    expect(result.text).toContain("نص عربي\nlocation: Bridge");
    expect(result.problems).toEqual([]);
    const byName = new Map(result.children.map((child) => [child.info.name, child]));
    expect(bytes.equals(byName.get("صورة (1).jpg")?.bytes ?? new Uint8Array())).toBe(true);
    const message = await runExtractor(emlExtractor, byName.get("رسالة")?.bytes ?? new Uint8Array(), "inner.eml");
    expect(message.text).toBe("داخلية\nكلمات داخلية");
  });

  test("says of an attachment that is lost that it is lost", async () => {
    const { children } = await runExtractor(emlExtractor, Buffer.concat([...renderItem(item)]), "i.eml");
    expect(Buffer.from(children.find((child) => child.info.name === "lost.doc")?.bytes ?? []).toString()).toContain(
      "not in the store",
    );
  });

  test("is read by offset: a store is never asked for as a whole", () => {
    let largest = 0;
    const raw = rawOf(bytes, "p");
    const buffer = fileLike({
      ...raw,
      all: () => expect.fail("asked for all"),
      read(offset, length) {
        largest = Math.max(largest, length);
        return raw.read(offset, length);
      },
    });
    const target = Buffer.alloc(70_000);
    expect(buffer.copy(target, 10, 65_000, 134_990)).toBe(69_990);
    expect(target.subarray(10).equals(bytes.subarray(65_000, 134_990))).toBe(true);
    expect(buffer.copy(target, 0, 199_999, 200_500)).toBe(1);
    expect(largest).toBe(65_536);
  });
});

describe("compressed RTF", () => {
  test("[MS-OXRTFCP 4.1] the two examples of the specification come out right", () => {
    const hex = (text: string) => Buffer.from(text.replaceAll(" ", ""), "hex");
    const simple = hex(
      "2d000000 2b000000 4c5a4675 f1c5c7a7 03000a00 72637067 31323542 320af320 68656c09 00206277 05b06c64 7d0a800f a0",
    );
    expect(Buffer.from(decompressRtf(simple) ?? []).toString("latin1")).toBe(
      "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n",
    );
    const crossing = hex("1a000000 1c000000 4c5a4675 e2d44b51 41000420 5758595a 0d6e7d01 0eb0");
    expect(Buffer.from(decompressRtf(crossing) ?? []).toString("latin1")).toBe("{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
  });

  test("that claims four gigabytes gives what it holds", () => {
    const bomb = Buffer.from("2d000000ffffffff4c5a4675f1c5c7a703000a0072637067", "hex");
    expect(decompressRtf(bomb)?.length).toBeLessThan(1_000);
  });
});

describe("code pages", () => {
  test("of few Arabic and few French letters are told apart", () => {
    expect(guessCharset(Buffer.from([0xe3, 0xcd, 0xe3, 0xcf]))).toBe("windows-1256");
    expect(guessCharset(Buffer.from("pi\xe8ce jointe \xe0 c\xf4t\xe9", "latin1"))).toBe("windows-1252");
  });

  test("stated as ASCII but written in windows-1256 are guessed, and said to be", () => {
    expect(decodeText(Buffer.from([0xe3, 0xcd, 0xe3, 0xcf]), "us-ascii")).toEqual({
      text: "محمد",
      charset: "windows-1256",
      how: "guessed",
    });
  });
});
