/** Real files, messy on purpose. What cannot be read must be named with its reason; nothing may throw or fall silent. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Extraction, runExtractor } from "../testing.ts";
import { officeExtractor } from "./index.ts";

const folder = join("..", "shared", "data", "documents", "office-and-more");

describe.skipIf(!existsSync(folder))("real office files", () => {
  const read = (name: string) => runExtractor(officeExtractor, new Uint8Array(readFileSync(join(folder, name))), name);

  test("every file gives text or a reason, and most give text", async () => {
    const counts: Record<string, { files: number; read: number; listed: number }> = {};
    for (const name of readdirSync(folder)) {
      const ending = /\.(docx|doc|rtf|xlsx|xls|pptx|ppt|odt|ods|odp|epub)$/.exec(name)?.[1];
      if (ending === undefined) continue;
      counts[ending] ??= { files: 0, read: 0, listed: 0 };
      const count = counts[ending];
      const result = await read(name);
      count.files++;
      if (result.text !== "") count.read++;
      else if (result.problems.length > 0) count.listed++;
    }
    for (const [ending, { files, read: withText, listed }] of Object.entries(counts)) {
      expect.soft(withText + listed, ending).toBe(files);
    }
    // What was read when this was written: fewer is a step back. The package files below these numbers hold no text.
    const least = { docx: 25, doc: 23, rtf: 19, xlsx: 12, xls: 10, pptx: 14, ppt: 7, odt: 9, ods: 3, odp: 1, epub: 1 };
    for (const [ending, number] of Object.entries(least)) {
      expect.soft(counts[ending]?.read, ending).toBeGreaterThanOrEqual(number);
    }
  }, 120_000);

  test("what is locked is called locked in every wrapping", async () => {
    for (const name of [
      "password.xls",
      "testEXCEL_protected_passtika.xls",
      "testPPT_protected_passtika.ppt",
      "testWORD_protected_passtika.docx",
      "protected_normal_case.docx",
      "testWORD_protected_drm.doc",
    ]) {
      expect
        .soft(
          (await read(name)).problems.map((p) => p.code),
          name,
        )
        .toEqual(["locked"]);
    }
  });

  test("known words stand at known places", async () => {
    const has = (result: Extraction, text: string, place: object) =>
      expect
        .soft(result.layers.flatMap((layer) => layer.passages))
        .toContainEqual(
          expect.objectContaining({ text: expect.stringContaining(text), place: expect.objectContaining(place) }),
        );
    has(await read("testComment.docx"), "] Here is a comment", { type: "part", part: "notes", paragraph: 1 });
    has(await read("testRTFIgnoredControlWord.rtf"), "The quick brown fox jumps over the lazy dog", {
      type: "paragraph",
    });
    has(await read("testPPT.pptx"), "Attachment Test", { type: "page", page: 1 });
    // Serials 43363 and 35287 under format 14.
    has(await read("testEXCEL_dateFormats.xlsx"), "2018-09-20", { type: "cell", row: 2, column: 1 });
    has(await read("testEXCEL_dateFormats.xlsx"), "1996-08-10", { type: "cell", row: 3, column: 1 });
    has(await read("testWORD6.doc"), "The quick brown fox jumps over the lazy dog", { type: "paragraph" });
  });

  test("an OLE wrapper is taken off: the file the person embedded comes out under its own type", async () => {
    const result = await read("testExcel_embeddedPDF.xlsx");
    const starts = result.children.map((child) => Buffer.from(child.bytes.subarray(0, 4)).toString("latin1"));
    expect(starts).toContain("%PDF");
  });
});
