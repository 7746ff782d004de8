/** A sealed blob, or a stretch of it, in pieces: what is wrong with one becomes a fault that names the blob and nothing else. */
import type { Blob } from "@amana/record";
import { type BlobProblem, refOf, type Vault, VaultFault } from "@amana/vault";

/** Four chunks of an age file: each is opened once. */
const PIECE = 262_144;

/** Each piece is good only until the next is asked for. Ends early where the blob does; whoever reads compares lengths. */
export function* readBlob(vault: Vault, blob: Blob, from = 0, length = blob.plain_bytes): Generator<Uint8Array> {
  const opened = vault.blobs.open(refOf(blob));
  if (!opened.ok) throw blobFault(blob, opened.error);
  const file = opened.value;
  try {
    const end = from + length;
    for (let at = from; at < end; ) {
      const to = Math.min(end, (Math.floor(at / PIECE) + 1) * PIECE);
      const piece = file.range(at, to - at);
      if (!piece.ok) throw new VaultFault({ type: "blob-damaged", blob: blob.name }, piece.error);
      if (piece.value.length === 0) return;
      const { length } = piece.value;
      yield piece.value;
      at += length;
      release(piece.value);
    }
  } finally {
    file.close();
  }
}

/** Plaintext is wiped and given back at once: left to the collector, tens of megabytes of it would wait in memory. */
function release(piece: Uint8Array): void {
  piece.fill(0);
  if (piece.buffer instanceof ArrayBuffer) piece.buffer.transfer(0);
}

function blobFault({ name }: Blob, problem: BlobProblem): VaultFault {
  const type = problem.type === "blob-missing" ? "blob-missing" : "blob-damaged";
  return new VaultFault({ type, blob: name }, problem);
}
