/**
 * Content Credentials (C2PA 2.1 §11.3): finds the manifest store in a file, cheaply, so that the reader that checks it
 * (c2pa-check.ts) is loaded only for files that have one.
 */
import type { Raw } from "../contract.ts";

export interface C2paFinding {
  /** Where in the file the store, or the box that carries it, begins. */
  readonly offset: number;
  readonly carrier: "jpeg-app11" | "png-caBX" | "bmff-uuid" | "riff-C2PA" | "tiff-52545" | "id3-geob";
}

const BMFF_USER_TYPE = "d8fec3d61b0e483c92975828877ec481";
const STEPS = 10_000;
const LONGEST_TAG = 16 * 2 ** 20;

/** Walks the file's own structure, never more than 10,000 steps and a few bytes for each. */
export function findC2pa(raw: Raw): C2paFinding | undefined {
  const head = buffer(raw, 0, 16);
  if (head.length < 12) return undefined;
  if (head.readUInt16BE(0) === 0xffd8) return inJpeg(raw);
  if (head.toString("latin1", 0, 8) === "\x89PNG\r\n\x1a\n") return inPng(raw);
  if (head.toString("latin1", 4, 8) === "ftyp") return inBmff(raw);
  if (head.toString("latin1", 0, 4) === "RIFF") return inRiff(raw);
  if (head.toString("latin1", 0, 4) === "II*\0" || head.toString("latin1", 0, 4) === "MM\0*")
    return inTiff(raw, head[0] === 0x49);
  if (head.toString("latin1", 0, 3) === "ID3") return inId3(raw);
  return undefined;
}

/** APP11 segments hold JUMBF ("JP", ISO/IEC 19566-5); the superbox's description carries the label `c2pa`. */
function inJpeg(raw: Raw): C2paFinding | undefined {
  let at = 2;
  for (let step = 0; step < STEPS; step++) {
    const marker = buffer(raw, at, 4);
    if (marker.length < 4 || marker[0] !== 0xff || marker[1] === 0xda || marker[1] === 0xd9) return undefined;
    if (marker[1] === 0xff) {
      at++;
      continue;
    }
    const length = marker.readUInt16BE(2);
    if (marker[1] === 0xeb) {
      const segment = buffer(raw, at + 4, Math.min(length, 128));
      if (segment.toString("latin1", 0, 2) === "JP" && isC2paBox(segment.subarray(8)))
        return { offset: at, carrier: "jpeg-app11" };
    }
    at += 2 + Math.max(2, length);
  }
  return undefined;
}

/** A JUMBF superbox (`jumb`) whose description box (`jumd`) is of type C2PA. */
function isC2paBox(bytes: Buffer): boolean {
  const text = bytes.toString("latin1");
  return text.slice(4, 8) === "jumb" && text.slice(12, 16) === "jumd" && text.includes("c2pa");
}

function inPng(raw: Raw): C2paFinding | undefined {
  let at = 8;
  for (let step = 0; step < STEPS; step++) {
    const chunk = buffer(raw, at, 8);
    if (chunk.length < 8) return undefined;
    const type = chunk.toString("latin1", 4, 8);
    if (type === "caBX") return { offset: at, carrier: "png-caBX" };
    if (type === "IEND") return undefined;
    at += 12 + chunk.readUInt32BE(0);
  }
  return undefined;
}

function inBmff(raw: Raw): C2paFinding | undefined {
  let at = 0;
  for (let step = 0; step < STEPS; step++) {
    const box = buffer(raw, at, 32);
    if (box.length < 16) return undefined;
    const wide = box.readUInt32BE(0) === 1;
    const size = wide ? Number(box.readBigUInt64BE(8)) : box.readUInt32BE(0);
    const from = wide ? 16 : 8;
    const isUser = box.toString("latin1", 4, 8) === "uuid" && box.toString("hex", from, from + 16) === BMFF_USER_TYPE;
    if (isUser) return { offset: at, carrier: "bmff-uuid" };
    if (size < 8) return undefined;
    at += size;
  }
  return undefined;
}

function inRiff(raw: Raw): C2paFinding | undefined {
  let at = 12;
  for (let step = 0; step < STEPS; step++) {
    const chunk = buffer(raw, at, 8);
    if (chunk.length < 8) return undefined;
    if (chunk.toString("latin1", 0, 4) === "C2PA") return { offset: at, carrier: "riff-C2PA" };
    const size = chunk.readUInt32LE(4);
    at += 8 + size + (size & 1);
  }
  return undefined;
}

/** Tag 52545 (0xCD41) in the first directory. */
function inTiff(raw: Raw, little: boolean): C2paFinding | undefined {
  const head = buffer(raw, 0, 8);
  const start = little ? head.readUInt32LE(4) : head.readUInt32BE(4);
  const counted = buffer(raw, start, 2);
  if (counted.length < 2) return undefined;
  const count = little ? counted.readUInt16LE(0) : counted.readUInt16BE(0);
  const entries = buffer(raw, start + 2, count * 12);
  for (let at = 0; at + 12 <= entries.length; at += 12) {
    const tag = little ? entries.readUInt16LE(at) : entries.readUInt16BE(at);
    if (tag === 52_545)
      return { offset: little ? entries.readUInt32LE(at + 8) : entries.readUInt32BE(at + 8), carrier: "tiff-52545" };
  }
  return undefined;
}

/**
 * A general object of the media type `application/c2pa`, in older files `application/x-c2pa-manifest-store`; anywhere in the tag
 * (ID3v2 §3.1: its size in four bytes of seven bits), a cover picture may stand before it.
 */
function inId3(raw: Raw): C2paFinding | undefined {
  const size = buffer(raw, 6, 4).reduce((sum, byte) => sum * 128 + (byte & 127), 0) + 10;
  const tag = buffer(raw, 0, Math.min(size, LONGEST_TAG));
  for (const name of ["application/c2pa\0", "application/x-c2pa-manifest-store\0"]) {
    const at = tag.indexOf(name, 0, "latin1");
    if (at >= 0) return { offset: at, carrier: "id3-geob" };
  }
  return undefined;
}

function buffer(raw: Raw, offset: number, length: number): Buffer {
  if (!Number.isSafeInteger(offset) || offset >= raw.size) return Buffer.alloc(0);
  const bytes = raw.read(offset, length);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
