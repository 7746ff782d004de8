/** From a folder and a passphrase to keys, with a sentence for each thing that can be wrong on the way. */
import { existsSync, readFileSync } from "node:fs";
import { err, type Result } from "@amana/format";
import { openBytes, passphraseKey } from "@amana/format/open";
import { faultFrom, type VaultTrouble } from "./faults.ts";
import { type Keys, parseKeys } from "./keys/bundle.ts";
import { paths, readVaultFile } from "./layout.ts";

export { readVaultFile } from "./layout.ts";

/** `passphrase` is normalised bytes. Takes about a second: scrypt with 256 MiB is what stands between a thief and the record. */
export function unlockKeys(dir: string, passphrase: Uint8Array): Result<Keys, VaultTrouble> {
  const vault = readVaultFile(dir);
  if (!vault.ok) return vault;
  const at = paths(dir);
  if (!existsSync(at.keys)) return err({ type: "keys-missing" });
  const opened = openKeysFile(at.keys, passphrase);
  if (!opened.ok) return opened;
  const keys = opened;
  // keys.age of another vault beside this vault.json: somebody mixed up two folders.
  if (keys.value.vault !== vault.value.vault) return err({ type: "keys-damaged" });
  return keys;
}

/** What stands in a `keys.age`, whichever vault it belongs to. */
export function openKeysFile(file: string, passphrase: Uint8Array): Result<Keys, VaultTrouble> {
  let sealed: Uint8Array;
  try {
    sealed = readFileSync(file);
  } catch (error) {
    throw faultFrom(error);
  }
  const opened = openBytes(sealed, [passphraseKey(passphrase)]);
  // A bit that fell over in the passphrase's own stanza cannot be told from a wrong passphrase; the sentence says both.
  if (!opened.ok) return err({ type: opened.error.type === "key-does-not-fit" ? "wrong-passphrase" : "keys-damaged" });
  const keys = parseKeys(opened.value);
  opened.value.fill(0);
  return keys;
}
