/** amana init: a passphrase, keys, an empty vault, and a sheet of paper to get back in with. */
import { existsSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  createVault,
  generateDigits,
  generateWords,
  judgePassphrase,
  normalisePassphrase,
  realWorld,
  wipeKeys,
} from "@amana/vault";
import { type Context, must, troubleStop } from "../context.ts";
import { exit, Stop } from "../exit.ts";
import { askPassphrase, passphraseFromFd } from "../passphrase.ts";
import { recoverySheet, recoverySheetText } from "../recovery-sheet.ts";

export interface InitOptions {
  readonly digits?: boolean;
  readonly sheet?: string;
}

export async function init(context: Context, [options]: [InitOptions]): Promise<number> {
  const { output, shared } = context;
  const dir = resolve(shared.vault ?? process.env["AMANA_VAULT"] ?? ".");
  if (existsSync(join(dir, "vault.json"))) throw new Stop(exit.failed, "vault-exists");
  if (options.sheet !== undefined && existsSync(options.sheet)) throw new Stop(exit.failed, "already-there");
  if (shared.dryRun === true) return exit.done;
  const passphrase =
    shared.passphraseFd === undefined ? await offered(context, options) : await given(shared.passphraseFd);
  const created = createVault(dir, passphrase, realWorld);
  passphrase.fill(0);
  if (!created.ok) throw troubleStop(created.error);
  const { vault, device, notebooks } = created.value.keys;
  const compartment = notebooks[0]?.compartment ?? "";
  wipeKeys(created.value.keys);
  if (options.sheet !== undefined) {
    const sheet = options.sheet.endsWith(".txt") ? recoverySheetText : recoverySheet;
    writeFileSync(options.sheet, sheet({ vault, device, language: output.language }), {
      mode: 0o600,
      flag: "wx",
    });
    output.note("recovery-sheet-written");
  }
  output.result({ type: "created", vault, device, compartment }, () => [
    output.text("created", { device, compartment }),
  ]);
  return exit.done;
}

async function given(fd: number): Promise<Uint8Array> {
  const passphrase = passphraseFromFd(fd);
  must(await judgePassphrase(passphrase));
  return passphrase;
}

/** Generated, shown once on the terminal, typed back from paper. */
async function offered({ output }: Context, options: InitOptions): Promise<Uint8Array> {
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true)
    throw new Stop(exit.usage, "no-terminal-for-passphrase");
  const words = options.digits === true || output.language !== "en" ? generateDigits() : generateWords();
  process.stderr.write(`${output.text("passphrase-is")}\n\n    ${words}\n\n`);
  const again = await askPassphrase(output, "ask-passphrase-again");
  const same = Buffer.compare(again, normalisePassphrase(new TextEncoder().encode(words))) === 0;
  if (!same) throw new Stop(exit.usage, "passphrases-differ");
  return again;
}
