/**
 * Words in DrawingML (ISO/IEC 29500-1 §20–21): shapes, tables, diagrams and charts. One line for each `a:p`; table cells of
 * a row joined by a tab; of a chart its titles, series, categories and values as last shown.
 */
import { type Attributes, attribute, type XmlHandler } from "./xml.ts";

/** Called with each line of text, and, for shapes on a sheet, the row (from 1) its top edge stands in. */
export function drawingText(emit: (line: string, row?: number) => void): XmlHandler {
  let skipping = 0;
  let line: string | undefined;
  let rowLines: string[] | undefined;
  let cell: string[] | undefined;
  let values: string[] | undefined;
  let capturing = false;
  let text = "";
  let inFrom = false;
  let anchorRow: number | undefined;

  const finish = (words: string) => {
    if (words.trim() === "") return;
    if (cell !== undefined) cell.push(words);
    else emit(words, anchorRow);
  };

  return {
    open(name, attributes: Attributes) {
      if (skipping > 0 || name === "Fallback") {
        skipping++;
        return;
      }
      switch (name) {
        case "p":
          line = "";
          break;
        case "br":
          if (line !== undefined) line += "\n";
          break;
        case "t":
        case "v":
          capturing = true;
          text = "";
          break;
        case "tr":
          rowLines = [];
          break;
        case "tc":
          cell = [];
          break;
        case "strCache":
        case "numCache":
        case "strLit":
        case "numLit":
          values = [];
          break;
        case "from":
          inFrom = true;
          break;
        case "row":
          if (inFrom) {
            capturing = true;
            text = "";
          }
          break;
        case "cNvPr": {
          // What a person wrote to describe a picture to those who cannot see it.
          const description = attribute(attributes, "descr");
          if (description !== undefined) finish(description);
          break;
        }
      }
    },
    close(name) {
      if (skipping > 0) {
        skipping--;
        return;
      }
      switch (name) {
        case "p":
          if (line !== undefined) finish(line);
          line = undefined;
          break;
        case "t":
          if (line !== undefined) line += text;
          capturing = false;
          break;
        case "v":
          values?.push(text);
          capturing = false;
          break;
        case "tc":
          rowLines?.push((cell ?? []).join(" "));
          cell = undefined;
          break;
        case "tr":
          if (rowLines !== undefined) finish(rowLines.join("\t"));
          rowLines = undefined;
          break;
        case "strCache":
        case "numCache":
        case "strLit":
        case "numLit":
          if (values !== undefined) finish(values.join("\t"));
          values = undefined;
          break;
        case "from":
          inFrom = false;
          break;
        case "row":
          if (inFrom) anchorRow = Number.parseInt(text, 10) + 1 || undefined;
          capturing = false;
          break;
      }
    },
    text(piece) {
      if (capturing) text += piece;
    },
  };
}
