import { randomFillSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openParserPool } from "../../parser/pool.ts";
import type { Metadata, Raw } from "../contract.ts";
import { rawOf, runExtractor } from "../testing.ts";
import { type Camera, hasOpenssl, inventedCamera, taken } from "./c2pa.testkit.ts";
import { findC2pa } from "./c2pa.ts";
import { checkC2pa } from "./c2pa-check.ts";
import { forgetReader, readerName } from "./c2pa-reader.ts";
import { verdictWords } from "./c2pa-words.ts";
import { pictureExtractor, recordingExtractor } from "./index.ts";

const untrusted = "valid, signer not on a trust list";
const photo = (format: "jpeg" | "png" | "webp" | "tiff") =>
  sharp({ create: { width: 320, height: 200, channels: 3, background: "#7ab" } })
    .toFormat(format)
    .toBuffer();

function box(type: string, ...inside: readonly Uint8Array[]): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 4, "latin1");
  const whole = Buffer.concat([head, ...inside]);
  whole.writeUInt32BE(whole.length, 0);
  return whole;
}
function movie(brand: string, mediaBytes: number): Buffer {
  return Buffer.concat([
    box("ftyp", Buffer.from(`${brand}\0\0\x02\0isom${brand}`, "latin1")),
    box("mdat", randomFillSync(Buffer.alloc(mediaBytes))),
    box("moov", box("mvhd", Buffer.alloc(100))),
  ]);
}
function wav(samples: number): Buffer {
  const head = Buffer.from(
    "RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\0\0\0\0",
    "latin1",
  );
  head.writeUInt32LE(36 + samples, 4);
  head.writeUInt32LE(samples, 40);
  return Buffer.concat([head, Buffer.alloc(samples, 128)]);
}
/** An ID3v2.3 tag with a title, then silent MPEG 1 layer III frames of 128 kbit/s. */
function mp3(frames: number): Buffer {
  const frame = Buffer.alloc(417);
  frame.writeUInt32BE(0xfffb9000);
  const title = Buffer.from("TIT2\0\0\0\x02\0\0\0x", "latin1");
  const tag = Buffer.from("ID3\x03\0\0\0\0\0\x0c", "latin1");
  return Buffer.concat([tag, title, ...Array.from({ length: frames }, () => frame)]);
}

async function check(bytes: Uint8Array, trustAnchors?: string) {
  const raw = rawOf(bytes, "x");
  const finding = findC2pa(raw);
  return finding === undefined
    ? undefined
    : checkC2pa(raw, finding, trustAnchors === undefined ? {} : { trustAnchors });
}
const c2paOf = (metadata: Metadata) =>
  Object.fromEntries(Object.entries(metadata.other ?? {}).filter(([name]) => name.startsWith("c2pa")));

test("the reader that is named beside a verdict is the one installed", () => {
  const file = createRequire(import.meta.url).resolve("@contentauth/c2pa-wasm/package.json");
  const { name, version } = JSON.parse(readFileSync(file, "utf8")) as { name: string; version: string };
  expect(readerName).toBe(`${name} ${version}`);
});

describe.skipIf(!hasOpenssl)("signed media", () => {
  let camera: Camera;
  let jpeg: Uint8Array;
  beforeAll(async () => {
    camera = await inventedCamera();
    jpeg = await camera.sign("image/jpeg", await photo("jpeg"));
  });

  test("verdict, signer, programme and actions stand in the facts of a picture, and nothing of it is a problem", async () => {
    const { metadata, problems, preview } = await runExtractor(pictureExtractor, jpeg, "x", { type: "image/jpeg" });
    expect(c2paOf(metadata)).toEqual({
      c2pa: untrusted,
      c2pa_signer: "Camera 1, Invented Press",
      c2pa_claim_generator: "Invented Camera App 1.0",
      c2pa_actions: "c2pa.created (2014-08-03T05:30:00Z, digitalCapture)",
      c2pa_checked_with: `${readerName}, no trust list, nothing fetched`,
    });
    expect([metadata.width, problems, preview?.mediaType]).toEqual([320, [], "image/jpeg"]);
  });

  test("with the signer's root on the trust list it is valid without reserve, with another root it is not", async () => {
    expect((await check(jpeg, camera.root))?.["c2pa"]).toBe("valid");
    expect((await check(jpeg, (await inventedCamera()).root))?.["c2pa"]).toBe(untrusted);
  });

  test.each<[string, () => Promise<Buffer> | Buffer]>([
    ["image/jpeg", () => photo("jpeg")],
    ["image/png", () => photo("png")],
    ["image/webp", () => photo("webp")],
    ["image/tiff", () => photo("tiff")],
    ["image/heic", () => movie("heic", 50_000)],
    ["video/mp4", () => movie("mp42", 50_000)],
    ["video/quicktime", () => movie("qt  ", 50_000)],
    ["audio/mp4", () => movie("M4A ", 50_000)],
    ["audio/wav", () => wav(50_000)],
    ["audio/mpeg", () => mp3(100)],
  ])("%s: whole is valid, one changed byte of the media is invalid with the code that says so", async (type, make) => {
    const signed = await camera.sign(type, await make());
    expect((await check(signed))?.["c2pa"]).toBe(untrusted);
    const changed = Uint8Array.from(signed);
    const at = mediaByte(signed, type);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect((await check(changed))?.["c2pa"]).toMatch(/^invalid: assertion\.(data|bmff|boxes)Hash\.mismatch$/);
  });

  test("a changed statement is invalid, and the statement is still shown as made", async () => {
    const at = Buffer.from(jpeg).indexOf("2014-08-03");
    const changed = Uint8Array.from(jpeg);
    changed.set(Buffer.from("2015"), at);
    expect(await check(changed)).toMatchObject({
      c2pa: expect.stringMatching(/^invalid: assertion\.hashedURI\.mismatch/),
      c2pa_actions: "c2pa.created (2015-08-03T05:30:00Z, digitalCapture)",
    });
    const { problems } = await runExtractor(pictureExtractor, changed, "x", { type: "image/jpeg" });
    expect(problems).toEqual([]);
  });

  test("an invalid recording is no problem of reading either", async () => {
    const signed = await camera.sign("audio/wav", wav(16_000));
    const whole = await runExtractor(recordingExtractor, signed, "x", { type: "audio/wav" });
    expect([whole.metadata.other?.["c2pa"], whole.metadata.durationMs]).toEqual([untrusted, 2_000]);
    const changed = Uint8Array.from(signed);
    changed[1_000] = 7;
    const result = await runExtractor(recordingExtractor, changed, "x", { type: "audio/wav" });
    expect(result.metadata.other?.["c2pa"]).toBe("invalid: assertion.dataHash.mismatch");
    expect([result.problems, result.metadata.durationMs]).toEqual([[], 2_000]);
  });

  test("a manifest cut at any place gives an answer and never the word valid", async () => {
    const from = findC2pa(rawOf(jpeg, ""))?.offset ?? 0;
    const until = from + 2 + Buffer.from(jpeg).readUInt16BE(from + 2);
    for (let at = from + 60; at < until; at += 211) {
      const verdict = (await check(jpeg.subarray(0, at)))?.["c2pa"];
      expect(verdict).toMatch(/^(invalid: |manifest present, could not be checked: )\S/);
    }
    // The segment is whole again, the store in it is not.
    const short = Buffer.concat([jpeg.subarray(0, until - 3_000), jpeg.subarray(until)]);
    short.writeUInt16BE(until - from - 2 - 3_000, from + 2);
    const { metadata, problems } = await runExtractor(pictureExtractor, short, "x", { type: "image/jpeg" });
    expect(metadata.other?.["c2pa"]).toMatch(/^(invalid: |manifest present, could not be checked: )/);
    expect([metadata.width, problems]).toEqual([320, []]);
  });

  test("a manifest moved to another picture is invalid", async () => {
    const other = await sharp(await photo("png"))
      .negate()
      .jpeg()
      .toBuffer();
    const from = findC2pa(rawOf(jpeg, ""))?.offset ?? 0;
    const until = from + 2 + Buffer.from(jpeg).readUInt16BE(from + 2);
    const moved = Buffer.concat([other.subarray(0, 2), jpeg.subarray(from, until), other.subarray(2)]);
    expect((await check(moved))?.["c2pa"]).toMatch(/^invalid: assertion\.dataHash\.m/);
  });

  test("an unsigned picture says nothing about credentials", async () => {
    const { metadata } = await runExtractor(pictureExtractor, await photo("jpeg"), "x", { type: "image/jpeg" });
    expect(c2paOf(metadata)).toEqual({});
  });

  test("a manifest on a server is named and never fetched, with or without one in the file", async () => {
    const asked: unknown[] = [];
    const { fetch } = globalThis;
    globalThis.fetch = (...what) => {
      asked.push(what);
      return Promise.reject(new Error("no network"));
    };
    try {
      const remote = "https://manifests.example.org/1.c2pa";
      const elsewhere = await camera.sign("image/jpeg", await photo("jpeg"), { remote, embedded: false });
      const read = await runExtractor(pictureExtractor, elsewhere, "x", { type: "image/jpeg" });
      expect(c2paOf(read.metadata)).toEqual({
        c2pa: "manifest stated to be kept on a server, could not be checked: nothing is fetched",
        c2pa_remote: remote,
      });
      const both = await camera.sign("image/jpeg", await photo("jpeg"), { remote });
      expect((await check(both))?.["c2pa"]).toBe(untrusted);
    } finally {
      globalThis.fetch = fetch;
    }
    expect(asked).toEqual([]);
  });

  test("what a manifest states is bounded and stays on its line", async () => {
    const many = Array.from({ length: 40 }, (_, step) => ({
      action: step === 0 ? "c2pa.created" : "c2pa.edited",
      when: taken.when,
      digitalSourceType: taken.digitalSourceType,
      softwareAgent: { name: `${"x".repeat(5_000)}` },
    }));
    const entries = (await check(await camera.sign("image/jpeg", await photo("jpeg"), { actions: many }))) ?? {};
    expect(entries["c2pa_actions"]).toMatch(/^c2pa\.created \(.*; and 20 more$/);
    for (const text of Object.values(entries)) expect(text.length).toBeLessThanOrEqual(2_000);
  });

  test("a file over the limit is not read", async () => {
    const raw: Raw = { ...rawOf(jpeg, "x"), size: 64 * 2 ** 20 + 1, read: () => expect.fail("was read") };
    expect((await checkC2pa(raw, { offset: 2, carrier: "jpeg-app11" }))["c2pa"]).toBe(
      "manifest present, could not be checked: too large to check here",
    );
  });

  test("a fault of the source is thrown and not taken for a verdict", async () => {
    const raw: Raw = {
      ...rawOf(jpeg, "x"),
      read() {
        throw new Error("pipe closed");
      },
    };
    await expect(checkC2pa(raw, { offset: 2, carrier: "jpeg-app11" })).rejects.toThrow("pipe closed");
    expect((await check(jpeg))?.["c2pa"]).toBe(untrusted);
  });

  test("a new instance of the reader reads as the first did", async () => {
    forgetReader();
    expect((await check(jpeg))?.["c2pa"]).toBe(untrusted);
  });

  test("a video that is read in pieces is valid whole and invalid when its last byte is changed", async () => {
    const signed = await camera.sign("video/mp4", movie("mp42", 70 * 2 ** 20));
    const reads: number[] = [];
    const inner = rawOf(signed, "x");
    const raw: Raw = {
      ...inner,
      read(offset, length) {
        reads.push(length);
        return inner.read(offset, length);
      },
    };
    expect((await checkC2pa(raw, { offset: 0, carrier: "bmff-uuid" }))["c2pa"]).toBe(untrusted);
    expect(Math.max(...reads)).toBeLessThanOrEqual(2 ** 20);
    signed[signed.length - 1] = (signed.at(-1) ?? 0) ^ 1;
    expect((await check(signed))?.["c2pa"]).toBe("invalid: assertion.bmffHash.mismatch");
  });

  describe("in the real parser process", () => {
    const pool = openParserPool({ size: 1 });
    afterAll(() => pool.close());

    async function parse(bytes: Uint8Array) {
      let metadata: Metadata = {};
      const problems: string[] = [];
      const source = {
        name: "x",
        size: bytes.length,
        read: (at: number, length: number) => bytes.subarray(at, at + length),
      };
      await pool.parse(source, (event) => {
        if (event.type === "meta") metadata = { ...metadata, ...event.metadata };
        if (event.type === "problem") problems.push(event.problem.code);
      });
      return { metadata, problems };
    }

    test("a signed picture is checked, whole and changed, and keeps its other facts", async () => {
      const whole = await parse(jpeg);
      expect(whole.problems).toEqual([]);
      expect(whole.metadata.other).toMatchObject({ c2pa: untrusted, c2pa_signer: "Camera 1, Invented Press" });
      expect(whole.metadata.other?.["hashes"]).toMatch(/^dHash/);
      const changed = Uint8Array.from(jpeg);
      changed[jpeg.length - 20] = (changed[jpeg.length - 20] ?? 0) ^ 1;
      expect((await parse(changed)).metadata.other?.["c2pa"]).toBe("invalid: assertion.dataHash.mismatch");
    });

    test("a signed video that comes through the pipe is checked within the memory of the process", async () => {
      const { metadata, problems } = await parse(await camera.sign("video/mp4", movie("mp42", 60 * 2 ** 20)));
      expect(metadata.other?.["c2pa"]).toBe(untrusted);
      expect(problems).not.toContain("took-too-much-memory");
    });
  });
});

describe("the report in words", () => {
  const report = (more: object) => JSON.stringify({ validation_state: "Valid", active_manifest: "m", ...more });

  test("a report without a verdict gives none", () => {
    for (const text of ["", "null", "[]", "{}", '{"validation_state":"Fine"}'])
      expect(verdictWords(text)).toBeUndefined();
  });
  test("every code of an invalid manifest is named once, the missing trust list is not one of them", () => {
    const codes = ["signingCredential.untrusted", "claimSignature.mismatch", "assertion.dataHash.mismatch"];
    const validation_status = [...codes, ...codes].map((code) => ({ code }));
    expect(verdictWords(report({ validation_state: "Invalid", validation_status }))?.["c2pa"]).toBe(
      "invalid: claimSignature.mismatch, assertion.dataHash.mismatch",
    );
  });
  test("the time is the timestamp's, and an authority that is not known is said to be so", () => {
    const manifests = { m: { signature_info: { time: "2024-01-02T03:04:05+00:00" } } };
    const trusted = { activeManifest: { success: [{ code: "timeStamp.trusted" }] } };
    expect(verdictWords(report({ manifests, validation_results: trusted }))?.["c2pa_signed_at"]).toBe(
      "2024-01-02T03:04:05+00:00",
    );
    expect(verdictWords(report({ manifests }))?.["c2pa_signed_at"]).toBe(
      "2024-01-02T03:04:05+00:00, timestamp authority not on a trust list",
    );
  });
  test("an ingredient that failed when it was added is said, though the whole is valid", () => {
    const failed = {
      title: "a.jpg",
      relationship: "componentOf",
      validation_status: [{ code: "claimSignature.mismatch" }],
    };
    const manifests = { m: { ingredients: [{ title: "b.jpg", relationship: "parentOf" }, failed] } };
    expect(verdictWords(report({ manifests }))?.["c2pa_ingredients"]).toBe(
      "parentOf b.jpg; componentOf a.jpg, recorded as failing: claimSignature.mismatch",
    );
  });
  test("line breaks and direction marks of a name do not reach the list", () => {
    const manifests = { m: { signature_info: { common_name: "A\u202egnihton\nc2pa: valid", issuer: "B" } } };
    expect(verdictWords(report({ manifests }))?.["c2pa_signer"]).toBe("A gnihton c2pa: valid, B");
  });
});

/** A place in the media itself, outside the manifest. */
function mediaByte(signed: Uint8Array, type: string): number {
  const bytes = Buffer.from(signed);
  const marks: Readonly<Record<string, string>> = {
    "image/png": "IDAT",
    "image/webp": "VP8 ",
    "audio/mpeg": "\xff\xfb\x90\0",
  };
  const boxed = /heic|mp4|quicktime/.test(type) ? "mdat" : undefined;
  const mark = boxed ?? marks[type];
  if (mark !== undefined) return bytes.lastIndexOf(mark, undefined, "latin1") + 20;
  // The picture is at the end of a JPEG; in a TIFF and a WAV the media begin right behind the header.
  return type === "image/jpeg" ? bytes.length - 20 : 100;
}
