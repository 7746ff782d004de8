/**
 * Prints spec/vectors/blob.json: `node spec/vectors/make-blob.ts > spec/vectors/blob.json`. The same bytes every time.
 *
 * The files are made by `age-encryption` (typage), not by our own sealing side, with its randomness replaced by a
 * counted SHAKE-256 stream: our opening side is tried on what somebody else's program writes.
 */
import { createHash } from "node:crypto";
import { Encrypter, identityToRecipient } from "age-encryption";
import { bech32 } from "@scure/base";

export interface BlobVector {
  readonly rule: string;
  readonly name: string;
  /** One of the two. */
  readonly identity?: string;
  readonly passphrase?: string;
  /** The age file, base64. */
  readonly file: string;
  /** As a line would name it; given for whole blobs. */
  readonly ref?: { readonly plain: Fingerprint; readonly cipher: Fingerprint };
  readonly expect: { readonly opens: string } | { readonly refused: string };
}
interface Fingerprint {
  readonly sha256: string;
  readonly bytes: number;
}

/** Payloads too long to write out: byte i of the plaintext is (31·i + 17·⌊i/256⌋) mod 256. */
export interface PayloadVector {
  readonly rule: string;
  readonly name: string;
  readonly fileKey: string;
  readonly nonce: string;
  readonly payloadKey: string;
  readonly plainBytes: number;
  readonly sealedBytes: number;
  readonly sealedSha256: string;
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const seedOf = (label: string): Uint8Array => createHash("sha256").update(`amana blob vector ${label}`).digest();
const identityOf = (prefix: string, label: string): string => bech32.encodeFromBytes(prefix, seedOf(label)).toUpperCase();

const own = identityOf("AGE-SECRET-KEY-PQ-", "own");
const other = identityOf("AGE-SECRET-KEY-PQ-", "other");
const classic = identityOf("AGE-SECRET-KEY-", "classic");
const passphrase = "six words nobody else would choose";

export async function makeBlobVectors(): Promise<{ readonly files: BlobVector[]; readonly payloads: PayloadVector[] }> {
  const files: BlobVector[] = [];
  const add = (rule: string, name: string, key: object, file: Uint8Array, expect: BlobVector["expect"], plain?: Uint8Array): void => {
    const ref = plain && { plain: { sha256: sha256(plain), bytes: plain.length }, cipher: { sha256: sha256(file), bytes: file.length } };
    files.push({ rule, name, ...key, file: Buffer.from(file).toString("base64"), ...(ref && { ref }), expect });
  };
  const opens = (plain: Uint8Array): BlobVector["expect"] => ({ opens: Buffer.from(plain).toString("base64") });
  const refused = (type: string): BlobVector["expect"] => ({ refused: type });
  const text = Buffer.from("زانیاری: the van was white.\n");

  const blob = await seal("blob", [own], text);
  const empty = await seal("empty", [own], new Uint8Array(0));
  const two = await seal("two", [own, other], text);
  const mixed = await seal("mixed", [own, classic], text);
  const plainClassic = await seal("classic", [classic], text);
  const words = await seal("words", [], text);
  const start = blob.length - text.length - 16 - 16;

  add("BL-1", "a blob", { identity: own }, blob, opens(text), text);
  add("BL-1", "an empty blob", { identity: own }, empty, opens(new Uint8Array(0)), new Uint8Array(0));
  add("BL-1", "not an age file", { identity: own }, text, refused("not-an-age-file"));
  add("BL-1", "a version not known", { identity: own }, edit(blob, "age-encryption.org/v1", "age-encryption.org/v2"), refused("not-an-age-file"));
  add("BL-1", "a line feed of another system", { identity: own }, edit(blob, "age-encryption.org/v1\n", "age-encryption.org/v1\r\n"), refused("not-an-age-file"));
  add("BL-1", "a header with a stray space", { identity: own }, edit(blob, "-> mlkem", "->  mlkem"), refused("header-malformed"));
  add("BL-2", "two recipients, the second", { identity: other }, two, opens(text));
  add("BL-2", "a stranger's key", { identity: other }, blob, refused("key-does-not-fit"));
  add("BL-2", "hybrid and classic mixed, hybrid key", { identity: own }, mixed, refused("recipients-mixed"));
  add("BL-2", "hybrid and classic mixed, classic key", { identity: classic }, mixed, refused("recipients-mixed"));
  add("BL-2", "classic alone, as a hand-over may be", { identity: classic }, plainClassic, opens(text));
  add("BL-2", "a passphrase", { passphrase }, words, opens(text));
  add("BL-2", "a wrong passphrase", { passphrase: "other words" }, words, refused("key-does-not-fit"));
  add("BL-2", "a work factor of 21", { passphrase }, editPattern(words, / 10\n/, " 21\n"), refused("work-factor-too-high"));
  add("BL-2", "a stanza added to the header", { identity: own }, edit(blob, "\n-> ", "\n-> x-grease a\n\n-> "), refused("header-altered"));
  add("BL-5", "a bit of the payload changed", { identity: own }, flip(blob, start + 20), refused("payload-cut-short"));
  add("BL-5", "a bit of the nonce changed", { identity: own }, flip(blob, start), refused("payload-cut-short"));
  add("BL-5", "the last byte missing", { identity: own }, blob.subarray(0, -1), refused("payload-cut-short"));
  add("BL-5", "the payload missing", { identity: own }, blob.subarray(0, start + 16), refused("payload-cut-short"));
  add("BL-5", "a byte too many", { identity: own }, Buffer.concat([blob, Buffer.from([0])]), refused("payload-cut-short"));
  add("BL-5", "cut inside the header", { identity: own }, blob.subarray(0, 900), refused("header-cut-short"));

  const payloads: PayloadVector[] = [];
  for (const plainBytes of [0, 1, 65_535, 65_536, 65_537, 131_072, 1_000_000]) {
    const plain = Uint8Array.from({ length: plainBytes }, (_, i) => (31 * i + 17 * (i >> 8)) & 0xff);
    const stream = deterministic(`payload ${plainBytes}`);
    const [fileKey, nonce] = [stream(16), stream(16)];
    const file = await seal(`payload ${plainBytes}`, [], plain, "raw");
    const sealed = file.subarray(file.length - (plainBytes + 16 * Math.max(1, Math.ceil(plainBytes / 65_536))));
    const payloadKey = Buffer.from(await hkdf(fileKey, nonce)).toString("hex");
    payloads.push({
      rule: "BL-3",
      name: `${plainBytes} bytes`,
      fileKey: Buffer.from(fileKey).toString("hex"),
      nonce: Buffer.from(nonce).toString("hex"),
      payloadKey,
      plainBytes,
      sealedBytes: sealed.length,
      sealedSha256: sha256(sealed),
    });
  }
  return { files, payloads };
}

/** `raw` wraps the file key for nobody: only its payload is of interest. */
async function seal(label: string, identities: readonly string[], plain: Uint8Array, raw?: "raw"): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  if (raw === "raw") encrypter.addRecipient({ wrapFileKey: () => [] });
  else if (identities.length === 0) {
    encrypter.setPassphrase(passphrase);
    // Fast to try; a vault uses 18.
    encrypter.setScryptWorkFactor(10);
  }
  for (const identity of identities) encrypter.addRecipient(await identityToRecipient(identity));
  const stream = deterministic(label);
  const real = crypto.getRandomValues;
  crypto.getRandomValues = (<T extends ArrayBufferView | null>(into: T): T => {
    if (into === null) return into;
    new Uint8Array(into.buffer, into.byteOffset, into.byteLength).set(stream(into.byteLength));
    return into;
  }) as typeof real;
  try {
    return await encrypter.encrypt(Uint8Array.from(plain));
  } finally {
    crypto.getRandomValues = real;
  }
}

/** As much of SHAKE-256(label) as is asked for, each byte once. */
function deterministic(label: string): (length: number) => Uint8Array {
  const bytes = createHash("shake256", { outputLength: 4_096 }).update(`amana blob vector randomness ${label}`).digest();
  let at = 0;
  return (length) => {
    at += length;
    if (at > bytes.length) throw new Error("more randomness asked for than made");
    return Uint8Array.from(bytes.subarray(at - length, at));
  };
}

async function hkdf(fileKey: Uint8Array, nonce: Uint8Array): Promise<ArrayBuffer> {
  const key = await crypto.subtle.importKey("raw", Uint8Array.from(fileKey), "HKDF", false, ["deriveBits"]);
  const info = Buffer.from("payload");
  return crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt: Uint8Array.from(nonce), info }, key, 256);
}

function edit(file: Uint8Array, from: string, to: string): Uint8Array {
  const text = Buffer.from(file).toString("latin1");
  if (!text.includes(from)) throw new Error("nothing to edit");
  return Buffer.from(text.replace(from, to), "latin1");
}

function editPattern(file: Uint8Array, from: RegExp, to: string): Uint8Array {
  const text = Buffer.from(file).toString("latin1");
  if (!from.test(text)) throw new Error("nothing to edit");
  return Buffer.from(text.replace(from, to), "latin1");
}

function flip(file: Uint8Array, at: number): Uint8Array {
  const flipped = Uint8Array.from(file);
  flipped[at] = (flipped[at] ?? 0) ^ 1;
  return flipped;
}

export async function blobVectorsText(): Promise<string> {
  const { files, payloads } = await makeBlobVectors();
  const lines = (values: readonly object[]): string => values.map((value) => `    ${JSON.stringify(value)}`).join(",\n");
  return `{\n  "spec": "spec/blob.md",\n  "made_by": "spec/vectors/make-blob.ts",\n  "files": [\n${lines(files)}\n  ],\n  "payloads": [\n${lines(payloads)}\n  ]\n}\n`;
}

if (import.meta.main) process.stdout.write(await blobVectorsText());
