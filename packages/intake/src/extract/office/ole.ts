/**
 * OLE compound files ([MS-CFB]): their streams, their property sets ([MS-OLEPS]), and the file a person embedded, out of
 * the wrapper an office program put around it ([MS-OLEDS]).
 *
 * The reader is the one inside SheetJS, loaded when the first compound file comes (it is large). It never throws past here.
 */
import iconv from "iconv-lite";

export interface Ole {
  /** Full path without the root, "/" between storages, as stored. */
  readonly streams: ReadonlyMap<string, Uint8Array>;
  /** By path, without regard to case: some writers put every name in capitals. */
  stream(name: string): Uint8Array | undefined;
}

export interface Embedded {
  readonly name: string | undefined;
  readonly bytes: Uint8Array;
}

export const OLE_MAGIC = Buffer.from("d0cf11e0a1b11ae1", "hex");

export function isOle(bytes: Uint8Array): boolean {
  return bytes.length >= 512 && OLE_MAGIC.equals(bytes.subarray(0, 8));
}

interface CfbEntry {
  readonly type?: unknown;
  readonly content?: unknown;
}

/** Undefined when the container is too broken to list. */
export async function openOle(bytes: Uint8Array): Promise<Ole | undefined> {
  if (!isOle(bytes)) return undefined;
  const { CFB } = await import("@e965/xlsx");
  let file: { FullPaths: readonly string[]; FileIndex: readonly CfbEntry[] };
  try {
    file = CFB.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), { type: "buffer" });
  } catch {
    return undefined;
  }
  const streams = new Map<string, Uint8Array>();
  for (const [index, path] of file.FullPaths.entries()) {
    const entry = file.FileIndex[index];
    if (entry?.type !== 2) continue;
    const content = entry.content;
    const name = path.split("/").slice(1).join("/");
    if (content instanceof Uint8Array) streams.set(name, content);
    else if (Array.isArray(content)) streams.set(name, Uint8Array.from(content as number[]));
  }
  const byName = new Map([...streams].map(([path, content]) => [path.toLowerCase(), content]));
  return { streams, stream: (name) => byName.get(name.toLowerCase()) };
}

/** The embedded file inside an OLE object, or undefined when there is none of a kind we know. */
export async function unwrapOle(bytes: Uint8Array): Promise<Embedded | undefined> {
  const ole = await openOle(bytes);
  return ole === undefined ? undefined : embeddedIn(ole, "");
}

function embeddedIn(ole: Ole, storage: string): Embedded | undefined {
  const native = ole.stream(`${storage}\u0001Ole10Native`);
  if (native !== undefined) return ole10Native(native);
  for (const name of ["Package", "package", "CONTENTS", "Contents", "EmbeddedOdf"]) {
    const content = ole.stream(storage + name);
    if (content !== undefined && content.length > 0) return { name: undefined, bytes: content };
  }
  return undefined;
}

/** Every embedded file of a doc, xls or ppt, in the order of the container's directory. */
export function allEmbedded(ole: Ole): Embedded[] {
  const storages = new Set<string>();
  for (const path of ole.streams.keys()) {
    const cut = path.lastIndexOf("/");
    if (cut >= 0) storages.add(path.slice(0, cut + 1));
  }
  const found: Embedded[] = [];
  for (const storage of storages) {
    const embedded = embeddedIn(ole, storage);
    if (embedded !== undefined) found.push(embedded);
  }
  return found;
}

/** [MS-OLEDS] 2.3.6 and the packager's own layout: label, file name, temporary path, size, bytes. */
export function ole10Native(stream: Uint8Array): Embedded | undefined {
  const bytes = Buffer.from(stream.buffer, stream.byteOffset, stream.length);
  if (bytes.length < 8) return undefined;
  const total = bytes.readUInt32LE(0);
  const text = (from: number) => {
    const end = bytes.indexOf(0, from);
    return end < 0 || end - from > 1_000 ? undefined : { value: bytes.subarray(from, end), next: end + 1 };
  };
  const label = bytes.readUInt16LE(4) === 2 ? text(6) : undefined;
  const path = label === undefined ? undefined : text(label.next);
  if (label !== undefined && path !== undefined && path.next + 8 <= bytes.length) {
    const temporary = bytes.readUInt32LE(path.next + 4);
    const sizeAt = path.next + 8 + temporary;
    if (sizeAt + 4 <= bytes.length) {
      const size = bytes.readUInt32LE(sizeAt);
      const content = bytes.subarray(sizeAt + 4, sizeAt + 4 + size);
      const name = legacyText(label.value).split(/[\\/]/).at(-1);
      if (content.length > 0) return { name: name === "" ? undefined : name, bytes: content };
    }
  }
  const plain = bytes.subarray(4, 4 + total);
  return plain.length > 0 ? { name: undefined, bytes: plain } : undefined;
}

/** Names in the ANSI code page of an unknown machine: UTF-8 when it is, else Windows-1252. */
function legacyText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

const summaryNames: Readonly<Record<number, string>> = {
  2: "title",
  3: "subject",
  4: "author",
  5: "keywords",
  6: "comments",
  7: "template",
  8: "lastModifiedBy",
  9: "revision",
  11: "lastPrinted",
  12: "created",
  13: "lastSaved",
  14: "pages",
  18: "application",
};
const documentNames: Readonly<Record<number, string>> = { 2: "category", 14: "manager", 15: "company" };

/** Title, author, dates and the rest from the two summary streams. */
export function oleProperties(ole: Ole): Map<string, string> {
  const found = new Map<string, string>();
  readPropertySet(ole.stream("\u0005SummaryInformation"), summaryNames, found);
  readPropertySet(ole.stream("\u0005DocumentSummaryInformation"), documentNames, found);
  if ([...ole.streams.keys()].some((path) => /(^|\/)(_VBA_PROJECT|VBA\/dir)$/i.test(path)))
    found.set("macros", "present");
  return found;
}

function readPropertySet(
  stream: Uint8Array | undefined,
  names: Readonly<Record<number, string>>,
  found: Map<string, string>,
): void {
  if (stream === undefined || stream.length < 56) return;
  const data = Buffer.from(stream.buffer, stream.byteOffset, stream.length);
  const start = data.readUInt32LE(44);
  if (start + 8 > data.length) return;
  const count = Math.min(data.readUInt32LE(start + 4), 200);
  const offsets = new Map<number, number>();
  for (let index = 0; index < count; index++) {
    const at = start + 8 + index * 8;
    if (at + 8 > data.length) return;
    offsets.set(data.readUInt32LE(at), start + data.readUInt32LE(at + 4));
  }
  const pageAt = offsets.get(1);
  const codePage = pageAt !== undefined && pageAt + 6 <= data.length ? data.readUInt16LE(pageAt + 4) : 1252;
  for (const [id, at] of offsets) {
    const name = names[id];
    const value = name === undefined ? undefined : propertyValue(data, at, codePage);
    if (name !== undefined && value !== undefined && value !== "") found.set(name, value);
  }
}

function propertyValue(data: Buffer, at: number, codePage: number): string | undefined {
  if (at + 8 > data.length) return undefined;
  const type = data.readUInt32LE(at) & 0xffff;
  if (type === 3) return String(data.readInt32LE(at + 4));
  if (type === 64 && at + 12 <= data.length) return fileTime(data.readBigUInt64LE(at + 4));
  const length = data.readUInt32LE(at + 4);
  if (type === 31) return trimmed(data.subarray(at + 8, at + 8 + length * 2).toString("utf16le"));
  if (type === 30) return trimmed(decodePage(data.subarray(at + 8, at + 8 + length), codePage));
  return undefined;
}

/** 100 ns since 1601, UTC. Small values are spans (editing time), not dates. */
function fileTime(value: bigint): string | undefined {
  const milliseconds = Number(value / 10_000n) - 11_644_473_600_000;
  return milliseconds > -5_000_000_000_000 && milliseconds < 8_000_000_000_000
    ? new Date(milliseconds).toISOString()
    : undefined;
}

function trimmed(text: string): string {
  const end = text.indexOf("\0");
  return (end < 0 ? text : text.slice(0, end)).trim();
}

/** Bytes in a Windows code page; pages nobody knows are read as Windows-1252. */
export function decodePage(bytes: Uint8Array, codePage: number): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (codePage === 1200) return buffer.toString("utf16le");
  if (codePage === 65001) return buffer.toString("utf8");
  return iconv.decode(buffer, pageLabel(codePage));
}

const pageLabels: Readonly<Record<number, string>> = {
  708: "iso-8859-6",
  932: "cp932",
  936: "gbk",
  949: "cp949",
  950: "cp950",
  1361: "cp949",
  10000: "macintosh",
  10006: "macgreek",
  10007: "maccyrillic",
  10029: "maccenteuro",
  10081: "macturkish",
};

export function pageLabel(codePage: number): string {
  const label = pageLabels[codePage] ?? `cp${codePage}`;
  return iconv.encodingExists(label) ? label : "cp1252";
}
