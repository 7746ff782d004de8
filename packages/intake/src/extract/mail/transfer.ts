/**
 * Content-Transfer-Encoding: RFC 2045 §6 (7bit, 8bit, binary, quoted-printable, base64) and the older uuencode, decoded
 * piece by piece. What is not valid is skipped or kept as written, never a reason to stop; the answer says whether
 * anything was wrong.
 */
import type { MimePart } from "./mime.ts";
import type { Window } from "./window.ts";

const pieceSize = 2 ** 20;

/** True when the body's bytes are the content itself. */
export function isIdentity(encoding: string): boolean {
  return encoding === "" || !["base64", "quoted-printable", "x-uuencode", "uuencode", "x-uue"].includes(encoding);
}

/** Hands the decoded body of `part` to `write`, piece by piece. Returns true when the encoding was sound to its end. */
export function decodeTransfer(window: Window, part: MimePart, write: (bytes: Uint8Array) => void): boolean {
  const decoder = decoderOf(part.encoding);
  for (let at = part.bodyStart; at < part.bodyEnd; at += pieceSize) {
    const bytes = decoder.take(window.slice(at, Math.min(at + pieceSize, part.bodyEnd)));
    if (bytes.length > 0) write(bytes);
  }
  const { rest, sound } = decoder.end();
  if (rest.length > 0) write(rest);
  return sound;
}

/** The decoded body in one piece, at most about `limit` bytes of it. */
export function decodedBody(
  window: Window,
  part: MimePart,
  limit: number,
): { bytes: Buffer; cut: boolean; sound: boolean } {
  const cut = part.bodyEnd - part.bodyStart > limit;
  const pieces: Uint8Array[] = [];
  const end = cut ? part.bodyStart + limit : part.bodyEnd;
  const sound = decodeTransfer(window, { ...part, bodyEnd: end }, (bytes) => pieces.push(bytes));
  return { bytes: Buffer.concat(pieces), cut, sound: sound || cut };
}

interface PieceDecoder {
  take(piece: Buffer): Uint8Array;
  end(): { rest: Uint8Array; sound: boolean };
}
const nothing = new Uint8Array();

function decoderOf(encoding: string): PieceDecoder {
  if (encoding === "base64") return base64Decoder();
  if (encoding === "quoted-printable") return lineDecoder(quotedPrintableLine);
  if (!isIdentity(encoding)) return lineDecoder(uuencodeLine);
  return { take: (piece) => piece, end: () => ({ rest: nothing, sound: true }) };
}

function base64Decoder(): PieceDecoder {
  let rest = "";
  let sound = true;
  return {
    take(piece) {
      const text = piece.toString("latin1").replace(/[\s\0]+/g, "");
      const clean = /^[A-Za-z0-9+/=]*$/.test(text) ? text : text.replace(/[^A-Za-z0-9+/=]+/g, "");
      if (clean.length !== text.length) sound = false;
      // "=" ends a unit; some senders pad every line, so what follows starts a new unit.
      const units = (rest + clean).split(/=+/);
      const decoded = units.map((unit, index) => {
        if (index < units.length - 1) return Buffer.from(unit, "base64");
        const whole = unit.length - (unit.length % 4);
        rest = unit.slice(whole);
        return Buffer.from(unit.slice(0, whole), "base64");
      });
      return decoded.length === 1 ? (decoded[0] ?? nothing) : Buffer.concat(decoded);
    },
    end() {
      // Two or three letters without padding are complete; one letter alone is a cut.
      return { rest: Buffer.from(rest, "base64"), sound: sound && rest.length === 0 };
    },
  };
}

/** `null` from `decode` means: the line is not of this encoding and is passed over. */
function lineDecoder(decode: (line: Buffer) => { bytes: Uint8Array; sound: boolean }): PieceDecoder {
  let rest: Buffer = Buffer.alloc(0);
  let sound = true;
  const take = (bytes: Buffer, last: boolean): Uint8Array => {
    const out: Uint8Array[] = [];
    let from = 0;
    while (from < bytes.length) {
      const feed = bytes.indexOf(0x0a, from);
      if (feed === -1 && !last && bytes.length - from < pieceSize) break;
      const to = feed === -1 ? bytes.length : feed + 1;
      const line = decode(bytes.subarray(from, to));
      if (!line.sound) sound = false;
      out.push(line.bytes);
      from = to;
    }
    rest = bytes.subarray(from);
    return Buffer.concat(out);
  };
  return {
    take: (piece) => take(rest.length === 0 ? piece : Buffer.concat([rest, piece]), false),
    end: () => ({ rest: take(rest, true), sound }),
  };
}

function quotedPrintableLine(line: Buffer): { bytes: Uint8Array; sound: boolean } {
  let end = line.length;
  while (end > 0 && (line[end - 1] === 0x0a || line[end - 1] === 0x0d)) end -= 1;
  const lineBreak = line.subarray(end);
  // Blanks before the line break were added on the way (RFC 2045 §6.7 rule 3).
  while (end > 0 && (line[end - 1] === 0x20 || line[end - 1] === 0x09)) end -= 1;
  const soft = end > 0 && line[end - 1] === 0x3d;
  if (soft) end -= 1;
  if (line.subarray(0, end).indexOf(0x3d) === -1) {
    return { bytes: soft ? line.subarray(0, end) : Buffer.concat([line.subarray(0, end), lineBreak]), sound: true };
  }
  const out = Buffer.alloc(end + lineBreak.length);
  let length = 0;
  let sound = true;
  for (let at = 0; at < end; at += 1) {
    const byte = line[at] ?? 0;
    const high = byte === 0x3d ? hexValue(line[at + 1]) : -1;
    const low = high >= 0 ? hexValue(line[at + 2]) : -1;
    if (byte === 0x3d && low >= 0 && at + 2 < end) {
      out[length++] = high * 16 + low;
      at += 2;
    } else {
      // A stray "=" is a careless sender; one at the very end of the part is a cut.
      if (byte === 0x3d && lineBreak.length === 0 && at + 2 >= end) sound = false;
      out[length++] = byte;
    }
  }
  if (!soft) {
    for (const byte of lineBreak) out[length++] = byte;
  }
  return { bytes: out.subarray(0, length), sound };
}

function hexValue(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

function uuencodeLine(line: Buffer): { bytes: Uint8Array; sound: boolean } {
  const text = line.toString("latin1").trimEnd();
  if (text === "" || text === "end" || /^begin(-base64)? [0-7]{3,4} /.test(text))
    return { bytes: nothing, sound: true };
  const length = (text.charCodeAt(0) - 32) & 63;
  const out = Buffer.alloc(Math.ceil((text.length - 1) / 4) * 3);
  for (let at = 1, to = 0; at < text.length; at += 4, to += 3) {
    const value = [0, 1, 2, 3].reduce((sum, index) => sum * 64 + (((text.charCodeAt(at + index) || 32) - 32) & 63), 0);
    out.writeUIntBE(value, to, 3);
  }
  return { bytes: out.subarray(0, Math.min(length, out.length)), sound: out.length >= length };
}
