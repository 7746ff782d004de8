/**
 * The names in a zip's directory and the bytes of small members, read without trust: for detection only, which must be
 * cheap and must work on a damaged file too (there the local headers are walked from the start). APPNOTE 6.3.
 */
import { inflateRawSync } from "node:zlib";
import type { Raw } from "../extract/contract.ts";

export interface ZipName {
  readonly name: string;
  readonly method: number;
  readonly compressedSize: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const namesAtMost = 2_000;
const directoryAtMost = 2 ** 20;
const tailBytes = 65_557;

export function zipNames(raw: Raw): readonly ZipName[] {
  const listed = fromDirectory(raw);
  return listed.length > 0 ? listed : fromLocalHeaders(raw);
}

/** The first `limit` bytes of a member, or nothing when they cannot be had. */
export function zipMember(raw: Raw, entry: ZipName, limit: number): Buffer {
  const head = buffer(raw.read(entry.offset, 30));
  if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) return Buffer.alloc(0);
  const start = entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  const packed = buffer(raw.read(start, Math.min(entry.compressedSize || limit, limit)));
  if (entry.method === 0) return packed;
  if (entry.method !== 8) return Buffer.alloc(0);
  try {
    // 2 is Z_SYNC_FLUSH: give what there is of a member that was cut at the limit.
    return inflateRawSync(packed, { maxOutputLength: limit * 16, finishFlush: 2 });
  } catch {
    return Buffer.alloc(0);
  }
}

function fromDirectory(raw: Raw): readonly ZipName[] {
  const tailAt = Math.max(0, raw.size - tailBytes);
  const tail = buffer(raw.read(tailAt, tailBytes));
  const end = tail.lastIndexOf("PK\x05\x06", undefined, "latin1");
  if (end < 0 || end + 20 > tail.length) return [];
  let size = tail.readUInt32LE(end + 12);
  let start = tail.readUInt32LE(end + 16);
  const locator = end - 20;
  if (start === 0xffffffff && locator >= 0 && tail.readUInt32LE(locator) === 0x07064b50) {
    const wide = buffer(raw.read(Number(tail.readBigUInt64LE(locator + 8)), 56));
    if (wide.length < 56 || wide.readUInt32LE(0) !== 0x06064b50) return [];
    size = Number(wide.readBigUInt64LE(40));
    start = Number(wide.readBigUInt64LE(48));
  }
  // Something may stand before the zip (a self-extracting program): offsets then count from the zip's own start.
  const shift = Math.max(0, tailAt + end - size - start);
  const directory = buffer(raw.read(start + (start === 0xffffffff ? 0 : shift), Math.min(size, directoryAtMost)));
  const names: ZipName[] = [];
  let at = 0;
  while (at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50 && names.length < namesAtMost) {
    const nameLength = directory.readUInt16LE(at + 28);
    names.push({
      name: directory.toString("utf8", at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      compressedSize: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42) + shift,
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return names;
}

function fromLocalHeaders(raw: Raw): readonly ZipName[] {
  const names: ZipName[] = [];
  let at = 0;
  while (names.length < 100) {
    const head = buffer(raw.read(at, 30));
    if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) break;
    const nameLength = head.readUInt16LE(26);
    const compressedSize = head.readUInt32LE(18);
    names.push({
      name: buffer(raw.read(at + 30, nameLength)).toString("utf8"),
      method: head.readUInt16LE(8),
      compressedSize,
      offset: at,
    });
    // Sizes that follow the data (bit 3) are not known here: the walk ends.
    if ((head.readUInt16LE(6) & 8) !== 0 && compressedSize === 0) break;
    at += 30 + nameLength + head.readUInt16LE(28) + compressedSize;
  }
  return names;
}

function buffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
