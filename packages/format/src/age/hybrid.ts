/**
 * What sealing to and opening with a hybrid key have in common: the expansion of the seed, the X-Wing combiner and the
 * HPKE key schedule (base mode, HKDF-SHA-256, ChaCha20-Poly1305). Sources: C2SP age "mlkem768x25519";
 * draft-connolly-cfrg-xwing-kem; RFC 9180 §5.1; RFC 9935 and RFC 8410 for the key encodings.
 */
import { createHash, createHmac, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";

export const hybridStanza = "mlkem768x25519";
export const mlkemCipherSize = 1088;

const der = {
  mlkemPublic: Buffer.from("308204b2300b0609608648016503040402038204a100", "hex"),
  mlkemPrivate: Buffer.from("3054020100300b060960864801650304040204428040", "hex"),
  x25519Public: Buffer.from("302a300506032b656e032100", "hex"),
  x25519Private: Buffer.from("302e020100300506032b656e04220420", "hex"),
};

/** Throws when OpenSSL finds the key not to be one; the caller turns that into its refusal. */
export function publicKeyOf(type: "mlkem" | "x25519", raw: Uint8Array): KeyObject {
  const prefix = type === "mlkem" ? der.mlkemPublic : der.x25519Public;
  return createPublicKey({ key: Buffer.concat([prefix, raw]), format: "der", type: "spki" });
}

export function privateKeyOf(type: "mlkem" | "x25519", raw: Uint8Array): KeyObject {
  const key = Buffer.concat([type === "mlkem" ? der.mlkemPrivate : der.x25519Private, raw]);
  const object = createPrivateKey({ key, format: "der", type: "pkcs8" });
  key.fill(0);
  return object;
}

export function rawPublicKey(key: KeyObject): Uint8Array {
  const spki = (key.type === "private" ? createPublicKey(key) : key).export({ format: "der", type: "spki" });
  return spki.subarray((key.asymmetricKeyType === "x25519" ? der.x25519Public : der.mlkemPublic).length);
}

/** SHAKE-256 stretches the 32 bytes that are the identity to 64 for ML-KEM (d, z) and 32 for X25519. */
export function expandSeed(seed: Uint8Array): { readonly mlkem: KeyObject; readonly x25519: KeyObject } {
  const expanded = createHash("shake256", { outputLength: 96 }).update(seed).digest();
  const keys = {
    mlkem: privateKeyOf("mlkem", expanded.subarray(0, 64)),
    x25519: privateKeyOf("x25519", expanded.subarray(64)),
  };
  expanded.fill(0);
  return keys;
}

export interface HybridSecrets {
  readonly mlkemSecret: Uint8Array;
  readonly x25519Secret: Uint8Array;
  /** The sender's ephemeral X25519 key. */
  readonly x25519Share: Uint8Array;
  /** The recipient's X25519 key. */
  readonly x25519Public: Uint8Array;
}

/** The key and nonce that wrap the file key. Secrets handed in are overwritten. */
export function wrappingKey(secrets: HybridSecrets): { readonly key: Uint8Array; readonly nonce: Uint8Array } {
  const shared = createHash("sha3-256")
    .update(secrets.mlkemSecret)
    .update(secrets.x25519Secret)
    .update(secrets.x25519Share)
    .update(secrets.x25519Public)
    .update(xwingLabel)
    .digest();
  secrets.mlkemSecret.fill(0);
  secrets.x25519Secret.fill(0);
  const secret = extract(shared, "secret", empty);
  shared.fill(0);
  const derived = { key: expand(secret, "key", 32), nonce: expand(secret, "base_nonce", 12) };
  secret.fill(0);
  return derived;
}

const empty = Buffer.alloc(0);
const noSalt = Buffer.alloc(32);
const xwingLabel = Buffer.from("\\.//^\\");
const hpkeVersion = Buffer.from("HPKE-v1");
// "HPKE", KEM 0x647a (X-Wing), KDF 0x0001, AEAD 0x0003.
const suite = Buffer.from("48504b45647a00010003", "hex");
const keyScheduleContext = Buffer.concat([
  Buffer.from([0]), // base mode
  extract(noSalt, "psk_id_hash", empty),
  extract(noSalt, "info_hash", Buffer.from("age-encryption.org/mlkem768x25519")),
]);

function extract(salt: Uint8Array, label: string, input: Uint8Array): Buffer {
  return createHmac("sha256", salt).update(hpkeVersion).update(suite).update(label).update(input).digest();
}

/** One block of HKDF-Expand is enough: nothing longer than a SHA-256 is asked for. */
function expand(secret: Uint8Array, label: string, length: number): Buffer {
  return createHmac("sha256", secret)
    .update(Buffer.from([length >> 8, length & 0xff]))
    .update(hpkeVersion)
    .update(suite)
    .update(label)
    .update(keyScheduleContext)
    .update(Buffer.from([1]))
    .digest()
    .subarray(0, length);
}
