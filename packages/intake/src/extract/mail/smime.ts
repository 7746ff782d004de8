/** What an S/MIME body is: CMS (RFC 5652) and RFC 8551 §3.2. Signed content is readable, enveloped content is locked. */
import { childNodes, octets, oidOf, readNode } from "./der.ts";

export type SmimeContent =
  | { readonly type: "signed"; readonly content: Uint8Array }
  | { readonly type: "enveloped" }
  | { readonly type: "other" };

export function isSmimeType(mediaType: string): boolean {
  return /^application\/(x-)?pkcs7-mime$/.test(mediaType);
}

/** Looks into the bytes of an application/pkcs7-mime part. Signatures are not checked here. */
export function readSmime(bytes: Uint8Array): SmimeContent {
  const outer = readNode(bytes, 0);
  if (outer === undefined) return { type: "other" };
  const [kind, wrapped] = childNodes(bytes, outer);
  const oid = kind === undefined ? undefined : oidOf(bytes, kind);
  // envelopedData, encryptedData, authEnvelopedData
  if (oid === "1.2.840.113549.1.7.3" || oid === "1.2.840.113549.1.7.6" || oid === "1.2.840.113549.1.9.16.1.23")
    return { type: "enveloped" };
  if (oid !== "1.2.840.113549.1.7.2" || wrapped === undefined) return { type: "other" };
  const signedData = childNodes(bytes, wrapped)[0];
  const encapsulated = signedData === undefined ? undefined : childNodes(bytes, signedData)[2];
  const explicit = encapsulated === undefined ? undefined : childNodes(bytes, encapsulated)[1];
  const content = explicit === undefined ? undefined : childNodes(bytes, explicit)[0];
  return content === undefined ? { type: "other" } : { type: "signed", content: octets(bytes, content) };
}
