/**
 * Opening the payload as it arrives. Each piece handed out is authenticated; whether the file is whole is known only at
 * the end, so whoever acts on a file waits for `final`. spec/blob.md BL-3, BL-5.
 */
import { chunkSize, sealedChunkSize, tagSize } from "../age/stream.ts";
import { err, ok, type Result } from "../result.ts";
import { openChunk } from "./chunks.ts";

export type PayloadRefusal =
  /** The file ends early. `bytes` of plaintext before that are authentic and were handed out. */
  | { readonly type: "payload-cut-short"; readonly bytes: number }
  /** Chunk number `chunk` (from 0) is not what was sealed. `bytes` of plaintext before it are authentic. */
  | { readonly type: "payload-altered"; readonly chunk: number; readonly bytes: number }
  /** Bytes follow the chunk that ends the file. */
  | { readonly type: "payload-overlong"; readonly bytes: number };

export interface Opener {
  /** Takes sealed bytes in pieces of any size. After a refusal the opener is spent. */
  update(sealed: Uint8Array): Result<undefined, PayloadRefusal>;
  /** The size of the plaintext, when the file is whole. */
  final(): Result<number, PayloadRefusal>;
}

/** `write` gets plaintext valid only until it returns. The caller wipes the payload key. */
export function createOpener(payloadKey: Uint8Array, write: (plain: Uint8Array) => void): Opener {
  const pending = new Uint8Array(sealedChunkSize);
  const out = new Uint8Array(chunkSize);
  let held = 0;
  let counter = 0;
  let bytes = 0;
  let refusal: PayloadRefusal | undefined;

  const inner = (sealed: Uint8Array): boolean => {
    const middle = openChunk(payloadKey, counter, false, sealed, out);
    // Marked as the end, yet more follows: the chunk itself is authentic and is handed out.
    if (!middle && !openChunk(payloadKey, counter, true, sealed, out)) {
      refusal = { type: "payload-altered", chunk: counter, bytes };
      return false;
    }
    write(out);
    counter += 1;
    bytes += chunkSize;
    if (!middle) refusal = { type: "payload-overlong", bytes };
    return middle;
  };

  return {
    update(sealed) {
      let rest = sealed;
      while (refusal === undefined && rest.length > 0) {
        // A full chunk stays until more arrives: only then is it known not to be the last.
        if (held === sealedChunkSize) {
          held = 0;
          if (!inner(pending)) break;
        }
        if (held === 0 && rest.length > sealedChunkSize) {
          if (!inner(rest.subarray(0, sealedChunkSize))) break;
          rest = rest.subarray(sealedChunkSize);
          continue;
        }
        const taken = rest.subarray(0, sealedChunkSize - held);
        pending.set(taken, held);
        held += taken.length;
        rest = rest.subarray(taken.length);
      }
      return refusal === undefined ? ok(undefined) : err(refusal);
    },
    final() {
      if (refusal !== undefined) return err(refusal);
      const end = openLast(payloadKey, counter, pending.subarray(0, held), out);
      if (end === "not-last") {
        write(out);
        bytes += chunkSize;
        return err({ type: "payload-cut-short", bytes });
      }
      if (end === "cut-short") return err({ type: "payload-cut-short", bytes });
      if (end === "altered") return err({ type: "payload-altered", chunk: counter, bytes });
      const plain = out.subarray(0, held - tagSize);
      write(plain);
      bytes += plain.length;
      plain.fill(0);
      return ok(bytes);
    },
  };
}

export type End = "whole" | "not-last" | "cut-short" | "altered";

/**
 * What the end of a payload is. A full-size chunk that is authentic but not marked last means a clean cut after it; a
 * shorter remnant that does not open is taken for a chunk cut in the middle, which cannot be told from an altered end.
 */
export function openLast(payloadKey: Uint8Array, counter: number, sealed: Uint8Array, out: Uint8Array): End {
  const emptyEnd = sealed.length === tagSize && counter > 0;
  if (!emptyEnd && openChunk(payloadKey, counter, true, sealed, out)) return "whole";
  if (sealed.length < sealedChunkSize)
    return emptyEnd && openChunk(payloadKey, counter, true, sealed, out) ? "altered" : "cut-short";
  return openChunk(payloadKey, counter, false, sealed, out) ? "not-last" : "altered";
}
