import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8 } from "../bytes.ts";
import { toHex } from "../encoding.ts";
import { bytesOf, ruleOf, unwrap } from "../testing.ts";
import { noteVerifier, plainSigner } from "./cosignature.ts";
import { newSigningKey } from "./keys.ts";
import { openNote, parseNote, signNote } from "./note.ts";
import { formatVkey, keyIdOf, parseVkey, verifierOf } from "./vkey.ts";

// c2sp.org/signed-note, "Example" (C2SP specifications, CC BY 4.0).
const C2SP_VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const C2SP_NOTE =
  "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
// golang.org/x/mod/sumdb/note, package documentation (BSD-3-Clause).
const GO_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const GO_NOTE =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

const key = newSigningKey(new Uint8Array(32).fill(9));
const name = "example.com/log";
const signer = plainSigner(name, key);
const verifier = noteVerifier(unwrap(verifierOf(name, "ed25519", key.publicKey)));
const note = signNote("one\n\ntwo\n", [signer]);

test.each([
  ["C2SP", C2SP_VKEY, C2SP_NOTE],
  ["the Go sumdb", GO_VKEY, GO_NOTE],
])("[CP-4][CP-5][CP-6] the published note of %s opens with its published key", (_name, vkey, published) => {
  const opened = unwrap(openNote(published, [noteVerifier(unwrap(parseVkey(vkey)))]));
  expect(opened.text).toBe(published.slice(0, published.indexOf("\n\n") + 1));
});

test.each([C2SP_VKEY, GO_VKEY])("[CP-7][CP-9] the published key %s is read, and written the same", (vkey) => {
  const { name: owner, algorithm, publicKey, keyId } = unwrap(parseVkey(vkey));
  expect(formatVkey(owner, { algorithm, publicKey })).toBe(vkey);
  expect(toHex(keyIdOf(owner, algorithm, publicKey))).toBe(keyId);
});

test("[CP-4] a text may have empty lines; the last empty line ends it", () => {
  expect(unwrap(openNote(note, [verifier])).text).toBe("one\n\ntwo\n");
});

test("[CP-6] no bit of a signed note can be changed", () => {
  const bytes = utf8(note);
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = bytes.slice();
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    let text: string;
    try {
      text = decoder.decode(changed);
    } catch {
      continue;
    }
    expect(openNote(text, [verifier]).ok, `bit ${bit}`).toBe(false);
  }
});

test("[CP-6] every key asked for must have signed", () => {
  const second = newSigningKey(new Uint8Array(32).fill(8));
  const both = noteVerifier(unwrap(verifierOf("example.com/second", "ed25519", second.publicKey)));
  expect(ruleOf(openNote(note, [verifier, both]))).toBe("CP-6");
  expect(
    unwrap(openNote(signNote("x\n", [signer, plainSigner("example.com/second", second)]), [verifier, both])).statements
      .length,
  ).toBe(2);
});

test("[CP-6] signatures of unknown keys are ignored, by name and by key id", () => {
  const unknown = { name: "example.com/new", keyId: "01020304", sign: () => utf8("a signature of a kind to come") };
  const sameName = { name, keyId: "01020304", sign: () => utf8("x") };
  const sameId = { name: "example.com/new", keyId: signer.keyId, sign: () => utf8("x") };
  expect(openNote(signNote("x\n", [unknown, signer, sameName, sameId]), [verifier]).ok).toBe(true);
});

test("[CP-5] sixteen signatures and more are read, a hundred and one are not", () => {
  const others = (count: number) => Array.from({ length: count }, (_, i) => ({ ...signer, name: `example.com/${i}` }));
  expect(openNote(signNote("x\n", [...others(99), signer]), [verifier]).ok).toBe(true);
  expect(ruleOf(parseNote(signNote("x\n", others(101))))).toBe("CP-5");
});

test("[CP-4] an endless note is refused by its length", () => {
  expect(ruleOf(parseNote(`${"x".repeat(500_000)}\n\n— a AAAAAAA=\n`))).toBe("CP-4");
});

test.each(["", "x", "x\ry\n", "x\u0000\n", "\ud800\n"])("[CP-4] the text %j is no note's", (text) => {
  expect(() => signNote(text, [signer])).toThrow(TypeError);
});

test.each(["", "a b", "a+b", "a\u00a0b", "a\u3000b", "a\nb", "a\u0085b"])("[CP-9] the name %j is no key's", (wrong) => {
  expect(() => formatVkey(wrong, key)).toThrow(RangeError);
});

test("[CP-4][CP-5] whatever text comes, it is read or refused and never breaks the reader", () => {
  const piece = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("\n\n", "\n", "— ", " ", "AAAAAAAA", name, note),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join("");
      const opened = openNote(text, [verifier]);
      if (opened.ok && opened.value.text !== "one\n\ntwo\n") throw new Error("a text nobody signed was believed");
      parseVkey(text);
    }),
    { numRuns: 3_000 },
  );
});

test("[CP-14] a key id is no proof: a key with the same name and id still has to verify", () => {
  const forged = signNote("one\n\ntwo\n", [{ ...signer, sign: () => bytesOf("00".repeat(64)) }]);
  expect(ruleOf(openNote(forged, [verifier]))).toBe("CP-6");
});
