/** Private keys that sign notebooks. Seeds come from the caller, so that a vault decides where randomness is from. */
import { type PrivateKey, privateKeyFromSeed, type SignatureAlgorithm, signatureCheck, spkiPem } from "../crypto.ts";
import { formatVkey, notebookId, originOf } from "./vkey.ts";

export interface Ed25519Key extends PrivateKey {
  readonly algorithm: "ed25519";
}
export interface MlDsa44Key extends PrivateKey {
  readonly algorithm: "ml-dsa-44";
}

/** Ed25519 from its 32-byte seed (RFC 8032 §5.1.5): a notebook's key or a device's. */
export function newSigningKey(seed32: Uint8Array): Ed25519Key {
  return { ...privateKeyFromSeed("ed25519", seed32), algorithm: "ed25519" };
}

/** ML-DSA-44 from its 32-byte seed (FIPS 204): the second signature under seals, against the computers to come. */
export function newSealKey(seed32: Uint8Array): MlDsa44Key {
  return { ...privateKeyFromSeed("ml-dsa-44", seed32), algorithm: "ml-dsa-44" };
}

/** What others need to check a notebook: its id, origin and vkey. */
export function notebookNames(publicKey: Uint8Array): { id: string; origin: string; vkey: string } {
  const id = notebookId(publicKey);
  const origin = originOf(id);
  return { id, origin, vkey: formatVkey(origin, { algorithm: "ed25519", publicKey }) };
}

/** The vkey of a notebook's seal key: the notebook's own name, type 0x06 (CP-12). */
export function sealVkey(notebookPublicKey: Uint8Array, sealPublicKey: Uint8Array): string {
  return formatVkey(originOf(notebookPublicKey), { algorithm: "ml-dsa-44", publicKey: sealPublicKey });
}

/** PEM for openssl. Throws where the bytes are no public key. */
export function publicKeyPem(key: { algorithm: SignatureAlgorithm; publicKey: Uint8Array }): string {
  return spkiPem(key.algorithm, key.publicKey);
}

/** One check of one signature over bytes. For many checks with one key keep a Verifier (`parseVkey`). */
export function verifySignature(
  key: { algorithm: SignatureAlgorithm; publicKey: Uint8Array },
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  return signatureCheck(key.algorithm, key.publicKey)?.(message, signature) ?? false;
}
