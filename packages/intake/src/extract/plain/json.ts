/**
 * JSON and JSON lines: one paragraph for each object that holds plain values, a line `key: value` for each. So a message
 * of an exported chat stays together. What is not JSON after all is read as text.
 */
import type { Extractor } from "../contract.ts";
import { openText, plainLayer, tellEncoding } from "./decode.ts";
import { type ParagraphWriter, paragraphWriter } from "./paragraphs.ts";

/** Parsed JSON takes several times its size in memory; above this it is read as text. */
const parsedAtMost = 32 * 2 ** 20;

export const jsonExtractor: Extractor = {
  types: ["application/json", "application/jsonl", "application/geo+json", "application/ld+json"],
  async extract(raw, type, sink, limits) {
    const source = openText(raw, limits);
    const layer = sink.layer(plainLayer(`encoding ${source.charset}`));
    const writer = paragraphWriter(layer);
    const perLine = type === "application/jsonl";
    let unread = 0;
    for (const document of perLine ? lines(source.pieces()) : whole(source.pieces(), raw.size)) {
      if (writeJson(document, writer)) continue;
      unread += 1;
      writer.text(document);
      if (perLine) writer.paragraph();
    }
    writer.paragraph();
    layer.end(source.cut ? ["cut-short"] : []);
    if (unread > 0) sink.problem({ code: "damaged", detail: "read as text, it is not JSON", partly: true });
    tellEncoding(source, sink);
  },
};

function* whole(pieces: Iterable<string>, size: number): Generator<string, void, void> {
  if (size > parsedAtMost) yield* pieces;
  else yield [...pieces].join("");
}

function* lines(pieces: Iterable<string>): Generator<string, void, void> {
  let held = "";
  for (const piece of pieces) {
    const parts = (held + piece).split("\n");
    held = parts.pop() ?? "";
    for (const part of parts) if (part.trim() !== "") yield part;
  }
  if (held.trim() !== "") yield held;
}

function writeJson(text: string, writer: ParagraphWriter): boolean {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return false;
  }
  // A stack of our own: nesting a million deep is legal JSON.
  const waiting: unknown[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const parts: unknown[] = [];
    const said: string[] = [];
    const entries = typeof next === "object" && next !== null ? Object.entries(next) : [["", next] as const];
    const named = typeof next === "object" && !Array.isArray(next);
    for (const [key, part] of entries) {
      if (typeof part === "object" && part !== null) parts.push(part);
      else if (part !== null && part !== "") said.push(named ? `${key}: ${part}` : String(part));
    }
    if (said.length > 0) {
      writer.text(said.join("\n"));
      writer.paragraph();
    }
    while (parts.length > 0) waiting.push(parts.pop());
  }
  return true;
}
