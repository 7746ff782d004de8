/**
 * Paragraphs of plain text as passages: at most 4,000 UTF-16 units each (contract.ts), never half a letter. Quoted lines
 * ("> …") never share a paragraph with the sender's own words, so `isQuoted` can tell the two apart. `format=flowed`:
 * RFC 3676.
 */
import type { LayerSink, Limits, Passage } from "../contract.ts";

export const passageUnits = 4_000;

/** True for a paragraph that repeats an earlier message. */
export function isQuoted(text: string): boolean {
  return /^\s?>/.test(text);
}

/** Splits text at empty lines and where quotation begins or ends. */
export function splitParagraphs(text: string): string[] {
  const paragraphs: string[] = [];
  let lines: string[] = [];
  let quoted = false;
  const close = (): void => {
    if (lines.length > 0) paragraphs.push(lines.join("\n"));
    lines = [];
  };
  for (const line of text.replaceAll("\u0000", "").split(/\r\n|\n|\r/)) {
    const trimmed = line.trimEnd();
    const nowQuoted = isQuoted(trimmed);
    if (trimmed === "" || nowQuoted !== quoted || /^-{4,}\s?\S.*\S\s?-{4,}$/.test(trimmed)) close();
    quoted = nowQuoted;
    if (trimmed !== "" && !/^[\s>]+$/.test(trimmed)) lines.push(trimmed);
    else if (trimmed !== "") close();
  }
  close();
  return paragraphs;
}

/** Cuts text into pieces of at most `units`, at a line break or blank where there is one in the last quarter. */
export function cutText(text: string, units = passageUnits): string[] {
  const pieces: string[] = [];
  let rest = text.isWellFormed() ? text : text.toWellFormed();
  while (rest.length > units) {
    const window = rest.slice(0, units);
    const at = Math.max(window.lastIndexOf("\n"), window.lastIndexOf(" "));
    let end = at > units * 0.75 ? at + 1 : units;
    const code = rest.charCodeAt(end - 1);
    if (code >= 0xd800 && code <= 0xdbff) end -= 1;
    pieces.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end);
  }
  pieces.push(rest);
  return pieces.filter((piece) => piece.trim() !== "");
}

/** Undoes the line breaks of `format=flowed` text. */
export function unflow(text: string, deleteSpace: boolean): string {
  const out: string[] = [];
  let flowing = false;
  let depth = 0;
  for (const line of text.split(/\r\n|\n|\r/)) {
    const marks = /^>*/.exec(line)?.[0].length ?? 0;
    const content = line.slice(marks).replace(/^ /, "");
    const signature = content === "-- ";
    if (flowing && marks === depth && !signature) out[out.length - 1] += content;
    else out.push(marks > 0 ? `${">".repeat(marks)} ${content}` : content);
    flowing = content.endsWith(" ") && !signature;
    depth = marks;
    const last = out.at(-1);
    if (flowing && deleteSpace && last !== undefined) out[out.length - 1] = last.slice(0, -1);
  }
  return out.join("\n");
}

/** Hands passages to a layer until the limit for all text of a source is reached. */
export function textBudget(limits: Pick<Limits, "textUnits">) {
  let left = limits.textUnits;
  return {
    /** True when some text was left out. */
    get spent(): boolean {
      return left <= 0;
    },
    put(layer: LayerSink, text: string, place: Passage["place"]): void {
      for (const piece of cutText(text)) {
        if (left <= 0) return;
        const within = piece.length <= left ? piece : (cutText(piece, left)[0] ?? "");
        left -= piece.length;
        if (within !== "") layer.passage({ text: within, place });
      }
    },
  };
}
