/**
 * Which characters the typefaces of a PDF can show. PDF/A forbids a letter without a picture, and an empty box would hide what
 * was written: what neither face has is spelled out as its number, [U+1F600].
 */

/** Spells out what cannot be shown. Expects text that went through `printable`. */
export function showable(text: string): string {
  if (ordinary.test(text)) return text;
  let shown = "";
  for (const { segment } of clusters.segment(text)) shown += cluster(segment);
  return shown;
}

/** ASCII and the letters of Arabic and Sorani stand in one face each and need no look at clusters. */
const ordinary =
  /^[\n\t\u0020-\u007e\u0621-\u063a\u0641-\u064a\u0660-\u0669\u060c\u061b\u061f\u067e\u0686\u0695\u0698\u06a4\u06a9\u06af\u06b5\u06be\u06c6\u06cc\u06ce\u06d5]*$/;
const clusters = new Intl.Segmenter("und", { granularity: "grapheme" });

/** A letter and its marks must stand in one face, or the marks would have nothing to stand on. */
function cluster(segment: string): string {
  const points = [...segment];
  const has = (face: (point: number) => boolean) =>
    points.every((c) => invisible.test(c) || face(c.codePointAt(0) ?? 0));
  if (has(inLatin) || has(inArabic)) return segment;
  const face = [inLatin, inArabic].find((each) => each(points[0]?.codePointAt(0) ?? 0));
  return points
    .filter((c) => !invisible.test(c))
    .map((c) =>
      face?.(c.codePointAt(0) ?? 0) ? c : `[U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`,
    )
    .join("");
}

const invisible = /^[\n\t\u200b-\u200f\u061c]$/;

/** Ranges in base 36: how far behind the last range, and how many more follow. All styles of a face have them. */
const latin = unpack(
  "w-2m y-67 2m 5-1 p-1 r-3 b 2-1 5 9 i 7 4 f 3 2 7 a 2 6 k 7 k-1g 6-2s 2-v 5-1 f-6 2 2-j 2-17 2-1 4 r h 2-9 3-1s 2 2 2-3 4 2 3a-1 63-j 3 a-q 6-4 4lr-1 3-3 3 2-1 2-1 3-2 2-1 1t 4 4 n 1x-4b 3 2-2h 7-l 3-5 3-11 3-5 3-7 2 2 2 2-u 3-1g 2-e 2-d 3-5 2-i 3-2 2-8 2-13 8-8 2-5 4 2 3-4 4 x-1 3-q 2-c 6-2 3-1 3-1 3 2 e 1t-3 2-1 3 3-3 2 2 2-1 3-1 2-1 3 2 2 2-1 7 7-4 q-1d c-b d 6 e-1 3-1 a-e 13-d 2-d 2-1 4-8 b 6 5 4 3-1 g 7-2 2-1 5-1 3-3 h-3 g-3 19 16 j-1 d g-1 8-1 4p ct-1 h-1 3-1 5-1 3-1 5-1 2-3 3-8 1a k 2 3 9 8 a-q d 3 2-1 3-3 15 3 a-2 5f 3j-3 vr-c 8-3 o84-2 3-1 2w-3 gil-d 2-4 2 2-1 2-1 2-8 xb 2 15af-1",
);
const arabic = unpack(
  "w-2m y-67 2v-1 28 3o-1 2-1 7-1 h 2-2 10-8 2 2 6 3 h-2 k8-4 2-6x 29-1b 7l-1 f c a-7 k j-q 45g-1 7-7 d-1 5-1 3-3 l-1 l-1 9-3 7-5 h-5 d-1 3-1 2j-1 7h-l 3-a 2 2 9-1 2-1 5-2 4 4 2 b 11 1k 9y-1 2 5 qa 1o5 14i7-35 i-a4 h-1r 3-1h 15-d 37-2 2 2-3q 77",
);

const inLatin = (point: number) => within(latin, point);
const inArabic = (point: number) => within(arabic, point);

function unpack(packed: string): Uint32Array {
  const bounds: number[] = [];
  let at = 0;
  for (const range of packed.split(" ")) {
    const [step = "", more = "0"] = range.split("-");
    const from = at + Number.parseInt(step, 36);
    at = from + Number.parseInt(more, 36);
    bounds.push(from, at);
  }
  return Uint32Array.from(bounds);
}

function within(bounds: Uint32Array, point: number): boolean {
  let low = 0;
  let high = bounds.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (point < (bounds[2 * middle] ?? 0)) high = middle - 1;
    else if (point > (bounds[2 * middle + 1] ?? 0)) low = middle + 1;
    else return true;
  }
  return false;
}
