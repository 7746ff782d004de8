/**
 * Outlook stores (.pst, .ost): [MS-PST], by pst-extractor. Read by offset through the parent, a few pages at a time: a
 * 40 GB store is never loaded. Every item becomes a message/rfc822 child (render.ts) with its folder and attachments.
 */
import { PSTFile, type PSTFolder, PSTMessage } from "pst-extractor";
import { PSTUtil } from "pst-extractor/dist/PSTUtil.class.js";
import { type Extractor, ProblemError, type Sink } from "../contract.ts";
import { fileLike, quietly, useOwnCharsets } from "./pst-access.ts";
import { storeItem } from "./pst-item.ts";
import { renderItem } from "./render.ts";

const maxFolderDepth = 64;
/** NID_TYPE_SEARCH_FOLDER: [MS-PST] 2.2.2.1. */
const searchFolder = 0x03;
const normalMessage = 0x04;

export const pstExtractor: Extractor = {
  types: ["application/vnd.ms-outlook-pst"],
  async extract(raw, _type, sink, limits) {
    if (raw.size === 0) throw new ProblemError("empty");
    useOwnCharsets();
    quietly(() => {
      const file = open(raw.size, raw);
      const tally = { items: 0, folders: 0, unreadable: 0, incomplete: 0 };
      walk(file, rootOf(file), "", 0, sink, tally, limits.entries);
      sink.meta({
        other: {
          "pst-items": String(tally.items),
          "pst-folders": String(tally.folders),
          "pst-items-unreadable": String(tally.unreadable),
        },
      });
      if (tally.unreadable > 0)
        sink.problem({ code: "damaged", detail: `${tally.unreadable} items could not be read`, partly: true });
      if (tally.incomplete > 0)
        sink.problem({
          code: "damaged",
          detail: `${tally.incomplete} items lack a property or an attachment`,
          partly: true,
        });
      if (tally.items >= limits.entries)
        sink.problem({ code: "too-large", detail: `more than ${limits.entries} items`, partly: true });
    });
  },
};

interface Tally {
  items: number;
  folders: number;
  unreadable: number;
  incomplete: number;
}

function open(size: number, raw: Parameters<Extractor["extract"]>[0]): PSTFile {
  // The library looks at the header only; say plainly what it would say in its own words.
  const head = raw.read(0, Math.min(size, 514));
  if (Buffer.from(head.subarray(0, 4)).toString("latin1") !== "!BDN")
    throw new ProblemError("damaged", "no Outlook store");
  if ((head[10] ?? 0) >= 23 && head[513] === 2)
    throw new ProblemError("locked", "encrypted with the sender's Windows account");
  try {
    return new PSTFile(fileLike(raw));
  } catch (error) {
    throw new ProblemError("damaged", `store cannot be opened: ${error instanceof Error ? error.name : "failed"}`);
  }
}

function rootOf(file: PSTFile): PSTFolder {
  try {
    return file.getRootFolder();
  } catch {
    throw new ProblemError("damaged", "folder tree cannot be read");
  }
}

function walk(
  file: PSTFile,
  folder: PSTFolder,
  path: string,
  depth: number,
  sink: Sink,
  tally: Tally,
  most: number,
): void {
  // A search folder is a view of items that lie in other folders.
  if (attempt(() => (folder.descriptorNodeId.toNumber() & 0x1f) === searchFolder, false)) return;
  tally.folders += 1;
  for (const item of itemsOf(file, folder, tally)) {
    if (tally.items >= most) return;
    writeItem(item, path, sink, tally);
  }
  if (depth >= maxFolderDepth) return;
  for (const sub of subFolders(folder, tally)) {
    const name = attempt(() => sub.displayName, "") || "unnamed";
    walk(file, sub, path === "" ? name : `${path}/${name.replaceAll("/", "\u2215")}`, depth + 1, sink, tally, most);
  }
}

function writeItem(item: PSTMessage, path: string, sink: Sink, tally: Tally): void {
  const built = attempt(() => storeItem(item, path), undefined);
  if (built === undefined) {
    tally.unreadable += 1;
    return;
  }
  tally.items += 1;
  if (built.incomplete) tally.incomplete += 1;
  const info = {
    name: `${built.item.id}.eml`,
    position: tally.items,
    claimedType: "message/rfc822",
    role: "message",
  } as const;
  const child = sink.child(info);
  for (const piece of renderItem(built.item)) child.write(piece);
  child.end();
}

/**
 * Items of a folder: by its contents table, and where the table gives fewer than it counts (the library misreads large ones
 * in .ost files), by the store's node tree, which names the folder of every item.
 */
function* itemsOf(file: PSTFile, folder: PSTFolder, tally: Tally): Generator<PSTMessage> {
  const count = attempt(() => folder.contentCount, 0);
  const seen = new Set<number>();
  const fresh = (item: unknown): item is PSTMessage => {
    if (!(item instanceof PSTMessage)) return false;
    const id = item.descriptorNodeId.toNumber();
    return !seen.has(id) && seen.add(id).has(id);
  };
  for (let index = 0; index < count; index += 1) {
    const item: unknown = attempt(() => {
      folder.moveChildCursorTo(index);
      return folder.getNextChild();
    }, undefined);
    if (fresh(item)) yield item;
  }
  if (seen.size >= count) return;
  const nodes = attempt(() => file.getChildDescriptorTree().get(folder.descriptorNodeId.toNumber()), undefined) ?? [];
  for (const node of nodes) {
    if ((node.descriptorIdentifier & 0x1f) !== normalMessage) continue;
    const item: unknown = attempt(() => PSTUtil.detectAndLoadPSTObject(file, node), undefined);
    if (fresh(item)) yield item;
  }
  tally.unreadable += Math.max(0, count - seen.size);
}

function subFolders(folder: PSTFolder, tally: Tally): PSTFolder[] {
  return (
    attempt(() => folder.getSubFolders(), undefined) ??
    (() => {
      tally.incomplete += 1;
      return [];
    })()
  );
}

function attempt<T, F>(act: () => T, otherwise: F): T | F {
  try {
    return act();
  } catch {
    return otherwise;
  }
}
