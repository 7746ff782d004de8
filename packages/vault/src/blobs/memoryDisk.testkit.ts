/**
 * For tests: a disk in memory that knows what a power cut takes away. What was written is only promised after `sync`,
 * and a name only after `syncDirectory`; what was not promised may be lost or kept, and the test chooses.
 */
import { basename, dirname } from "node:path";
import { type Disk, faultOf } from "../disk.ts";

export interface MemoryDisk extends Disk {
  /** The disk as the next start finds it. */
  afterPowerCut(unsynced: { readonly names: Fate; readonly contents: Fate }): MemoryDisk;
}
export type Fate = "lost" | "kept";

interface File {
  pieces: Uint8Array[];
  /** How many of the pieces are safe. */
  safe: number;
}
interface Directory {
  entries: Map<string, File | Directory>;
  /** The entries that are safe. */
  safe: Map<string, File | Directory>;
}

export function memoryDisk(root: Directory = { entries: new Map(), safe: new Map() }): MemoryDisk {
  const files = new Map<number, File>();
  let nextFile = 3;

  const directoryAt = (path: string, call: string): Directory => {
    if (path === dirname(path)) return root;
    const entry = directoryAt(dirname(path), call).entries.get(basename(path));
    if (entry === undefined || !("entries" in entry)) throw faultOf("ENOENT", call);
    return entry;
  };
  const fileOf = (file: number, call: string): File => {
    const open = files.get(file);
    if (open === undefined) throw faultOf("EBADF", call);
    return open;
  };
  const opened = (file: File): number => {
    files.set(nextFile, file);
    return nextFile++;
  };
  const joined = new WeakMap<File, { readonly count: number; readonly whole: Uint8Array }>();
  const content = (file: File): Uint8Array => {
    const known = joined.get(file);
    if (known?.count === file.pieces.length) return known.whole;
    const whole = Buffer.concat(file.pieces);
    joined.set(file, { count: file.pieces.length, whole });
    return whole;
  };

  return {
    create(path) {
      const { entries } = directoryAt(dirname(path), "create");
      if (entries.has(basename(path))) throw faultOf("EEXIST", "create");
      const file: File = { pieces: [], safe: 0 };
      entries.set(basename(path), file);
      return opened(file);
    },
    openRead(path) {
      const entry = directoryAt(dirname(path), "open").entries.get(basename(path));
      if (entry === undefined || "entries" in entry) throw faultOf("ENOENT", "open");
      return opened(entry);
    },
    size: (file) => fileOf(file, "size").pieces.reduce((sum, piece) => sum + piece.length, 0),
    read(file, into, position) {
      const piece = content(fileOf(file, "read")).subarray(position, position + into.length);
      into.set(piece);
      return piece.length;
    },
    write(file, bytes) {
      fileOf(file, "write").pieces.push(Uint8Array.from(bytes));
    },
    sync(file) {
      const open = fileOf(file, "sync");
      open.safe = open.pieces.length;
    },
    async syncAhead(file) {
      const open = fileOf(file, "sync");
      open.safe = open.pieces.length;
    },
    close(file) {
      fileOf(file, "close");
      files.delete(file);
    },
    rename(from, to) {
      const source = directoryAt(dirname(from), "rename");
      const target = directoryAt(dirname(to), "rename");
      const entry = source.entries.get(basename(from));
      if (entry === undefined) throw faultOf("ENOENT", "rename");
      target.entries.set(basename(to), entry);
      source.entries.delete(basename(from));
    },
    remove(path) {
      if (!directoryAt(dirname(path), "remove").entries.delete(basename(path))) throw faultOf("ENOENT", "remove");
    },
    makeDirectory(path) {
      const { entries } = directoryAt(dirname(path), "make-directory");
      if (entries.has(basename(path))) return false;
      entries.set(basename(path), { entries: new Map(), safe: new Map() });
      return true;
    },
    syncDirectory(path) {
      const directory = directoryAt(path, "sync-directory");
      directory.safe = new Map(directory.entries);
    },
    list: (path) => [...directoryAt(path, "list").entries.keys()],
    afterPowerCut({ names, contents }) {
      const survivor = (entry: File | Directory): File | Directory => {
        if ("entries" in entry) {
          const left = names === "kept" ? entry.entries : entry.safe;
          const entries = new Map([...left].map(([name, inner]) => [name, survivor(inner)] as const));
          return { entries, safe: new Map(entries) };
        }
        const pieces = contents === "kept" ? entry.pieces : entry.pieces.slice(0, entry.safe);
        return { pieces, safe: pieces.length };
      };
      const left = survivor(root);
      return memoryDisk("entries" in left ? left : undefined);
    },
  };
}
