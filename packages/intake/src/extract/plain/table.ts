/** CSV and TSV: one passage a row, its cells apart by tabs; the place is the row, counted from 1, of a sheet without a name. */
import type { Extractor, LayerSink } from "../contract.ts";
import { columnMarkOf, rowReader } from "./csv.ts";
import { openText, plainLayer, tellEncoding } from "./decode.ts";
import { passageUnits } from "./paragraphs.ts";
import { splitText } from "./split.ts";

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

function sayRow(layer: LayerSink, cells: readonly string[], row: number): void {
  const text = cells
    .map((cell) => cell.trim())
    .join("\t")
    .trimEnd();
  if (text.trim() === "") return;
  for (const piece of splitText(text, passageUnits)) {
    if (piece.trim() !== "") layer.passage({ text: piece, place: { type: "cell", sheet: "", row } });
  }
}
