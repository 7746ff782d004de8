/**
 * Sound and video: duration, codecs, size, when, where and with what it was recorded, by MediaInfo (WASM). The file is read in
 * pieces wherever MediaInfo wants to look, so a recording of many gigabytes costs a few megabytes. There is no text layer: a
 * transcript comes beside the file (.vtt, .srt) or by import.
 */
import type { MediaInfo } from "mediainfo.js";
import { type Metadata, ProblemError, type Raw, type Sink } from "../contract.ts";
import { findC2pa } from "./c2pa.ts";
import { checkC2pa, unfinished } from "./c2pa-check.ts";
import { isoPosition, mediaDate } from "./dates.ts";

type Track = Readonly<Record<string, unknown>>;

/** More than MediaInfo asks of any honest file; a file that keeps it reading for longer is left with what is known. */
const READ_LIMIT = 512 * 2 ** 20;
const PIECE = 256 * 2 ** 10;

export async function extractRecording(raw: Raw, sink: Sink): Promise<void> {
  const { tracks, cut } = await analyse(raw);
  const general = tracks.find((track) => track["@type"] === "General");
  const streams = tracks.filter(
    (track) => track["@type"] === "Video" || track["@type"] === "Audio" || track["@type"] === "Image",
  );
  const other = otherFacts(general, tracks);
  const credentials = findC2pa(raw);
  if (credentials !== undefined) Object.assign(other, unfinished);
  const playable = general !== undefined && streams.length > 0;
  const facts = playable ? recordingFacts(general, tracks) : {};
  if (playable || Object.keys(other).length > 0) sink.meta({ ...facts, other });
  // After the facts, so that a manifest made to hurt the reader costs nothing but its own verdict.
  if (credentials !== undefined) sink.meta({ other: { ...other, ...(await checkC2pa(raw, credentials)) } });
  if (!playable) throw new ProblemError("damaged", "no sound or picture track found");
  if (
    /^yes/i.test(String(general["IsTruncated"] ?? "")) ||
    (general["extra"] !== undefined && "IsTruncated" in Object(general["extra"]))
  ) {
    sink.problem({ code: "damaged", detail: "recording cut short", partly: true });
  }
  const protectedTrack = tracks.some(
    (track) => track["Encryption"] !== undefined || /^(drm|enc)/i.test(String(track["Format"])),
  );
  if (facts.durationMs === undefined && !protectedTrack)
    sink.problem({ code: "damaged", detail: "no playable length", partly: true });
  if (protectedTrack) sink.problem({ code: "locked", detail: "protected recording", partly: true });
  if (cut) sink.problem({ code: "too-large", detail: `stopped after ${READ_LIMIT} bytes`, partly: true });
}

let ready: Promise<MediaInfo<"object">> | undefined;

/** One instance for all files of this process: making one costs more than reading a short recording. */
async function instance(): Promise<MediaInfo<"object">> {
  ready ??= import("mediainfo.js").then(({ default: mediaInfoFactory }) =>
    mediaInfoFactory({ format: "object", coverData: false, chunkSize: PIECE }),
  );
  return ready;
}

async function analyse(raw: Raw): Promise<{ tracks: readonly Track[]; cut: boolean }> {
  const mediaInfo = await instance();
  let left = READ_LIMIT;
  try {
    const result = await mediaInfo.analyzeData(raw.size, (length, offset) => {
      if (left <= 0) return new Uint8Array(0);
      left -= length;
      return raw.read(offset, length);
    });
    const tracks: unknown = result.media?.track;
    return { tracks: Array.isArray(tracks) ? (tracks as Track[]) : [], cut: left <= 0 };
  } catch (error) {
    // What state it is in now is not known: the next file gets a new one.
    ready = undefined;
    if (error instanceof ProblemError) throw error;
    throw new ProblemError("damaged", "MediaInfo gave up");
  }
}

function recordingFacts(general: Track, tracks: readonly Track[]): Metadata {
  const video =
    tracks.find((track) => track["@type"] === "Video") ?? tracks.find((track) => track["@type"] === "Image");
  const extra = extraOf(general);
  const seconds = Number(general["Duration"] ?? tracks.find((track) => track["Duration"] !== undefined)?.["Duration"]);
  const place = isoPosition(
    extra["com_apple_quicktime_location_ISO6709"] ?? general["Recorded_Location"] ?? extra["xyz"],
  );
  // The phone's own clock with its offset says more than the container's date in UTC.
  const date =
    mediaDate(extra["com_apple_quicktime_creationdate"]) ??
    mediaDate(general["Recorded_Date"]) ??
    mediaDate(general["Encoded_Date"]) ??
    mediaDate(video?.["Encoded_Date"]);
  const modified = mediaDate(general["Tagged_Date"]);
  const make = text(
    extra["com_apple_quicktime_make"] ?? extra["com_android_manufacturer"] ?? general["Encoded_Hardware_CompanyName"],
  );
  const model = text(
    extra["com_apple_quicktime_model"] ?? extra["com_android_model"] ?? general["Encoded_Hardware_Name"],
  );
  const software = text(
    extra["com_apple_quicktime_software"] ?? general["Encoded_Application"] ?? general["Encoded_Library"],
  );
  const title = text(general["Title"] ?? general["Track"]);
  const author = text(general["Performer"] ?? general["Director"] ?? general["Author"]);
  const [width, height] = [Number(video?.["Width"]), Number(video?.["Height"])];
  return {
    ...(Number.isFinite(seconds) && seconds > 0 && { durationMs: Math.round(seconds * 1_000) }),
    ...(width > 0 && height > 0 && { width, height }),
    ...(date !== undefined && { date }),
    ...(modified !== undefined && { modified }),
    ...place,
    ...(make !== undefined && { cameraMake: make }),
    ...(model !== undefined && { cameraModel: model }),
    ...(software !== undefined && { software }),
    ...(title !== undefined && { title }),
    ...(author !== undefined && { author }),
  };
}

const generalFields: Readonly<Record<string, string>> = {
  Format: "container",
  Album: "album",
  Genre: "genre",
  Comment: "comment",
  Copyright: "copyright",
  Cover: "coverPicture",
  Encoded_Date: "encodedDate",
  Recorded_Date: "recordedDate",
  Recorded_Location: "recordedLocation",
};
const trackFields = [
  "Format",
  "Format_Profile",
  "BitRate",
  "Width",
  "Height",
  "FrameRate",
  "Rotation",
  "Channels",
  "SamplingRate",
  "Language",
];

/** One line for each track, and what the container says beside it. */
function otherFacts(general: Track | undefined, tracks: readonly Track[]): Record<string, string> {
  const other: Record<string, string> = {};
  for (const [field, name] of Object.entries(generalFields)) {
    const value = text(general?.[field]);
    if (value !== undefined) other[name] = value;
  }
  for (const [name, value] of Object.entries(extraOf(general)).slice(0, 60)) {
    const plain = text(value);
    if (plain !== undefined) other[name.slice(0, 200)] = plain;
  }
  for (const [index, track] of tracks
    .filter((t) => t["@type"] !== "General")
    .slice(0, 60)
    .entries()) {
    const facts = trackFields.flatMap((field) =>
      track[field] === undefined ? [] : [`${field} ${String(track[field])}`],
    );
    other[`track${index + 1}`] = `${String(track["@type"])}: ${facts.join(", ")}`.slice(0, 2_000);
  }
  return other;
}

function extraOf(track: Track | undefined): Readonly<Record<string, unknown>> {
  const extra = track?.["extra"];
  return typeof extra === "object" && extra !== null ? (extra as Record<string, unknown>) : {};
}

function text(value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const plain = String(value).trim();
  return plain === "" ? undefined : plain.slice(0, 2_000);
}
