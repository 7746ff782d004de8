/**
 * WebVTT (W3C) and SubRip: a transcript, one passage a cue with its times. A voice (`<v Name>`) stands before its words;
 * other tags are left out.
 */
import type { Extractor } from "../contract.ts";
import { openText, plainLayer, tellEncoding } from "./decode.ts";
import { passageUnits } from "./paragraphs.ts";
import { splitText } from "./split.ts";

export const subtitleExtractor: Extractor = {
  types: ["text/vtt", "application/x-subrip"],
  async extract(raw, type, sink, limits) {
    const source = openText(raw, limits);
    const layer = sink.layer({ ...plainLayer(`encoding ${source.charset}, ${type}`), kind: "transcript" });
    let unreadable = 0;
    let durationMs = 0;
    for (const block of blocksOf(source.pieces())) {
      const cue = readCue(block);
      if (cue === "other") continue;
      if (cue === "damaged") {
        unreadable += 1;
        continue;
      }
      durationMs = Math.max(durationMs, cue.to);
      for (const text of splitText(cue.text, passageUnits))
        layer.passage({ text, place: { type: "time", from: cue.from, to: cue.to } });
    }
    layer.end(source.cut ? ["cut-short"] : []);
    if (durationMs > 0) sink.meta({ durationMs });
    if (unreadable > 0)
      sink.problem({ code: "damaged", detail: `${unreadable} cues without readable times`, partly: true });
    tellEncoding(source, sink);
  },
};

const blockUnits = 200_000;

function* blocksOf(pieces: Iterable<string>): Generator<string, void, void> {
  let held = "";
  for (const piece of pieces) {
    const parts = (held + piece).split(/\n[^\S\n]*\n+/);
    held = parts.pop() ?? "";
    yield* parts;
    if (held.length > blockUnits) {
      yield held;
      held = "";
    }
  }
  yield held;
}

const timing =
  /^\s*(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})\s*-->\s*(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})/;

function readCue(
  block: string,
): { readonly from: number; readonly to: number; readonly text: string } | "other" | "damaged" {
  const lines = block.split("\n");
  const at = lines.findIndex((line) => line.includes("-->"));
  if (at < 0) return "other";
  const found = timing.exec(lines[at] ?? "");
  if (found === null) return "damaged";
  const from = milliseconds(found.slice(1, 5));
  const to = milliseconds(found.slice(5, 9));
  if (to < from) return "damaged";
  const text = spoken(lines.slice(at + 1).join("\n"));
  return text === "" ? "other" : { from, to, text };
}

function milliseconds([hours, minutes, seconds, part]: readonly (string | undefined)[]): number {
  return (
    (Number(hours ?? 0) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000 + Number((part ?? "0").padEnd(3, "0"))
  );
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  nbsp: "\u00a0",
  lrm: "\u200e",
  rlm: "\u200f",
};

function spoken(text: string): string {
  return text
    .replace(/<v(?:\.[^\s>]+)?\s+([^>]+)>/gi, (_, name: string) => `${name.trim()}: `)
    .replace(/<\/?[a-z0-9][^>]{0,200}>|\{\\[^}]{0,100}\}/gi, "")
    .replace(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_, name: string) => entities[name] ?? "")
    .trim();
}
