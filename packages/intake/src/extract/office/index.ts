/**
 * Office documents: one extractor for the zip families, the binary families, RTF and the single-file XML forms. The detected
 * type chooses the family; what the bytes are (zip, OLE container, RTF, XML) is looked at again here, because the same type
 * comes in several wrappings: an encrypted docx is an OLE container, a ".doc" is often RTF or XML.
 */
import { type Extractor, type Limits, ProblemError, type Raw, type Sink } from "../contract.ts";
import { extractDoc } from "./doc.ts";
import { extractDocx } from "./docx.ts";
import { extractEpub } from "./epub.ts";
import { extractFlatXml } from "./flat-xml.ts";
import { extractOdf } from "./odf.ts";
import { isOle, openOle } from "./ole.ts";
import { extractPpt } from "./ppt.ts";
import { extractPptx } from "./pptx.ts";
import { extractRtf } from "./rtf.ts";
import { extractXls } from "./xls.ts";
import { extractXlsx } from "./xlsx.ts";
import { memberBytes, memberOf, openZip, type Zip } from "./zip.ts";

const ooxml = "application/vnd.openxmlformats-officedocument";
const odf = "application/vnd.oasis.opendocument";

export const officeTypes: readonly string[] = [
  ...["document", "template"].map((kind) => `${ooxml}.wordprocessingml.${kind}`),
  "application/vnd.ms-word.document.macroEnabled.12",
  "application/vnd.ms-word.template.macroEnabled.12",
  ...["presentation", "slideshow", "template", "slide"].map((kind) => `${ooxml}.presentationml.${kind}`),
  ...["presentation", "slideshow", "template", "slide", "addin"].map(
    (kind) => `application/vnd.ms-powerpoint.${kind}.macroEnabled.12`,
  ),
  ...["sheet", "template"].map((kind) => `${ooxml}.spreadsheetml.${kind}`),
  ...["sheet", "template", "addin"].map((kind) => `application/vnd.ms-excel.${kind}.macroEnabled.12`),
  "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
  ...[
    "text",
    "text-template",
    "text-master",
    "text-web",
    "spreadsheet",
    "spreadsheet-template",
    "presentation",
    "presentation-template",
    "graphics",
    "graphics-template",
  ].map((kind) => `${odf}.${kind}`),
  ...["text", "spreadsheet", "presentation", "graphics"].map((kind) => `${odf}.${kind}-flat-xml`),
  "application/msword",
  "application/x-ole-encrypted-package",
  "application/vnd.ms-excel",
  "application/vnd.ms-powerpoint",
  "application/rtf",
  "text/rtf",
  "application/epub+zip",
  "application/vnd.ms-wordml",
  "application/vnd.ms-spreadsheetml",
];

export const officeExtractor: Extractor = {
  types: officeTypes,
  async extract(raw, type, sink, limits) {
    if (raw.size === 0) throw new ProblemError("empty");
    await extractByContent(raw, type, sink, limits);
  },
};

export const officeExtractors: readonly Extractor[] = [officeExtractor];

async function extractByContent(raw: Raw, type: string, sink: Sink, limits: Limits): Promise<void> {
  const head = raw.read(0, 4_096);
  if (isOle(head)) return extractBinary(raw, sink, limits);
  const start = Buffer.from(head).toString("latin1");
  if (start.startsWith("PK")) return extractPackage(openZip(raw, limits), raw, sink, limits);
  if (/^(\xef\xbb\xbf)?\s*\{\\rtf/.test(start)) return extractRtf(raw, sink, limits);
  if (/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\0?\s*<\0?[?!a-z]/i.test(start)) return extractFlatXml(raw, sink, limits);
  if (head[0] === 9 && [0, 2, 4, 8].includes(head[1] ?? 1)) return extractXls(raw.all(), undefined, sink, limits);
  // An office package cut at the front, or behind a stub: the members may still be there.
  if (/openxml|opendocument|epub/.test(type)) return extractPackage(openZip(raw, limits), raw, sink, limits);
  throw new ProblemError("damaged", "neither zip, OLE, RTF nor XML");
}

async function extractBinary(raw: Raw, sink: Sink, limits: Limits): Promise<void> {
  const bytes = raw.all();
  const ole = await openOle(bytes);
  if (ole === undefined) throw new ProblemError("damaged", "OLE container");
  const has = (name: string) => ole.stream(name) !== undefined;
  if (has("EncryptedPackage")) throw new ProblemError("locked", "encrypted OOXML");
  if ([...ole.streams.keys()].some((path) => path.includes("DRMContent")))
    throw new ProblemError("locked", "rights management");
  if (has("WordDocument")) return extractDoc(bytes, ole, sink, limits);
  if (has("Workbook") || has("Book")) return extractXls(bytes, ole, sink, limits);
  if (has("PowerPoint Document") || has("EncryptedSummary")) return extractPpt(ole, sink, limits);
  const inner = ole.stream("Package");
  if (inner !== undefined && inner.length > 4)
    return extractPackage(openZip(rawOver(inner, raw.name), limits), rawOver(inner, raw.name), sink, limits);
  throw new ProblemError("not-supported", "OLE container of another program");
}

async function extractPackage(zip: Zip, raw: Raw, sink: Sink, limits: Limits): Promise<void> {
  switch (await packageFamily(zip)) {
    case "word":
      return extractDocx(zip, sink, limits);
    case "slides":
      return extractPptx(zip, sink, limits);
    case "sheets":
      return extractXlsx(zip, sink, limits);
    case "binary-sheets":
      return extractXls(raw.all(), undefined, sink, limits);
    case "odf":
      return extractOdf(zip, sink, limits);
    case "epub":
      return extractEpub(zip, sink, limits);
    case undefined:
      throw new ProblemError("not-supported", "zip without an office document");
  }
}

type Family = "word" | "slides" | "sheets" | "binary-sheets" | "odf" | "epub";

async function packageFamily(zip: Zip): Promise<Family | undefined> {
  const has = (pattern: RegExp) => zip.members.some((member) => pattern.test(member.name));
  const mime = memberOf(zip, "mimetype");
  const stated =
    mime === undefined || mime.encrypted ? "" : Buffer.from(await memberBytes(zip, mime, 200)).toString("latin1");
  if (stated.includes("epub") || has(/^META-INF\/container\.xml$/i)) return "epub";
  if (stated.includes("opendocument") || stated.includes("sun.xml") || has(/^content\.xml$/)) return "odf";
  if (has(/(^|[\\/])workbook\.bin$/i)) return "binary-sheets";
  if (has(/^\/?word[\\/]/i)) return "word";
  if (has(/^\/?ppt[\\/]/i)) return "slides";
  if (has(/^\/?xl[\\/]/i)) return "sheets";
  return has(/(^|[\\/])document\.xml$/i) ? "word" : undefined;
}

function rawOver(bytes: Uint8Array, name: string): Raw {
  return {
    size: bytes.length,
    name,
    read: (offset, length) => bytes.subarray(offset, offset + length),
    all: () => bytes,
  };
}
