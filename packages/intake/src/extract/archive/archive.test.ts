import { gzipSync } from "node:zlib";
import SevenZip, { type SevenZipModuleFactory } from "7z-wasm";
import { zipSync } from "fflate";
import { pack } from "tar-stream";
import { describe, expect, test } from "vitest";
import { ProblemError } from "../contract.ts";
import { runExtractor } from "../testing.ts";
import { gzipExtractor } from "./gzip.ts";
import { sevenExtractor } from "./seven.ts";
import { tarExtractor } from "./tar.ts";
import { zipExtractor } from "./zip.ts";

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const text = (content: Uint8Array) => Buffer.from(content).toString();
const words = bytes("كلام الشاهد ".repeat(400));

/** An archive made by 7-Zip itself. */
async function sevenOf(name: string, files: Readonly<Record<string, Uint8Array>>, ...switches: readonly string[]) {
  const seven = await (SevenZip as unknown as SevenZipModuleFactory)({ print() {}, printErr() {} });
  seven.FS.mkdir("/w");
  seven.FS.chdir("/w");
  for (const [file, content] of Object.entries(files)) {
    if (file.includes("/")) seven.FS.mkdir(`/w/${file.split("/")[0]}`);
    seven.FS.writeFile(`/w/${file}`, content);
  }
  seven.callMain([
    "a",
    ...switches,
    `/${name}`,
    ...new Set(Object.keys(files).map((file) => file.split("/")[0] ?? "")),
  ]);
  return Uint8Array.from(seven.FS.readFile(`/${name}`));
}

describe("zip", () => {
  test("stored members are ranges of the parent, packed ones are unpacked, folders are passed over", async () => {
    const zip = zipSync({
      "a/": [new Uint8Array(0), {}],
      "a/شهادة.txt": [words, { level: 6 }],
      "b.bin": [words, { level: 0 }],
    });
    const { children, problems } = await runExtractor(zipExtractor, zip, "x.zip");
    expect(children.map((child) => [child.info.name, child.info.position, child.range !== undefined])).toEqual([
      ["a/شهادة.txt", 1, false],
      ["b.bin", 2, true],
    ]);
    for (const child of children) expect(text(child.bytes)).toBe(text(words));
    expect(problems).toEqual([]);
  });
  test("hostile names are handed on as data", async () => {
    const names = ["../../etc/passwd", "/abs/x", "C:\\x", "a\u202etxt.exe", "con"];
    const zip = zipSync(Object.fromEntries(names.map((name) => [name, bytes(name)])));
    const { children } = await runExtractor(zipExtractor, zip, "x.zip");
    expect(children.map((child) => child.info.name)).toEqual(names);
  });
  test("a damaged member is told by its position and the others are read", async () => {
    const zip = zipSync({ one: [words, { level: 6 }], two: [words, { level: 6 }] });
    const broken = Uint8Array.from(zip);
    broken.fill(0x55, 40, 60);
    const { children, problems } = await runExtractor(zipExtractor, broken, "x.zip");
    expect(children.map((child) => child.whole)).toEqual([false, true]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: "damaged", partly: true });
    expect(problems[0]?.detail).toMatch(/^member 1/);
  });
  test("a cut zip gives what is left of it", async () => {
    const zip = zipSync({ one: [words, { level: 6 }], two: [words, { level: 6 }] });
    const { children, problems } = await runExtractor(zipExtractor, zip.subarray(0, zip.length - 90), "x.zip");
    expect(text(children[0]?.bytes ?? new Uint8Array())).toBe(text(words));
    expect(problems.some((problem) => problem.code === "damaged")).toBe(true);
  });
  test("a locked member is told as locked", async () => {
    const zip = await sevenOf("x.zip", { one: words }, "-tzip", "-psecret");
    const { children, problems } = await runExtractor(zipExtractor, zip, "x.zip");
    expect(children).toEqual([]);
    expect(problems).toEqual([{ code: "locked", detail: "member 1", partly: true }]);
  });
  test("more members than allowed are refused", async () => {
    const zip = zipSync(Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`f${n}`, bytes("x")])));
    const { children, problems } = await runExtractor(zipExtractor, zip, "x.zip", { limits: { entries: 20 } });
    expect(children).toEqual([]);
    expect(problems[0]?.code).toBe("too-large");
  });
});

describe("gzip", () => {
  test("the stream inside is a child; two in a row are one", async () => {
    const two = Buffer.concat([gzipSync("one "), gzipSync("two")]);
    const { children } = await runExtractor(gzipExtractor, new Uint8Array(two), "folder/backup.tgz");
    expect(children.map((child) => [child.info.name, text(child.bytes), child.whole])).toEqual([
      ["backup.tar", "one two", true],
    ]);
  });
  test("a cut stream gives what came before, and is told", async () => {
    const cut = gzipSync(words).subarray(0, -20);
    const { children, problems } = await runExtractor(gzipExtractor, new Uint8Array(cut), "a.gz");
    expect(children[0]?.whole).toBe(false);
    expect(problems).toEqual([{ code: "damaged", detail: "Z_BUF_ERROR" }]);
  });
});

describe("tar", () => {
  async function tarOf(fill: (tar: ReturnType<typeof pack>) => void): Promise<Uint8Array> {
    const tar = pack();
    fill(tar);
    tar.finalize();
    const parts: Uint8Array[] = [];
    for await (const part of tar) parts.push(part as Uint8Array);
    return new Uint8Array(Buffer.concat(parts));
  }
  test("files are ranges with their names however long, links and folders are passed over", async () => {
    const long = `${"مجلد/".repeat(60)}شهادة.txt`;
    const tar = await tarOf((it) => {
      it.entry({ name: "folder", type: "directory" });
      it.entry({ name: "../a.txt", mtime: new Date("2019-03-12T10:00:00Z") }, "first");
      it.entry({ name: "l", type: "symlink", linkname: "/etc/passwd" });
      it.entry({ name: long }, Buffer.from(words));
    });
    const { children, problems } = await runExtractor(tarExtractor, tar, "x.tar");
    expect(children.map((child) => [child.info.name, text(child.bytes)])).toEqual([
      ["../a.txt", "first"],
      [long, text(words)],
    ]);
    expect(children[0]?.info.modified).toBe("2019-03-12T10:00:00Z");
    expect(children.every((child) => child.range !== undefined)).toBe(true);
    expect(problems).toEqual([]);
  });
  test("a cut tar gives what is left; a broken header ends it with a reason", async () => {
    const tar = await tarOf((it) => {
      it.entry({ name: "a" }, "first");
      it.entry({ name: "b" }, Buffer.from(words));
    });
    const cut = await runExtractor(tarExtractor, tar.slice(0, 1_700), "x.tar");
    expect(cut.children.map((child) => child.info.name)).toEqual(["a", "b"]);
    expect(cut.problems[0]).toMatchObject({ code: "damaged", partly: true });
    const broken = Uint8Array.from(tar);
    broken.fill(1, 1_024, 1_100);
    const { children, problems } = await runExtractor(tarExtractor, broken, "x.tar");
    expect(children).toHaveLength(1);
    expect(problems).toEqual([{ code: "damaged", detail: "header at 1024" }]);
  });
});

describe("7-Zip's families", () => {
  const files = { "a.txt": words, "م/شهادة.txt": bytes("مرحبا"), empty: new Uint8Array(0) };
  test("7z: every member with its name and bytes", async () => {
    const { children, problems } = await runExtractor(sevenExtractor, await sevenOf("x.7z", files), "x.7z");
    expect(problems).toEqual([]);
    const found = Object.fromEntries(children.map((child) => [child.info.name, text(child.bytes)]));
    expect(found).toEqual(Object.fromEntries(Object.entries(files).map(([name, content]) => [name, text(content)])));
    expect(children.every((child) => child.whole)).toBe(true);
  });
  test.each([
    ["xz", "application/x-xz"],
    ["bzip2", "application/x-bzip2"],
  ])("%s: the one stream, named after the file", async (kind, type) => {
    const packed = await sevenOf(`x.${kind}`, { "a.txt": words }, `-t${kind}`);
    const { children } = await runExtractor(sevenExtractor, packed, `notes.txt.${kind === "xz" ? "xz" : "bz2"}`, {
      type,
    });
    expect(children.map((child) => [child.info.name, text(child.bytes)])).toEqual([["notes.txt", text(words)]]);
  });
  test("locked members and locked lists are told as locked", async () => {
    const members = await runExtractor(sevenExtractor, await sevenOf("x.7z", files, "-psecret"), "x.7z");
    expect(members.problems.map((problem) => problem.code)).toContain("locked");
    expect(members.children.filter((child) => child.bytes.length > 0)).toEqual([]);
    const list = await runExtractor(sevenExtractor, await sevenOf("x.7z", files, "-psecret", "-mhe=on"), "x.7z");
    expect(list.problems.map((problem) => problem.code)).toEqual(["locked"]);
  });
  test("a member with a wrong sum is not whole", async () => {
    const packed = await sevenOf("x.7z", { "a.txt": words, "b.txt": words }, "-mx=0");
    packed.fill(0x20, 100, 110);
    const { children, problems } = await runExtractor(sevenExtractor, packed, "x.7z");
    expect(children.some((child) => !child.whole)).toBe(true);
    expect(problems[0]?.code).toBe("damaged");
  });
  test("declared bombs are refused before a byte is unpacked, and the sink's own refusal comes through", async () => {
    const packed = await sevenOf("x.7z", { zeros: new Uint8Array(20 * 2 ** 20) });
    const refused = await runExtractor(sevenExtractor, packed, "x.7z", { limits: { expandedBytes: 2 ** 20 } });
    expect(refused.children).toEqual([]);
    expect(refused.problems[0]?.code).toBe("expands-too-far");
    const stop = new ProblemError("expands-too-far");
    const sink = new Proxy({} as Parameters<typeof sevenExtractor.extract>[2], {
      get: () => () => ({
        write() {
          throw stop;
        },
        end() {},
      }),
    });
    const raw = {
      name: "x",
      size: packed.length,
      read: (at: number, n: number) => packed.slice(at, at + n),
      all: () => packed,
    };
    const limits = { textUnits: 1, expandedBytes: 2 ** 30, ratio: 1e6, entries: 10 };
    await expect(sevenExtractor.extract(raw, "application/x-7z-compressed", sink, limits)).rejects.toBe(stop);
  });
  test("what is no archive is damaged", async () => {
    const { problems } = await runExtractor(sevenExtractor, bytes("7z\xbc\xaf\x27\x1c and nothing more"), "x.7z");
    expect(problems[0]?.code).toBe("damaged");
  });
});
