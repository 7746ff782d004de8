/** Small office files made in memory for the tests: the few parts a reader needs, with invented content. */
import { strToU8, type Zippable, zipSync } from "fflate";

const main = "http://schemas.openxmlformats.org";
const office = `${main}/officeDocument/2006/relationships`;
const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`;

export function zipOf(parts: Readonly<Record<string, string | Uint8Array>>, level: 0 | 6 = 6): Uint8Array {
  const files: Zippable = {};
  for (const [name, content] of Object.entries(parts)) {
    files[name] = [typeof content === "string" ? strToU8(content) : content, { level }];
  }
  return zipSync(files);
}

export function relations(...all: readonly [id: string, kind: string, target: string][]): string {
  const items = all.map(
    ([id, kind, target]) => `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`,
  );
  return `${declaration}<Relationships xmlns="${main}/package/2006/relationships">${items.join("")}</Relationships>`;
}

/** A docx with the given inside of `w:body` and more parts beside it. */
export function docx(body: string, more: Readonly<Record<string, string | Uint8Array>> = {}): Uint8Array {
  return zipOf({
    "_rels/.rels": relations(["r1", "officeDocument", "word/document.xml"]),
    "word/document.xml": wordPart("document", `<w:body>${body}</w:body>`),
    ...more,
  });
}

export function wordPart(root: string, inside: string): string {
  return `${declaration}<w:${root} xmlns:w="${main}/wordprocessingml/2006/main">${inside}</w:${root}>`;
}

export function paragraph(text: string): string {
  return `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

export interface MadeSheet {
  readonly name: string;
  /** The inside of `sheetData`. */
  readonly rows: string;
  readonly hidden?: boolean;
}

export function xlsx(sheets: readonly MadeSheet[], more: Readonly<Record<string, string>> = {}): Uint8Array {
  const names = sheets.map(
    (sheet, i) =>
      `<sheet name="${sheet.name}" sheetId="${i + 1}" r:id="s${i + 1}"${sheet.hidden === true ? ' state="hidden"' : ""}/>`,
  );
  const targets = sheets.map((_, i) => [`s${i + 1}`, "worksheet", `worksheets/sheet${i + 1}.xml`] as const);
  const parts: Record<string, string> = {
    "_rels/.rels": relations(["r1", "officeDocument", "xl/workbook.xml"]),
    "xl/workbook.xml": `${declaration}<workbook xmlns:r="${office}"><sheets>${names.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations(
      ...targets.map(([id, kind, target]) => [id, kind, target] as [string, string, string]),
      ["st", "sharedStrings", "sharedStrings.xml"],
      ["sy", "styles", "styles.xml"],
    ),
    ...more,
  };
  for (const [i, sheet] of sheets.entries()) {
    parts[`xl/worksheets/sheet${i + 1}.xml`] =
      `${declaration}<worksheet><sheetData>${sheet.rows}</sheetData></worksheet>`;
  }
  return zipOf(parts);
}
