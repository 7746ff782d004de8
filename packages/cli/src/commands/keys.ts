/** amana unlock, lock: start and end the process that holds the keys. */
import { askToLock, leaseKeys, readVaultFile, startHolder, unlockKeys, wipeKeys } from "@amana/vault";
import { type Context, must } from "../context.ts";
import { exit } from "../exit.ts";
import { askPassphrase, passphraseFromFd } from "../passphrase.ts";

export async function unlock(context: Context, [options]: [{ readonly idle: number }]): Promise<number> {
  const { output, shared } = context;
  const dir = context.vaultDir();
  const { vault } = must(readVaultFile(dir));
  const held = await heldFor(dir);
  // Keys of another vault that stood here before: they open nothing any more.
  if (held !== undefined && held !== vault) await askToLock(dir);
  if (held === vault) {
    output.result({ type: "unlocked", already: true }, () => [output.text("already-unlocked")]);
    return exit.done;
  }
  const passphrase =
    shared.passphraseFd === undefined
      ? await askPassphrase(output, "ask-passphrase")
      : passphraseFromFd(shared.passphraseFd);
  const keys = unlockKeys(dir, passphrase);
  passphrase.fill(0);
  const bundle = must(keys);
  await startHolder(dir, bundle, options.idle * 60_000);
  wipeKeys(bundle);
  output.result({ type: "unlocked", already: false, idle_minutes: options.idle }, () => [
    output.text("unlocked", { minutes: options.idle }),
  ]);
  return exit.done;
}

/** Id of the vault whose keys are held for this folder. */
async function heldFor(dir: string): Promise<string | undefined> {
  const lease = await leaseKeys(dir, () => undefined);
  if (lease === undefined) return undefined;
  const { vault } = lease.keys;
  wipeKeys(lease.keys);
  lease.release();
  return vault;
}

export async function lock(context: Context): Promise<number> {
  const { output } = context;
  const dir = context.vaultDir();
  must(readVaultFile(dir));
  const was = await askToLock(dir);
  output.result({ type: "locked", was_unlocked: was }, () => [output.text(was ? "is-locked" : "was-locked")]);
  return exit.done;
}
