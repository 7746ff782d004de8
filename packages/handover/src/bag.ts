/** The bag around the payload: declaration, measures, manifests, instructions. spec/package.md PK-1 to PK-5. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Entry, entryOf, inByteOrder, textEntry } from "./entry.ts";

export interface Label {
  /** `AMN-2026-…`: names the folder at the top. */
  readonly id: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly organisation: string;
}

export interface Bag {
  /** Every file, in the order it is packed. */
  readonly entries: readonly Entry[];
  /** SHA-256 of the tag manifest: told by another way, it shows that nothing was taken out. */
  readonly digest: string;
}

const spec = new URL("../../../spec/", import.meta.url);

export function bagOf(payload: readonly Entry[], { id, date, organisation }: Label): Bag {
  const bytes = payload.reduce((sum, entry) => sum + entry.bytes, 0);
  const info = [
    `Bagging-Date: ${date}`,
    `External-Identifier: ${id}`,
    `Payload-Oxum: ${bytes}.${payload.length}`,
    `Source-Organization: ${organisation}`,
  ];
  const tags = [
    textEntry("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
    textEntry("bag-info.txt", `${info.join("\n")}\n`),
    textEntry("manifest-sha256.txt", manifest(payload)),
    ...["VERIFY.md", "verify.py", "verify.sh", "verify_tables.py"].map((name) => fileEntry(name)),
  ];
  const tagManifest = textEntry("tagmanifest-sha256.txt", manifest(tags));
  const entries = [...payload, ...tags, tagManifest].sort(inByteOrder);
  const clash = entries.find(({ path }, n) => path === entries[n + 1]?.path);
  if (clash !== undefined) throw new TypeError("two files of one path");
  return { entries, digest: tagManifest.sha256 };
}

function fileEntry(name: string): Entry {
  const content = readFileSync(new URL(name, spec));
  return entryOf(name, () => [content]);
}

function manifest(entries: readonly Entry[]): string {
  return [...entries]
    .sort(inByteOrder)
    .map(({ path, sha256 }) => `${sha256}  ${path}\n`)
    .join("");
}

/** A short name made from what the package is, so that the same package has the same one. */
export function packageId(year: string, content: readonly string[]): string {
  const hash = createHash("sha256");
  for (const each of content) hash.update(`${Buffer.byteLength(each)}:${each}`);
  return `AMN-${year}-${hash.digest("hex").slice(0, 12)}`;
}
