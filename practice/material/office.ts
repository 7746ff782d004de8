/** Office Open XML by hand (ECMA-376): a text document and a table, the smallest packages that Word and LibreOffice open. */
import type { Language } from "../world/person-name.ts";
import { writeZip, type ZipMember } from "./zip.ts";

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const types = "http://schemas.openxmlformats.org/package/2006/content-types";
const relations = "http://schemas.openxmlformats.org/package/2006/relationships";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export interface Paragraph {
  readonly text: string;
  readonly language: Language;
  readonly bold?: boolean;
}

/** A .docx; right-to-left paragraphs are marked as such. */
export function docx(paragraphs: readonly Paragraph[], modified: string): Uint8Array {
  const body = paragraphs.map(({ text, language, bold }) => {
    const rtl = language !== "en";
    const run = `${bold === true ? "<w:b/><w:bCs/>" : ""}${rtl ? "<w:rtl/>" : ""}<w:lang ${rtl ? `w:bidi="${language === "ar" ? "ar-SA" : "ku-Arab-IQ"}"` : 'w:val="en-GB"'}/>`;
    return `<w:p>${rtl ? "<w:pPr><w:bidi/></w:pPr>" : ""}<w:r><w:rPr>${run}</w:rPr><w:t xml:space="preserve">${xml(text)}</w:t></w:r></w:p>`;
  });
  return writeZip(
    [
      ...root("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
      part(
        "word/document.xml",
        `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body.join("")}</w:body></w:document>`,
      ),
    ],
    modified,
  );
}

export type Cell = string | number | undefined;

/** An .xlsx with one sheet; texts stand in the cells themselves. Row 1 of the sheet is the first row given. */
export function xlsx(sheet: string, rows: readonly (readonly Cell[])[], modified: string): Uint8Array {
  const data = rows.map((cells, row) => {
    const written = cells.map((value, column) => {
      const reference = `${columnName(column)}${row + 1}`;
      if (value === undefined) return "";
      if (typeof value === "number") return `<c r="${reference}"><v>${value}</v></c>`;
      return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${xml(value)}</t></is></c>`;
    });
    return `<row r="${row + 1}">${written.join("")}</row>`;
  });
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
  const worksheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
  return writeZip(
    [
      ...root("xl/workbook.xml", workbook, [["xl/worksheets/sheet1.xml", worksheet]]),
      part(
        "xl/workbook.xml",
        `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${xml(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ),
      part(
        "xl/_rels/workbook.xml.rels",
        `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      ),
      part(
        "xl/worksheets/sheet1.xml",
        `<worksheet xmlns="${main}"><sheetData>${data.join("")}</sheetData></worksheet>`,
      ),
    ],
    modified,
  );
}

function root(main: string, type: string, more: readonly (readonly [string, string])[] = []): ZipMember[] {
  const overrides = [[main, type] as const, ...more].map(
    ([name, each]) => `<Override PartName="/${name}" ContentType="${each}"/>`,
  );
  return [
    part(
      "[Content_Types].xml",
      `<Types xmlns="${types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join("")}</Types>`,
    ),
    part(
      "_rels/.rels",
      `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="${main}"/></Relationships>`,
    ),
  ];
}

const part = (name: string, text: string): ZipMember => ({ name, bytes: new TextEncoder().encode(head + text) });

function columnName(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + columnName(index % 26);
}

export function xml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
