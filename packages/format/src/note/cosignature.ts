/**
 * What exactly each signature type signs: Ed25519 the note's text (c2sp.org/signed-note, type 0x01), ML-DSA-44 the
 * `cosigned_message` of c2sp.org/tlog-cosignature (type 0x06), which names the signer and a time. spec/checkpoint.md CP-12 to CP-14.
 */
import { concat, utf8 } from "../bytes.ts";
import { SIGNATURE_BYTES } from "../crypto.ts";
import { toHex } from "../encoding.ts";
import { type Checkpoint, parseBody } from "./checkpoint.ts";
import type { Ed25519Key, MlDsa44Key } from "./keys.ts";
import type { NoteSigner, NoteVerifier } from "./note.ts";
import { keyIdOf, type Verifier } from "./vkey.ts";

/** Which key said so, and since when it claims to know. */
export interface KeyStatement {
  readonly name: string;
  readonly keyId: string;
  /** Seconds since 1970 from an ML-DSA-44 cosignature: the signer's claim. Absent for plain Ed25519 and for 0. */
  readonly timestamp?: bigint;
}

export function plainSigner(name: string, key: Ed25519Key): NoteSigner {
  return { name, keyId: toHex(keyIdOf(name, "ed25519", key.publicKey)), sign: (text) => key.sign(utf8(text)) };
}

/** Throws for a time that is not a whole number of seconds from 0 to 2^53 - 1. */
export function cosigner(name: string, key: MlDsa44Key, timestamp: number): NoteSigner {
  if (!Number.isSafeInteger(timestamp) || timestamp < 0)
    throw new RangeError("a cosignature's time is in whole seconds");
  const keyId = toHex(keyIdOf(name, "ml-dsa-44", key.publicKey));
  const sign = (text: string): Uint8Array => {
    const checkpoint = parseBody(text);
    if (!checkpoint.ok) throw new TypeError("only checkpoints are cosigned");
    const message = cosignedMessage(name, BigInt(timestamp), checkpoint.value);
    return concat(uint64(BigInt(timestamp)), key.sign(message));
  };
  return { name, keyId, sign };
}

export function noteVerifier(key: Verifier): NoteVerifier<KeyStatement> {
  const { name, keyId } = key;
  const verify = (text: string, signature: Uint8Array): KeyStatement | undefined =>
    key.algorithm === "ed25519"
      ? key.check(utf8(text), signature)
        ? { name, keyId }
        : undefined
      : cosignatureHolds(key, text, signature);
  return { name, keyId, verify };
}

function cosignatureHolds(key: Verifier, text: string, signature: Uint8Array): KeyStatement | undefined {
  if (signature.length !== 8 + SIGNATURE_BYTES["ml-dsa-44"]) return undefined;
  const checkpoint = parseBody(text);
  if (!checkpoint.ok || !isCountable(key.name) || !isCountable(checkpoint.value.origin)) return undefined;
  const timestamp = new DataView(signature.buffer, signature.byteOffset, 8).getBigUint64(0);
  if (timestamp > MAX_TIMESTAMP) return undefined;
  const message = cosignedMessage(key.name, timestamp, checkpoint.value);
  if (!key.check(message, signature.subarray(8))) return undefined;
  const { name, keyId } = key;
  return timestamp === 0n ? { name, keyId } : { name, keyId, timestamp };
}

const MAX_TIMESTAMP = 2n ** 63n - 1n;
const LABEL = utf8("subtree/v1\n\0");

/** Bytes in order: label, cosigner's name, time, origin, start (0), end (size), root. Names carry their length in one byte. */
export function cosignedMessage(name: string, timestamp: bigint, { origin, size, root }: Checkpoint): Uint8Array {
  return concat(LABEL, counted(name), uint64(timestamp), counted(origin), uint64(0n), uint64(BigInt(size)), root);
}

function counted(text: string): Uint8Array {
  if (!isCountable(text)) throw new RangeError("a cosigned name has 1 to 255 bytes");
  const bytes = utf8(text);
  return concat(Uint8Array.of(bytes.length), bytes);
}

function isCountable(text: string): boolean {
  const { length } = utf8(text);
  return length > 0 && length <= 255;
}

function uint64(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value);
  return bytes;
}
