import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { deflateRawSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { rawOf } from "../extract/testing.ts";
import { sniffCharset } from "./charset.ts";
import { detect } from "./detect.ts";

async function typeOf(content: string | Uint8Array, name = "x"): Promise<string> {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return (await detect(rawOf(new Uint8Array(bytes), name))).type;
}

/** A zip of stored members, without a library: local headers, directory, end. */
function zipOf(members: Readonly<Record<string, string>>, method: 0 | 8 = 0): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(members)) {
    const data = method === 8 ? deflateRawSync(text) : Buffer.from(text);
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(data.length, 4);
    sizes.writeUInt32LE(text.length, 8);
    const lengths = Buffer.from([name.length, 0, 0, 0]);
    const common = Buffer.concat([Buffer.from([20, 0, 0, 0, method, 0, 0, 0, 0, 0]), sizes, lengths]);
    const place = Buffer.alloc(4);
    place.writeUInt32LE(offset);
    directory.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, Buffer.alloc(10), place, Buffer.from(name));
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, Buffer.from(name), data]);
    locals.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(members).length, 4);
  end.writeUInt16LE(Object.keys(members).length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, list, Buffer.from("PK\x05\x06", "latin1"), end]);
}

function flatOpc(program: string): string {
  return `<?xml version="1.0" standalone="yes"?><?mso-application progid="${program}"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">`;
}

describe("the content decides, not the name", () => {
  const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  const main = `<Override ContentType="${docx}.main+xml"/>`;
  test.each<[string, string | Uint8Array, string]>([
    ["a PDF named .txt", "%PDF-1.7\n1 0 obj", "application/pdf"],
    ["a PDF after junk", "junk\n%PDF-1.4\n%âãÏÓ\n\0\0", "application/pdf"],
    ["a zip", zipOf({ "a.txt": "a" }), "application/zip"],
    ["an empty zip", Buffer.concat([Buffer.from("PK\x05\x06"), Buffer.alloc(18)]), "application/zip"],
    ["a docx by its declared part", zipOf({ "[Content_Types].xml": main, "odd/place.xml": "" }, 8), docx],
    ["a docx cut at the end", zipOf({ "[Content_Types].xml": main, "word/document.xml": "" }).subarray(0, -60), docx],
    [
      "an odt",
      zipOf({ mimetype: "application/vnd.oasis.opendocument.text", "content.xml": "" }),
      "application/vnd.oasis.opendocument.text",
    ],
    ["a WACZ", zipOf({ "archive/a.warc.gz": "", "datapackage.json": "{}" }), "application/wacz"],
    ["a gzip", gzipSync("hello"), "application/gzip"],
    ["a gzipped WARC", gzipSync("WARC/1.0\r\nWARC-Type: warcinfo\r\n"), "application/warc"],
    ["a mail", "From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\n\r\nbody", "message/rfc822"],
    [
      "a mailbox",
      "From a@example.org Mon Jan  1 10:00:00 2018\nFrom: a@example.org\nSubject: x\n\nbody\n",
      "application/mbox",
    ],
    ["prose with a colon", "Note: this is not a mail\nSecond: neither\n", "text/plain"],
    ["a page", "<!-- saved --><!DOCTYPE html><title>x</title>", "text/html"],
    ["a page without doctype", "<HTML><BODY>x</BODY></HTML>", "text/html"],
    ["RTF", "{\\rtf1\\ansi x}", "application/rtf"],
    ["WebVTT", "\ufeffWEBVTT\n\n00:01.000 --> 00:02.000\nx", "text/vtt"],
    ["SubRip", "1\r\n00:00:01,000 --> 00:00:02,000\r\nx\r\n", "application/x-subrip"],
    ["JSON", '{"a": [1, 2]}', "application/json"],
    ["JSON lines", '{"a": 1}\n{"a": 2}\n', "application/jsonl"],
    ["XML", '<?xml version="1.0"?><list><a/></list>', "application/xml"],
    [
      "Word 2003 XML",
      '<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">',
      "application/vnd.ms-wordml",
    ],
    [
      "Excel 2003 XML",
      '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">',
      "application/vnd.ms-spreadsheetml",
    ],
    [
      "a Word document as flat OPC",
      `${flatOpc("Word.Document")}<pkg:part pkg:name="/word/document.xml"/></pkg:package>`,
      "application/vnd.ms-wordml",
    ],
    [
      "slides as flat OPC, which no parser reads",
      `${flatOpc("PowerPoint.Show")}<pkg:part pkg:name="/ppt/presentation.xml"/></pkg:package>`,
      "application/xml",
    ],
    ["another package", '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf"/>', "application/xml"],
    ...["text", "spreadsheet", "presentation", "graphics"].map((kind): [string, string, string] => [
      `flat OpenDocument ${kind}`,
      `<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:mimetype="application/vnd.oasis.opendocument.${kind}">`,
      `application/vnd.oasis.opendocument.${kind}-flat-xml`,
    ]),
    ["a table", "name,age,place\nA,1,X\nB,2,Y\nC,3,Z\n", "text/csv"],
    [
      "a chat",
      "12/03/2019, 21:45 - Amal: where are you\n12/03/2019, 21:46 - Noor: at the gate\n",
      "text/x-whatsapp-chat",
    ],
    [
      "a chat with the Kurdish halves of the day",
      "3/8/2014، 9:45 پ.ن - Amal: لە کوێی؟\n3/8/2014، 1:10 د.ن - Noor: لەبەر دەرگا\n",
      "text/x-whatsapp-chat",
    ],
    [
      "a chat with the Kurdish halves of the day and Kurdish digits, from an iPhone",
      "\u200f[٣/٨/٢٠١٤، ٩:٤٥:١٠ د.ن] Amal: لە کوێی؟\n\u200f[٣/٨/٢٠١٤، ٩:٤٦:٢٢ د.ن] Noor: لەبەر دەرگا\n",
      "text/x-whatsapp-chat",
    ],
    ["Arabic prose", "خرجنا من القرية، قبل الفجر، في الثالث من آب.\n", "text/plain"],
    ["prose that begins like a bitmap", "BMW was the car they drove, he said.\nIt was black.\n", "text/plain"],
    ["noise", Uint8Array.from({ length: 4_096 }, (_, at) => (at * 2_654_435_761) >>> 13), "application/octet-stream"],
  ])("%s", async (_, content, type) => {
    expect(await typeOf(content, "wrong.txt")).toBe(type);
    expect(await typeOf(content, "wrong.pdf")).toBe(type);
  });

  test("a name breaks a tie between kinds of text", async () => {
    expect(await typeOf("# Title\n\nwords\n", "notes.md")).toBe("text/markdown");
    expect(await typeOf("a;b\n1;2\n", "list.csv")).toBe("text/csv");
    expect(await typeOf("a;b\n1;2\n", "list.txt")).toBe("text/plain");
  });
});

const arabic = "غادر الشهود القرية عند الفجر، ولم يعرف السائق من كان معه في السيارة تلك الليلة. ";
const cyrillic = "Свидетели покинули деревню на рассвете, и водитель не знал, кто ехал с ним той ночью. ";
describe("the encoding of a text is found without being told", () => {
  test.each([
    ["utf-8", arabic, "utf-8"],
    ["windows-1256", arabic, "windows-1256"],
    ["iso-8859-6", arabic.replaceAll("،", "\u060c"), "iso-8859-6"],
    ["utf-16le", arabic, "utf-16le"],
    ["utf-16be", arabic, "utf-16be"],
    ["utf-16le", "plain English words", "utf-16le"],
    ["utf-32le", arabic, "utf-32le"],
    ["windows-1251", cyrillic.repeat(3), "windows-1251"],
    ["windows-1252", "Die Zeugin erzählte, daß die Männer früh über die Brücke fuhren. ".repeat(3), "windows-1252"],
  ])("%s of %s", (encoding, text, expected) => {
    const bytes = iconv.encode(text, encoding);
    const found = sniffCharset(bytes);
    expect(found?.charset).toBe(expected);
    expect(found?.decode(bytes)).toBe(text);
  });

  test.each(["utf-8", "utf-16le", "utf-16be", "utf-32le"])("any text comes back from %s with its mark", (encoding) => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (text) => {
        const bytes = iconv.encode(text, encoding, { addBOM: true });
        expect(sniffCharset(bytes)?.decode(bytes)).toBe(text.replace(/^\ufeff/, ""));
      }),
      { numRuns: 200 },
    );
  });

  test("any UTF-8 is UTF-8, wherever the sample is cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(..."سلام ئازادی frêdom ٤٣ 😀\n"), { minLength: 8 }),
        fc.nat(3),
        (letters, cut) => {
          const bytes = Buffer.from(letters.join(""));
          expect(sniffCharset(bytes.subarray(0, Math.max(1, bytes.length - cut)))?.charset).toBe("utf-8");
        },
      ),
      { numRuns: 300 },
    );
  });
});

test("any bytes are some type, and nothing is thrown", async () => {
  const heads = [
    "PK\x03\x04",
    "\x1f\x8b\x08",
    "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "From a",
    "<?xml ",
    "ID3",
    "RIFF",
    "",
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 2_000 }), async (head, rest) => {
      const bytes = Buffer.concat([Buffer.from(head, "latin1"), rest]);
      expect(await typeOf(bytes.length === 0 ? "x" : bytes)).toMatch(/^[a-z]+\/./);
    }),
    { numRuns: 300 },
  );
});

const corpus = new URL("../../../../../shared/data/documents/", import.meta.url);
/** What an extension promises. */
const promised: Readonly<Record<string, RegExp>> = {
  eml: /rfc822/,
  mbox: /mbox/,
  msg: /outlook|rfc822/,
  pst: /outlook-pst/,
  pdf: /pdf/,
  docx: /wordprocessingml|encrypted/,
  doc: /msword/,
  xlsx: /spreadsheetml|encrypted/,
  xls: /excel/,
  pptx: /presentationml/,
  ppt: /powerpoint/,
  odt: /opendocument\.text/,
  ods: /spreadsheet/,
  odp: /presentation/,
  rtf: /rtf/,
  html: /html/,
  md: /markdown/,
  csv: /csv/,
  txt: /^text\//,
  vtt: /vtt/,
  srt: /subrip/,
  xml: /xml$|wordml|spreadsheetml/,
  jpg: /jpeg/,
  png: /png/,
  tif: /tiff/,
  tiff: /tiff/,
  heic: /hei[cf]/,
  heif: /hei[cf]/,
  gif: /gif/,
  bmp: /bmp/,
  mp3: /mpeg/,
  m4a: /audio\/mp4/,
  mp4: /mp4/,
  mkv: /matroska/,
  webm: /webm/,
  flac: /flac/,
  zip: /zip/,
  "7z": /7z/,
  rar: /rar/,
  tar: /tar/,
  gz: /gzip|warc/,
  warc: /warc/,
  arc: /internet-archive/,
  wacz: /wacz/,
  epub: /epub/,
  ics: /calendar/,
};
/** Known to be something else than their name says: no zip behind these two names. */
const misnamed = ["test-documents-spanned.zip", "testODTnotaZipFile.odt"];

test.skipIf(!existsSync(corpus))(
  "real files: every type is the one the name promises, but for the misnamed",
  async () => {
    const wrong: string[] = [];
    let looked = 0;
    for (const name of readdirSync(corpus, { recursive: true }) as string[]) {
      const file = new URL(name.split("/").map(encodeURIComponent).join("/"), corpus);
      const wanted = promised[name.split(".").at(-1)?.toLowerCase() ?? ""];
      if (wanted === undefined || !statSync(file).isFile()) continue;
      looked += 1;
      // Every file under a name that says nothing, too: only kinds of text may change.
      const type = await typeOf(readFileSync(file), name);
      const nameless = await typeOf(readFileSync(file), "file");
      if (!wanted.test(type)) wrong.push(name.split("/").at(-1) ?? "");
      if (nameless !== type)
        expect(`${nameless} ${type}`).toMatch(/^(text|application\/(mbox|xml))\S* (text|message)\//);
    }
    expect(looked).toBeGreaterThan(400);
    expect(wrong.sort()).toEqual(misnamed);
  },
);
