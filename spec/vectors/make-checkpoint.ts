/**
 * Makes checkpoint.json: `node spec/vectors/make-checkpoint.ts`. Same bytes every time but for one thing: ML-DSA-44 signatures are
 * made with fresh randomness (FIPS 204, hedged), so those already in the file are kept as long as they hold.
 */
import {
  cosignedMessage,
  cosigner,
  EMPTY_ROOT,
  formatVkey,
  Frontier,
  fromBase64,
  newSigningKey,
  noteVerifier,
  notebookNames,
  originOf,
  parseVkey,
  plainSigner,
  sealVkey,
  sha256,
  signCheckpoint,
  signNote,
  toBase64,
  toHex,
  type NoteSigner,
} from "@amana/format";
import { committed, notebook, sealKey, type Vectors, write } from "./world.ts";

const { origin, vkey } = notebookNames(notebook.publicKey);
const seal = sealVkey(notebook.publicKey, sealKey.publicKey);
export const SEALED_AT = 1_795_329_600;
export const root5 = Frontier.of([1, 2, 3, 4, 5].map((n) => sha256(`line ${n}`))).root();

/** A cosigner that repeats the signature of the committed file where it still holds. */
export function steadyCosigner(name: string, timestamp: number): NoteSigner {
  const fresh = cosigner(name, sealKey, timestamp);
  const verifier = parseVkey(formatVkey(name, sealKey));
  if (!verifier.ok) throw new Error(verifier.error.type);
  const { verify } = noteVerifier(verifier.value);
  const sign = (text: string) =>
    keptSignatures().find(
      (signature) =>
        (verify(text, signature)?.timestamp ?? 0n) === BigInt(timestamp) && verify(text, signature) !== undefined,
    ) ?? fresh.sign(text);
  return { ...fresh, sign };
}

function keptSignatures(): readonly Uint8Array[] {
  const file = JSON.stringify(committed("checkpoint") ?? {});
  const found = file.match(/[A-Za-z0-9+/]{3240,}={0,2}/g) ?? [];
  return [...new Set(found)]
    .flatMap((text) => fromBase64(text)?.subarray(4) ?? [])
    .filter((bytes) => bytes.length === 2428);
}

export function checkpointVectors(): Vectors {
  const plain = signCheckpoint(notebook, 5, root5);
  const body = plain.slice(0, plain.indexOf("\n\n") + 1);
  const sealed = signNote(body, [plainSigner(origin, notebook), steadyCosigner(origin, SEALED_AT)]);
  const stranger = newSigningKey(sha256("amana test vector stranger"));
  const b64 = toBase64(root5);
  const signed = (text: string) => signNote(text, [plainSigner(origin, notebook)]);
  const badSignature = tampered(plain);
  const [, sealedLine = ""] = sealed.slice(sealed.indexOf("\n\n") + 2).split("\n");
  return {
    spec: "spec/checkpoint.md",
    made_by: "spec/vectors/make-checkpoint.ts",
    vkey,
    seal_vkey: seal,
    accepted: [
      { name: "five lines", note: plain, size: 5, root: toHex(root5) },
      { name: "no lines yet", note: signCheckpoint(notebook, 0, EMPTY_ROOT), size: 0, root: toHex(EMPTY_ROOT) },
      {
        name: "2^53 - 1 lines",
        note: signed(`${origin}\n9007199254740991\n${b64}\n`),
        size: 9007199254740991,
        root: toHex(root5),
      },
      {
        name: "a signature of somebody unknown beside it",
        note: signNote(body, [plainSigner("witness.example/w", stranger), plainSigner(origin, notebook)]),
        size: 5,
        root: toHex(root5),
      },
      {
        name: "the notebook's name and another key id: unknown, so ignored",
        note: signNote(body, [
          plainSigner(origin, notebook),
          { name: origin, keyId: "00000000", sign: () => new Uint8Array(64) },
        ]),
        size: 5,
        root: toHex(root5),
      },
    ],
    sealed: {
      note: sealed,
      size: 5,
      root: toHex(root5),
      timestamp: SEALED_AT,
      cosigned_message: toHex(cosignedMessage(origin, BigInt(SEALED_AT), { origin, size: 5, root: root5 })),
    },
    sealed_refused: [
      { rule: "CP-6", name: "no ML-DSA-44 signature where one is required", note: plain },
      {
        rule: "CP-6",
        name: "another time than the one signed",
        note: sealed.replace(sealedLine, withTime(sealedLine)),
      },
      {
        rule: "CP-6",
        name: "the cosignature of another size",
        note: signed(`${origin}\n6\n${b64}\n`) + `${sealedLine}\n`,
      },
      {
        rule: "CP-6",
        name: "the cosignature of another root",
        note: signed(`${origin}\n5\n${toBase64(sha256("other"))}\n`) + `${sealedLine}\n`,
      },
    ],
    refused: [
      { rule: "CP-1", name: "a leading zero", note: signed(`${origin}\n05\n${b64}\n`) },
      { rule: "CP-1", name: "a size beyond 2^53 - 1", note: signed(`${origin}\n9007199254740992\n${b64}\n`) },
      { rule: "CP-1", name: "a negative size", note: signed(`${origin}\n-5\n${b64}\n`) },
      { rule: "CP-1", name: "a root of 31 bytes", note: signed(`${origin}\n5\n${toBase64(root5.slice(1))}\n`) },
      {
        rule: "CP-1",
        name: "base64 with stray bits",
        note: signed(`${origin}\n5\n${b64.slice(0, -2)}${nextLetter(b64)}=\n`),
      },
      { rule: "CP-1", name: "two lines", note: signed(`${origin}\n5\n`) },
      { rule: "CP-1", name: "a blank in the origin", note: signed(`${origin} x\n5\n${b64}\n`) },
      { rule: "CP-2", name: "an extension line", note: signed(`${origin}\n5\n${b64}\nmore\n`) },
      { rule: "CP-3", name: "no lines, yet a root", note: signed(`${origin}\n0\n${b64}\n`) },
      { rule: "CP-4", name: "no empty line", note: plain.replace("\n\n", "\n") },
      { rule: "CP-4", name: "no line feed at the end", note: plain.slice(0, -1) },
      { rule: "CP-4", name: "carriage returns", note: plain.replace(/\n(?=.)/g, "\r\n").replace("\n\r\n", "\n\n") },
      { rule: "CP-5", name: "a hyphen for a dash", note: plain.replace("—", "-") },
      { rule: "CP-5", name: "a signature that is not base64", note: plain.replace(/=\n$/, "!\n") },
      { rule: "CP-5", name: "a line between the signatures", note: `${plain}remark\n` },
      { rule: "CP-6", name: "nobody's signature", note: signNote(body, [plainSigner("witness.example/w", stranger)]) },
      { rule: "CP-6", name: "one bit of the signature", note: badSignature },
      {
        rule: "CP-6",
        name: "a wrong signature of the key behind a right one",
        note: plain + badSignature.slice(badSignature.indexOf("—")),
      },
      { rule: "CP-6", name: "another size under the signature", note: plain.replace("\n5\n", "\n6\n") },
      {
        rule: "CP-6",
        name: "a stranger under the notebook's name",
        note: signNote(body, [{ ...plainSigner(origin, stranger), keyId: plainSigner(origin, notebook).keyId }]),
      },
      {
        rule: "CP-11",
        name: "the notebook signs for another one",
        note: signed(`${originOf(stranger.publicKey)}\n5\n${b64}\n`),
      },
    ],
    vkeys_refused: [
      {
        rule: "CP-8",
        name: "type 0x02",
        vkey: `${origin}+00000000+${toBase64(Uint8Array.of(2, ...notebook.publicKey))}`,
      },
      { rule: "CP-9", name: "one part missing", vkey: vkey.slice(0, origin.length + 9) },
      { rule: "CP-9", name: "no name", vkey: vkey.slice(origin.length) },
      { rule: "CP-9", name: "an id of another key", vkey: vkey.replace(/\+[0-9a-f]{8}\+/, "+00000000+") },
      { rule: "CP-9", name: "an id in upper case", vkey: vkey.replace(/\+[0-9a-f]{8}\+/, (id) => id.toUpperCase()) },
      {
        rule: "CP-10",
        name: "31 bytes",
        vkey: `${origin}+00000000+${toBase64(Uint8Array.of(1, ...notebook.publicKey.slice(1)))}`,
      },
      ...[
        "01".padEnd(64, "0"),
        "00".repeat(32),
        `ec${"ff".repeat(30)}7f`,
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        `ee${"ff".repeat(31)}`,
      ].map((hex) => ({
        rule: "CP-10",
        name: `a key that is no key: ${hex.slice(0, 4)}…`,
        vkey: formatVkey("example.com/weak", { algorithm: "ed25519", publicKey: bytes(hex) }),
      })),
      { rule: "NB-2", name: "the name of another notebook", vkey: formatVkey(originOf(stranger.publicKey), notebook) },
    ],
  };
}

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

function tampered(note: string): string {
  const at = note.indexOf("—");
  const [dash, name, code = ""] = note.slice(at, -1).split(" ");
  const signature = fromBase64(code) ?? new Uint8Array();
  signature[10] = (signature[10] ?? 0) ^ 1;
  return `${note.slice(0, at)}${dash} ${name} ${toBase64(signature)}\n`;
}

function withTime(line: string): string {
  const [dash, name, code = ""] = line.split(" ");
  const signature = fromBase64(code) ?? new Uint8Array();
  signature[11] = (signature[11] ?? 0) ^ 1;
  return `${dash} ${name} ${toBase64(signature)}`;
}

// Base64 of 32 bytes leaves two bits over: the next letter decodes to the same bytes in a careless decoder.
function nextLetter(base64: string): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  return letters[letters.indexOf(base64.at(-2) ?? "A") + 1] ?? "A";
}

if (import.meta.main) write("checkpoint", checkpointVectors());
