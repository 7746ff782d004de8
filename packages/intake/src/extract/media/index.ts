/** Pictures and recordings: facts, previews and hashes; text only by OCR or by a transcript, later. */
import { type Extractor, ProblemError } from "../contract.ts";
import { extractPicture } from "./picture.ts";
import { extractRecording } from "./recording.ts";

export const pictureExtractor: Extractor = {
  types: [
    "image/jpeg",
    "image/png",
    "image/apng",
    "image/tiff",
    "image/webp",
    "image/gif",
    "image/heic",
    "image/heif",
    "image/heic-sequence",
    "image/heif-sequence",
    "image/avif",
    "image/bmp",
    "image/jp2",
    "image/jpx",
    "image/jpm",
    "image/jxr",
    "image/x-portable-bitmap",
    "image/x-portable-graymap",
    "image/x-portable-pixmap",
  ],
  async extract(raw, type, sink) {
    if (raw.size === 0) throw new ProblemError("empty");
    await extractPicture(raw, type, sink);
  },
};

export const recordingExtractor: Extractor = {
  types: [
    ...[
      "mpeg",
      "mp4",
      "aac",
      "aacp",
      "ogg",
      "opus",
      "wav",
      "flac",
      "amr",
      "aiff",
      "x-ms-wma",
      "x-m4a",
      "midi",
      "ac3",
      "vnd.dolby.dd-raw",
      "ape",
      "x-musepack",
      "wavpack",
      "x-dsf",
    ].map((name) => `audio/${name}`),
    ...[
      "mp4",
      "quicktime",
      "webm",
      "matroska",
      "x-matroska",
      "3gpp",
      "3gpp2",
      "x-msvideo",
      "mpeg",
      "ogg",
      "x-flv",
      "x-m4v",
      "x-ms-asf",
      "x-ms-wmv",
      "mp2t",
      "MP1S",
      "MP2P",
    ].map((name) => `video/${name}`),
    "audio/x-ms-asf",
    "audio/matroska",
    "audio/x-matroska",
    "audio/webm",
    "audio/3gpp",
    "application/ogg",
    "application/vnd.ms-asf",
    "application/mxf",
  ],
  async extract(raw, _type, sink) {
    if (raw.size === 0) throw new ProblemError("empty");
    await extractRecording(raw, sink);
  },
};

export const mediaExtractors: readonly Extractor[] = [pictureExtractor, recordingExtractor];
