/** A time-stamp reply taken apart, nothing judged yet: RFC 3161 §2.4.2, CMS RFC 5652, spec/anchor.md AN-4. */
import * as asn1js from "asn1js";
import {
  type Attribute,
  ContentInfo,
  IssuerAndSerialNumber,
  SignedData,
  type SignerInfo,
  TimeStampResp,
  TSTInfo,
} from "pkijs";
import { err, ok, type Result } from "../result.ts";
import { type ReadCertificate, readCertificate } from "./certificate.ts";
import { oid } from "./oid.ts";

export type ReplyPart = "reply" | "token" | "signer-info" | "signed-attributes" | "time-stamp-info" | "certificates";
export type ReplyRefused =
  | { readonly type: "reply-malformed"; readonly part: ReplyPart }
  | { readonly type: "not-granted"; readonly status: number };

export type ReadReply = {
  /** TSTInfo as signed (DER), and as read. */
  readonly infoBytes: Uint8Array;
  readonly info: TSTInfo;
  readonly contentType: string;
  readonly signer: SignerInfo;
  /** The signed attributes exactly as they came, as the SET OF that is signed (RFC 5652 §5.4). */
  readonly signedAttributes: Uint8Array;
  /** Values by attribute type; every type stands once, with one value. */
  readonly attributes: ReadonlyMap<string, asn1js.BaseBlock>;
  readonly certificates: readonly ReadCertificate[];
};

/** Reads a whole TimeStampResp; bytes after its end are refused. */
export function readReply(der: Uint8Array): Result<ReadReply, ReplyRefused> {
  const response = attempt(() => new TimeStampResp({ schema: wholeBlock(der) }));
  if (response === undefined) return malformed("reply");
  const status: number = response.status.status;
  // 0 granted, 1 granted with modifications; anything else carries no token worth reading.
  if (status !== 0 && status !== 1) return err({ type: "not-granted", status });

  const token = response.timeStampToken;
  if (!(token instanceof ContentInfo) || token.contentType !== oid.signedData) return malformed("token");
  const signed = attempt(() => new SignedData({ schema: token.content }));
  const infoBytes = attempt(() => new Uint8Array(signed?.encapContentInfo.eContent?.getValue() ?? []));
  if (signed === undefined || infoBytes === undefined || infoBytes.length === 0) return malformed("token");

  const signer = signed.signerInfos[0];
  // RFC 3161 §2.4.2: the token carries the authority's signature and no other.
  if (signer === undefined || signed.signerInfos.length !== 1) return malformed("signer-info");
  const attributes = attributeMap(signer.signedAttrs?.attributes ?? []);
  if (signer.signedAttrs === undefined || attributes === undefined) return malformed("signed-attributes");

  const info = attempt(() => new TSTInfo({ schema: wholeBlock(infoBytes) }));
  if (info === undefined || info.version !== 1 || info.extensions?.some((one) => one.critical))
    return malformed("time-stamp-info");
  if (Number.isNaN(info.genTime.getTime())) return malformed("time-stamp-info");

  const certificates = certificatesIn(token.content);
  if (certificates === undefined) return malformed("certificates");
  return ok({
    infoBytes,
    info,
    contentType: signed.encapContentInfo.eContentType,
    signer,
    signedAttributes: new Uint8Array(signer.signedAttrs.encodedValue),
    attributes,
    certificates,
  });
}

/** Whether the signer named by issuer and serial number is this certificate; a signer named by key id is judged by ESSCertID alone. */
export function signerIdFits(signer: SignerInfo, certificate: ReadCertificate): boolean {
  if (!(signer.sid instanceof IssuerAndSerialNumber)) return true;
  return (
    signer.sid.issuer.isEqual(certificate.x509.issuer) && signer.sid.serialNumber.isEqual(certificate.x509.serialNumber)
  );
}

/** One ASN.1 value that fills the bytes exactly. */
export function wholeBlock(der: Uint8Array): asn1js.BaseBlock {
  const parsed = asn1js.fromBER(Uint8Array.from(der));
  if (parsed.offset !== der.length) throw new Error("not one whole ASN.1 value");
  return parsed.result;
}

// pkijs re-encodes certificates when asked for bytes; the identity of a certificate is the hash of the bytes that came.
function certificatesIn(signedData: asn1js.BaseBlock): readonly ReadCertificate[] | undefined {
  const found: ReadCertificate[] = [];
  for (const field of childrenOf(signedData)) {
    if (field.idBlock.tagClass !== 3 || field.idBlock.tagNumber !== 0) continue;
    for (const choice of childrenOf(field)) {
      if (!(choice instanceof asn1js.Sequence)) continue; // attribute certificates and other choices sign nothing here
      const certificate = readCertificate(choice.valueBeforeDecodeView);
      if (!certificate.ok) return undefined;
      found.push(certificate.value);
    }
  }
  return found;
}

export function childrenOf(block: asn1js.BaseBlock | undefined): readonly asn1js.BaseBlock[] {
  return block instanceof asn1js.Constructed || block instanceof asn1js.Sequence || block instanceof asn1js.Set
    ? block.valueBlock.value
    : [];
}

function attributeMap(attributes: readonly Attribute[]): ReadonlyMap<string, asn1js.BaseBlock> | undefined {
  const byType = new Map<string, asn1js.BaseBlock>();
  for (const { type, values } of attributes) {
    const value: unknown = values[0];
    if (byType.has(type) || values.length !== 1 || !(value instanceof asn1js.BaseBlock)) return undefined;
    byType.set(type, value);
  }
  return byType;
}

function malformed(part: ReplyPart): Result<never, ReplyRefused> {
  return err({ type: "reply-malformed", part });
}

/** ASN.1 readers throw on what they cannot read; here that is an answer, not a fault. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
