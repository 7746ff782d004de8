/**
 * What is signed and hashed: lines, digests, trees, checkpoints, proofs. Pure: no clock, no files, no network; randomness
 * comes as an argument. Specified in spec/line.md, notebook.md, checkpoint.md and proof.md.
 */
export { concat, equalBytes, textOf, utf8 } from "./bytes.ts";
export {
  PUBLIC_KEY_BYTES,
  SEED_BYTES,
  SIGNATURE_BYTES,
  type SignatureAlgorithm,
  sha256,
  sha256Into,
} from "./crypto.ts";
export { fromBase32, fromBase64, fromHex, toBase32, toBase64, toHex } from "./encoding.ts";
export { type JsonObject, type JsonValue, jcs } from "./jcs.ts";
export {
  digestOfLine,
  type Line,
  type LineField,
  type LineRefusal,
  MAX_LINE_BYTES,
  MAX_LINE_DEPTH,
  parseLine,
  parseLineBytes,
  writeLine,
} from "./line/line.ts";
export { isRecordId, newRecordId, RECORD_ID_RANDOM_BYTES } from "./line/record-id.ts";
export { isCanonicalLine } from "./line/scan.ts";
export { type Checkpoint, type CheckpointRefusal, formatCheckpoint, parseCheckpoint } from "./note/checkpoint.ts";
export { cosignedMessage, cosigner, type KeyStatement, noteVerifier, plainSigner } from "./note/cosignature.ts";
export {
  type Ed25519Key,
  type MlDsa44Key,
  newSealKey,
  newSigningKey,
  notebookNames,
  publicKeyPem,
  sealVkey,
  verifySignature,
} from "./note/keys.ts";
export {
  type Note,
  type NoteRefusal,
  type NoteSignature,
  type NoteSigner,
  type NoteVerifier,
  openNote,
  parseNote,
  signNote,
} from "./note/note.ts";
export {
  type SignedCheckpointRefusal,
  signCheckpoint,
  type VerifiedCheckpoint,
  verifyCheckpoint,
} from "./note/signed-checkpoint.ts";
export {
  formatVkey,
  isNotebookId,
  keyIdOf,
  notebookId,
  notebookIn,
  originOf,
  parseVkey,
  SIGNATURE_TYPE,
  type Verifier,
  type VkeyRefusal,
  verifierOf,
} from "./note/vkey.ts";
export { type CheckedNotebook, checkNotebook, type NotebookFinding } from "./notebook/check.ts";
export {
  digestRow,
  type ErasedLine,
  type ErasureRefusal,
  erasedLine,
  erasedLines,
  NEVER_ERASED,
  parseRow,
  type Row,
  type RowRefusal,
} from "./notebook/erasure.ts";
export {
  type Comparison,
  type ComparisonRefusal,
  compareCheckpoints,
  type EarlierRoot,
  type ForkProof,
  type ForkRefusal,
  formatFork,
  parseFork,
  verifyFork,
} from "./notebook/fork.ts";
export {
  type Agreement,
  agreementOf,
  HEADS_PER_SEAL,
  type Head,
  readSeal,
  SEAL,
  type SealRefusal,
  sealBodies,
} from "./notebook/heads.ts";
export {
  certificateText,
  NOTEBOOK_OPENED,
  type NotebookTitle,
  type OpenedNotebook,
  type OpenedRefusal,
  openedBody,
  readOpened,
} from "./notebook/opened.ts";
export { formatProof, type Proof, type ProofRefusal, parseProof, verifyProof } from "./proof.ts";
export { err, ok, type Result } from "./result.ts";
export { Frontier, type FrontierRefusal, treeRoot } from "./tree/frontier.ts";
export { type Digests, EMPTY_ROOT, leafHash, nodeHash } from "./tree/hash.ts";
export { consistencyProof, type HashAt, inclusionProof, verifyConsistency, verifyInclusion } from "./tree/proof.ts";
export { buildTree, type Tree } from "./tree/tree.ts";
