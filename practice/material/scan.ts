/** Scans: a drawn page as a cheap flat-bed scanner gives it back, a little askew, with grain and specks. */
import sharp from "sharp";
import type { Random } from "../world/random.ts";
import type { ArchiveFile } from "./file.ts";
import type { PageStory } from "./layout.ts";
import { letterPdf } from "./letter-pdf.ts";
import { addGrain, greyPage } from "./picture.ts";

export interface Scan {
  /** Ends in .png or .jpg. */
  readonly path: string;
  readonly scanned: string;
  readonly page: PageStory;
  /** Degrees, positive is clockwise. */
  readonly skew: number;
  readonly dpi: number;
}

export async function scan({ path, scanned, page, skew, dpi }: Scan, random: Random): Promise<ArchiveFile> {
  const pdf = letterPdf({ path: "", title: "", author: "", written: scanned, pages: [page] });
  const clean = greyPage(pdf.bytes, dpi);
  const turned = await sharp(clean.pixels, { raw: { width: clean.width, height: clean.height, channels: 1 } })
    .rotate(skew, { background: "#e9e9e9" })
    .blur(0.6)
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = new Uint8Array(turned.data);
  const png = path.endsWith(".png");
  // Grain over every pixel would make a lossless file of megabytes.
  addGrain(pixels, random, png ? 90 : 26, png ? 0.012 : 1);
  const image = sharp(pixels, {
    raw: { width: turned.info.width, height: turned.info.height, channels: 1 },
  }).withDensity(dpi);
  const bytes = await (png
    ? image.png({ palette: true, colours: 16, compressionLevel: 9, dither: 0 })
    : image.jpeg({ quality: 72 })
  ).toBuffer();
  return { path, bytes: new Uint8Array(bytes), modified: scanned };
}
