/**
 * CSV and TSV: one passage a row, its cells apart by tabs; the place is the row, counted from 1, of a sheet without a name.
 * A row that begins later than its first column, or is too long for one passage, says with `column` where a piece begins.
 */
import type { Extractor, LayerSink } from "../contract.ts";
import { columnMarkOf, rowReader } from "./csv.ts";
import { openText, plainLayer, tellEncoding } from "./decode.ts";
import { passageUnits } from "./paragraphs.ts";
import { splitText } from "./split.ts";

/** A gap of more empty cells than this begins a new passage: ten thousand marks in a row are no text. */
const WIDE_GAP = 16;

export const tableExtractor: Extractor = {
  types: ["text/csv", "text/tab-separated-values"],
  async extract(raw, type, sink, limits) {
    const source = openText(raw, limits);
    const pieces = source.pieces();
    const first = pieces.next().value ?? "";
    const mark = type === "text/tab-separated-values" ? "\t" : columnMarkOf(first);
    const layer = sink.layer(
      plainLayer(`encoding ${source.charset}, columns by U+${mark.charCodeAt(0).toString(16).padStart(4, "0")}`),
    );
    const reader = rowReader(mark);
    let number = 0;
    const say = (rows: readonly (readonly string[])[]) => {
      for (const row of rows) sayRow(layer, row, ++number);
    };
    say(reader.push(first));
    for (const piece of pieces) say(reader.push(piece));
    say(reader.end());
    layer.end(source.cut ? ["cut-short"] : []);
    sink.meta({ other: { rows: String(number) } });
    tellEncoding(source, sink);
  },
};

/** The first column of a passage is told unless it is the row's first. Pieces of one long cell joined are the cell. */
function sayRow(layer: LayerSink, cells: readonly string[], row: number): void {
  let text = "";
  let first = 0;
  let last = 0;
  const say = (piece: string, column: number) =>
    layer.passage({
      text: piece,
      place: column === 1 ? { type: "cell", sheet: "", row } : { type: "cell", sheet: "", row, column },
    });
  const flush = () => {
    if (text !== "") say(text, first);
    text = "";
  };
  for (const [index, cell] of cells.entries()) {
    // A tab inside a cell would look like the end of the cell.
    const clean = cell.replaceAll("\t", " ").trim();
    if (clean === "") continue;
    const column = index + 1;
    const gap = column - last;
    if (text !== "" && (gap > WIDE_GAP || text.length + gap + clean.length > passageUnits)) flush();
    if (clean.length > passageUnits) {
      for (const piece of splitText(clean, passageUnits)) if (piece.trim() !== "") say(piece, column);
    } else if (text === "") {
      first = column;
      text = clean;
    } else text += "\t".repeat(gap) + clean;
    last = column;
  }
  flush();
}
