/** Sealing the payload, chunk by chunk, into memory that is used again. spec/blob.md BL-3. */
import { createCipheriv } from "node:crypto";
import { chunkNonce, chunkSize, release, sealedChunkSize, sealedSize, tagSize } from "../age/stream.ts";
import type { Head } from "./head.ts";

export interface Sealer {
  /** Takes plaintext in pieces of any size. */
  update(plain: Uint8Array): void;
  /** Writes the last chunk and wipes the payload key. Without it the file is recognisably cut short. */
  final(): void;
}

/**
 * Writes a whole age file through `write`, header first. Bytes given to `write` are valid only until it returns, so it
 * must write or copy them. Memory: 64 KiB plus `batch` chunks, whatever the size of the file.
 */
export function createSealer(head: Head, write: (sealed: Uint8Array) => void, batch = 4): Sealer {
  const out = new Uint8Array(batch * sealedChunkSize);
  const pending = new Uint8Array(chunkSize);
  let held = 0;
  let counter = 0;
  let finished = false;

  const run = (plain: Uint8Array, last: boolean): void => {
    const length = sealRun(head.payloadKey, counter, plain, last, out);
    counter += Math.ceil(plain.length / chunkSize);
    write(out.subarray(0, length));
  };

  write(head.bytes);
  return {
    update(plain) {
      if (finished) throw new Error("sealer is finished");
      let rest = plain;
      while (rest.length > 0) {
        // A full chunk stays until more arrives: only then is it known not to be the last.
        if (held === chunkSize) {
          run(pending, false);
          held = 0;
        }
        const whole = Math.min(batch, Math.ceil(rest.length / chunkSize) - 1);
        if (held === 0 && whole > 0) {
          run(rest.subarray(0, whole * chunkSize), false);
          rest = rest.subarray(whole * chunkSize);
          continue;
        }
        const taken = rest.subarray(0, chunkSize - held);
        pending.set(taken, held);
        held += taken.length;
        rest = rest.subarray(taken.length);
      }
    },
    final() {
      if (finished) throw new Error("sealer is finished");
      finished = true;
      run(pending.subarray(0, held), true);
      pending.fill(0);
      head.payloadKey.fill(0);
    },
  };
}

/** A whole age file in memory, for small things. Wipes the payload key. */
export function sealBytes(head: Head, plain: Uint8Array): Uint8Array {
  const file = new Uint8Array(head.bytes.length + sealedSize(plain.length));
  file.set(head.bytes);
  sealRun(head.payloadKey, 0, plain, true, file.subarray(head.bytes.length));
  head.payloadKey.fill(0);
  return file;
}

/**
 * Seals whole chunks, and with `last` the end of the file, from chunk number `counter` on; returns the bytes written to
 * `out`. Never seal two plaintexts under one key and number.
 */
export function sealRun(
  payloadKey: Uint8Array,
  counter: number,
  plain: Uint8Array,
  last: boolean,
  out: Uint8Array,
): number {
  if (!last && plain.length % chunkSize !== 0) throw new RangeError("only the last chunk may be short");
  const chunks = last ? Math.max(1, Math.ceil(plain.length / chunkSize)) : plain.length / chunkSize;
  let written = 0;
  for (let i = 0; i < chunks; i++) {
    const chunk = plain.subarray(i * chunkSize, (i + 1) * chunkSize);
    chunkNonce(nonce, counter + i, last && i === chunks - 1);
    const cipher = createCipheriv("chacha20-poly1305", payloadKey, nonce, { authTagLength: tagSize });
    const sealed = cipher.update(chunk);
    out.set(sealed, written);
    release(sealed);
    cipher.final();
    out.set(cipher.getAuthTag(), written + chunk.length);
    written += chunk.length + tagSize;
  }
  return written;
}

// Not secret, and node:crypto copies it: one buffer serves every chunk of this thread.
const nonce = Buffer.alloc(12);
