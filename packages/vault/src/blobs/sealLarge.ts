/**
 * Sealing what does not fit in memory: a ring of slots is filled, sealed and written in turn, so that reading, sealing
 * and writing overlap when the engine has a thread of its own. spec/blob.md BL-3.
 */
import { createHash } from "node:crypto";
import { chunkSize, type Head } from "@amana/format/seal";
import type { Engine, SealedPortion } from "./engine.ts";
import type { Fingerprint } from "./ref.ts";
import { plainSlot, sealedSlot, slotCount, slotSize } from "./slots.ts";
import type { Fill } from "./source.ts";

export interface Sealed {
  readonly plain: Fingerprint;
  readonly cipher: Fingerprint;
}

/**
 * Writes an age file through `write`. All plaintext slots of `memory` must be full already; `fill` brings the rest.
 * When this throws, the memory may still be in use by the other thread: do not use it again.
 */
export async function sealLarge(
  head: Head,
  memory: SharedArrayBuffer,
  fill: Fill,
  engine: Engine,
  write: (bytes: Uint8Array) => void,
  expected?: number,
): Promise<Sealed> {
  const cipherHash = createHash("sha256");
  let plainBytes = slotCount * slotSize;
  let cipherBytes = 0;
  let counter = 0;
  let plainSha256: string | undefined;
  const put = (bytes: Uint8Array): void => {
    cipherHash.update(bytes);
    write(bytes);
    cipherBytes += bytes.length;
  };

  const sealing = await engine.begin(head.payloadKey, memory, expected);
  const underWay: { readonly slot: number; readonly sealed: Promise<SealedPortion> }[] = [];
  const submit = (slot: number, length: number, last: boolean): void => {
    const sealed = sealing.seal({ slot, length, counter, last });
    // A failure is met where it is awaited; the ones behind it must not count as unhandled.
    sealed.catch(() => {});
    underWay.push({ slot, sealed });
    counter += Math.ceil(length / chunkSize);
  };

  try {
    put(head.bytes);
    // One full slot is held back: whether it ends the file is known only when the next is filled.
    let held: number | undefined = slotCount - 1;
    for (let slot = 0; slot < held; slot++) submit(slot, slotSize, false);
    for (let next = underWay.shift(); next !== undefined; next = underWay.shift()) {
      const { slot } = next;
      const portion = await next.sealed;
      put(sealedSlot(memory, slot).subarray(0, portion.written));
      plainSha256 = portion.plainSha256;
      if (held === undefined) continue;
      const got = await fill(plainSlot(memory, slot));
      plainBytes += got;
      submit(held, slotSize, got === 0);
      held = got === slotSize ? slot : undefined;
      if (got > 0 && got < slotSize) submit(slot, got, true);
    }
  } finally {
    sealing.end();
  }
  if (plainSha256 === undefined) throw new Error("the last portion brought no fingerprint");
  return {
    plain: { sha256: plainSha256, bytes: plainBytes },
    cipher: { sha256: cipherHash.digest("hex"), bytes: cipherBytes },
  };
}
