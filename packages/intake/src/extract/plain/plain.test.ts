import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { runExtractor } from "../testing.ts";
import { columnMarkOf, rowReader } from "./csv.ts";
import { jsonExtractor } from "./json.ts";
import { htmlExtractor, xmlExtractor } from "./pages.ts";
import { splitText } from "./split.ts";
import { subtitleExtractor } from "./subtitles.ts";
import { tableExtractor } from "./table.ts";
import { textExtractor } from "./text.ts";

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const passages = async (...args: Parameters<typeof runExtractor>) =>
  (await runExtractor(...args)).layers.flatMap((layer) => layer.passages);

describe("long text is cut without loss", () => {
  test("the pieces joined are the text, none is too long, none begins inside a character", () => {
    const units = fc.array(fc.constantFrom("كلمة", " ", "。", ". ", "\n", "😀", "é", "e\u0301", "x".repeat(9)), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(units, fc.integer({ min: 4, max: 60 }), (parts, limit) => {
        const text = parts.join("");
        const pieces = [...splitText(text, limit)];
        expect(pieces.join("")).toBe(text);
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(limit);
          expect(piece.isWellFormed()).toBe(true);
          expect(piece).not.toMatch(/^\p{M}/u);
        }
      }),
    );
  });
});

describe("plain text", () => {
  test("paragraphs end at empty lines and are counted; a long one keeps its number", async () => {
    const long = "جملة قصيرة. ".repeat(800);
    const found = await passages(textExtractor, bytes(`one\r\nstill one\r\n\r\n \r\n${long}\n\nlast`), "a.txt");
    expect(found[0]).toEqual({ text: "one\nstill one", place: { type: "paragraph", paragraph: 1 } });
    expect(found.at(-1)).toEqual({ text: "last", place: { type: "paragraph", paragraph: 3 } });
    const middle = found.slice(1, -1);
    expect(middle.length).toBeGreaterThan(1);
    expect(middle.every((passage) => passage.place.type === "paragraph" && passage.place.paragraph === 2)).toBe(true);
    expect(
      middle
        .map((passage) => passage.text)
        .join("")
        .trim(),
    ).toBe(long.trim());
  });
  test("a text larger than one piece is whole, in any encoding", async () => {
    const text = Array.from({ length: 30_000 }, (_, n) => `سطر رقم ${n} من الشهادة`).join("\n\n");
    for (const encoding of ["utf-8", "windows-1256", "utf-16le"]) {
      const { text: found } = await runExtractor(textExtractor, new Uint8Array(iconv.encode(text, encoding)), "a.txt");
      expect(found === text.replaceAll("\n\n", "\n")).toBe(true);
    }
  });
  test("one foreign word after a megabyte of ASCII decides the encoding of all", async () => {
    const text = `${"plain words here. ".repeat(70_000)}\n\nDie Männer fuhren über die Brücke, erzählte später die Zeugin.`;
    const { text: found, problems } = await runExtractor(
      textExtractor,
      new Uint8Array(iconv.encode(text, "windows-1252")),
      "a.txt",
    );
    expect(problems).toEqual([]);
    expect(found.endsWith("Die Männer fuhren über die Brücke, erzählte später die Zeugin.")).toBe(true);
  });
  test("zero bytes and broken characters are told and do not end the text", async () => {
    const broken = Buffer.concat([
      Buffer.from(`${"النص العربي هنا ".repeat(40)}\0after `),
      Buffer.from([0xd9]),
      Buffer.from(" end"),
    ]);
    const { text, problems } = await runExtractor(textExtractor, new Uint8Array(broken), "a.txt");
    expect(text).toContain(" after \ufffd end");
    expect(problems).toEqual([{ code: "damaged", detail: "not all utf-8", partly: true }]);
  });
  test("at the limit the text is cut and flagged", async () => {
    const { layers, text } = await runExtractor(textExtractor, bytes("word ".repeat(1_000)), "a.txt", {
      limits: { textUnits: 1_234 },
    });
    expect(layers[0]?.info.flags).toEqual(["cut-short"]);
    expect(text.length).toBeLessThanOrEqual(1_234);
  });
});

describe("tables", () => {
  const marks = fc.constantFrom<"," | ";" | "\t" | "|">(",", ";", "\t", "|");
  const field = fc.string({ unit: fc.constantFrom(..."ab ,;|\t\"'\nب1") });
  test("what RFC 4180 writes is read back, however the text is cut into pieces", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(field, { minLength: 2, maxLength: 5 }), { minLength: 1 }),
        marks,
        fc.integer({ min: 1, max: 7 }),
        (rows, mark, step) => {
          const text = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(mark)).join("\n");
          const reader = rowReader(mark);
          const found: (readonly string[])[] = [];
          for (let at = 0; at < text.length; at += step) found.push(...reader.push(text.slice(at, at + step)));
          found.push(...reader.end());
          expect(found).toEqual(rows);
        },
      ),
    );
  });
  test("plain fields need no quotes", () => {
    const plain = fc.string({ unit: fc.constantFrom(..."ab 'ب1"), minLength: 1 });
    fc.assert(
      fc.property(fc.array(fc.array(plain, { minLength: 2, maxLength: 5 }), { minLength: 1 }), marks, (rows, mark) => {
        const reader = rowReader(mark);
        expect([...reader.push(`${rows.map((row) => row.join(mark)).join("\n")}\n`), ...reader.end()]).toEqual(rows);
      }),
    );
  });
  test("the column mark is the one that divides evenly", () => {
    expect(columnMarkOf("a;b,c;d\n1;2,5;3\n4;5,5;6\n")).toBe(";");
    expect(columnMarkOf("name\tnote\nA\tred, blue, green\nB\twhite\n")).toBe("\t");
  });
  test("each row is a passage with its number; an unclosed quote does not swallow what follows for ever", async () => {
    const found = await passages(tableExtractor, bytes('name,note\n\nA,"two\nlines"\nB,x\n'), "a.csv", {
      type: "text/csv",
    });
    expect(found).toEqual([
      { text: "name\tnote", place: { type: "cell", sheet: "", row: 1 } },
      { text: "A\ttwo\nlines", place: { type: "cell", sheet: "", row: 3 } },
      { text: "B\tx", place: { type: "cell", sheet: "", row: 4 } },
    ]);
    const runaway = rowReader(",");
    const rows = runaway.push(`a,"${"never closed\n".repeat(100_000)}b,c\nd,e\n`);
    expect(rows.at(-1)).toEqual(["d", "e"]);
  });
});

describe("pages", () => {
  test("words in blocks are paragraphs; scripts and styles are not words; facts are metadata", async () => {
    const page = `<!doctype html><html lang="ar"><head><title>خبر &amp; صورة</title><meta charset=utf-8>
      <meta property="article:published_time" content="2019-03-12T10:00:00Z"><link rel=canonical href="https://example.org/a">
      <style>p{color:red}</style><script>document.write("<p>no</p>")</script></head>
      <body><h1>First</h1><p>one <b>bold</b>word<br>next line</p><table><tr><td>a<td>b</table><div>last</body></html>`;
    const { layers, metadata } = await runExtractor(htmlExtractor, bytes(page), "a.html");
    expect(layers[0]?.passages.map((passage) => passage.text)).toEqual([
      "First",
      "one boldword\nnext line",
      "a\tb",
      "last",
    ]);
    expect(metadata).toMatchObject({
      title: "خبر & صورة",
      date: "2019-03-12T10:00:00Z",
      url: "https://example.org/a",
      other: { language: "ar" },
    });
  });
  test("a stated encoding is believed unless the bytes are strictly UTF-8", async () => {
    const page = (charset: string) => `<meta charset="${charset}"><p>شهادة من القرية`;
    const told = await runExtractor(
      htmlExtractor,
      new Uint8Array(iconv.encode(page("windows-1256"), "windows-1256")),
      "a",
    );
    expect(told.text).toBe("شهادة من القرية");
    const lied = await runExtractor(htmlExtractor, bytes(page("iso-8859-1")), "a");
    expect(lied.text).toBe("شهادة من القرية");
  });
  test("a million elements inside one another take seconds and little memory", async () => {
    const started = performance.now();
    const { text } = await runExtractor(htmlExtractor, bytes(`${"<div>".repeat(1_000_000)}deep`), "a");
    expect(text).toBe("deep");
    expect(performance.now() - started).toBeLessThan(10_000);
  });
  test("XML gives its text; entities it declares itself stay unexpanded", async () => {
    const xml = `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
      <r><p>one <i>two</i> three</p><p>four</p><q>five</q><x><![CDATA[<six>]]></x> &b; &c;</r>`;
    const { layers, problems } = await runExtractor(xmlExtractor, bytes(xml), "a.xml");
    expect(layers[0]?.passages.map((passage) => passage.text)).toEqual([
      "one two three",
      "four",
      "five",
      "<six> &b; &c;",
    ]);
    expect(problems).toEqual([]);
  });
});

describe("JSON", () => {
  test("plain values of one object stay together", async () => {
    const found = await passages(
      jsonExtractor,
      bytes('{"name":"chat","messages":[{"from":"Amal","text":"هنا"},{"from":"Noor","n":2}]}'),
      "a",
    );
    expect(found.map((passage) => passage.text)).toEqual(["name: chat", "from: Amal\ntext: هنا", "from: Noor\nn: 2"]);
  });
  test("nesting without end and what is no JSON are read all the same", async () => {
    const deep = await runExtractor(jsonExtractor, bytes(`${"[".repeat(200_000)}"x"${"]".repeat(200_000)}`), "a");
    expect(deep.text).toBe("x");
    const not = await runExtractor(jsonExtractor, bytes('{"a": '), "a");
    expect(not.text).toBe('{"a":');
    expect(not.problems[0]?.code).toBe("damaged");
  });
});

describe("subtitles", () => {
  test("a cue is a passage with its times in milliseconds, a voice before its words", async () => {
    const vtt =
      "WEBVTT\n\nNOTE hidden\n\nintro\n00:01.500 --> 01:02:03.004 align:start\n<v Amal>I saw &amp; heard</v>\n<i>them</i>\n\n00:99 --> x\nbad\n";
    const { layers, problems, metadata } = await runExtractor(subtitleExtractor, bytes(vtt), "a.vtt");
    expect(layers[0]?.info.kind).toBe("transcript");
    expect(layers[0]?.passages).toEqual([
      { text: "Amal: I saw & heard\nthem", place: { type: "time", from: 1_500, to: 3_723_004 } },
    ]);
    expect(metadata.durationMs).toBe(3_723_004);
    expect(problems).toEqual([{ code: "damaged", detail: "1 cues without readable times", partly: true }]);
  });
  test("SubRip from a Windows machine in Arabic", async () => {
    const srt = iconv.encode(
      "1\r\n00:00:01,000 --> 00:00:02,500\r\nكانوا ثلاثة رجال عند الحاجز\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nلا أعرفهم\r\n",
      "windows-1256",
    );
    const found = await passages(subtitleExtractor, new Uint8Array(srt), "a.srt", { type: "application/x-subrip" });
    expect(found).toEqual([
      { text: "كانوا ثلاثة رجال عند الحاجز", place: { type: "time", from: 1_000, to: 2_500 } },
      { text: "لا أعرفهم", place: { type: "time", from: 3_000, to: 4_000 } },
    ]);
  });
});
