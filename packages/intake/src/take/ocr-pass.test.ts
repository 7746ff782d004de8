/** The OCR pass over real vaults: what is kept when it is ended, what becomes of pages that fail, what is said of a layer. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { newRecordId } from "@amana/format";
import { propose } from "@amana/record";
import sharp from "sharp";
import { afterEach, describe, expect, test } from "vitest";
import { nativeEngine } from "../ocr/index.ts";
import { ocrOf, type TestVault, testVault, waiting } from "../ocr/pass/testing/vault.ts";
import { openParserPool, type ParserPool } from "../parser/pool.ts";
import { askComparison, type OcrPassOptions, readByOcr } from "./ocr-pass.ts";
import { Shelf } from "./shelf.ts";

const data = fileURLToPath(new URL("../../../../../shared/data/documents/", import.meta.url));
const testing = new URL("../ocr/pass/testing/", import.meta.url);
const pages = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

const pools: ParserPool[] = [];
const vaults: TestVault[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
  for (const each of vaults.splice(0)) each.remove();
});
function openVault(): TestVault {
  const made = testVault();
  vaults.push(made);
  return made;
}
function reopened(before: TestVault): TestVault {
  vaults.splice(vaults.indexOf(before), 1);
  const after = before.reopen();
  vaults.push(after);
  return after;
}
function scripted(size = 1): ParserPool {
  const pool = openParserPool({ size, program: new URL("worker.ts", testing) });
  pools.push(pool);
  return pool;
}
function real(): ParserPool {
  const pool = openParserPool({ size: 2 });
  pools.push(pool);
  return pool;
}
async function read({ vault }: TestVault, pool: ParserPool, options: Partial<OcrPassOptions> = {}) {
  const told: [number, number][] = [];
  const progress = (done: number, total: number) => void told.push([done, total]);
  await readByOcr(vault, new Shelf(vault), pool, { stop: () => false, native: null, progress, ...options });
  return told;
}
const todos = ({ vault }: TestVault) => vault.local().todos("ocr");
const problem = ({ vault }: TestVault, source: string) => vault.view.state("src", source)?.unread;

describe("a run that is ended", () => {
  test("killed in the middle of a scan, the next run goes on behind the last group, and no page is kept twice", async () => {
    let world = openVault();
    const source = await waiting(world, { name: "slow", pages: pages(1, 60) });
    world.vault.close();
    const child = spawn(process.execPath, [fileURLToPath(new URL("run.ts", testing)), world.dir], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const seen: string[] = [];
    await new Promise<void>((resolve) => {
      child.stdout.on("data", (chunk: Buffer) => {
        seen.push(...chunk.toString().trim().split("\n"));
        if (seen.length >= 3) child.kill("SIGKILL");
      });
      child.on("exit", () => resolve());
    });
    expect(seen).not.toContain("end");
    world = reopened(world);
    const kept = ocrOf(world, source).flatMap((layer) => layer.pages);
    expect(kept.length).toBeGreaterThanOrEqual(8);
    expect(kept.length).toBeLessThan(60);
    const told = await read(world, scripted());
    expect(told[0]?.[1]).toBe(60 - kept.length);
    expect(told.at(-1)?.[0]).toBe(60 - kept.length);
    const layers = ocrOf(world, source);
    expect(layers.flatMap((layer) => layer.pages).sort((a, b) => a - b)).toEqual(pages(1, 60));
    expect(todos(world)).toEqual([]);
  }, 60_000);

  test("asked to stop, it stops between groups; started again when all is done, it adds nothing", async () => {
    const world = openVault();
    const source = await waiting(world, { name: "slow", pages: pages(1, 30) });
    let groups = 0;
    await read(world, scripted(), { stop: () => groups >= 2, progress: () => void groups++ });
    expect(ocrOf(world, source).flatMap((layer) => layer.pages)).toEqual(pages(1, 9));
    expect(JSON.parse(todos(world)[0]?.detail ?? "{}")).toMatchObject({ pages: pages(10, 30), reasons: ["picture"] });
    await read(world, scripted());
    const lines = world.vault.view.counts().lines;
    expect(await read(world, scripted())).toEqual([]);
    expect(world.vault.view.counts().lines).toBe(lines);
  }, 60_000);
});

describe("pages", () => {
  test("each layer names its pages, two processes share a source, progress counts pages", async () => {
    const world = openVault();
    const source = await waiting(world, { name: "slow", pages: pages(1, 25) });
    const told = await read(world, scripted(2));
    const layers = ocrOf(world, source);
    expect(layers.map(({ settings }) => settings)).toContain("models eng; pages 2-9");
    for (const { pages: own, text } of layers)
      expect(text).toBe(own.map((page) => `Words of page ${page}.`).join("\n"));
    expect(told.map(([done]) => done)).toEqual(told.map(([done]) => done).toSorted((a, b) => a - b));
    expect(told.at(-1)).toEqual([25, 25]);
  }, 60_000);

  test("one that ends its process is tried alone, then listed; those around it are read", async () => {
    const world = openVault();
    const source = await waiting(world, { name: "crash 5", pages: pages(1, 12) });
    await read(world, scripted());
    const kept = ocrOf(world, source).flatMap((layer) => layer.pages);
    expect(kept.sort((a, b) => a - b)).toEqual(pages(1, 12).filter((page) => page !== 5));
    expect(problem(world, source)).toEqual({ code: "parser-crashed", partly: true, detail: "page 5; exit 3" });
    expect(todos(world)).toEqual([]);
  }, 60_000);

  test("one that fails only in company is read alone", async () => {
    const world = openVault();
    const source = await waiting(world, { name: "stumble 5", pages: pages(1, 12) });
    await read(world, scripted());
    expect(
      ocrOf(world, source)
        .flatMap((layer) => layer.pages)
        .sort((a, b) => a - b),
    ).toEqual(pages(1, 12));
    expect(problem(world, source)).toBeUndefined();
  }, 60_000);

  test("one that fails by itself is listed, and what was read of it is not kept", async () => {
    const world = openVault();
    const source = await waiting(world, { name: "slip 2", pages: pages(1, 3) });
    await read(world, scripted());
    expect(
      ocrOf(world, source)
        .map(({ text }) => text)
        .join("\n"),
    ).not.toContain("page 2");
    expect(problem(world, source)).toEqual({ code: "damaged", partly: true, detail: "page 2" });
  }, 60_000);

  test("a source that cannot be opened is one problem, not one a page", async () => {
    const world = openVault();
    const source = await waiting(world, { name: "locked", pages: pages(1, 300) });
    const told = await read(world, scripted());
    expect(problem(world, source)).toMatchObject({ code: "locked", partly: false, detail: "pages 1-300" });
    expect(told).toEqual([[300, 300]]);
  }, 60_000);

  test("one without anything to read is named in its layer and is no problem", async () => {
    const world = openVault();
    const source = await waiting(world, { name: "blank 3", pages: pages(1, 5) });
    const alone = await waiting(world, { name: "blank 1", pages: [1] });
    await read(world, scripted());
    expect(ocrOf(world, source).map(({ settings }) => settings)).toContain(
      "models eng; pages 2, 4-5; no-text on page 3 (no-writing)",
    );
    expect(ocrOf(world, alone)).toMatchObject([
      { tool: "amana-writing-look", passages: 0, settings: "no-text on page 1 (no-writing)" },
    ]);
    expect([problem(world, source), problem(world, alone)]).toEqual([undefined, undefined]);
    expect(todos(world)).toEqual([]);
  }, 60_000);
});

test("numbers are flagged although the process died before the layer's end", async () => {
  const world = openVault();
  const source = await waiting(world, { name: "crash 4", pages: pages(1, 8) });
  await read(world, scripted());
  for (const layer of ocrOf(world, source)) expect(layer.flags).toContain("numbers-unconfirmed");
}, 60_000);

describe("beside a text layer", () => {
  async function withText(
    world: TestVault,
    text: string,
    flags: readonly ("find-only" | "text-doubtful")[],
    reasons: readonly string[],
  ) {
    const source = await waiting(world, { name: "plain", pages: reasons.length === 0 ? [] : [1], reasons });
    const shelf = new Shelf(world.vault);
    const layer = newRecordId("lay", shelf.random(12));
    const line = JSON.stringify({ text, place: { type: "page", page: 1 } });
    shelf.add([
      propose("layer.made", layer, {
        source,
        kind: "text",
        tool: "test",
        version: "1",
        flags: [...flags],
        languages: [],
        media_type: "application/x-ndjson",
        passages: 1,
        units: text.length,
        content: { type: "inline", lines: `${line}\n` },
      }),
    ]);
    shelf.flush();
    return { source, layer };
  }
  const other = "quite other letters stand here than those that anybody sees who looks at this sheet of paper ".repeat(
    3,
  );

  test("a doubtful layer that differs from the picture is named in the layer that was read", async () => {
    const world = openVault();
    const { source, layer } = await withText(world, other, ["text-doubtful", "find-only"], ["text-doubtful"]);
    await read(world, scripted());
    expect(ocrOf(world, source)[0]?.settings).toMatch(
      new RegExp(`page 1 differs from text layer ${layer}: confirmed \\d of 51 words`),
    );
  }, 60_000);

  test("a find-only layer is compared when somebody asks, once", async () => {
    const world = openVault();
    const { source, layer } = await withText(world, "Words of page 1.", ["find-only"], []);
    await read(world, scripted());
    expect(ocrOf(world, source)).toEqual([]);
    await read(world, scripted(), { compareFindOnly: true });
    expect(ocrOf(world, source)[0]?.settings).toContain(`page 1 agrees with text layer ${layer}`);
    expect(askComparison(world.vault, new Shelf(world.vault))).toBe(0);
  }, 60_000);
});

describe.skipIf(!existsSync(`${data}arabic`))("real pages", () => {
  const scan = (name: string) => readFileSync(`${data}arabic/${name}`);

  test("an Arabic scan is read in the sandbox, a photograph is quietly passed over, an icon as well", async () => {
    const world = openVault();
    const arabic = await waiting(world, {
      name: "a.png",
      type: "image/png",
      bytes: scan("scan-arb_noto.300.png"),
      pages: [1],
    });
    const photograph = await waiting(world, {
      name: "b.jpg",
      type: "image/jpeg",
      bytes: readFileSync(`${data}photos/DSCN0010.jpg`),
      pages: [1],
    });
    const icon = await waiting(world, {
      name: "c.png",
      type: "image/png",
      bytes: await sharp({ create: { width: 48, height: 48, channels: 3, background: "#a03030" } })
        .png()
        .toBuffer(),
      pages: [1],
    });
    await read(world, real(), { native: nativeEngine() ?? null });
    expect(ocrOf(world, arabic)[0]).toMatchObject({ tool: "tesseract.js-core" });
    expect(ocrOf(world, arabic)[0]?.text).toContain("الإعلان العالمي لحقوق الإنسان");
    expect(ocrOf(world, photograph)).toMatchObject([{ passages: 0 }]);
    expect(ocrOf(world, icon)[0]?.settings).toBe("no-text on page 1 (too-small)");
    expect([...world.vault.view.sources({ unreadOnly: true })]).toEqual([]);
  }, 120_000);

  test.skipIf(nativeEngine()?.models.has("kmr") !== true)(
    "Kurdish scans of unknown language are read by the installed program; without it in the sandbox",
    async () => {
      for (const native of [nativeEngine() ?? null, null]) {
        const world = openVault();
        const add = (name: string) => waiting(world, { name, type: "image/png", bytes: scan(name), pages: [1] });
        const [sorani, kurmanji] = [await add("scan-ckb_noto.300.png"), await add("scan-kmr_noto.300.png")];
        await read(world, real(), { native });
        const tools = [sorani, kurmanji].map((source) => ocrOf(world, source).map(({ tool }) => tool));
        const tool = native === null ? "tesseract.js-core" : "tesseract";
        expect(tools).toEqual([[tool], [tool]]);
        if (native !== null) expect(ocrOf(world, kurmanji)[0]?.text).toContain("Danezana gerdûnî ya mafên mirov");
      }
    },
    120_000,
  );

  test("a page that crashes the installed program is read in the sandbox", async () => {
    const found = nativeEngine();
    if (found === undefined) return;
    const native = { ...found, read: () => Promise.reject(new Error("crashed")) };
    const world = openVault();
    const source = await waiting(world, {
      name: "d.png",
      type: "image/png",
      bytes: scan("scan-ckb_noto.300.png"),
      pages: [1],
    });
    await read(world, real(), { native });
    expect(ocrOf(world, source)).toMatchObject([{ tool: "tesseract.js-core" }]);
    expect(problem(world, source)).toBeUndefined();
  }, 120_000);
});
