import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { expect, onTestFinished, test } from "vitest";
import { type GrownArchive, grownArchive } from "./archive-grown.ts";
import { defaultSeed, writeArchive } from "./make.ts";
import type { ArchiveFile } from "./material/file.ts";
import { pagesOf, speechOf } from "./tally.ts";
import { csvRows, defaultArchive, pdfPages, realNamesIn, sheetRows, stands, textOf } from "./testing.ts";
import { tiny, tinyWorld } from "./testing-grown.ts";
import { truthOfGrown } from "./truth-grown.ts";
import { growWorld } from "./world/grown.ts";
import { grownSizes } from "./world/world.ts";

let made: Promise<readonly ArchiveFile[]> | undefined;

async function every({ files }: GrownArchive): Promise<ArchiveFile[]> {
  const all: ArchiveFile[] = [];
  for await (const file of files) all.push(file);
  return all;
}

/** All files of the tiny archive, held: only a test may do so. */
async function tinyFiles(): Promise<ReadonlyMap<string, ArchiveFile>> {
  made ??= every(grownArchive(defaultSeed, tiny));
  return new Map((await made).map((file) => [file.path, file]));
}

test("the same seed writes the same bytes, another seed others", async () => {
  const folder = mkdtempSync(join(tmpdir(), "practice-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const size = { ...tiny, interviews: 2, scans: 1, photographs: 1 };
  const written = (name: string, seed: number) => writeArchive(join(folder, name), grownArchive(seed, size).files);
  const [first, again, other] = [await written("first", 3), await written("again", 3), await written("other", 4)];
  expect(again).toEqual(first);
  expect(other.sha256).not.toBe(first.sha256);
  const names = readdirSync(join(folder, "first"), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(names).toHaveLength(first.files);
  for (const entry of names)
    expect(statSync(join(entry.parentPath, entry.name)).mtime.getFullYear()).toBeLessThan(2025);
});

test("the slice's files stand in it byte for byte, and no path comes twice", async () => {
  const files = await tinyFiles();
  for (const file of (await defaultArchive()).files)
    expect(Buffer.compare(files.get(file.path)?.bytes ?? new Uint8Array(), file.bytes), file.path).toBe(0);
  expect(files.size).toBe((await made)?.length);
});

test("as many of each kind as the size asks for", async () => {
  const paths = [...(await tinyFiles()).keys()];
  const count = (pattern: RegExp): number => paths.filter((path) => pattern.test(path)).length;
  expect([
    count(/^mail\/20\d\d\//),
    count(/^notes\//),
    count(/^letters\/\d{3}-/),
    count(/^scans\/\d/),
    count(/^photographs\/IMG(_|-WA)04/),
    count(/^interviews\/.*(vtt|srt)$/),
    count(/^web\/high-wall-board/),
    count(/^chat\//),
  ]).toEqual([
    tiny.mails,
    tiny.notes,
    tiny.letters,
    tiny.scans,
    tiny.photographs,
    tiny.interviews,
    tiny.captures,
    tiny.chats + 1,
  ]);
});

test("every fact's quote stands in its file, in its place", async () => {
  const files = await tinyFiles();
  const { facts, announced } = truthOfGrown(tinyWorld());
  expect(facts.length).toBeGreaterThanOrEqual(40);
  expect(announced).toHaveLength(tiny.captures);
  for (const { quote: quoted } of [...facts, ...announced]) {
    const file = files.get(quoted.file);
    if (file === undefined) throw new Error(`no ${quoted.file}`);
    const { text, quote } = stands(file, quoted);
    expect(text, quoted.file).toContain(quote);
  }
});

test("every list stands where the truth says, with as many rows", async () => {
  const files = await tinyFiles();
  for (const { file, sheet, headerRow, rows } of truthOfGrown(tinyWorld()).lists) {
    const found = files.get(file);
    if (found === undefined) throw new Error(`no ${file}`);
    const read = (): number => {
      if (file.endsWith(".xlsx")) return sheetRows(found.bytes).size;
      if (file.endsWith(".jsonl")) return textOf(found).trimEnd().split("\n").length;
      return csvRows(new TextDecoder(file.includes("clinic") ? "windows-1256" : "utf-8").decode(found.bytes)).size;
    };
    expect(read(), file).toBe(headerRow + rows);
    expect(sheet === "", file).toBe(!file.endsWith(".xlsx"));
  }
});

test("every mail parses, answers mails of its thread, and comes after what it tells and what it carries", async () => {
  const mails = [...(await tinyFiles()).values()].filter(({ path }) => /^mail\/20\d\d\//.test(path));
  const parsed = await Promise.all(mails.map(({ bytes }) => PostalMime.parse(bytes)));
  const dates = new Map(parsed.map(({ messageId, date }) => [messageId, Date.parse(date ?? "")]));
  for (const { references, date, text, subject } of parsed) {
    expect(`${subject} ${text}`).not.toMatch(/\ufffd|=\?/);
    for (const before of references?.split(/\s+/) ?? []) expect(dates.get(before)).toBeLessThan(Date.parse(date ?? ""));
  }
  expect(parsed.some(({ attachments }) => attachments.length > 0)).toBe(true);
});

test("cues follow one another, and the recording's own file tells the same length", async () => {
  const files = await tinyFiles();
  for (const [path, file] of files) {
    if (!/^interviews\/.*(vtt|srt)$/.test(path)) continue;
    const times = [...textOf(file).matchAll(/(\d\d:\d\d:\d\d[.,]\d{3}) --> (\d\d:\d\d:\d\d[.,]\d{3})/g)].map(
      ([, from, to]) => [from, to].map((each) => Date.parse(`1970-01-01T${each?.replace(",", ".")}Z`)),
    );
    for (const [index, [from = 0, to = 0]] of times.entries()) {
      expect(from < to).toBe(true);
      expect(index === 0 || (times[index - 1]?.[1] ?? 0) < from).toBe(true);
    }
    const about = files.get(path.replace(/\.\w+$/, ".json"));
    if (about === undefined) throw new Error("a recording nothing is known about");
    expect(JSON.parse(textOf(about)).duration_ms).toBe(times.at(-1)?.[1]);
  }
});

test("S tells about 700 pages, and eight hours of speech", () => {
  const world = growWorld(defaultSeed, grownSizes.S);
  expect(Math.abs(pagesOf(world) - 700)).toBeLessThan(10);
  expect(speechOf(world)).toBeGreaterThanOrEqual(8 * 3_600_000);
});

test("every paper says that it is invented, has all its letters, and nothing names a real family, fighter, town or group", async () => {
  const texts: string[] = [];
  for (const { path, bytes } of (await tinyFiles()).values()) {
    if (/^(letters\/\d|notes\/).*pdf$/.test(path)) {
      const pages = pdfPages(bytes);
      for (const page of pages) {
        expect(page, path).toMatch(/invented|نسج الخيال|خەیاڵین/);
        expect(page, path).not.toContain("\ufffd");
      }
      texts.push(...pages);
    } else if (/\.(vtt|srt|jsonl|tsv|txt|json)$/.test(path)) texts.push(textOf({ path, bytes, modified: "" }));
    else if (path.endsWith(".xlsx")) texts.push(...sheetRows(bytes).values());
  }
  const { found, words } = realNamesIn(texts);
  expect(words).toBeGreaterThan(2_000);
  expect(found).toEqual([]);
});
