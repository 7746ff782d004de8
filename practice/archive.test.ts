import exifr from "exifr";
import { unzipSync } from "fflate";
import PostalMime from "postal-mime";
import { afterEach, expect, test } from "vitest";
import { makeArchive } from "./archive.ts";
import { defaultSeed } from "./make.ts";
import { layPage } from "./material/layout.ts";
import { host } from "./material/mail.ts";
import { paths } from "./story/quote.ts";
import { defaultArchive, fileIn, pdfPages, realNamesIn, sheetRows, textOf } from "./testing.ts";
import { placeById } from "./world/places.ts";

const zone = process.env["TZ"];
afterEach(() => {
  if (zone === undefined) delete process.env["TZ"];
  else process.env["TZ"] = zone;
});

test("the same seed gives the same bytes, in whatever time zone", async () => {
  const first = await defaultArchive();
  process.env["TZ"] = "Asia/Kathmandu";
  const second = await makeArchive(defaultSeed);
  expect(second.files.map(({ path, modified }) => [path, modified])).toEqual(
    first.files.map(({ path, modified }) => [path, modified]),
  );
  for (const [index, file] of second.files.entries())
    expect(Buffer.compare(file.bytes, first.files[index]?.bytes ?? new Uint8Array()), file.path).toBe(0);
});

test("another seed gives other people in every letter", async () => {
  const [first, other] = [await defaultArchive(), await makeArchive(defaultSeed + 1)];
  for (const path of [paths.motherLetter, paths.list, paths.chat])
    expect(Buffer.compare(fileIn(first, path).bytes, fileIn(other, path).bytes)).not.toBe(0);
});

test("the slice is under 6 MB, with the kinds of material that were promised", async () => {
  const { files } = await defaultArchive();
  expect(files.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThan(6_000_000);
  const count = (pattern: RegExp): number => files.filter(({ path }) => pattern.test(path)).length;
  expect([
    count(/^mail\/cur\//),
    count(/^letters\/.*pdf$/),
    count(/^scans\//),
    count(/^photographs\//),
    count(/provenance\.json$/),
  ]).toEqual([12, 4, 3, 5, 2]);
  expect([
    count(/\.wav$/),
    count(/\.vtt$/),
    count(/\.warc\.gz$/),
    count(/\.xlsx$/),
    count(/^chat\//),
    count(/\.mbox$/),
  ]).toEqual([1, 1, 1, 1, 1, 1]);
  expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
});

test("Arabic and Sorani letters are joined and stand right to left", () => {
  const glyphs = layPage({ language: "ckb", blocks: [{ type: "text", language: "ckb", text: "ببب ێێ" }] });
  const [first, middle, last] = glyphs;
  expect(new Set([first?.glyph, middle?.glyph, last?.glyph]).size).toBe(3);
  expect(glyphs.map(({ letters }) => letters).join("")).toBe("ببب ێێ");
  expect((first?.x ?? 0) > (middle?.x ?? 0) && (middle?.x ?? 0) > (last?.x ?? 0)).toBe(true);
  // No glyph 0: every letter is in the font.
  expect(glyphs.every(({ glyph }) => glyph > 0)).toBe(true);
});

test("every page of every letter has all its letters in the font and says that it is invented", async () => {
  const archive = await defaultArchive();
  for (const { path, bytes } of archive.files.filter(
    (file) => file.path.startsWith("letters/") && file.path.endsWith(".pdf"),
  )) {
    const pages = pdfPages(bytes);
    expect(pages).toHaveLength(path === paths.report ? 2 : 1);
    for (const page of pages) {
      expect(page, path).toMatch(/invented|نسج الخيال|خەیاڵین/);
      expect(page, path).not.toContain("\ufffd");
    }
  }
});

test("every mail parses, its thread holds together, its attachments are whole", async () => {
  const archive = await defaultArchive();
  const mails = archive.files.filter(({ path }) => path.startsWith(`${paths.mailFolder}/`));
  const parsed = await Promise.all(mails.map(({ bytes }) => PostalMime.parse(bytes)));
  const ids = new Set(parsed.map(({ messageId }) => messageId));
  expect(ids.size).toBe(12);
  expect(parsed.filter(({ inReplyTo }) => inReplyTo === undefined)).toHaveLength(3);
  for (const { inReplyTo, references, text, subject, from } of parsed) {
    if (inReplyTo !== undefined) {
      expect(ids).toContain(inReplyTo);
      for (const reference of references?.split(/\s+/) ?? []) expect(ids).toContain(reference);
    }
    expect(`${subject} ${from?.name} ${text}`).not.toMatch(/\ufffd|=\?/);
    expect(text).toMatch(/invented|نسج الخيال|خەیاڵین/);
  }
  const attached = parsed.flatMap(({ attachments }) => attachments);
  expect(attached.map(({ filename }) => filename).sort()).toEqual(
    ["IMG-WA0003.jpg", "situation-report-3.pdf", "صورة البوابة.jpg", "وەرگێڕانی گێڕانەوە.docx"].sort(),
  );
  const bytesOf = (name: string): Uint8Array =>
    new Uint8Array((attached.find(({ filename }) => filename === name)?.content ?? new ArrayBuffer(0)) as ArrayBuffer);
  expect(Buffer.compare(bytesOf("situation-report-3.pdf"), fileIn(archive, paths.report).bytes)).toBe(0);
  expect(Buffer.compare(bytesOf("صورة البوابة.jpg"), fileIn(archive, paths.gatePhoto).bytes)).toBe(0);
  expect(Object.keys(unzipSync(bytesOf("وەرگێڕانی گێڕانەوە.docx")))).toContain("word/document.xml");
});

test("one mail is written in windows-1256, all are seven-bit, lines are short", async () => {
  const { files } = await defaultArchive();
  const mails = files.filter(({ path }) => path.startsWith(`${paths.mailFolder}/`)).map(textOf);
  expect(
    mails.filter((mail) => mail.includes("charset=windows-1256") && mail.includes("=?windows-1256?B?")),
  ).toHaveLength(1);
  for (const mail of mails) {
    expect(mail).toMatch(/^[\x20-\x7e\r\n]*$/);
    expect(Math.max(...mail.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(200);
  }
});

test("the mailbox has thirty messages in three languages, oldest first", async () => {
  const text = textOf(fileIn(await defaultArchive(), paths.mailbox));
  const messages = text.split(/^From [^ \n]+@[^ \n]+ .*\n/m).slice(1);
  const parsed = await Promise.all(messages.map((message) => PostalMime.parse(message)));
  expect(parsed).toHaveLength(30);
  const dates = parsed.map(({ date }) => Date.parse(date ?? ""));
  expect(dates).toEqual([...dates].sort((a, b) => a - b));
  for (const { from } of parsed) expect(from?.address).toMatch(new RegExp(`@${host}$`));
  const all = parsed.map(({ text: body }) => body).join("\n");
  for (const words of ["invented", "نسج الخيال", "خەیاڵین"]) expect(all).toContain(words);
  // A body line that begins with From would begin a message if it were not quoted.
  expect(text).toMatch(/^>From now on/m);
});

test("photographs carry date and an invented place; the copy sent on carries nothing", async () => {
  const archive = await defaultArchive();
  const read = (path: string) => exifr.parse(Buffer.from(fileIn(archive, path).bytes), { gps: true });
  const gate = await read(paths.gatePhoto);
  const halunta = placeById("halunta");
  expect(Math.abs(gate.latitude - halunta.latitude)).toBeLessThan(0.01);
  expect(Math.abs(gate.longitude - halunta.longitude)).toBeLessThan(0.01);
  expect(gate.DateTimeOriginal).toBeInstanceOf(Date);
  expect(gate.OffsetTimeOriginal ?? gate.OffsetTime).toBe("+03:00");
  expect(gate.ImageDescription).toContain("invented");
  expect(await read(paths.gateResent)).toBeUndefined();
});

test("one file came twice, one is locked, one broke off, one is empty", async () => {
  const archive = await defaultArchive();
  expect(Buffer.compare(fileIn(archive, paths.report).bytes, fileIn(archive, paths.reportAgain).bytes)).toBe(0);
  const locked = Buffer.from(fileIn(archive, paths.locked).bytes);
  expect(locked.readUInt16LE(6) & 1).toBe(1);
  expect(locked.includes("password")).toBe(false);
  expect(() => pdfPages(fileIn(archive, paths.damaged).bytes)).toThrow();
  expect(fileIn(archive, paths.empty).bytes).toHaveLength(0);
});

test("no document names a real family, fighter, town or armed group", async () => {
  const { files } = await defaultArchive();
  const texts: string[] = [];
  for (const { path, bytes } of files) {
    if (path.endsWith(".pdf") && bytes.length > 1_000) texts.push(...pdfPages(bytes));
    else if (path.endsWith(".xlsx")) texts.push(...sheetRows(bytes).values());
    else if (/\.(txt|vtt|json|gz)$/.test(path)) texts.push(textOf({ path, bytes, modified: "" }));
    else if (path.endsWith(".eml")) texts.push((await PostalMime.parse(bytes)).text ?? "");
    else if (path.endsWith(".mbox"))
      for (const message of textOf({ path, bytes, modified: "" }).split(/^From [^ \n]+@.*\n/m))
        texts.push((await PostalMime.parse(message)).text ?? "");
  }
  const { found, words } = realNamesIn(texts);
  expect(words).toBeGreaterThan(600);
  expect(found).toEqual([]);
});
