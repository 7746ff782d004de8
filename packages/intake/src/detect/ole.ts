/**
 * What an OLE compound file is, by the names of its streams ([MS-CFB] §2.6): Word, Excel, PowerPoint, Outlook and others
 * share one signature. Only the directory chain is read; loops and far sectors end the walk.
 */
import type { Raw } from "../extract/contract.ts";

export function oleType(raw: Raw): string {
  const names = new Set(topNames(raw));
  return kinds.find(([wanted]) => wanted.some((name) => names.has(name.toLowerCase())))?.[1] ?? "application/x-cfb";
}

const kinds: readonly (readonly [names: readonly string[], type: string])[] = [
  // Whatever an encrypted package holds, it is locked.
  [["EncryptedPackage"], "application/x-ole-encrypted-package"],
  [["__properties_version1.0"], "application/vnd.ms-outlook"],
  [["WordDocument"], "application/msword"],
  [["PowerPoint Document", "PP97_DUALSTORAGE", "PP40"], "application/vnd.ms-powerpoint"],
  [["Workbook", "Book"], "application/vnd.ms-excel"],
  [["VisioDocument"], "application/vnd.visio"],
  [["Quill"], "application/x-mspublisher"],
  [["MatOST", "CONTENTS", "SPELLING"], "application/vnd.ms-works"],
  [["Props12", "Props9", "Props"], "application/vnd.ms-project"],
  [["HwpSummaryInformation", "FileHeader"], "application/x-hwp"],
  [["Catalog"], "image/x-thumbs-db"],
];

const none = 0xffffffff;
const sectorsAtMost = 256;

interface Entry {
  readonly name: string;
  readonly left: number;
  readonly right: number;
  readonly child: number;
}

/** Lower-case names of what stands at the top: a document embedded in another must not be taken for the outer one. */
function topNames(raw: Raw): readonly string[] {
  const entries = directory(raw);
  const names: string[] = [];
  const seen = new Set<number>();
  const next = [entries[0]?.child ?? none];
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    const entry = entries[id];
    if (entry === undefined || seen.has(id)) continue;
    seen.add(id);
    names.push(entry.name.toLowerCase());
    next.push(entry.left, entry.right);
  }
  return names;
}

function directory(raw: Raw): readonly Entry[] {
  const head = buffer(raw.read(0, 512));
  if (head.length < 512) return [];
  const shift = head.readUInt16LE(30);
  const sectorBytes = shift === 9 || shift === 12 ? 2 ** shift : 512;
  const perSector = sectorBytes / 4;
  const sectorAt = (index: number) => (index + 1) * sectorBytes;
  /** Where the chain goes on after `sector`, by the allocation table; the first 109 table sectors are listed in the head. */
  function following(sector: number): number {
    const table = Math.floor(sector / perSector);
    if (table >= 109) return none;
    const cell = buffer(raw.read(sectorAt(head.readUInt32LE(76 + table * 4)) + (sector % perSector) * 4, 4));
    return cell.length < 4 ? none : cell.readUInt32LE(0);
  }
  const entries: Entry[] = [];
  const seen = new Set<number>();
  for (
    let sector = head.readUInt32LE(48);
    sector < 0xfffffffa && seen.size < sectorsAtMost;
    sector = following(sector)
  ) {
    if (seen.has(sector)) break;
    seen.add(sector);
    const bytes = buffer(raw.read(sectorAt(sector), sectorBytes));
    for (let at = 0; at + 128 <= bytes.length; at += 128) {
      const length = Math.min(64, bytes.readUInt16LE(at + 64));
      entries.push({
        name: bytes.toString("utf16le", at, at + Math.max(0, length - 2)),
        left: bytes.readUInt32LE(at + 68),
        right: bytes.readUInt32LE(at + 72),
        child: bytes.readUInt32LE(at + 76),
      });
    }
  }
  return entries;
}

function buffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
