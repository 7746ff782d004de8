/**
 * Files a command writes in clear, because somebody must read them: whole or not at all, for their owner only, never over
 * another. How a file is written so is handover's knowledge (handover/src/out.ts).
 */
import { existsSync } from "node:fs";
import { OutFault, openOut, outDisk } from "@amana/handover";
import { exit, Stop } from "../exit.ts";

/** What is said where a file of that name is there already. */
const fileExists = () => new Stop(exit.usage, "list-file-exists");

/** Before long work whose answer would have nowhere to go. */
export function mustBeNew(path: string | undefined, taken = fileExists): void {
  if (path !== undefined && existsSync(path)) throw taken();
}

/** Mode 0600, complete or absent even after a power cut. `put` takes one piece after the other. */
export async function writeNew<T>(
  path: string,
  write: (put: (piece: Uint8Array) => void) => Promise<T> | T,
  taken = fileExists,
): Promise<T> {
  mustBeNew(path, taken);
  const file = openOut(outDisk, path);
  try {
    const told = await write((piece) => file.write(piece));
    file.settle();
    file.keep();
    return told;
  } catch (error) {
    file.discard();
    throw error instanceof OutFault && error.code === "EEXIST" ? taken() : error;
  }
}

/** Texts in UTF-8, gathered to pieces of some size. */
export async function writeTexts(path: string, texts: Iterable<string>): Promise<void> {
  await writeNew(path, (put) => {
    let held = "";
    for (const text of texts) {
      held += text;
      if (held.length < 65_536) continue;
      put(Buffer.from(held));
      held = "";
    }
    put(Buffer.from(held));
  });
}
