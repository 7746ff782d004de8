import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8 } from "./bytes.ts";
import { privateKeyFromSeed, sha256, sha256Into, signatureCheck, spkiPem } from "./crypto.ts";
import { toHex } from "./encoding.ts";
import { bytesOf, flipBit } from "./testing.ts";

test("SHA-256 agrees with the streaming hash of the platform, for bytes and for text", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.string({ unit: "grapheme" }), (bytes, text) => {
      expect(toHex(sha256(bytes))).toBe(createHash("sha256").update(bytes).digest("hex"));
      expect(toHex(sha256(text))).toBe(createHash("sha256").update(text, "utf8").digest("hex"));
    }),
  );
});

test("a hash written into a buffer touches nothing beside its place", () => {
  const out = new Uint8Array(40).fill(7);
  sha256Into("abc", out, 4);
  expect(toHex(out.subarray(4, 36))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect([...out.subarray(0, 4), ...out.subarray(36)]).toEqual(new Array(8).fill(7));
});

// RFC 8032 §7.1, tests 1 to 3.
test.each([
  [
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  ],
  [
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  ],
  [
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  ],
])("Ed25519 with seed %s signs as RFC 8032 prints it", (seed, publicKey, message, signature) => {
  const key = privateKeyFromSeed("ed25519", bytesOf(seed));
  expect(toHex(key.publicKey)).toBe(publicKey);
  expect(toHex(key.sign(bytesOf(message)))).toBe(signature);
  expect(signatureCheck("ed25519", key.publicKey)?.(bytesOf(message), bytesOf(signature))).toBe(true);
});

test.each(["ed25519", "ml-dsa-44"] as const)(
  "%s: a change of any part of message, signature or key is noticed",
  (algorithm) => {
    const key = privateKeyFromSeed(algorithm, new Uint8Array(32).fill(3));
    const message = utf8("n lines, root R");
    const signature = key.sign(message);
    const check = signatureCheck(algorithm, key.publicKey);
    expect(check?.(message, signature)).toBe(true);
    for (let bit = 0; bit < message.length * 8; bit++) expect(check?.(flipBit(message, bit), signature)).toBe(false);
    for (let bit = 0; bit < signature.length * 8; bit += algorithm === "ed25519" ? 1 : 97) {
      expect(check?.(message, flipBit(signature, bit)), `bit ${bit}`).toBe(false);
    }
    for (let bit = 0; bit < key.publicKey.length * 8; bit += algorithm === "ed25519" ? 1 : 97) {
      expect(signatureCheck(algorithm, flipBit(key.publicKey, bit))?.(message, signature) ?? false, `bit ${bit}`).toBe(
        false,
      );
    }
    expect(check?.(message, signature.subarray(1))).toBe(false);
    expect(check?.(message, new Uint8Array([...signature, 0]))).toBe(false);
  },
);

test("printing a private key prints no secret", () => {
  const seed = new Uint8Array(32).fill(0xa7);
  const key = privateKeyFromSeed("ed25519", seed);
  expect(inspect(key, { depth: 9, showHidden: true })).not.toMatch(/167, 167|a7a7/);
  expect(JSON.stringify(key)).not.toMatch(/167,167|a7a7/);
});

test("a seed of another length is a defect", () => {
  expect(() => privateKeyFromSeed("ed25519", new Uint8Array(31))).toThrow(RangeError);
});

const openssl = spawnSync("openssl", ["version"]).stdout?.toString() ?? "";
const OPENSSL_3 = /^OpenSSL (3\.|[4-9])/.test(openssl);

test.skipIf(!OPENSSL_3)("openssl accepts our signature and refuses it for another message", () => {
  const key = privateKeyFromSeed("ed25519", new Uint8Array(32).fill(5));
  const folder = mkdtempSync(join(tmpdir(), "amana-format-"));
  const file = (name: string, data: string | Uint8Array) => {
    writeFileSync(join(folder, name), data);
    return join(folder, name);
  };
  const verify = (message: string) => {
    const paths = [
      file("key", spkiPem("ed25519", key.publicKey)),
      file("body", message),
      file("sig", key.sign(utf8("text\n"))),
    ];
    const [inkey = "", body = "", sig = ""] = paths;
    return execFileSync(
      "openssl",
      ["pkeyutl", "-verify", "-pubin", "-inkey", inkey, "-rawin", "-in", body, "-sigfile", sig],
      { stdio: "pipe" },
    );
  };
  try {
    expect(verify("text\n").toString()).toMatch(/Success/);
    expect(() => verify("Text\n")).toThrow();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
