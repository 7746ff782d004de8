/**
 * Pages as grey PNG pictures for OCR: PDF pages at 300 dpi by mupdf; photographs and scans upright, on white, enlarged when
 * their letters would be too small. TIFF may hold many pages. HEIC by libheif, all else by libvips.
 */
import sharp, { type Sharp } from "sharp";
import { ProblemError, type Raw } from "../extract/contract.ts";
import { openPdf } from "../extract/pdf/document.ts";
import { damage } from "../extract/pdf/faults.ts";
import { greyPage } from "../extract/pdf/render.ts";
import type { Picture } from "./reading.ts";

export interface PagePicture extends Picture {
  /** From 1. */
  readonly page: number;
  readonly width: number;
  readonly height: number;
  /** Multiply pixels of this picture by it to get the source's unit: hundredths of a point (PDF), pixels as shown (picture). */
  readonly unit: number;
}

export const readingDpi = 300;
/** The same bound the previews have: 0x3FFF × 0x3FFF pixels. */
const mostPixels = 268_402_689;
/** Scans below this width are enlarged: letters under about 20 pixels are read badly. */
const narrow = 1_100;

/** The pages one after the other; a page that cannot be drawn gives the problem and not the end. */
export async function* pagePictures(
  raw: Raw,
  type: string,
  pages: readonly number[],
): AsyncGenerator<PagePicture | { readonly page: number; readonly problem: ProblemError }> {
  if (type === "application/pdf") yield* pdfPages(raw, pages);
  else yield* pictures(raw, pages);
}

function* pdfPages(
  raw: Raw,
  pages: readonly number[],
): Generator<PagePicture | { page: number; problem: ProblemError }> {
  const document = openPdf(raw);
  try {
    for (const page of pages) {
      try {
        const sheet = document.loadPage(page - 1);
        try {
          const { png, width, height, dpi } = greyPage(sheet, readingDpi);
          yield { page, png, width, height, dpi: Math.round(dpi), unit: 7_200 / dpi };
        } finally {
          sheet.destroy();
        }
      } catch (error) {
        const problem = damage(error, `page ${page}`);
        if (!(problem instanceof ProblemError)) throw problem;
        yield { page, problem };
      }
    }
  } finally {
    document.destroy();
  }
}

async function* pictures(
  raw: Raw,
  pages: readonly number[],
): AsyncGenerator<PagePicture | { page: number; problem: ProblemError }> {
  sharp.cache(false);
  sharp.concurrency(1);
  const bytes = raw.all();
  for (const page of pages) {
    try {
      yield await onePicture(bytes, page);
    } catch (error) {
      yield { page, problem: pictureProblem(error, page) };
    }
  }
}

async function onePicture(bytes: Uint8Array, page: number): Promise<PagePicture> {
  const image = (await heic(bytes)) ?? sharp(bytes, { limitInputPixels: mostPixels, failOn: "none", page: page - 1 });
  const { width, height, density } = await image.metadata();
  const scale = width > 0 && width < narrow ? Math.min(3, Math.max(2, narrow / width)) : 1;
  let upright: Sharp = image.autoOrient().flatten({ background: "#ffffff" }).greyscale();
  if (scale > 1)
    upright = upright.resize({
      width: Math.round(width * scale),
      height: Math.round(height * scale),
      fit: "inside",
      kernel: "lanczos3",
    });
  const { data, info } = await upright
    .toColourspace("b-w")
    .png({ compressionLevel: 1 })
    .toBuffer({ resolveWithObject: true });
  // A camera writes 72 for want of anything better; a page of ordinary width tells more.
  const stated =
    density !== undefined && density >= 100 && density <= 1_200
      ? density * scale
      : (Math.max(info.width, info.height) / 11.7) | 0;
  return {
    page,
    png: data,
    width: info.width,
    height: info.height,
    dpi: Math.min(1_200, Math.max(70, Math.round(stated))),
    unit: 1 / scale,
  };
}

async function heic(bytes: Uint8Array): Promise<Sharp | undefined> {
  const brand = Buffer.from(bytes.subarray(4, 12)).toString("latin1");
  if (!/^ftyp(heic|heix|hevc|hevx|heim|heis|mif1|msf1)/.test(brand)) return undefined;
  const { default: decoder } = await import("heic-decode");
  const images = await decoder.all({ buffer: bytes });
  try {
    const first = images[0];
    if (first === undefined) throw new ProblemError("damaged", "no picture in HEIF");
    if (first.width * first.height > mostPixels / 2) throw new ProblemError("too-large", "pixel limit");
    const { width, height, data } = await first.decode();
    return sharp(Buffer.from(data), { raw: { width, height, channels: 4 } });
  } finally {
    images.dispose();
  }
}

function pictureProblem(error: unknown, page: number): ProblemError {
  if (error instanceof ProblemError) return error;
  const message = error instanceof Error ? error.message : "";
  if (/pixel limit|too large|exceeds/i.test(message)) return new ProblemError("too-large", `page ${page}`);
  if (/unsupported image format|no loader/i.test(message)) return new ProblemError("not-supported", `page ${page}`);
  return new ProblemError("damaged", `page ${page}`);
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
