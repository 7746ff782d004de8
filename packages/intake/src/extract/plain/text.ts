/** Plain text and Markdown: paragraphs as they stand. Calendars, contact cards and the like are read the same way. */
import type { Extractor } from "../contract.ts";
import { openText, plainLayer, tellEncoding } from "./decode.ts";
import { paragraphWriter } from "./paragraphs.ts";

export const textExtractor: Extractor = {
  types: ["text/plain", "text/markdown", "text/calendar", "text/vcard"],
  async extract(raw, _type, sink, limits) {
    const source = openText(raw, limits);
    const layer = sink.layer(plainLayer(`encoding ${source.charset}`));
    const writer = paragraphWriter(layer);
    for (const piece of source.pieces()) writer.text(piece);
    writer.paragraph();
    layer.end(source.cut ? ["cut-short"] : []);
    tellEncoding(source, sink);
  },
};
