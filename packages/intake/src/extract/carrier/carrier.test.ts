import { expect, test } from "vitest";
import { detect } from "../../detect/detect.ts";
import { runExtractor } from "../testing.ts";
import { carrierExtractor } from "./index.ts";

const oid = (hex: string) => Buffer.concat([Buffer.from([0x06, hex.length / 2]), Buffer.from(hex, "hex")]);
function node(tag: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, 0x82, body.length >> 8, body.length & 255]), body]);
}
const data = oid("2a864886f70d010701");
const signedData = oid("2a864886f70d010702");
const enveloped = oid("2a864886f70d010703");
const version = Buffer.from([2, 1, 1]);
const letter = Buffer.from(`Subject: hello\r\n\r\n${"signed words\r\n".repeat(600)}`);
const apart = node(0x30, signedData, node(0xa0, node(0x30, version, node(0x31), node(0x30, data))));
const around = node(
  0x30,
  signedData,
  node(0xa0, node(0x30, version, node(0x31), node(0x30, data, node(0xa0, node(0x04, letter))))),
);
const sealed = node(0x30, enveloped, node(0xa0, node(0x30, version)));
const mac = Buffer.alloc(82);
mac.writeUInt32BE(0x00051607, 0);
mac.writeUInt32BE(0x00020000, 4);
mac.writeUInt16BE(2, 24);
for (const [index, [id, length]] of [[9, 32] as const, [2, 0] as const].entries()) {
  mac.writeUInt32BE(id, 26 + index * 12);
  mac.writeUInt32BE(length, 26 + index * 12 + 8);
}

async function read(bytes: Buffer, name: string) {
  const raw = {
    size: bytes.length,
    name,
    read: (at: number, length: number) => bytes.subarray(at, at + length),
    all: () => bytes,
  };
  const { type } = await detect(raw);
  return { type, ...(await runExtractor(carrierExtractor, bytes, name, { type })) };
}

test("a signature that stands apart is a signature and no problem", async () => {
  const { type, metadata, problems, children } = await read(apart, "smime.p7s");
  expect([type, metadata.other, problems, children]).toEqual([
    "application/pkcs7-signature",
    { signature: "CMS, apart from the content" },
    [],
    [],
  ]);
});

test("content inside its signature is unpacked, to the byte", async () => {
  const { type, children, problems } = await read(around, "letter.eml.p7m");
  expect([type, problems]).toEqual(["application/pkcs7-mime", []]);
  expect(children.map(({ info, bytes }) => [info.name, Buffer.from(bytes)])).toEqual([["letter.eml", letter]]);
});

test("content that is enciphered for somebody is locked", async () => {
  const { problems } = await read(sealed, "smime.p7m");
  expect(problems.map(({ code }) => code)).toEqual(["locked"]);
});

test("what a Mac leaves beside a file is named, with its parts", async () => {
  const { type, metadata, problems } = await read(mac, "._test.pdf");
  expect([type, metadata.other, problems]).toEqual([
    "application/applefile",
    { carrier: "AppleDouble", parts: "Finder info 32 bytes, resource fork 0 bytes" },
    [],
  ]);
});

test("a DER certificate is not taken for a signature", async () => {
  expect((await read(node(0x30, node(0x30, version)), "a.der")).type).not.toMatch(/pkcs7/);
});
