/** Makes proof.json: `node spec/vectors/make-proof.ts`. Same bytes every time. */
import {
  buildTree,
  digestOfLine,
  formatProof,
  leafHash,
  notebookNames,
  sha256,
  signCheckpoint,
  toBase64,
  toHex,
} from "@amana/format";
import { exampleLines } from "./make-notebook.ts";
import { notebook, type Vectors, write } from "./world.ts";

const SIZE = 11;

export function proofVectors(): Vectors {
  const digests = Array.from({ length: SIZE }, (_, n) => sha256(`line ${n}`));
  const tree = buildTree(digests);
  const lines = exampleLines();
  const notebookTree = buildTree(lines.map((text) => digestOfLine(text)));
  const checkpoint = signCheckpoint(notebook, lines.length, notebookTree.rootAt());
  const proofOf = (index: number) => formatProof({ index, path: notebookTree.inclusion(index), checkpoint });
  const good = proofOf(3);
  const [, , ...hashes] = good.slice(0, good.indexOf("\n\n")).split("\n");
  const digest = toHex(digestOfLine(lines[3] ?? ""));
  const b64 = (hashesOf: readonly Uint8Array[]) => hashesOf.map(toHex);
  const sizes = [0, 1, 2, 3, 4, 5, 7, 8, 9, 11];
  return {
    spec: "spec/proof.md",
    made_by: "spec/vectors/make-proof.ts",
    vkey: notebookNames(notebook.publicKey).vkey,
    tree: {
      digests: b64(digests),
      leaves: b64(digests.map(leafHash)),
      roots: Array.from({ length: SIZE + 1 }, (_, size) => toHex(tree.rootAt(size))),
      inclusion: [1, 2, 3, 7, 8, 11].flatMap((size) =>
        Array.from({ length: size }, (_, index) => ({ size, index, path: b64(tree.inclusion(index, size)) })),
      ),
      consistency: sizes.flatMap((newer) =>
        sizes
          .filter((older) => older <= newer)
          .map((older) => ({ older, newer, path: b64(tree.consistency(older, newer)) })),
      ),
    },
    accepted: lines.map((text, index) => ({
      name: `line ${index}`,
      line: text,
      digest: toHex(digestOfLine(text)),
      proof: proofOf(index),
    })),
    refused: [
      { rule: "PR-7", name: "another header", digest, proof: good.replace("@v1", "@v2") },
      { rule: "PR-7", name: "no index", digest, proof: good.replace("index 3\n", "") },
      { rule: "PR-7", name: "a leading zero", digest, proof: good.replace("index 3", "index 03") },
      {
        rule: "PR-7",
        name: "a hash of 31 bytes",
        digest,
        proof: good.replace(hashes[0] ?? "", toBase64(new Uint8Array(31))),
      },
      {
        rule: "PR-7",
        name: "extra behind the index",
        digest,
        proof: good.replace("index 3\n", "index 3\nextra AAAA\n"),
      },
      {
        rule: "PR-7",
        name: "54 hashes",
        digest,
        proof: good.replace("index 3\n", `index 3\n${`${toBase64(new Uint8Array(32))}\n`.repeat(54 - hashes.length)}`),
      },
      { rule: "PR-7", name: "no checkpoint", digest, proof: good.slice(0, good.indexOf("\n\n") + 2) },
      { rule: "PR-8", name: "an index beyond the tree", digest, proof: good.replace("index 3", "index 6") },
      { rule: "PR-9", name: "another index", digest, proof: good.replace("index 3", "index 2") },
      { rule: "PR-9", name: "a hash missing", digest, proof: good.replace(`${hashes[0]}\n`, "") },
      { rule: "PR-9", name: "a hash too many", digest, proof: good.replace("\n\n", `\n${hashes[0]}\n\n`) },
      {
        rule: "PR-9",
        name: "hashes in another order",
        digest,
        proof: good.replace(`${hashes[0]}\n${hashes[1]}\n`, `${hashes[1]}\n${hashes[0]}\n`),
      },
      { rule: "PR-9", name: "the proof of another line", digest, proof: proofOf(2) },
      { rule: "CP-6", name: "another size in the checkpoint", digest, proof: good.replace("\n6\n", "\n7\n") },
    ],
  };
}

if (import.meta.main) write("proof", proofVectors());
