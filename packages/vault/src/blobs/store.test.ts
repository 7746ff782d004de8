/** Claims about blobs on disk: spec/blob.md. */
import { createHash, randomBytes } from "node:crypto";
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { realDisk } from "../disk.ts";
import { type BlobRef, type BlobStore, inlineEngine, openBlobStore, SealingThreadLost, threadEngine } from "./index.ts";

const base = mkdtempSync(join(tmpdir(), "amana-blobs-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));

let directory: string;
let store: BlobStore;
beforeEach(() => {
  directory = join(base, randomBytes(6).toString("hex"));
  store = openBlobStore(directory);
});
afterEach(() => store.close());

const pathOf = (ref: BlobRef): string => join(directory, ref.cipher.sha256.slice(0, 2), ref.cipher.sha256);
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const large = pattern(9 * (1 << 20) + 12_345);

/** Bytes that differ from place to place, so that an exchanged chunk shows. */
function pattern(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let i = 0; i < size; i++) bytes[i] = (i * 31 + (i >> 8) * 17 + (i >> 16)) & 0xff;
  return bytes;
}

function* pieces(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe("keeping", () => {
  test("[BL-1] a blob is named by the SHA-256 of its ciphertext and comes back byte for byte", () => {
    const bytes = pattern(70_000);
    const ref = store.putBytes(bytes);
    expect(sha256(readFileSync(pathOf(ref)))).toBe(ref.cipher.sha256);
    expect(ref.plain).toEqual({ sha256: sha256(bytes), bytes: bytes.length });
    expect(readFileSync(pathOf(ref)).length).toBe(ref.cipher.bytes);
    expect(store.read(ref)).toEqual({ ok: true, value: bytes });
    expect(store.check(ref)).toEqual([]);
  });

  test("[BL-2] the same content taken in twice shares neither key nor name", () => {
    const [one, two] = [store.putBytes(large.subarray(0, 10)), store.putBytes(large.subarray(0, 10))];
    expect(one.key).not.toBe(two.key);
    expect(one.cipher.sha256).not.toBe(two.cipher.sha256);
    expect(store.read({ ...one, key: two.key })).toMatchObject({ ok: false, error: { type: "blob-does-not-open" } });
  });

  // Around one slot (1 MiB), the ring (4 MiB), and the ends of chunks.
  const MiB = 1 << 20;
  const sizes = [0, 1, 65_535, 65_536, 65_537, 4 * MiB - 1, 4 * MiB, 4 * MiB + 1, 5 * MiB - 1, 5 * MiB, 5 * MiB + 1];
  for (const [name, engine] of [
    ["a second thread", threadEngine],
    ["one thread", () => inlineEngine],
  ] as const) {
    test(`[BL-3] sizes around every boundary come back whole, sealed with ${name}`, async () => {
      const engined = openBlobStore(directory, { engine: engine() });
      for (const size of [...sizes, 8 * MiB, large.length]) {
        const bytes = large.subarray(0, size);
        const ref = await engined.put(pieces(bytes, 300_001));
        expect(ref.plain, `${size}`).toEqual({ sha256: sha256(bytes), bytes: size });
        expect(engined.check(ref), `${size}`).toEqual([]);
      }
      engined.close();
    });
  }

  test("[BL-3] a file, a list of pieces and a stream of pieces make the same plaintext", async () => {
    const path = join(base, "source");
    writeFileSync(path, large);
    const file = openSync(path, "r");
    const refs = [
      await store.put({ file }),
      await store.put([...pieces(large, 77_777)]),
      await store.put(new Blob([large]).stream()),
    ];
    closeSync(file);
    for (const ref of refs) {
      expect(ref.plain).toEqual({ sha256: sha256(large), bytes: large.length });
      expect(store.check(ref)).toEqual([]);
    }
  });

  test("[BL-3] many large blobs at once do not mix", async () => {
    const contents = [1, 2, 3].map((n) => large.map((byte) => byte ^ n));
    const refs = await Promise.all(contents.map((bytes) => store.put(pieces(bytes, 1 << 20))));
    expect(refs.map(({ plain }) => plain.sha256)).toEqual(contents.map(sha256));
    expect(refs.flatMap((ref) => store.check(ref))).toEqual([]);
  });

  test("a source that fails in the middle leaves nothing behind", async () => {
    function* broken(): Generator<Uint8Array> {
      yield* pieces(large, 1 << 20);
      throw new Error("the stick was pulled out");
    }
    await expect(store.put(broken())).rejects.toThrow("pulled out");
    expect(readdirSync(join(directory, "incoming"))).toEqual([]);
    expect([...store.names()]).toEqual([]);
    const ref = await store.put(pieces(large, 1 << 20));
    expect(store.check(ref)).toEqual([]);
  });

  test("without a second thread the store works on", async () => {
    const engined = openBlobStore(directory, { engine: threadEngine(new URL("file:///nowhere/worker.js")) });
    const ref = await engined.put(pieces(large, 1 << 20));
    expect(engined.check(ref)).toEqual([]);
  });

  test("a middling file is sealed here while the thread starts, and the process can end meanwhile", async () => {
    const path = join(base, "middling");
    writeFileSync(path, large);
    const file = openSync(path, "r");
    for (let n = 0; n < 3; n++) expect(store.check(await store.put({ file }))).toEqual([]);
    closeSync(file);
  });

  test("closing the store under a blob fails that blob and leaves nothing behind", async () => {
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield* pieces(large, 1 << 20);
      store.close();
      await new Promise((resolve) => setTimeout(resolve, 100));
      yield* pieces(large, 1 << 20);
    }
    await expect(store.put(slow())).rejects.toBeInstanceOf(SealingThreadLost);
    expect(readdirSync(join(directory, "incoming"))).toEqual([]);
    expect([...store.names()]).toEqual([]);
  });

  test("files are readable by their owner only", () => {
    const ref = store.putBytes(new Uint8Array(3));
    expect(statSync(pathOf(ref)).mode & 0o077).toBe(0);
  });
});

describe("reading", () => {
  test("[BL-4] any range equals that slice of the plaintext, large or small, within or beyond the end", () => {
    const bytes = large.subarray(0, 65_536 * 3 + 1_000);
    const ref = store.putBytes(bytes);
    const file = store.open(ref);
    if (!file.ok) throw new Error(file.error.type);
    const edge = fc.oneof(
      fc.nat(bytes.length + 10),
      fc.tuple(fc.nat(4), fc.integer({ min: -1, max: 1 })).map(([n, d]) => Math.max(0, n * 65_536 + d)),
    );
    fc.assert(
      fc.property(edge, edge, (offset, length) => {
        const range = file.value.range(offset, length);
        return range.ok && Buffer.compare(range.value, bytes.subarray(offset, offset + length)) === 0;
      }),
      { numRuns: 400 },
    );
    file.value.close();
  });

  test("[BL-4] a stream of a part gives exactly that part", async () => {
    const ref = await store.put(pieces(large, 1 << 20));
    for (const [offset, length] of [
      [0, Number.MAX_SAFE_INTEGER],
      [65_535, 2],
      [262_144, 262_145],
      [large.length - 5, 100],
    ] as const) {
      const stream = store.stream(ref, offset, length);
      if (!stream.ok) throw new Error(stream.error.type);
      const got = new Uint8Array(await new Response(stream.value).arrayBuffer());
      expect(sha256(got)).toBe(sha256(large.subarray(offset, offset + length)));
    }
  });

  test("[BL-4] a stream ends with an error at a damaged chunk, after everything before it", async () => {
    const ref = store.putBytes(large.subarray(0, 600_000));
    flip(pathOf(ref), 400_000);
    const stream = store.stream(ref);
    if (!stream.ok) throw new Error(stream.error.type);
    let got = 0;
    const reading = (async () => {
      for await (const piece of stream.value) got += piece.length;
    })();
    await expect(reading).rejects.toMatchObject({ problem: { type: "blob-does-not-open" } });
    expect(got).toBe(262_144);
  });
});

describe("what can be wrong", () => {
  test("[BL-8] a missing blob is an answer, not a crash", () => {
    const ref = store.putBytes(new Uint8Array(3));
    expect(store.remove(ref.cipher.sha256)).toBe(true);
    expect(store.remove(ref.cipher.sha256)).toBe(false);
    const missing = { type: "blob-missing", blob: ref.cipher.sha256 };
    expect(store.read(ref)).toEqual({ ok: false, error: missing });
    expect(store.open(ref)).toEqual({ ok: false, error: missing });
    expect(store.check(ref)).toEqual([missing]);
    expect(store.openSealed(ref.cipher.sha256)).toEqual({ ok: false, error: missing });
  });

  test("[BL-8] a name that is not one never becomes a path", () => {
    for (const name of ["", "../../keys.age", "A".repeat(64), `${"a".repeat(63)}/`]) {
      expect(store.openSealed(name)).toEqual({ ok: false, error: { type: "blob-name-malformed" } });
      expect(store.remove(name)).toBe(false);
    }
  });

  test("[BL-8] a flipped bit is found with the key and without", () => {
    const ref = store.putBytes(large.subarray(0, 100_000));
    flip(pathOf(ref), ref.cipher.bytes - 1);
    const [cipher, inside, ...none] = store.check(ref);
    expect(cipher).toEqual({ type: "blob-cipher-differs", blob: ref.cipher.sha256 });
    expect(inside?.type).toBe("blob-does-not-open");
    expect(none).toEqual([]);
    expect(store.check({ cipher: ref.cipher })).toEqual([cipher]);
    expect(store.read(ref).ok).toBe(false);
  });

  test("[BL-8] a blob cut short anywhere is found", () => {
    const ref = store.putBytes(large.subarray(0, 150_000));
    for (const length of [ref.cipher.bytes - 1, ref.cipher.bytes - 20_000, 1_643 + 65_552, 1_643, 1_000, 0]) {
      truncateSync(pathOf(ref), length);
      expect(
        store.check(ref).map(({ type }) => type),
        `${length}`,
      ).toEqual(["blob-cipher-differs", "blob-does-not-open"]);
      expect(store.read(ref).ok).toBe(false);
    }
  });

  test("[BL-8] other content sealed to the right key is found by read and check", () => {
    const [one, two] = [store.putBytes(large.subarray(0, 500)), store.putBytes(large.subarray(500, 1_000))];
    // A line that lies about the plaintext, or a file put in place by somebody who knows the key, both look like this.
    const lying = { ...one, plain: two.plain };
    expect(store.read(lying)).toMatchObject({ ok: false, error: { type: "blob-plain-differs" } });
    expect(store.check(lying)).toEqual([{ type: "blob-plain-differs", blob: one.cipher.sha256 }]);
    expect(store.read({ ...one, plain: { ...one.plain, bytes: 7 } }).ok).toBe(false);
  });

  test("[BL-8] a key that is none is an answer", () => {
    const ref = { ...store.putBytes(new Uint8Array(1)), key: "AGE-SECRET-KEY-PQ-1QQQQ" };
    const problem = { type: "blob-key-malformed", blob: ref.cipher.sha256 };
    expect(store.read(ref)).toEqual({ ok: false, error: problem });
    expect(store.check(ref)).toEqual([problem]);
  });

  test("[BL-7] what a crash left half-written is swept, and only that", () => {
    const ref = store.putBytes(large.subarray(0, 10));
    writeFileSync(join(directory, "incoming", "aabb"), "half");
    expect(store.sweepIncoming()).toBe(1);
    expect(store.sweepIncoming()).toBe(0);
    expect(store.check(ref)).toEqual([]);
  });

  test("[BL-7] orphans are the blobs no line knows; foreign files are not taken for blobs", () => {
    const [known, orphan] = [store.putBytes(large.subarray(0, 10)), store.putBytes(large.subarray(0, 10))];
    mkdirSync(join(directory, "aa"), { recursive: true });
    writeFileSync(join(directory, "aa", "Thumbs.db"), "");
    expect(store.orphans(new Set([known.cipher.sha256]))).toEqual([orphan.cipher.sha256]);
  });

  test("faults name no path", () => {
    try {
      realDisk.openRead(join(directory, "no-such-name"));
      expect.unreachable();
    } catch (fault) {
      expect(fault).toMatchObject({ trouble: "not-found", code: "ENOENT" });
      expect(JSON.stringify(fault, Object.getOwnPropertyNames(fault)).split("stack")[0]).not.toContain("no-such-name");
    }
  });
});

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}
