/**
 * Two 64-bit perceptual hashes of a picture, so that a re-sent, re-compressed or shrunk copy is found again. A small
 * Hamming distance (up to 8–10) means "possibly the same"; a person decides.
 *
 * Definition, for anyone who wants to compute them again. The picture is turned upright (EXIF orientation), laid on white,
 * scaled to fit 512 × 512 (never enlarged), and made grey: Y = 0.299 R + 0.587 G + 0.114 B of the 8-bit sRGB values. Then it is
 * shrunk by exact area average (a pixel that lies across a border counts with the share of its area on each side) to:
 * - dHash: 9 × 8. Row by row, left to right, bit 1 where a cell is brighter than its right neighbour. First bit highest.
 * - pHash: 32 × 32, then a two-dimensional DCT-II; of its 8 × 8 lowest frequencies, row by row (vertical frequency first),
 *   bit 1 where the coefficient is greater than the median of the 63 without the first. First bit highest.
 * Both as 16 lower-case hexadecimal digits. Another scaler in the first step may change a bit or two.
 */

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** 3 bytes a pixel: red, green, blue. */
  readonly rgb: Uint8Array;
}

export function pictureHashes(pixels: Pixels): { dhash: string; phash: string } {
  const grey = greyOf(pixels);
  return { dhash: dHash(grey, pixels), phash: pHash(grey, pixels) };
}

/** Bits in which two hashes of 16 hexadecimal digits differ. */
export function hashDistance(a: string, b: string): number {
  let bits = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  let count = 0;
  for (; bits !== 0n; bits &= bits - 1n) count++;
  return count;
}

function greyOf({ width, height, rgb }: Pixels): Float64Array {
  const grey = new Float64Array(width * height);
  for (let pixel = 0, at = 0; pixel < grey.length; pixel++, at += 3) {
    grey[pixel] = 0.299 * (rgb[at] ?? 0) + 0.587 * (rgb[at + 1] ?? 0) + 0.114 * (rgb[at + 2] ?? 0);
  }
  return grey;
}

function dHash(grey: Float64Array, { width, height }: Pixels): string {
  const cells = shrink(grey, width, height, 9, 8);
  const bits: boolean[] = [];
  for (let y = 0; y < 8; y++)
    for (let x = 0; x < 8; x++) bits.push((cells[y * 9 + x] ?? 0) > (cells[y * 9 + x + 1] ?? 0));
  return hex(bits);
}

function pHash(grey: Float64Array, { width, height }: Pixels): string {
  const cells = shrink(grey, width, height, 32, 32);
  const low: number[] = [];
  for (let v = 0; v < 8; v++) for (let u = 0; u < 8; u++) low.push(coefficient(cells, u, v));
  const sorted = low.slice(1).sort((a, b) => a - b);
  const median = sorted[31] ?? 0;
  return hex(low.map((value) => value > median));
}

const cosines = Array.from({ length: 8 }, (_, k) =>
  Array.from({ length: 32 }, (_, n) => Math.cos((Math.PI * (2 * n + 1) * k) / 64)),
);

function coefficient(cells: Float64Array, u: number, v: number): number {
  const across = cosines[u] ?? [];
  const down = cosines[v] ?? [];
  let sum = 0;
  for (let y = 0; y < 32; y++) {
    let row = 0;
    for (let x = 0; x < 32; x++) row += (cells[y * 32 + x] ?? 0) * (across[x] ?? 0);
    sum += row * (down[y] ?? 0);
  }
  // A flat picture has rounding dust for coefficients; without this its hash would be noise.
  return Math.round(sum * 1e6) / 1e6;
}

/** Area average to `columns` × `rows`, first across, then down. */
function shrink(grey: Float64Array, width: number, height: number, columns: number, rows: number): Float64Array {
  const narrow = new Float64Array(columns * height);
  for (let x = 0; x < columns; x++) {
    const span = spanOf((x * width) / columns, ((x + 1) * width) / columns);
    for (let y = 0; y < height; y++) narrow[y * columns + x] = average(grey, y * width, 1, span);
  }
  const cells = new Float64Array(columns * rows);
  for (let y = 0; y < rows; y++) {
    const span = spanOf((y * height) / rows, ((y + 1) * height) / rows);
    for (let x = 0; x < columns; x++) cells[y * columns + x] = average(narrow, x, columns, span);
  }
  return cells;
}

/** From one place on a line to another: the pixels it touches, and what share of the first and the last lies within. */
interface Span {
  readonly first: number;
  readonly last: number;
  readonly firstShare: number;
  readonly lastShare: number;
  readonly length: number;
}

function spanOf(from: number, to: number): Span {
  const first = Math.floor(from);
  const last = Math.ceil(to) - 1;
  return {
    first,
    last,
    firstShare: Math.min(to, first + 1) - from,
    lastShare: last === first ? 0 : to - last,
    length: to - from,
  };
}

function average(values: Float64Array, base: number, step: number, span: Span): number {
  const { first, last, firstShare, lastShare, length } = span;
  let sum = (values[base + first * step] ?? 0) * firstShare;
  for (let index = first + 1; index < last; index++) sum += values[base + index * step] ?? 0;
  if (last > first) sum += (values[base + last * step] ?? 0) * lastShare;
  return sum / length;
}

function hex(bits: readonly boolean[]): string {
  let value = 0n;
  for (const bit of bits) value = (value << 1n) | (bit ? 1n : 0n);
  return value.toString(16).padStart(16, "0");
}
