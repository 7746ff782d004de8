import { expect, test } from "vitest";
import { concat, utf8 } from "../bytes.ts";
import { fromBase64, toHex } from "../encoding.ts";
import { bytesOf, ruleOf, unwrap, vectors } from "../testing.ts";
import { formatCheckpoint, parseCheckpoint } from "./checkpoint.ts";
import { cosignedMessage, cosigner, plainSigner } from "./cosignature.ts";
import { newSealKey, newSigningKey, notebookNames, sealVkey, verifySignature } from "./keys.ts";
import { signNote } from "./note.ts";
import { signCheckpoint, verifyCheckpoint } from "./signed-checkpoint.ts";
import { formatVkey, parseVkey, verifierOf } from "./vkey.ts";

type Good = { readonly name: string; readonly note: string; readonly size: number; readonly root: string };
type Bad = { readonly rule: string; readonly name: string; readonly note: string };
const file = vectors<{
  readonly vkey: string;
  readonly seal_vkey: string;
  readonly accepted: readonly Good[];
  readonly sealed: Good & { readonly timestamp: number; readonly cosigned_message: string };
  readonly sealed_refused: readonly Bad[];
  readonly refused: readonly Bad[];
  readonly vkeys_refused: readonly { readonly rule: string; readonly name: string; readonly vkey: string }[];
}>("checkpoint");

const key = newSigningKey(new Uint8Array(32).fill(1));
const seal = newSealKey(new Uint8Array(32).fill(2));
const { origin, vkey } = notebookNames(key.publicKey);
const root = new Uint8Array(32).fill(7);

test.each(file.accepted)("[CP-1] believed: $name", ({ note, size, root: expected }) => {
  const checkpoint = unwrap(verifyCheckpoint(note, file.vkey));
  expect([checkpoint.size, toHex(checkpoint.root)]).toEqual([size, expected]);
});

test.each(file.refused)("[$rule] refused: $name", ({ rule, note }) => {
  expect(ruleOf(verifyCheckpoint(note, file.vkey))).toBe(rule);
});

test.each(file.vkeys_refused)("[$rule] no key: $name", ({ rule, vkey: wrong }) => {
  expect(ruleOf(parseVkey(wrong))).toBe(rule);
});

test("[CP-12][CP-13] the sealed vector is signed twice, the second time with its time", () => {
  const checkpoint = unwrap(verifyCheckpoint(file.sealed.note, file.vkey, file.seal_vkey));
  expect([checkpoint.size, toHex(checkpoint.root)]).toEqual([file.sealed.size, file.sealed.root]);
  expect(checkpoint.statements.map(({ timestamp }) => timestamp)).toEqual([undefined, BigInt(file.sealed.timestamp)]);
});

test("[CP-12] the bytes under the second signature are those of the vector", () => {
  const { publicKey } = unwrap(parseVkey(file.seal_vkey));
  const [, , code = ""] = file.sealed.note.trimEnd().split("\n").at(-1)?.split(" ") ?? [];
  const signature = (fromBase64(code) ?? new Uint8Array()).subarray(4 + 8);
  expect(verifySignature({ algorithm: "ml-dsa-44", publicKey }, bytesOf(file.sealed.cosigned_message), signature)).toBe(
    true,
  );
});

test("[CP-12] the cosigned message is laid out as c2sp.org/tlog-cosignature says", () => {
  const message = bytesOf(file.sealed.cosigned_message);
  const name = utf8(origin.replace(/[^/]*$/, ""));
  const text = new TextDecoder("latin1").decode(message);
  const n = message[12] ?? 0;
  expect(text.slice(0, 12)).toBe("subtree/v1\n\0");
  expect(text.slice(13, 13 + n).startsWith(new TextDecoder().decode(name))).toBe(true);
  const view = new DataView(message.buffer, message.byteOffset);
  expect(view.getBigUint64(13 + n)).toBe(BigInt(file.sealed.timestamp));
  expect(message[21 + n]).toBe(n);
  expect([view.getBigUint64(22 + 2 * n), view.getBigUint64(30 + 2 * n)]).toEqual([0n, 5n]);
  expect(toHex(message.subarray(38 + 2 * n))).toBe(file.sealed.root);
});

test.each(file.sealed_refused)("[CP-12] no seal: $name", ({ rule, note }) => {
  expect(ruleOf(verifyCheckpoint(note, file.vkey, file.seal_vkey))).toBe(rule);
});

test("[CP-1][CP-7] what is signed is what is read", () => {
  const note = signCheckpoint(key, 4217, root);
  expect(unwrap(verifyCheckpoint(note, vkey))).toMatchObject({ origin, size: 4217, root });
  expect(unwrap(parseCheckpoint(note))).toEqual(unwrap(parseCheckpoint(note.slice(0, note.indexOf("\n\n") + 1))));
});

test("[CP-13] a cosignature without a time says none", () => {
  const note = signCheckpoint(key, 5, root, { key: seal, timestamp: 0 });
  const [, statement] = unwrap(verifyCheckpoint(note, vkey, sealVkey(key.publicKey, seal.publicKey))).statements;
  expect(statement?.timestamp).toBeUndefined();
});

test.each([-1, 1.5, 2 ** 53])("[CP-13] %d is no time in seconds", (timestamp) => {
  expect(() => signCheckpoint(key, 5, root, { key: seal, timestamp })).toThrow(RangeError);
});

test.each([
  [2n ** 63n - 1n, true],
  [2n ** 63n, false],
])("[CP-13] a signed time of %d is believed: %s", (timestamp, believed) => {
  const time = new Uint8Array(8);
  new DataView(time.buffer).setBigUint64(0, timestamp);
  const sign = () => concat(time, seal.sign(cosignedMessage(origin, timestamp, { origin, size: 5, root })));
  const note = signNote(formatCheckpoint({ origin, size: 5, root }), [
    plainSigner(origin, key),
    { ...cosigner(origin, seal, 1), sign },
  ]);
  expect(verifyCheckpoint(note, vkey, sealVkey(key.publicKey, seal.publicKey)).ok).toBe(believed);
});

test("[CP-12] the second signature names its signer: it does not serve under another name", () => {
  const note = signNote(formatCheckpoint({ origin, size: 5, root }), [
    plainSigner(origin, key),
    { ...cosigner("example.com/witness", seal, 0), name: origin },
  ]);
  expect(verifyCheckpoint(note, vkey, sealVkey(key.publicKey, seal.publicKey)).ok).toBe(false);
});

test("[CP-12] a witness's cosignature is checked with the witness's own key", () => {
  const witness = "witness.example.com/w1";
  const note = signNote(formatCheckpoint({ origin, size: 5, root }), [
    plainSigner(origin, key),
    cosigner(witness, seal, 1_795_329_600),
  ]);
  const checkpoint = unwrap(verifyCheckpoint(note, vkey, formatVkey(witness, seal)));
  expect(checkpoint.statements[1]).toMatchObject({ name: witness, timestamp: 1_795_329_600n });
});

test("[CP-12] names of more than 255 bytes cannot be cosigned, and are refused quietly", () => {
  const long = `example.com/${"a".repeat(250)}`;
  expect(() => cosigner(long, seal, 0).sign(formatCheckpoint({ origin, size: 5, root }))).toThrow(RangeError);
  const fake = { ...cosigner(long, seal, 0), sign: () => new Uint8Array(8 + 2420) };
  const note = signNote(formatCheckpoint({ origin, size: 5, root }), [plainSigner(origin, key), fake]);
  expect(verifyCheckpoint(note, vkey, formatVkey(long, seal)).ok).toBe(false);
});

test("[CP-14] every refusal names its rule, and none carries the note", () => {
  for (const { note } of [...file.refused, ...file.sealed_refused]) {
    const result = verifyCheckpoint(note, file.vkey, file.seal_vkey);
    expect(ruleOf(result)).toMatch(/^(CP|NB)-\d+$/);
    expect(JSON.stringify(result).length).toBeLessThan(300);
  }
});

test.each([
  ["a size that is no size", { origin, size: -1, root }],
  ["a root of 31 bytes", { origin, size: 1, root: root.slice(1) }],
  ["no origin", { origin: "", size: 1, root }],
  ["a root without lines", { origin, size: 0, root }],
])("[CP-1] writing a checkpoint with %s is a defect", (_name, checkpoint) => {
  expect(() => formatCheckpoint(checkpoint)).toThrow(RangeError);
});

test("[CP-10] every key under which anything verifies is refused, with either sign", () => {
  const points = [
    "00",
    "01",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  ];
  const overlong = ["ec", "ed", "ee"].map((first) => `${first}${"ff".repeat(30)}7f`);
  for (const point of [...points.map((hex) => hex.padEnd(64, "0")), ...overlong]) {
    for (const sign of [0, 0x80]) {
      const publicKey = bytesOf(point);
      publicKey[31] = (publicKey[31] ?? 0) | sign;
      expect(ruleOf(verifierOf("example.com/weak", "ed25519", publicKey)), toHex(publicKey)).toBe("CP-10");
    }
  }
});
