/** Opening single chunks of a payload: nothing leaves here that its tag does not vouch for. spec/blob.md BL-3. */
import { createDecipheriv } from "node:crypto";
import { chunkNonce, release, tagSize } from "../age/stream.ts";

/** Opens one chunk into `out` at `at`; false, and `out` wiped there, when key, number, place in the file or bytes do not agree. */
export function openChunk(
  payloadKey: Uint8Array,
  counter: number,
  last: boolean,
  sealed: Uint8Array,
  out: Uint8Array,
  at = 0,
): boolean {
  if (sealed.length < tagSize) return false;
  chunkNonce(nonce, counter, last);
  const decipher = createDecipheriv("chacha20-poly1305", payloadKey, nonce, { authTagLength: tagSize });
  decipher.setAuthTag(sealed.subarray(sealed.length - tagSize));
  const plain = decipher.update(sealed.subarray(0, sealed.length - tagSize));
  out.set(plain, at);
  const length = plain.length;
  release(plain);
  try {
    decipher.final();
    return true;
  } catch {
    out.fill(0, at, at + length);
    return false;
  }
}

const nonce = Buffer.alloc(12);
