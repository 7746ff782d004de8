/** Comparing a blob with what a line says of it, in one pass. Does not stop at the first problem. spec/blob.md BL-8. */
import { createHash } from "node:crypto";
import { createOpener, openHead, parseIdentity } from "@amana/format/open";
import type { Disk } from "../disk.ts";
import type { BlobProblem, BlobRef } from "./ref.ts";

/** A whole reference, or what somebody knows who may not open the blob. */
export type BlobCheck = BlobRef | { readonly cipher: { readonly sha256: string; readonly bytes?: number } };

/** `file` is open for reading. Reads it once, in pieces of 1 MiB. */
export function checkBlob(disk: Disk, file: number, blob: BlobCheck): BlobProblem[] {
  const name = blob.cipher.sha256;
  const cipherHash = createHash("sha256");
  const content = "key" in blob ? contentCheck(blob) : undefined;
  const buffer = new Uint8Array(readAtOnce);
  let bytes = 0;
  for (;;) {
    const got = disk.read(file, buffer, bytes);
    if (got === 0) break;
    const piece = buffer.subarray(0, got);
    cipherHash.update(piece);
    content?.update(piece);
    bytes += got;
  }
  const problems: BlobProblem[] = [];
  if (cipherHash.digest("hex") !== name || bytes !== (blob.cipher.bytes ?? bytes)) {
    problems.push({ type: "blob-cipher-differs", blob: name });
  }
  const inside = content?.end();
  return inside === undefined ? problems : [...problems, inside];
}

const readAtOnce = 1 << 20;

interface ContentCheck {
  update(sealed: Uint8Array): void;
  end(): BlobProblem | undefined;
}

function contentCheck(ref: BlobRef): ContentCheck {
  const blob = ref.cipher.sha256;
  const identity = parseIdentity(ref.key);
  if (!identity.ok) return { update: () => {}, end: () => ({ type: "blob-key-malformed", blob }) };
  const keys = [identity.value];
  const plainHash = createHash("sha256");
  let problem: BlobProblem | undefined;
  let payloadKey: Uint8Array | undefined;
  let opener: ReturnType<typeof createOpener> | undefined;

  return {
    update(sealed) {
      if (problem !== undefined) return;
      let payload = sealed;
      if (opener === undefined) {
        // The first piece holds the whole head: 1,643 bytes.
        const head = openHead(sealed, keys);
        if (!head.ok) {
          problem = { type: "blob-does-not-open", blob, why: head.error };
          return;
        }
        payloadKey = head.value.payloadKey;
        opener = createOpener(payloadKey, (plain) => plainHash.update(plain));
        payload = sealed.subarray(head.value.payloadStart);
      }
      const pass = opener.update(payload);
      if (!pass.ok) problem = { type: "blob-does-not-open", blob, why: pass.error };
    },
    end() {
      if (problem === undefined && opener === undefined) {
        problem = { type: "blob-does-not-open", blob, why: { type: "header-cut-short" } };
      }
      if (problem === undefined && opener !== undefined) {
        const size = opener.final();
        if (!size.ok) problem = { type: "blob-does-not-open", blob, why: size.error };
        else if (size.value !== ref.plain.bytes || plainHash.digest("hex") !== ref.plain.sha256) {
          problem = { type: "blob-plain-differs", blob };
        }
      }
      payloadKey?.fill(0);
      return problem;
    },
  };
}
