/**
 * Signed notes, c2sp.org/signed-note: a text, an empty line, and lines that sign the text. spec/checkpoint.md CP-4 to CP-6.
 * What a signature covers depends on its type, so signers and checkers are given the whole text.
 */

import { concat } from "../bytes.ts";
import { fromBase64, fromHex, toBase64, toHex } from "../encoding.ts";
import { err, ok, type Result } from "../result.ts";
import { isKeyName } from "./vkey.ts";

/** Signs as `name` with the key behind `keyId` (eight hex digits). */
export interface NoteSigner {
  readonly name: string;
  readonly keyId: string;
  /** The signature's bytes behind the key id. */
  readonly sign: (text: string) => Uint8Array;
}

/** Knows one key. `verify` answers what the signature says besides "yes", or `undefined` where it does not hold. */
export interface NoteVerifier<Statement> {
  readonly name: string;
  readonly keyId: string;
  readonly verify: (text: string, signature: Uint8Array) => Statement | undefined;
}

export interface NoteSignature {
  readonly name: string;
  readonly keyId: string;
  readonly signature: Uint8Array;
}

export interface Note {
  /** Ends in a line feed; what signatures are about. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export type NoteRefusal =
  | { readonly type: "note-too-long"; readonly rule: "CP-4"; readonly length: number }
  | { readonly type: "note-malformed"; readonly rule: "CP-4" }
  | { readonly type: "note-signature-malformed"; readonly rule: "CP-5" }
  | { readonly type: "note-signature-wrong"; readonly rule: "CP-6"; readonly name: string; readonly keyId: string }
  | { readonly type: "note-not-signed"; readonly rule: "CP-6"; readonly name: string; readonly keyId: string };

/** Room for a hundred post-quantum signatures; a longer note is refused before any work is done on it. */
export const MAX_NOTE_LENGTH = 500_000;
const MAX_SIGNATURES = 100;

/** Throws for a text no note may have, and for no signers: both are defects of the caller. */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  if (!isNoteText(text)) throw new TypeError("a note's text ends in a line feed and has no control characters");
  if (signers.length === 0) throw new TypeError("a note has at least one signature");
  return `${text}\n${signers.map((signer) => formatSignature(signer, signer.sign(text))).join("")}`;
}

function formatSignature(signer: NoteSigner, signature: Uint8Array): string {
  const keyId = fromHex(signer.keyId, 4);
  if (keyId === undefined || !isKeyName(signer.name)) throw new TypeError("a note's signer has a name and a key id");
  return `— ${signer.name} ${toBase64(concat(keyId, signature))}\n`;
}

/** Takes a note apart. Nothing in it may be believed before `openNote` has checked a signature. */
export function parseNote(note: string): Result<Note, NoteRefusal> {
  if (note.length > MAX_NOTE_LENGTH) return err({ type: "note-too-long", rule: "CP-4", length: note.length });
  const blank = note.lastIndexOf("\n\n");
  if (blank < 0 || !note.endsWith("\n")) return err({ type: "note-malformed", rule: "CP-4" });
  const text = note.slice(0, blank + 1);
  if (!isNoteText(text)) return err({ type: "note-malformed", rule: "CP-4" });
  const lines = note.slice(blank + 2, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) return err({ type: "note-signature-malformed", rule: "CP-5" });
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = parseSignature(line);
    if (signature === undefined) return err({ type: "note-signature-malformed", rule: "CP-5" });
    signatures.push(signature);
  }
  return ok({ text, signatures });
}

function parseSignature(line: string): NoteSignature | undefined {
  const [dash, name, encoded, ...more] = line.split(" ");
  if (dash !== "—" || name === undefined || encoded === undefined || more.length > 0) return undefined;
  const bytes = fromBase64(encoded);
  if (!isKeyName(name) || bytes === undefined || bytes.length <= 4) return undefined;
  return { name, keyId: toHex(bytes.subarray(0, 4)), signature: bytes.slice(4) };
}

/**
 * The text, once every one of the given keys has signed it. Signatures of unknown keys are ignored, as the standard
 * demands; a wrong signature of a given key refuses the whole note, even beside a right one.
 */
export function openNote<Statement>(
  note: string,
  verifiers: readonly [NoteVerifier<Statement>, ...NoteVerifier<Statement>[]],
): Result<{ readonly text: string; readonly statements: readonly Statement[] }, NoteRefusal> {
  const parsed = parseNote(note);
  if (!parsed.ok) return parsed;
  const { text, signatures } = parsed.value;
  const statements: Statement[] = [];
  for (const { name, keyId, verify } of verifiers) {
    const own = signatures.filter((signature) => signature.name === name && signature.keyId === keyId);
    if (own.length === 0) return err({ type: "note-not-signed", rule: "CP-6", name, keyId });
    for (const { signature } of own) {
      const statement = verify(text, signature);
      if (statement === undefined) return err({ type: "note-signature-wrong", rule: "CP-6", name, keyId });
      statements.push(statement);
    }
  }
  return ok({ text, statements });
}

function isNoteText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is the rule
  return text.endsWith("\n") && text.isWellFormed() && !/[\u0000-\u0009\u000b-\u001f]/.test(text);
}
