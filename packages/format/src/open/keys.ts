/** What opens an age file: an identity (hybrid or classic) or a passphrase, and the file key out of a stanza. spec/blob.md BL-2. */
import { createDecipheriv, decapsulate, diffieHellman, type KeyObject } from "node:crypto";
import {
  maxWorkFactor,
  passphraseWrappingKey,
  scryptSaltSize,
  scryptStanza,
  x25519Stanza,
  x25519WrappingKey,
} from "../age/classic.ts";
import type { Stanza } from "../age/header.ts";
import {
  expandSeed,
  hybridStanza,
  mlkemCipherSize,
  privateKeyOf,
  publicKeyOf,
  rawPublicKey,
  wrappingKey,
} from "../age/hybrid.ts";
import { decodeBech32, x25519Size } from "../age/keys.ts";
import { fileKeySize } from "../age/stream.ts";
import { err, ok, type Result } from "../result.ts";
import { fromBase64 } from "./parseHeader.ts";

export type OpenKey =
  | {
      readonly type: "hybrid";
      readonly mlkem: KeyObject;
      readonly x25519: KeyObject;
      readonly x25519Public: Uint8Array;
    }
  | { readonly type: "x25519"; readonly x25519: KeyObject; readonly x25519Public: Uint8Array }
  | { readonly type: "passphrase"; readonly passphrase: Uint8Array };

export type IdentityRefusal = { readonly type: "identity-malformed" };

/** Reads `AGE-SECRET-KEY-PQ-1…` or `AGE-SECRET-KEY-1…`. */
export function parseIdentity(text: string): Result<OpenKey, IdentityRefusal> {
  const malformed = err({ type: "identity-malformed" } as const);
  // age writes identities in capitals only.
  if (text.length > 100 || text !== text.toUpperCase()) return malformed;
  const decoded = decodeBech32(text);
  if (decoded === undefined || decoded.bytes.length !== x25519Size) return malformed;
  const { prefix, bytes } = decoded;
  const key = prefix.toUpperCase() === "AGE-SECRET-KEY-PQ-" ? hybridKey(bytes) : undefined;
  const classic = prefix.toUpperCase() === "AGE-SECRET-KEY-" ? classicKey(bytes) : undefined;
  bytes.fill(0);
  if (key !== undefined) return ok(key);
  if (classic !== undefined) return ok(classic);
  return malformed;
}

/** The bytes of the passphrase as typed. They are used where they are, not copied: wipe them after opening. */
export function passphraseKey(passphrase: Uint8Array): OpenKey {
  return { type: "passphrase", passphrase };
}

export type StanzaRefusal =
  | { readonly type: "stanza-malformed"; readonly stanza: number }
  | { readonly type: "work-factor-too-high"; readonly workFactor: number; readonly most: number };

/** The file key out of one stanza; undefined when the stanza is not for this key. `position` counts from 0. */
export function unwrap(key: OpenKey, stanza: Stanza, position: number): Result<Uint8Array | undefined, StanzaRefusal> {
  const malformed = err({ type: "stanza-malformed", stanza: position } as const);
  const [type, encodedShare, ...more] = stanza.args;
  const wanted = key.type === "hybrid" ? hybridStanza : key.type === "x25519" ? x25519Stanza : scryptStanza;
  if (type !== wanted) return ok(undefined);
  const share = encodedShare === undefined ? undefined : fromBase64(encodedShare);
  if (share === undefined || stanza.body.length !== fileKeySize + 16) return malformed;

  if (key.type === "passphrase") {
    const [digits] = more;
    if (share.length !== scryptSaltSize || more.length !== 1 || !/^[1-9][0-9]{0,2}$/.test(digits ?? ""))
      return malformed;
    const workFactor = Number(digits);
    if (workFactor > maxWorkFactor) return err({ type: "work-factor-too-high", workFactor, most: maxWorkFactor });
    return ok(openFileKey(stanza.body, passphraseWrappingKey(key.passphrase, share, workFactor), zeroNonce));
  }

  const expected = key.type === "hybrid" ? mlkemCipherSize + x25519Size : x25519Size;
  if (share.length !== expected || more.length !== 0) return malformed;
  const x25519Share = share.subarray(share.length - x25519Size);
  const x25519Secret = agree(key.x25519, x25519Share);
  if (x25519Secret === undefined) return malformed;
  if (key.type === "x25519") {
    return ok(openFileKey(stanza.body, x25519WrappingKey(x25519Secret, x25519Share, key.x25519Public), zeroNonce));
  }
  const mlkemSecret = decapsulate(key.mlkem, share.subarray(0, mlkemCipherSize));
  const derived = wrappingKey({ mlkemSecret, x25519Secret, x25519Share, x25519Public: key.x25519Public });
  return ok(openFileKey(stanza.body, derived.key, derived.nonce));
}

function hybridKey(seed: Uint8Array): OpenKey {
  const { mlkem, x25519 } = expandSeed(seed);
  return { type: "hybrid", mlkem, x25519, x25519Public: rawPublicKey(x25519) };
}

function classicKey(scalar: Uint8Array): OpenKey {
  const x25519 = privateKeyOf("x25519", scalar);
  return { type: "x25519", x25519, x25519Public: rawPublicKey(x25519) };
}

/** OpenSSL refuses a share of low order, which would make the secret known to everybody. */
function agree(privateKey: KeyObject, share: Uint8Array): Uint8Array | undefined {
  try {
    return diffieHellman({ privateKey, publicKey: publicKeyOf("x25519", share) });
  } catch {
    return undefined;
  }
}

const zeroNonce = Buffer.alloc(12);

function openFileKey(body: Uint8Array, key: Uint8Array, nonce: Uint8Array): Uint8Array | undefined {
  const decipher = createDecipheriv("chacha20-poly1305", key, nonce, { authTagLength: 16 });
  key.fill(0);
  decipher.setAuthTag(body.subarray(fileKeySize));
  const fileKey = decipher.update(body.subarray(0, fileKeySize));
  try {
    decipher.final();
    return fileKey;
  } catch {
    fileKey.fill(0);
    return undefined;
  }
}
