import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { defaultLimits, type Metadata, type Raw, type Sink } from "../contract.ts";
import { rawOf, runExtractor } from "../testing.ts";
import { findC2pa } from "./c2pa.ts";
import { exifDate, isoPosition, mediaDate } from "./dates.ts";
import { hashDistance, pictureHashes } from "./hashes.ts";
import { pictureExtractor, recordingExtractor } from "./index.ts";

const read = (bytes: Uint8Array, type = "image/jpeg") => runExtractor(pictureExtractor, bytes, "x", { type });

/** A picture with shapes in it: flat colours have no perceptual hash worth the name. */
function scene(width: number, height: number) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200" width="${width}" height="${height}"><rect width="300" height="200" fill="#7ab"/><circle cx="70" cy="60" r="50" fill="#fff"/><rect x="150" y="20" width="60" height="160" fill="#123"/><path d="M0 200L120 90L300 200z" fill="#4a2"/></svg>`;
  return sharp(Buffer.from(svg));
}

describe("pictures", () => {
  test("date with offset, place and camera come from EXIF; preview, hashes and the wish for OCR from the pixels", async () => {
    const exif = {
      IFD0: { Make: "Maker", Model: "Phone 1", Software: "1.2" },
      IFD2: { DateTimeOriginal: "2014:08:03 05:30:00", OffsetTimeOriginal: "+03:00", SubSecTimeOriginal: "25" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "36/1 19/1 30/1", GPSLongitudeRef: "E", GPSLongitude: "41/1 51/1 0/1" },
    };
    const result = await read(new Uint8Array(await scene(1_200, 800).withExif(exif).jpeg().toBuffer()));
    expect(result.metadata).toMatchObject({
      date: "2014-08-03T05:30:00.25+03:00",
      latitude: 36.325,
      longitude: 41.85,
      cameraMake: "Maker",
      cameraModel: "Phone 1",
      software: "1.2",
      width: 1_200,
      height: 800,
    });
    const preview = await sharp(result.preview?.bytes).metadata();
    expect([preview.format, preview.width, preview.height]).toEqual(["jpeg", 512, 341]);
    expect(result.needsOcr).toEqual([{ pages: [1], reason: "picture" }]);
    expect(result.problems).toEqual([]);
  });

  test("a copy turned by its orientation tag has the same hashes and the size a person sees", async () => {
    const upright = await read(new Uint8Array(await scene(900, 600).jpeg({ quality: 95 }).toBuffer()));
    const turned = await sharp(await scene(900, 600).png().toBuffer())
      .rotate(-90)
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 95 })
      .toBuffer();
    const result = await read(new Uint8Array(turned));
    expect([result.metadata.width, result.metadata.height]).toEqual([900, 600]);
    expect(hashDistance(result.metadata.dhash ?? "", upright.metadata.dhash ?? "")).toBeLessThanOrEqual(3);
    expect(hashDistance(result.metadata.phash ?? "", upright.metadata.phash ?? "")).toBeLessThanOrEqual(3);
  });

  test("a small, badly compressed copy is near, another picture is far", async () => {
    const one = await read(new Uint8Array(await scene(1_600, 1_066).jpeg().toBuffer()));
    const copy = await read(new Uint8Array(await scene(320, 213).jpeg({ quality: 30 }).toBuffer()));
    const other = await read(new Uint8Array(await scene(1_600, 1_066).flop().negate().jpeg().toBuffer()));
    for (const hash of ["dhash", "phash"] as const) {
      expect(hashDistance(one.metadata[hash] ?? "", copy.metadata[hash] ?? "")).toBeLessThanOrEqual(6);
      expect(hashDistance(one.metadata[hash] ?? "", other.metadata[hash] ?? "")).toBeGreaterThan(16);
    }
  });

  test("the hashes are those of the written definition", () => {
    // 9 × 8 grey cells: brighter than the right neighbour in odd columns only.
    const rgb = new Uint8Array(9 * 8 * 3);
    for (let cell = 0; cell < 72; cell++)
      rgb.fill(cell % 9 === 0 || (cell % 9) % 2 === 0 ? 10 : 200, cell * 3, cell * 3 + 3);
    expect(pictureHashes({ width: 9, height: 8, rgb }).dhash).toBe("5555555555555555");
    expect(pictureHashes({ width: 9, height: 8, rgb: new Uint8Array(9 * 8 * 3).fill(77) }).dhash).toBe(
      "0000000000000000",
    );
  });

  test("a transparent picture is judged on white", async () => {
    const clear = {
      create: { width: 64, height: 64, channels: 4 as const, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    };
    const result = await read(new Uint8Array(await sharp(clear).png().toBuffer()), "image/png");
    const { data } = await sharp(result.preview?.bytes).raw().toBuffer({ resolveWithObject: true });
    expect(Math.min(...data)).toBeGreaterThan(250);
  });

  test("each page of a fax-like TIFF asks for OCR", async () => {
    const pages = [scene(200, 100), scene(200, 100), scene(200, 100)];
    const joined = await sharp(await Promise.all(pages.map((p) => p.png().toBuffer())), { join: { animated: true } })
      .tiff()
      .toBuffer();
    const result = await read(new Uint8Array(joined), "image/tiff");
    expect(result.metadata.pages).toBe(3);
    expect(result.needsOcr[0]?.pages).toEqual([1, 2, 3]);
  });

  test("the video behind a motion photo is offered where it lies", async () => {
    const video = Buffer.concat([Buffer.from([0, 0, 0, 16]), Buffer.from("ftypmp42"), Buffer.alloc(500, 7)]);
    const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:GCamera="http://ns.google.com/photos/1.0/camera/" GCamera:MicroVideo="1" GCamera:MicroVideoOffset="${video.length}"/></rdf:RDF></x:xmpmeta>`;
    const photo = await scene(300, 200).withXmp(xmp).jpeg().toBuffer();
    const result = await read(new Uint8Array(Buffer.concat([photo, video])));
    expect(result.children[0]?.range).toEqual({ offset: photo.length, length: video.length });
    expect(result.children[0]?.info.claimedType).toBe("video/mp4");
  });

  test("a picture that is cut off is still shown as far as it goes, nonsense is damaged, both without a throw", async () => {
    const whole = new Uint8Array(await scene(800, 600).jpeg().toBuffer());
    expect((await read(whole.subarray(0, whole.length >> 1))).preview).toBeDefined();
    const nonsense = await read(whole.subarray(0, 40));
    expect(nonsense.problems.map((p) => p.code)).toEqual(["damaged"]);
  });
});

describe("C2PA", () => {
  const box = Buffer.from("\0\0\0\x40jumb\0\0\0\x1ejumdc2pa\0\x11\0\x10\x80\0\0\xaa\0\x38\x9b\x71\x03c2pa\0", "latin1");

  test("a manifest store is found in JPEG, PNG, MP4 and WebP, and one that is cut off is said not to be checked", async () => {
    const jpeg = await scene(64, 64).jpeg().toBuffer();
    const segment = Buffer.concat([Buffer.from("\xff\xeb\0\0JP\0\x01\0\0\0\x01", "latin1"), box]);
    segment.writeUInt16BE(segment.length - 2, 2);
    const signed = Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
    expect(findC2pa(rawOf(signed, ""))).toEqual({ offset: 2, carrier: "jpeg-app11" });
    expect((await read(new Uint8Array(signed))).metadata.other?.["c2pa"]).toBe(
      "manifest present, could not be checked: the manifest store is empty or cut off",
    );

    const png = await scene(64, 64).png().toBuffer();
    const chunk = Buffer.concat([Buffer.from("\0\0\0\x04caBXabcd\0\0\0\0", "latin1")]);
    expect(findC2pa(rawOf(Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]), ""))).toEqual({
      offset: 33,
      carrier: "png-caBX",
    });

    const mp4 = Buffer.concat([
      Buffer.from("\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x20uuid", "latin1"),
      Buffer.from("d8fec3d61b0e483c92975828877ec481", "hex"),
      Buffer.alloc(8),
    ]);
    expect(findC2pa(rawOf(mp4, ""))).toEqual({ offset: 16, carrier: "bmff-uuid" });

    const webp = Buffer.from("RIFF\x14\0\0\0WEBPVP8 \x02\0\0\0abC2PA\0\0\0\0", "latin1");
    expect(findC2pa(rawOf(webp, ""))).toEqual({ offset: 22, carrier: "riff-C2PA" });
  });

  test("a picture without credentials is not said to have any", async () => {
    expect(findC2pa(rawOf(await scene(64, 64).jpeg().toBuffer(), ""))).toBeUndefined();
    expect(findC2pa(rawOf(await scene(64, 64).png().toBuffer(), ""))).toBeUndefined();
  });
});

describe("dates and places", () => {
  test("EXIF dates keep the offset they have and get none they do not have", () => {
    expect(exifDate("2020:02:03 04:05:06", "7", "+02:00")).toBe("2020-02-03T04:05:06.7+02:00");
    expect(exifDate("2020:02:03 04:05:06")).toBe("2020-02-03T04:05:06");
    expect(exifDate("0000:00:00 00:00:00")).toBeUndefined();
    expect(exifDate("    :  :     :  :  ")).toBeUndefined();
  });
  test("MediaInfo's dates become RFC 3339, and a clock that was never set says nothing", () => {
    expect(mediaDate("2016-02-03 10:11:12 UTC")).toBe("2016-02-03T10:11:12Z");
    expect(mediaDate("2016-02-03T10:11:12+0300")).toBe("2016-02-03T10:11:12+03:00");
    expect(mediaDate("1904-01-01 00:00:00 UTC")).toBeUndefined();
    expect(mediaDate("2008")).toBe("2008");
  });
  test("a phone's place is read, and null island is no place", () => {
    expect(isoPosition("+36.3250+041.8500+480.000/")).toEqual({ latitude: 36.325, longitude: 41.85 });
    expect(isoPosition("33.8688°S 151.2093°E 58m")).toEqual({ latitude: -33.8688, longitude: 151.2093 });
    expect(isoPosition("+00.0000+000.0000/")).toBeUndefined();
    expect(isoPosition("somewhere")).toBeUndefined();
  });
});

describe("recordings", () => {
  const wav = (seconds: number) => {
    const data = Buffer.alloc(8_000 * seconds, 128);
    const head = Buffer.from(
      "RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\0\0\0\0",
      "latin1",
    );
    head.writeUInt32LE(36 + data.length, 4);
    head.writeUInt32LE(data.length, 40);
    return new Uint8Array(Buffer.concat([head, data]));
  };

  test("duration and format are read, and no text is invented", async () => {
    const result = await runExtractor(recordingExtractor, wav(3), "a.wav");
    expect(result.metadata.durationMs).toBe(3_000);
    expect(result.metadata.other?.["container"]).toBe("Wave");
    expect(result.layers).toEqual([]);
  });

  test("a video of five gigabytes is read in pieces: a few megabytes in all", async () => {
    const size = 5 * 2 ** 30;
    // ftyp, a giant mdat, then a movie header at the very end, as phones write it.
    const moov = movie(90_000);
    const head = Buffer.alloc(48);
    head.writeUInt32BE(32, 0);
    head.write("ftypisom\0\0\x02\0isomiso2avc1mp41", 4, "latin1");
    head.writeUInt32BE(1, 32);
    head.write("mdat", 36, "latin1");
    head.writeBigUInt64BE(BigInt(size - 32 - moov.length), 40);
    let total = 0;
    const raw: Raw = {
      size,
      name: "v.mp4",
      read(offset, length) {
        const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - offset)));
        total += bytes.length;
        if (offset < head.length) head.copy(bytes, 0, offset);
        const end = size - moov.length;
        if (offset + bytes.length > end) moov.copy(bytes, Math.max(0, end - offset), Math.max(0, offset - end));
        return bytes;
      },
      all() {
        throw new Error("asked for everything");
      },
    };
    let metadata: Metadata = {};
    const sink: Sink = {
      meta: (found) => {
        metadata = found;
      },
      layer() {
        throw new Error("no layer expected");
      },
      child() {
        throw new Error("no child expected");
      },
      childRange() {},
      preview() {},
      needsOcr() {},
      problem() {},
    };
    await recordingExtractor.extract(raw, "video/mp4", sink, defaultLimits);
    expect(metadata.durationMs).toBe(90_000);
    expect(metadata.latitude).toBe(36.325);
    expect(metadata.longitude).toBe(41.85);
    expect(total).toBeLessThan(64 * 2 ** 20);
  });
});

/** A movie box with a header, a place and one silent track of the given milliseconds. */
function movie(milliseconds: number): Buffer {
  const box = (type: string, ...inside: Buffer[]) => {
    const body = Buffer.concat(inside);
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length + 8, 0);
    head.write(type, 4, "latin1");
    return Buffer.concat([head, body]);
  };
  const words = (...values: number[]) => {
    const bytes = Buffer.alloc(values.length * 4);
    for (const [i, value] of values.entries()) bytes.writeUInt32BE(value >>> 0, i * 4);
    return bytes;
  };
  const matrix = words(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
  const mvhd = box(
    "mvhd",
    words(0, 0, 0, 1_000, milliseconds, 0x10000, 0x01000000, 0, 0),
    matrix,
    words(0, 0, 0, 0, 0, 0, 2),
  );
  const tkhd = box("tkhd", words(7, 0, 0, 1, 0, milliseconds, 0, 0, 0, 0x01000000), matrix, words(0, 0));
  const mdhd = box("mdhd", words(0, 0, 0, 1_000, milliseconds, 0x55c40000));
  const hdlr = box("hdlr", words(0, 0), Buffer.from("soun"), words(0, 0, 0), Buffer.from("\0"));
  const sample = box("sowt", words(0, 1, 0, 0, 0x00020010, 0, 0xac440000));
  const stbl = box(
    "stbl",
    box("stsd", words(0, 1), sample),
    box("stts", words(0, 1, milliseconds, 1)),
    box("stsc", words(0, 0)),
    box("stsz", words(0, 4, milliseconds)),
    box("stco", words(0, 0)),
  );
  const minf = box("minf", box("smhd", words(0, 0)), stbl);
  const place = Buffer.from("+36.3250+041.8500/");
  const xyz = box("\xa9xyz", Buffer.from([0, place.length, 0x15, 0xc7]), place);
  return box("moov", mvhd, box("trak", tkhd, box("mdia", mdhd, hdlr, minf)), box("udta", xyz));
}

const data = join("..", "shared", "data");

describe("hashes", () => {
  /** The definition, plainly: every pixel counts with the share of it that lies between `from` and `to`. */
  function plain(values: readonly number[], from: number, to: number): number {
    let sum = 0;
    values.forEach((value, n) => {
      sum += value * Math.max(0, Math.min(to, n + 1) - Math.max(from, n));
    });
    return sum / (to - from);
  }
  test("dHash is that of its definition, for every size of picture", () => {
    const sides = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(sides, sides, fc.infiniteStream(fc.nat(255)), (width, height, values) => {
        const rgb = Uint8Array.from({ length: width * height * 3 }, () => values.next().value ?? 0);
        const grey = (n: number) =>
          0.299 * (rgb[n * 3] ?? 0) + 0.587 * (rgb[n * 3 + 1] ?? 0) + 0.114 * (rgb[n * 3 + 2] ?? 0);
        const line = (length: number, at: (n: number) => number) => Array.from({ length }, (_, n) => at(n));
        const narrow = line(height, (y) => y).map((y) =>
          line(9, (x) =>
            plain(
              line(width, (n) => grey(y * width + n)),
              (x * width) / 9,
              ((x + 1) * width) / 9,
            ),
          ),
        );
        const cell = (x: number, y: number) =>
          plain(
            line(height, (n) => narrow[n]?.[x] ?? 0),
            (y * height) / 8,
            ((y + 1) * height) / 8,
          );
        const bits = line(64, (n) => Number(cell(n % 8, n >> 3) > cell((n % 8) + 1, n >> 3))).join("");
        expect(pictureHashes({ width, height, rgb }).dhash).toBe(BigInt(`0b${bits}`).toString(16).padStart(16, "0"));
      }),
      { numRuns: 60 },
    );
  });
});

describe.skipIf(!existsSync(join(data, "hostile")))("hostile pictures", () => {
  test("3.6 billion pixels in half a megabyte are refused before they are decoded", async () => {
    const result = await read(new Uint8Array(readFileSync(join(data, "hostile/bomb.png"))), "image/png");
    expect(result.problems[0]?.code).toBe("too-large");
  });
});

/**
 * ImageMagick's EXIF reader finds 32 dates, 7 places and 32 makers in these files, each of them among those found here. The five
 * dates more stand in XMP, the one place more in a HEIF, neither of which it reads.
 */
const expected = { files: 56, dated: 37, placed: 8, made: 32 };

describe.skipIf(!existsSync(join(data, "documents/photos")))("real photographs", () => {
  test("all give a preview and hashes, and every date, place and camera that a second tool finds", async () => {
    const types: Readonly<Record<string, string>> = { jpg: "image/jpeg", tiff: "image/tiff", heif: "image/heif" };
    const counts = { files: 0, shown: 0, dated: 0, placed: 0, made: 0 };
    for (const name of readdirSync(join(data, "documents/photos"))) {
      const type = types[name.split(".").at(-1) ?? ""];
      if (type === undefined) continue;
      const { metadata, preview } = await read(
        new Uint8Array(readFileSync(join(data, "documents/photos", name))),
        type,
      );
      counts.files++;
      if (preview !== undefined && metadata.dhash !== undefined && metadata.phash !== undefined) counts.shown++;
      if (metadata.date !== undefined) counts.dated++;
      if (metadata.latitude !== undefined) counts.placed++;
      if (metadata.cameraMake !== undefined) counts.made++;
    }
    expect(counts.shown).toBe(counts.files);
    expect(counts).toMatchObject(expected);
  }, 120_000);
});

describe.skipIf(!existsSync(join(data, "documents/office-and-more")))("real recordings", () => {
  test("every recording gives its length, or says why not", async () => {
    const folder = join(data, "documents/office-and-more");
    const silent: string[] = [];
    let timed = 0;
    for (const name of readdirSync(folder)) {
      if (!/\.(mp3|m4a|mp4|webm|mkv|flac)$/.test(name)) continue;
      const result = await runExtractor(recordingExtractor, new Uint8Array(readFileSync(join(folder, name))), name);
      if (result.metadata.durationMs !== undefined) timed++;
      else if (result.problems.length === 0) silent.push(name);
    }
    expect(timed).toBeGreaterThanOrEqual(21);
    expect(silent).toEqual([]);
  }, 120_000);
});
