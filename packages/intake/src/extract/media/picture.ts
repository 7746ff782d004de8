/**
 * Pictures: facts (EXIF, XMP, IPTC, size), a preview of at most 512 pixels, two perceptual hashes, the video hidden in a motion
 * photo, and the wish that OCR may look at each page. The picture itself is never changed.
 *
 * Facts come out even when the pixels cannot be decoded, and the other way round.
 */
import exifr from "exifr";
import { type Metadata, ProblemError, type Raw, type Sink } from "../contract.ts";
import { findC2pa } from "./c2pa.ts";
import { checkC2pa, remoteManifest, unfinished } from "./c2pa-check.ts";
import { type Blocks, exifMetadata, orientationOf, readExif } from "./exif.ts";
import { hashDistance, pictureHashes } from "./hashes.ts";
import { findMotionVideo } from "./motion.ts";
import { decodePicture, jpegPreview, type Picture } from "./pixels.ts";

const WHOLE = 256 * 2 ** 20;
const HEAD = 16 * 2 ** 20;

export async function extractPicture(raw: Raw, type: string, sink: Sink): Promise<void> {
  const whole = raw.size <= WHOLE;
  const bytes = whole ? raw.all(WHOLE) : raw.read(0, HEAD);
  const blocks = await readExif(bytes);
  const motion = whole ? findMotionVideo(raw, bytes, blocks) : undefined;
  const facts = exifMetadata(blocks);
  const other: Record<string, string> = { ...facts.other };
  const credentials = findC2pa(raw);
  // XMP names the place of a manifest that is not in the file (C2PA 2.1 §11.4).
  Object.assign(other, credentials === undefined ? remoteManifest(blocks?.["dcterms"]?.["provenance"]) : unfinished);
  if (motion !== undefined) other["motionPhoto"] = `video of ${motion.length} bytes at byte ${motion.offset}`;
  if (!whole) {
    sink.meta({
      ...facts,
      other: credentials === undefined ? other : { ...other, ...(await checkC2pa(raw, credentials)) },
    });
    throw new ProblemError("too-large", `picture over ${WHOLE} bytes`);
  }

  const picture = await decoded(bytes, type);
  if (picture instanceof ProblemError) sink.meta({ ...facts, other });
  else await emitPicture(picture, bytes, blocks, facts, other, sink);
  if (motion !== undefined) {
    sink.childRange(
      { name: "motion-photo.mp4", position: 1, claimedType: "video/mp4", role: "inline" },
      motion.offset,
      motion.length,
    );
  }
  // Last, so that a manifest made to hurt the reader costs nothing but its own verdict.
  if (credentials !== undefined) sink.meta({ other: { ...other, ...(await checkC2pa(raw, credentials)) } });
  if (picture instanceof ProblemError) sink.problem({ ...picture.problem, partly: Object.keys(facts).length > 0 });
}

async function emitPicture(
  picture: Picture,
  bytes: Uint8Array,
  blocks: Blocks | undefined,
  facts: Metadata,
  other: Record<string, string>,
  sink: Sink,
): Promise<void> {
  const hashes = pictureHashes(picture);
  const thumbnail = await thumbnailNote(bytes, blocks, hashes.dhash);
  if (thumbnail !== undefined) other["embeddedThumbnail"] = thumbnail;
  const sideways = picture.decoder === "libvips" && orientationOf(blocks) >= 5;
  other["hashes"] = `dHash and pHash, 64 bit, definition 1, pixels by ${picture.decoder}`;
  sink.meta({
    ...facts,
    width: sideways ? picture.fullHeight : picture.fullWidth,
    height: sideways ? picture.fullWidth : picture.fullHeight,
    ...(picture.pages > 1 && { pages: picture.pages }),
    ...hashes,
    other,
  });
  sink.preview(await jpegPreview(picture), "image/jpeg");
  sink.needsOcr(ocrPages(picture), "picture");
}

/** Pages of a TIFF are pages; frames of an animation show one thing, and the first is enough. */
function ocrPages(picture: Picture): number[] {
  const count = picture.paged ? Math.min(picture.pages, 10_000) : 1;
  return Array.from({ length: count }, (_, index) => index + 1);
}

async function decoded(bytes: Uint8Array, type: string): Promise<Picture | ProblemError> {
  try {
    return await decodePicture(bytes, type);
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
}

/**
 * The little picture a camera stores beside the big one. Editors often forget it: when the two differ, the thumbnail may show
 * what the picture showed before. Distance of the dHashes; above about 10 it deserves a look.
 */
async function thumbnailNote(
  bytes: Uint8Array,
  blocks: Blocks | undefined,
  dhash: string,
): Promise<string | undefined> {
  if (blocks?.["ifd1"]?.["ThumbnailLength"] === undefined) return undefined;
  try {
    const thumbnail = await exifr.thumbnail(bytes);
    if (thumbnail === undefined) return undefined;
    // The thumbnail is stored the way the sensor lay, like the picture, and has no orientation of its own.
    const small = await decodePicture(thumbnail, "image/jpeg");
    const size = `${thumbnail.length} bytes, ${small.fullWidth}x${small.fullHeight}`;
    return orientationOf(blocks) === 1
      ? `${size}, dHash distance to the picture ${hashDistance(pictureHashes(small).dhash, dhash)}`
      : size;
  } catch {
    return "present, not readable";
  }
}
