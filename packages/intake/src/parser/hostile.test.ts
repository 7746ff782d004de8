/** The real parsers, in the real process, on files made to hurt them: shared data, skipped where it is absent. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import type { ParseEvent } from "./events.ts";
import { openParserPool } from "./pool.ts";

const folder = new URL("../../../../../shared/data/hostile/", import.meta.url);
const documents = new URL("../../../../../shared/data/documents/", import.meta.url);
const pool = openParserPool({ size: 1 });
afterAll(() => pool.close());

async function parse(name: string, bytes: Uint8Array) {
  const problems: string[] = [];
  const types = new Set<string>();
  const source = { name, size: bytes.length, read: (at: number, length: number) => bytes.subarray(at, at + length) };
  const report = await pool.parse(source, (event: ParseEvent) => {
    types.add(event.type);
    if (event.type === "problem") problems.push(event.problem.code);
  });
  return { ...report, problems, types };
}

/** What each must end with; several where the machine's speed decides. `undefined`: read without complaint. */
const endings: Readonly<Record<string, readonly (string | undefined)[]>> = {
  "bomb.gz": ["expands-too-far"],
  "bomb.png": ["too-large", "damaged"],
  "bomb1g.docx": ["expands-too-far"],
  "corner.xlsx": [undefined],
  "deep.docx": [undefined, "no-text", "too-deep", "damaged"],
  "deep.eml": ["too-deep"],
  "lol.docx": [undefined, "damaged"],
  "nest60.zip": [undefined], // one level is harmless: the depth is counted by the caller
  "overlap.zip": ["expands-too-far"],
  "pages1e6.pdf": ["damaged"],
  "rfc822deep.eml": [undefined],
  "slip.zip": [undefined], // names are data
  "streambomb.pdf": ["took-too-much-memory", "took-too-long", "damaged"],
  "xxe.docx": [undefined, "damaged"],
};

describe.skipIf(!existsSync(folder))("hostile files", () => {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  test("every one of them has an ending stated here", () => {
    expect(names.filter((name) => endings[name] === undefined)).toEqual([]);
  });
  test.each(names)("%s ends with its reason, within 20 s and bounded memory, and the pool goes on", async (name) => {
    const started = performance.now();
    const { problems, peakMemory } = await parse(name, readFileSync(new URL(name, folder)));
    expect(endings[name]).toContain(problems[0]);
    expect(performance.now() - started).toBeLessThan(21_000);
    expect(peakMemory).toBeLessThan(800 * 2 ** 20);
    const after = await parse("a.txt", Buffer.from("still here\n"));
    expect(after.problems).toEqual([]);
    expect(after.types).toContain("passage");
  });
});

describe.skipIf(!existsSync(documents))("real files in the real process", () => {
  /** Native code, WebAssembly and file reads of each library must work under the permission model. */
  test.each([
    ["office-and-more/test-documents.rar", "child-end"],
    ["office-and-more/testPDF.pdf", "passage"],
    ["office-and-more/testWORD.doc", "passage"],
    ["office-and-more/testJPEG_EXIF.jpg", "preview"],
  ])("%s is read", async (name, event) => {
    const file = new URL(name, documents);
    if (!existsSync(file)) return;
    const { problems, types } = await parse(name, readFileSync(file));
    expect(problems).toEqual([]);
    expect(types).toContain(event);
  });

  test("a camera's HEIC costs no process: what its decoder took is given back", async () => {
    const file = new URL("photos/HMD_Nokia_8.3_5G_hdr.heif", documents);
    if (!existsSync(file)) return;
    await parse("a.txt", Buffer.from("ready\n"));
    const { started } = pool;
    const { types } = await parse("a.heif", readFileSync(file));
    expect(types).toContain("preview");
    expect(pool.started).toBe(started);
  });
});
