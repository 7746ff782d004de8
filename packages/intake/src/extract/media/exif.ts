/**
 * What a picture says about how it was made: EXIF, XMP and IPTC by exifr, as facts of the contract. The date is that of taking,
 * with the offset the camera recorded or with none; the GPS clock, which is UTC, is kept beside it, not mixed in.
 */
import exifr from "exifr";
import type { Metadata } from "../contract.ts";
import { exifDate, position } from "./dates.ts";

type Block = Readonly<Record<string, unknown>>;
export type Blocks = Readonly<Record<string, Block | undefined>>;

const options = {
  tiff: true,
  ifd1: true,
  exif: true,
  gps: true,
  interop: false,
  xmp: true,
  iptc: true,
  icc: false,
  jfif: false,
  ihdr: false,
  makerNote: false,
  userComment: true,
  mergeOutput: false,
  reviveValues: false,
  translateValues: false,
} as const;

/** Undefined when there is nothing to read or it is broken: a picture without facts is no fault. */
export async function readExif(bytes: Uint8Array): Promise<Blocks | undefined> {
  try {
    return (await exifr.parse(bytes, options)) as Blocks | undefined;
  } catch {
    return undefined;
  }
}

/** The EXIF orientation, 1 to 8. */
export function orientationOf(blocks: Blocks | undefined): number {
  const value = blocks?.["ifd0"]?.["Orientation"];
  return typeof value === "number" && value >= 1 && value <= 8 ? value : 1;
}

export function exifMetadata(blocks: Blocks | undefined): Metadata {
  if (blocks === undefined) return {};
  const ifd0 = blocks["ifd0"] ?? {};
  const exif = blocks["exif"] ?? {};
  const gps = blocks["gps"] ?? {};
  const iptc = blocks["iptc"] ?? {};
  const xmp = { ...blocks["xmp"], ...blocks["dc"], ...blocks["photoshop"] };
  const offset = exif["OffsetTimeOriginal"] ?? exif["OffsetTime"];
  const date =
    exifDate(exif["DateTimeOriginal"], exif["SubSecTimeOriginal"], offset) ??
    exifDate(
      exif["CreateDate"] ?? exif["DateTimeDigitized"],
      exif["SubSecTimeDigitized"],
      exif["OffsetTimeDigitized"],
    ) ??
    exifDate(blocks["xmp"]?.["CreateDate"]);
  const modified = exifDate(ifd0["ModifyDate"], exif["SubSecTime"], exif["OffsetTime"]);
  const place = position(gps["latitude"], gps["longitude"]);
  const make = words(ifd0["Make"]);
  const model = words(ifd0["Model"]);
  const software = words(ifd0["Software"]) ?? words(blocks["xmp"]?.["CreatorTool"]);
  const author = words(ifd0["Artist"]) ?? words(xmp["creator"]) ?? words(iptc["Byline"]);
  const title = words(xmp["title"]) ?? words(iptc["ObjectName"]) ?? words(ifd0["ImageDescription"]);
  const other = otherFacts(blocks, gps, iptc, xmp);
  return {
    ...(date !== undefined && { date }),
    ...(modified !== undefined && { modified }),
    ...place,
    ...(make !== undefined && { cameraMake: make }),
    ...(model !== undefined && { cameraModel: model }),
    ...(software !== undefined && { software }),
    ...(author !== undefined && { author }),
    ...(title !== undefined && { title }),
    ...(Object.keys(other).length > 0 && { other }),
  };
}

function otherFacts(blocks: Blocks, gps: Block, iptc: Block, xmp: Block): Record<string, string> {
  const ifd0 = blocks["ifd0"] ?? {};
  const exif = blocks["exif"] ?? {};
  const orientation = orientationOf(blocks);
  const found: Record<string, string | undefined> = {
    orientation: orientation === 1 ? undefined : String(orientation),
    gpsTime: gpsTime(gps),
    altitude: altitude(gps),
    direction: number(gps["GPSImgDirection"]),
    description: words(ifd0["ImageDescription"]) ?? words(xmp["description"]) ?? words(iptc["Caption"]),
    copyright: words(ifd0["Copyright"]) ?? words(xmp["rights"]) ?? words(iptc["CopyrightNotice"]),
    keywords: words(iptc["Keywords"]) ?? words(xmp["subject"]),
    city: words(iptc["City"]) ?? words(xmp["City"]),
    country: words(iptc["Country"]) ?? words(xmp["Country"]),
    exposureSeconds: number(exif["ExposureTime"]),
    fNumber: number(exif["FNumber"]),
    iso: number(exif["ISO"]),
    focalLengthMm: number(exif["FocalLength"]),
    lens: words(exif["LensModel"]),
    cameraSerial: words(exif["BodySerialNumber"]),
    imageUniqueId: words(exif["ImageUniqueID"]),
    userComment: comment(exif["UserComment"] ?? exif["userComment"]),
    xmpDocumentId: words(blocks["xmpMM"]?.["DocumentID"]),
    xmpOriginalDocumentId: words(blocks["xmpMM"]?.["OriginalDocumentID"]),
    digitalSourceType: words(blocks["Iptc4xmpExt"]?.["DigitalSourceType"]),
  };
  const other: Record<string, string> = {};
  for (const [name, value] of Object.entries(found)) if (value !== undefined) other[name] = value.slice(0, 2_000);
  return other;
}

/** Text of a tag: trimmed at the first NUL, lists joined, language alternatives by their value. */
function words(value: unknown): string | undefined {
  if (Array.isArray(value)) return words(value.filter((item) => typeof item === "string").join("; "));
  if (typeof value === "object" && value !== null && "value" in value) return words(value.value);
  if (typeof value !== "string") return undefined;
  const text = (value.split("\0")[0] ?? "").trim();
  return text === "" ? undefined : text.slice(0, 2_000);
}

function number(value: unknown): string | undefined {
  return typeof value === "number" && Number.isFinite(value) ? String(Number(value.toPrecision(8))) : undefined;
}

/** UserComment begins with eight bytes that name its encoding (EXIF 2.32 §4.6.5). */
function comment(value: unknown): string | undefined {
  if (!(value instanceof Uint8Array)) return words(value);
  const code = Buffer.from(value.subarray(0, 8)).toString("latin1");
  const body = value.subarray(8);
  if (code.startsWith("UNICODE")) return words(new TextDecoder(body[0] === 0 ? "utf-16be" : "utf-16le").decode(body));
  return code.startsWith("ASCII") ? words(new TextDecoder("utf-8").decode(body)) : undefined;
}

function gpsTime(gps: Block): string | undefined {
  const day = String(gps["GPSDateStamp"] ?? "").replaceAll(":", "-");
  const time = gps["GPSTimeStamp"];
  if (!/^\d{4}-\d\d-\d\d/.test(day) || !Array.isArray(time) || time.length !== 3) return undefined;
  const two = (n: unknown) => String(Math.trunc(Number(n))).padStart(2, "0");
  return `${day.slice(0, 10)}T${two(time[0])}:${two(time[1])}:${two(time[2])}Z`;
}

function altitude(gps: Block): string | undefined {
  const metres = number(gps["GPSAltitude"]);
  if (metres === undefined) return undefined;
  const reference = gps["GPSAltitudeRef"];
  const below = reference === 1 || (reference instanceof Uint8Array && reference[0] === 1);
  return below ? `-${metres}` : metres;
}
