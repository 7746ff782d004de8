/** From the signer's certificate to one the reader trusts: RFC 5280 §6.1 for time-stamping, spec/anchor.md AN-10. Revocation is not judged. */
import { err, ok, type Result } from "../result.ts";
import { type IssuerFault, issuerFault, isValidAt, type ReadCertificate, unknownCritical } from "./certificate.ts";
import { checkSignature } from "./signature.ts";

export type ChainFault =
  | IssuerFault
  | "no-trusted-issuer"
  | "issuer-signature-invalid"
  | "issuer-algorithm-not-accepted"
  | "issuer-not-valid-then";

/** Longest path looked at, signer and anchor included. Public authorities use three or four. */
const LONGEST_PATH = 6;

/**
 * Certificates from the signer up to a trusted one, or the fault of the attempt that came closest.
 * Every certificate of the path, the trusted one included, must have been valid at `time`.
 */
export async function trustedChain(
  signer: ReadCertificate,
  offered: readonly ReadCertificate[],
  trusted: readonly ReadCertificate[],
  time: Date,
): Promise<Result<readonly ReadCertificate[], ChainFault>> {
  if (unknownCritical(signer)) return err("critical-extension-not-understood");
  return climb([signer], offered, trusted, time);
}

async function climb(
  path: readonly ReadCertificate[],
  offered: readonly ReadCertificate[],
  trusted: readonly ReadCertificate[],
  time: Date,
): Promise<Result<readonly ReadCertificate[], ChainFault>> {
  const lowest = path[path.length - 1];
  if (lowest === undefined || path.length >= LONGEST_PATH) return err("no-trusted-issuer");
  // A reader may trust the signer's own certificate directly.
  if (trusted.some((anchor) => sameBytes(anchor.der, lowest.der))) return ok(path);

  let closest: ChainFault = "no-trusted-issuer";
  for (const [candidates, isTrusted] of [
    [trusted, true],
    [offered, false],
  ] as const) {
    for (const issuer of candidates) {
      if (path.some((seen) => sameBytes(seen.der, issuer.der))) continue;
      if (!issuer.x509.subject.isEqual(lowest.x509.issuer)) continue;
      const fault = await stepFault(lowest, issuer, path.length - 1, time);
      if (fault !== undefined) {
        closest = fault;
        continue;
      }
      if (isTrusted) return ok([...path, issuer]);
      const higher = await climb([...path, issuer], offered, trusted, time);
      if (higher.ok) return higher;
      closest = higher.error;
    }
  }
  return err(closest);
}

async function stepFault(
  subject: ReadCertificate,
  issuer: ReadCertificate,
  below: number,
  time: Date,
): Promise<ChainFault | undefined> {
  const { tbsView, signatureValue, signatureAlgorithm, signature } = subject.x509;
  // The algorithm stands once inside and once outside the signed part; they must agree (RFC 5280 §4.1.1.2).
  if (signature.algorithmId !== signatureAlgorithm.algorithmId) return "issuer-signature-invalid";
  const key = issuer.x509.subjectPublicKeyInfo;
  const outcome = await checkSignature(tbsView, signatureValue, key, signatureAlgorithm);
  if (outcome === "algorithm-not-accepted") return "issuer-algorithm-not-accepted";
  if (outcome === "bad") return "issuer-signature-invalid";
  if (!isValidAt(issuer, time)) return "issuer-not-valid-then";
  return issuerFault(issuer, below);
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
