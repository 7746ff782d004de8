/** A blob as a line writes it, and as the store wants it: the same facts under two names. */
import type { Blob } from "@amana/record";
import type { BlobRef } from "./blobs/ref.ts";

export function blobOf(ref: BlobRef): Blob {
  return {
    name: ref.cipher.sha256,
    bytes: ref.cipher.bytes,
    key: ref.key,
    plain_sha256: ref.plain.sha256,
    plain_bytes: ref.plain.bytes,
  };
}

export function refOf(blob: Blob): BlobRef {
  return {
    key: blob.key,
    plain: { sha256: blob.plain_sha256, bytes: blob.plain_bytes },
    cipher: { sha256: blob.name, bytes: blob.bytes },
  };
}
