/**
 * The only door to the platform's cryptography: SHA-256 (FIPS 180-4), Ed25519 (RFC 8032), ML-DSA-44 (FIPS 204).
 * A browser build replaces this one file. Secrets live in closures here, so that printing a key prints nothing.
 */
import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from "node:crypto";
import { concat } from "./bytes.ts";

export type SignatureAlgorithm = "ed25519" | "ml-dsa-44";

/** Lengths in bytes. A seed is the private key's short form: RFC 8032 §5.1.5, FIPS 204 §3.6.3. */
export const SEED_BYTES = 32;
export const PUBLIC_KEY_BYTES = { ed25519: 32, "ml-dsa-44": 1312 } as const;
export const SIGNATURE_BYTES = { ed25519: 64, "ml-dsa-44": 2420 } as const;

export function sha256(data: Uint8Array | string): Uint8Array {
  const out = new Uint8Array(32);
  sha256Into(data, out, 0);
  return out;
}

/**
 * SHA-256 written into `out` at `offset`. Text is hashed as UTF-8.
 * The detour over a one-byte string is deliberate: it costs a quarter of what allocating a Buffer per digest costs.
 */
export function sha256Into(data: Uint8Array | string, out: Uint8Array, offset: number): void {
  const digest = hash("sha256", data, "binary");
  for (let i = 0; i < 32; i++) out[offset + i] = digest.charCodeAt(i);
}

/** A private key that signs and shows nothing else of itself. */
export interface PrivateKey {
  readonly algorithm: SignatureAlgorithm;
  readonly publicKey: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** From a 32-byte seed. A seed of another length is a defect of the caller and throws. */
export function privateKeyFromSeed(algorithm: SignatureAlgorithm, seed: Uint8Array): PrivateKey {
  if (seed.length !== SEED_BYTES) throw new RangeError(`a seed has ${SEED_BYTES} bytes, not ${seed.length}`);
  const der = concat(PKCS8_BEFORE_SEED[algorithm], seed);
  const key = createPrivateKey({ key: asBuffer(der), format: "der", type: "pkcs8" });
  der.fill(0);
  const spki = createPublicKey(key).export({ format: "der", type: "spki" });
  const publicKey = new Uint8Array(spki.subarray(SPKI_BEFORE_KEY[algorithm].length));
  return { algorithm, publicKey, sign: (message) => new Uint8Array(sign(null, message, key)) };
}

/** A check to be kept and used many times: parsing the key costs more than some verifications. */
export type SignatureCheck = (message: Uint8Array, signature: Uint8Array) => boolean;

/** `undefined` where the bytes are no public key of this algorithm, or one under which anything verifies. */
export function signatureCheck(algorithm: SignatureAlgorithm, publicKey: Uint8Array): SignatureCheck | undefined {
  if (publicKey.length !== PUBLIC_KEY_BYTES[algorithm]) return undefined;
  if (algorithm === "ed25519" && hasSmallOrder(publicKey)) return undefined;
  const key = publicKeyObject(algorithm, publicKey);
  if (key === undefined) return undefined;
  const length = SIGNATURE_BYTES[algorithm];
  return (message, signature) => signature.length === length && verify(null, message, key, signature);
}

/** SubjectPublicKeyInfo (RFC 8410, RFC 9881) in PEM, for `openssl pkeyutl -verify -pubin -rawin`. */
export function spkiPem(algorithm: SignatureAlgorithm, publicKey: Uint8Array): string {
  const key = publicKeyObject(algorithm, publicKey);
  if (key === undefined) throw new RangeError(`not a public key of ${algorithm}`);
  return key.export({ format: "pem", type: "spki" }).toString();
}

function publicKeyObject(algorithm: SignatureAlgorithm, publicKey: Uint8Array): KeyObject | undefined {
  if (publicKey.length !== PUBLIC_KEY_BYTES[algorithm]) return undefined;
  const der = concat(SPKI_BEFORE_KEY[algorithm], publicKey);
  try {
    return createPublicKey({ key: asBuffer(der), format: "der", type: "spki" });
  } catch {
    return undefined;
  }
}

/**
 * Eight points of the curve generate no real key: a signature under one of them can be valid for many messages, so
 * its owner could deny having signed. y-coordinates in both canonical and overlong form; the sign bit is ignored.
 */
function hasSmallOrder(publicKey: Uint8Array): boolean {
  return SMALL_ORDER.some((point) =>
    point.every((byte, i) => byte === (i === 31 ? (publicKey[i] ?? 0) & 0x7f : publicKey[i])),
  );
}

const bytes = (hex: string) => new Uint8Array(hex.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? []);
const asBuffer = (view: Uint8Array) => Buffer.from(view.buffer, view.byteOffset, view.byteLength);

const PKCS8_BEFORE_SEED = {
  ed25519: bytes("302e020100300506032b657004220420"),
  "ml-dsa-44": bytes("3034020100300b060960864801650304031104228020"),
};
const SPKI_BEFORE_KEY = {
  ed25519: bytes("302a300506032b6570032100"),
  "ml-dsa-44": bytes("30820532300b06096086480165030403110382052100"),
};
const SMALL_ORDER = [
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
].map(bytes);
