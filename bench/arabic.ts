/**
 * How well Arabic, Sorani, Kurmanji and mixed pages are read: PDFs of three writers and scans, against the text they were
 * made from. `node bench/arabic.ts [--json]`; reads ../shared/data/documents/arabic, exit 1 when a bar is missed.
 *
 * Figures: words = share of the true words found (as a bag), pairs = share of true neighbouring words found as neighbours
 * (order), CER = edit distance over true length. Both sides are normalised by: NFC, invisible directional and zero-width
 * controls removed (U+200B–U+200F, U+202A–U+202E, U+2066–U+2069, U+FEFF), every run of white space one space. `strict` is the
 * word figure without any of this but splitting at white space; `folded` adds what search folds (vowel signs, hamza and yeh
 * and kaf forms, Kurdish ae and rounded letters, digits).
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Extractor } from "../packages/intake/src/extract/contract.ts";
import { pdfExtractor } from "../packages/intake/src/extract/pdf/index.ts";
import { type Extraction, runExtractor } from "../packages/intake/src/extract/testing.ts";
import { nativeEngine, ocrPages, pagePictures, readInto } from "../packages/intake/src/ocr/index.ts";

const folder = fileURLToPath(new URL("../../shared/data/documents/arabic/", import.meta.url));
const json = process.argv.includes("--json");

interface Row {
  readonly file: string;
  readonly read: "text layer" | "ocr wasm" | "ocr native";
  readonly seconds: number;
  readonly words: number;
  readonly strict: number;
  readonly folded: number;
  readonly pairs: number;
  readonly cer: number;
  readonly numbers: string;
  readonly names: string;
  readonly bar: string;
}

/** Word recall, per cent, of PDFs by sound writers. */
const bars: Readonly<Record<string, number>> = { arb: 97, ckb: 98, mixed: 90, kmr: 98 };
/** What must be found in each text: numbers as written, names as written. */
const names: Readonly<Record<string, readonly string[]>> = {
  mixed: ["أحمد عبد الرحمن", "Ahmed Abdulrahman", "فاطمة الزهراء حسين", "الموصل", "سنجار"],
};

if (!existsSync(folder)) {
  console.error("skipped: ../shared/data/documents/arabic is not here");
  process.exit(0);
}
const rows: Row[] = [];
const broken: { file: string; pages: number; found: number; expected: number }[] = [];
for (const file of readdirSync(folder).sort()) {
  const group = /^(?:scan-)?([a-z]+)_noto/.exec(file)?.[1];
  if (group === undefined) continue;
  const bytes = readFileSync(join(folder, file));
  const truth = readFileSync(join(folder, `truth_${group}.txt`), "utf8");
  if (file.endsWith(".pdf")) await pdf(file, group, bytes, truth);
  else await picture(file, group, bytes, truth);
}
const missed = [
  ...rows.filter((row) => row.bar === "missed").map((row) => row.file),
  ...broken.filter((each) => each.found !== each.expected).map((each) => each.file),
];
if (json) console.log(JSON.stringify({ rows, broken, missed }, null, 1));
else print();
process.exit(missed.length === 0 ? 0 : 1);

async function pdf(file: string, group: string, bytes: Uint8Array, truth: string): Promise<void> {
  const start = performance.now();
  const got = await runExtractor(pdfExtractor, bytes, file);
  const seconds = (performance.now() - start) / 1_000;
  const doubtful = got.needsOcr.filter(({ reason }) => reason === "text-doubtful").flatMap(({ pages }) => pages);
  const pages = got.metadata.pages ?? 0;
  const weasy = file.includes(".weasy.");
  // weasyprint writes wrong ToUnicode maps for Arabic script; its Latin pages are sound. All else must not be accused.
  broken.push({ file, pages, found: doubtful.length, expected: weasy && group !== "kmr" ? pages : 0 });
  rows.push(
    row(file, "text layer", seconds, got.text, truth, group, weasy && group !== "kmr" ? undefined : bars[group]),
  );
  if (doubtful.length > 0) await ocr(file, group, bytes, "application/pdf", doubtful, truth, false);
}

async function picture(file: string, group: string, bytes: Uint8Array, truth: string): Promise<void> {
  await ocr(file, group, bytes, file.endsWith("png") ? "image/png" : "image/jpeg", [1], truth, true);
}

async function ocr(
  file: string,
  group: string,
  bytes: Uint8Array,
  type: string,
  pages: readonly number[],
  truth: string,
  part: boolean,
): Promise<void> {
  const engines: [Row["read"], Extractor["extract"]][] = [
    ["ocr wasm", (raw, kind, sink) => ocrPages(raw, kind, pages, [], sink)],
  ];
  const native = nativeEngine();
  if (native !== undefined) {
    engines.push(["ocr native", (raw, kind, sink) => readInto(native, pagePictures(raw, kind, pages), [], sink)]);
  }
  for (const [name, extract] of engines) {
    const start = performance.now();
    const got: Extraction = await runExtractor({ types: [type], extract }, bytes, file);
    const seconds = (performance.now() - start) / 1_000;
    const settings = got.layers.map((layer) => /models ([\w+/]+)/.exec(layer.info.settings ?? "")?.[1]).join(", ");
    const inOrder = got.layers.flatMap((layer) => layer.passages).sort((a, b) => pageOf(a.place) - pageOf(b.place));
    const text = inOrder.map((passage) => passage.text).join("\n");
    const result = row(file, name, seconds, text, part ? begin(truth, text) : truth, group, undefined);
    rows.push({ ...result, file: `${file} (${settings})` });
  }
}

function pageOf(place: { readonly type: string; readonly page?: number }): number {
  return place.page ?? 0;
}

function row(
  file: string,
  read: Row["read"],
  seconds: number,
  text: string,
  truth: string,
  group: string,
  bar: number | undefined,
): Row {
  const [wanted, found] = [normal(truth), normal(text)];
  const words = 100 * recall(wanted.split(" "), found.split(" "));
  const wantedNumbers = wanted.match(/\p{Nd}[\p{Nd}/:.-]*\p{Nd}|\p{Nd}/gu) ?? [];
  const foundNumbers = found.match(/\p{Nd}[\p{Nd}/:.-]*\p{Nd}|\p{Nd}/gu) ?? [];
  const list = names[group] ?? [];
  return {
    file,
    read,
    seconds: Math.round(seconds * 100) / 100,
    words: round(words),
    strict: round(100 * recall(truth.split(/\s+/).filter(Boolean), text.split(/\s+/).filter(Boolean))),
    folded: round(100 * recall(fold(wanted).split(" "), fold(found).split(" "))),
    pairs: round(100 * recall(pairs(wanted), pairs(found))),
    cer: round((100 * distance(wanted, found).at(-1)) / wanted.length),
    numbers: `${Math.round(wantedNumbers.length * recall(wantedNumbers, foundNumbers))}/${wantedNumbers.length}`,
    names: list.length === 0 ? "" : `${list.filter((name) => found.includes(name)).length}/${list.length}`,
    bar: bar === undefined ? "" : words >= bar ? `≥ ${bar}` : "missed",
  };
}

function normal(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

function fold(text: string): string {
  return text
    .replace(/[\u064b-\u0652\u0670\u0640]/g, "")
    .replace(/[\u0622\u0623\u0625]/g, "\u0627")
    .replace(/[\u0649\u064a\u06ce]/g, "\u06cc")
    .replace(/\u0643/g, "\u06a9")
    .replace(/[\u0629\u06d5]/g, "\u0647")
    .replace(/\u0695/g, "\u0631")
    .replace(/\u06b5/g, "\u0644")
    .replace(/[\u06c6\u0624]/g, "\u0648")
    .replace(/\u0648\u0648/g, "\u0648")
    .replace(/\p{Nd}/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 15));
}

function recall(wanted: readonly string[], found: readonly string[]): number {
  const bag = new Map<string, number>();
  for (const word of found) bag.set(word, (bag.get(word) ?? 0) + 1);
  let hits = 0;
  for (const word of wanted) {
    const left = bag.get(word) ?? 0;
    if (left === 0) continue;
    hits++;
    bag.set(word, left - 1);
  }
  return wanted.length === 0 ? 1 : hits / wanted.length;
}

function pairs(text: string): string[] {
  const words = text.split(" ");
  return words.slice(1).map((word, i) => `${words[i]} ${word}`);
}

/** Levenshtein distances from the whole of `b` to every beginning of `a`. */
function distance(a: string, b: string): { at(index: number): number; readonly row: Int32Array } {
  let above = Int32Array.from({ length: a.length + 1 }, (_, j) => j);
  let row = new Int32Array(a.length + 1);
  for (let i = 1; i <= b.length; i++) {
    row[0] = i;
    const unit = b.charCodeAt(i - 1);
    for (let j = 1; j <= a.length; j++) {
      const swap = (above[j - 1] ?? 0) + (a.charCodeAt(j - 1) === unit ? 0 : 1);
      row[j] = Math.min(swap, Math.min(above[j] ?? 0, row[j - 1] ?? 0) + 1);
    }
    [above, row] = [row, above];
  }
  return { row: above, at: (index) => above.at(index) ?? 0 };
}

/** A scan shows only the first page: the beginning of the truth that fits best what was read. */
function begin(truth: string, text: string): string {
  const whole = normal(truth);
  const read = normal(text);
  const { row: distances } = distance(whole.slice(0, Math.round(read.length * 1.6) + 100), read);
  let best = 0;
  for (let j = 1; j < distances.length; j++) {
    if ((distances[j] ?? 0) - j / 2 < (distances[best] ?? 0) - best / 2) best = j;
  }
  return whole.slice(0, best);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function print(): void {
  const head = ["file", "read", "s", "words", "strict", "folded", "pairs", "CER", "numbers", "names", "bar"];
  const lines = rows.map((r) =>
    [r.file, r.read, r.seconds, r.words, r.strict, r.folded, r.pairs, r.cer, r.numbers, r.names, r.bar].map(String),
  );
  const widths = head.map((title, i) => Math.max(title.length, ...lines.map((line) => line[i]?.length ?? 0)));
  for (const line of [head, ...lines])
    console.log(
      line
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join("  ")
        .trimEnd(),
    );
  console.log("\npages whose text layer was found broken (found / expected / all):");
  for (const each of broken) console.log(`  ${each.file}  ${each.found} / ${each.expected} / ${each.pages}`);
  if (missed.length > 0) console.log(`\nmissed: ${missed.join(", ")}`);
}
