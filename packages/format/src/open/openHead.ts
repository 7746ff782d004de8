/** From the first bytes of an age file and a key to the key of its payload. spec/blob.md BL-1, BL-2. */
import { timingSafeEqual } from "node:crypto";
import { scryptStanza } from "../age/classic.ts";
import { headerMac, type Stanza } from "../age/header.ts";
import { hybridStanza } from "../age/hybrid.ts";
import { payloadKey, payloadNonceSize } from "../age/stream.ts";
import { err, ok, type Result } from "../result.ts";
import { type OpenKey, type StanzaRefusal, unwrap } from "./keys.ts";
import { type HeaderRefusal, parseHeader } from "./parseHeader.ts";

export interface OpenedHead {
  readonly payloadKey: Uint8Array;
  /** Where the first chunk begins. */
  readonly payloadStart: number;
}

export type HeadRefusal =
  | HeaderRefusal
  | StanzaRefusal
  /** A classic recipient beside a post-quantum one: the protection promised is not there. BL-2. */
  | { readonly type: "recipients-mixed" }
  /** None of the keys fits, or the passphrase is wrong. */
  | { readonly type: "key-does-not-fit" }
  /** The header was changed after it was made. */
  | { readonly type: "header-altered" };

/** `bytes` must hold the header and 16 bytes more; when it does not, the refusal is `header-cut-short`. */
export function openHead(bytes: Uint8Array, keys: readonly OpenKey[]): Result<OpenedHead, HeadRefusal> {
  const header = parseHeader(bytes);
  if (!header.ok) return header;
  const { stanzas, covered, mac, length } = header.value;
  if (isMixed(stanzas)) return err({ type: "recipients-mixed" });
  if (bytes.length < length + payloadNonceSize) return err({ type: "header-cut-short" });
  const fileKey = unwrapAny(keys, stanzas);
  if (!fileKey.ok) return fileKey;
  const authentic = timingSafeEqual(headerMac(fileKey.value, covered), mac);
  const nonce = bytes.subarray(length, length + payloadNonceSize);
  const key = payloadKey(fileKey.value, nonce);
  fileKey.value.fill(0);
  if (!authentic) return err({ type: "header-altered" });
  return ok({ payloadKey: key, payloadStart: length + payloadNonceSize });
}

function unwrapAny(keys: readonly OpenKey[], stanzas: readonly Stanza[]): Result<Uint8Array, HeadRefusal> {
  for (const [position, stanza] of stanzas.entries()) {
    for (const key of keys) {
      const fileKey = unwrap(key, stanza, position);
      if (!fileKey.ok) return fileKey;
      if (fileKey.value !== undefined) return ok(fileKey.value);
    }
  }
  return err({ type: "key-does-not-fit" });
}

const postQuantum = new Set<string | undefined>([hybridStanza, "mlkem768p256tag"]);

/** A passphrase must stand alone; beside a post-quantum recipient only its like and filler ("grease") may stand. */
function isMixed(stanzas: readonly Stanza[]): boolean {
  const types = stanzas.map(({ args }) => args[0]);
  if (types.includes(scryptStanza)) return types.length > 1;
  if (!types.some((type) => postQuantum.has(type))) return false;
  return types.some((type) => !postQuantum.has(type) && !/^(.*-)?grease$/.test(type ?? ""));
}
