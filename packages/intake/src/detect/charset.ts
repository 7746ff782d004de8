/**
 * Which encoding a text has: byte order mark, then UTF-16 and UTF-32 without one by the shape of their bytes, then strict
 * UTF-8, then chardet's guess. `undefined` means it is no text. Names are iconv-lite's, lower case.
 */
import chardet from "chardet";
import iconv from "iconv-lite";

export interface SniffedCharset {
  readonly charset: string;
  /** Length of the byte order mark. */
  readonly bomBytes: number;
  /** False for a guess by frequency: right for a few sentences, less sure for a few words. */
  readonly sure: boolean;
  /** True when nothing in it is odd: strictly of its encoding, without control characters. */
  readonly clean: boolean;
  /** Text of bytes that begin where the sample began; malformed parts become U+FFFD. */
  decode(bytes: Uint8Array): string;
}

export function sniffCharset(sample: Uint8Array): SniffedCharset | undefined {
  const mark = marks.find(([, bytes]) => bytes.every((byte, at) => sample[at] === byte));
  const controls = controlShare(sample);
  if (mark !== undefined) return sniffed(mark[0], mark[1].length, true, false);
  const wide = controls > 0.02 ? wideCharset(sample) : undefined;
  if (wide !== undefined) return sniffed(wide, 0, true, true);
  if (isUtf8(sample)) return controls > 0.1 ? undefined : sniffed("utf-8", 0, true, controls === 0);
  if (controls > 0.02) return undefined;
  if (mostlyUtf8(sample)) return sniffed("utf-8", 0, false, false);
  return sniffed(guess(sample), 0, false, false);
}

/** A name written in a file, if iconv-lite knows it. */
export function knownCharset(name: string): string | undefined {
  const plain = name.trim().toLowerCase();
  return /^[\w:.-]{2,40}$/.test(plain) && iconv.encodingExists(plain) ? plain : undefined;
}

const marks: readonly (readonly [charset: string, bytes: readonly number[]])[] = [
  ["utf-32le", [0xff, 0xfe, 0, 0]],
  ["utf-32be", [0, 0, 0xfe, 0xff]],
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

function sniffed(charset: string, bomBytes: number, sure: boolean, clean: boolean): SniffedCharset {
  return {
    charset,
    bomBytes,
    sure,
    clean,
    decode: (bytes) =>
      iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), charset, { stripBOM: true }),
  };
}

/** Share of bytes that no single-byte text holds: C0 without tab, line feed, form feed, return and escape. */
function controlShare(sample: Uint8Array): number {
  let count = 0;
  for (const byte of sample)
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27) count += 1;
  return sample.length === 0 ? 0 : count / sample.length;
}

function isUtf8(sample: Uint8Array): boolean {
  try {
    // `stream`: the sample may end inside a character.
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** UTF-8 with a few broken bytes (a cut, a wrong paste) is still UTF-8: at most 1 fault in 50 characters outside ASCII. */
function mostlyUtf8(sample: Uint8Array): boolean {
  let good = 0;
  let bad = 0;
  for (const character of new TextDecoder().decode(sample)) {
    const point = character.codePointAt(0) ?? 0;
    if (point === 0xfffd) bad += 1;
    else if (point > 0x7f) good += 1;
  }
  return good >= 50 * bad;
}

/**
 * UTF-16 or UTF-32 without a mark: read each way, the right one is nearly all letters of few scripts and spaces; the wrong
 * one, and any binary, scatters over the whole plane.
 */
function wideCharset(sample: Uint8Array): string | undefined {
  if (sample.length < 4) return undefined;
  const view = new DataView(sample.buffer, sample.byteOffset, sample.length);
  const readings: readonly (readonly [charset: string, step: number, unit: (at: number) => number])[] = [
    ["utf-32le", 4, (at) => view.getUint32(at, true)],
    ["utf-32be", 4, (at) => view.getUint32(at, false)],
    ["utf-16le", 2, (at) => view.getUint16(at, true)],
    ["utf-16be", 2, (at) => view.getUint16(at, false)],
  ];
  for (const [charset, step, unit] of readings) {
    const total = Math.floor(sample.length / step);
    let odd = 0;
    let zero = 0;
    // Most readings are wrong and show it soon: the rest of the sample cannot make up for what was odd.
    for (let at = 0; at + step <= sample.length && odd <= total * 0.05 && zero <= total * 0.02; at += step) {
      const value = unit(at);
      if (!isCommon(value)) odd += 1;
      if (value === 0) zero += 1;
    }
    if (odd <= total * 0.05 && zero <= total * 0.02) return charset;
  }
  return undefined;
}

function isCommon(point: number): boolean {
  return (
    point === 9 ||
    point === 10 ||
    point === 13 ||
    (point >= 0x20 && point < 0x7f) ||
    (point >= 0xa0 && point <= 0x17f) ||
    (point >= 0x370 && point <= 0x5ff) ||
    (point >= 0x600 && point <= 0x77f) ||
    (point >= 0x2010 && point <= 0x206f) ||
    (point >= 0xfb50 && point <= 0xfeff)
  );
}

/** chardet on the part around the first byte outside ASCII: a long English head would hide what follows. */
function guess(sample: Uint8Array): string {
  const first = sample.findIndex((byte) => byte > 0x7f);
  const from = Math.max(0, first - 512);
  const found = chardet.detect(sample.subarray(from, from + 16_384));
  const known = found === null ? undefined : knownCharset(found);
  // WHATWG: Latin-1 is read as its superset, for the quotation marks.
  return known === undefined || known === "iso-8859-1" ? "windows-1252" : known;
}
