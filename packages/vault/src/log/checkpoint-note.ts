/** A checkpoint is stored as its parts; here they become the signed note again, byte for byte (spec/checkpoint.md). */
import { formatCheckpoint, notebookNames, originOf, parseVkey, sealVkey, signNote } from "@amana/format";

export interface StoredCheckpoint {
  readonly size: number;
  readonly root: Uint8Array;
  /** Ed25519, 64 bytes. */
  readonly signature: Uint8Array;
  /** ML-DSA-44 with its time, under seals only. */
  readonly seal_signature: Uint8Array | null;
}

export function noteOf(
  notebook: string,
  keys: { readonly key: Uint8Array; readonly sealKey?: Uint8Array },
  stored: StoredCheckpoint,
): string {
  const origin = originOf(notebook);
  const signers = [{ name: origin, keyId: keyIdIn(notebookNames(keys.key).vkey), sign: () => stored.signature }];
  const { seal_signature } = stored;
  if (seal_signature !== null && keys.sealKey !== undefined)
    signers.push({ name: origin, keyId: keyIdIn(sealVkey(keys.key, keys.sealKey)), sign: () => seal_signature });
  return signNote(formatCheckpoint({ origin, size: stored.size, root: stored.root }), signers);
}

function keyIdIn(vkey: string): string {
  const parsed = parseVkey(vkey);
  if (!parsed.ok) throw new TypeError("a notebook's own key makes a key name");
  return parsed.value.keyId;
}
