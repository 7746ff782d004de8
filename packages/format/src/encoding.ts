/**
 * Bytes as text, one spelling each (RFC 4648): hex in lower case, base64 with padding, base32 in lower case without.
 * Decoders answer `undefined` for anything the encoder would not have written, so no two texts stand for the same bytes.
 */
import { base32nopad, base64 } from "@scure/base";

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i++) text += HEX[bytes[i] ?? 0];
  return text;
}

export function fromHex(text: string, length?: number): Uint8Array | undefined {
  if (text.length % 2 !== 0 || (length !== undefined && text.length !== 2 * length)) return undefined;
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    const high = nibble(text.charCodeAt(2 * i));
    const low = nibble(text.charCodeAt(2 * i + 1));
    if (high < 0 || low < 0) return undefined;
    bytes[i] = high * 16 + low;
  }
  return bytes;
}

function nibble(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  return code >= 0x61 && code <= 0x66 ? code - 0x57 : -1;
}

export function toBase64(bytes: Uint8Array): string {
  return base64.encode(bytes);
}

export function fromBase64(text: string, length?: number): Uint8Array | undefined {
  return decodedOnlyIfSameAgain(text, length, base64.decode, toBase64);
}

export function toBase32(bytes: Uint8Array): string {
  return base32nopad.encode(bytes).toLowerCase();
}

export function fromBase32(text: string, length?: number): Uint8Array | undefined {
  if (text !== text.toLowerCase()) return undefined;
  return decodedOnlyIfSameAgain(text, length, (lower) => base32nopad.decode(lower.toUpperCase()), toBase32);
}

// The round trip is the rule itself: it refuses padding bits that are not zero, whatever the library lets through.
function decodedOnlyIfSameAgain(
  text: string,
  length: number | undefined,
  decode: (text: string) => Uint8Array,
  encode: (bytes: Uint8Array) => string,
): Uint8Array | undefined {
  try {
    const bytes = decode(text);
    if (length !== undefined && bytes.length !== length) return undefined;
    return encode(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}
