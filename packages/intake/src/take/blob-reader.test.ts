import { randomBytes } from "node:crypto";
import { blobOf, refOf } from "@amana/vault";
import { afterAll, expect, test } from "vitest";
import { testVaults } from "../../../vault/src/vault.testkit.ts";
import { BlobReader } from "./blob-reader.ts";

const vaults = testVaults();
afterAll(() => vaults.remove());

test("small steps through large blobs give the very bytes, across pieces, past the end and with more blobs than stay open", () => {
  const vault = vaults.open(vaults.fresh());
  try {
    const wholes = Array.from({ length: 6 }, (_, n) => randomBytes(2 ** 20 * 2 + 77 * n + 1));
    const blobs = wholes.map((bytes) => blobOf(vault.blobs.putBytes(bytes)));
    const reader = new BlobReader(vault.blobs);
    const steps = [0, 5, 2 ** 20 - 3, 2 ** 20, 2 ** 21 - 1, 2 ** 21, 2 ** 21 + 200, 9e9];
    for (const offset of steps)
      for (const [n, blob] of blobs.entries())
        for (const length of [0, 1, 7, 2 ** 20 + 9, 5e9])
          expect(
            Buffer.compare(
              reader.read(blob, offset, length),
              wholes[n]?.subarray(offset, offset + length) ?? wholes[0] ?? Buffer.alloc(0),
            ),
          ).toBe(0);
    reader.close();
  } finally {
    vault.close();
  }
});

test("a blob that is gone is a fault with its reason, not empty bytes", () => {
  const vault = vaults.open(vaults.fresh());
  try {
    const blob = blobOf(vault.blobs.putBytes(randomBytes(100)));
    vault.blobs.remove(refOf(blob).cipher.sha256);
    expect(() => new BlobReader(vault.blobs).read(blob, 0, 10)).toThrow("blob-missing");
  } finally {
    vault.close();
  }
});
