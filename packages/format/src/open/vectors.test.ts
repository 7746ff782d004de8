/** The vectors of spec/blob.md, made by another program (spec/vectors/make-blob.ts), tried on our opening and sealing sides. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { blobVectorsText } from "../../../../spec/vectors/make-blob.ts";
import { payloadKey } from "../age/stream.ts";
import { sealedSize, sealRun } from "../seal/index.ts";
import { createOpener, type OpenKey, openBytes, parseIdentity, passphraseKey } from "./index.ts";

const path = join(import.meta.dirname, "../../../../spec/vectors/blob.json");
const written = readFileSync(path, "utf8");
const vectors: {
  files: {
    rule: string;
    name: string;
    identity?: string;
    passphrase?: string;
    file: string;
    ref?: { plain: { sha256: string; bytes: number }; cipher: { sha256: string; bytes: number } };
    expect: { opens: string } | { refused: string };
  }[];
  payloads: {
    rule: string;
    name: string;
    fileKey: string;
    nonce: string;
    payloadKey: string;
    plainBytes: number;
    sealedBytes: number;
    sealedSha256: string;
  }[];
} = JSON.parse(written);

test("[BL-6] the vectors are what their script prints, byte for byte", async () => {
  expect(written).toBe(await blobVectorsText());
});

describe("files", () => {
  for (const { rule, name, identity, passphrase, file, ref, expect: expected } of vectors.files) {
    test(`[${rule}] ${name}: ${"refused" in expected ? `refused as ${expected.refused}` : "opens"}`, () => {
      const bytes = Buffer.from(file, "base64");
      const opened = openBytes(bytes, [keyOf(identity, passphrase)]);
      if ("refused" in expected) expect(opened).toMatchObject({ ok: false, error: { type: expected.refused } });
      else expect(opened.ok && Buffer.from(opened.value).toString("base64")).toBe(expected.opens);
      if (ref !== undefined && opened.ok) {
        expect(fingerprint(bytes)).toEqual(ref.cipher);
        expect(fingerprint(opened.value)).toEqual(ref.plain);
      }
    });
  }
});

describe("payloads", () => {
  for (const vector of vectors.payloads) {
    test(`[${vector.rule}] a payload of ${vector.name} is the same from our sealing side and opens again`, () => {
      const plain = Uint8Array.from({ length: vector.plainBytes }, (_, i) => (31 * i + 17 * (i >> 8)) & 0xff);
      const key = payloadKey(Buffer.from(vector.fileKey, "hex"), Buffer.from(vector.nonce, "hex"));
      expect(Buffer.from(key).toString("hex")).toBe(vector.payloadKey);
      const sealed = new Uint8Array(sealedSize(plain.length));
      expect(sealRun(key, 0, plain, true, sealed)).toBe(vector.sealedBytes);
      expect(fingerprint(sealed)).toEqual({ sha256: vector.sealedSha256, bytes: vector.sealedBytes });
      const hash = createHash("sha256");
      const opener = createOpener(key, (piece) => hash.update(piece));
      expect(opener.update(sealed).ok && opener.final()).toEqual({ ok: true, value: plain.length });
      expect(hash.digest("hex")).toBe(fingerprint(plain).sha256);
    });
  }
});

function keyOf(identity: string | undefined, passphrase: string | undefined): OpenKey {
  if (identity === undefined) return passphraseKey(Buffer.from(passphrase ?? ""));
  const key = parseIdentity(identity);
  if (!key.ok) throw new Error(key.error.type);
  return key.value;
}

function fingerprint(bytes: Uint8Array): { sha256: string; bytes: number } {
  return { sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.length };
}
