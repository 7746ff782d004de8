/** Judging a time-stamp: every step of spec/anchor.md AN-4 to AN-10 in order, the first failing step named. Pure: no clock, no network. */
import * as asn1js from "asn1js";
import type { GeneralName } from "pkijs";
import { AltName, RelativeDistinguishedNames } from "pkijs";
import { err, ok, type Result } from "../result.ts";
import {
  extensionOf,
  isValidAt,
  maySignTokens,
  nameInWords,
  type PurposeFault,
  type ReadCertificate,
  readCertificate,
  timeStampingFault,
} from "./certificate.ts";
import { type ChainFault, sameBytes, trustedChain } from "./chain.ts";
import { type HashName, hashOf, oid } from "./oid.ts";
import { childrenOf, type ReadReply, type ReplyRefused, readReply, signerIdFits } from "./reply.ts";
import { unsigned } from "./request.ts";
import { checkSignature } from "./signature.ts";

/** What a time-stamp says. `time` is the authority's (`genTime`), ISO 8601 in UTC; `serial` decimal; `policy` an OID. */
export type TimeStamp = {
  readonly time: string;
  readonly serial: string;
  /** Subject of the certificate that signed, in words. */
  readonly tsaName: string;
  readonly policy: string;
  /** SHA-256 of the signer's certificate, hex: what a reader compares. */
  readonly signerCertificate: string;
};

export type AnchorRefusal =
  | ReplyRefused
  | { readonly type: "algorithm-not-accepted"; readonly step: "imprint" | "digest" | "signer-id" | "signature" }
  | { readonly type: "imprint-differs" }
  | { readonly type: "nonce-differs" }
  | { readonly type: "signer-not-identified" }
  | { readonly type: "signature-invalid"; readonly part: "content-type" | "message-digest" | "signature" }
  | { readonly type: "key-purpose-wrong"; readonly fault: PurposeFault | "may-not-sign" }
  | { readonly type: "certificate-not-valid-then" }
  /** Everything but trust in the authority has been checked and is good: the reader must judge the root (AN-11). */
  | { readonly type: "chain-not-trusted"; readonly fault: ChainFault; readonly timeStamp: TimeStamp };

export type AnchorQuestion = {
  /** The bytes that were time-stamped: the whole signed note of a checkpoint. */
  readonly data: Uint8Array;
  /** The nonce of the request, when it is still known. */
  readonly nonce?: Uint8Array | undefined;
  /** DER certificates the reader trusts as roots of time-stamp authorities. */
  readonly trusted: readonly Uint8Array[];
  /** Further DER certificates that may help to build the chain, not trusted. */
  readonly intermediates?: readonly Uint8Array[] | undefined;
};

/** Judges a TimeStampResp (DER) against the question. Unreadable trusted certificates are simply not trusted. */
export async function verifyTimeStamp(
  reply: Uint8Array,
  question: AnchorQuestion,
): Promise<Result<TimeStamp, AnchorRefusal>> {
  const read = readReply(reply);
  if (!read.ok) return read;
  const { info, certificates } = read.value;

  const imprint = await imprintRefusal(read.value, question.data);
  if (imprint !== undefined) return err(imprint);
  if (question.nonce !== undefined && info.nonce?.toBigInt() !== unsigned(question.nonce))
    return err({ type: "nonce-differs" });

  const digest = hashOf(read.value.signer.digestAlgorithm.algorithmId);
  if (digest === undefined) return err({ type: "algorithm-not-accepted", step: "digest" });
  const signer = await identifiedSigner(read.value, [...certificates, ...readable(question.intermediates ?? [])]);
  if (!signer.ok) return signer;
  const unsound = await signatureRefusal(read.value, signer.value, digest);
  if (unsound !== undefined) return err(unsound);

  const purpose = timeStampingFault(signer.value);
  if (purpose !== undefined) return err({ type: "key-purpose-wrong", fault: purpose });
  if (!maySignTokens(signer.value)) return err({ type: "key-purpose-wrong", fault: "may-not-sign" });
  if (!isValidAt(signer.value, info.genTime)) return err({ type: "certificate-not-valid-then" });

  const timeStamp: TimeStamp = {
    time: info.genTime.toISOString(),
    serial: info.serialNumber.toBigInt().toString(),
    tsaName: nameInWords(signer.value.x509.subject),
    policy: info.policy,
    signerCertificate: hex(await hash("SHA-256", signer.value.der)),
  };
  const offered = [...certificates, ...readable(question.intermediates ?? [])];
  const chain = await trustedChain(signer.value, offered, readable(question.trusted), info.genTime);
  if (!chain.ok) return err({ type: "chain-not-trusted", fault: chain.error, timeStamp });
  return ok(timeStamp);
}

async function imprintRefusal({ info }: ReadReply, data: Uint8Array): Promise<AnchorRefusal | undefined> {
  const algorithm = hashOf(info.messageImprint.hashAlgorithm.algorithmId);
  if (algorithm === undefined) return { type: "algorithm-not-accepted", step: "imprint" };
  const stamped = new Uint8Array(info.messageImprint.hashedMessage.getValue());
  return sameBytes(stamped, await hash(algorithm, data)) ? undefined : { type: "imprint-differs" };
}

async function signatureRefusal(
  reply: ReadReply,
  signer: ReadCertificate,
  digest: HashName,
): Promise<AnchorRefusal | undefined> {
  const stated = reply.attributes.get(oid.contentType);
  const typeFits = stated instanceof asn1js.ObjectIdentifier && stated.getValue() === oid.timeStampInfo;
  if (!typeFits || reply.contentType !== oid.timeStampInfo) return { type: "signature-invalid", part: "content-type" };

  const messageDigest = reply.attributes.get(oid.messageDigest);
  const digestFits =
    messageDigest instanceof asn1js.OctetString &&
    sameBytes(new Uint8Array(messageDigest.getValue()), await hash(digest, reply.infoBytes));
  if (!digestFits) return { type: "signature-invalid", part: "message-digest" };

  const { signature, signatureAlgorithm } = reply.signer;
  const key = signer.x509.subjectPublicKeyInfo;
  const outcome = await checkSignature(reply.signedAttributes, signature, key, signatureAlgorithm, digest);
  if (outcome === "algorithm-not-accepted") return { type: "algorithm-not-accepted", step: "signature" };
  return outcome === "good" ? undefined : { type: "signature-invalid", part: "signature" };
}

/** The certificate the signed attribute ESSCertID (RFC 2634) or ESSCertIDv2 (RFC 5035) names by hash; both, when both stand. */
async function identifiedSigner(
  reply: ReadReply,
  candidates: readonly ReadCertificate[],
): Promise<Result<ReadCertificate, AnchorRefusal>> {
  const named: { readonly hash: HashName | "SHA-1"; readonly value: Uint8Array }[] = [];
  const v1 = reply.attributes.get(oid.signingCertificate);
  const v2 = reply.attributes.get(oid.signingCertificateV2);
  for (const [attribute, standard] of [
    [v1, "SHA-1"],
    [v2, "SHA-256"],
  ] as const) {
    if (attribute === undefined) continue;
    // SigningCertificate ::= SEQUENCE { certs SEQUENCE OF ESSCertID, … }: the first names the signer.
    const fields = childrenOf(childrenOf(childrenOf(attribute)[0])[0]);
    const [first, second] = fields;
    const algorithm = attribute === v2 && first instanceof asn1js.Sequence ? childrenOf(first)[0] : undefined;
    const chosen = algorithm instanceof asn1js.ObjectIdentifier ? hashOf(algorithm.getValue()) : standard;
    const value = first instanceof asn1js.OctetString ? first : second;
    if (chosen === undefined) return err({ type: "algorithm-not-accepted", step: "signer-id" });
    if (!(value instanceof asn1js.OctetString)) return err({ type: "signer-not-identified" });
    named.push({ hash: chosen, value: new Uint8Array(value.getValue()) });
  }
  if (named.length === 0) return err({ type: "signer-not-identified" });

  for (const candidate of candidates) {
    const hashes = await Promise.all(named.map(async (id) => sameBytes(id.value, await hash(id.hash, candidate.der))));
    if (!hashes.every(Boolean) || !signerIdFits(reply.signer, candidate)) continue;
    return nameFits(reply.info.tsa, candidate) ? ok(candidate) : err({ type: "signer-not-identified" });
  }
  return err({ type: "signer-not-identified" });
}

/** RFC 3161 §2.4.2: the `tsa` field, when it stands, must be one of the certificate's subject names. */
function nameFits(tsa: GeneralName | undefined, certificate: ReadCertificate): boolean {
  if (tsa === undefined) return true;
  const stated: unknown = tsa.value;
  if (stated instanceof RelativeDistinguishedNames && stated.isEqual(certificate.x509.subject)) return true;
  const other = extensionOf(certificate, oid.subjectAltName)?.parsedValue;
  if (!(other instanceof AltName)) return false;
  return other.altNames.some(({ type, value }: { type: number; value: unknown }) => {
    if (type !== tsa.type) return false;
    return stated instanceof RelativeDistinguishedNames
      ? stated.isEqual(value)
      : typeof value === "string" && value === stated;
  });
}

function readable(certificates: readonly Uint8Array[]): readonly ReadCertificate[] {
  return certificates.flatMap((der) => {
    const read = readCertificate(der);
    return read.ok ? [read.value] : [];
  });
}

async function hash(name: HashName | "SHA-1", data: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest(name, Uint8Array.from(data)));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
