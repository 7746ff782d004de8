/**
 * Pixels of a picture, upright, on white, at most 512 on the longer side: what the preview and the hashes are made from. JPEG,
 * PNG, WebP, GIF, TIFF and AVIF by libvips (sharp); HEIC by libheif; BMP, JPEG 2000 and other old ones by mupdf. A picture of more
 * than 268 million pixels (sharp's own limit) is refused before it is decoded.
 */
import sharp, { type Sharp } from "sharp";
import { ProblemError } from "../contract.ts";
import type { Pixels } from "./hashes.ts";
import { isHeic, withHeic } from "./heic.ts";

export const PREVIEW_SIDE = 512;
/** 0x3FFF × 0x3FFF: about 1 GB as RGBA, more than any camera makes. */
const PIXEL_LIMIT = 268_402_689;

export interface Picture extends Pixels {
  /** Size of the whole picture as stored, before it is turned upright. */
  readonly fullWidth: number;
  readonly fullHeight: number;
  /** Pages of a TIFF, frames of an animation. */
  readonly pages: number;
  /** True when `pages` are pages to read, not frames of an animation. */
  readonly paged: boolean;
  readonly decoder: "libvips" | "libheif" | "mupdf";
}

// One picture at a time in a process that is watched for memory: no cache, no threads of its own.
sharp.cache(false);
sharp.concurrency(1);

export async function decodePicture(bytes: Uint8Array, type: string): Promise<Picture> {
  if (isHeic(bytes)) return decodeHeic(bytes);
  if (/bmp|jp2|jpx|jpm|jxr|x-portable/.test(type) || isBmp(bytes)) return decodeWithMupdf(bytes);
  return decodeWithSharp(bytes);
}

/** JPEG: made in an eighth of the time WebP takes, and a tenth larger. */
export async function jpegPreview({ rgb, width, height }: Pixels): Promise<Uint8Array> {
  return sharp(rgb, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 75 })
    .toBuffer();
}

async function decodeWithSharp(bytes: Uint8Array): Promise<Picture> {
  try {
    const image = sharp(bytes, { limitInputPixels: PIXEL_LIMIT, failOn: "none", pages: 1 });
    const { width, height, pages, format } = await image.metadata();
    const small = await shrunk(image.autoOrient());
    return {
      ...small,
      fullWidth: width,
      fullHeight: height,
      pages: pages ?? 1,
      paged: format === "tiff",
      decoder: "libvips",
    };
  } catch (error) {
    throw pictureProblem(error);
  }
}

async function shrunk(image: Sharp): Promise<Pixels> {
  const { data, info } = await image
    .resize({ width: PREVIEW_SIDE, height: PREVIEW_SIDE, fit: "inside", withoutEnlargement: true })
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    .removeAlpha()
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  if (info.channels === 3) return { width: info.width, height: info.height, rgb: data };
  const rgb = new Uint8Array(info.width * info.height * 3);
  for (let pixel = 0; pixel < info.width * info.height; pixel++)
    rgb.fill(data[pixel * info.channels] ?? 0, pixel * 3, pixel * 3 + 3);
  return { width: info.width, height: info.height, rgb };
}

function pictureProblem(error: unknown): ProblemError {
  const message = error instanceof Error ? error.message : "";
  if (/pixel limit|too large|exceeds/i.test(message)) return new ProblemError("too-large", "pixel limit");
  if (/unsupported image format|no loader|compression/i.test(message))
    return new ProblemError("not-supported", "libvips");
  return new ProblemError("damaged", "libvips gave up");
}

/** libheif turns the picture upright by itself: the file's own rotation is applied and EXIF is not. */
async function decodeHeic(bytes: Uint8Array): Promise<Picture> {
  try {
    return await withHeic(bytes, PIXEL_LIMIT / 2, async ({ width, height, rgba, pictures }) => {
      const small = await shrunk(sharp(rgba, { raw: { width, height, channels: 4 } }));
      return { ...small, fullWidth: width, fullHeight: height, pages: pictures, paged: false, decoder: "libheif" };
    });
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError("damaged", "libheif gave up");
  }
}

async function decodeWithMupdf(bytes: Uint8Array): Promise<Picture> {
  const mupdf = await import("mupdf");
  try {
    const image = new mupdf.Image(bytes);
    try {
      const [fullWidth, fullHeight] = [image.getWidth(), image.getHeight()];
      if (fullWidth * fullHeight > PIXEL_LIMIT / 4) throw new ProblemError("too-large", "pixel limit");
      const pixmap = image.toPixmap();
      const rgb = pixmap.convertToColorSpace(mupdf.ColorSpace.DeviceRGB, true);
      const [width, height] = [rgb.getWidth(), rgb.getHeight()];
      // Alpha is counted among the components.
      const channels = rgb.getNumberOfComponents();
      const data = packed(rgb.getPixels(), width, height, channels, rgb.getStride());
      rgb.destroy();
      pixmap.destroy();
      const small = await shrunk(sharp(data, { raw: { width, height, channels: channels === 4 ? 4 : 3 } }));
      return { ...small, fullWidth, fullHeight, pages: 1, paged: false, decoder: "mupdf" };
    } finally {
      image.destroy();
    }
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError("damaged", "mupdf gave up");
  }
}

/** Copies out of WASM memory, which moves when it grows, and drops the padding at the end of each row. */
function packed(
  pixels: Uint8ClampedArray,
  width: number,
  height: number,
  channels: number,
  stride: number,
): Uint8Array {
  const rows = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++)
    rows.set(pixels.subarray(y * stride, y * stride + width * channels), y * width * channels);
  return rows;
}

function isBmp(bytes: Uint8Array): boolean {
  return bytes[0] === 0x42 && bytes[1] === 0x4d;
}
