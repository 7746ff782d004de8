/** HTML pages and XML files: their words as paragraphs (markup.ts). The encoding they state is asked only when their bytes leave it open. */
import type { Extractor } from "../contract.ts";
import { openText, plainLayer, tellEncoding } from "./decode.ts";
import { htmlReader, type MarkupReader, xmlReader } from "./markup.ts";
import { type ParagraphWriter, paragraphWriter } from "./paragraphs.ts";

export const htmlExtractor: Extractor = markupExtractor(["text/html", "application/xhtml+xml"], htmlReader);
export const xmlExtractor: Extractor = markupExtractor(["application/xml", "text/xml", "image/svg+xml"], xmlReader);

/** `<meta charset>`, `<meta http-equiv … charset=>` (WHATWG HTML §13.2.3.2) or `<?xml encoding="…"?>` (XML 1.0 §4.3.3). */
export function statedCharset(head: string): string | undefined {
  return (
    /^\s*<\?xml[^>]{0,200}\sencoding\s*=\s*["']([\w.:-]{2,40})["']/.exec(head)?.[1] ??
    /<meta[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]{2,40})/i.exec(head)?.[1]
  );
}

function markupExtractor(types: readonly string[], open: (writer: ParagraphWriter) => MarkupReader): Extractor {
  return {
    types,
    async extract(raw, _type, sink, limits) {
      const source = openText(raw, limits, statedCharset);
      const layer = sink.layer(plainLayer(`encoding ${source.charset}, parse5 8.1.1 tokens`));
      const reader = open(paragraphWriter(layer));
      for (const piece of source.pieces()) reader.push(piece);
      const metadata = reader.end();
      layer.end(source.cut ? ["cut-short"] : []);
      if (Object.keys(metadata).length > 0) sink.meta(metadata);
      tellEncoding(source, sink);
    },
  };
}
