/**
 * Directions inside a line: which stretches run against the direction of their block, so that each can be isolated and
 * names, numbers, dates, ids and brackets stay where they were put (Unicode Standard Annex 9, section 2.4).
 */
import type { Direction } from "./document.ts";

/** A stretch of one direction; inside it, strings run with it and runs against it. */
export interface Run {
  readonly direction: Direction;
  readonly parts: readonly (string | Run)[];
}

/** Splits text of a block of direction `base`. The strings joined are the text again, character for character. */
export function runs(text: string, base: Direction): readonly (string | Run)[] {
  if (base === "ltr" && !anyRight.test(text)) return text === "" ? [] : [text];
  const found: (string | Run)[] = [];
  let plainFrom = 0;
  for (const [from, to] of foreign(text, base)) {
    if (from > plainFrom) found.push(text.slice(plainFrom, from));
    const inside = text.slice(from, to);
    // Numbers inside a right-to-left run would be turned around by the letters before them: they are runs once more.
    found.push(
      base === "rtl" ? { direction: "ltr", parts: [inside] } : { direction: "rtl", parts: runs(inside, "rtl") },
    );
    plainFrom = to;
  }
  if (plainFrom < text.length) found.push(text.slice(plainFrom));
  return found;
}

/**
 * Text as it may be shown: what would reorder its neighbours (marks of embedding, override, isolation) is taken away,
 * what no file may contain (control characters, halves of surrogate pairs) is shown as U+FFFD. Line feeds and tabs stay.
 */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(unprintable, "\ufffd");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff\ufff9-\ufffb]/g;

type Script = "number" | "left" | "right";
interface Token {
  readonly script: Script;
  readonly from: number;
  readonly to: number;
}

const rightLetter =
  "\\p{Script=Arabic}\\p{Script=Hebrew}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}\\u0660-\\u0669";
const anyRight = new RegExp(`[${rightLetter}]`, "u");
// A date, a time, a telephone number, a paragraph number is one token; Arabic-Indic digits belong to the words around them.
const tokenPattern = new RegExp(
  [
    "(?<number>(?:(?<![\\p{L}\\p{N}])[+\\-\\u2212#€$£])?[0-9](?:[0-9]|[-/.:,٫٬](?=[0-9]))*[%‰°]?)",
    `(?<right>[${rightLetter}][${rightLetter}\\p{M}\\u200c\\u200d]*(?:[-/.:,٫٬](?=[\\u0660-\\u0669])[\\u0660-\\u0669]+)*)`,
    `(?<left>(?:(?![${rightLetter}])[\\p{L}\\p{N}])(?:(?![${rightLetter}])[\\p{L}\\p{N}\\p{M}\\u200d])*)`,
  ].join("|"),
  "gu",
);

function* tokens(text: string): Generator<Token> {
  for (const match of text.matchAll(tokenPattern)) {
    const groups = match.groups ?? {};
    const script = groups["number"] !== undefined ? "number" : groups["right"] !== undefined ? "right" : "left";
    yield { script, from: match.index, to: match.index + match[0].length };
  }
}

const closers = new Map([..."()[]{}«»‹›⟨⟩"].map((c, i, all) => [c, i % 2 === 1 ? all[i - 1] : undefined] as const));

/** Ranges of text against `base`: tokens of the other direction with what stands between two of them and belongs to both. */
function* foreign(text: string, base: Direction): Generator<readonly [number, number]> {
  const all = [...tokens(text)];
  const against = (token: Token) => (base === "rtl" ? token.script !== "right" : token.script === "right");
  for (let at = 0; at < all.length; at++) {
    const first = all[at];
    if (first === undefined || !against(first)) continue;
    // Brackets opened inside the run must be closed inside it: `sound` is the last token after which none is open.
    const open: string[] = [];
    let sound = at;
    for (let last = at, next = at + 1; next < all.length; next++) {
      const [before, after] = [all[last], all[next]];
      if (before === undefined || after === undefined) break;
      // A number between two Arabic words is part of the sentence; one after the last word is not.
      if (base === "ltr" && after.script === "number") continue;
      if (!against(after)) break;
      const gap = text.slice(before.to, after.from);
      if (!joins(gap, before, after, base) || !balance(gap, open)) break;
      last = next;
      if (open.length === 0 || closesAfter(text, after.to, open) > 0) sound = next;
    }
    const end = all[sound] ?? first;
    const left: string[] = [];
    balance(text.slice(first.from, end.to), left);
    const to = end.to + closesAfter(text, end.to, left);
    // A whole sentence of the other direction keeps its own full stop.
    const whole = first.from === 0 && /\s/.test(text.slice(0, to)) && /^[.!?؟…]+$/.test(text.slice(to));
    yield [first.from, whole ? text.length : to];
    at = sound;
  }
}

function joins(gap: string, before: Token, after: Token, base: Direction): boolean {
  if (/[\n\t]/.test(gap)) return false;
  // In Latin enumerations of Arabic names the comma is the sentence's: each name is a run of its own.
  if (base === "ltr") return !/[,;|]/.test(gap.replace(/[0-9],(?=[0-9])/g, ""));
  if (/[،؛؟]/.test(gap)) return false;
  return !/\s/.test(gap) || before.script === "left" || after.script === "left";
}

/** Follows the brackets of `gap`; false when one closes what was not opened in this run. */
function balance(gap: string, open: string[]): boolean {
  for (const c of gap) {
    if (!closers.has(c)) continue;
    const opener = closers.get(c);
    if (opener === undefined) open.push(c);
    else if (open.pop() !== opener) return false;
  }
  return true;
}

/** How many characters right after `at` close all that is open; 0 when they do not. */
function closesAfter(text: string, at: number, open: readonly string[]): number {
  if (open.length === 0) return 0;
  const waiting = [...open];
  for (let i = at; i < text.length; i++) {
    const opener = closers.get(text.charAt(i));
    if (opener === undefined || waiting.pop() !== opener) return 0;
    if (waiting.length === 0) return i + 1 - at;
  }
  return 0;
}
