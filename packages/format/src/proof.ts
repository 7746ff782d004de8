/**
 * One line, shown to be in a signed notebook without showing any other: c2sp.org/tlog-proof. spec/proof.md PR-7 to PR-10.
 * The file is plain text and is enough by itself, together with the line and the notebook's key.
 */
import { fromBase64, toBase64 } from "./encoding.ts";
import { parseSize } from "./note/checkpoint.ts";
import { MAX_NOTE_LENGTH } from "./note/note.ts";
import { type SignedCheckpointRefusal, type VerifiedCheckpoint, verifyCheckpoint } from "./note/signed-checkpoint.ts";
import type { Verifier } from "./note/vkey.ts";
import { err, ok, type Result } from "./result.ts";
import { HASH_BYTES, isTreeSize } from "./tree/hash.ts";
import { verifyInclusion } from "./tree/proof.ts";

export interface Proof {
  /** Position of the line in the notebook, from 0. */
  readonly index: number;
  /** Sibling hashes from the leaf up. */
  readonly path: readonly Uint8Array[];
  /** The signed note, verbatim. */
  readonly checkpoint: string;
  /** Free bytes that nobody signed: never to be relied on. */
  readonly extra?: Uint8Array;
}

export type ProofRefusal =
  | { readonly type: "proof-malformed"; readonly rule: "PR-7" }
  | { readonly type: "proof-index-not-in-tree"; readonly rule: "PR-8"; readonly index: number; readonly size: number }
  | {
      readonly type: "proof-does-not-reach-root";
      readonly rule: "PR-9";
      readonly index: number;
      readonly size: number;
    };

const HEADER = "c2sp.org/tlog-proof@v1";
/** A path in a tree of 2^53 lines. */
const MAX_PATH = 53;

/** Throws for what no reader would take: such a proof is a defect of the caller. */
export function formatProof(proof: Proof): string {
  if (!isTreeSize(proof.index)) throw new RangeError("an index is a whole number from 0");
  const extra = proof.extra === undefined ? "" : `extra ${toBase64(proof.extra)}\n`;
  const path = proof.path.map((hash) => `${toBase64(hash)}\n`).join("");
  const text = `${HEADER}\n${extra}index ${proof.index}\n${path}\n${proof.checkpoint}`;
  const parsed = parseProof(text);
  if (!parsed.ok) throw new TypeError(`no reader would take this proof: ${parsed.error.type}`);
  return text;
}

/** Takes a proof file apart. Checks nothing but its form. */
export function parseProof(text: string): Result<Proof, ProofRefusal> {
  const malformed = err({ type: "proof-malformed", rule: "PR-7" } as const);
  if (text.length > 2 * MAX_NOTE_LENGTH) return malformed;
  const blank = text.indexOf("\n\n");
  if (blank < 0) return malformed;
  const lines = text.slice(0, blank).split("\n");
  const checkpoint = text.slice(blank + 2);
  if (lines.shift() !== HEADER || checkpoint === "") return malformed;
  const extraText = lines[0]?.startsWith("extra ") ? lines.shift()?.slice("extra ".length) : undefined;
  const extra = extraText === undefined ? undefined : fromBase64(extraText);
  if (extraText !== undefined && extra === undefined) return malformed;
  const indexText = lines.shift();
  const index = indexText?.startsWith("index ") ? parseSize(indexText.slice("index ".length)) : undefined;
  if (index === undefined || lines.length > MAX_PATH) return malformed;
  const path: Uint8Array[] = [];
  for (const line of lines) {
    const hash = fromBase64(line, HASH_BYTES);
    if (hash === undefined) return malformed;
    path.push(hash);
  }
  return ok({ index, path, checkpoint, ...(extra === undefined ? {} : { extra }) });
}

/**
 * Does this file show that the line with this digest is in the notebook of this key? Further keys (seal key, witnesses)
 * are required as well. On success: the checkpoint and the line's position.
 */
export function verifyProof(
  text: string,
  digest: Uint8Array,
  vkey: string | Verifier,
  ...further: readonly (string | Verifier)[]
): Result<{ readonly index: number; readonly checkpoint: VerifiedCheckpoint }, ProofRefusal | SignedCheckpointRefusal> {
  const proof = parseProof(text);
  if (!proof.ok) return proof;
  const { index, path } = proof.value;
  const checkpoint = verifyCheckpoint(proof.value.checkpoint, vkey, ...further);
  if (!checkpoint.ok) return checkpoint;
  const { size, root } = checkpoint.value;
  if (index >= size) return err({ type: "proof-index-not-in-tree", rule: "PR-8", index, size });
  if (!verifyInclusion(digest, index, size, root, path)) {
    return err({ type: "proof-does-not-reach-root", rule: "PR-9", index, size });
  }
  return ok({ index, checkpoint: checkpoint.value });
}
