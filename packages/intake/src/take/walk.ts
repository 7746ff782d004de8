/**
 * Which files lie under the paths a person named. Paths are bytes, since file names on this earth are not always UTF-8;
 * links are not followed and devices not opened, both are said.
 */
import { lstatSync, readdirSync, type Stats } from "node:fs";
import { basename } from "node:path";

export interface FoundFile {
  readonly path: Buffer;
  /** The name as text; bytes that are no UTF-8 stand as `\xNN`. */
  readonly name: string;
  /** Folders between the named path and the file, joined by `/`; absent for a file named itself. */
  readonly folder?: string;
  readonly stats: Stats;
}

export interface Passed {
  readonly path: Buffer;
  readonly why: "link" | "not-a-file" | "not-readable" | "not-found";
}

export type Found =
  | { readonly type: "file"; readonly file: FoundFile }
  | { readonly type: "passed"; readonly passed: Passed };

/** In the order of names' bytes, so that two runs over the same folder agree. */
export function* walk(paths: readonly string[]): Generator<Found> {
  for (const path of paths) {
    const root = Buffer.from(path);
    const stats = statOf(root);
    if (stats === undefined) yield { type: "passed", passed: { path: root, why: "not-found" } };
    else if (stats.isDirectory())
      yield* walkFolder(root, basename(path) === "." || basename(path) === ".." ? "" : basename(path));
    else yield at(root, nameOf(Buffer.from(basename(path))), undefined, stats);
  }
}

function* walkFolder(dir: Buffer, folder: string): Generator<Found> {
  let entries: Buffer[];
  try {
    entries = readdirSync(dir, { encoding: "buffer" }).sort(Buffer.compare);
  } catch {
    yield { type: "passed", passed: { path: dir, why: "not-readable" } };
    return;
  }
  for (const entry of entries) {
    const path = Buffer.concat([dir, Buffer.from("/"), entry]);
    const stats = statOf(path);
    if (stats === undefined) yield { type: "passed", passed: { path, why: "not-readable" } };
    else if (stats.isDirectory()) yield* walkFolder(path, folder === "" ? nameOf(entry) : `${folder}/${nameOf(entry)}`);
    else yield at(path, nameOf(entry), folder === "" ? undefined : folder, stats);
  }
}

function at(path: Buffer, name: string, folder: string | undefined, stats: Stats): Found {
  if (stats.isSymbolicLink()) return { type: "passed", passed: { path, why: "link" } };
  if (!stats.isFile()) return { type: "passed", passed: { path, why: "not-a-file" } };
  return { type: "file", file: { path, name, stats, ...(folder !== undefined && { folder }) } };
}

function statOf(path: Buffer): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}

/** Text of a file name. Lossless: bytes that are no UTF-8 are written out. */
export function nameOf(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Array.from(bytes, (byte) =>
      byte < 0x20 || byte > 0x7e ? `\\x${byte.toString(16).padStart(2, "0")}` : String.fromCharCode(byte),
    ).join("");
  }
}
