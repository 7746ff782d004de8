/**
 * Keeps our own compiled code between runs, so that a command starts in half the time. Only program text lies there, never
 * a word of the record. The directory belongs to this user alone: a shared one would let others put code in our way.
 */
import { lstatSync, mkdirSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

/** Never fails: without a directory of our own every start compiles anew. `NODE_DISABLE_COMPILE_CACHE=1` turns it off. */
export function keepCompiled(): void {
  try {
    const directory = join(cacheDirectory(), "amana");
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const status = lstatSync(directory);
    const ours =
      status.isDirectory() &&
      (process.getuid === undefined || (status.uid === process.getuid() && (status.mode & 0o077) === 0));
    if (ours) enableCompileCache(join(directory, "compiled"));
  } catch {
    // No home, or no room in it: a slower start is all that is lost.
  }
}

function cacheDirectory(): string {
  const named = process.env["XDG_CACHE_HOME"];
  if (named?.startsWith("/") === true) return named;
  if (process.platform === "win32") return process.env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local");
  return join(homedir(), process.platform === "darwin" ? "Library/Caches" : ".cache");
}
