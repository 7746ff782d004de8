/** Reading a package as one ustar file: every header is rebuilt from the rule and compared, so only one form passes. spec/package.md PK-19. */
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { bad, type Check, judge } from "../check.ts";
import type { Files, Place } from "./files.ts";

const BLOCK = 512;

export type TarHeader = { readonly name: string; readonly bytes: number; readonly mtime: number };

/** The one permitted header for this file (PK-19); `undefined` for a name that cannot be split or a size beyond 8 GiB. */
export function tarHeader({ name, bytes, mtime }: TarHeader): Uint8Array | undefined {
  const cut = splitAt(name);
  if (cut === undefined || bytes >= 8 ** 11 || mtime >= 8 ** 11) return undefined;
  const isProgram = /^[^/]+\/verify\.(py|sh)$/.test(name);
  const header = Buffer.alloc(BLOCK);
  header.write(name.slice(cut), 0, "latin1");
  header.write(isProgram ? "0000755\0" : "0000644\0", 100, "latin1");
  header.write("0000000\0".repeat(2), 108, "latin1");
  header.write(`${octal(bytes, 11)}\0${octal(mtime, 11)}\0`, 124, "latin1");
  header.write(`        0`, 148, "latin1");
  header.write("ustar\x0000", 257, "latin1");
  header.write("0000000\0".repeat(2), 329, "latin1");
  header.write(name.slice(0, Math.max(cut - 1, 0)), 345, "latin1");
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)}\0 `, 148, "latin1");
  return header;
}

/** Lists a tar; what follows damage that hides the next header is not listed, and so is missing. */
export function filesOfTar(file: string): Files {
  const at = new Map<string, Place>();
  const noticed: Check[] = [];
  const times = new Set<number>();
  const length = statSync(file).size;
  const handle = openSync(file, "r");
  const read = (offset: number, count: number): Buffer => {
    const buffer = Buffer.alloc(count);
    return buffer.subarray(0, readSync(handle, buffer, 0, count, offset));
  };
  let top: string | undefined;
  let last = "";
  try {
    for (let offset = 0; ; ) {
      const header = read(offset, BLOCK);
      if (header.length === BLOCK && isZero(header)) {
        const ends = length === offset + 2 * BLOCK && isZero(read(offset + BLOCK, BLOCK));
        noticed.push(judge(ends, "tar", "end", "not two empty blocks and nothing else (PK-19)"));
        break;
      }
      const stated = readHeader(header);
      if (stated === undefined) {
        noticed.push(bad("tar", `block ${offset / BLOCK}`, "no header (PK-19)"));
        break;
      }
      top ??= stated.name.split("/")[0] ?? "";
      const path = stated.name.slice(top.length + 1);
      const start = offset + BLOCK;
      const padding = -stated.bytes & (BLOCK - 1);
      const holds =
        tarHeader(stated)?.every((byte, i) => byte === header[i]) === true &&
        stated.name > last &&
        stated.name.startsWith(`${top}/`) &&
        !at.has(path) &&
        read(start + stated.bytes, padding).equals(Buffer.alloc(padding));
      noticed.push(judge(holds, "tar", path, "header, order or padding (PK-19)"));
      if (!at.has(path)) at.set(path, { file, offset: start, bytes: stated.bytes });
      times.add(stated.mtime);
      last = stated.name;
      offset = start + stated.bytes + padding;
    }
  } finally {
    closeSync(handle);
  }
  return { at, noticed, tar: { top: top ?? "", times } };
}

function readHeader(header: Buffer): TarHeader | undefined {
  if (header.length !== BLOCK) return undefined;
  const text = (from: number, to: number) => header.subarray(from, to).toString("latin1").replace(/\0.*$/s, "");
  const numbers = header.toString("latin1", 124, 148);
  if (!/^[0-7]{11}\0[0-7]{11}\0$/.test(numbers)) return undefined;
  const prefix = text(345, 500);
  return {
    name: prefix === "" ? text(0, 100) : `${prefix}/${text(0, 100)}`,
    bytes: Number.parseInt(numbers.slice(0, 11), 8),
    mtime: Number.parseInt(numbers.slice(12, 23), 8),
  };
}

/** Where the last part of a long name begins: behind the first slash that leaves 100 bytes or fewer. */
function splitAt(name: string): number | undefined {
  if (name.length <= 100) return 0;
  for (let i = 0; i < name.length; i++)
    if (name[i] === "/" && name.length - i - 1 <= 100) return i <= 155 ? i + 1 : undefined;
  return undefined;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, "0");
}

function isZero(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0);
}
