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
const narrow = 1_400;

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

/** The part of a page with the most writing: a fifth of its height, for a first look at its script. */
export async function densestStripe(picture: PagePicture): Promise<Picture> {
  const height = Math.max(Math.min(picture.height, 160), Math.round(picture.height / 6));
  if (height >= picture.height) return picture;
  const { data } = await sharp(picture.png, { limitInputPixels: mostPixels })
    .resize({ width: 64, height: picture.height, fit: "fill" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const rows = Array.from({ length: picture.height }, (_, y) => {
    let least = 255;
    let most = 0;
    for (let x = 4; x < 60; x++) {
      const value = data[y * 64 + x] ?? 255;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    // Contrast along the row: writing alternates, a photograph's black bar does not.
    return most - least;
  });
  let sum = rows.slice(0, height).reduce((a, b) => a + b, 0);
  let best = sum;
  let top = 0;
  for (let y = height; y < rows.length; y++) {
    sum += (rows[y] ?? 0) - (rows[y - height] ?? 0);
    if (sum > best) {
      best = sum;
      top = y - height + 1;
    }
  }
  const png = await sharp(picture.png, { limitInputPixels: mostPixels })
    .extract({ left: 0, top, width: picture.width, height })
    .png({ compressionLevel: 1 })
    .toBuffer();
  return { png, dpi: picture.dpi };
}

/** The picture turned by a multiple of 90 degrees clockwise. */
export async function turned(picture: PagePicture, degrees: 90 | 180 | 270): Promise<PagePicture> {
  const { data, info } = await sharp(picture.png, { limitInputPixels: mostPixels })
    .rotate(degrees)
    .png({ compressionLevel: 1 })
    .toBuffer({ resolveWithObject: true });
  return { ...picture, png: data, width: info.width, height: info.height };
}
