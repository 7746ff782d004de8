/** What a PDF states about itself: the Info dictionary, and XMP where Info is silent (PDF 32000-1, 14.3). */
import type * as mupdf from "mupdf";
import type { Metadata } from "../contract.ts";
import { attempt } from "./faults.ts";

const maximum = 2_000;

export function pdfMetadata(document: mupdf.Document, pages: number): Metadata {
  const info = (key: string): string | undefined => clean(attempt(() => document.getMetaData(key)));
  const pdf = document.asPDF();
  const xmp = pdf === null ? "" : (attempt(() => readXmp(pdf)) ?? "");
  const creator = info("info:Creator") ?? xmpValue(xmp, "xmp:CreatorTool");
  const producer = info("info:Producer") ?? xmpValue(xmp, "pdf:Producer");
  const software = [creator, producer].filter((part) => part !== undefined).join(" / ");
  const title = info("info:Title") ?? xmpValue(xmp, "dc:title");
  const author = info("info:Author") ?? xmpValue(xmp, "dc:creator");
  const date = pdfDate(info("info:CreationDate")) ?? xmpValue(xmp, "xmp:CreateDate");
  const modified = pdfDate(info("info:ModDate")) ?? xmpValue(xmp, "xmp:ModifyDate");
  const other: Record<string, string> = {};
  for (const [name, value] of [
    ["subject", info("info:Subject") ?? xmpValue(xmp, "dc:description")],
    ["keywords", info("info:Keywords")],
    ["format", info("format")],
    ["encryption", info("encryption")],
    ["language", pdf === null ? undefined : clean(attempt(() => pdf.getLanguage() ?? undefined))],
    ["repaired", pdf !== null && attempt(() => pdf.wasRepaired()) === true ? "yes" : undefined],
    ["versions", pdf === null ? undefined : versions(pdf)],
  ] as const) {
    if (value !== undefined && value !== "None") other[name] = value;
  }
  return {
    ...(title === undefined ? {} : { title }),
    ...(author === undefined ? {} : { author }),
    ...(date === undefined ? {} : { date }),
    ...(modified === undefined ? {} : { modified }),
    ...(software === "" ? {} : { software: software.slice(0, maximum) }),
    pages,
    other,
  };
}

/** `D:20140812101112+03'00'` as RFC 3339; what is not in that form is given as written. */
export function pdfDate(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const form = /^(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+-])(\d\d)'?(\d\d)?'?|Z(?:00)?'?(?:00)?'?)?\s*$/;
  const found = form.exec(text);
  if (found === null) return text;
  const [, year, month = "01", day = "01", hour, minute = "00", second = "00", sign, zoneHour, zoneMinute = "00"] =
    found;
  const calendar = `${year}-${month}-${day}`;
  if (Number.isNaN(Date.parse(`${calendar}T00:00:00Z`))) return text;
  // Without an hour, or without a zone, an instant would be invented: the file's own precision is kept.
  if (hour === undefined) return found[3] === undefined ? text : calendar;
  const zone = sign !== undefined ? `${sign}${zoneHour}:${zoneMinute}` : /Z/.test(text) ? "Z" : "";
  const instant = `${calendar}T${hour}:${minute}:${second}${zone}`;
  return Number.isNaN(Date.parse(instant)) ? text : instant;
}

/** Earlier saved states inside the file: a hint that something was changed, and what stood before may be recoverable. */
function versions(pdf: mupdf.PDFDocument): string | undefined {
  const count = attempt(() => pdf.countVersions()) ?? 1;
  return count > 1 ? String(count) : undefined;
}

function readXmp(pdf: mupdf.PDFDocument): string {
  const stream = pdf.getTrailer().get("Root", "Metadata");
  if (!stream.isStream()) return "";
  if (stream.get("Length").asNumber() > 2 ** 20) return "";
  const buffer = stream.readStream();
  try {
    return new TextDecoder().decode(buffer.asUint8Array().slice(0, 2 ** 20));
  } finally {
    buffer.destroy();
  }
}

function xmpValue(xmp: string, name: string): string | undefined {
  if (xmp === "") return undefined;
  const element = new RegExp(`<${name}[^>]*>([^]{0,8000}?)</${name}>`).exec(xmp)?.[1];
  const attribute = new RegExp(`\\s${name}="([^"]{0,2000})"`).exec(xmp)?.[1];
  const text = (element ?? attribute ?? "").replace(/<[^>]*>/g, " ");
  return clean(
    text
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&apos;", "'")
      .replaceAll("&amp;", "&"),
  );
}

function clean(text: string | undefined): string | undefined {
  const plain = text
    ?.replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .toWellFormed()
    .slice(0, maximum);
  return plain === undefined || plain === "" ? undefined : plain.toWellFormed();
}
