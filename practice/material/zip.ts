/**
 * ZIP (APPNOTE 6.3.10) by hand: packages of office documents, and one archive under a password (traditional encryption,
 * section 6.1: weak, but what people's tools make). Times are written as UTC, so that the bytes are the same in every zone.
 */
import { crc32, deflateRawSync } from "node:zlib";

export interface ZipMember {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Lock {
  readonly password: string;
  /** Twelve bytes for each member; the last one is replaced by the check byte. */
  readonly salt: (member: number) => Uint8Array;
}

/** `modified` is a UTC instant, given to every member. */
export function writeZip(members: readonly ZipMember[], modified: string, lock?: Lock): Uint8Array {
  const { time, date } = dosTime(modified);
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [index, { name, bytes }] of members.entries()) {
    const crc = crc32(bytes);
    const packed = deflateRawSync(bytes, { level: 9 });
    const data = lock === undefined ? packed : encrypt(packed, lock, index, crc);
    const nameBytes = Buffer.from(name, "utf8");
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    // Bit 0: encrypted. Bit 11: the name is UTF-8.
    common.writeUInt16LE(0x0800 | (lock === undefined ? 0 : 1), 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(time, 6);
    common.writeUInt16LE(date, 8);
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([signature(0x04034b50), common, nameBytes, data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([signature(0x02014b50), Buffer.from([20, 0]), common, tail, nameBytes]));
    locals.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return new Uint8Array(Buffer.concat([...locals, list, signature(0x06054b50), end]));
}

function signature(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
}

function dosTime(instant: string): { time: number; date: number } {
  const at = new Date(instant);
  return {
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
    date: ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
  };
}

function encrypt(bytes: Uint8Array, { password, salt }: Lock, member: number, crc: number): Buffer {
  const keys = [0x12345678, 0x23456789, 0x34567890] as [number, number, number];
  const update = (byte: number): void => {
    keys[0] = step(keys[0], byte);
    keys[1] = (Math.imul(keys[1] + (keys[0] & 0xff), 134775813) + 1) >>> 0;
    keys[2] = step(keys[2], keys[1] >>> 24);
  };
  for (const byte of Buffer.from(password, "utf8")) update(byte);
  const head = Uint8Array.from(salt(member).subarray(0, 12));
  head[11] = crc >>> 24;
  const plain = Buffer.concat([head, bytes]);
  return Buffer.from(
    plain.map((byte) => {
      const mixed = (keys[2] | 2) & 0xffff;
      const sealed = byte ^ ((Math.imul(mixed, mixed ^ 1) >>> 8) & 0xff);
      update(byte);
      return sealed;
    }),
  );
}

/** One byte of CRC-32 without the final turn: zlib's takes and gives the turned value. */
function step(crc: number, byte: number): number {
  return ~crc32(Uint8Array.of(byte), ~crc >>> 0) >>> 0;
}
