/**
 * Who may sign notes: verifier keys and key ids of c2sp.org/signed-note, for the two signature types Amana uses.
 * spec/checkpoint.md CP-7 to CP-10.
 */
import { concat, equalBytes, utf8 } from "../bytes.ts";
import { PUBLIC_KEY_BYTES, type SignatureAlgorithm, type SignatureCheck, sha256, signatureCheck } from "../crypto.ts";
import { fromBase64, fromHex, toBase32, toBase64, toHex } from "../encoding.ts";
import { err, ok, type Result } from "../result.ts";

/** 0x01 plain Ed25519 over the note's text; 0x06 ML-DSA-44 cosignature (c2sp.org/tlog-cosignature). */
export const SIGNATURE_TYPE = { ed25519: 0x01, "ml-dsa-44": 0x06 } as const satisfies Record<
  SignatureAlgorithm,
  number
>;

/** A public key under a name, ready to check with. */
export interface Verifier {
  readonly name: string;
  readonly algorithm: SignatureAlgorithm;
  readonly publicKey: Uint8Array;
  /** Eight hex digits. */
  readonly keyId: string;
  readonly check: SignatureCheck;
}

export type VkeyRefusal =
  | { readonly type: "vkey-malformed"; readonly rule: "CP-9" }
  | { readonly type: "vkey-type-not-known"; readonly rule: "CP-8"; readonly signatureType: number }
  | { readonly type: "vkey-id-wrong"; readonly rule: "CP-9" }
  | { readonly type: "vkey-key-unusable"; readonly rule: "CP-10" }
  | { readonly type: "vkey-name-not-of-key"; readonly rule: "NB-2" };

/** First four bytes of SHA-256(name ‖ LF ‖ type ‖ public key). */
export function keyIdOf(name: string, algorithm: SignatureAlgorithm, publicKey: Uint8Array): Uint8Array {
  return sha256(concat(utf8(`${name}\n`), typed(algorithm, publicKey))).slice(0, 4);
}

/** `name+keyid+base64(type ‖ public key)`. Throws for a name that no note may carry. */
export function formatVkey(name: string, key: { algorithm: SignatureAlgorithm; publicKey: Uint8Array }): string {
  if (!isKeyName(name)) throw new RangeError("a key name is not empty and has neither spaces nor plus signs");
  const id = toHex(keyIdOf(name, key.algorithm, key.publicKey));
  return `${name}+${id}+${toBase64(typed(key.algorithm, key.publicKey))}`;
}

export function parseVkey(vkey: string): Result<Verifier, VkeyRefusal> {
  const [name, id, key] = splitThree(vkey);
  if (name === undefined || id === undefined || key === undefined || !isKeyName(name)) {
    return err({ type: "vkey-malformed", rule: "CP-9" });
  }
  const material = fromBase64(key);
  const signatureType = material?.[0];
  if (material === undefined || signatureType === undefined) return err({ type: "vkey-malformed", rule: "CP-9" });
  const algorithm = ALGORITHMS.find((known) => SIGNATURE_TYPE[known] === signatureType);
  if (algorithm === undefined) return err({ type: "vkey-type-not-known", rule: "CP-8", signatureType });
  const publicKey = material.slice(1);
  if (publicKey.length !== PUBLIC_KEY_BYTES[algorithm]) return err({ type: "vkey-key-unusable", rule: "CP-10" });
  const claimed = fromHex(id, 4);
  if (claimed === undefined) return err({ type: "vkey-malformed", rule: "CP-9" });
  if (!equalBytes(claimed, keyIdOf(name, algorithm, publicKey))) return err({ type: "vkey-id-wrong", rule: "CP-9" });
  return verifierOf(name, algorithm, publicKey);
}

export function verifierOf(
  name: string,
  algorithm: SignatureAlgorithm,
  publicKey: Uint8Array,
): Result<Verifier, VkeyRefusal> {
  const check = signatureCheck(algorithm, publicKey);
  if (check === undefined) return err({ type: "vkey-key-unusable", rule: "CP-10" });
  // A notebook's name is made from its key, so nobody can sign under another notebook's name.
  if (algorithm === "ed25519" && isNotebookOrigin(name) && name !== originOf(publicKey)) {
    return err({ type: "vkey-name-not-of-key", rule: "NB-2" });
  }
  return ok({ name, algorithm, publicKey, keyId: toHex(keyIdOf(name, algorithm, publicKey)), check });
}

const ORIGIN = "amana.example/n/";

/** 32 characters of lower-case base32: the first 20 bytes of SHA-256(Ed25519 public key). */
export function notebookId(publicKey: Uint8Array): string {
  if (publicKey.length !== PUBLIC_KEY_BYTES.ed25519) throw new RangeError("an Ed25519 public key has 32 bytes");
  return toBase32(sha256(publicKey).subarray(0, 20));
}

/** The name a notebook signs under: first line of its checkpoints, and its key name. */
export function originOf(notebook: Uint8Array | string): string {
  return `${ORIGIN}${typeof notebook === "string" ? notebook : notebookId(notebook)}`;
}

/** The notebook's id in an origin; `undefined` for the origin of another kind of log. */
export function notebookIn(origin: string): string | undefined {
  const id = isNotebookOrigin(origin) ? origin.slice(ORIGIN.length) : "";
  return isNotebookId(id) ? id : undefined;
}

export function isNotebookId(text: string): boolean {
  return /^[a-z2-7]{32}$/.test(text);
}

function isNotebookOrigin(name: string): boolean {
  return name.startsWith(ORIGIN);
}

/** Not empty, no Unicode space, no plus sign, no control character (c2sp.org/signed-note). */
export function isKeyName(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is the rule
  return name.length > 0 && name.isWellFormed() && !/[\s\u0085+\u0000-\u001f]/u.test(name);
}

const ALGORITHMS = ["ed25519", "ml-dsa-44"] as const;

function typed(algorithm: SignatureAlgorithm, publicKey: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(SIGNATURE_TYPE[algorithm]), publicKey);
}

// The last part is base64, which may itself contain plus signs.
function splitThree(vkey: string): readonly string[] {
  const first = vkey.indexOf("+");
  const second = vkey.indexOf("+", first + 1);
  return first < 0 || second < 0 ? [] : [vkey.slice(0, first), vkey.slice(first + 1, second), vkey.slice(second + 1)];
}
