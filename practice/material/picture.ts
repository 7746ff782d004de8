/** Drawn pages as pixels, and the grain of a cheap scanner or a phone: noise with a seed, never the machine's own chance. */
import * as mupdf from "mupdf";
import type { Random } from "../world/random.ts";

export interface Grey {
  readonly width: number;
  readonly height: number;
  /** One byte a pixel, 0 black. */
  readonly pixels: Uint8Array;
}

/** The first page of a PDF at so many dots an inch, grey. */
export function greyPage(pdf: Uint8Array, dpi: number): Grey {
  const document = mupdf.Document.openDocument(pdf, "application/pdf");
  const page = document.loadPage(0);
  const pixmap = page.toPixmap(mupdf.Matrix.scale(dpi / 72, dpi / 72), mupdf.ColorSpace.DeviceGray, false, true);
  const [width, height, stride] = [pixmap.getWidth(), pixmap.getHeight(), pixmap.getStride()];
  const source = pixmap.getPixels();
  const pixels = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1)
    pixels.set(source.subarray(row * stride, row * stride + width), row * width);
  pixmap.destroy();
  page.destroy();
  document.destroy();
  return { width, height, pixels };
}

/** Adds grain in place: `strength` is the largest change of a pixel, `share` the part of pixels changed (0…1). */
export function addGrain(pixels: Uint8Array, random: Random, strength: number, share: number): void {
  for (let index = 0; index < pixels.length; index += 1) {
    // One draw gives both: whether, and how much.
    const draw = random.uint32();
    if ((draw & 0xffff) / 0x10000 >= share) continue;
    const change = Math.round((((draw >>> 16) / 0xffff) * 2 - 1) * strength);
    pixels[index] = Math.max(0, Math.min(255, (pixels[index] ?? 0) + change));
  }
}
