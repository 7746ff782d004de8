/** Claims about age files as we make and open them: spec/blob.md. Other people's programs are the judges where they can be had. */
import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import {
  Decrypter,
  Encrypter,
  generateHybridIdentity,
  generateX25519Identity,
  identityToRecipient,
} from "age-encryption";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import {
  bytesSource,
  createOpener,
  type OpenKey,
  openBytes,
  openFile,
  openHead,
  parseIdentity,
  passphraseKey,
  recoverFile,
} from "../open/index.ts";
import {
  createSealer,
  headFor,
  headForPassphrase,
  newHybridKey,
  parseRecipient,
  type Recipient,
  recipientText,
  sealBytes,
  sealedSize,
  sealRun,
} from "./index.ts";

const directory = mkdtempSync(join(tmpdir(), "amana-age-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const hasAge = spawnSync("age", ["--version"]).status === 0;
const hasScript = spawnSync("script", ["--version"]).status === 0;

const sizes = [0, 1, 65_535, 65_536, 65_537, 131_072, 1_000_000];
const content = randomBytes(1_000_000);
const hybrid = newHybridKey(randomBytes(32));

function keyOf(identity: string): OpenKey {
  const key = parseIdentity(identity);
  if (!key.ok) throw new Error(key.error.type);
  return key.value;
}
function recipientOf(text: string): Recipient {
  const recipient = parseRecipient(text);
  if (!recipient.ok) throw new Error(recipient.error.type);
  return recipient.value;
}
function seal(recipients: readonly Recipient[], plain: Uint8Array): Uint8Array {
  const head = headFor(recipients);
  if (!head.ok) throw new Error(head.error.type);
  return sealBytes(head.value, plain);
}
const opened = (file: Uint8Array, ...keys: OpenKey[]) => openBytes(file, keys);
const equal = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
const toAge = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes);

describe("other programs", () => {
  for (const [kind, generate] of [
    ["hybrid", generateHybridIdentity],
    ["classic", generateX25519Identity],
  ] as const) {
    test(`[BL-6] ${kind}: typage opens ours and we open typage's, at every size`, async () => {
      const identity = await generate();
      const recipient = await identityToRecipient(identity);
      for (const size of sizes) {
        const plain = content.subarray(0, size);
        const decrypter = new Decrypter();
        decrypter.addIdentity(identity);
        expect(equal(await decrypter.decrypt(toAge(seal([recipientOf(recipient)], plain))), plain)).toBe(true);
        const encrypter = new Encrypter();
        encrypter.addRecipient(recipient);
        const ours = opened(await encrypter.encrypt(toAge(plain)), keyOf(identity));
        expect(ours.ok && equal(ours.value, plain)).toBe(true);
      }
    });
  }

  test("[BL-2] a key from a seed is the key typage makes of the same identity", async () => {
    for (let n = 0; n < 5; n++) {
      const { identity, recipient } = newHybridKey(randomBytes(32));
      expect(identity).toMatch(/^AGE-SECRET-KEY-PQ-1[0-9A-Z]{58}$/);
      expect(recipientText(recipient)).toBe(await identityToRecipient(identity));
      expect(recipientText(recipient)).toHaveLength(1_959);
      expect(equal(recipientOf(recipientText(recipient)).publicKey, recipient.publicKey)).toBe(true);
    }
  });

  test("[BL-6] passphrase: typage opens ours and we open typage's", async () => {
    const passphrase = Buffer.from("ئەمانەت six words of it");
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase.toString("utf8"));
    const ours = sealBytes(headForPassphrase(passphrase), content.subarray(0, 100));
    expect(equal(await decrypter.decrypt(toAge(ours)), content.subarray(0, 100))).toBe(true);
    const encrypter = new Encrypter();
    encrypter.setPassphrase(passphrase.toString("utf8"));
    encrypter.setScryptWorkFactor(12);
    const back = opened(await encrypter.encrypt(toAge(content.subarray(0, 100))), passphraseKey(passphrase));
    expect(back.ok && equal(back.value, content.subarray(0, 100))).toBe(true);
    expect(opened(ours, passphraseKey(Buffer.from("wrong")))).toEqual({
      ok: false,
      error: { type: "key-does-not-fit" },
    });
  });

  test.skipIf(!hasAge)("[BL-6] classic: the age tool opens ours and we open its, at every size", async () => {
    const identity = await generateX25519Identity();
    const recipient = await identityToRecipient(identity);
    const [keyFile, plainFile, ageFile] = ["key", "plain", "file.age"].map((name) => join(directory, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(keyFile, `${identity}\n`);
    for (const size of sizes) {
      const plain = content.subarray(0, size);
      writeFileSync(ageFile, seal([recipientOf(recipient)], plain));
      expect(equal(execFileSync("age", ["-d", "-i", keyFile, ageFile], { maxBuffer: 1 << 22 }), plain)).toBe(true);
      writeFileSync(plainFile, plain);
      execFileSync("age", ["-r", recipient, "-o", ageFile, plainFile]);
      const ours = opened(readFileSync(ageFile), keyOf(identity));
      expect(ours.ok && equal(ours.value, plain)).toBe(true);
    }
  });

  test.skipIf(!hasAge || !hasScript)("[BL-6] passphrase: the age tool opens ours when typed at its prompt", () => {
    const ageFile = join(directory, "pass.age");
    const out = join(directory, "pass.out");
    writeFileSync(ageFile, sealBytes(headForPassphrase(Buffer.from("six plain words")), Buffer.from("the keys")));
    // age reads passphrases from a terminal only; `script` lends it one.
    execFileSync("script", ["-qec", `age -d -o ${out} ${ageFile}`, "/dev/null"], {
      input: "six plain words\n",
      stdio: ["pipe", "ignore", "ignore"],
    });
    expect(readFileSync(out, "utf8")).toBe("the keys");
  });

  test.skipIf(!hasAge || !hasScript)("[BL-6] passphrase: we open what the age tool sealed at its prompt", () => {
    const [plainFile, ageFile] = [join(directory, "word"), join(directory, "word.age")];
    writeFileSync(plainFile, "sealed at a prompt");
    execFileSync("script", ["-qec", `age -p -o ${ageFile} ${plainFile}`, "/dev/null"], {
      input: "six plain words\nsix plain words\n",
      stdio: ["pipe", "ignore", "ignore"],
    });
    const ours = opened(readFileSync(ageFile), passphraseKey(Buffer.from("six plain words")));
    expect(ours.ok && Buffer.from(ours.value).toString()).toBe("sealed at a prompt");
  });
});

describe("who may open", () => {
  test("[BL-2] hybrid and classic recipients are never mixed in one file", async () => {
    const classic = recipientOf(await identityToRecipient(await generateX25519Identity()));
    expect(headFor([hybrid.recipient, classic])).toEqual({ ok: false, error: { type: "recipients-mixed" } });
    expect(headFor([classic, hybrid.recipient])).toEqual({ ok: false, error: { type: "recipients-mixed" } });
    expect(headFor([])).toEqual({ ok: false, error: { type: "no-recipient" } });
  });

  test("[BL-2] a file with mixed recipients, as other programs allow, is refused by either key", async () => {
    const classic = await generateX25519Identity();
    const encrypter = new Encrypter();
    encrypter.addRecipient(recipientText(hybrid.recipient));
    encrypter.addRecipient(await identityToRecipient(classic));
    const file = await encrypter.encrypt("x");
    for (const identity of [hybrid.identity, classic]) {
      expect(opened(file, keyOf(identity))).toEqual({ ok: false, error: { type: "recipients-mixed" } });
    }
  });

  test("[BL-2] each of several recipients opens, a stranger does not", () => {
    const keys = [1, 2, 3].map(() => newHybridKey(randomBytes(32)));
    const file = seal(
      keys.map(({ recipient }) => recipient),
      Buffer.from("for three"),
    );
    for (const { identity } of keys) expect(opened(file, keyOf(identity)).ok).toBe(true);
    expect(opened(file, keyOf(hybrid.identity))).toEqual({ ok: false, error: { type: "key-does-not-fit" } });
  });

  test("[BL-2] recipients that are none are refused, and those of hardware and plugins are named as not supported", async () => {
    const good = recipientText(hybrid.recipient);
    for (const text of [
      "",
      "age1",
      "age1pq1",
      `${good}q`,
      good.slice(0, -1),
      good.toUpperCase(),
      `x${good}`,
      "age1".padEnd(5_000, "q"),
    ]) {
      expect(parseRecipient(text)).toEqual({ ok: false, error: { type: "recipient-malformed" } });
    }
    const tag = "age1tag1qt8lw0ual6avlwmwatk888yqnmdamm7xfd0wak53ut6elz5c4swx2yqdj4e";
    expect(parseRecipient(tag)).toEqual({ ok: false, error: { type: "recipient-not-supported" } });
    // 1,216 bytes that are no point of the lattice: every coefficient out of range.
    expect(headFor([{ type: "hybrid", publicKey: new Uint8Array(1_216).fill(0xff) }])).toEqual({
      ok: false,
      error: { type: "recipient-malformed" },
    });
    expect(headFor([{ type: "x25519", publicKey: new Uint8Array(32) }])).toEqual({
      ok: false,
      error: { type: "recipient-malformed" },
    });
    for (const text of ["", hybrid.identity.toLowerCase(), hybrid.identity.slice(0, -1), "AGE-SECRET-KEY-1", good]) {
      expect(parseIdentity(text)).toEqual({ ok: false, error: { type: "identity-malformed" } });
    }
  });

  test("[BL-2] a passphrase file that asks for more than 1 GiB of memory is refused before it is tried", () => {
    const file = Buffer.from(sealBytes(headForPassphrase(Buffer.from("p")), new Uint8Array(1)));
    const raised = Buffer.from(file.toString("latin1").replace(/^(-> scrypt \S+) 18$/m, "$1 21"), "latin1");
    expect(opened(raised, passphraseKey(Buffer.from("p")))).toEqual({
      ok: false,
      error: { type: "work-factor-too-high", workFactor: 21, most: 20 },
    });
  });
});

describe("pieces of any size", () => {
  test("[BL-3] the same plaintext in any pieces seals to the same bytes and opens from any pieces", () => {
    const key = randomBytes(32);
    const whole = new Uint8Array(sealedSize(content.length));
    sealRun(key, 0, content, true, whole);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 200_000 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 6 }),
        (cuts, batch) => {
          const head = { bytes: new Uint8Array(0), payloadKey: Uint8Array.from(key) };
          const sealed = collect((write) => {
            const sealer = createSealer(head, write, batch);
            for (const piece of cut(content, cuts)) sealer.update(piece);
            sealer.final();
          });
          const plain = collect((write) => {
            const opener = createOpener(key, write);
            for (const piece of cut(sealed, cuts)) expect(opener.update(piece).ok).toBe(true);
            expect(opener.final()).toEqual({ ok: true, value: content.length });
          });
          return equal(sealed, whole) && equal(plain, content) && head.payloadKey.every((byte) => byte === 0);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("[BL-3] a finished sealer takes nothing more, and only the last chunk may be short", () => {
    const sealer = createSealer({ bytes: new Uint8Array(0), payloadKey: randomBytes(32) }, () => {});
    sealer.final();
    expect(() => sealer.update(new Uint8Array(1))).toThrow("finished");
    expect(() => sealer.final()).toThrow("finished");
    expect(() => sealRun(randomBytes(32), 0, new Uint8Array(5), false, new Uint8Array(100))).toThrow(RangeError);
  });
});

describe("tampering", () => {
  test("[BL-5] every single flipped bit is refused", () => {
    const file = seal([hybrid.recipient], content.subarray(0, 40));
    const key = keyOf(hybrid.identity);
    const undetected: number[] = [];
    for (let bit = 0; bit < file.length * 8; bit++) {
      const at = bit >> 3;
      const flipped = Uint8Array.from(file);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (bit & 7));
      if (opened(flipped, key).ok) undetected.push(bit);
    }
    expect(undetected).toEqual([]);
  });

  test("[BL-5] a file cut anywhere is refused; recovery returns every whole chunk before the cut", () => {
    const plain = content.subarray(0, 65_536 * 3 + 100);
    const file = seal([hybrid.recipient], plain);
    const key = keyOf(hybrid.identity);
    const head = openHead(file, [key]);
    if (!head.ok) throw new Error(head.error.type);
    const start = head.value.payloadStart;
    for (const chunks of [0, 1, 2, 3]) {
      for (const beyond of chunks === 3 ? [-1, 0, 1, 16, 115] : [-1, 0, 1, 16, 65_551]) {
        const length = start + chunks * 65_552 + beyond;
        const short = file.subarray(0, length);
        const whole = Math.max(0, Math.floor((length - start) / 65_552)) * 65_536;
        if (length < start) {
          expect(opened(short, key)).toEqual({ ok: false, error: { type: "header-cut-short" } });
          continue;
        }
        expect(opened(short, key), `${chunks} ${beyond}`).toEqual({
          ok: false,
          error: { type: "payload-cut-short", bytes: whole },
        });
        const left = collect((write) => {
          expect(recoverFile(bytesSource(short), [key], write)).toEqual({
            ok: true,
            value: { end: "payload-cut-short", bytes: whole },
          });
        });
        expect(equal(left, plain.subarray(0, whole))).toBe(true);
      }
    }
    expect(recoverFile(bytesSource(file), [key], () => {})).toEqual({
      ok: true,
      value: { end: "whole", bytes: plain.length },
    });
    expect(opened(Buffer.concat([file, Buffer.from([0])]), key).ok).toBe(false);
  });

  test("[BL-5] chunks exchanged, repeated or taken from another file are refused", () => {
    const plain = content.subarray(0, 65_536 * 2 + 5);
    const [one, two] = [seal([hybrid.recipient], plain), seal([hybrid.recipient], plain)];
    const key = keyOf(hybrid.identity);
    const start = one.length - sealedSize(plain.length);
    const chunk = (file: Uint8Array, n: number): Uint8Array =>
      file.subarray(start + n * 65_552, start + (n + 1) * 65_552);
    const head = one.subarray(0, start);
    for (const chunks of [
      [chunk(one, 1), chunk(one, 0), chunk(one, 2)],
      [chunk(one, 0), chunk(one, 0), chunk(one, 2)],
      [chunk(one, 0), chunk(two, 1), chunk(one, 2)],
      [chunk(one, 0), chunk(one, 2)],
    ]) {
      const forged = Buffer.concat([head, ...chunks]);
      // Whoever takes in the whole notices; so does recovery.
      expect(recoverFile(bytesSource(forged), [key], () => {})).toMatchObject({
        ok: true,
        value: { end: expect.not.stringMatching("whole") },
      });
      expect(opened(forged, key).ok).toBe(false);
    }
  });
});

describe("ranges", () => {
  test("[BL-4] any range equals that slice and reads no chunk it does not need", () => {
    const plain = content.subarray(0, 65_536 * 4 + 7);
    const file = seal([hybrid.recipient], plain);
    let read = 0;
    const source = bytesSource(file);
    const counting = {
      size: source.size,
      read: (into: Uint8Array, offset: number) => {
        read += 1;
        return source.read(into, offset);
      },
    };
    const age = openFile(counting, [keyOf(hybrid.identity)]);
    if (!age.ok) throw new Error(age.error.type);
    expect(age.value.size).toBe(plain.length);
    fc.assert(
      fc.property(fc.nat(plain.length + 5), fc.nat(plain.length + 5), (offset, length) => {
        read = 0;
        const range = age.value.range(offset, length);
        const touched = Math.max(
          0,
          Math.ceil(Math.min(plain.length, offset + length) / 65_536) - Math.floor(offset / 65_536),
        );
        return (
          range.ok &&
          equal(range.value, plain.subarray(offset, offset + length)) &&
          (read === touched || range.value.length === 0)
        );
      }),
      { numRuns: 500 },
    );
    expect(() => age.value.range(-1, 2)).toThrow(RangeError);
    expect(() => age.value.range(0, 0.5)).toThrow(RangeError);
    age.value.close();
    expect(age.value.range(0, 1).ok).toBe(false);
  });

  test("[BL-4] a damaged chunk spoils only the ranges that touch it", () => {
    const plain = content.subarray(0, 65_536 * 3);
    const file = Uint8Array.from(seal([hybrid.recipient], plain));
    const at = file.length - sealedSize(plain.length) + 65_552 + 9;
    file[at] = (file[at] ?? 0) ^ 1;
    const age = openFile(bytesSource(file), [keyOf(hybrid.identity)]);
    if (!age.ok) throw new Error(age.error.type);
    expect(age.value.range(0, 65_536).ok).toBe(true);
    expect(age.value.range(65_535, 2)).toMatchObject({ ok: false, error: { type: "payload-altered", chunk: 1 } });
    expect(age.value.range(131_072, 10).ok).toBe(true);
  });
});

test("[BL-9] nothing that can open is reachable from the sealing side", () => {
  const reached = new Set<string>();
  const visit = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const [, from] of readFileSync(file, "utf8").matchAll(/from "(\.[^"]+)"/g))
      visit(resolve(dirname(file), from ?? ""));
  };
  visit(resolve(import.meta.dirname, "index.ts"));
  expect(reached.size).toBeGreaterThan(8);
  for (const file of reached) {
    expect(file).not.toContain("/open/");
    expect(readFileSync(file, "utf8"), file).not.toMatch(/createDecipheriv|decapsulate|age-encryption"/);
  }
});

function collect(run: (write: (bytes: Uint8Array) => void) => void): Uint8Array {
  const pieces: Uint8Array[] = [];
  run((bytes) => pieces.push(Uint8Array.from(bytes)));
  return Buffer.concat(pieces);
}

function* cut(bytes: Uint8Array, lengths: readonly number[]): Generator<Uint8Array> {
  let at = 0;
  for (const length of lengths) {
    yield bytes.subarray(at, at + length);
    at += length;
  }
  yield bytes.subarray(at);
}
