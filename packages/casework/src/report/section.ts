/** Headings inside an entry, and the line that names its record. */
import { type Block, code, emphasis, type Field, type Inlines } from "../press/document.ts";
import type { Setting } from "./setting.ts";
import { joined, type Word } from "./words/index.ts";

export function heading({ speech }: Setting, title: Word): Block {
  return { kind: "heading", level: 3, inlines: [speech.word(title)] };
}

/** What is said, field by field; run on in one paragraph where the report is dense. `lead` stands before the fields there. */
export function fieldBlocks(
  { isDense, speech }: Setting,
  fields: readonly Field[],
  lead: Inlines = [],
): readonly Block[] {
  if (!isDense) return [{ kind: "fields", fields }];
  const pieces = fields.map(({ label, inlines }): Inlines => [emphasis(`${label}:`), " ", ...inlines]);
  return [{ kind: "paragraph", inlines: [...lead, ...joined(pieces, speech.semicolon), "."] }];
}

export function opening({ speech }: Setting, id: string): Block {
  return { kind: "paragraph", inlines: speech.say("entry-id", { id: code(id) }) };
}
