/**
 * A document as a Word file (ISO/IEC 29500), with Word's own footnotes, headings, bookmarks and table of contents, and every run
 * marked with its direction. The library builds it whole in memory, so its length has a limit.
 */
import { err, ok, type Result } from "@amana/format";
import * as word from "docx";
import {
  type Direction,
  type Document,
  directionOf,
  type Inlines,
  type Language,
  type Part,
  type Plain,
  type Table,
} from "./document.ts";
import { printable, type Run, runs } from "./runs.ts";
import { words } from "./words.ts";

/**
 * Refuses a document of more than `MOST_RUNS` stretches of text, before memory runs out. Unlike the PDF it is not the same file twice: the library asks the clock, and numbers bookmarks through its whole
 * life. Footnotes have the digits that the reader's Word is set to.
 */
export async function renderDocx(document: Document): Promise<Result<Uint8Array, DocxRefusal>> {
  const { language } = document;
  const base = directionOf(language);
  const write = wordWriter(language);
  const body: word.FileChild[] = [];
  for await (const part of document.parts)
    for (const block of write.part(part)) {
      body.push(block);
      if (write.runCount() > MOST_RUNS) return err({ type: "document-too-long" });
    }

  const line = (text: string) => write.runs([text], base);
  const cover: word.FileChild[] = [
    write.paragraph(line(document.title), { heading: word.HeadingLevel.TITLE, spacing: { before: 3600, after: 240 } }),
    ...(document.subtitle === undefined ? [] : [write.paragraph(line(document.subtitle), { spacing: { after: 480 } })]),
    write.fields(
      [...document.cover, { label: words[language].date, value: document.date }].map(({ label, value }) => [
        label,
        [value],
      ]),
    ),
  ];
  const contents =
    document.outline === undefined
      ? []
      : [
          write.paragraph(line(words[language].contents), { spacing: { after: 240 } }),
          new word.TableOfContents(words[language].contents, {
            hyperlink: true,
            headingStyleRange: `1-${document.outline}`,
          }),
        ];
  const mark = document.mark === undefined ? [] : line(document.mark);
  const header = (children: readonly word.ParagraphChild[]) =>
    new word.Header({
      children: [write.paragraph(children, { tabStops: [{ type: word.TabStopType.RIGHT, position: TEXT_WIDTH }] })],
    });
  const page = {
    size: { width: 11906, height: 16838 },
    margin: base === "ltr" ? { ...MARGINS, left: 1701, right: 1247 } : { ...MARGINS, left: 1247, right: 1701 },
  };
  const file = new word.Document({
    title: printable(document.title),
    creator: "Amana",
    lastModifiedBy: "Amana",
    styles: styles(language),
    numbering: { config: [ordered(base)] },
    footnotes: write.notes,
    sections: [
      { properties: { page }, headers: { default: header(mark) }, children: cover },
      {
        properties: { page: { ...page, pageNumbers: { start: 1, formatType: word.NumberFormat.DECIMAL } } },
        headers: {
          default: header([...line(document.title), new word.TextRun({ children: [new word.Tab()] }), ...mark]),
        },
        footers: {
          default: new word.Footer({
            children: [
              write.paragraph([new word.TextRun({ children: [word.PageNumber.CURRENT] })], {
                alignment: word.AlignmentType.CENTER,
              }),
            ],
          }),
        },
        children: [...contents, ...body],
      },
    ],
  });
  return ok(new Uint8Array(await word.Packer.toArrayBuffer(file)));
}

/** Too long for one Word file on an ordinary laptop; PDF and HTML can hold it. */
export type DocxRefusal = { readonly type: "document-too-long" };

/** Measured: 1,000 entries with six fields and six footnotes take 830 MB. Estimated, not counted: they are 90,000 runs. */
const MOST_RUNS = 150_000;

/** In twentieths of a point: A4 with room for binding where reading begins, and what is left for text. */
const MARGINS = { top: 1701, bottom: 1474, header: 850, footer: 850 };
const TEXT_WIDTH = 11906 - 1701 - 1247;

/** Word's tags; for Sorani it knows Kurdish in Arabic script. */
const tags: { readonly [L in Language]: string } = { en: "en-GB", ar: "ar-IQ", ckb: "ku-Arab-IQ" };
const FONT = { ascii: "Times New Roman", hAnsi: "Times New Roman", cs: "Times New Roman" };
const MONO = { ascii: "Courier New", hAnsi: "Courier New", cs: "Courier New" };
const HAIR = { style: word.BorderStyle.SINGLE, size: 4, color: "AAAAAA" };
const NONE = { style: word.BorderStyle.NONE, size: 0, color: "auto" };

interface Looks {
  readonly bold?: boolean;
  readonly italics?: boolean;
  readonly code?: boolean;
  readonly language?: Language;
}

function wordWriter(language: Language) {
  const base = directionOf(language);
  const notes: Record<string, { readonly children: readonly word.Paragraph[] }> = {};
  const bookmarks = new Map<string, number>();
  let noteCount = 0;
  let runCount = 0;

  const bookmark = (id: string): string => {
    const known = bookmarks.get(id) ?? bookmarks.size + 1;
    bookmarks.set(id, known);
    return `part_${known}`;
  };

  const run = (text: string, direction: Direction, looks: Looks): word.TextRun[] => {
    runCount++;
    // A line feed in a text element is a space to Word: it has an element for it.
    return text.split("\n").map(
      (line, i) =>
        new word.TextRun({
          text: line,
          ...(i > 0 ? { break: 1 } : {}),
          rightToLeft: direction === "rtl",
          ...(looks.bold === true ? { bold: true } : {}),
          ...(looks.italics === true ? { italics: true } : {}),
          ...(looks.code === true ? { font: MONO, size: 18 } : {}),
          language:
            direction === "rtl" ? { bidirectional: tags[tagOf(looks.language ?? language)] } : { value: tags.en },
        }),
    );
  };

  const directed = (parts: readonly (string | Run)[], direction: Direction, looks: Looks): word.TextRun[] =>
    parts.flatMap((part) =>
      typeof part === "string" ? run(part, direction, looks) : directed(part.parts, part.direction, looks),
    );

  const texts = (text: string, direction: Direction, looks: Looks) =>
    directed(runs(printable(text), direction), direction, looks);

  const plain = (inline: Plain, direction: Direction, looks: Looks): word.ParagraphChild[] => {
    if (typeof inline === "string") return texts(inline, direction, looks);
    if (inline.kind === "text")
      return texts(inline.text, directionOf(inline.language), { ...looks, language: inline.language });
    if (inline.kind === "code") return run(printable(inline.text), "ltr", { ...looks, code: true });
    if (inline.kind === "link")
      return [
        new word.InternalHyperlink({
          anchor: bookmark(inline.to),
          children: inlines(inline.inlines, direction, looks),
        }),
      ];
    return inlines(inline.inlines, direction, {
      ...looks,
      ...(inline.kind === "strong" ? { bold: true } : { italics: true }),
    });
  };

  const inlines = (list: Inlines, direction: Direction, looks: Looks = {}): word.ParagraphChild[] =>
    list.flatMap((inline) => {
      if (typeof inline === "string" || inline.kind !== "note") return plain(inline, direction, looks);
      noteCount++;
      const children = [new word.TextRun({ text: " ", rightToLeft: base === "rtl" }), ...inlines(inline.inlines, base)];
      notes[noteCount] = { children: [paragraph(children, { style: "FootnoteText" })] };
      return [new word.FootnoteReferenceRun(noteCount)];
    });

  const paragraph = (
    children: readonly word.ParagraphChild[],
    options: word.IParagraphOptions = {},
    direction: Direction = base,
  ): word.Paragraph =>
    new word.Paragraph({
      alignment: word.AlignmentType.START,
      bidirectional: direction === "rtl",
      ...options,
      children: [...children],
    });

  const cell = (
    children: readonly word.ParagraphChild[],
    width: number,
    align: "start" | "center" | "end" = "start",
    shaded = false,
  ) =>
    new word.TableCell({
      width: { size: width, type: word.WidthType.DXA },
      ...(shaded ? { shading: { type: word.ShadingType.CLEAR, fill: "ECECEC" } } : {}),
      children: [paragraph(children, { alignment: alignments[align], spacing: { before: 40, after: 40 } })],
    });

  const grid = (rows: readonly word.TableRow[], columnWidths: readonly number[]) =>
    new word.Table({
      rows,
      columnWidths,
      width: { size: TEXT_WIDTH, type: word.WidthType.DXA },
      layout: word.TableLayoutType.FIXED,
      visuallyRightToLeft: base === "rtl",
      borders: { top: HAIR, bottom: HAIR, insideHorizontal: HAIR, left: NONE, right: NONE, insideVertical: NONE },
    });

  const fields = (rows: readonly (readonly [string, Inlines])[]) => {
    const widths = [Math.round(TEXT_WIDTH * 0.27), Math.round(TEXT_WIDTH * 0.73)] as const;
    return grid(
      rows.map(
        ([label, said]) =>
          new word.TableRow({
            children: [cell(texts(label, base, {}), widths[0]), cell(inlines(said, base), widths[1])],
          }),
      ),
      widths,
    );
  };

  const table = (table: Table): word.Table => {
    const total = table.columns.reduce((sum, column) => sum + (column.width ?? 1), 0);
    const widths = table.columns.map((column) => Math.round((TEXT_WIDTH * (column.width ?? 1)) / total));
    const row = (cells: readonly Inlines[], tableHeader: boolean) => {
      if (cells.length > widths.length)
        throw new RangeError(`a row of ${cells.length} cells in a table of ${widths.length} columns`);
      return new word.TableRow({
        tableHeader,
        children: widths.map((width, x) =>
          cell(inlines(cells[x] ?? [], base, { bold: tableHeader }), width, table.columns[x]?.align, tableHeader),
        ),
      });
    };
    return grid([row(table.header, true), ...Array.from(table.rows, (cells) => row(cells, false))], widths);
  };

  let lists = 0;
  function* part(part: Part): Generator<word.FileChild> {
    if (part.heading !== undefined) {
      const children = texts(part.heading, base, {});
      yield paragraph(part.id === undefined ? children : [new word.Bookmark({ id: bookmark(part.id), children })], {
        heading: headings[part.level],
        keepNext: true,
        pageBreakBefore: part.level === 1,
      });
    }
    for (const block of part.blocks) {
      if (block.kind === "page-break") yield paragraph([new word.PageBreak()]);
      else if (block.kind === "heading")
        yield paragraph(inlines(block.inlines, base), { heading: headings[block.level], keepNext: true });
      else if (block.kind === "table" || block.kind === "fields") {
        yield block.kind === "table"
          ? table(block)
          : fields(block.fields.map(({ label, inlines: said }) => [label, said] as const));
        // Word joins tables that touch.
        yield paragraph([], { spacing: { after: 120 } });
      } else if (block.kind === "list") {
        lists++;
        for (const item of block.items)
          yield paragraph(
            inlines(item, base),
            block.ordered === true
              ? { numbering: { reference: "ordered", level: 0, instance: lists } }
              : { bullet: { level: 0 } },
          );
      } else if (block.kind === "callout") {
        const edge = {
          style: word.BorderStyle.SINGLE,
          size: block.tone === "warning" ? 12 : 6,
          color: "444444",
          space: 6,
        };
        const boxed = {
          border: { top: edge, bottom: edge, left: edge, right: edge },
          shading: { type: word.ShadingType.CLEAR, fill: "F6F6F6" },
          indent: { start: 160, end: 160 },
        };
        yield paragraph(texts(block.title ?? words[language][block.tone], base, { bold: true }), {
          ...boxed,
          keepNext: true,
        });
        yield paragraph(inlines(block.inlines, base), { ...boxed, spacing: { after: 240 } });
      } else {
        const direction = block.language === undefined ? base : directionOf(block.language);
        const looks = block.language === undefined ? {} : { language: block.language };
        const said = inlines(block.inlines, direction, looks);
        if (block.kind === "paragraph") {
          yield paragraph(said, {}, direction);
          continue;
        }
        const edge = { style: word.BorderStyle.SINGLE, size: 12, color: "999999", space: 8 };
        const quoted = { indent: { start: 360 }, border: direction === "ltr" ? { left: edge } : { right: edge } };
        yield paragraph(said, quoted, direction);
        if (block.source !== undefined) yield paragraph(inlines(block.source, direction, looks), quoted, direction);
      }
    }
  }

  return {
    part,
    paragraph,
    fields,
    notes,
    runs: (list: readonly Plain[], direction: Direction) => inlines(list, direction),
    runCount: () => runCount,
  };
}

/** English text that runs right to left is still marked as Arabic: the tag of such a run chooses its letter forms. */
const tagOf = (language: Language): Language => (language === "en" ? "ar" : language);

const alignments = {
  start: word.AlignmentType.START,
  center: word.AlignmentType.CENTER,
  end: word.AlignmentType.END,
} as const;
const headings = {
  1: word.HeadingLevel.HEADING_1,
  2: word.HeadingLevel.HEADING_2,
  3: word.HeadingLevel.HEADING_3,
  4: word.HeadingLevel.HEADING_4,
} as const;

const ordered = (base: Direction) => ({
  reference: "ordered",
  levels: [
    {
      level: 0,
      format: word.LevelFormat.DECIMAL,
      text: "%1.",
      alignment: word.AlignmentType.START,
      style: { paragraph: { indent: base === "ltr" ? { left: 480, hanging: 360 } : { start: 480, hanging: 360 } } },
    },
  ],
});

function styles(language: Language): word.IStylesOptions {
  const rtl = language !== "en";
  const heading = (size: number) => ({
    run: { font: FONT, size, bold: true, color: "000000", rightToLeft: rtl },
    paragraph: { spacing: { before: 320, after: 140 } },
  });
  return {
    default: {
      document: {
        run: { font: FONT, size: rtl ? 24 : 22, language: { value: tags.en, bidirectional: tags[tagOf(language)] } },
        paragraph: { spacing: { after: 120, line: 276 } },
      },
      title: { run: { font: FONT, size: 52, bold: true } },
      heading1: heading(36),
      heading2: heading(28),
      heading3: heading(24),
      heading4: heading(22),
      footnoteText: { run: { font: FONT, size: rtl ? 20 : 18 }, paragraph: { spacing: { after: 40 } } },
    },
  };
}
