/** What a parser has told about one source, gathered while it speaks: layers as their text, metadata, problems, what OCR must read. */
import type { LayerInfo, Metadata, Passage, Problem } from "../extract/contract.ts";
import type { Identify } from "../language/index.ts";
import type { OcrReason, ParseEvent } from "../parser/events.ts";

export interface ReadLayer {
  readonly info: LayerInfo;
  /** One JSON passage a line (spec/vault.md). */
  lines: string[];
  units: number;
  flags: readonly string[];
  readonly languages: Map<string, number>;
}

export interface Reading {
  type: string;
  metadata: Metadata;
  readonly layers: ReadLayer[];
  preview?: { readonly bytes: Uint8Array; readonly mediaType: string };
  readonly ocr: { readonly pages: readonly number[]; readonly reason: OcrReason }[];
  readonly problems: Problem[];
}

export function emptyReading(type = "application/octet-stream"): Reading {
  return { type, metadata: {}, layers: [], ocr: [], problems: [] };
}

/** Takes in every event but those about children, which the taker keeps itself. */
export function gather(reading: Reading, open: Map<number, ReadLayer>, event: ParseEvent, identify: Identify): void {
  switch (event.type) {
    case "detected":
      reading.type = event.detected.type;
      return;
    case "meta":
      reading.metadata = { ...reading.metadata, ...event.metadata };
      return;
    case "layer-begin": {
      const layer: ReadLayer = {
        info: event.info,
        lines: [],
        units: 0,
        flags: event.info.flags ?? [],
        languages: new Map(),
      };
      open.set(event.layer, layer);
      reading.layers.push(layer);
      return;
    }
    case "passage": {
      const layer = open.get(event.layer);
      if (layer !== undefined) addPassage(layer, event.passage, identify);
      return;
    }
    case "layer-end": {
      const layer = open.get(event.layer);
      if (layer !== undefined) layer.flags = event.flags;
      return;
    }
    case "preview":
      reading.preview = { bytes: event.bytes, mediaType: event.mediaType };
      return;
    case "needs-ocr":
      reading.ocr.push({ pages: event.pages, reason: event.reason });
      return;
    case "problem":
      reading.problems.push(event.problem);
      return;
    default:
      return;
  }
}

function addPassage(layer: ReadLayer, passage: Passage, identify: Identify): void {
  const { text, place, boxes } = passage;
  if (text.trim() === "") return;
  const { language } = identify(text);
  // Whole numbers only: the record knows no floats (R1), and a hundredth of a point is finer than any scanner.
  const whole = boxes?.map((box) => box.map((part) => Math.round(part)));
  const line = JSON.stringify({ text, place, ...(language !== "und" && { language }), ...(whole && { boxes: whole }) });
  layer.lines.push(line);
  layer.units += text.length;
  layer.languages.set(language, (layer.languages.get(language) ?? 0) + text.length);
}

/** Languages with at least a tenth of the text, most first. */
export function mainLanguages(languages: ReadonlyMap<string, number>): string[] {
  const total = [...languages.values()].reduce((sum, units) => sum + units, 0);
  return [...languages]
    .filter(([language, units]) => language !== "und" && units * 10 >= total)
    .sort((a, b) => b[1] - a[1])
    .map(([language]) => language);
}
