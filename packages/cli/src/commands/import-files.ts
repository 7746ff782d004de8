/** Files an import writes beside its work: reports, differences, mappings. Private to their owner; nothing is overwritten. */
import { closeSync, openSync, writeSync } from "node:fs";
import { exit, Stop } from "../exit.ts";

/** Mode 0600. Refused where there is a file already. */
export function writePrivate(path: string, pieces: Iterable<string>): void {
  let fd: number;
  try {
    fd = openSync(path, "wx", 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw new Stop(exit.usage, "list-file-exists");
    throw error;
  }
  try {
    let held = "";
    for (const piece of pieces) {
      held += piece;
      if (held.length > 65_536) {
        writeSync(fd, held);
        held = "";
      }
    }
    writeSync(fd, held);
  } finally {
    closeSync(fd);
  }
}
