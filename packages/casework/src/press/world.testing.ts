/** For tests: a small invented dossier in any length and language, and a sink that keeps what it is given. */
import { code, type Document, type Language, link, note, type Part, type Sink, strong } from "./document.ts";

/** Entries with three footnotes each, whose texts count: `mark-1;`, `mark-2;` … */
export function* entries(count: number): Generator<Part> {
  for (let i = 0; i < count; i++) {
    const mark = (k: number) =>
      note(`mark-${3 * i + k}; `, code(`src_${i}`), ", p. 3: «رأيت فلان (أبو مثال) في 2014-08-03»");
    yield {
      level: 2,
      id: `entry ${i}`,
      heading: `Entry ${i}, فلان (أبو مثال)`,
      blocks: [
        {
          kind: "fields",
          fields: [
            { label: "Name", inlines: ["فلان (أبو مثال), 2014-08-03", mark(1)] },
            {
              label: "What happened",
              inlines: [strong("Invented"), mark(2), ", see ", link(`entry ${(i * 7) % count}`, "there")],
            },
          ],
        },
        { kind: "paragraph", inlines: ["A sentence about nobody. ".repeat(6), mark(3)] },
      ],
    };
  }
}

export function documentOf(
  parts: Document["parts"],
  language: Language = "en",
  more: Partial<Document> = {},
): Document {
  return {
    language,
    title: "Invented dossier",
    cover: [{ label: "Made by", value: "nobody" }],
    mark: "Every person is invented",
    date: "2026-11-23",
    parts,
    ...more,
  };
}

export function keeping(): Sink & { bytes(): Uint8Array } {
  const pieces: Uint8Array[] = [];
  return {
    write: (piece) => {
      pieces.push(piece);
    },
    bytes: () => Uint8Array.from(Buffer.concat(pieces)),
  };
}

/** What may break a writer: markup, code and escapes of every language a document passes through, and stray characters. */
export const hostile: readonly string[] = [
  '#panic("x")',
  "#import sys: *",
  "*bold* _emph_ $ x^2 $ `raw` ```typ #1+1```",
  "= Heading",
  "@label <label> // comment /* comment */",
  "\\ \\u{41} \\n ~ -- --- ...",
  '"); #sys.inputs.unit //',
  '["f",["x"],1]',
  "<script>alert(1)</script>",
  "</style><img src=x onerror=alert(1)>",
  "&amp; &lt; &#x202e;",
  "<w:t>]]></w:t><?xml?>",
  "(part:1) >> endobj stream",
  "\u202eevil\u202c \u2066a\u2069",
  "\u0000\u0007\u001b[31m",
  "\ud800 \udfff \uffff",
  "a\u0301\u0301\u0301 أ\u0301 x\u064e \u064e",
  "👩‍👩‍👧 中文 Ж ʿAlī Ṣalāḥ",
  "x".repeat(3000),
  "ك".repeat(500),
  "line\nfeed\r\nand\ttab",
  "",
  " ",
];
