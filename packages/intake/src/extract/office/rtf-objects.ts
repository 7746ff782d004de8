/**
 * Pictures and OLE 1.0 objects inside RTF ([MS-OLEDS] 2.2.4–2.2.5): collected as bytes, then handed out as children. One is open at
 * a time; an object begun inside another ends the first.
 */
import type { Sink } from "../contract.ts";
import { ole10Native } from "./ole.ts";

export interface RtfObjects {
  begin(kind: "picture" | "object"): void;
  /** A control word of a picture group: its format. */
  word(word: string): void;
  hex(text: Uint8Array, digit: (byte: number) => number): void;
  binary(bytes: Uint8Array): void;
  end(): void;
}

const formats: Readonly<Record<string, { ending: string; type: string }>> = {
  pngblip: { ending: "png", type: "image/png" },
  jpegblip: { ending: "jpg", type: "image/jpeg" },
  emfblip: { ending: "emf", type: "image/emf" },
  wmetafile: { ending: "wmf", type: "image/wmf" },
  macpict: { ending: "pict", type: "image/x-pict" },
  dibitmap: { ending: "dib", type: "image/bmp" },
  wbitmap: { ending: "ddb", type: "application/octet-stream" },
};
const LIMIT = 256 * 2 ** 20;

export function rtfObjects(sink: Sink): RtfObjects {
  let kind: "picture" | "object" | undefined;
  let format = { ending: "bin", type: "application/octet-stream" };
  let pieces: Uint8Array[] = [];
  let length = 0;
  let half = -1;
  let position = 0;

  const push = (bytes: Uint8Array) => {
    if (kind === undefined || length + bytes.length > LIMIT) return;
    pieces.push(bytes);
    length += bytes.length;
  };
  const end = () => {
    const bytes = Buffer.concat(pieces, length);
    const was = kind;
    kind = undefined;
    pieces = [];
    length = 0;
    half = -1;
    if (bytes.length === 0 || was === undefined) return;
    position++;
    const inner = was === "object" ? ole1(bytes) : undefined;
    const name = was === "picture" ? `picture-${position}.${format.ending}` : (inner?.name ?? `embedded-${position}`);
    const child = sink.child({
      name,
      position,
      role: was === "picture" ? "inline" : "attachment",
      ...(was === "picture" && { claimedType: format.type }),
    });
    child.write(inner?.bytes ?? bytes);
    child.end();
  };

  return {
    begin(next) {
      end();
      kind = next;
      format = { ending: "bin", type: "application/octet-stream" };
    },
    word(word) {
      format = formats[word] ?? format;
    },
    hex(text, digit) {
      if (kind === undefined) return;
      const bytes = new Uint8Array((text.length >> 1) + 1);
      let count = 0;
      for (const byte of text) {
        const value = digit(byte);
        if (value < 0) continue;
        if (half < 0) half = value;
        else {
          bytes[count++] = half * 16 + value;
          half = -1;
        }
      }
      if (count > 0) push(bytes.subarray(0, count));
    },
    binary: (bytes) => push(Uint8Array.from(bytes)),
    end,
  };
}

/** Header of an OLE 1.0 embedded object: version, format 2, class, topic, item, size, then the native data. */
function ole1(bytes: Buffer): { name: string | undefined; bytes: Uint8Array } | undefined {
  if (bytes.length < 20 || bytes.readUInt32LE(4) !== 2) return undefined;
  let at = 8;
  let className = "";
  for (let index = 0; index < 3; index++) {
    if (at + 4 > bytes.length) return undefined;
    const size = bytes.readUInt32LE(at);
    if (at + 4 + size > bytes.length) return undefined;
    if (index === 0) className = bytes.subarray(at + 4, at + 3 + size).toString("latin1");
    at += 4 + size;
  }
  if (at + 4 > bytes.length) return undefined;
  const size = bytes.readUInt32LE(at);
  const native = bytes.subarray(at + 4, at + 4 + size);
  if (native.length === 0) return undefined;
  if (className !== "Package") return { name: undefined, bytes: native };
  // The packager's stream without the leading total that an Ole10Native stream has.
  return ole10Native(Buffer.concat([bytes.subarray(at, at + 4), native])) ?? { name: undefined, bytes: native };
}
