/**
 * Size M on disk: five lists of 50,000 persons and the metadata of 100,000 files, as CSV written through a small buffer, and
 * the truth beside them: which rows are one person.
 */
import { createHash } from "node:crypto";
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { personRows, sourceRows } from "./bulk.ts";
import type { Summary } from "./make.ts";
import { csvPieces } from "./material/csv.ts";
import { placeById } from "./world/places.ts";

export const bulkSize = { persons: 50_000, files: 100_000 } as const;

type Row = readonly (string | number | undefined)[];

const personHeads: readonly Row[] = [
  ["No.", "Name", "Sex", "Year of birth", "Home place", "Part"],
  ["الرقم", "الاسم", "الجنس", "سنة الولادة", "السكن", "الصفة"],
  ["ژمارە", "ناو", "ڕەگەز", "ساڵی لەدایکبوون", "شوێن", "ڕۆڵ"],
  ["id", "full_name", "sex", "born", "home", "part"],
  ["م", "الاسم كما ورد", "النوع", "المواليد", "البلدة", "ملاحظات"],
];

/** Row numbers of the truth count the heading as 1, as in every list of this archive. */
export function writeBulk(out: string, seed: number, size: { persons: number; files: number } = bulkSize): Summary {
  const paths = personHeads.map((_, list) => `lists/persons-${list + 1}.csv`);
  const files = [...paths, "lists/files.csv", "truth/same-person.csv"].map((path) => newCsv(out, path));
  const [sources, truth] = [files[paths.length], files[paths.length + 1]];
  for (const [list, head] of personHeads.entries()) files[list]?.add(head);
  truth?.add(["file", "row", "person"]);
  for (const { list, name, sex, born, home, alleged, person } of personRows(seed, size.persons)) {
    const language = list === 2 ? "ckb" : list === 1 || list === 4 ? "ar" : "en";
    const row = files[list]?.rows() ?? 0;
    const place = home === undefined ? undefined : placeById(home).name[language];
    files[list]?.add([row, name, sex, born, place, alleged ? "alleged" : "victim"]);
    truth?.add([paths[list], row + 1, person]);
  }
  sources?.add(["No.", "path", "media type", "bytes", "sha256", "received", "from", "language", "pages", "parent"]);
  for (const { number, path, mediaType, bytes, sha256, received, from, language, pages, parent } of sourceRows(
    seed,
    size.files,
  ))
    sources?.add([number, path, mediaType, bytes, sha256, received, from, language, pages, parent]);
  return summaryOf(files.map((file) => file.end()));
}

interface CsvFile {
  add(row: Row): void;
  /** How many were added. */
  rows(): number;
  end(): { readonly path: string; readonly bytes: number; readonly sha256: string };
}

function newCsv(out: string, path: string): CsvFile {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  const file = openSync(join(out, path), "wx");
  const hash = createHash("sha256");
  let held: Row[] = [];
  let [count, bytes] = [0, 0];
  const flush = (): void => {
    for (const piece of csvPieces(held, ",")) {
      bytes += writeSync(file, piece);
      hash.update(piece);
    }
    held = [];
  };
  return {
    add(row) {
      held.push(row);
      count += 1;
      if (held.length === 1_000) flush();
    },
    rows: () => count,
    end() {
      flush();
      closeSync(file);
      return { path, bytes, sha256: hash.digest("hex") };
    },
  };
}

function summaryOf(files: readonly ReturnType<CsvFile["end"]>[]): Summary {
  const all = createHash("sha256");
  const folders = new Map<string, { files: number; bytes: number }>();
  for (const { path, bytes, sha256 } of files) {
    all.update(`${path}\n${bytes}\n${sha256}\n`);
    const name = path.slice(0, path.indexOf("/"));
    const folder = folders.get(name) ?? { files: 0, bytes: 0 };
    folders.set(name, { files: folder.files + 1, bytes: folder.bytes + bytes });
  }
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  return { files: files.length, bytes: total, sha256: all.digest("hex"), folders };
}
