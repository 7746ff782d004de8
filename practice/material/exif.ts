/**
 * The EXIF segment of a JPEG, by hand (CIPA DC-008, TIFF 6.0, little-endian): description, camera, when, where.
 * It is put right after the start-of-image marker.
 */
export interface Exif {
  readonly description: string;
  readonly make: string;
  readonly model: string;
  /** Local time, ISO without zone, and the zone's offset: 2021-03-12T18:40:00 and +03:00. */
  readonly taken: string;
  readonly offset: string;
  readonly latitude: number;
  readonly longitude: number;
  /** UTC instant of the position. */
  readonly fixed: string;
}

export function withExif(jpeg: Uint8Array, exif: Exif): Uint8Array {
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8) throw new Error("practice archive: no JPEG");
  const payload = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff(exif)]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  return new Uint8Array(Buffer.concat([jpeg.subarray(0, 2), head, payload, jpeg.subarray(2)]));
}

interface Entry {
  readonly tag: number;
  readonly type: 2 | 3 | 4 | 5 | 7 | 1;
  readonly count: number;
  readonly value: Buffer;
}

function tiff(exif: Exif): Buffer {
  const stamp = exif.taken.replaceAll("-", ":").replace("T", " ");
  const inner = [ascii(0x9003, stamp), ascii(0x9004, stamp), ascii(0x9011, exif.offset)];
  const gps = [
    bytes(0x0000, 1, Buffer.from([2, 3, 0, 0])),
    ascii(0x0001, exif.latitude < 0 ? "S" : "N"),
    degrees(0x0002, exif.latitude),
    ascii(0x0003, exif.longitude < 0 ? "W" : "E"),
    degrees(0x0004, exif.longitude),
    rationals(0x0007, [
      [Number(exif.fixed.slice(11, 13)), 1],
      [Number(exif.fixed.slice(14, 16)), 1],
      [Number(exif.fixed.slice(17, 19)), 1],
    ]),
    ascii(0x0012, "WGS-84"),
    ascii(0x001d, exif.fixed.slice(0, 10).replaceAll("-", ":")),
  ];
  const first = (innerAt: number, gpsAt: number): Entry[] => [
    ascii(0x010e, exif.description),
    ascii(0x010f, exif.make),
    ascii(0x0110, exif.model),
    short(0x0112, 1),
    ascii(0x0132, stamp),
    long(0x8769, innerAt),
    long(0x8825, gpsAt),
  ];
  const innerAt = 8 + sizeOf(first(0, 0));
  const gpsAt = innerAt + sizeOf(inner);
  const header = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  return Buffer.concat([header, directory(first(innerAt, gpsAt), 8), directory(inner, innerAt), directory(gps, gpsAt)]);
}

const padded = (value: Buffer): number => (value.length <= 4 ? 0 : value.length + (value.length % 2));
const sizeOf = (entries: readonly Entry[]): number =>
  6 + 12 * entries.length + entries.reduce((sum, { value }) => sum + padded(value), 0);

function directory(entries: readonly Entry[], start: number): Buffer {
  const rows = Buffer.alloc(6 + 12 * entries.length);
  rows.writeUInt16LE(entries.length, 0);
  const values: Buffer[] = [];
  let free = start + rows.length;
  for (const [index, { tag, type, count, value }] of entries.entries()) {
    const row = 2 + 12 * index;
    rows.writeUInt16LE(tag, row);
    rows.writeUInt16LE(type, row + 2);
    rows.writeUInt32LE(count, row + 4);
    if (value.length <= 4) {
      value.copy(rows, row + 8);
      continue;
    }
    rows.writeUInt32LE(free, row + 8);
    values.push(value, Buffer.alloc(value.length % 2));
    free += padded(value);
  }
  return Buffer.concat([rows, ...values]);
}

function ascii(tag: number, text: string): Entry {
  const value = Buffer.from(`${text}\0`, "latin1");
  return { tag, type: 2, count: value.length, value };
}

function bytes(tag: number, type: 1 | 7, value: Buffer): Entry {
  return { tag, type, count: value.length, value };
}

function short(tag: number, number: number): Entry {
  const value = Buffer.alloc(2);
  value.writeUInt16LE(number);
  return { tag, type: 3, count: 1, value };
}

function long(tag: number, number: number): Entry {
  const value = Buffer.alloc(4);
  value.writeUInt32LE(number);
  return { tag, type: 4, count: 1, value };
}

function rationals(tag: number, pairs: readonly (readonly [number, number])[]): Entry {
  const value = Buffer.alloc(8 * pairs.length);
  for (const [index, [above, below]] of pairs.entries()) {
    value.writeUInt32LE(above, 8 * index);
    value.writeUInt32LE(below, 8 * index + 4);
  }
  return { tag, type: 5, count: pairs.length, value };
}

function degrees(tag: number, angle: number): Entry {
  const hundredths = Math.round(Math.abs(angle) * 360_000);
  const whole = Math.floor(hundredths / 360_000);
  const minutes = Math.floor((hundredths % 360_000) / 6_000);
  return rationals(tag, [
    [whole, 1],
    [minutes, 1],
    [hundredths % 6_000, 100],
  ]);
}
