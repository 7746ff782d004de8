/** What several tests share: one archive of the default seed, and the words of each kind of file read by somebody else's reader. */
import { gunzipSync } from "node:zlib";
import { unzipSync } from "fflate";
import * as mupdf from "mupdf";
import { type Archive, makeArchive } from "./archive.ts";
import { defaultSeed } from "./make.ts";
import type { ArchiveFile } from "./material/file.ts";
import type { Quote } from "./story/quote.ts";

let made: Promise<Archive> | undefined;

export function defaultArchive(): Promise<Archive> {
  made ??= makeArchive(defaultSeed);
  return made;
}

export function fileIn({ files }: Archive, path: string): ArchiveFile {
  const found = files.find((file) => file.path === path);
  if (found === undefined) throw new Error(`no ${path} in the archive`);
  return found;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });
const spaced = (text: string): string => text.replace(/\s+/g, " ");

/** The words of a page of a PDF as MuPDF tells them, which turns every lam-alef of a right-to-left line round (see `asMupdfTells`). */
export function pdfPages(bytes: Uint8Array): string[] {
  const document = mupdf.Document.openDocument(bytes, "application/pdf");
  return Array.from({ length: document.countPages() }, (_, index) =>
    spaced(document.loadPage(index).toStructuredText("preserve-whitespace").asText()),
  );
}

export const asMupdfTells = (text: string): string => spaced(text).replace(/([لڵ])([اأإآ])/g, "$2$1");

/** Rows of the first sheet, by row number, cells joined. */
export function sheetRows(bytes: Uint8Array): Map<number, string> {
  const sheet = unzipSync(bytes)["xl/worksheets/sheet1.xml"];
  const rows = [...utf8.decode(sheet).matchAll(/<row r="(\d+)">(.*?)<\/row>/gs)];
  return new Map(rows.map(([, number, cells]) => [Number(number), (cells ?? "").replace(/<[^>]+>/g, "|")]));
}

export function textOf(file: ArchiveFile): string {
  const bytes = file.path.endsWith(".gz") ? gunzipSync(file.bytes) : file.bytes;
  return utf8.decode(bytes);
}

/** Every message of a chat export, the first is number 1. */
export const chatMessages = (text: string): string[] => text.split(/\n(?=\d\d\/\d\d\/\d{4}, )/);

/** Records of a CSV by number, the first being 1; the mark is the one that the first line has. */
export function csvRows(text: string): Map<number, string[]> {
  const mark = /[,;\t]/.exec(text.slice(0, text.indexOf("\r\n")))?.[0] ?? ",";
  const cell = new RegExp(`("(?:[^"]|"")*"|[^${mark}\r\n"]*)(${mark}|\r\n)`, "gy");
  const rows: string[][] = [[]];
  for (const [, raw = "", end] of text.matchAll(cell)) {
    rows.at(-1)?.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (end === "\r\n") rows.push([]);
  }
  return new Map(rows.slice(0, -1).map((cells, index) => [index + 1, cells]));
}

/** The words of the place a quote names, as another reader gives them; and the quote in the same form. */
export function stands(
  found: ArchiveFile,
  { file, place, words }: Quote,
): { readonly text: string; readonly quote: string } {
  if (place.type === "page")
    return {
      text: pdfPages(found.bytes)[place.page - 1] ?? "",
      quote: file.endsWith("report-3.pdf") || /^[\x20-\x7e]*$/.test(words) ? words : asMupdfTells(words),
    };
  if (place.type === "row" && file.endsWith(".xlsx"))
    return { text: sheetRows(found.bytes).get(place.row) ?? "", quote: words };
  const text = textOf(found);
  if (place.type === "row") return { text: csvRows(text).get(place.row)?.join("|") ?? "", quote: words };
  if (place.type === "message") return { text: chatMessages(text)[place.message - 1] ?? "", quote: words };
  if (place.type === "time") {
    const began = new Date(place.from).toISOString().slice(11, 23).replace(".", "[.,]");
    return { text: text.split("\n\n").find((cue) => new RegExp(`^(\\d+\n)?${began}`).test(cue)) ?? "", quote: words };
  }
  return { text, quote: words };
}

/** Families, by-names, towns and groups that nobody may meet here; a sanity list, not a register. */
export const blocklist = [
  ..."Barzani Talabani Tikriti Baghdadi Mosuli Jubouri Jabouri Dulaimi Shammari Maliki Sistani Sadr Abadi Kadhimi Sudani Assad Jolani Golani Zarqawi Zawahiri Adnani Binali Qurayshi Hashimi Turkmani Anbari Shishani Muhajir Soleimani Muhandis Khamenei Khomeini Nasrallah Erdogan Öcalan Ocalan Gulen Abdi Demirtas Saleh Salih Hussein Yaqoobi Murad Yazidi Ezidi".split(
    " ",
  ),
  ..."Mosul Raqqa Sinjar Shingal Tikrit Fallujah Ramadi Baghdad Basra Erbil Hawler Duhok Sulaymaniyah Kirkuk Halabja Aleppo Idlib Kobani Kobane Afrin Hasaka Qamishli Deir Palmyra Kocho Tal Afar Baaj Qandil"
    .split(" ")
    .filter((word) => word.length > 3),
  ..."Daesh ISIS ISIL Qaeda Nusra Hashd Peshmerga Hezbollah Taliban Boko Haram Shabaab Houthi PKK YPG".split(" "),
  ...[
    "داعش",
    "القاعدة",
    "النصرة",
    "الحشد",
    "البيشمركة",
    "حزب الله",
    "الدولة الإسلامية",
    "البارزاني",
    "الطالباني",
    "التكريتي",
    "البغدادي",
    "الموصل",
    "سنجار",
    "الرقة",
    "حلبجة",
    "شنگال",
    "داعش",
    "پێشمەرگە",
  ],
];

/** Names of the blocklist whose words all stand somewhere in the texts; and how many different words there are. */
export function realNamesIn(texts: readonly string[]): { readonly found: string[]; readonly words: number } {
  const words = new Set(
    texts
      .join("\n")
      .toLowerCase()
      .split(/[^\p{L}\p{M}]+/u),
  );
  const found = blocklist.filter((name) => name.split(" ").every((word) => words.has(word.toLowerCase())));
  return { found, words: words.size };
}
