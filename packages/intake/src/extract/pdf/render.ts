/** Pictures of pages: the small preview, the page OCR reads, and a glance that tells an empty page from a drawn one. */
import * as mupdf from "mupdf";
import { jpegPreview } from "../media/pixels.ts";

/** No page is rendered with more pixels than this: 64 million grey bytes, an A2 sheet at 400 dpi. */
const mostPixels = 64_000_000;

export interface GreyPage {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** What was used: lower than asked for where the page is too large. */
  readonly dpi: number;
}

/** Longest side at most `side` pixels, to be made a JPEG. Undefined when the page has no area. */
export function pagePreview(page: mupdf.Page, side = 512): (() => Promise<Uint8Array>) | undefined {
  const [x0, y0, x1, y1] = page.getBounds();
  const longest = Math.max(x1 - x0, y1 - y0);
  if (!(longest > 0) || !Number.isFinite(longest)) return undefined;
  // One pixel less: the bounds are rounded outwards.
  const scale = Math.min(4, (side - 1) / longest);
  return draw(page, scale, mupdf.ColorSpace.DeviceRGB, (pixels) => {
    const [width, height] = [pixels.getWidth(), pixels.getHeight()];
    const rgb = rowsOf(pixels, width, height, 3);
    // mupdf's own JPEG is progressive, and made by WASM: it takes ten times as long.
    return () => jpegPreview({ width, height, rgb });
  });
}

/** The page as a grey PNG. */
export function greyPage(page: mupdf.Page, dpi: number): GreyPage {
  const [x0, y0, x1, y1] = page.getBounds();
  const area = Math.max(1, (x1 - x0) * (y1 - y0));
  const scale = Math.min(dpi / 72, Math.sqrt(mostPixels / area));
  return draw(page, scale, mupdf.ColorSpace.DeviceGray, (pixels) => ({
    png: pixels.asPNG().slice(),
    width: pixels.getWidth(),
    height: pixels.getHeight(),
    dpi: Math.floor(scale * 72),
  }));
}

/** True when something is drawn: seen at 36 dpi, where a hair line still leaves a trace. */
export function hasInk(page: mupdf.Page): boolean {
  const [x0, y0, x1, y1] = page.getBounds();
  const area = Math.max(1, (x1 - x0) * (y1 - y0));
  const scale = Math.min(0.5, Math.sqrt(4_000_000 / area));
  const seen = (pixels: mupdf.Pixmap): boolean => {
    let dark = 0;
    for (const value of pixels.getPixels()) if (value < 0xe0) dark++;
    return dark > 20;
  };
  // Comment icons and form frames are drawn by the viewer: they are no text of the page.
  return draw(page, scale, mupdf.ColorSpace.DeviceGray, seen, false);
}

function draw<T>(
  page: mupdf.Page,
  scale: number,
  space: mupdf.ColorSpace,
  use: (pixels: mupdf.Pixmap) => T,
  notes = true,
): T {
  const pixels = page.toPixmap(mupdf.Matrix.scale(scale, scale), space, false, notes);
  try {
    return use(pixels);
  } finally {
    pixels.destroy();
  }
}

/** A copy out of WASM memory, which moves when it grows, without the padding at the end of each row. */
function rowsOf(pixels: mupdf.Pixmap, width: number, height: number, channels: number): Uint8Array {
  const stride = pixels.getStride();
  const all = pixels.getPixels();
  const rows = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++)
    rows.set(all.subarray(y * stride, y * stride + width * channels), y * width * channels);
  return rows;
}
