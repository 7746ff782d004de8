/**
 * Pages as grey PNG pictures for OCR: PDF pages at 300 dpi by mupdf; photographs and scans upright, on white, enlarged when
 * their letters would be too small. TIFF may hold many pages. HEIC by libheif, all else by libvips.
 */
import { emptyStore } from "mupdf";
import sharp, { type Sharp } from "sharp";
import { ProblemError, type Raw } from "../extract/contract.ts";
import { isHeic, withHeic } from "../extract/media/heic.ts";
import { openPdf } from "../extract/pdf/document.ts";
import { damage } from "../extract/pdf/faults.ts";
import { greyPage } from "../extract/pdf/render.ts";
import { mostPicturePixels, type PageRead, type PageShape } from "../parser/events.ts";
import { mostPixels, type PagePicture } from "./pixels.ts";

export const readingDpi = 300;
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

/**
 * Draws pages and gives them out as grey pixels: for an engine outside the sandbox, where no picture format may be decoded
 * (whoever took this process over could write the file that breaks the decoder).
 */
export async function drawnPages(
  raw: Raw,
  type: string,
  pages: readonly number[],
  give: (shape: PageShape, pixels: Uint8Array) => void,
  told?: (page: PageRead) => void,
): Promise<void> {
  for await (const picture of pagePictures(raw, type, pages)) {
    const drawing = { tool: "amana-page-picture", version: "1" };
    if ("problem" in picture) {
      told?.({ page: picture.page, found: "failed", ...drawing, problem: picture.problem.problem });
      continue;
    }
    const { page, width, height, dpi, unit } = picture;
    if (width * height > mostPicturePixels) {
      told?.({ page, found: "failed", ...drawing, problem: { code: "too-large", detail: `page ${page}` } });
      continue;
    }
    const decoded = sharp(picture.png, { limitInputPixels: mostPixels }).greyscale().toColourspace("b-w");
    give({ page, width, height, dpi, unit }, await decoded.raw().toBuffer());
  }
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
          // The scan of one page is not on the next: kept, every page would make the process larger for good.
          emptyStore();
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
  if (!isHeic(bytes))
    return drawn(sharp(bytes, { limitInputPixels: mostPixels, failOn: "none", page: page - 1 }), page);
  return withHeic(bytes, mostPixels / 2, ({ width, height, rgba }) =>
    drawn(sharp(rgba, { raw: { width, height, channels: 4 } }), page),
  );
}

async function drawn(image: Sharp, page: number): Promise<PagePicture> {
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

function pictureProblem(error: unknown, page: number): ProblemError {
  if (error instanceof ProblemError) return error;
  const message = error instanceof Error ? error.message : "";
  if (/pixel limit|too large|exceeds/i.test(message)) return new ProblemError("too-large", `page ${page}`);
  if (/unsupported image format|no loader/i.test(message)) return new ProblemError("not-supported", `page ${page}`);
  return new ProblemError("damaged", `page ${page}`);
}
