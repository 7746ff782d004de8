/** Photographs: drawn scenes without people, with the grain and the EXIF segment of a phone. Nobody could take them for real. */
import sharp from "sharp";
import type { Random } from "../world/random.ts";
import { withExif } from "./exif.ts";
import { type ArchiveFile, invented } from "./file.ts";
import { addGrain } from "./picture.ts";
import { type Scene, scenes } from "./scenes.ts";

export interface Photograph {
  readonly path: string;
  readonly scene: Scene;
  /** Local day and time, UTC+3. */
  readonly day: string;
  readonly time: string;
  readonly latitude: number;
  readonly longitude: number;
}

const size = { width: 1280, height: 960 } as const;

export async function photograph(
  { path, scene, day, time, latitude, longitude }: Photograph,
  random: Random,
): Promise<ArchiveFile> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 1280 960">${scenes[scene](random.fork("scene"))}</svg>`;
  const { data, info } = await sharp(Buffer.from(svg))
    .removeAlpha()
    .blur(0.8)
    .raw()
    .toBuffer({ resolveWithObject: true });
  addGrain(data, random.fork("grain"), 10, 1);
  const jpeg = await sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
    .jpeg({ quality: 68 })
    .toBuffer();
  const instant = new Date(Date.parse(`${day}T${time}:00+03:00`)).toISOString();
  const bytes = withExif(jpeg, {
    description: `${invented.en.replace("—", "-")}; drawn picture: ${scene}`,
    make: "Practice",
    model: "Drawn Phone 1",
    taken: `${day}T${time}:00`,
    offset: "+03:00",
    // A few hundred metres from the place's middle, as a person walks.
    latitude: latitude + (random.below(600) - 300) / 100_000,
    longitude: longitude + (random.below(600) - 300) / 100_000,
    fixed: instant,
  });
  return { path, bytes, modified: instant };
}

/** As a messenger sends a picture on: smaller, pressed harder, all metadata gone. */
export async function resent(photo: ArchiveFile, path: string, modified: string): Promise<ArchiveFile> {
  const bytes = await sharp(photo.bytes).resize(640).jpeg({ quality: 55 }).toBuffer();
  return { path, bytes: new Uint8Array(bytes), modified };
}
