/**
 * Outlook .msg files: [MS-OXMSG], by @kenjiuno/msgreader. Metadata from the MAPI properties and from the internet headers
 * kept beside them; attachments and embedded messages become children (an embedded message is written out again as a .msg
 * by the library: its properties are the original's, its container is new).
 */
import msgReader, { type FieldsData } from "@kenjiuno/msgreader";
import { type Extractor, type Metadata, ProblemError, type Sink } from "../contract.ts";
import { writeWords } from "./body.ts";
import { decodeText, guessCharset } from "./charset.ts";
import { envelopeMetadata } from "./envelope.ts";
import { readHeaders } from "./headers.ts";
import { decompressRtf } from "./rtf.ts";
import { windowOver } from "./window.ts";

// The package is CommonJS with a default export: Node hands it over inside the module, some loaders unwrap it.
const MsgReader: typeof msgReader.default = "default" in msgReader ? msgReader.default : msgReader;
const sizeLimit = 512 * 2 ** 20;

export const msgExtractor: Extractor = {
  types: ["application/vnd.ms-outlook"],
  async extract(raw, _type, sink, limits) {
    if (raw.size === 0) throw new ProblemError("empty");
    const bytes = raw.all(sizeLimit);
    const { reader, fields, charset } = openMsg(bytes);
    const metadata = msgMetadata(fields);
    sink.meta(metadata);
    if (/\.smime(\.|$)/i.test(fields.messageClass ?? "") && !/multipartsigned/i.test(fields.messageClass ?? "")) {
      sink.problem({
        code: "locked",
        detail: "S/MIME message; the signed or encrypted body is an attachment",
        partly: true,
      });
    }
    const html =
      fields.bodyHtml ??
      (fields.html === undefined ? "" : decodeText(fields.html, codePage(fields.internetCodepage)).text);
    writeWords(sink, limits, { subject: metadata.subject, plain: fields.body ?? "", html, charset });
    writeAttachments(reader, fields, sink, (fields.body ?? "").trim() === "" && html.trim() === "");
  },
};

type Reader = InstanceType<typeof MsgReader>;

function openMsg(bytes: Uint8Array): { reader: Reader; fields: FieldsData; charset: string } {
  // First pass: which code page the 8-bit strings are in. The library needs to be told before it reads.
  const strings: Uint8Array[] = [];
  const first = read(bytes, undefined, (tag, value) => {
    if ((tag & 0xffff) === 0x1e && value?.some((byte) => byte >= 0x80)) strings.push(value);
  });
  if (strings.length === 0) return { ...first, charset: "utf-16le declared" };
  const stated =
    codePage(first.fields.messageCodepage) ??
    pageOfLocale(first.fields.messageLocaleId) ??
    codePage(first.fields.internetCodepage);
  const guess = guessCharset(Buffer.concat(strings));
  // Western by statement but not by its letters: mail programs in the region often state 1252 and write 1256.
  const charset = stated === undefined || (stated === "windows-1252" && guess === "windows-1256") ? guess : stated;
  return { ...read(bytes, charset), charset: `${charset} ${charset === stated ? "declared" : "guessed"}` };
}

function read(bytes: Uint8Array, ansiEncoding?: string, observe?: (tag: number, value: Uint8Array | null) => void) {
  try {
    const reader = new MsgReader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    reader.parserConfig = {
      ...(ansiEncoding === undefined ? {} : { ansiEncoding }),
      ...(observe === undefined ? {} : { propertyObserver: (_fields, tag, value) => observe(tag, value) }),
    };
    const fields = reader.getFileData();
    if (fields.error !== undefined) throw new ProblemError("damaged", "no Outlook message inside");
    return { reader, fields };
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError("damaged", `msg reader: ${error instanceof Error ? error.name : "failed"}`);
  }
}

function msgMetadata(fields: FieldsData): Metadata {
  const headerBytes = Buffer.from(fields.headers ?? "", "utf8");
  const headers = readHeaders(
    windowOver({ size: headerBytes.length, read: (at, length) => headerBytes.subarray(at, at + length) }),
    0,
    headerBytes.length,
  );
  const written = envelopeMetadata(headers.fields);
  const to = recipients(fields, "to");
  const cc = recipients(fields, "cc");
  const bcc = recipients(fields, "bcc");
  const sender = person(
    fields.senderName,
    fields.senderSmtpAddress ?? fields.creatorSMTPAddress ?? smtpOnly(fields.senderEmail),
  );
  const date = isoDate(fields.clientSubmitTime) ?? isoDate(fields.messageDeliveryTime);
  const modified = isoDate(fields.lastModificationTime);
  return {
    ...written,
    ...(sender === "" ? {} : { from: sender }),
    ...(to.length > 0 ? { to } : {}),
    ...(cc.length > 0 ? { cc } : {}),
    ...(bcc.length > 0 ? { bcc } : {}),
    ...(fields.subject ? { subject: clip(fields.subject) } : {}),
    ...(fields.messageId ? { messageId: clip(fields.messageId) } : {}),
    ...(written.date === undefined && date !== undefined ? { date } : {}),
    ...(modified === undefined ? {} : { modified }),
    other: { ...written.other, ...mapiFacts(fields) },
  };
}

/** Properties that are text or numbers and have no place of their own: appointments, tasks, contacts. */
function mapiFacts(fields: FieldsData): Record<string, string> {
  const known = new Set([
    "dataType",
    "subject",
    "normalizedSubject",
    "body",
    "bodyHtml",
    "headers",
    "senderName",
    "senderEmail",
    "messageId",
    "error",
  ]);
  const facts: Record<string, string> = {};
  for (const [key, value] of Object.entries(fields)) {
    if (known.has(key) || Object.keys(facts).length >= 100) continue;
    if (typeof value === "string" && value !== "") facts[`mapi-${key}`] = clip(value);
    else if (typeof value === "number" || typeof value === "boolean") facts[`mapi-${key}`] = String(value);
  }
  return facts;
}

function writeAttachments(reader: Reader, fields: FieldsData, sink: Sink, onlyRtf: boolean): void {
  let position = 0;
  const rtf = onlyRtf && fields.compressedRtf !== undefined ? decompressRtf(fields.compressedRtf) : undefined;
  if (rtf !== undefined && rtf.length > 0) {
    position += 1;
    const child = sink.child({ name: "body.rtf", position, claimedType: "application/rtf", role: "inline" });
    child.write(rtf);
    child.end();
  }
  for (const attachment of fields.attachments ?? []) {
    position += 1;
    const content = attachmentBytes(reader, attachment);
    if (content === undefined) {
      sink.problem({ code: "damaged", detail: `attachment ${position} has no readable bytes`, partly: true });
      continue;
    }
    const embedded = attachment.innerMsgContent === true;
    const own = attachment.fileName ?? attachment.fileNameShort ?? attachment.name ?? `attachment-${position}`;
    const modified = isoDate(attachment.lastModificationTime);
    const child = sink.child({
      name: clip(embedded && !/\.msg$/i.test(own) ? `${own}.msg` : own),
      position,
      role: embedded ? "message" : attachment.pidContentId || attachment.attachmentHidden ? "inline" : "attachment",
      ...(embedded
        ? { claimedType: "application/vnd.ms-outlook" }
        : attachment.attachMimeTag
          ? { claimedType: attachment.attachMimeTag }
          : {}),
      ...(modified === undefined ? {} : { modified }),
    });
    child.write(content);
    child.end();
  }
}

function attachmentBytes(reader: Reader, attachment: FieldsData): Uint8Array | undefined {
  try {
    const content: unknown = reader.getAttachment(attachment).content;
    return content instanceof Uint8Array ? content : undefined;
  } catch {
    return undefined;
  }
}

function recipients(fields: FieldsData, kind: string): string[] {
  return (fields.recipients ?? [])
    .filter((recipient) => recipient.recipType === kind)
    .slice(0, 500)
    .map((recipient) => person(recipient.name, recipient.smtpAddress ?? smtpOnly(recipient.email)))
    .filter((text) => text !== "");
}

function person(name: string | undefined, address: string | undefined): string {
  if (!address) return clip(name ?? "");
  return clip(!name || name === address ? address : `${name} <${address}>`);
}

/** Exchange addresses ("/O=…") name a directory entry, not a mailbox; the display name says more. */
function smtpOnly(address: string | undefined): string | undefined {
  return address?.includes("@") ? address : undefined;
}

function isoDate(text: string | undefined): string | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

const pages = new Map([
  [65001, "utf-8"],
  [20127, "us-ascii"],
  [28591, "iso-8859-1"],
  [28592, "iso-8859-2"],
  [28596, "iso-8859-6"],
  [28605, "iso-8859-15"],
  [932, "shift_jis"],
  [936, "gbk"],
  [949, "euc-kr"],
  [950, "big5"],
  [874, "windows-874"],
  [20866, "koi8-r"],
  [50220, "iso-2022-jp"],
]);
function codePage(page: number | undefined): string | undefined {
  if (page === undefined) return undefined;
  return page >= 1250 && page <= 1258 ? `windows-${page}` : pages.get(page);
}

/** Arabic, Persian, Urdu, Kurdish (Sorani) share code page 1256: [MS-LCID]. */
function pageOfLocale(locale: number | undefined): string | undefined {
  const language = (locale ?? 0) & 0x3ff;
  return [0x01, 0x29, 0x20, 0x92].includes(language) ? "windows-1256" : undefined;
}

function clip(text: string): string {
  return text.replaceAll("\u0000", "").slice(0, 2_000).toWellFormed();
}
