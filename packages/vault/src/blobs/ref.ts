/** How a line names a blob, and what can be wrong with one. spec/blob.md BL-1, BL-8. */
import type { FileRefusal } from "@amana/format/open";

export interface Fingerprint {
  /** Lower-case hex of 64 digits. */
  readonly sha256: string;
  readonly bytes: number;
}

/** What goes into the line that names the blob. The key is written nowhere else: erase the line, and the blob is dead. */
export interface BlobRef {
  /** The blob's own identity, `AGE-SECRET-KEY-PQ-1…`. */
  readonly key: string;
  /** What was taken in. */
  readonly plain: Fingerprint;
  /** The file in the vault; its sha256 is its name. */
  readonly cipher: Fingerprint;
}

export type BlobProblem =
  | { readonly type: "blob-missing"; readonly blob: string }
  | { readonly type: "blob-name-malformed" }
  | { readonly type: "blob-key-malformed"; readonly blob: string }
  /** The file is not the one that was named: changed, cut short or exchanged. */
  | { readonly type: "blob-cipher-differs"; readonly blob: string }
  /** The file does not open; `why` says where it stops. */
  | { readonly type: "blob-does-not-open"; readonly blob: string; readonly why: FileRefusal }
  /** It opens, but to something other than what the line says. */
  | { readonly type: "blob-plain-differs"; readonly blob: string };

export function isBlobName(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}
