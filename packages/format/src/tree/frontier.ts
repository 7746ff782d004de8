/**
 * All a device needs to go on writing: the roots of the perfect subtrees that the lines so far fall into, at most 53
 * hashes. Appending costs two hashes on average, whatever the size. spec/notebook.md NB-9.
 */
import { err, ok, type Result } from "../result.ts";
import {
  type Digests,
  EMPTY_ROOT,
  HASH_BYTES,
  inOneBuffer,
  leafHashInto,
  MAX_TREE_SIZE,
  nodeHashInto,
} from "./hash.ts";

export type FrontierRefusal = { readonly type: "frontier-malformed"; readonly bytes: number };

const MAX_HASHES = 53;

/** A class because its size and its hashes may only change together. */
export class Frontier {
  #size = 0;
  #count = 0;
  /** Largest subtree first. One place more than can be kept: a leaf is laid down before it is merged. */
  readonly #hashes = new Uint8Array((MAX_HASHES + 1) * HASH_BYTES);

  static of(digests: Digests): Frontier {
    const frontier = new Frontier();
    frontier.appendAll(digests);
    return frontier;
  }

  /** Reads what `bytes()` wrote. Whether it belongs to a signed tree is seen by comparing `root()`. */
  static parse(bytes: Uint8Array): Result<Frontier, FrontierRefusal> {
    const refusal = err({ type: "frontier-malformed", bytes: bytes.length } as const);
    if (bytes.length < 8) return refusal;
    const size = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0);
    if (size > BigInt(MAX_TREE_SIZE)) return refusal;
    const count = onesIn(size);
    if (bytes.length !== 8 + count * HASH_BYTES) return refusal;
    const frontier = new Frontier();
    frontier.#size = Number(size);
    frontier.#count = count;
    frontier.#hashes.set(bytes.subarray(8));
    return ok(frontier);
  }

  get size(): number {
    return this.#size;
  }

  append(digest: Uint8Array): void {
    if (digest.length !== HASH_BYTES) throw new RangeError("a digest has 32 bytes");
    this.#appendAt(digest, 0);
  }

  appendAll(digests: Digests): void {
    const all = inOneBuffer(digests);
    for (let at = 0; at < all.length; at += HASH_BYTES) this.#appendAt(all, at);
  }

  root(): Uint8Array {
    if (this.#count === 0) return EMPTY_ROOT.slice();
    const root = this.#hashes.slice((this.#count - 1) * HASH_BYTES, this.#count * HASH_BYTES);
    for (let i = this.#count - 2; i >= 0; i--) nodeHashInto(this.#hashes, i * HASH_BYTES, root, 0, root, 0);
    return root;
  }

  /** Size as 8 bytes big-endian, then one hash for each bit that is set in it, largest subtree first. */
  bytes(): Uint8Array {
    const bytes = new Uint8Array(8 + this.#count * HASH_BYTES);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(this.#size));
    bytes.set(this.#hashes.subarray(0, this.#count * HASH_BYTES), 8);
    return bytes;
  }

  /** For trying out what a commit would give before it is kept. */
  copy(): Frontier {
    const copy = new Frontier();
    copy.#size = this.#size;
    copy.#count = this.#count;
    copy.#hashes.set(this.#hashes);
    return copy;
  }

  #appendAt(digests: Uint8Array, from: number): void {
    if (this.#size >= MAX_TREE_SIZE) throw new RangeError("the notebook is full");
    const hashes = this.#hashes;
    leafHashInto(digests, from, hashes, this.#count * HASH_BYTES);
    this.#count++;
    // Like a carry in binary addition: two subtrees of one size become one of the next.
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) {
      const left = (this.#count - 2) * HASH_BYTES;
      nodeHashInto(hashes, left, hashes, left + HASH_BYTES, hashes, left);
      this.#count--;
    }
    this.#size++;
  }
}

function onesIn(size: bigint): number {
  let ones = 0;
  for (let rest = size; rest > 0n; rest >>= 1n) if (rest & 1n) ones++;
  return ones;
}

/** RFC 6962 root over line digests. */
export function treeRoot(digests: Digests): Uint8Array {
  return Frontier.of(digests).root();
}
