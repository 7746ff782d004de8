/** The files of a package, in a folder or in a tar, read in pieces of at most 1 MiB: spec/package.md PK-4. */
import { createHash } from "node:crypto";
import { closeSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { bad, type Check } from "../check.ts";

export type Place = { readonly file: string; readonly offset: number; readonly bytes: number };

export type Files = {
  /** Every regular file by its path in the package. */
  readonly at: ReadonlyMap<string, Place>;
  /** What was noticed while listing. */
  readonly noticed: readonly Check[];
  /** Only of a tar: the folder at the top and every modification time in it, seconds since 1970. */
  readonly tar?: { readonly top: string; readonly times: ReadonlySet<number> };
};

/** Lists a folder; links, sockets and empty folders are faults. */
export function filesOfFolder(root: string): Files {
  const at = new Map<string, Place>();
  const noticed: Check[] = [];
  const walk = (folder: string, prefix: string): void => {
    const entries = readdirSync(folder, { withFileTypes: true });
    if (entries.length === 0) noticed.push(bad("name", prefix, "an empty folder (PK-4)"));
    for (const entry of entries) {
      const path = prefix === "" ? entry.name : `${prefix}/${entry.name}`;
      const full = join(folder, entry.name);
      if (entry.isDirectory()) walk(full, path);
      else if (entry.isFile()) at.set(path.split(sep).join("/"), { file: full, offset: 0, bytes: statSync(full).size });
      else noticed.push(bad("name", path, "not a regular file (PK-4)"));
    }
  };
  walk(root, "");
  return { at, noticed };
}

const PIECE = 1 << 20;

/** The content in pieces. Each piece is only good until the next is asked for. */
export function* pieces({ file, offset, bytes }: Place): Generator<Uint8Array> {
  const handle = openSync(file, "r");
  try {
    const buffer = new Uint8Array(Math.min(PIECE, Math.max(bytes, 1)));
    for (let done = 0; done < bytes; ) {
      const got = readSync(handle, buffer, 0, Math.min(buffer.length, bytes - done), offset + done);
      if (got === 0) return; // shorter than said: the hash will not fit
      done += got;
      yield buffer.subarray(0, got);
    }
  } finally {
    closeSync(handle);
  }
}

const known = new WeakMap<Place, string>();

/** SHA-256 in lower-case hex; a file asked for twice is read once. */
export function hashOf(place: Place): string {
  const before = known.get(place);
  if (before !== undefined) return before;
  const hash = createHash("sha256");
  for (const piece of pieces(place)) hash.update(piece);
  const digest = hash.digest("hex");
  known.set(place, digest);
  return digest;
}

/** Proofs, notes, lines and time-stamps are small; a file beyond this is not one of them and is read as empty. */
const SMALL = 16 << 20;

/** The whole of a small file; empty where it is absent or far too large to be what it should be. */
export function contentOf(files: Files, path: string): Uint8Array {
  const place = files.at.get(path);
  if (place === undefined || place.bytes > SMALL) return new Uint8Array();
  const whole = new Uint8Array(place.bytes);
  let done = 0;
  for (const piece of pieces(place)) {
    whole.set(piece, done);
    done += piece.length;
  }
  return whole.subarray(0, done);
}

/** Paths that begin so, in byte order. */
export function pathsUnder(files: Files, prefix: string): readonly string[] {
  return [...files.at.keys()].filter((path) => path.startsWith(prefix)).sort(inByteOrder);
}

/** Paths here are ASCII, where the order of code units is the order of bytes; others are already faults. */
export function inByteOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
