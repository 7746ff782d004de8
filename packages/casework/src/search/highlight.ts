/** Where the hits stand in the text as it was received, and a piece of it around them. Offsets are UTF-16 units. */
import { tokens } from "@amana/record";

export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The places in `text` that one of `matched` names: folded terms, several in a row joined by a space, `*` after the last
 * for everything that begins so (as `Expansion.matched`). In order, without overlap; a phrase is one range.
 */
export function highlight(text: string, matched: readonly string[]): Range[] {
  const words = tokens(text);
  const wanted = matched.map((entry) => entry.replace(/\*$/, "").split(" "));
  const open = new Set(matched.flatMap((entry, i) => (entry.endsWith("*") ? [i] : [])));
  const byFirst = Map.groupBy(wanted.keys(), (i) =>
    open.has(i) && wanted[i]?.length === 1 ? "" : (wanted[i]?.[0] ?? ""),
  );
  const ranges: Range[] = [];
  words.forEach((word, at) => {
    for (const i of [...(byFirst.get(word.term) ?? []), ...(byFirst.get("") ?? [])]) {
      const terms = wanted[i] ?? [];
      const last = words[at + terms.length - 1];
      if (
        last === undefined ||
        !terms.every((term, k) => fits(words[at + k]?.term, term, open.has(i) && k === terms.length - 1))
      )
        continue;
      ranges.push({ start: word.start, end: last.end });
    }
  });
  return merged(ranges);
}

function fits(found: string | undefined, term: string, open: boolean): boolean {
  return found !== undefined && (open ? found.startsWith(term) : found === term);
}

function merged(ranges: readonly Range[]): Range[] {
  const found: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = found.at(-1);
    if (last !== undefined && range.start < last.end)
      found[found.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else found.push(range);
  }
  return found;
}

export interface Snippet {
  /** A piece of the text, unchanged. */
  readonly text: string;
  /** Where it stands in the whole. */
  readonly start: number;
  readonly end: number;
  /** The hits inside it, from its own beginning. */
  readonly ranges: readonly Range[];
  /** Whether text was left out before and after. */
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
  /** The direction of most of its letters; of its first letter when they are as many. Show it with this, not the page's. */
  readonly dir: "rtl" | "ltr";
}

/** The piece of at most `width` units with the most hits in it, the earliest such, cut between words. */
export function snippet(text: string, ranges: readonly Range[], width: number): Snippet {
  const { start, end } = window(text, ranges, Math.max(1, width));
  const piece = text.slice(start, end);
  const inside = ranges
    .filter((range) => range.end > start && range.start < end)
    .map((range) => ({ start: Math.max(range.start, start) - start, end: Math.min(range.end, end) - start }));
  const cutBefore = text.slice(0, start).trim() !== "";
  const cutAfter = text.slice(end).trim() !== "";
  return { text: piece, start, end, ranges: inside, cutBefore, cutAfter, dir: direction(piece) };
}

function window(text: string, ranges: readonly Range[], width: number): Range {
  if (text.length <= width) return { start: 0, end: text.length };
  const { first, last } = densest(ranges, width);
  const spare = Math.max(0, width - (last - first));
  const wishedStart = Math.max(0, Math.min(first - Math.floor(spare / 3), text.length - width));
  const wishedEnd = Math.min(text.length, wishedStart + width);
  const start = wishedStart === 0 ? 0 : nextStart(text, wishedStart, Math.max(first, wishedStart));
  const end =
    wishedEnd === text.length ? wishedEnd : lastEnd(text, wishedEnd, Math.max(start, Math.min(last, wishedEnd)));
  return end > start
    ? { start, end }
    : { start: wholeCharacter(text, wishedStart), end: wholeCharacter(text, wishedEnd) };
}

function densest(ranges: readonly Range[], width: number): { readonly first: number; readonly last: number } {
  let best = {
    first: ranges[0]?.start ?? 0,
    last: Math.min(ranges[0]?.end ?? 0, (ranges[0]?.start ?? 0) + width),
    hits: 0,
  };
  let low = 0;
  ranges.forEach((range, high) => {
    while (low < high && range.end - (ranges[low]?.start ?? 0) > width) low += 1;
    const first = ranges[low]?.start ?? range.start;
    const hits = high - low + 1;
    if (hits > best.hits) best = { first, last: Math.min(range.end, first + width), hits };
  });
  return best;
}

/** The first beginning of a word at or after `from`, not past `most`. */
function nextStart(text: string, from: number, most: number): number {
  for (let i = from; i < most; i += 1) {
    if (/\s/.test(text.charAt(i - 1)) && !/\s/.test(text.charAt(i))) return i;
  }
  return wholeCharacter(text, most);
}

/** The last end of a word at or before `from`, not before `least`. */
function lastEnd(text: string, from: number, least: number): number {
  for (let i = from; i > least; i -= 1) {
    if (/\s/.test(text.charAt(i)) && !/\s/.test(text.charAt(i - 1))) return i;
  }
  return wholeCharacter(text, Math.max(least, 0));
}

/** Never between the halves of a surrogate pair, nor before a mark that belongs to the letter before it. */
function wholeCharacter(text: string, at: number): number {
  let i = at;
  while (i > 0 && i < text.length && /^[\p{M}\u{dc00}-\u{dfff}]/u.test(text.slice(i, i + 1))) i -= 1;
  return i;
}

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

function direction(text: string): "rtl" | "ltr" {
  let balance = 0;
  let first: "rtl" | "ltr" | undefined;
  for (const [letter] of text.matchAll(/\p{L}/gu)) {
    const dir = rightToLeft.test(letter) ? "rtl" : "ltr";
    first ??= dir;
    balance += dir === "rtl" ? 1 : -1;
  }
  return balance > 0 ? "rtl" : balance < 0 ? "ltr" : (first ?? "ltr");
}
