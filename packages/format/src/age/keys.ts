/**
 * Recipients of age files as text and as bytes. `age1pq1…` is hybrid (ML-KEM-768 + X25519), `age1…` is classic X25519.
 * Source: C2SP age, "Recipient types". spec/blob.md BL-2.
 */
import { bech32 } from "@scure/base";
import { err, ok, type Result } from "../result.ts";

export interface Recipient {
  readonly type: "hybrid" | "x25519";
  /** Hybrid: 1,184 bytes of ML-KEM-768 then 32 of X25519. Classic: 32 bytes. */
  readonly publicKey: Uint8Array;
}

export type RecipientRefusal =
  | { readonly type: "recipient-malformed" }
  /** A valid kind of age recipient that nothing here seals to: hardware keys, plugins, SSH. */
  | { readonly type: "recipient-not-supported" };

export const mlkemPublicSize = 1184;
export const x25519Size = 32;
const prefixes = { hybrid: "age1pq", x25519: "age" } as const;
const sizes = { hybrid: mlkemPublicSize + x25519Size, x25519: x25519Size } as const;
/** Longest recipient text: 1,959 characters for hybrid. A guard before the decoder. */
const maxText = 4_000;

export function parseRecipient(text: string): Result<Recipient, RecipientRefusal> {
  if (text.length > maxText || !text.startsWith("age1")) return err({ type: "recipient-malformed" });
  const decoded = decodeBech32(text);
  if (decoded === undefined) return err({ type: "recipient-malformed" });
  const type =
    decoded.prefix === prefixes.hybrid ? "hybrid" : decoded.prefix === prefixes.x25519 ? "x25519" : undefined;
  if (type === undefined) return err({ type: "recipient-not-supported" });
  if (decoded.bytes.length !== sizes[type]) return err({ type: "recipient-malformed" });
  return ok({ type, publicKey: decoded.bytes });
}

export function recipientText(recipient: Recipient): string {
  return bech32.encode(prefixes[recipient.type], bech32.toWords(recipient.publicKey), false);
}

/** Bech32 without its limit of 90 characters, as age uses it; undefined when it is not that. */
export function decodeBech32(text: string): { readonly prefix: string; readonly bytes: Uint8Array } | undefined {
  try {
    const { prefix, words } = bech32.decode(text as `${string}1${string}`, false);
    return { prefix, bytes: bech32.fromWords(words) };
  } catch {
    return undefined;
  }
}
