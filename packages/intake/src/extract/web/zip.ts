/** Members of a zip (APPNOTE 6.3) read by offset through the parent, by yauzl: names checked, sizes checked, no temp file. */
import { Readable } from "node:stream";
import yauzl, { type Entry, type ZipFile } from "yauzl";
import { ProblemError, type Raw } from "../contract.ts";

export interface ZipMember {
  readonly name: string;
  readonly size: number;
  readonly packedSize: number;
  /** Where its bytes lie in the file, when they lie there as they are. */
  readonly storedAt: number | undefined;
  readonly encrypted: boolean;
  readonly modified: Date;
  open(): Promise<AsyncIterable<Uint8Array>>;
}

class RawReader extends yauzl.RandomAccessReader {
  readonly #raw: Raw;
  constructor(raw: Raw) {
    super();
    this.#raw = raw;
  }
  override _readStreamForRange(start: number, end: number): Readable {
    const raw = this.#raw;
    return Readable.from(
      (function* () {
        for (let at = start; at < end; at += 262_144) yield raw.read(at, Math.min(262_144, end - at));
      })(),
      { objectMode: false },
    );
  }
}

/** All members; throws `damaged` when the directory cannot be read, `expands-too-far` when members overlap. */
export async function zipMembers(raw: Raw, most: number): Promise<ZipMember[]> {
  try {
    const zip = await openZip(raw);
    const entries = await listEntries(zip, most);
    const members: ZipMember[] = [];
    for (const entry of entries) if (!entry.fileName.endsWith("/")) members.push(await memberOf(zip, entry));
    const packed = members.reduce((sum, member) => sum + member.packedSize, 0);
    if (packed > raw.size) throw new ProblemError("expands-too-far", "zip members overlap");
    return members;
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError("damaged", "zip directory cannot be read");
  }
}

function openZip(raw: Raw): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true };
    yauzl.fromRandomAccessReader(new RawReader(raw), raw.size, options, (error, zip) =>
      error ? reject(error) : resolve(zip),
    );
  });
}

function listEntries(zip: ZipFile, most: number): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on("entry", (entry: Entry) => {
      entries.push(entry);
      if (entries.length > most) reject(new ProblemError("too-large", `more than ${most} members`));
      else zip.readEntry();
    });
    zip.on("end", () => resolve(entries));
    zip.on("error", reject);
    zip.readEntry();
  });
}

async function memberOf(zip: ZipFile, entry: Entry): Promise<ZipMember> {
  const encrypted = entry.isEncrypted();
  const dataStart = await new Promise<number>((resolve, reject) => {
    zip.readLocalFileHeader(entry, { minimal: true }, (error, header) =>
      error ? reject(error) : resolve(header.fileDataStart),
    );
  });
  return {
    name: entry.fileName,
    size: entry.uncompressedSize,
    packedSize: entry.compressedSize,
    storedAt: entry.compressionMethod === 0 && !encrypted ? dataStart : undefined,
    encrypted,
    modified: entry.getLastModDate({ timezone: "UTC" }),
    open: () =>
      new Promise((resolve, reject) => {
        zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
      }),
  };
}
