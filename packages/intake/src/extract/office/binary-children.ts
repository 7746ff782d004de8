/**
 * Files embedded in doc, xls and ppt: OLE packages, and the pictures of PowerPoint's `Pictures` stream and of Word's `Data`
 * stream, which are office art records ([MS-ODRAW] 2.2.23: header, one or two 16-byte fingerprints, a byte, the picture).
 */
import type { Sink } from "../contract.ts";
import { allEmbedded, type Ole } from "./ole.ts";

interface Picture {
  readonly ending: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Instance values that carry a second fingerprint are one more than those that do not. */
const blips: ReadonlyMap<number, { ending: string; type: string; instances: readonly number[] }> = new Map([
  [0xf01d, { ending: "jpg", type: "image/jpeg", instances: [0x46a, 0x46b, 0x6e2, 0x6e3] }],
  [0xf01e, { ending: "png", type: "image/png", instances: [0x6e0, 0x6e1] }],
  [0xf029, { ending: "tif", type: "image/tiff", instances: [0x6e4, 0x6e5] }],
]);
const withTwoFingerprints: ReadonlySet<number> = new Set([0x46b, 0x6e3, 0x6e1, 0x6e5]);

/** Returns how many children went out. */
export function emitEmbedded(ole: Ole, sink: Sink): number {
  let position = 0;
  for (const { name, bytes } of allEmbedded(ole)) {
    position++;
    const child = sink.child({ name: name ?? `embedded-${position}`, position, role: "attachment" });
    child.write(bytes);
    child.end();
  }
  for (const stream of [ole.stream("Pictures"), ole.stream("Data")]) {
    if (stream === undefined) continue;
    for (const { ending, type, bytes } of pictures(stream)) {
      position++;
      const child = sink.child({ name: `picture-${position}.${ending}`, position, claimedType: type, role: "inline" });
      child.write(bytes);
      child.end();
    }
  }
  return position;
}

/**
 * Looks for the records rather than walking to them: in a Word file they hang in structures of many versions. A record is
 * believed only with a known instance, a length inside the stream and the picture's own first bytes.
 */
export function* pictures(stream: Uint8Array): Generator<Picture> {
  const data = Buffer.from(stream.buffer, stream.byteOffset, stream.length);
  let at = 0;
  while (at + 8 < data.length) {
    // The high byte of the record type is always 0xF0 and stands fourth.
    const high = data.indexOf(0xf0, at + 3);
    if (high < 0) return;
    const start = high - 3;
    const picture = start + 8 <= data.length ? pictureAt(data, start) : undefined;
    if (picture !== undefined) yield picture;
    at = picture === undefined ? start + 1 : start + 8 + data.readUInt32LE(start + 4);
  }
}

function pictureAt(data: Buffer, at: number): Picture | undefined {
  const kind = blips.get(data.readUInt16LE(at + 2));
  const instance = data.readUInt16LE(at) >> 4;
  if (kind === undefined || !kind.instances.includes(instance)) return undefined;
  const length = data.readUInt32LE(at + 4);
  const from = at + 8 + (withTwoFingerprints.has(instance) ? 33 : 17);
  const to = at + 8 + length;
  if (to > data.length || from >= to) return undefined;
  const bytes = data.subarray(from, to);
  const known = bytes.subarray(0, 2).toString("hex");
  return ["ffd8", "8950", "4949", "4d4d"].includes(known) ? { ending: kind.ending, type: kind.type, bytes } : undefined;
}
