/**
 * From placed characters to written clusters: a base letter with the letters and marks that share its glyph or sit on it.
 *
 * A PDF glyph that stands for several letters gives mupdf one character with the glyph's width and others with none, and
 * mupdf turns right-to-left fragments around letter by letter, the letters inside a glyph included. So a letter without
 * width belongs to a neighbour, and which one, and in which order, is decided by where it touches:
 * - lam-alef drawn as two glyphs, or as one: always lam first, whatever order the file gives (Word writes it backwards);
 * - letters at the right edge of the following glyph are the rest of that glyph, in reverse;
 * - letters at the left edge of the glyph before are its continuation;
 * - a group without any width that begins with a mark is a whole cluster turned around (`ActualText` of a marked letter).
 */
import { hasRightToLeft } from "./bidi.ts";
import { type Box, type Glyph, unite } from "./glyphs.ts";

export interface Cluster {
  /** Logical order inside the cluster. */
  text: string;
  x0: number;
  x1: number;
  readonly size: number;
  readonly seq: number;
  /** False when the file gives no width: its extent, and so a gap beside it, is not known. */
  readonly wide: boolean;
  readonly space: boolean;
  marks: string;
  box: Box;
}

const lams = /^[\u0644\u06b5-\u06b8]$/;
const alefs = /^[\u0622\u0623\u0625\u0627\u0671-\u0673\u0675]$/;
const onlyMarks = /^[\p{M}\u0640]*\p{M}$/u;
/** Directional controls draw nothing and would disturb the order; joiners are spelling and stay. */
const controls = /(?!\s)\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const presentation = /[\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Letters as typed: presentation forms become letters, a mark on a carrier space becomes the mark. */
export function plainLetters(text: string): string {
  const clean = text.replace(controls, "");
  if (!presentation.test(clean)) return clean;
  const letters = clean.normalize("NFKC");
  return letters.length > 1 ? letters.replace(/^[ \u0640](?=\p{M})/u, "") : letters;
}

/** The clusters of one drawn line, in no particular order. `glyphs` come in stream order. */
export function clusters(glyphs: readonly Glyph[]): Cluster[] {
  const letters = glyphs
    .map((glyph) => ({ ...glyph, text: plainLetters(glyph.text) }))
    .filter((glyph) => glyph.text !== "");
  const out = new Map<number, Cluster>();
  for (const [i, glyph] of letters.entries())
    if (isWide(glyph) && !onlyMarks.test(glyph.text)) out.set(i, open(glyph, true));

  const lonelyMarks: Glyph[] = [];
  for (const group of widthless(letters)) {
    const first = letters[group.from];
    if (first === undefined) continue;
    const members = letters.slice(group.from, group.to);
    if (members.every((member) => onlyMarks.test(member.text))) {
      lonelyMarks.push(...members);
      continue;
    }
    if (onlyMarks.test(first.text)) {
      const whole = open(first, false);
      whole.text = members
        .reverse()
        .map((member) => member.text)
        .join("");
      out.set(group.from, whole);
      continue;
    }
    const text = members.map((member) => member.text);
    const before = hostAt(letters, out, group.from - 1, first.fragment);
    const after = hostAt(letters, out, group.to, first.fragment);
    const near = 0.03 * first.size;
    const letter = text[0] ?? "";
    if (before !== undefined && lams.test(before.text) && alefs.test(letter) && touches(first.x0, before, near)) {
      before.text += text.join("");
    } else if (after !== undefined && Math.abs(first.x0 - after.x1) <= near && hasRightToLeft(letter)) {
      after.text += text.reverse().join("");
    } else if (before !== undefined && touches(first.x0, before, near)) {
      before.text += text.join("");
    } else if (after !== undefined && touches(first.x0, after, near)) {
      after.text += text.join("");
    } else {
      const whole = open(first, false);
      whole.text = text.join("");
      out.set(group.from, whole);
    }
  }
  for (const glyph of letters) if (isWide(glyph) && onlyMarks.test(glyph.text)) lonelyMarks.push(glyph);

  const list = [...out.values()];
  for (const mark of lonelyMarks.sort((a, b) => a.seq - b.seq)) attach(list, mark);
  for (const cluster of list) {
    const [first = "", second = ""] = cluster.text;
    if (cluster.text.length === 2 && alefs.test(first) && lams.test(second)) cluster.text = second + first;
    cluster.text += cluster.marks;
  }
  return withoutOverprint(list);
}

function open(glyph: Glyph, wide: boolean): Cluster {
  const { text, x0, x1, size, seq, box } = glyph;
  return { text, x0, x1, size, seq, wide, space: text.trim() === "", marks: "", box };
}

function isWide(glyph: Glyph): boolean {
  return glyph.x1 - glyph.x0 > 0.01 * glyph.size;
}

/** Runs of characters without width at one place of one fragment. */
function* widthless(letters: readonly Glyph[]): Generator<{ from: number; to: number }> {
  for (let from = 0; from < letters.length; from++) {
    const first = letters[from];
    if (first === undefined || isWide(first)) continue;
    let to = from + 1;
    for (; to < letters.length; to++) {
      const next = letters[to];
      if (next === undefined || isWide(next) || next.fragment !== first.fragment) break;
      if (Math.abs(next.x0 - first.x0) > 0.02 * first.size) break;
    }
    yield { from, to };
    from = to - 1;
  }
}

function hostAt(
  letters: readonly Glyph[],
  out: ReadonlyMap<number, Cluster>,
  at: number,
  fragment: number,
): Cluster | undefined {
  const host = out.get(at);
  if (host === undefined || host.space || !host.wide || letters[at]?.fragment !== fragment) return undefined;
  return hasRightToLeft(host.text) ? host : undefined;
}

function touches(x: number, host: Cluster, near: number): boolean {
  return Math.abs(x - host.x0) <= near || Math.abs(x - host.x1) <= near;
}

/**
 * Puts a mark on the letter it sits on: inside it or at its left edge, where a right-to-left pen leaves it. An unmapped
 * joining stroke (U+FFFD) counts as a letter here: a mark drawn on it belongs to the letter it lengthens.
 */
function attach(list: readonly Cluster[], mark: Glyph): void {
  let best: Cluster | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  const x = (mark.x0 + mark.x1) / 2;
  for (const cluster of list) {
    if (cluster.space || !/[\p{L}\ufffd]/u.test(cluster.text)) continue;
    const from = cluster.x0 - 0.06 * mark.size;
    const to = cluster.wide ? cluster.x1 - 0.1 * mark.size : cluster.x1 + 0.06 * mark.size;
    const outside = x < from ? from - x : x > to ? x - to : 0;
    const distance =
      outside +
      Math.min(Math.abs(cluster.seq - mark.seq), 50) * 0.001 * mark.size +
      (cluster.seq > mark.seq ? 0.0005 : 0);
    if (distance < bestDistance) {
      bestDistance = distance;
      best = cluster;
    }
  }
  if (best !== undefined && bestDistance < 2 * mark.size) best.marks += mark.text.replaceAll("\u0640", "");
}

/** Bold drawn by printing twice: the second copy lies on the first. */
function withoutOverprint(list: readonly Cluster[]): Cluster[] {
  const sorted = [...list].sort((a, b) => a.x0 - b.x0 || a.seq - b.seq);
  const kept: Cluster[] = [];
  for (const cluster of sorted) {
    let twin: Cluster | undefined;
    for (let i = kept.length - 1; i >= 0 && i >= kept.length - 3; i--) {
      const earlier = kept[i];
      if (earlier === undefined || earlier.text !== cluster.text || !cluster.wide) continue;
      if (
        Math.abs(earlier.x0 - cluster.x0) < 0.08 * cluster.size &&
        Math.abs(earlier.x1 - cluster.x1) < 0.08 * cluster.size
      )
        twin = earlier;
    }
    if (twin === undefined) kept.push(cluster);
    else twin.box = unite(twin.box, cluster.box);
  }
  return kept;
}
