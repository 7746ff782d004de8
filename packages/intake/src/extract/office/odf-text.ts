/**
 * Text of OpenDocument's `office:body` (part 3 §3–9) and of the headers and footers in its master pages.
 *
 * Paragraph numbers count every `text:p` and `text:h` start tag of the body outside notes, comments and tracked changes;
 * those three are counted together as notes. A repeated row or cell (`number-rows-repeated`) is given once, at the first.
 */
import type { Place } from "../contract.ts";
import type { Passages } from "./passages.ts";
import { type Cell, writeRow } from "./rows.ts";
import { type Attributes, attribute, type XmlHandler } from "./xml.ts";

export interface OdfFacts {
  pages: number;
  changes: number;
  readonly sheets: string[];
  readonly hiddenSheets: string[];
  readonly links: Set<string>;
}

export interface OdfText extends XmlHandler {
  facts(): OdfFacts;
}

/** A stretch of text with its own numbering: the body, a note, a comment, a deletion. */
interface Frame {
  readonly type: "body" | "note" | "comment" | "deletion";
  readonly paragraphs: { readonly number: number; text: string }[];
  by: string;
  at: string;
}

interface Sheet {
  readonly name: string;
  row: number;
  column: number;
  repeat: number;
  cells: Cell[];
  cell: { dated: string | undefined; lines: string[] } | undefined;
}

const FRAMES: Readonly<Record<string, Frame["type"]>> = {
  note: "note",
  annotation: "comment",
  "changed-region": "deletion",
};

const KINDS: ReadonlySet<string> = new Set(["text", "spreadsheet", "presentation", "drawing"]);

export function odfText(out: Passages): OdfText {
  const facts: OdfFacts = { pages: 0, changes: 0, sheets: [], hiddenSheets: [], links: new Set() };
  const hiddenStyles = new Set<string>();
  const frames: Frame[] = [{ type: "body", paragraphs: [], by: "", at: "" }];
  const sheets: Sheet[] = [];
  let count = 0;
  let notes = 0;
  let style = "";
  let bodyDone: { readonly number: number; readonly text: string }[] = [];
  let slide: { lines: string[]; notes: string[] } | undefined;
  let inSlideNotes = false;
  let kind: string | undefined;
  let leaf: "by" | "at" | "skip" | undefined;

  const frame = (): Frame => frames.at(-1) ?? { type: "body", paragraphs: [], by: "", at: "" };
  const add = (text: string) => {
    const paragraph = frame().paragraphs.at(-1);
    if (paragraph !== undefined) paragraph.text += text;
  };

  const finishNote = (type: Frame["type"], number: number, text: string, { by, at }: Frame) => {
    if (text.trim() === "") return;
    const who = [by, at].filter((word) => word !== "").join(", ");
    const body = type === "deletion" ? `[-${text}-]` : text;
    const place: Place =
      slide !== undefined
        ? { type: "page", page: facts.pages, label: "comments" }
        : cellOr({ type: "part", part: "notes", paragraph: number });
    out.write(who === "" ? body : `[${who}] ${body}`, place);
  };
  const cellOr = (place: Place): Place => {
    const sheet = sheets.at(-1);
    return sheet === undefined ? place : { type: "cell", sheet: sheet.name, row: sheet.row, column: sheet.column };
  };
  const finishBody = (number: number, text: string) => {
    const sheet = sheets.at(-1);
    if (sheet?.cell !== undefined) sheet.cell.lines.push(text);
    else if (slide !== undefined) (inSlideNotes ? slide.notes : slide.lines).push(text);
    else if (sheet !== undefined) out.write(text, { type: "cell", sheet: sheet.name, row: Math.max(1, sheet.row) });
    else bodyDone.push({ number, text });
  };

  const openTable = (name: string, attributes: Attributes) => {
    if (name === "table") {
      const label = attribute(attributes, "name") ?? `${facts.sheets.length + 1}`;
      sheets.push({ name: label, row: 0, column: 0, repeat: 1, cells: [], cell: undefined });
      facts.sheets.push(label);
      if (hiddenStyles.has(attribute(attributes, "style-name") ?? "")) facts.hiddenSheets.push(label);
    }
    const sheet = sheets.at(-1);
    if (sheet === undefined) return;
    if (name === "table-row") {
      sheet.row++;
      sheet.repeat = Math.max(1, Number(attribute(attributes, "number-rows-repeated")) || 1);
      sheet.column = 0;
      sheet.cells = [];
    }
    if (name === "table-cell" || name === "covered-table-cell") {
      sheet.column++;
      sheet.cell = { dated: attribute(attributes, "date-value"), lines: [] };
      cellRepeat = Math.max(1, Number(attribute(attributes, "number-columns-repeated")) || 1);
    }
  };
  let cellRepeat = 1;
  const closeTable = (name: string) => {
    const sheet = sheets.at(-1);
    if (sheet === undefined) return;
    if ((name === "table-cell" || name === "covered-table-cell") && sheet.cell !== undefined) {
      const text = sheet.cell.dated ?? sheet.cell.lines.join(" ");
      if (text.trim() !== "") sheet.cells.push({ column: sheet.column, text });
      sheet.column += cellRepeat - 1;
      sheet.cell = undefined;
    }
    if (name === "table-row") {
      writeRow(out, sheet.name, sheet.row, sheet.cells);
      sheet.row += sheet.repeat - 1;
    }
    if (name === "table") sheets.pop();
  };

  return {
    facts: () => facts,
    open(name, attributes, prefix) {
      if (prefix === "style" && name === "style") style = attribute(attributes, "name") ?? "";
      if (prefix === "style" && name === "table-properties" && attribute(attributes, "display") === "false")
        hiddenStyles.add(style);
      if (prefix === "office" && KINDS.has(name)) kind = name;
      if (kind === undefined) return;
      const type = prefix === "text" || prefix === "office" ? FRAMES[name] : undefined;
      if (type !== undefined) {
        if (type === "deletion") facts.changes++;
        frames.push({ type, paragraphs: [], by: "", at: "" });
        return;
      }
      const href = attribute(attributes, "href");
      if (href !== undefined && /^[a-z][a-z0-9+.-]+:/i.test(href) && facts.links.size < 200) facts.links.add(href);
      // A table in a text or on a slide is paragraphs; only in a spreadsheet are its cells places.
      if (prefix === "table" && kind === "spreadsheet") openTable(name, attributes);
      if (prefix === "draw" && name === "page") {
        facts.pages++;
        slide = { lines: [], notes: [] };
      }
      if (prefix === "presentation" && name === "notes") inSlideNotes = true;
      if (prefix === "dc" && name === "creator") leaf = "by";
      if (prefix === "dc" && name === "date") leaf = "at";
      // The mark of a note, the initials of a commenter and drawn page furniture are not text of the paragraph.
      if (name === "note-citation" || name === "creator-initials" || name === "sender-initials") leaf = "skip";
      if (prefix !== "text") return;
      switch (name) {
        case "p":
        case "h":
          frame().paragraphs.push({ number: frame().type === "body" ? ++count : ++notes, text: "" });
          break;
        case "s":
          add(" ".repeat(Math.min(1_000, Math.max(1, Number(attribute(attributes, "c")) || 1))));
          break;
        case "tab":
          add("\t");
          break;
        case "line-break":
          add("\n");
          break;
      }
    },
    close(name, prefix) {
      if (prefix === "dc" || name === "note-citation" || name === "creator-initials" || name === "sender-initials")
        leaf = undefined;
      if (prefix === "office" && name === "body") kind = undefined;
      if (kind === undefined) return;
      if ((prefix === "text" || prefix === "office") && FRAMES[name] !== undefined && frames.length > 1) {
        frames.pop();
        return;
      }
      if (prefix === "table") closeTable(name);
      if (prefix === "presentation" && name === "notes") inSlideNotes = false;
      if (prefix === "draw" && name === "page" && slide !== undefined) {
        out.write(slide.lines.filter((line) => line.trim() !== "").join("\n"), { type: "page", page: facts.pages });
        out.write(slide.notes.filter((line) => line.trim() !== "").join("\n"), {
          type: "page",
          page: facts.pages,
          label: "notes",
        });
        slide = undefined;
      }
      if (prefix !== "text" || (name !== "p" && name !== "h")) return;
      const current = frame();
      const paragraph = current.paragraphs.pop();
      if (paragraph === undefined) return;
      if (current.type !== "body") {
        finishNote(current.type, paragraph.number, paragraph.text, current);
        return;
      }
      finishBody(paragraph.number, paragraph.text);
      if (current.paragraphs.length > 0) return;
      // A text box ends before the paragraph it hangs on: give both in the order in which they begin.
      for (const ready of bodyDone.sort((a, b) => a.number - b.number))
        out.write(ready.text, { type: "paragraph", paragraph: ready.number });
      bodyDone = [];
    },
    text(text) {
      if (leaf === "by") frame().by = text;
      else if (leaf === "at") frame().at = text;
      else if (leaf === undefined) add(text.includes("\n") ? text.replace(/\s*\n\s*/g, " ") : text);
    },
  };
}

/** Headers and footers of master pages, numbered through. */
export function odfHeaders(out: Passages): XmlHandler {
  let inside = 0;
  let count = 0;
  let text: string | undefined;
  const kinds = /^(header|footer)(-left|-first)?$/;
  return {
    open(name, attributes, prefix) {
      if (prefix === "style" && kinds.test(name)) inside++;
      if (inside === 0 || prefix !== "text") return;
      if (name === "p" || name === "h") {
        count++;
        text = "";
      }
      if (text === undefined) return;
      if (name === "tab") text += "\t";
      if (name === "s") text += " ".repeat(Math.min(1_000, Math.max(1, Number(attribute(attributes, "c")) || 1)));
    },
    close(name, prefix) {
      if (prefix === "style" && kinds.test(name)) inside--;
      if (prefix !== "text" || (name !== "p" && name !== "h") || text === undefined) return;
      out.write(text, { type: "part", part: "header", paragraph: count });
      text = undefined;
    },
    text(piece) {
      if (text !== undefined) text += piece;
    },
  };
}
