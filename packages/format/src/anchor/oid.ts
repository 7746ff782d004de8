/** Object identifiers an anchor is judged by: RFC 3161, RFC 5035, RFC 5280, RFC 5754, RFC 5758. Everything else is refused (AN-6). */
export const oid = {
  sha256: "2.16.840.1.101.3.4.2.1",
  signedData: "1.2.840.113549.1.7.2",
  timeStampInfo: "1.2.840.113549.1.9.16.1.4",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingCertificate: "1.2.840.113549.1.9.16.2.12",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
  rsa: "1.2.840.113549.1.1.1",
  rsaPss: "1.2.840.113549.1.1.10",
  ecPublicKey: "1.2.840.10045.2.1",
  subjectAltName: "2.5.29.17",
  keyUsage: "2.5.29.15",
  basicConstraints: "2.5.29.19",
  certificatePolicies: "2.5.29.32",
  extendedKeyUsage: "2.5.29.37",
  timeStamping: "1.3.6.1.5.5.7.3.8",
  anyPurpose: "2.5.29.37.0",
} as const;

export type HashName = "SHA-256" | "SHA-384" | "SHA-512";

const hashByOid: ReadonlyMap<string, HashName> = new Map([
  [oid.sha256, "SHA-256"],
  ["2.16.840.1.101.3.4.2.2", "SHA-384"],
  ["2.16.840.1.101.3.4.2.3", "SHA-512"],
]);

/** Signature algorithms that name their hash; RSA-PSS carries it in parameters and is read in signature.ts. */
const hashBySignatureOid: ReadonlyMap<string, HashName> = new Map([
  ["1.2.840.113549.1.1.11", "SHA-256"],
  ["1.2.840.113549.1.1.12", "SHA-384"],
  ["1.2.840.113549.1.1.13", "SHA-512"],
  ["1.2.840.10045.4.3.2", "SHA-256"],
  ["1.2.840.10045.4.3.3", "SHA-384"],
  ["1.2.840.10045.4.3.4", "SHA-512"],
]);

/** The accepted hash behind an object identifier, or undefined when this format does not accept it. */
export function hashOf(algorithm: string): HashName | undefined {
  return hashByOid.get(algorithm);
}

export function hashOfSignature(algorithm: string): HashName | undefined {
  return hashBySignatureOid.get(algorithm);
}
