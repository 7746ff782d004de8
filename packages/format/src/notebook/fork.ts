/**
 * Proof that one notebook was written twice: two checkpoints, signed by its own key, that no honest notebook can both
 * have. A file anybody can check; nobody but the holder of the key could have made it possible. spec/notebook.md NB-16 to NB-20.
 */
import { equalBytes } from "../bytes.ts";
import { fromBase64, toBase64 } from "../encoding.ts";
import { type SignedCheckpointRefusal, type VerifiedCheckpoint, verifyCheckpoint } from "../note/signed-checkpoint.ts";
import type { Verifier } from "../note/vkey.ts";
import { err, ok, type Result } from "../result.ts";
import { HASH_BYTES } from "../tree/hash.ts";
import { verifyConsistency } from "../tree/proof.ts";

/** What the newer tree says about itself at the older size: the root it had then, and the proof that it had it. */
export interface EarlierRoot {
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

export type Comparison =
  | { readonly type: "same" }
  /** The newer one grew out of the older one. */
  | { readonly type: "grown"; readonly older: number; readonly newer: number }
  /** Sizes differ and nothing shows how they relate: ask the holder of the newer one for an EarlierRoot. */
  | { readonly type: "not-shown"; readonly older: number; readonly newer: number }
  | { readonly type: "fork"; readonly older: number; readonly newer: number };

export type ComparisonRefusal =
  | SignedCheckpointRefusal
  | { readonly type: "fork-evidence-wrong"; readonly rule: "NB-17" };

/** Compares two checkpoints of one notebook, in any order, after checking both signatures. */
export function compareCheckpoints(
  a: string,
  b: string,
  vkey: string | Verifier,
  earlier?: EarlierRoot,
): Result<Comparison, ComparisonRefusal> {
  const first = verifyCheckpoint(a, vkey);
  if (!first.ok) return first;
  const second = verifyCheckpoint(b, vkey);
  if (!second.ok) return second;
  const [older, newer] =
    first.value.size <= second.value.size ? [first.value, second.value] : [second.value, first.value];
  return compareVerified(older, newer, earlier);
}

function compareVerified(
  older: VerifiedCheckpoint,
  newer: VerifiedCheckpoint,
  earlier: EarlierRoot | undefined,
): Result<Comparison, ComparisonRefusal> {
  const sizes = { older: older.size, newer: newer.size };
  if (older.size === newer.size) {
    return ok(equalBytes(older.root, newer.root) ? { type: "same" } : { type: "fork", ...sizes });
  }
  if (older.size === 0) return ok({ type: "grown", ...sizes });
  if (earlier === undefined) return ok({ type: "not-shown", ...sizes });
  // The newer signature covers this root, too: if it is not the one that was signed at the older size, both cannot be.
  if (!verifyConsistency(older.size, newer.size, earlier.root, newer.root, earlier.proof)) {
    return err({ type: "fork-evidence-wrong", rule: "NB-17" });
  }
  return ok({ type: equalBytes(earlier.root, older.root) ? "grown" : "fork", ...sizes });
}

export interface ForkProof {
  /** Two signed notes, verbatim; the smaller size first. */
  readonly older: string;
  readonly newer: string;
  /** Needed where the sizes differ. */
  readonly earlier?: EarlierRoot;
}

export type ForkRefusal =
  | ComparisonRefusal
  | { readonly type: "fork-malformed"; readonly rule: "NB-18" }
  | { readonly type: "fork-not-shown"; readonly rule: "NB-19"; readonly found: Exclude<Comparison["type"], "fork"> };

const HEADER = "amana.example/fork@v1";

/** The portable file: header, earlier root and its proof where sizes differ, the two checkpoints. */
export function formatFork({ older, newer, earlier }: ForkProof): string {
  const shown = earlier === undefined ? [] : [`root ${toBase64(earlier.root)}`, ...earlier.proof.map(toBase64)];
  return `${[HEADER, ...shown].join("\n")}\n\n${older}\n${newer}`;
}

export function parseFork(text: string): Result<ForkProof, ForkRefusal> {
  const malformed = err({ type: "fork-malformed", rule: "NB-18" } as const);
  // header, text 1, signatures 1, text 2, signatures 2: checkpoints themselves have exactly one empty line.
  const [head, olderText, olderSigned, newerText, newerSigned, ...more] = text.split("\n\n");
  if (head === undefined || olderText === undefined || olderSigned === undefined) return malformed;
  if (newerText === undefined || newerSigned === undefined || more.length > 0) return malformed;
  const [header, root, ...path] = head.split("\n");
  if (header !== HEADER || (root !== undefined && !root.startsWith("root "))) return malformed;
  const checkpoints = { older: `${olderText}\n\n${olderSigned}\n`, newer: `${newerText}\n\n${newerSigned}` };
  if (root === undefined) return ok(checkpoints);
  const hashes = [root.slice("root ".length), ...path].map((hash) => fromBase64(hash, HASH_BYTES));
  const [earlierRoot, ...proof] = hashes.filter((hash) => hash !== undefined);
  if (earlierRoot === undefined || proof.length !== path.length) return malformed;
  return ok({ ...checkpoints, earlier: { root: earlierRoot, proof } });
}

/** Does this file show that the notebook of this key was forked? */
export function verifyFork(
  text: string,
  vkey: string | Verifier,
): Result<{ readonly older: number; readonly newer: number }, ForkRefusal> {
  const fork = parseFork(text);
  if (!fork.ok) return fork;
  const { older, newer, earlier } = fork.value;
  const compared = compareCheckpoints(older, newer, vkey, earlier);
  if (!compared.ok) return compared;
  if (compared.value.type !== "fork") return err({ type: "fork-not-shown", rule: "NB-19", found: compared.value.type });
  return ok({ older: compared.value.older, newer: compared.value.newer });
}
