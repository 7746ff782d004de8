/**
 * RTF 1.9.1 as a stream of tokens: braces, control words, hex bytes, runs of text, binary data. Reads the source in pieces,
 * never fails (anything that is no control word is text), and skips at most the end of the file.
 */
import type { Raw } from "../contract.ts";

export interface RtfHandler {
  group(open: boolean): void;
  /** A control word with its number, or a control symbol such as `~` or `*`. */
  control(word: string, value: number | undefined): void;
  /** Bytes of text in the code page of the place: plain runs and `\'xx`. */
  bytes(bytes: Uint8Array, escaped: boolean): void;
  /** Bytes after `\bin`. */
  binary(bytes: Uint8Array): void;
  /** Asked before each token; true ends the reading. */
  stop(): boolean;
}

const PIECE = 64 * 2 ** 10;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;

export function readRtf(raw: Raw, handler: RtfHandler): void {
  let piece = raw.read(0, PIECE);
  let base = 0;
  let at = 0;

  const refill = (): boolean => {
    base += piece.length;
    piece = base < raw.size ? raw.read(base, PIECE) : new Uint8Array(0);
    at = 0;
    return piece.length > 0;
  };
  const peek = (): number => (at < piece.length || refill() ? (piece[at] ?? -1) : -1);
  const take = (): number => {
    const byte = peek();
    at++;
    return byte;
  };

  const word = () => {
    const first = peek();
    if (first < 0) return;
    if (!isLetter(first)) {
      at++;
      symbol(first);
      return;
    }
    let name = "";
    for (let byte = first; isLetter(byte) && name.length < 32; byte = peek()) {
      name += String.fromCharCode(byte);
      at++;
    }
    let digits = "";
    if (peek() === 0x2d) {
      digits = "-";
      at++;
    }
    for (let byte = peek(); byte >= 0x30 && byte <= 0x39; byte = peek()) {
      if (digits.length < 11) digits += String.fromCharCode(byte);
      at++;
    }
    if (peek() === 0x20) at++;
    const value = digits === "" || digits === "-" ? undefined : Number(digits);
    if (name === "bin") skipBinary(Math.max(0, value ?? 0));
    else handler.control(name, value);
  };

  const symbol = (byte: number) => {
    if (byte === 0x27) {
      const high = hexDigit(take());
      const low = hexDigit(peek());
      if (high >= 0 && low >= 0) {
        at++;
        handler.bytes(Uint8Array.of(high * 16 + low), true);
      }
      return;
    }
    // Escaped braces and backslash are text; an escaped line end is a paragraph.
    if (byte === BACKSLASH || byte === OPEN || byte === CLOSE) handler.bytes(Uint8Array.of(byte), false);
    else if (byte === 0x0a || byte === 0x0d) handler.control("par", undefined);
    else handler.control(String.fromCharCode(byte), undefined);
  };

  const skipBinary = (length: number) => {
    let left = length;
    while (left > 0 && peek() >= 0) {
      const size = Math.min(left, piece.length - at);
      handler.binary(piece.subarray(at, at + size));
      at += size;
      left -= size;
    }
  };

  while (!handler.stop()) {
    const byte = peek();
    if (byte < 0) return;
    if (byte === BACKSLASH) {
      at++;
      word();
    } else if (byte === OPEN || byte === CLOSE) {
      at++;
      handler.group(byte === OPEN);
    } else if (byte === 0x0d || byte === 0x0a || byte === 0) {
      at++;
    } else {
      const from = at;
      while (at < piece.length && isPlain(piece[at] ?? 0)) at++;
      handler.bytes(piece.subarray(from, at), false);
    }
  }
}

function isPlain(byte: number): boolean {
  return byte !== BACKSLASH && byte !== OPEN && byte !== CLOSE && byte !== 0x0d && byte !== 0x0a && byte !== 0;
}

function isLetter(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
}

export function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
