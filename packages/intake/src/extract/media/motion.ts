/**
 * A phone's "motion photo" or "live photo" hides a short video behind the picture. Android: the XMP of the picture says how
 * many bytes at the end of the file are the video (Google Motion Photo 1.0 and the older MicroVideo). Samsung: a marker
 * before it. The video is offered as a range of the file, when an ISO media header really stands there.
 */
import type { Raw } from "../contract.ts";
import type { Blocks } from "./exif.ts";

export interface MotionVideo {
  readonly offset: number;
  readonly length: number;
}

const SAMSUNG_MARK = "MotionPhoto_Data";

export function findMotionVideo(raw: Raw, bytes: Uint8Array, blocks: Blocks | undefined): MotionVideo | undefined {
  for (const back of candidates(blocks)) {
    const found = videoAt(raw, raw.size - back);
    if (found !== undefined) return found;
  }
  const mark = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).lastIndexOf(SAMSUNG_MARK, undefined, "latin1");
  return mark < 0 ? undefined : videoAt(raw, mark + SAMSUNG_MARK.length);
}

function candidates(blocks: Blocks | undefined): number[] {
  const camera = blocks?.["GCamera"] ?? {};
  const offset = Number(camera["MicroVideoOffset"]);
  const found = Number.isSafeInteger(offset) && offset > 0 ? [offset] : [];
  const directory: unknown = blocks?.["Container"]?.["Directory"];
  const items = Array.isArray(directory) ? directory : [];
  for (const item of items.reverse()) {
    const length = Number(lengthOf(item));
    if (Number.isSafeInteger(length) && length > 0) found.push(length);
  }
  return found;
}

function lengthOf(item: unknown): unknown {
  if (typeof item !== "object" || item === null) return undefined;
  if ("Length" in item) return item.Length;
  return "Item" in item ? lengthOf(item.Item) : undefined;
}

function videoAt(raw: Raw, offset: number): MotionVideo | undefined {
  if (offset <= 0 || offset + 12 > raw.size) return undefined;
  const head = Buffer.from(raw.read(offset, 12)).toString("latin1");
  return head.slice(4, 8) === "ftyp" ? { offset, length: raw.size - offset } : undefined;
}
