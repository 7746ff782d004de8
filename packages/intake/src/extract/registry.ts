/** Which parser reads which type. Each room is loaded when first needed, so that a parser process starts in a moment. */
import type { ParserRoom } from "../parser/serve.ts";
import type { Extractor } from "./contract.ts";

interface Room {
  readonly reads: RegExp;
  load(): Promise<Extractor>;
}

/** The first room that reads a type has it. */
const rooms: readonly Room[] = [
  { reads: /^message\/(rfc822|global)$/, load: async () => (await import("./mail/eml.ts")).emlExtractor },
  { reads: /^application\/mbox$/, load: async () => (await import("./mail/mbox.ts")).mboxExtractor },
  { reads: /^application\/vnd\.ms-outlook$/, load: async () => (await import("./mail/msg.ts")).msgExtractor },
  { reads: /^application\/vnd\.ms-outlook-pst$/, load: async () => (await import("./mail/pst.ts")).pstExtractor },
  {
    reads: /^application\/(pkcs7-(signature|mime)|applefile)$/,
    load: async () => (await import("./carrier/index.ts")).carrierExtractor,
  },
  { reads: /^application\/pdf$/, load: async () => (await import("./pdf/index.ts")).pdfExtractor },
  {
    reads:
      /^(application\/(msword|rtf|epub\+zip|x-ole-encrypted-package|vnd\.(ms-(word|excel|powerpoint|wordml|spreadsheetml)|openxmlformats-officedocument|oasis\.opendocument)([.-].*)?)|text\/rtf)$/,
    load: async () => (await import("./office/index.ts")).officeExtractor,
  },
  { reads: /^text\/x-whatsapp-chat$/, load: async () => (await import("./chat/whatsapp.ts")).whatsappExtractor },
  { reads: /^application\/warc$/, load: async () => (await import("./web/warc.ts")).warcExtractor },
  { reads: /^application\/x-internet-archive$/, load: async () => (await import("./web/warc.ts")).arcExtractor },
  { reads: /^application\/wacz$/, load: async () => (await import("./web/wacz.ts")).waczExtractor },
  { reads: /^image\/svg\+xml$/, load: async () => (await import("./plain/pages.ts")).xmlExtractor },
  { reads: /^image\//, load: async () => (await import("./media/index.ts")).pictureExtractor },
  {
    reads: /^((audio|video)\/|application\/(ogg|vnd\.ms-asf|mxf)$)/,
    load: async () => (await import("./media/index.ts")).recordingExtractor,
  },
  {
    reads: /^(text\/html|application\/xhtml\+xml)$/,
    load: async () => (await import("./plain/pages.ts")).htmlExtractor,
  },
  { reads: /^(application|text)\/xml$/, load: async () => (await import("./plain/pages.ts")).xmlExtractor },
  { reads: /^text\/(csv|tab-separated-values)$/, load: async () => (await import("./plain/table.ts")).tableExtractor },
  {
    reads: /^(text\/vtt|application\/x-subrip)$/,
    load: async () => (await import("./plain/subtitles.ts")).subtitleExtractor,
  },
  {
    reads: /^application\/(json|jsonl|geo\+json|ld\+json)$/,
    load: async () => (await import("./plain/json.ts")).jsonExtractor,
  },
  {
    reads: /^text\/(plain|markdown|calendar|vcard)$/,
    load: async () => (await import("./plain/text.ts")).textExtractor,
  },
  {
    reads: /^application\/(zip|java-archive|vnd\.android\.package-archive|vnd\.google-earth\.kmz)$/,
    load: async () => (await import("./archive/zip.ts")).zipExtractor,
  },
  { reads: /^application\/gzip$/, load: async () => (await import("./archive/gzip.ts")).gzipExtractor },
  { reads: /^application\/x-tar$/, load: async () => (await import("./archive/tar.ts")).tarExtractor },
  {
    reads:
      /^application\/(x-(7z-compressed|bzip2|xz|lzma|compress|cpio|unix-archive|deb|rpm|lha|arj)|vnd\.(rar|ms-cab-compressed)|zstd|lzip)$/,
    load: async () => (await import("./archive/seven.ts")).sevenExtractor,
  },
];

export const registry: ParserRoom = {
  async extractorFor(type) {
    const extractor = await rooms.find((room) => room.reads.test(type))?.load();
    return extractor?.types.includes(type) === true ? extractor : undefined;
  },
  async ocr() {
    return (await import("../ocr/index.ts")).ocrPages;
  },
};
