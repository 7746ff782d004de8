/** Kinds about the record itself: who may write, what is sealed, time-stamped, erased, handed over. */
import * as v from "valibot";
import { anyRecordId, blob, code, count, publicKey, sha256, short, signature, words } from "./parts.ts";

const hexBytes = v.pipe(v.string(), v.regex(/^([0-9a-f]{2})+$/));
const notebookId = v.pipe(v.string(), v.regex(/^[a-z2-7]{32}$/));

/** Line 0 of every notebook (spec/notebook.md). */
export const notebookOpened = v.strictObject({
  notebook: publicKey,
  compartment: v.pipe(v.string(), v.regex(/^cmp_[a-z2-7]{20}$/)),
  device: v.pipe(v.string(), v.regex(/^dev_[a-z2-7]{20}$/)),
  device_key: publicKey,
  certificate: signature,
  seal_key: v.optional(hexBytes),
});
export type NotebookOpened = v.InferOutput<typeof notebookOpened>;

export const seal = v.strictObject({
  heads: v.array(v.strictObject({ notebook: notebookId, size: count, root: sha256 })),
});
export type Seal = v.InferOutput<typeof seal>;

/** A time-stamp authority's answer about the checkpoint of (notebook, size). */
export const anchor = v.strictObject({
  notebook: notebookId,
  size: count,
  /** SHA-256 of the checkpoint note that was sent. */
  imprint: sha256,
  /** RFC 3161 TimeStampResp, DER. */
  token: hexBytes,
  /** The note itself, since its signatures are part of what was stamped. */
  checkpoint: v.string(),
});
export type Anchor = v.InferOutput<typeof anchor>;

export const erase = v.strictObject({
  reason: words,
  decision: v.optional(words),
  lines: v.array(
    v.strictObject({
      digest: sha256,
      e: anyRecordId,
      k: short,
      p: v.array(sha256),
      /** Names of the fields the line had set: without them older values would come back. */
      fields: v.array(short),
      t: short,
    }),
  ),
  /** Names of the sealed files that died with these lines. */
  blobs: v.array(sha256),
});
export type Erase = v.InferOutput<typeof erase>;

/** A court's order to keep: while it stands, the records it names cannot be erased. */
export const holdPlaced = v.strictObject({
  records: v.pipe(v.array(anyRecordId), v.minLength(1)),
  by: words,
  until: v.optional(short),
});
export const holdLifted = v.strictObject({ reason: words });

export const handedOver = v.strictObject({
  purpose: code,
  recipient: short,
  recipient_key: short,
  onward: v.picklist(["no", "ask-first", "yes"]),
  sources: count,
  facts: count,
  /** SHA-256 of the package before and after sealing. */
  package: v.strictObject({ sha256, bytes: count }),
  sealed: v.strictObject({ sha256, bytes: count }),
  /** What was in it: a JSON list of record ids and line digests, so that a later withdrawal finds every copy. */
  contents: blob,
  withheld: count,
});
export type HandedOver = v.InferOutput<typeof handedOver>;
export type HoldPlaced = v.InferOutput<typeof holdPlaced>;
