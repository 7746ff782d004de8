/**
 * Display order of a line of mixed-direction text: the Unicode Bidirectional Algorithm (UAX #9, revision 48) as far as a
 * drawn line needs it. Rules W1–W7, N0–N2, I1–I2 and L2 are here; explicit embeddings and isolates (X1–X10) are not,
 * because a page holds glyphs, not controls. Used to check that a reading order we propose really draws the page we see.
 */

export type BidiClass = "L" | "R" | "AL" | "EN" | "AN" | "ES" | "ET" | "CS" | "NSM" | "WS" | "ON";
/** 0 left to right, 1 right to left. */
export type Direction = 0 | 1;

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const arabic = /[\u0600-\u07bf\u0860-\u08ff\ufb50-\ufdff\ufe70-\ufefc]|[\u{10d00}-\u{10d3f}\u{1ec70}-\u{1eeff}]/u;

/** True when any character of the text is written from right to left. */
export function hasRightToLeft(text: string): boolean {
  return rightToLeft.test(text);
}

/** The bidirectional class of a character, taken from its first code point. */
export function bidiClass(char: string): BidiClass {
  const code = char.codePointAt(0) ?? 0x20;
  if (code < 0x80) return asciiClass(code);
  if (code >= 0x660 && code <= 0x669) return "AN";
  if (code === 0x66b || code === 0x66c || code === 0x6dd || (code >= 0x600 && code <= 0x605)) return "AN";
  if (code >= 0x6f0 && code <= 0x6f9) return "EN";
  if (code === 0x60c || code === 0xa0) return "CS";
  if (code === 0x66a || code === 0xb0 || code === 0xb1 || (code >= 0x2030 && code <= 0x2034)) return "ET";
  if (/^\p{Sc}/u.test(char)) return code === 0x60b ? "AL" : "ET";
  if (code === 0x2212) return "ES";
  if (/^\p{Mn}/u.test(char)) return "NSM";
  if (/^\s/u.test(char)) return "WS";
  if (rightToLeft.test(char)) {
    if (code === 0x60e || code === 0x60f || code === 0x606 || code === 0x607 || code === 0x6de || code === 0x6e9)
      return "ON";
    if (code === 0xfd3e || code === 0xfd3f) return "ON";
    return arabic.test(char) ? "AL" : "R";
  }
  return /^[\p{L}\p{Nl}\p{Mc}\p{So}]/u.test(char) && !/^\p{So}/u.test(char) ? "L" : "ON";
}

function asciiClass(code: number): BidiClass {
  if (code >= 0x30 && code <= 0x39) return "EN";
  if ((code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)) return "L";
  if (code <= 0x20) return "WS";
  if (code === 0x2b || code === 0x2d) return "ES";
  if (code === 0x23 || code === 0x24 || code === 0x25) return "ET";
  if (code === 0x2c || code === 0x2e || code === 0x2f || code === 0x3a) return "CS";
  return "ON";
}

const opening = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);
const closing = new Set(opening.values());

/** Embedding levels of a line in logical order: odd levels run right to left. `chars` gives the brackets for rule N0. */
export function levels(chars: readonly string[], classes: readonly BidiClass[], base: Direction): Uint8Array {
  const resolved = resolveWeak(classes, base);
  resolveBrackets(chars, resolved, base);
  resolveNeutrals(resolved, base);
  return Uint8Array.from(resolved, (kind) => {
    if (kind === "R") return 1;
    if (kind === "L") return base === 0 ? 0 : 2;
    return 2;
  });
}

/** L2: the positions of `lineLevels` from left to right. It is its own inverse when levels are listed in visual order. */
export function reorder(lineLevels: ArrayLike<number>): number[] {
  const order = Array.from({ length: lineLevels.length }, (_, i) => i);
  let highest = 0;
  let lowestOdd = 127;
  for (const index of order) {
    const level = lineLevels[index] ?? 0;
    highest = Math.max(highest, level);
    if (level % 2 === 1) lowestOdd = Math.min(lowestOdd, level);
  }
  for (let level = highest; level >= lowestOdd; level--) {
    for (let from = 0; from < order.length; from++) {
      if ((lineLevels[order[from] ?? 0] ?? 0) < level) continue;
      let to = from;
      while (to + 1 < order.length && (lineLevels[order[to + 1] ?? 0] ?? 0) >= level) to++;
      order.splice(from, to - from + 1, ...order.slice(from, to + 1).reverse());
      from = to;
    }
  }
  return order;
}

type Resolved = "L" | "R" | "EN" | "AN" | "ON";

/** W1–W7. What is left is strong, a number or neutral. */
function resolveWeak(classes: readonly BidiClass[], base: Direction): Resolved[] {
  const kinds: BidiClass[] = [...classes];
  const sor: BidiClass = base === 1 ? "R" : "L";
  let strong: BidiClass = sor;
  let before: BidiClass = sor;
  for (let i = 0; i < kinds.length; i++) {
    let kind = kinds[i] ?? "ON";
    if (kind === "NSM") kind = before; // W1
    before = kind;
    if (kind === "L" || kind === "R" || kind === "AL") strong = kind;
    if (kind === "EN" && strong === "AL") kind = "AN"; // W2
    kinds[i] = kind;
  }
  for (let i = 0; i < kinds.length; i++) if (kinds[i] === "AL") kinds[i] = "R"; // W3
  for (let i = 1; i < kinds.length - 1; i++) {
    const kind = kinds[i];
    const left = kinds[i - 1];
    if (left !== kinds[i + 1]) continue;
    if (left === "EN" && (kind === "ES" || kind === "CS")) kinds[i] = "EN"; // W4
    if (left === "AN" && kind === "CS") kinds[i] = "AN";
  }
  for (let i = 0; i < kinds.length; i++) {
    if (kinds[i] !== "ET") continue;
    let end = i;
    while (kinds[end] === "ET") end++;
    const number = kinds[i - 1] === "EN" || kinds[end] === "EN"; // W5
    for (let k = i; k < end; k++) kinds[k] = number ? "EN" : "ON"; // W6
    i = end - 1;
  }
  strong = sor;
  return kinds.map((kind): Resolved => {
    if (kind === "L" || kind === "R") strong = kind;
    if (kind === "EN") return strong === "L" ? "L" : "EN"; // W7
    return kind === "L" || kind === "R" || kind === "AN" ? kind : "ON";
  });
}

/** N0: a pair of brackets takes the direction of what it holds. */
function resolveBrackets(chars: readonly string[], kinds: Resolved[], base: Direction): void {
  const stack: { close: string; at: number }[] = [];
  const pairs: [number, number][] = [];
  for (let i = 0; i < kinds.length; i++) {
    if (kinds[i] !== "ON") continue;
    const char = chars[i] ?? "";
    const close = opening.get(char);
    if (close !== undefined) {
      if (stack.length === 63) break;
      stack.push({ close, at: i });
    } else if (closing.has(char)) {
      const match = stack.findLastIndex((open) => open.close === char);
      const open = stack[match];
      if (open === undefined) continue;
      pairs.push([open.at, i]);
      stack.length = match;
    }
  }
  const embedding = base === 1 ? "R" : "L";
  for (const [from, to] of pairs.sort((a, b) => a[0] - b[0])) {
    let found: "embedding" | "opposite" | undefined;
    for (let i = from + 1; i < to; i++) {
      const side = sideOf(kinds[i]);
      if (side === embedding) {
        found = "embedding";
        break;
      }
      if (side !== undefined) found = "opposite";
    }
    if (found === undefined) continue;
    let takes: "L" | "R" = embedding;
    if (found === "opposite") {
      let context: "L" | "R" = embedding;
      for (let i = from - 1; i >= 0; i--) {
        const side = sideOf(kinds[i]);
        if (side === undefined) continue;
        context = side;
        break;
      }
      takes = context;
    }
    kinds[from] = takes;
    kinds[to] = takes;
  }
}

/** N1, N2: neutrals between equals go with them, others with the paragraph. */
function resolveNeutrals(kinds: Resolved[], base: Direction): void {
  const embedding = base === 1 ? "R" : "L";
  for (let i = 0; i < kinds.length; i++) {
    if (kinds[i] !== "ON") continue;
    let end = i;
    while (kinds[end] === "ON") end++;
    const left = i === 0 ? embedding : sideOf(kinds[i - 1]);
    const right = end === kinds.length ? embedding : sideOf(kinds[end]);
    for (let k = i; k < end; k++) kinds[k] = left === right && left !== undefined ? left : embedding;
    i = end - 1;
  }
}

function sideOf(kind: Resolved | undefined): "L" | "R" | undefined {
  if (kind === "L") return "L";
  return kind === "R" || kind === "EN" || kind === "AN" ? "R" : undefined;
}
