import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { toHex } from "../encoding.ts";
import { bytesOf, flipBit, ruleOf, unwrap, vectors } from "../testing.ts";
import { Frontier, treeRoot } from "./frontier.ts";
import { EMPTY_ROOT, leafHash, nodeHash } from "./hash.ts";
import {
  consistencyProof,
  type HashAt,
  inclusionProof,
  rangeRoot,
  verifyConsistency,
  verifyInclusion,
  verifyLeafInclusion,
} from "./proof.ts";
import { buildTree } from "./tree.ts";

// RFC 6962 §2.1 word for word, with the platform's hash: as slow as it is plain.
const H = (...parts: readonly Uint8Array[]) =>
  new Uint8Array(createHash("sha256").update(Buffer.concat(parts)).digest());
function mth(d: readonly Uint8Array[]): Uint8Array {
  const [only] = d;
  if (only === undefined) return H();
  if (d.length === 1) return H(Uint8Array.of(0), only);
  const k = split(d.length);
  return H(Uint8Array.of(1), mth(d.slice(0, k)), mth(d.slice(k)));
}
function pathOf(m: number, d: readonly Uint8Array[]): Uint8Array[] {
  if (d.length === 1) return [];
  const k = split(d.length);
  return m < k ? [...pathOf(m, d.slice(0, k)), mth(d.slice(k))] : [...pathOf(m - k, d.slice(k)), mth(d.slice(0, k))];
}
function subproof(m: number, d: readonly Uint8Array[], known: boolean): Uint8Array[] {
  if (m === d.length) return known ? [] : [mth(d)];
  const k = split(d.length);
  return m <= k
    ? [...subproof(m, d.slice(0, k), known), mth(d.slice(k))]
    : [...subproof(m - k, d.slice(k), false), mth(d.slice(0, k))];
}
const split = (n: number) => 2 ** Math.ceil(Math.log2(n) - 1);

const digests = (n: number) => Array.from({ length: n }, (_, i) => H(Buffer.from(`line ${i}`)));
const hexes = (hashes: readonly Uint8Array[]) => hashes.map(toHex);

test("[PR-1] leaves and nodes are hashed with their prefixes", () => {
  const [a, b] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  expect(leafHash(a)).toEqual(H(Uint8Array.of(0), a));
  expect(nodeHash(a, b)).toEqual(H(Uint8Array.of(1), a, b));
  expect(toHex(EMPTY_ROOT)).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

test("[PR-1] roots of every size to 130 are those of the recursive definition", () => {
  const all = digests(130);
  const tree = buildTree(all);
  const frontier = new Frontier();
  for (let size = 0; size <= all.length; size++) {
    const expected = toHex(mth(all.slice(0, size)));
    expect([toHex(treeRoot(all.slice(0, size))), toHex(tree.rootAt(size)), toHex(frontier.root())]).toEqual([
      expected,
      expected,
      expected,
    ]);
    const next = all[size];
    if (next !== undefined) frontier.append(next);
  }
});

test("[PR-2][PR-4] every proof up to 40 lines is that of the recursive definition, and holds", () => {
  const all = digests(40);
  const tree = buildTree(all);
  for (let size = 1; size <= 40; size++) {
    const lines = all.slice(0, size);
    for (let index = 0; index < size; index++) {
      const path = tree.inclusion(index, size);
      expect(hexes(path)).toEqual(hexes(pathOf(index, lines)));
      expect(verifyInclusion(all[index] ?? EMPTY_ROOT, index, size, tree.rootAt(size), path)).toBe(true);
    }
    for (let older = 1; older <= size; older++) {
      const path = tree.consistency(older, size);
      expect(hexes(path)).toEqual(hexes(subproof(older, lines, true)));
      expect(verifyConsistency(older, size, tree.rootAt(older), tree.rootAt(size), path)).toBe(true);
    }
    expect(verifyConsistency(0, size, EMPTY_ROOT, tree.rootAt(size), [])).toBe(true);
  }
});

// Reference tree of the Certificate Transparency and Trillian projects (transparency-dev/merkle, testonly/constants.go
// and proof/verify_test.go; Apache-2.0): leaves of other lengths than ours, so it begins at the leaf hashes.
const CT_LEAVES = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
  "0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7",
  "07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7",
  "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
  "4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658",
  "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
  "46f6ffadd3d06a09ff3c5860d2755c8b9819db7df44251788c7d8e3180de8eb1",
].map(bytesOf);
const CT_ROOTS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
].map(bytesOf);
const ctHash: HashAt = (level, index) =>
  level === 0
    ? (CT_LEAVES[index] ?? EMPTY_ROOT)
    : nodeHash(ctHash(level - 1, 2 * index), ctHash(level - 1, 2 * index + 1));

test("[PR-1] the roots of the Certificate Transparency reference tree come out as published", () => {
  for (const [size, root] of CT_ROOTS.entries()) expect(toHex(rangeRoot(0, size, ctHash))).toBe(toHex(root));
});

test.each([
  [
    0,
    8,
    [
      "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
  ],
  [
    5,
    8,
    [
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
  ],
  [2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]],
  [
    1,
    5,
    [
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
  ],
] as const)("[PR-2][PR-3] the published path of leaf %i of %i comes out and holds", (index, size, path) => {
  expect(hexes(inclusionProof(size, index, ctHash))).toEqual(path);
  const [leaf = EMPTY_ROOT, root = EMPTY_ROOT] = [CT_LEAVES[index], CT_ROOTS[size]];
  expect(verifyLeafInclusion(leaf, index, size, root, path.map(bytesOf))).toBe(true);
});

test.each([
  [1, 1, []],
  [
    1,
    8,
    [
      "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
  ],
  [
    6,
    8,
    [
      "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
  ],
  [
    2,
    5,
    [
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
  ],
] as const)("[PR-4][PR-5] the published consistency of %i and %i comes out and holds", (older, newer, path) => {
  expect(hexes(consistencyProof(older, newer, ctHash))).toEqual(path);
  const [before = EMPTY_ROOT, after = EMPTY_ROOT] = [CT_ROOTS[older], CT_ROOTS[newer]];
  expect(verifyConsistency(older, newer, before, after, path.map(bytesOf))).toBe(true);
});

test("[PR-3] an inclusion proof fails with any one bit changed, any hash lost, added or moved, any other place or size", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), (size, at) => {
      const index = at % size;
      const all = digests(size);
      const tree = buildTree(all);
      const [digest = EMPTY_ROOT, root, path] = [all[index], tree.rootAt(), tree.inclusion(index)];
      const holds = (p: readonly Uint8Array[], i = index, n = size, d = digest, r = root) =>
        verifyInclusion(d, i, n, r, p);
      if (!holds(path)) return false;
      for (let bit = 0; bit < 256; bit++) {
        if (holds(path, index, size, flipBit(digest, bit)) || holds(path, index, size, digest, flipBit(root, bit)))
          return false;
        if (path.some((hash, i) => holds(path.with(i, flipBit(hash, bit))))) return false;
      }
      const swapped = path.length > 1 && holds([...path.slice(1), ...path.slice(0, 1)]);
      const moved = all.some((_, i) => i !== index && holds(path, i));
      const lost = path.some((_, i) => holds(path.toSpliced(i, 1)) || holds(path.toSpliced(i, 0, root)));
      return !swapped && !moved && !lost && !holds([...path, root]);
    }),
    {
      numRuns: 40,
      examples: [
        [64, 63],
        [65, 64],
        [1, 0],
      ].map(([a = 1, b = 0]) => [a, b]),
    },
  );
});

test("[PR-5] a consistency proof fails with any one bit changed, any hash lost or added, and for roots exchanged", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 70 }), fc.nat(), (newer, at) => {
      const older = 1 + (at % (newer - 1));
      const tree = buildTree(digests(newer));
      const [before, after, path] = [tree.rootAt(older), tree.rootAt(), tree.consistency(older)];
      const holds = (p: readonly Uint8Array[], b = before, a = after) => verifyConsistency(older, newer, b, a, p);
      if (!holds(path) || holds(path, after, before) || holds([]) || holds([...path, before])) return false;
      for (let bit = 0; bit < 256; bit++) {
        if (holds(path, flipBit(before, bit)) || holds(path, before, flipBit(after, bit))) return false;
        if (path.some((hash, i) => holds(path.with(i, flipBit(hash, bit))))) return false;
      }
      return path.every((_, i) => !holds(path.toSpliced(i, 1)));
    }),
    { numRuns: 40 },
  );
});

// Whoever signs a root can choose it: the path's length has to fit the size, not only the hashes each other.
test("[PR-3] a path longer or shorter than the size allows is refused, even where its hashes lead to the root", () => {
  const [digest, p] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  const leaf = leafHash(digest);
  expect(verifyInclusion(digest, 0, 1, nodeHash(p, leaf), [p])).toBe(false);
  expect(verifyInclusion(digest, 0, 2, nodeHash(p, nodeHash(leaf, p)), [p, p])).toBe(false);
  expect(verifyInclusion(digest, 0, 8, leaf, [])).toBe(false);
  expect(verifyInclusion(digest, 0, 8, nodeHash(leaf, p), [p])).toBe(false);
});

test("[PR-5] the same for consistency", () => {
  const [older, p] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  expect(verifyConsistency(2, 8, older, nodeHash(older, p), [p])).toBe(false);
  expect(verifyConsistency(4, 8, older, nodeHash(p, nodeHash(older, p)), [p, p])).toBe(false);
  expect(verifyConsistency(4, 8, older, nodeHash(older, p), [p])).toBe(true);
});

test("[PR-5] no proof connects a tree with one whose past was changed", () => {
  const honest = buildTree(digests(20));
  const changed = buildTree(digests(20).with(3, new Uint8Array(32)));
  for (let older = 4; older < 20; older++) {
    for (const path of [honest.consistency(older), changed.consistency(older)]) {
      expect(verifyConsistency(older, 20, honest.rootAt(older), changed.rootAt(), path)).toBe(false);
    }
  }
});

test.each([
  [-1, 5],
  [5, 5],
  [1.5, 5],
  [0, 0],
  [Number.NaN, 5],
  [2 ** 53, 2 ** 53 + 2],
])("[PR-6] index %d in a tree of %d is a plain no", (index, size) => {
  expect(verifyInclusion(EMPTY_ROOT, index, size, EMPTY_ROOT, [])).toBe(false);
});

test.each([
  ["the newer one smaller", 5, 4],
  ["a negative size", -1, 4],
  ["a fraction", 1.5, 4],
  ["a size beyond 2^53 - 1", 1, 2 ** 53],
])("[PR-6] consistency with %s is a plain no", (_name, older, newer) => {
  expect(verifyConsistency(older, newer, EMPTY_ROOT, EMPTY_ROOT, [])).toBe(false);
});

test("[PR-6] proofs are cut and checked at sizes far beyond 32 bits", () => {
  const size = 2 ** 52 + 2 ** 33 + 5;
  const index = size - 2;
  // A tree whose every leaf is the same needs one hash per level.
  const levels = [leafHash(EMPTY_ROOT)];
  for (let level = 1; level < 53; level++)
    levels.push(nodeHash(levels[level - 1] ?? EMPTY_ROOT, levels[level - 1] ?? EMPTY_ROOT));
  const hashAt: HashAt = (level) => levels[level] ?? EMPTY_ROOT;
  const root = rangeRoot(0, size, hashAt);
  expect(verifyInclusion(EMPTY_ROOT, index, size, root, inclusionProof(size, index, hashAt))).toBe(true);
  const older = 2 ** 40 + 3;
  const path = consistencyProof(older, size, hashAt);
  expect(verifyConsistency(older, size, rangeRoot(0, older, hashAt), root, path)).toBe(true);
  expect(verifyConsistency(older + 1, size, rangeRoot(0, older, hashAt), root, path)).toBe(false);
});

test("[NB-9] a frontier comes back from its bytes and goes on as if it had never stopped", () => {
  const all = digests(70);
  for (let size = 0; size < 70; size++) {
    const bytes = Frontier.of(all.slice(0, size)).bytes();
    const resumed = unwrap(Frontier.parse(bytes));
    expect([resumed.size, toHex(resumed.bytes())]).toEqual([size, toHex(bytes)]);
    resumed.appendAll(all.slice(size));
    expect(toHex(resumed.root())).toBe(toHex(treeRoot(all)));
  }
});

test("[NB-9] a frontier can be read from the middle of a larger buffer", () => {
  const bytes = Frontier.of(digests(5)).bytes();
  const within = new Uint8Array(bytes.length + 7);
  within.set(bytes, 3);
  expect(unwrap(Frontier.parse(within.subarray(3, 3 + bytes.length))).size).toBe(5);
});

test.each([
  ["nothing", new Uint8Array(0)],
  ["a size without hashes", Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 5)],
  ["a hash too many", new Uint8Array(8 + 32)],
  ["a size of 2^53", Uint8Array.of(0, 32, 0, 0, 0, 0, 0, 0, ...new Uint8Array(32))],
])("[NB-9] no frontier from %s", (_name, bytes) => {
  expect(ruleOf(Frontier.parse(bytes))).toBe("frontier-malformed");
});

test("a copy of a frontier grows by itself", () => {
  const frontier = Frontier.of(digests(3));
  const copy = frontier.copy();
  copy.append(EMPTY_ROOT);
  expect([frontier.size, copy.size]).toEqual([3, 4]);
  expect(toHex(frontier.root())).toBe(toHex(treeRoot(digests(3))));
});

test("the root given out can be changed without harm to the frontier", () => {
  const frontier = Frontier.of(digests(4));
  frontier.root().fill(0);
  new Frontier().root().fill(0);
  expect(toHex(frontier.root())).toBe(toHex(treeRoot(digests(4))));
  expect(toHex(new Frontier().root())).toBe(toHex(EMPTY_ROOT));
});

test("digests of other lengths are a defect", () => {
  expect(() => new Frontier().append(new Uint8Array(31))).toThrow(RangeError);
  expect(() => treeRoot([new Uint8Array(33)])).toThrow(RangeError);
  expect(() => buildTree(new Uint8Array(33))).toThrow(RangeError);
});

test("a tree gives proofs within itself only", () => {
  const tree = buildTree(digests(5));
  expect(() => tree.inclusion(5)).toThrow(RangeError);
  expect(() => tree.rootAt(6)).toThrow(RangeError);
  expect(() => tree.consistency(5, 4)).toThrow(RangeError);
  expect(() => tree.hashAt(3, 0)).toThrow(RangeError);
});

type TreeVectors = {
  readonly tree: {
    readonly digests: readonly string[];
    readonly leaves: readonly string[];
    readonly roots: readonly string[];
    readonly inclusion: readonly { readonly size: number; readonly index: number; readonly path: readonly string[] }[];
    readonly consistency: readonly {
      readonly older: number;
      readonly newer: number;
      readonly path: readonly string[];
    }[];
  };
};

test("[PR-1][PR-3][PR-5] the committed tree vectors hold", () => {
  const { tree } = vectors<TreeVectors>("proof");
  const all = tree.digests.map(bytesOf);
  const root = (size: number) => bytesOf(tree.roots[size] ?? "");
  expect(hexes(all.map(leafHash))).toEqual(tree.leaves);
  for (const [size] of tree.roots.entries()) expect(toHex(mth(all.slice(0, size)))).toBe(tree.roots[size]);
  for (const { size, index, path } of tree.inclusion) {
    expect(verifyInclusion(all[index] ?? EMPTY_ROOT, index, size, root(size), path.map(bytesOf))).toBe(true);
  }
  for (const { older, newer, path } of tree.consistency) {
    expect(verifyConsistency(older, newer, root(older), root(newer), path.map(bytesOf))).toBe(true);
  }
});
