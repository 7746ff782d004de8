/** One signature under one certificate's key: RSA PKCS#1 v1.5, RSA-PSS or ECDSA with SHA-256/384/512 (spec/anchor.md AN-6). */
import type * as asn1js from "asn1js";
import { type AlgorithmIdentifier, getCrypto, type PublicKeyInfo, RSASSAPSSParams } from "pkijs";
import { type HashName, hashOf, hashOfSignature, oid } from "./oid.ts";

export type SignatureOutcome = "good" | "bad" | "algorithm-not-accepted";

/**
 * Checks `signature` over `data`.
 *
 * @param digest the hash named beside the signature (CMS digestAlgorithm); needed where the algorithm does not name one
 */
export async function checkSignature(
  data: Uint8Array,
  signature: asn1js.BitString | asn1js.OctetString,
  key: PublicKeyInfo,
  algorithm: AlgorithmIdentifier,
  digest?: HashName,
): Promise<SignatureOutcome> {
  const hash = signatureHash(algorithm, digest);
  // A digest named twice must be named alike: otherwise two programs could judge one token differently.
  if (hash === undefined || (digest !== undefined && hash !== digest)) return "algorithm-not-accepted";

  try {
    const good = await getCrypto(true).verifyWithPublicKey(Uint8Array.from(data), signature, key, algorithm, hash);
    return good ? "good" : "bad";
  } catch {
    // Web Crypto throws on keys, curves and encodings it cannot read; what cannot be read is not a good signature.
    return "bad";
  }
}

function signatureHash(algorithm: AlgorithmIdentifier, digest: HashName | undefined): HashName | undefined {
  if (algorithm.algorithmId === oid.rsa || algorithm.algorithmId === oid.ecPublicKey) return digest;
  if (algorithm.algorithmId !== oid.rsaPss) return hashOfSignature(algorithm.algorithmId);
  try {
    return hashOf(new RSASSAPSSParams({ schema: algorithm.algorithmParams }).hashAlgorithm.algorithmId);
  } catch {
    return undefined;
  }
}
