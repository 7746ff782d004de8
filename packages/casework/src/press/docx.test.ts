import { strFromU8, unzipSync } from "fflate";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { code, type Document, note, text } from "./document.ts";
import { renderDocx } from "./docx.ts";
import { documentOf, entries, hostile } from "./world.testing.ts";

async function partsOf(document: Document): Promise<Record<string, string>> {
  const made = await renderDocx(document);
  if (!made.ok) throw new Error(made.error.type);
  const files = unzipSync(made.value);
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

const body = async (document: Document) => (await partsOf(document))["word/document.xml"] ?? "";

/** Parses strictly, with names bound: what a reader of Office files would refuse, this refuses. */
function wellFormed(xml: string): string {
  let words = "";
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("text", (text) => {
    words += text;
  });
  parser.write(xml).close();
  return words;
}

test("has each footnote once as Word's own, referred to once and in order", async () => {
  const files = await partsOf(documentOf(entries(20), "en", { outline: 2 }));
  const references = [...(files["word/document.xml"] ?? "").matchAll(/<w:footnoteReference w:id="(\d+)"/g)].map(
    (found) => Number(found[1]),
  );
  expect(references).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
  const notes = files["word/footnotes.xml"] ?? "";
  expect([...notes.matchAll(/mark-(\d+);/g)].map((found) => Number(found[1]))).toEqual(references);
  expect(notes).toContain("<w:footnoteRef/>");
});

test("marks right-to-left paragraphs, runs and tables, and left-to-right runs inside them", async () => {
  const xml = await body(
    documentOf(
      [
        {
          level: 1,
          heading: "عنوان",
          blocks: [
            { kind: "paragraph", inlines: ["في 2014-08-03 قالت", code("per_1")] },
            { kind: "table", columns: [{}], header: [["اسم"]], rows: [] },
          ],
        },
      ],
      "ar",
    ),
  );
  expect(xml).toContain("<w:bidi/>");
  expect(xml).toContain("<w:bidiVisual/>");
  expect(xml).toMatch(/<w:rtl\/><w:lang w:bidi="ar-IQ"\/><\/w:rPr><w:t[^>]*> قالت</);
  expect(xml).toMatch(/<w:rtl w:val="false"\/><w:lang w:val="en-GB"\/><\/w:rPr><w:t[^>]*>2014-08-03</);
  expect(xml).toMatch(/<w:tblHeader\/>/);
});

test("names a typeface for complex scripts, the title, and numbers its pages", async () => {
  const files = await partsOf(documentOf(entries(1), "ckb", { outline: 1 }));
  expect(files["word/styles.xml"]).toContain('w:cs="Times New Roman"');
  expect(files["word/styles.xml"]).toContain('w:bidi="ku-Arab-IQ"');
  expect(files["docProps/core.xml"]).toContain("<dc:title>Invented dossier</dc:title>");
  const footer = Object.keys(files).find((name) => /word\/footer\d\.xml/.test(name)) ?? "";
  expect(files[footer]).toContain("PAGE");
  const headers = Object.keys(files).filter((name) => /word\/header\d\.xml/.test(name));
  expect(headers).toHaveLength(2);
  for (const header of headers) expect(wellFormed(files[header] ?? "")).toContain("Every person is invented");
});

test("stays well-formed and complete whatever was typed", async () => {
  const files = await partsOf(
    documentOf(
      hostile.map((words, i) => ({
        id: words + i,
        level: 2,
        heading: words,
        blocks: [
          { kind: "paragraph", inlines: [words, code(words), note(words), text(words, "ar")] },
          { kind: "callout", tone: "warning", inlines: [words] },
          { kind: "list", ordered: true, items: [[words]] },
        ],
      })),
      "en",
      { title: hostile.join(" "), subtitle: hostile.join(" "), mark: hostile.join(" "), outline: 3 },
    ),
  );
  for (const [name, xml] of Object.entries(files)) if (/\.(xml|rels)$/.test(name)) wellFormed(xml);
  const shown = wellFormed(files["word/document.xml"] ?? "");
  for (const words of ['#panic("x")', "<script>alert(1)</script>", "&amp; &lt; &#x202e;", "x".repeat(3000)])
    expect(shown).toContain(words);
});

test("a document without parts is still a document", async () => {
  expect(wellFormed(await body(documentOf([])))).toContain("Invented dossier");
});

test("a document too long for the library's memory is refused, not begun", async () => {
  function* endless() {
    for (;;)
      yield {
        level: 2 as const,
        blocks: [{ kind: "paragraph" as const, inlines: Array.from({ length: 2000 }, () => "word ") }],
      };
  }
  expect(await renderDocx(documentOf(endless()))).toEqual({ ok: false, error: { type: "document-too-long" } });
});
