/** Web captures: WARC and WACZ, made here and real ones. Addresses and words are invented. */
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, crc32, deflateRawSync, gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { WARCParser } from "warcio";
import { rawOf, runExtractor } from "../testing.ts";
import { base32 } from "./digest.ts";
import { arcExtractor, waczExtractor, warcExtractor } from "./index.ts";
import { checkWaczSignature } from "./wacz-signature.ts";
import { zipMembers } from "./zip.ts";

const documents = new URL("../../../../../../shared/data/documents/", import.meta.url).pathname;
const absent = !existsSync(documents);
const read = (bytes: Uint8Array) => runExtractor(warcExtractor, bytes, "w.warc.gz");
const page = Buffer.from(`<!doctype html><title>Bridge</title>${"<p>جسر bridge</p>".repeat(200)}`);
const sha1 = (bytes: Uint8Array) => `sha1:${base32(createHash("sha1").update(bytes).digest())}`;

function record(type: string, url: string, block: Uint8Array, more: Record<string, string> = {}): Buffer {
  const fields = {
    "WARC-Type": type,
    "WARC-Target-URI": url,
    "WARC-Date": "2014-09-01T20:05:07Z",
    "WARC-Block-Digest": sha1(block),
    ...more,
  };
  const head = Object.entries(fields)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("");
  return Buffer.concat([
    Buffer.from(`WARC/1.1\r\n${head}Content-Length: ${block.length}\r\n\r\n`),
    block,
    Buffer.from("\r\n\r\n"),
  ]);
}
function response(url: string, body: Uint8Array, headers: string, more: Record<string, string> = {}): Buffer {
  const block = Buffer.concat([
    Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n${headers}\r\n`),
    body,
  ]);
  return record("response", url, block, {
    "Content-Type": "application/http;msgtype=response",
    "WARC-Payload-Digest": sha1(body),
    ...more,
  });
}
function chunked(bytes: Buffer, size = 1_000): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    const chunk = bytes.subarray(at, at + size);
    chunks.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from("\r\n"));
  }
  return Buffer.concat([...chunks, Buffer.from("0\r\n\r\n")]);
}
const info = record("warcinfo", "", Buffer.from("software: practice crawler 1\r\n"));
const three = [
  info,
  response("https://a.example/1", page, ""),
  response("https://a.example/2", chunked(page), "Transfer-Encoding: chunked\r\n"),
  record("resource", "https://a.example/3.png", Buffer.from([1, 2, 3]), { "Content-Type": "image/png" }),
];

describe("a WARC file", () => {
  test("gives every answer and resource as a child with its address, time and type", async () => {
    const { children, metadata, problems, text } = await read(Buffer.concat(three));
    expect(children.map((child) => child.info)).toMatchObject([
      {
        name: "https://a.example/1",
        position: 1,
        role: "record",
        claimedType: "text/html",
        modified: "2014-09-01T20:05:07Z",
      },
      { name: "https://a.example/2", position: 2 },
      { name: "https://a.example/3.png", position: 3, claimedType: "image/png" },
    ]);
    expect(children.slice(0, 2).every((child) => page.equals(child.bytes))).toBe(true);
    expect(metadata).toMatchObject({
      software: "practice crawler 1",
      other: { "warc-block-digests": "4 equal, 0 different", "warc-payload-digests": "2 equal, 0 different" },
    });
    expect(text).toContain("2014-09-01T20:05:07Z 200 text/html https://a.example/1");
    expect(problems).toEqual([]);
  });

  test("stored plainly gives plain bodies as ranges of itself", async () => {
    const { children } = await read(Buffer.concat(three));
    expect(children.map((child) => child.range !== undefined)).toEqual([true, false, true]);
  });

  test("is the same in one gzip, in one per record, and plain", async () => {
    const bodies = async (bytes: Uint8Array) =>
      (await read(bytes)).children.map((child) => Buffer.from(child.bytes).toString("hex"));
    const plain = await bodies(Buffer.concat(three));
    expect(await bodies(gzipSync(Buffer.concat(three)))).toEqual(plain);
    expect(await bodies(Buffer.concat(three.map((each) => gzipSync(each))))).toEqual(plain);
  });

  test("undoes gzip, deflate, brotli and zstd, chunked or not; a body already undone passes as it is", async () => {
    const forms: [string, Buffer][] = [
      ["gzip", gzipSync(page)],
      ["deflate", deflateRawSync(page)],
      ["br", brotliCompressSync(page)],
      ["zstd", zstdCompressSync(page)],
      ["gzip", page],
      ["br", page],
    ];
    for (const [name, body] of forms) {
      const straight = await read(response("https://a.example/", body, `Content-Encoding: ${name}\r\n`));
      expect(page.equals(straight.children[0]?.bytes ?? new Uint8Array()), name).toBe(true);
      const both = await read(
        gzipSync(
          response("https://a.example/", chunked(body), `Content-Encoding: ${name}\r\nTransfer-Encoding: chunked\r\n`),
        ),
      );
      expect(page.equals(both.children[0]?.bytes ?? new Uint8Array()), `${name} chunked`).toBe(true);
      expect(both.problems).toEqual([]);
    }
  });

  test("with one changed byte in a body says that it differs, and gives the rest", async () => {
    const bytes = Buffer.concat(three);
    bytes[bytes.indexOf("bridge")] = 0x42;
    const { problems, children } = await read(bytes);
    expect(problems.map((problem) => problem.detail)).toEqual([
      "1 records differ from their block digest",
      "1 payloads differ from their digest",
    ]);
    expect(children).toHaveLength(3);
  });

  test("cut at any place, plain or gzip, keeps what came before and names the cut", async () => {
    const plain = Buffer.concat(three);
    const packed = Buffer.concat(three.map((each) => gzipSync(each)));
    for (const whole of [plain, packed]) {
      const full = (await read(whole)).children.map((child) => Buffer.from(child.bytes));
      for (let end = info.length + 1; end < whole.length - 8; end += 37) {
        const { children } = await read(whole.subarray(0, end));
        for (const [index, child] of children.entries()) {
          expect(full[index]?.subarray(0, child.bytes.length).equals(child.bytes), `${end}`).toBe(true);
        }
      }
    }
    const { problems, children } = await read(packed.subarray(0, packed.length - 40));
    expect(children.length).toBeGreaterThanOrEqual(2);
    expect(problems.map((problem) => problem.code)).toContain("damaged");
  });

  test("with a damaged gzip member gives the records behind it", async () => {
    const members = three.map((each) => gzipSync(each));
    members[1]?.fill(0xff, 40, 80);
    const { children, problems } = await read(Buffer.concat(members));
    expect(children.map((child) => child.info.name)).toEqual(
      expect.arrayContaining(["https://a.example/2", "https://a.example/3.png"]),
    );
    expect(problems.map((problem) => problem.code)).toContain("damaged");
  });

  test("that expands without end is stopped at the limit", async () => {
    const bomb = gzipSync(
      response("https://a.example/", brotliCompressSync(Buffer.alloc(50 * 2 ** 20)), "Content-Encoding: br\r\n"),
    );
    const { problems } = await runExtractor(warcExtractor, bomb, "w", { limits: { expandedBytes: 2 ** 20 } });
    expect(problems.map((problem) => problem.code)).toContain("expands-too-far");
  });

  test.skipIf(absent)(
    "of 13 real ones gives the records that warcio gives, and of a broken one what is left",
    async () => {
      const folders = ["web-archives", "office-and-more"].flatMap((folder) =>
        readdirSync(join(documents, folder))
          .filter((name) => /\.warc(\.gz)?$/.test(name))
          .map((name) => join(documents, folder, name)),
      );
      expect(folders).toHaveLength(14);
      for (const file of folders.filter((name) => !name.includes("trunc"))) {
        const bytes = readFileSync(file);
        const { children } = await read(bytes);
        const theirs: { url: string; body: Buffer; brotli: boolean }[] = [];
        for await (const each of new WARCParser(Readable(bytes))) {
          const body = await each.readFully(true);
          if (["response", "resource"].includes(each.warcType ?? "") && body.length > 0)
            theirs.push({
              url: each.warcTargetURI ?? "",
              body: Buffer.from(body),
              brotli: each.httpHeaders?.headers.get("content-encoding") === "br",
            });
        }
        expect(
          children.map((child) => child.info.name),
          file,
        ).toEqual(theirs.map((each) => each.url));
        for (const [index, { body, brotli }] of theirs.entries()) {
          const ours = Buffer.from(children[index]?.bytes ?? []);
          // They undo gzip and leave Brotli as it is.
          const undone = brotli ? brotliDecompressSync(body) : body;
          expect(ours.equals(undone), `${file} ${index}`).toBe(true);
        }
      }
      const broken = await read(readFileSync(join(documents, "web-archives/example-trunc.warc")));
      expect(broken.children).toHaveLength(1);
      expect(broken.problems.length).toBeGreaterThan(0);
    },
  );

  test("of the old ARC kind is refused by name", async () => {
    expect((await runExtractor(arcExtractor, Buffer.from("filedesc://x"), "a.arc")).problems).toMatchObject([
      { code: "not-supported" },
    ]);
  });
});

describe("a WACZ file", () => {
  const sha256 = (bytes: Uint8Array) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  const archive = gzipSync(Buffer.concat(three));
  const pages = Buffer.from(
    '{"format":"json-pages-1.0"}\n{"url":"https://a.example/1","title":"Bridge","ts":"2014-09-01T20:05:07Z"}\n',
  );
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-384" });

  function wacz(change: { signature?: (hash: string) => string; pages?: Buffer } = {}) {
    const resources = [
      ["archive/data.warc.gz", archive],
      ["pages/pages.jsonl", pages],
    ] as const;
    const list = resources.map(([path, bytes]) => ({ name: path, path, hash: sha256(bytes), bytes: bytes.length }));
    const package_ = Buffer.from(
      JSON.stringify({
        profile: "data-package",
        wacz_version: "1.1.1",
        title: "Practice",
        mainPageUrl: "https://a.example/1",
        resources: list,
      }),
    );
    const hash = sha256(package_);
    const signature =
      change.signature?.(hash) ??
      sign("sha256", Buffer.from(hash), { key: privateKey, dsaEncoding: "ieee-p1363" }).toString("base64");
    const signedData = {
      hash,
      signature,
      publicKey: publicKey.export({ format: "der", type: "spki" }).toString("base64"),
      created: "2014-09-01T20:05:07Z",
      software: "practice",
    };
    const digest = Buffer.from(JSON.stringify({ path: "datapackage.json", hash, signedData }));
    return zipOf([
      ["archive/data.warc.gz", archive],
      ["pages/pages.jsonl", change.pages ?? pages],
      ["datapackage.json", package_],
      ["datapackage-digest.json", digest],
    ]);
  }
  const open = (bytes: Uint8Array) => runExtractor(waczExtractor, bytes, "w.wacz");

  test("is verified to its anonymous signature; the archive is a range, the pages are passages", async () => {
    const { metadata, children, problems, text } = await open(wacz());
    expect(metadata).toMatchObject({
      title: "Practice",
      url: "https://a.example/1",
      other: { "wacz-verified": "hashes 2 of 2; signature valid (anonymous key)" },
    });
    expect(children.map((child) => [child.info.name, child.range !== undefined])).toEqual([
      ["archive/data.warc.gz", true],
    ]);
    expect((await read(children[0]?.bytes ?? new Uint8Array())).children).toHaveLength(3);
    expect(text).toBe("2014-09-01T20:05:07Z\nBridge\nhttps://a.example/1");
    expect(problems).toEqual([]);
  });

  test("with any single byte of its archive changed does not verify", async () => {
    const whole = wacz();
    const at = whole.indexOf(archive);
    for (let offset = 0; offset < archive.length; offset += 29) {
      const bytes = Buffer.from(whole);
      bytes[at + offset] = (bytes[at + offset] ?? 0) ^ 1;
      const { problems, metadata } = await open(bytes);
      expect(problems.length, String(offset)).toBeGreaterThan(0);
      expect(metadata.other?.["wacz-verified"]).toContain("hashes 1 of 2");
    }
  });

  test("with a signature by another key, or pages exchanged, does not verify", async () => {
    const other = generateKeyPairSync("ec", { namedCurve: "P-384" });
    const forged = await open(
      wacz({
        signature: (hash) =>
          sign("sha256", Buffer.from(hash), { key: other.privateKey, dsaEncoding: "ieee-p1363" }).toString("base64"),
      }),
    );
    expect(forged.metadata.other?.["wacz-verified"]).toContain("signature invalid");
    expect(forged.problems).toMatchObject([{ code: "damaged" }]);
    const exchanged = await open(wacz({ pages: Buffer.from(pages.toString().replace("Bridge", "Brudge")) }));
    expect(exchanged.metadata.other?.["wacz-verified"]).toContain("hashes 1 of 2");
  });

  test.skipIf(absent)("real and signed by a domain is verified with its chain and its time-stamp", async () => {
    const bytes = readFileSync(join(documents, "web-archives/valid_signed_example_1.wacz"));
    const { metadata, problems } = await open(bytes);
    expect(metadata.other?.["wacz-verified"]).toMatch(
      /^hashes 4 of 4; signature valid \(domain .*chain to a known root, time-stamp 2022-01-18T19:00:12Z valid/,
    );
    expect(problems).toEqual([]);
  });

  test.skipIf(absent)(
    "real and signed by a domain does not verify for another name, time, stamp or signature",
    async () => {
      const members = await zipMembers(
        rawOf(readFileSync(join(documents, "web-archives/valid_signed_example_1.wacz")), "w"),
        100,
      );
      const pieces: Uint8Array[] = [];
      for await (const piece of (await members.find((member) => member.name === "datapackage-digest.json")?.open()) ??
        [])
        pieces.push(piece);
      const digest: { hash: string; signedData: Record<string, string> } = JSON.parse(Buffer.concat(pieces).toString());
      const { hash, signedData } = digest;
      const flip = (base64: string) => {
        const changed = Buffer.from(base64, "base64");
        changed[changed.length - 5] = (changed[changed.length - 5] ?? 0) ^ 1;
        return changed.toString("base64");
      };
      expect(checkWaczSignature(signedData, hash).valid).toBe(true);
      const { signature = "", timeSignature = "", domainCert = "" } = signedData;
      const changes: [Record<string, string>, string][] = [
        [{ domain: "other.example" }, "another name"],
        [{ created: "2022-01-18T20:00:12Z" }, "more than ten minutes"],
        [{ created: "2023-01-18T19:00:12Z" }, "not valid at the time"],
        [{ signature: flip(signature) }, "does not fit the certificate"],
        [{ timeSignature: flip(timeSignature) }, "signature-wrong"],
        [{ domainCert: domainCert.slice(0, domainCert.indexOf("-----END") + 25) }, "does not reach a root"],
      ];
      for (const [change, words] of changes) {
        const report = checkWaczSignature({ ...signedData, ...change }, hash);
        expect(report.valid, words).toBe(false);
        expect(report.words).toContain(words);
      }
      expect(checkWaczSignature(signedData, hash.replace(/.$/, "0")).valid).toBe(false);
    },
  );

  test.skipIf(absent)("real and invalid is listed with the reason", async () => {
    const { problems } = await open(readFileSync(join(documents, "web-archives/invalid_example_1.wacz")));
    expect(problems).toMatchObject([{ code: "damaged", detail: "1 listed files missing" }]);
  });
});

async function* Readable(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield Uint8Array.from(bytes);
}

/** A zip with stored members (APPNOTE 6.3). */
function zipOf(members: readonly (readonly [string, Buffer])[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, data] of members) {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name), data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, tail, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, list, Buffer.from("PK\x05\x06"), end]);
}
