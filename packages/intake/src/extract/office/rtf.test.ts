import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { runExtractor } from "../testing.ts";
import { officeExtractor } from "./index.ts";

const read = (text: string | Uint8Array) =>
  runExtractor(officeExtractor, typeof text === "string" ? new Uint8Array(Buffer.from(text, "latin1")) : text, "a.rtf");
const hex = (text: string, page: string) =>
  [...iconv.encode(text, page)].map((b) => `\\'${b.toString(16).padStart(2, "0")}`).join("");

describe("rtf", () => {
  test("Arabic in the document's code page, in a font's charset and as Unicode reads the same", async () => {
    const word = "شهادة";
    const unicode = [...word].map((c) => `\\u${c.charCodeAt(0)}?`).join("");
    const page = await read(`{\\rtf1\\ansi\\ansicpg1256 ${hex(word, "cp1256")}\\par}`);
    const font = await read(
      `{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Times;}{\\f1\\fcharset178 Arabic;}}caf${hex("é", "cp1252")} {\\f1 ${hex(word, "cp1256")}} end\\par}`,
    );
    const number = await read(`{\\rtf1\\ansi\\uc1 ${unicode}\\par}`);
    expect([page.text, font.text, number.text]).toEqual([word, `café ${word} end`, word]);
  });

  test("stand-ins after \\u are skipped as many as \\uc says, in the group that says it", async () => {
    const result = await read(`{\\rtf1{\\uc2 \\u1575\\'c7\\'c7x}\\u1576?y{\\uc0 \\u1577z}}`);
    expect(result.text).toBe("اxبyةz");
  });

  test("tables, notes, headers and deletions keep their places", async () => {
    const result = await read(
      `{\\rtf1{\\header Secret\\par}one\\par\\trowd a\\cell b\\cell\\row{\\footnote small}{\\deleted gone}stays\\par}`,
    );
    expect(result.layers[0]?.passages).toEqual([
      { text: "Secret", place: { type: "part", part: "header", paragraph: 1 } },
      { text: "one", place: { type: "paragraph", paragraph: 1 } },
      { text: "a\tb", place: { type: "paragraph", paragraph: 2 } },
      { text: "small", place: { type: "part", part: "notes", paragraph: 1 } },
      { text: "[-gone-]stays", place: { type: "paragraph", paragraph: 3 } },
    ]);
  });

  test("an embedded picture comes out byte for byte, as hexadecimal and as binary", async () => {
    const bytes = [0x89, 0x50, 0x4e, 0x47, 0x7d, 0x5c, 0x00];
    const asHex = await read(`{\\rtf1 x{\\pict\\pngblip ${Buffer.from(bytes).toString("hex")}}}`);
    const asBinary = await read(
      Buffer.concat([Buffer.from(`{\\rtf1 x{\\pict\\pngblip\\bin7 `), Buffer.from(bytes), Buffer.from("}}")]),
    );
    for (const result of [asHex, asBinary]) {
      expect([...(result.children[0]?.bytes ?? [])]).toEqual(bytes);
      expect(result.children[0]?.info.claimedType).toBe("image/png");
    }
  });

  test("title, author and dates come from the info group", async () => {
    const result = await read(
      `{\\rtf1{\\info{\\title Report}{\\author A. Writer}{\\creatim\\yr2014\\mo8\\dy3\\hr9\\min5}}x}`,
    );
    expect(result.metadata).toMatchObject({ title: "Report", author: "A. Writer", date: "2014-08-03T09:05:00" });
  });

  test("three million open braces cost little and are called damage", async () => {
    const result = await read(`{\\rtf1 text ${"{".repeat(3_000_000)}`);
    expect(result.text).toBe("text");
    expect(result.problems).toEqual([{ code: "damaged", detail: "groups left open at the end", partly: true }]);
  });

  test("no bytes at all make it throw, and passages keep the contract", async () => {
    const token = fc.oneof(
      fc.constantFrom(
        "{",
        "}",
        "\\",
        "\\*",
        "\\'",
        "\\'c7",
        "\\u1575",
        "\\u-1",
        "\\u55357 ",
        "\\uc9",
        "\\bin5 ",
        "\\bin99999999",
        "\\pict",
        "\\objdata",
        "\\fonttbl",
        "\\f1",
        "\\fcharset178",
        "\\par",
        "\\footnote",
        "\\annotation",
        "\\header",
        "\\deleted",
        "\\info",
        "\\creatim",
        "\\yr2014",
        "\\ansicpg99999",
        "\\ansicpg65001",
        "\\ansicpg1256",
        "\\cell",
        "\\row",
        "0102030405",
        "\0",
        "\r\n",
      ),
      fc.string({ maxLength: 8 }),
      fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(token, { maxLength: 80 }), async (tokens) => {
        const result = await read(`{\\rtf1${tokens.join("")}`);
        for (const problem of result.problems) expect(["damaged", "no-text"]).toContain(problem.code);
      }),
      { numRuns: 2_000 },
    );
  });
});
