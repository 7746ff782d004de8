/**
 * A tree built once over many digests, from which roots of every earlier size and any number of proofs are cut without
 * hashing the lines again. Keeps 64 bytes a line. spec/proof.md.
 */
import { type Digests, HASH_BYTES, inOneBuffer, leafHashInto, nodeHashInto } from "./hash.ts";
import { consistencyProof, inclusionProof, rangeRoot } from "./proof.ts";

export interface Tree {
  readonly size: number;
  /** Root at this or any earlier size. */
  readonly rootAt: (size?: number) => Uint8Array;
  readonly inclusion: (index: number, size?: number) => readonly Uint8Array[];
  readonly consistency: (oldSize: number, newSize?: number) => readonly Uint8Array[];
  /** Hash of the perfect subtree over the leaves index·2^level to (index+1)·2^level - 1. */
  readonly hashAt: (level: number, index: number) => Uint8Array;
}

/** Two hashes a line. A perfect subtree never changes as the tree grows, so one table serves every size. */
export function buildTree(digests: Digests): Tree {
  const levels = buildLevels(inOneBuffer(digests));
  const count = (levels[0]?.length ?? 0) / HASH_BYTES;

  const hashAt = (level: number, index: number): Uint8Array => {
    const hash = levels[level]?.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
    if (hash === undefined || hash.length !== HASH_BYTES) throw new RangeError(`no subtree ${index} at level ${level}`);
    return hash.slice();
  };
  const within = (size: number): number => {
    if (!Number.isSafeInteger(size) || size < 0 || size > count) throw new RangeError(`the tree has ${count} lines`);
    return size;
  };

  return {
    size: count,
    rootAt: (size = count) => rangeRoot(0, within(size), hashAt),
    inclusion: (index, size = count) => inclusionProof(within(size), index, hashAt),
    consistency: (oldSize, newSize = count) => consistencyProof(oldSize, within(newSize), hashAt),
    hashAt,
  };
}

function buildLevels(digests: Uint8Array): readonly Uint8Array[] {
  let level = new Uint8Array(digests.length);
  for (let at = 0; at < digests.length; at += HASH_BYTES) leafHashInto(digests, at, level, at);
  const levels = [level];
  while (level.length >= 2 * HASH_BYTES) {
    const above = new Uint8Array(Math.floor(level.length / (2 * HASH_BYTES)) * HASH_BYTES);
    for (let at = 0; at < above.length; at += HASH_BYTES) {
      nodeHashInto(level, 2 * at, level, 2 * at + HASH_BYTES, above, at);
    }
    levels.push(above);
    level = above;
  }
  return levels;
}
