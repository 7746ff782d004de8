/**
 * Text on its way out: blank passages are dropped, long ones are cut at a word into pieces of at most 4,000 UTF-16 units
 * with the same place, control characters that no page shows are removed, and everything stops, said aloud, at the
 * limit of text for one source. The layer is opened with the first passage, so a file without text makes no empty layer.
 */
import type { LayerInfo, LayerSink, Limits, Place, Sink } from "../contract.ts";
import { Enough, type XmlHandler } from "./xml.ts";

export const PASSAGE_UNITS = 4_000;

export interface Passages {
  write(text: string, place: Place): void;
  /** How many passages went out. */
  count(): number;
  /** True once the limit of text was reached and reported: nothing more is taken, reading on is in vain. */
  full(): boolean;
  end(): void;
}

/** The reader of this folder, as named in `LayerInfo`. Its version changes when the same bytes would give another text. */
export const officeReader: LayerInfo = { kind: "text", tool: "amana-office", version: "1.0.0" };

export function passages(sink: Sink, limits: Limits, info: LayerInfo = officeReader): Passages {
  let layer: LayerSink | undefined;
  let units = 0;
  let count = 0;
  let full = false;
  return {
    write(text, place) {
      if (full) return;
      const clean = tidy(text);
      if (clean === "") return;
      layer ??= sink.layer(info);
      for (const piece of pieces(clean)) {
        if (units + piece.length > limits.textUnits) {
          sink.problem({ code: "too-large", detail: `text cut after ${units} UTF-16 units`, partly: true });
          full = true;
          return;
        }
        units += piece.length;
        count++;
        layer.passage({ text: piece, place });
      }
    },
    count: () => count,
    full: () => full,
    end() {
      layer?.end();
      layer = undefined;
    },
  };
}

/** Ends the reading of a part when the limit of text is reached. */
export function whileRoom(out: Passages, handler: XmlHandler): XmlHandler {
  return {
    open(name, attributes, prefix) {
      if (out.full()) throw new Enough();
      handler.open(name, attributes, prefix);
    },
    close: (name, prefix) => handler.close(name, prefix),
    text: (text) => handler.text(text),
  };
}

/** Cuts at the last white space in the second half of a piece, else anywhere but inside a surrogate pair. */
export function* pieces(text: string): Generator<string> {
  let from = 0;
  while (text.length - from > PASSAGE_UNITS) {
    const to = cutBefore(text, from, from + PASSAGE_UNITS);
    const piece = text.slice(from, to).trim();
    if (piece !== "") yield piece;
    from = to;
  }
  const rest = text.slice(from).trim();
  if (rest !== "") yield rest;
}

function cutBefore(text: string, from: number, to: number): number {
  for (let at = to; at > from + PASSAGE_UNITS / 2; at--) if (/\s/.test(text.charAt(at - 1))) return at;
  const last = text.charCodeAt(to - 1);
  return last >= 0xd800 && last < 0xdc00 ? to - 1 : to;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the point
const UNSEEN = /[\u0000-\u0008\u000e-\u001f\u007f\ufeff\ufffe\uffff]/g;

function tidy(text: string): string {
  const lines =
    text.includes("\r") || text.includes("\v") || text.includes("\f") ? text.replace(/\r\n?|\v|\f/g, "\n") : text;
  return lines.replace(UNSEEN, "").toWellFormed().trim();
}
