/** X.509 certificates as bytes and as what an anchor asks of them: RFC 5280, RFC 3161 §2.3, spec/anchor.md AN-8 to AN-10. */
import { base64 } from "@scure/base";
import * as asn1js from "asn1js";
import { BasicConstraints, Certificate, type Extension, ExtKeyUsage, type RelativeDistinguishedNames } from "pkijs";
import { err, ok, type Result } from "../result.ts";
import { oid } from "./oid.ts";

/** A certificate with the exact bytes it came in: its identity is the hash of these, never of a re-encoding. */
export type ReadCertificate = { readonly der: Uint8Array; readonly x509: Certificate };

export type CertificateMalformed = { readonly type: "certificate-malformed" };

export function readCertificate(der: Uint8Array): Result<ReadCertificate, CertificateMalformed> {
  try {
    const parsed = asn1js.fromBER(Uint8Array.from(der));
    if (parsed.offset !== der.length) return err({ type: "certificate-malformed" });
    return ok({ der, x509: new Certificate({ schema: parsed.result }) });
  } catch {
    return err({ type: "certificate-malformed" });
  }
}

/** DER bytes of every CERTIFICATE block of a PEM text (RFC 7468); other blocks and words between blocks are passed over. */
export function certificatesFromPem(text: string): Result<readonly Uint8Array[], CertificateMalformed> {
  const found: Uint8Array[] = [];
  for (const block of text.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/g)) {
    try {
      found.push(base64.decode((block[1] ?? "").replace(/\s/g, "")));
    } catch {
      return err({ type: "certificate-malformed" });
    }
  }
  return ok(found);
}

export function isValidAt(certificate: ReadCertificate, time: Date): boolean {
  return certificate.x509.notBefore.value <= time && time <= certificate.x509.notAfter.value;
}

export type PurposeFault = "missing" | "not-critical" | "not-sole";

/** RFC 3161 §2.3: exactly one key purpose, id-kp-timeStamping, in a critical extension. */
export function timeStampingFault(certificate: ReadCertificate): PurposeFault | undefined {
  const extension = extensionOf(certificate, oid.extendedKeyUsage);
  const purposes = purposesOf(extension);
  if (extension === undefined || !purposes.includes(oid.timeStamping)) return "missing";
  if (purposes.length !== 1) return "not-sole";
  return extension.critical ? undefined : "not-critical";
}

export type IssuerFault =
  | "not-an-issuer"
  | "may-not-sign-certificates"
  | "not-for-time-stamping"
  | "path-too-long"
  | "critical-extension-not-understood";

/** Whether this certificate may stand `below` issuers above the signer: AN-10. */
export function issuerFault(certificate: ReadCertificate, below: number): IssuerFault | undefined {
  const constraints = extensionOf(certificate, oid.basicConstraints)?.parsedValue;
  if (!(constraints instanceof BasicConstraints) || !constraints.cA) return "not-an-issuer";
  const length = constraints.pathLenConstraint;
  if (length !== undefined && below > Number(length instanceof asn1js.Integer ? length.toBigInt() : length))
    return "path-too-long";

  const usage = extensionOf(certificate, oid.keyUsage)?.parsedValue;
  if (usage !== undefined && !mayUse(usage, KEY_CERT_SIGN)) return "may-not-sign-certificates";

  const purpose = extensionOf(certificate, oid.extendedKeyUsage);
  const purposes = purposesOf(purpose);
  if (purpose !== undefined && !purposes.includes(oid.timeStamping) && !purposes.includes(oid.anyPurpose))
    return "not-for-time-stamping";
  return unknownCritical(certificate) ? "critical-extension-not-understood" : undefined;
}

/** A critical extension outside the short list we judge means: we do not know what we are looking at. */
export function unknownCritical(certificate: ReadCertificate): boolean {
  return (certificate.x509.extensions ?? []).some(
    (extension) => extension.critical && !understood.has(extension.extnID),
  );
}

const understood: ReadonlySet<string> = new Set([
  oid.basicConstraints,
  oid.keyUsage,
  oid.extendedKeyUsage,
  oid.certificatePolicies,
  oid.subjectAltName,
]);

/** When a key usage is stated, a signer needs digitalSignature or nonRepudiation. */
export function maySignTokens(certificate: ReadCertificate): boolean {
  const usage = extensionOf(certificate, oid.keyUsage)?.parsedValue;
  return usage === undefined || mayUse(usage, DIGITAL_SIGNATURE) || mayUse(usage, NON_REPUDIATION);
}

const DIGITAL_SIGNATURE = 0x80;
const NON_REPUDIATION = 0x40;
const KEY_CERT_SIGN = 0x04;

function mayUse(usage: unknown, bit: number): boolean {
  return usage instanceof asn1js.BitString && ((usage.valueBlock.valueHexView[0] ?? 0) & bit) !== 0;
}

export function extensionOf(certificate: ReadCertificate, id: string): Extension | undefined {
  return certificate.x509.extensions?.find((extension) => extension.extnID === id);
}

function purposesOf(extension: Extension | undefined): readonly string[] {
  return extension?.parsedValue instanceof ExtKeyUsage ? extension.parsedValue.keyPurposes : [];
}

/** A distinguished name as words, most specific part first: `CN=…, O=…`. For people; never compared. */
export function nameInWords(name: RelativeDistinguishedNames): string {
  return name.typesAndValues
    .map((part) => `${shortName.get(part.type) ?? part.type}=${String(part.value.valueBlock.value)}`)
    .reverse()
    .join(", ");
}

const shortName: ReadonlyMap<string, string> = new Map([
  ["2.5.4.3", "CN"],
  ["2.5.4.5", "serialNumber"],
  ["2.5.4.6", "C"],
  ["2.5.4.7", "L"],
  ["2.5.4.8", "ST"],
  ["2.5.4.10", "O"],
  ["2.5.4.11", "OU"],
  ["2.5.4.97", "organizationIdentifier"],
]);
