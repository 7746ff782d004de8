/** The question put to a time-stamp authority: RFC 3161 §2.4.1, spec/anchor.md AN-1 to AN-3. Pure; sending it is someone else's work. */
import * as asn1js from "asn1js";
import { AlgorithmIdentifier, MessageImprint, TimeStampReq } from "pkijs";
import { err, ok, type Result } from "../result.ts";
import { oid } from "./oid.ts";

export type TimeStampRequestRefused = { readonly type: "nonce-too-short"; readonly bytes: number };

/**
 * DER of a TimeStampReq over SHA-256(checkpoint), certificate wanted, no policy asked for.
 *
 * @param checkpoint the bytes of the whole signed note, signatures included (AN-1)
 * @param nonce      8 or more random bytes, read as an unsigned big-endian integer (AN-2); keep it to judge the reply
 */
export async function timeStampRequest(
  checkpoint: Uint8Array,
  nonce: Uint8Array,
): Promise<Result<Uint8Array, TimeStampRequestRefused>> {
  if (nonce.length < 8) return err({ type: "nonce-too-short", bytes: nonce.length });

  const digest = await crypto.subtle.digest("SHA-256", Uint8Array.from(checkpoint));
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: oid.sha256, algorithmParams: new asn1js.Null() }),
      hashedMessage: new asn1js.OctetString({ valueHex: digest }),
    }),
    nonce: asn1js.Integer.fromBigInt(unsigned(nonce)),
    certReq: true,
  });
  return ok(new Uint8Array(request.toSchema().toBER(false)));
}

/** The bytes as one unsigned big-endian number, as a nonce is compared. */
export function unsigned(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value;
}
