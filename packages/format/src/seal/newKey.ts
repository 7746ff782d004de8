/**
 * A key pair made from a random seed: how each blob gets a key of its own (R12). The identity is only text here; what
 * can open with it lives in /open. spec/blob.md BL-2.
 */
import { bech32 } from "@scure/base";
import { expandSeed, rawPublicKey } from "../age/hybrid.ts";
import { type Recipient, x25519Size } from "../age/keys.ts";

export interface HybridKey {
  /** `AGE-SECRET-KEY-PQ-1…`, 77 characters. Whoever has it can open; it belongs in the line that names the blob. */
  readonly identity: string;
  readonly recipient: Recipient;
}

/** The seed is 32 random bytes and is the whole secret; the caller wipes it. */
export function newHybridKey(seed: Uint8Array): HybridKey {
  if (seed.length !== x25519Size) throw new RangeError(`a seed is 32 bytes, not ${seed.length}`);
  const { mlkem, x25519 } = expandSeed(seed);
  const publicKey = Buffer.concat([rawPublicKey(mlkem), rawPublicKey(x25519)]);
  const identity = bech32.encodeFromBytes("AGE-SECRET-KEY-PQ-", seed).toUpperCase();
  return { identity, recipient: { type: "hybrid", publicKey } };
}
