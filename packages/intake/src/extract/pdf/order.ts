/**
 * Reading order of a drawn line. The page gives us what UAX #9 produced; we look for the text that, put through UAX #9
 * again, draws exactly that line. Several texts can draw the same line (UNHCR 2014 and 2014 UNHCR in an Arabic sentence
 * look alike): the candidates are tried from the most usual to the least and the first that draws the line wins.
 */
import { type BidiClass, bidiClass, type Direction, levels, reorder } from "./bidi.ts";

/** How neutrals between Latin letters and numbers are read in a right-to-left line. */
interface Reading {
  /** What keeps a number in the same left-to-right run as the Latin word left of it. */
  readonly join: "always" | "no-bracket" | "no-space";
  /** Whether a hyphen or plus keeps two numbers together. */
  readonly signs: boolean;
  /** In a left-to-right line: numbers left of an Arabic run belong to that run. */
  readonly numbersInside: boolean;
}

const readings: readonly Reading[] = [
  { join: "always", signs: true, numbersInside: false },
  { join: "always", signs: false, numbersInside: true },
  { join: "no-bracket", signs: true, numbersInside: false },
  { join: "no-bracket", signs: false, numbersInside: true },
  { join: "no-space", signs: true, numbersInside: false },
  { join: "no-space", signs: false, numbersInside: true },
];

const bracket = /[()[\]{}]/;

/**
 * Takes one character per cluster (its base letter), left to right as drawn; gives the indices in reading order and
 * whether the text read so draws the same line again.
 */
export function readingOrder(drawn: readonly string[], base: Direction): { order: number[]; exact: boolean } {
  const classes = drawn.map(bidiClass);
  const simple = simpleOrder(classes, base);
  if (simple !== undefined) return { order: simple, exact: true };
  let first: number[] | undefined;
  for (const reading of readings) {
    const proposed = base === 1 ? levelsInRtl(drawn, classes, reading) : levelsInLtr(classes, reading);
    const order = reorder(proposed);
    first ??= order;
    if (draws(order, drawn, classes, base)) return { order, exact: true };
  }
  return { order: first ?? drawn.map((_, i) => i), exact: false };
}

/** One direction only: nothing to weigh. */
function simpleOrder(classes: readonly BidiClass[], base: Direction): number[] | undefined {
  const forward = (): number[] => classes.map((_, i) => i);
  const rtl = classes.some((kind) => kind === "R" || kind === "AL" || kind === "AN");
  if (!rtl && base === 0) return forward();
  const ltr = classes.some((kind) => kind === "L" || kind === "EN" || kind === "AN");
  return !ltr && base === 1 ? forward().reverse() : undefined;
}

function draws(
  order: readonly number[],
  drawn: readonly string[],
  classes: readonly BidiClass[],
  base: Direction,
): boolean {
  const chars = order.map((i) => drawn[i] ?? "");
  const logical = order.map((i) => classes[i] ?? "ON");
  return reorder(levels(chars, logical, base)).every((at, i) => order[at] === i);
}

const isRight = (kind: BidiClass | undefined): boolean => kind === "R" || kind === "AL";
const isNumber = (kind: BidiClass | undefined): boolean => kind === "EN" || kind === "AN";

/** Levels, in drawn order, of a line whose paragraph runs right to left. */
function levelsInRtl(drawn: readonly string[], classes: readonly BidiClass[], reading: Reading): Uint8Array {
  const out = new Uint8Array(classes.length).fill(1);
  for (let from = 0; from < classes.length; from++) {
    if (isRight(classes[from])) continue;
    let to = from;
    while (to < classes.length && !isRight(classes[to])) to++;
    leftToRightStretch(drawn, classes, from, to, reading, out);
    from = to;
  }
  return out;
}

/** One stretch without right-to-left letters: Latin words, numbers and what stands between them. */
function leftToRightStretch(
  drawn: readonly string[],
  classes: readonly BidiClass[],
  from: number,
  to: number,
  reading: Reading,
  out: Uint8Array,
): void {
  let previous = -1;
  let afterLatin = false;
  for (let i = from; i < to; i++) {
    const kind = classes[i];
    if (kind !== "L" && !isNumber(kind)) continue;
    out[i] = 2;
    if (previous >= 0 && previous < i - 1) {
      const between = drawn.slice(previous + 1, i).join("");
      const separators = classes.slice(previous + 1, i);
      let joined: boolean;
      if (kind === "L") joined = afterLatin;
      else if (!afterLatin) joined = joinsNumbers(classes[previous], kind, separators, reading);
      else if (reading.join === "always") joined = true;
      else if (reading.join === "no-bracket") joined = !bracket.test(between);
      else joined = !/\s/.test(between) && !bracket.test(between);
      if (joined) out.fill(2, previous + 1, i);
      else afterLatin = false;
    } else if (previous < 0 || previous !== i - 1) {
      afterLatin = false;
    }
    if (kind === "L") afterLatin = true;
    previous = i;
  }
  currencySigns(classes, from, to, out);
}

function joinsNumbers(
  left: BidiClass | undefined,
  right: BidiClass | undefined,
  between: readonly BidiClass[],
  reading: Reading,
): boolean {
  if (between.every((kind) => kind === "ET")) return true;
  if (between.length !== 1 || left !== right) return false;
  return between[0] === "CS" || (between[0] === "ES" && reading.signs && left === "EN");
}

/** W5: per cent and currency signs beside a European number stand with it. */
function currencySigns(classes: readonly BidiClass[], from: number, to: number, out: Uint8Array): void {
  for (let i = from; i < to; i++) {
    if (classes[i] !== "ET") continue;
    let end = i;
    while (end < to && classes[end] === "ET") end++;
    if (classes[i - 1] === "EN" || classes[end] === "EN") out.fill(2, i, end);
    i = end - 1;
  }
}

/** Levels, in drawn order, of a line whose paragraph runs left to right. */
function levelsInLtr(classes: readonly BidiClass[], reading: Reading): Uint8Array {
  const out = new Uint8Array(classes.length);
  for (let i = 0; i < classes.length; i++) {
    if (!isRight(classes[i]) && classes[i] !== "AN") continue;
    let last = i;
    for (let k = i; k < classes.length && classes[k] !== "L"; k++)
      if (isRight(classes[k]) || classes[k] === "AN") last = k;
    let first = i;
    if (reading.numbersInside)
      for (let k = i - 1; k >= 0 && classes[k] !== "L"; k--) if (isNumber(classes[k])) first = k;
    for (let k = first; k <= last; k++) out[k] = isNumber(classes[k]) ? 2 : 1;
    for (let k = first + 1; k < last; k++) {
      const single = classes[k] === "CS" || (classes[k] === "ES" && reading.signs);
      if (single && isNumber(classes[k - 1]) && classes[k - 1] === classes[k + 1]) out[k] = 2;
    }
    i = last;
  }
  return out;
}
