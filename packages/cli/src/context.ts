/** What every command stands on: the options all share, the vault it means, and the keys to it. */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Keys, OpenOptions, Vault } from "@amana/vault";
import { exit, Stop } from "./exit.ts";
import { createOutput, type Output } from "./output.ts";
import { languageOf, type Sentence } from "./words/index.ts";

export interface Shared {
  readonly vault?: string;
  readonly json?: boolean;
  readonly lang?: string;
  readonly passphraseFd?: number;
  readonly dryRun?: boolean;
  readonly quiet?: boolean;
}

export interface Context {
  readonly shared: Shared;
  readonly output: Output;
  readonly vaultDir: () => string;
  /** Whether a vault was named or stands above: for commands that can do without. */
  readonly hasVault: () => boolean;
  /** Opens the vault with keys from the holder, the descriptor or the terminal, and closes it however the action ends. */
  readonly withVault: <T>(options: OpenOptions, action: (vault: Vault, keys: Keys) => Promise<T> | T) => Promise<T>;
  /** True once Ctrl-C was pressed; long work asks between steps. */
  readonly interrupted: () => boolean;
}

export function createContext(shared: Shared): Context {
  const output = createOutput({
    json: shared.json === true,
    quiet: shared.quiet === true,
    language: languageOf(shared.lang),
  });
  let interrupted = false;
  const vaultDir = () => findVault(shared.vault);
  return {
    shared,
    output,
    vaultDir,
    hasVault() {
      try {
        return existsSync(join(vaultDir(), "vault.json"));
      } catch {
        return false;
      }
    },
    interrupted: () => interrupted,
    async withVault(options, action) {
      const dir = vaultDir();
      const { readVaultFile, unlockKeys, leaseKeys, Vault: OpenVault, wipeKeys } = await import("@amana/vault");
      const file = readVaultFile(dir);
      if (!file.ok) throw troubleStop(file.error);
      const onSignal = () => {
        if (interrupted) process.exit(exit.interrupted);
        interrupted = true;
      };
      process.on("SIGINT", onSignal);
      process.on("SIGTERM", onSignal);
      const locked = () => {
        // The keys' holder was locked while we worked: stop at once, what was kept is kept.
        process.stderr.write(`${output.text("locked-while-working")}\n`);
        process.exit(exit.locked);
      };
      // A key holder that runs is asked first: the descriptor is for scripts where none does.
      let lease = await leaseKeys(dir, locked);
      // Another vault stands here now than the one that was unlocked: those keys are not for it.
      if (lease !== undefined && lease.keys.vault !== file.value.vault) {
        wipeKeys(lease.keys);
        lease.release();
        lease = undefined;
      }
      let keys = lease?.keys;
      if (keys === undefined) {
        const { askPassphrase, passphraseFromFd } = await import("./passphrase.ts");
        const passphrase =
          shared.passphraseFd === undefined
            ? await askPassphrase(output, "ask-passphrase")
            : passphraseFromFd(shared.passphraseFd);
        const unlocked = unlockKeys(dir, passphrase);
        passphrase.fill(0);
        if (!unlocked.ok) throw troubleStop(unlocked.error);
        keys = unlocked.value;
      }
      let vault: Vault | undefined;
      try {
        vault = OpenVault.open(dir, keys, options);
        return await action(vault, keys);
      } finally {
        vault?.close();
        wipeKeys(keys);
        lease?.release();
        process.off("SIGINT", onSignal);
        process.off("SIGTERM", onSignal);
      }
    },
  };
}

/** The folder named, or the one in AMANA_VAULT, or the nearest above that is a vault (or holds one named `vault`). */
function findVault(named: string | undefined): string {
  const given = named ?? process.env["AMANA_VAULT"];
  if (given !== undefined) return resolve(given);
  for (let dir = process.cwd(); ; dir = dirname(dir)) {
    if (existsSync(join(dir, "vault.json"))) return dir;
    if (dirname(dir) === dir) throw new Stop(exit.noVault, "no-vault");
  }
}

/** A refusal that has no sentence does not compile. */
export function troubleStop(trouble: { readonly type: Sentence; readonly [fact: string]: unknown }): Stop {
  const code = ["no-vault", "vault-file-missing", "vault-file-damaged", "vault-newer"].includes(trouble.type)
    ? exit.noVault
    : trouble.type === "in-use"
      ? exit.inUse
      : ["wrong-passphrase", "locked", "locked-while-working"].includes(trouble.type)
        ? exit.locked
        : trouble.type.startsWith("id-") || trouble.type === "body-refused"
          ? exit.usage
          : exit.failed;
  const { type, ...rest } = trouble;
  const facts = Object.entries(rest).filter((entry): entry is [string, string | number] =>
    ["string", "number"].includes(typeof entry[1]),
  );
  return new Stop(code, type, Object.fromEntries(facts));
}

export function must<T, E extends { readonly type: Sentence }>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E },
): T {
  if (!result.ok) throw troubleStop(result.error as E & { readonly [fact: string]: unknown });
  return result.value;
}
