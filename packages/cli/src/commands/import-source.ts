/** The lists an import reads: sources of the vault, files that become sources first, or — for a dry run — files as they are. */
import { createHash } from "node:crypto";
import { closeSync, createReadStream, openSync, readdirSync, readSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { type ListSource, type ListVault, listSource, looseSource, type PlacedText } from "@amana/casework";
import { addPaths, openParserPool, type Said } from "@amana/intake";
import { refOf, type Vault } from "@amana/vault";
import { type Context, must } from "../context.ts";
import { exit, Stop } from "../exit.ts";
import { refusalStop } from "./stating.ts";

/** In the order given; the files of a folder by their names. Taken in through intake as `amana add` does. */
export async function listSources(
  context: Context,
  vault: Vault,
  typed: readonly string[],
  said: Said,
): Promise<ListSource[]> {
  const found: ListSource[] = [];
  for (const each of typed) {
    if (/^src_[a-z2-7]+$/.test(each)) {
      found.push(readable(vault, must(vault.view.resolve(each, ["src"]))));
      continue;
    }
    const files = statSync(each).isDirectory()
      ? readdirSync(each)
          .sort()
          .map((name) => join(each, name))
          .filter((path) => statSync(path).isFile())
      : [each];
    if (context.shared.dryRun !== true) await takeIn(context, vault, each, said);
    for (const file of files) {
      const id = await sourceOf(vault, file);
      if (id !== undefined) found.push(readable(vault, id));
      else if (context.shared.dryRun === true) found.push(await loose(file));
      else throw new Stop(exit.failed, "list-not-read", { source: "" });
    }
  }
  return found;
}

/** What casework reads lists by: it sees the vault as questions, never as files. */
export function listVault(vault: Vault): ListVault {
  return {
    view: vault.view,
    readBlob(blob) {
      const read = vault.blobs.read(refOf(blob));
      return read.ok ? read.value : undefined;
    },
  };
}

async function takeIn(context: Context, vault: Vault, path: string, said: Said): Promise<void> {
  await addPaths(vault, [path], {
    said,
    ocr: "no",
    stop: context.interrupted,
    progress: ({ phase, done, total }) => context.output.progress(`${phase} ${done}/${total}`),
  });
  context.output.progressDone();
}

function readable(vault: Vault, id: string): ListSource {
  const source = listSource(listVault(vault), id);
  if (!source.ok) throw refusalStop(source.error);
  return source.value;
}

/** The first receipt of these bytes, under this name if there is one: the same at every run. */
async function sourceOf(vault: Vault, file: string): Promise<string | undefined> {
  const same = [...vault.view.sources({ sha256: await sha256Of(file) })];
  return (same.find(({ name }) => name === basename(file)) ?? same[0])?.id;
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  return hash.digest("hex");
}

/** Read by a parser without keys, and kept nowhere. */
async function loose(file: string): Promise<ListSource> {
  const passages: PlacedText[] = [];
  let type = "";
  const size = statSync(file).size;
  const read = (offset: number, length: number) => pieceOf(file, offset, Math.max(0, Math.min(length, size - offset)));
  const pool = openParserPool({ size: 1 });
  try {
    await pool.parse({ name: basename(file), size, read }, (event) => {
      if (event.type === "detected") type = event.detected.type;
      if (event.type === "passage") passages.push({ place: event.passage.place, text: event.passage.text });
    });
  } finally {
    await pool.close();
  }
  return looseSource(passages, { name: basename(file), type, sha256: await sha256Of(file), read });
}

function pieceOf(file: string, offset: number, length: number): Uint8Array {
  const piece = Buffer.alloc(length);
  const fd = openSync(file, "r");
  try {
    return piece.subarray(0, readSync(fd, piece, 0, length, offset));
  } finally {
    closeSync(fd);
  }
}
