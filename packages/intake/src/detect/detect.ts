/**
 * What a source is, from its bytes: the first 64 KiB, and where the wrapper alone does not say (zip, OLE, gzip), what lies
 * inside. The name breaks ties between kinds of text; it never decides alone. Types are IANA names where one exists.
 */
import { fileTypeFromBuffer } from "file-type";
import type { Raw } from "../extract/contract.ts";
import { sniffCharset } from "./charset.ts";
import { binaryType, lateType } from "./magic.ts";
import { oleType } from "./ole.ts";
import { textType } from "./text.ts";
import { gzipType, zipType } from "./wrapped.ts";

export interface Detected {
  /** IANA media type; `application/octet-stream` when nothing is known. */
  readonly type: string;
  /** Of text only: its encoding, as iconv names it. */
  readonly charset?: string;
}

/** Bytes looked at first. */
export const sampleBytes = 64 * 2 ** 10;

export async function detect(raw: Raw): Promise<Detected> {
  const sample = raw.read(0, sampleBytes);
  const found = sniffCharset(sample);
  const wrapper = binaryType(sample) ?? (await byFileType(sample, found?.clean === true)) ?? lateType(sample);
  if (wrapper === "application/zip") return { type: zipType(raw) };
  if (wrapper === "application/gzip") return { type: gzipType(sample) };
  if (wrapper === "application/x-cfb") return { type: oleType(raw) };
  if (wrapper !== undefined) return { type: wrapper };
  if (found === undefined) return { type: hasPdfHead(sample, 1_024) ? "application/pdf" : "application/octet-stream" };
  const type = textType(found.decode(sample), raw.name);
  // Junk before `%PDF-` is common; a mail or page that speaks of PDF is not one.
  if (type === "text/plain" && hasPdfHead(sample, 1_024)) return { type: "application/pdf" };
  return { type, charset: found.charset };
}

/**
 * file-type is right about most binary formats by their first bytes. What it says of text and of wrappers is found more
 * exactly here; its names that are not IANA's or that parsers know by another are brought to one.
 */
async function byFileType(sample: Uint8Array, cleanText: boolean): Promise<string | undefined> {
  const found = await fileTypeFromBuffer(sample).catch(() => undefined);
  if (found === undefined || textual.has(found.mime)) return undefined;
  // Two letters make a bitmap or a program by signature, and also begin a sentence.
  if (cleanText && /^(image|audio|video|font)\/|msdownload|compress/.test(found.mime)) return undefined;
  if (found.mime.endsWith("+zip") || zipped.test(found.mime)) return "application/zip";
  return renamed[found.mime] ?? found.mime;
}
const textual = new Set([
  "application/xml",
  "text/calendar",
  "text/vcard",
  "image/svg+xml",
  "text/vtt",
  "text/html",
  "application/pgp-encrypted",
]);
const zipped =
  /^application\/(vnd\.openxmlformats|vnd\.oasis\.opendocument|java-archive|vnd\.ms-(word|excel|powerpoint|visio))/;
const renamed: Readonly<Record<string, string>> = {
  "application/x-rar-compressed": "application/vnd.rar",
  "video/vnd.avi": "video/x-msvideo",
  "audio/vnd.wave": "audio/wav",
  "audio/x-m4a": "audio/mp4",
  "audio/x-flac": "audio/flac",
  "application/x-apache-arrow": "application/vnd.apache.arrow.file",
};

function hasPdfHead(sample: Uint8Array, within: number): boolean {
  return Buffer.from(sample.buffer, sample.byteOffset, Math.min(sample.length, within)).includes("%PDF-");
}
