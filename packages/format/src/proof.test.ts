import fc from "fast-check";
import { expect, test } from "vitest";
import { textOf, utf8 } from "./bytes.ts";
import { toBase64 } from "./encoding.ts";
import { digestOfLine } from "./line/line.ts";
import { newSealKey, newSigningKey, notebookNames, sealVkey } from "./note/keys.ts";
import { signCheckpoint } from "./note/signed-checkpoint.ts";
import { formatProof, parseProof, verifyProof } from "./proof.ts";
import { bytesOf, flipBit, ruleOf, unwrap, vectors } from "./testing.ts";
import { buildTree } from "./tree/tree.ts";

const file = vectors<{
  readonly vkey: string;
  readonly accepted: readonly {
    readonly name: string;
    readonly line: string;
    readonly digest: string;
    readonly proof: string;
  }[];
  readonly refused: readonly {
    readonly rule: string;
    readonly name: string;
    readonly digest: string;
    readonly proof: string;
  }[];
}>("proof");

const key = newSigningKey(new Uint8Array(32).fill(1));
const seal = newSealKey(new Uint8Array(32).fill(2));
const { vkey } = notebookNames(key.publicKey);
const digests = Array.from({ length: 13 }, (_, n) => digestOfLine(`line ${n}`));
const tree = buildTree(digests);
const checkpoint = signCheckpoint(key, 13, tree.rootAt());
const proofOf = (index: number, extra?: Uint8Array) =>
  formatProof({ index, path: tree.inclusion(index), checkpoint, ...(extra === undefined ? {} : { extra }) });
const digest = digestOfLine("line 6");

test.each(file.accepted)("[PR-9] proven: $name", ({ line, digest: expected, proof }) => {
  expect(digestOfLine(line)).toEqual(bytesOf(expected));
  expect(verifyProof(proof, bytesOf(expected), file.vkey).ok).toBe(true);
});

test.each(file.refused)("[$rule] refused: $name", ({ rule, digest: hex, proof }) => {
  expect(ruleOf(verifyProof(proof, bytesOf(hex), file.vkey))).toBe(rule);
});

test("[PR-9] every line is proven by its own proof and by no other", () => {
  for (const [i, line] of digests.entries()) {
    for (let index = 0; index < 13; index++) expect(verifyProof(proofOf(index), line, vkey).ok).toBe(i === index);
  }
});

test("[PR-9] no bit of a proof can be changed", () => {
  const bytes = utf8(proofOf(6));
  let tried = 0;
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const text = textOf(flipBit(bytes, bit));
    if (text === undefined) continue;
    tried++;
    expect(verifyProof(text, digest, vkey).ok, `bit ${bit}`).toBe(false);
  }
  expect(tried).toBeGreaterThan(bytes.length * 6);
});

test("[PR-9][CP-12] no bit of a doubly signed proof can be changed, where both keys are asked", () => {
  const sealed = signCheckpoint(key, 13, tree.rootAt(), { key: seal, timestamp: 1_795_329_600 });
  const bytes = utf8(formatProof({ index: 6, path: tree.inclusion(6), checkpoint: sealed }));
  const both = sealVkey(key.publicKey, seal.publicKey);
  expect(verifyProof(textOf(bytes) ?? "", digest, vkey, both).ok).toBe(true);
  // One bit of every byte, another one for each.
  for (let at = 0; at < bytes.length; at++) {
    const text = textOf(flipBit(bytes, at * 8 + (at % 8)));
    if (text !== undefined) expect(verifyProof(text, digest, vkey, both).ok, `byte ${at}`).toBe(false);
  }
});

test("[PR-9] no bit of the line's digest can be changed", () => {
  const proof = proofOf(6);
  for (let bit = 0; bit < 256; bit++) expect(ruleOf(verifyProof(proof, flipBit(digest, bit), vkey))).toBe("PR-9");
});

test("[PR-7] a proof is read as it was written", () => {
  for (const extra of [undefined, new Uint8Array(), utf8("anything")]) {
    const parsed = unwrap(parseProof(proofOf(6, extra)));
    expect([parsed.index, parsed.path, parsed.checkpoint]).toEqual([6, tree.inclusion(6), checkpoint]);
    expect(parsed.extra).toEqual(extra);
    expect(formatProof(parsed)).toBe(proofOf(6, extra));
  }
});

test("[PR-7] a notebook of one line has a proof without hashes", () => {
  const one = buildTree(digests.slice(0, 1));
  const proof = formatProof({ index: 0, path: [], checkpoint: signCheckpoint(key, 1, one.rootAt()) });
  expect(unwrap(verifyProof(proof, digests[0] ?? digest, vkey)).checkpoint.size).toBe(1);
});

test("[PR-10] extra bytes are signed by nobody: changing them changes no verdict", () => {
  const [one, other] = [proofOf(6, utf8("made by the court")), proofOf(6, utf8("made by anybody"))];
  expect(unwrap(verifyProof(one, digest, vkey))).toEqual(unwrap(verifyProof(other, digest, vkey)));
});

test("[PR-11] another notebook's key proves nothing", () => {
  const other = notebookNames(newSigningKey(new Uint8Array(32).fill(3)).publicKey).vkey;
  expect(ruleOf(verifyProof(proofOf(6), digest, other))).toBe("CP-6");
});

test("[PR-11] whatever text comes, it is proven or refused and never breaks the reader", () => {
  const good = proofOf(6);
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom("\n\n", "\n", "index ", "extra ", "0", good, checkpoint, toBase64(digest)),
  );
  fc.assert(
    fc.property(fc.array(piece), fc.nat(), (pieces, at) => {
      const place = at % good.length;
      const text = good.slice(0, place) + pieces.join("") + good.slice(place);
      const result = verifyProof(text, digest, vkey);
      // Only what nobody signed may have been added: a signature line of an unknown key, or extra bytes.
      if (result.ok) expect([result.value.index, result.value.checkpoint.size]).toEqual([6, 13]);
    }),
    { numRuns: 3_000 },
  );
});

test.each([
  ["a negative index", { index: -1, path: [], checkpoint }],
  ["a hash of 31 bytes", { index: 6, path: [new Uint8Array(31)], checkpoint }],
  ["no checkpoint", { index: 6, path: [], checkpoint: "" }],
])("[PR-7] writing a proof with %s is a defect", (_name, proof) => {
  expect(() => formatProof(proof)).toThrow();
});
