/** Inclusion and consistency: cutting the proofs of RFC 6962 §2.1 and checking them. spec/proof.md PR-2 to PR-6. */
import { equalBytes } from "../bytes.ts";
import { EMPTY_ROOT, HASH_BYTES, isTreeSize, leafHash, nodeHash, splitPoint } from "./hash.ts";

/** Gives the hash of the perfect subtree over the leaves index·2^level to (index+1)·2^level - 1, from wherever it is kept. */
export type HashAt = (level: number, index: number) => Uint8Array;

/** Sibling hashes from the leaf up. Throws where the index is not in the tree. */
export function inclusionProof(size: number, index: number, hashAt: HashAt): readonly Uint8Array[] {
  if (!isTreeSize(size) || !isTreeSize(index) || index >= size) throw new RangeError(`no line ${index} among ${size}`);
  const path: Uint8Array[] = [];
  let start = 0;
  let count = size;
  while (count > 1) {
    const k = splitPoint(count);
    if (index < start + k) {
      path.push(rangeRoot(start + k, count - k, hashAt));
      count = k;
    } else {
      path.push(rangeRoot(start, k, hashAt));
      start += k;
      count -= k;
    }
  }
  return path.reverse();
}

/** What shows that the first `oldSize` lines of the tree of `newSize` are those of the old tree. Throws for oldSize > newSize. */
export function consistencyProof(oldSize: number, newSize: number, hashAt: HashAt): readonly Uint8Array[] {
  if (!isTreeSize(oldSize) || !isTreeSize(newSize) || oldSize > newSize) {
    throw new RangeError(`a tree of ${newSize} does not grow out of one of ${oldSize}`);
  }
  if (oldSize === 0 || oldSize === newSize) return [];
  const path: Uint8Array[] = [];
  let start = 0;
  let count = newSize;
  while (oldSize !== start + count) {
    const k = splitPoint(count);
    if (oldSize <= start + k) {
      path.push(rangeRoot(start + k, count - k, hashAt));
      count = k;
    } else {
      path.push(rangeRoot(start, k, hashAt));
      start += k;
      count -= k;
    }
  }
  // Where the old tree is itself a subtree on the left edge, the checker has its root already.
  if (start > 0) path.push(rangeRoot(start, count, hashAt));
  return path.reverse();
}

/** Root over `count` leaves from `start`, where start is a multiple of a power of two ≥ count. */
export function rangeRoot(start: number, count: number, hashAt: HashAt): Uint8Array {
  if (count === 0) return EMPTY_ROOT.slice();
  const k = count === 1 ? 1 : splitPoint(count);
  if (count === 1 || k * 2 === count) return hashAt(Math.round(Math.log2(count)), start / count);
  return nodeHash(rangeRoot(start, k, hashAt), rangeRoot(start + k, count - k, hashAt));
}

/** Is the line with this digest number `index` of the tree? Any wrong length or number is a plain no. */
export function verifyInclusion(
  digest: Uint8Array,
  index: number,
  size: number,
  root: Uint8Array,
  path: readonly Uint8Array[],
): boolean {
  return digest.length === HASH_BYTES && verifyLeafInclusion(leafHash(digest), index, size, root, path);
}

/** The same from the leaf's hash on: RFC 9162 §2.1.3.2. */
export function verifyLeafInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  root: Uint8Array,
  path: readonly Uint8Array[],
): boolean {
  if (!isTreeSize(size) || !isTreeSize(index) || index >= size || leaf.length !== HASH_BYTES) return false;
  if (path.some((hash) => hash.length !== HASH_BYTES)) return false;
  let at = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash);
      // The right edge has no sibling on some levels: climb over them.
      while (at % 2 === 0 && at !== 0) {
        at /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equalBytes(hash, root);
}

/** Did the tree of `newSize` grow out of the tree of `oldSize` without a change to its lines? RFC 9162 §2.1.4.2. */
export function verifyConsistency(
  oldSize: number,
  newSize: number,
  oldRoot: Uint8Array,
  newRoot: Uint8Array,
  path: readonly Uint8Array[],
): boolean {
  if (!isTreeSize(oldSize) || !isTreeSize(newSize) || oldSize > newSize) return false;
  if (oldRoot.length !== HASH_BYTES || newRoot.length !== HASH_BYTES) return false;
  if (path.some((hash) => hash.length !== HASH_BYTES)) return false;
  if (oldSize === newSize) return path.length === 0 && equalBytes(oldRoot, newRoot);
  if (oldSize === 0) return path.length === 0 && equalBytes(oldRoot, EMPTY_ROOT);
  let at = oldSize - 1;
  let last = newSize - 1;
  while (at % 2 === 1) {
    at = (at - 1) / 2;
    last = Math.floor(last / 2);
  }
  // `at` is 0 exactly where the old size is a power of two: then the old root begins the path.
  const [first, ...rest] = at === 0 ? [oldRoot, ...path] : path;
  if (first === undefined) return false;
  let oldHash = first;
  let newHash = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
      while (at % 2 === 0 && at !== 0) {
        at /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      newHash = nodeHash(newHash, sibling);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equalBytes(oldHash, oldRoot) && equalBytes(newHash, newRoot);
}
