/** What sealing and opening have in common for classic X25519 recipients and for passphrases. Source: C2SP age. */
import { hkdfSync, scryptSync } from "node:crypto";

export const x25519Stanza = "X25519";
export const scryptStanza = "scrypt";
export const scryptSaltSize = 16;
/** log2 of scrypt's N when sealing: 0.7 s and 256 MiB on the machine measured. */
export const workFactor = 18;
/** The most we spend on somebody else's file: 1 GiB of memory. */
export const maxWorkFactor = 20;

export function x25519WrappingKey(secret: Uint8Array, share: Uint8Array, recipient: Uint8Array): Uint8Array {
  const salt = Buffer.concat([share, recipient]);
  return new Uint8Array(hkdfSync("sha256", secret, salt, "age-encryption.org/v1/X25519", 32));
}

export function passphraseWrappingKey(passphrase: Uint8Array, salt: Uint8Array, logN: number): Uint8Array {
  const labelled = Buffer.concat([Buffer.from("age-encryption.org/v1/scrypt"), salt]);
  const N = 2 ** logN;
  return scryptSync(passphrase, labelled, 32, { N, r: 8, p: 1, maxmem: 128 * 8 * (N + 64) });
}
