/** The first bytes of an age file, and the key its payload is sealed with. spec/blob.md BL-1, BL-2. */
import { randomBytes } from "node:crypto";
import { encodeHeader, type Stanza } from "../age/header.ts";
import type { Recipient } from "../age/keys.ts";
import { fileKeySize, payloadKey, payloadNonceSize } from "../age/stream.ts";
import { err, ok, type Result } from "../result.ts";
import { type WrapRefusal, wrapFor, wrapForPassphrase } from "./wrap.ts";

export interface Head {
  /** Header and payload nonce: what the file begins with. */
  readonly bytes: Uint8Array;
  /** 32 bytes that seal this one payload, and open it: wipe with `fill(0)` when the file is done. */
  readonly payloadKey: Uint8Array;
}

export type SealRefusal =
  | WrapRefusal
  | { readonly type: "no-recipient" }
  /** A file that a classic key also opens is not protected against a quantum computer. BL-2. */
  | { readonly type: "recipients-mixed" };

/** A file anyone of `recipients` can open. */
export function headFor(recipients: readonly Recipient[]): Result<Head, SealRefusal> {
  const [first, ...others] = recipients;
  if (first === undefined) return err({ type: "no-recipient" });
  if (others.some(({ type }) => type !== first.type)) return err({ type: "recipients-mixed" });
  const fileKey = randomBytes(fileKeySize);
  const stanzas: Stanza[] = [];
  for (const recipient of recipients) {
    const stanza = wrapFor(recipient, fileKey);
    if (!stanza.ok) return stanza;
    stanzas.push(stanza.value);
  }
  return ok(headOf(stanzas, fileKey));
}

/** A file the passphrase opens; scrypt with N = 2^18, about a second. The caller wipes the passphrase. */
export function headForPassphrase(passphrase: Uint8Array): Head {
  const fileKey = randomBytes(fileKeySize);
  return headOf([wrapForPassphrase(passphrase, fileKey)], fileKey);
}

function headOf(stanzas: readonly Stanza[], fileKey: Uint8Array): Head {
  const nonce = randomBytes(payloadNonceSize);
  const head = {
    bytes: Buffer.concat([encodeHeader(stanzas, fileKey), nonce]),
    payloadKey: payloadKey(fileKey, nonce),
  };
  fileKey.fill(0);
  return head;
}
