/** Running text to passages: a paragraph ends at an empty line; a long one is cut (split.ts) and keeps its number. */
import type { LayerSink } from "../contract.ts";
import { splitText } from "./split.ts";

/** Longest passage, UTF-16 units (contract.ts). */
export const passageUnits = 4_000;
/** A paragraph longer than this is passed on in the middle, so that a text without line ends needs no memory. */
const heldUnits = 64_000;

export interface ParagraphWriter {
  /** Text with line feeds; may end anywhere. */
  text(piece: string): void;
  /** Ends the paragraph here. */
  paragraph(): void;
}

export function paragraphWriter(layer: LayerSink): ParagraphWriter {
  let held = "";
  let number = 1;
  let begun = false;
  function say(text: string): void {
    for (const piece of splitText(text, passageUnits)) {
      if (piece.trim() === "") continue;
      begun = true;
      layer.passage({ text: piece, place: { type: "paragraph", paragraph: number } });
    }
  }
  function close(text: string): void {
    say(text.trim());
    if (begun) number += 1;
    begun = false;
  }
  return {
    text(piece) {
      held += piece;
      const parts = held.split(/\n[^\S\n]*(?:\n[^\S\n]*)+/);
      held = parts.pop() ?? "";
      for (const part of parts) close(part);
      if (held.length <= heldUnits) return;
      const pieces = [...splitText(held, passageUnits)];
      held = pieces.pop() ?? "";
      for (const part of pieces) say(part);
    },
    paragraph() {
      close(held);
      held = "";
    },
  };
}
