/** Leaf and node hashing of RFC 6962 §2.1, and the arithmetic of tree shapes. spec/proof.md PR-1. */
import { sha256, sha256Into } from "../crypto.ts";

export const HASH_BYTES = 32;
/** 2^53 - 1 leaves: sizes and indexes are ordinary integers everywhere. */
export const MAX_TREE_SIZE = Number.MAX_SAFE_INTEGER;

/** The root of the tree without leaves: SHA-256 of nothing. */
export const EMPTY_ROOT: Uint8Array = sha256("");

/** SHA-256(0x00 ‖ line digest). The two prefixes keep a node from ever being passed off as a leaf. */
export function leafHash(digest: Uint8Array): Uint8Array {
  const out = new Uint8Array(HASH_BYTES);
  leafHashInto(digest, 0, out, 0);
  return out;
}

/** SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  const out = new Uint8Array(HASH_BYTES);
  nodeHashInto(left, 0, right, 0, out, 0);
  return out;
}

const leafInput = new Uint8Array(1 + HASH_BYTES);
const nodeInput = new Uint8Array(1 + 2 * HASH_BYTES);
nodeInput[0] = 1;

/** The same between places in buffers: a tree of a million leaves is built without a million small arrays. */
export function leafHashInto(digests: Uint8Array, from: number, out: Uint8Array, at: number): void {
  for (let i = 0; i < HASH_BYTES; i++) leafInput[1 + i] = digests[from + i] ?? 0;
  sha256Into(leafInput, out, at);
}

export function nodeHashInto(
  left: Uint8Array,
  leftAt: number,
  right: Uint8Array,
  rightAt: number,
  out: Uint8Array,
  at: number,
): void {
  for (let i = 0; i < HASH_BYTES; i++) {
    nodeInput[1 + i] = left[leftAt + i] ?? 0;
    nodeInput[1 + HASH_BYTES + i] = right[rightAt + i] ?? 0;
  }
  sha256Into(nodeInput, out, at);
}

/** The largest power of two smaller than `size`, for size ≥ 2: where RFC 6962 splits a tree. */
export function splitPoint(size: number): number {
  let k = 1;
  while (k * 2 < size) k *= 2;
  return k;
}

/** Digests as one buffer of 32·n bytes, or one array per digest. */
export type Digests = Uint8Array | readonly Uint8Array[];

export function countOf(digests: Digests): number {
  if (!(digests instanceof Uint8Array)) return digests.length;
  if (digests.length % HASH_BYTES !== 0) throw new RangeError("a buffer of digests has a multiple of 32 bytes");
  return digests.length / HASH_BYTES;
}

/** One buffer of 32·n bytes. Throws where a digest does not have 32 bytes. */
export function inOneBuffer(digests: Digests): Uint8Array {
  if (digests instanceof Uint8Array) {
    countOf(digests);
    return digests;
  }
  const all = new Uint8Array(digests.length * HASH_BYTES);
  for (const [i, digest] of digests.entries()) {
    if (digest.length !== HASH_BYTES) throw new RangeError("a digest has 32 bytes");
    all.set(digest, i * HASH_BYTES);
  }
  return all;
}

export function isTreeSize(size: number): boolean {
  return Number.isSafeInteger(size) && size >= 0;
}
