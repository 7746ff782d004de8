/** Pictures of pages once they are drawn: cut, turned, made of pixels. Knows no format but the PNG we write ourselves. */
import sharp from "sharp";
import type { PageShape } from "../parser/events.ts";
import type { Picture } from "./reading.ts";

// One page at a time: nothing is asked for twice, and the other core has a page of its own.
sharp.cache(false);
sharp.concurrency(1);

/** The same bound the previews have: 0x3FFF × 0x3FFF pixels. */
export const mostPixels = 268_402_689;

export interface PagePicture extends Picture {
  /** From 1. */
  readonly page: number;
  readonly width: number;
  readonly height: number;
  /** Multiply pixels of this picture by it to get the source's unit: hundredths of a point (PDF), pixels as shown (picture). */
  readonly unit: number;
}

/** The other side: a picture out of its pixels. Undefined when they are not as many as the shape says. */
export async function fromPixels(shape: PageShape, pixels: Uint8Array): Promise<PagePicture | undefined> {
  const { page, width, height, dpi, unit } = shape;
  if (pixels.length !== width * height) return undefined;
  const png = await sharp(pixels, { raw: { width, height, channels: 1 } })
    .toColourspace("b-w")
    .png({ compressionLevel: 1 })
    .toBuffer();
  return { page, png, width, height, dpi, unit };
}

/**
 * The part of a page with the most writing: about a fifth of its height, cut between lines, for a first look at its script.
 */
export async function densestStripe(picture: PagePicture): Promise<Picture> {
  const wanted = Math.max(400, Math.round(picture.height / 5));
  if (wanted >= picture.height) return picture;
  const contrast = await rowContrast(picture);
  let sum = contrast.slice(0, wanted).reduce((a, b) => a + b, 0);
  let best = sum;
  let top = 0;
  for (let y = wanted; y < contrast.length; y++) {
    sum += (contrast[y] ?? 0) - (contrast[y - wanted] ?? 0);
    if (sum > best) {
      best = sum;
      top = y - wanted + 1;
    }
  }
  // Half a line confuses the engine more than a missing one.
  const from = blankRow(contrast, top, wanted / 4);
  const to = Math.max(from + 50, blankRow(contrast, Math.min(contrast.length - 1, top + wanted), wanted / 4));
  const margin = 40;
  const png = await sharp(picture.png, { limitInputPixels: mostPixels })
    .extract({ left: 0, top: from, width: picture.width, height: Math.min(picture.height, to) - from })
    .extend({ top: margin, bottom: margin, left: 0, right: 0, background: "#ffffff" })
    .toColourspace("b-w")
    .png({ compressionLevel: 1 })
    .toBuffer();
  return { png, dpi: picture.dpi };
}

/** For every row of pixels the difference between its lightest and darkest part: writing alternates, a black bar does not. */
async function rowContrast(picture: PagePicture): Promise<number[]> {
  const columns = 96;
  const { data, info } = await sharp(picture.png, { limitInputPixels: mostPixels })
    .greyscale()
    .resize({ width: columns, height: picture.height, fit: "fill" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Array.from({ length: info.height }, (_, y) => {
    let least = 255;
    let most = 0;
    for (let x = 3; x < columns - 3; x++) {
      const value = data[(y * columns + x) * info.channels] ?? 255;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return most - least;
  });
}

/** The emptiest row within `reach` of `at`. */
function blankRow(contrast: readonly number[], at: number, reach: number): number {
  let best = at;
  for (let y = Math.max(0, Math.round(at - reach)); y <= Math.min(contrast.length - 1, at + reach); y++) {
    const [here, there] = [contrast[y] ?? 255, contrast[best] ?? 255];
    if (here < there || (here === there && Math.abs(y - at) < Math.abs(best - at))) best = y;
  }
  return best;
}

/** The picture turned by a multiple of 90 degrees clockwise. */
export async function turned(picture: PagePicture, degrees: 90 | 180 | 270): Promise<PagePicture> {
  const { data, info } = await sharp(picture.png, { limitInputPixels: mostPixels })
    .rotate(degrees)
    .png({ compressionLevel: 1 })
    .toBuffer({ resolveWithObject: true });
  return { ...picture, png: data, width: info.width, height: info.height };
}
