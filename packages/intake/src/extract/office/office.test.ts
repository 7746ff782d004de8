import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runExtractor } from "../testing.ts";
import { wordExtractorLayer } from "./doc.ts";
import { officeExtractor } from "./index.ts";
import { docx, paragraph, relations, wordPart, xlsx, zipOf } from "./made.testkit.ts";
import { sheetJsLayer } from "./xls.ts";

const read = (bytes: Uint8Array, name: string) => runExtractor(officeExtractor, bytes, name);
const versionOf = (name: string) => {
  const file: unknown = JSON.parse(readFileSync(join("node_modules", name, "package.json"), "utf8"));
  return typeof file === "object" && file !== null && "version" in file ? file.version : undefined;
};

/** The same noise on every run. */
function incompressible(length: number): Uint8Array {
  let state = 17;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}

describe("docx", () => {
  test("Arabic and Sorani text comes out letter by letter, with the number of its paragraph", async () => {
    const result = await read(
      docx(paragraph("شهادة الشاهدة رقم ١٧") + paragraph("") + paragraph("پەیمانگای ژنان")),
      "a.docx",
    );
    expect(result.layers[0]?.passages).toEqual([
      { text: "شهادة الشاهدة رقم ١٧", place: { type: "paragraph", paragraph: 1 } },
      { text: "پەیمانگای ژنان", place: { type: "paragraph", paragraph: 3 } },
    ]);
    expect(result.problems).toEqual([]);
  });

  test("deleted text is given where it stood, marked, and counted with its reviser", async () => {
    const body = `<w:p><w:r><w:t>He was </w:t></w:r><w:del w:author="R. One"><w:r><w:delText>not </w:delText></w:r></w:del><w:ins w:author="R. Two"><w:r><w:t>seen</w:t></w:r></w:ins></w:p>`;
    const result = await read(docx(body), "a.docx");
    expect(result.text).toBe("He was [-not -]seen");
    expect(result.metadata.other).toMatchObject({
      trackedDeletions: "1",
      trackedInsertions: "1",
      revisedBy: "R. One; R. Two",
    });
  });

  test("headers, footnotes and comments are told apart from the body, and a comment says who and when", async () => {
    const result = await read(
      docx(paragraph("Body"), {
        "word/_rels/document.xml.rels": relations(
          ["a", "header", "header1.xml"],
          ["b", "footnotes", "footnotes.xml"],
          ["c", "comments", "comments.xml"],
        ),
        "word/header1.xml": wordPart("hdr", paragraph("Confidential")),
        "word/footnotes.xml": wordPart("footnotes", `<w:footnote w:id="2">${paragraph("See page 4")}</w:footnote>`),
        "word/comments.xml": wordPart(
          "comments",
          `<w:comment w:author="Keeper" w:date="2024-05-01T10:00:00Z">${paragraph("Check this")}</w:comment>`,
        ),
      }),
      "a.docx",
    );
    expect(result.layers[0]?.passages.map((p) => [p.place, p.text])).toEqual([
      [{ type: "paragraph", paragraph: 1 }, "Body"],
      [{ type: "part", part: "header", paragraph: 1 }, "Confidential"],
      [{ type: "part", part: "notes", paragraph: 1 }, "See page 4"],
      [{ type: "part", part: "notes", paragraph: 2 }, "[Keeper, 2024-05-01T10:00:00Z] Check this"],
    ]);
  });

  test("a text box is read once, and after the beginning of the paragraph it hangs on", async () => {
    const box = `<mc:AlternateContent><mc:Choice><w:txbxContent>${paragraph("inside")}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>${paragraph("inside")}</w:txbxContent></mc:Fallback></mc:AlternateContent>`;
    const result = await read(docx(`<w:p><w:r>${box}</w:r><w:r><w:t>outside</w:t></w:r></w:p>`), "a.docx");
    expect(result.text).toBe("outside\ninside");
  });

  test("a paragraph longer than a passage is cut between words and nothing is lost", async () => {
    const long = Array.from({ length: 3_000 }, (_, i) => `word${i}`).join(" ");
    const result = await read(docx(paragraph(long)), "a.docx");
    expect(result.layers[0]?.passages.length).toBeGreaterThan(5);
    expect(result.layers[0]?.passages.map((p) => p.text).join(" ")).toBe(long);
  });

  test("pictures and embedded files become children, stored ones without a second copy", async () => {
    const picture = Uint8Array.from({ length: 5_000 }, (_, i) => (i * 7919) % 251);
    const file = zipOf(
      {
        "_rels/.rels": relations(["r1", "officeDocument", "word/document.xml"]),
        "word/document.xml": wordPart("document", `<w:body>${paragraph("x")}</w:body>`),
        "word/media/image1.png": picture,
        "word/embeddings/list.xlsx": picture,
      },
      0,
    );
    const result = await read(file, "a.docx");
    expect(result.children.map((c) => [c.info.name, c.info.role, c.range !== undefined])).toEqual([
      ["image1.png", "inline", true],
      ["list.xlsx", "attachment", true],
    ]);
    expect(result.children[0]?.bytes).toEqual(picture);
  });

  test("a file cut off in the middle gives what is left and says it is damaged", async () => {
    const noise = incompressible(60_000);
    const whole = docx(paragraph("First testimony"), { "word/media/last.bin": noise });
    const result = await read(whole.subarray(0, whole.length - 30_000), "a.docx");
    expect(result.text).toContain("First testimony");
    expect(result.problems).toContainEqual(expect.objectContaining({ code: "damaged", partly: true }));
  });

  test("a member whose bytes were changed is noticed", async () => {
    const file = zipOf(
      {
        "_rels/.rels": relations(["r1", "officeDocument", "word/document.xml"]),
        "word/document.xml": wordPart("document", `<w:body>${paragraph("seventeen")}</w:body>`),
      },
      0,
    );
    const at = Buffer.from(file).indexOf("seventeen");
    file[at] = 0x53;
    expect((await read(file, "a.docx")).problems).toContainEqual(
      expect.objectContaining({ code: "damaged", partly: true }),
    );
  });

  test("the limit of text is kept, said, and does not lose the properties", async () => {
    const core = `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>Kept title</dc:title></cp:coreProperties>`;
    const file = docx(paragraph("one two three") + paragraph("four"), { "docProps/core.xml": core });
    const result = await runExtractor(officeExtractor, file, "a.docx", { limits: { textUnits: 15 } });
    expect(result.text).toBe("one two three");
    expect(result.metadata.title).toBe("Kept title");
    expect(result.problems).toEqual([{ code: "too-large", detail: "text cut after 13 UTF-16 units", partly: true }]);
  });
});

describe("xlsx", () => {
  const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm"/><numFmt numFmtId="165" formatCode="000000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="46"/><xf numFmtId="165"/><xf numFmtId="10"/></cellXfs></styleSheet>`;
  const strings = `<sst><si><t>الاسم</t></si><si><r><t>أحمد </t></r><r><t>علي</t></r><rPh><t>no</t></rPh></si></sst>`;

  test("shared, inline and formula values, dates and numbers with zeros come out as they mean", async () => {
    const rows = `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="D2" t="inlineStr"><is><t>x</t></is></c></row>
      <row r="5"><c r="B5" s="1"><v>41856</v></c><c r="C5" s="2"><v>41856.75</v></c><c r="D5" s="3"><v>1.5</v></c><c r="E5" s="4"><v>4383</v></c><c r="F5" s="5"><v>0.125</v></c><c r="G5"><f>1+2</f><v>0.30000000000000004</v></c><c r="H5" t="b"><v>1</v></c><c r="I5" t="e"><v>#N/A</v></c></row>`;
    const result = await read(
      xlsx(
        [
          { name: "قائمة", rows },
          { name: "Hidden one", rows: "", hidden: true },
        ],
        { "xl/sharedStrings.xml": strings, "xl/styles.xml": styles },
      ),
      "a.xlsx",
    );
    expect(result.layers[0]?.passages).toEqual([
      { text: "الاسم\tأحمد علي\t\tx", place: { type: "cell", sheet: "قائمة", row: 2, column: 1 } },
      {
        text: "2014-08-05\t2014-08-05T18:00:00\t36:00:00\t004383\t12.5%\t0.3\tTRUE\t#N/A",
        place: { type: "cell", sheet: "قائمة", row: 5, column: 2 },
      },
    ]);
    expect(result.metadata.other?.["hiddenSheets"]).toBe("Hidden one");
  });

  test("days around the leap day that never was fall where a calendar has them", async () => {
    const rows = `<row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1" s="1"><v>59</v></c><c r="C1" s="1"><v>61</v></c></row>`;
    const result = await read(xlsx([{ name: "S", rows }], { "xl/styles.xml": styles }), "a.xlsx");
    expect(result.text).toBe("1900-01-01\t1900-02-28\t1900-03-01");
  });

  test("200,000 rows of eight cells are read in bounded memory in less than three seconds", async () => {
    const parts: string[] = [];
    for (let r = 1; r <= 200_000; r++) {
      let row = `<row r="${r}">`;
      for (const column of "ABCDEFGH") row += `<c r="${column}${r}"><v>${r}</v></c>`;
      parts.push(`${row}</row>`);
    }
    const file = xlsx([{ name: "S", rows: parts.join("") }]);
    parts.length = 0;
    let passages = 0;
    let peak = 0;
    const sink = {
      meta() {},
      layer: () => ({
        passage() {
          if (++passages % 20_000 === 0) peak = Math.max(peak, process.memoryUsage().rss);
        },
        end() {},
      }),
      child: () => ({ write() {}, end() {} }),
      childRange() {},
      preview() {},
      needsOcr() {},
      problem() {},
    };
    const { rawOf } = await import("../testing.ts");
    const { defaultLimits } = await import("../contract.ts");
    const before = process.memoryUsage().rss;
    await officeExtractor.extract(rawOf(file, "a.xlsx"), "", sink, defaultLimits);
    expect(passages).toBe(200_000);
    expect(peak - before).toBeLessThan(200 * 2 ** 20);
  });
});

describe("OpenDocument", () => {
  const content = (inside: string) =>
    `<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="ta" xmlns:dc="d" xmlns:style="s"><office:automatic-styles><style:style style:name="ta2"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body>${inside}</office:body></office:document-content>`;

  test("a text keeps its paragraphs, spaces and notes apart", async () => {
    const body = `<office:text><text:h>بيان</text:h><text:p>One<text:s text:c="3"/>two<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Small print</text:p></text:note-body></text:note></text:p></office:text>`;
    const result = await read(
      zipOf({ mimetype: "application/vnd.oasis.opendocument.text", "content.xml": content(body) }),
      "a.odt",
    );
    expect(result.layers[0]?.passages).toEqual([
      { text: "بيان", place: { type: "paragraph", paragraph: 1 } },
      { text: "Small print", place: { type: "part", part: "notes", paragraph: 1 } },
      { text: "One   two", place: { type: "paragraph", paragraph: 2 } },
    ]);
  });

  test("a sheet with a million repeated rows costs only the rows that hold something", async () => {
    const body = `<office:spreadsheet><table:table table:name="A" table:style-name="ta2"><table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row><table:table-row><table:table-cell/><table:table-cell office:date-value="2014-08-03"><text:p>3 August</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>`;
    const result = await read(
      zipOf({ mimetype: "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content(body) }),
      "a.ods",
    );
    expect(result.layers[0]?.passages).toEqual([
      { text: "2014-08-03", place: { type: "cell", sheet: "A", row: 1_048_001, column: 2 } },
    ]);
    expect(result.metadata.other?.["hiddenSheets"]).toBe("A");
  });

  test("an encrypted document is locked, not empty", async () => {
    const manifest = `<m:manifest xmlns:m="m"><m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>`;
    const result = await read(
      zipOf({
        mimetype: "application/vnd.oasis.opendocument.text",
        "content.xml": "noise",
        "META-INF/manifest.xml": manifest,
      }),
      "a.odt",
    );
    expect(result.problems.map((p) => p.code)).toEqual(["locked"]);
  });
});

test("the layer names the exact version of the library that read the text", () => {
  expect(wordExtractorLayer.version).toBe(versionOf("word-extractor"));
  expect(sheetJsLayer.version).toBe(versionOf("@e965/xlsx"));
});

const data = join("..", "shared", "data");
const file = (path: string) => new Uint8Array(readFileSync(join(data, path)));

describe.skipIf(!existsSync(join(data, "hostile")))("hostile files", () => {
  test("a gigabyte of XML in one megabyte is refused before it is inflated", async () => {
    expect((await read(file("hostile/bomb1g.docx"), "b.docx")).problems[0]?.code).toBe("expands-too-far");
  });
  test("half a million nested elements end without an overflow", async () => {
    expect((await read(file("hostile/deep.docx"), "b.docx")).problems.map((p) => p.code)).toEqual(["no-text"]);
  });
  test("entities are neither expanded nor fetched", async () => {
    for (const name of ["lol.docx", "xxe.docx"]) {
      const result = await read(file(`hostile/${name}`), name);
      expect(result.text.length).toBeLessThan(50);
      expect(result.text).not.toContain("root:");
    }
  });
  test("a cell in the last corner of a sheet costs one cell", async () => {
    const result = await read(file("hostile/corner.xlsx"), "c.xlsx");
    expect(result.layers[0]?.passages).toContainEqual({
      text: "far",
      place: { type: "cell", sheet: "S", row: 1_048_576, column: 16_384 },
    });
  });
});
