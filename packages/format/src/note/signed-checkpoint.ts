/** A device's signed word about its notebook, made and checked: spec/checkpoint.md. */
import { err, ok, type Result } from "../result.ts";
import { type Checkpoint, type CheckpointRefusal, formatCheckpoint, parseBody } from "./checkpoint.ts";
import { cosigner, type KeyStatement, noteVerifier, plainSigner } from "./cosignature.ts";
import type { Ed25519Key, MlDsa44Key } from "./keys.ts";
import { type NoteRefusal, openNote, signNote } from "./note.ts";
import { originOf, parseVkey, type Verifier, type VkeyRefusal } from "./vkey.ts";

export interface VerifiedCheckpoint extends Checkpoint {
  /** What was verified, in the order of the keys given. */
  readonly statements: readonly KeyStatement[];
}

export type SignedCheckpointRefusal =
  | CheckpointRefusal
  | NoteRefusal
  | VkeyRefusal
  | { readonly type: "checkpoint-origin-not-of-key"; readonly rule: "CP-11" };

/**
 * The signed note for `size` lines with this root. With `seal`, a second signature that a quantum computer cannot
 * forge; its `timestamp` (seconds since 1970) is the device's claim, or 0 for none (CP-13).
 */
export function signCheckpoint(
  notebookKey: Ed25519Key,
  size: number,
  root: Uint8Array,
  seal?: { readonly key: MlDsa44Key; readonly timestamp: number },
): string {
  const origin = originOf(notebookKey.publicKey);
  const signers = [plainSigner(origin, notebookKey)];
  if (seal !== undefined) signers.push(cosigner(origin, seal.key, seal.timestamp));
  return signNote(formatCheckpoint({ origin, size, root }), signers);
}

/**
 * A checkpoint is believed only when every key given has signed it and its origin is the first key's name.
 * The first key is the notebook's; further ones are its seal key or witnesses, each of them then required.
 */
export function verifyCheckpoint(
  note: string,
  vkey: string | Verifier,
  ...further: readonly (string | Verifier)[]
): Result<VerifiedCheckpoint, SignedCheckpointRefusal> {
  const first = verifierFrom(vkey);
  if (!first.ok) return first;
  const verifiers: [Verifier, ...Verifier[]] = [first.value];
  for (const other of further) {
    const verifier = verifierFrom(other);
    if (!verifier.ok) return verifier;
    verifiers.push(verifier.value);
  }
  const [log, ...others] = verifiers;
  const opened = openNote(note, [noteVerifier(log), ...others.map(noteVerifier)]);
  if (!opened.ok) return opened;
  const body = parseBody(opened.value.text);
  if (!body.ok) return body;
  if (body.value.origin !== log.name) return err({ type: "checkpoint-origin-not-of-key", rule: "CP-11" });
  return ok({ ...body.value, statements: opened.value.statements });
}

function verifierFrom(vkey: string | Verifier): Result<Verifier, VkeyRefusal> {
  return typeof vkey === "string" ? parseVkey(vkey) : ok(vkey);
}
