/** Headings inside an entry, and the line that names its record. */
import { type Block, code } from "../press/document.ts";
import type { Setting } from "./setting.ts";
import type { Word } from "./words/index.ts";

export function heading({ speech }: Setting, title: Word): Block {
  return { kind: "heading", level: 3, inlines: [speech.word(title)] };
}

export function opening({ speech }: Setting, id: string): Block {
  return { kind: "paragraph", inlines: speech.say("entry-id", { id: code(id) }) };
}
