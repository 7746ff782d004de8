/** Where a key holder listens: a socket in a directory only this user can enter, named by the vault, not by its path. */
import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, realpathSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { VaultFault } from "../faults.ts";

export function socketPath(vaultDir: string): string {
  const directory = join(process.env["XDG_RUNTIME_DIR"] ?? tmpdir(), `amana-${userInfo().uid}`);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const status = lstatSync(directory);
  // Another user who made this directory first could listen in our place.
  if (!status.isDirectory() || (process.getuid && status.uid !== process.getuid()) || (status.mode & 0o077) !== 0)
    throw new VaultFault({ type: "socket-not-private" });
  const name = createHash("sha256").update(realpathSync(vaultDir)).digest("hex").slice(0, 32);
  return join(directory, `${name}.sock`);
}
