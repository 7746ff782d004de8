/**
 * Time-stamp tokens: RFC 3161 §2.4.2 in CMS (RFC 5652 §5.3–5.6), checked with node:crypto. Checked are: the imprint is that
 * of the data, the signed attributes name the token's content, the signature is by the given certificate. Not checked: whether
 * that certificate's authority is one to trust, and revocation.
 */
import { createHash, type KeyObject, verify } from "node:crypto";
import { childNodes, contentOf, type DerNode, octets, oidOf, readNode } from "../mail/der.ts";

const hashes = new Map([
  ["1.3.14.3.2.26", "sha1"],
  ["2.16.840.1.101.3.4.2.1", "sha256"],
  ["2.16.840.1.101.3.4.2.2", "sha384"],
  ["2.16.840.1.101.3.4.2.3", "sha512"],
]);
const signedData = "1.2.840.113549.1.7.2";
const messageDigest = "1.2.840.113549.1.9.4";

export type TimeStampCheck =
  | { readonly type: "valid"; readonly time: string }
  | { readonly type: "invalid"; readonly why: "not-readable" | "other-data" | "content-changed" | "signature-wrong" };

/** Checks a TimeStampResp or a bare token over any of `candidates` (writers differ in what exactly they had stamped). */
export function checkTimeStamp(bytes: Uint8Array, candidates: readonly Uint8Array[], key: KeyObject): TimeStampCheck {
  const token = readToken(bytes);
  if (token === undefined) return { type: "invalid", why: "not-readable" };
  const imprinted = candidates.some((data) =>
    createHash(token.imprintHash).update(data).digest().equals(token.imprint),
  );
  if (!imprinted) return { type: "invalid", why: "other-data" };
  if (!createHash(token.digestHash).update(token.content).digest().equals(token.digest))
    return { type: "invalid", why: "content-changed" };
  if (!verifies(token.digestHash, token.attributes, key, token.signature))
    return { type: "invalid", why: "signature-wrong" };
  return { type: "valid", time: token.time };
}

interface Token {
  readonly content: Uint8Array;
  readonly imprintHash: string;
  readonly imprint: Buffer;
  readonly time: string;
  readonly digestHash: string;
  /** The message digest among the signed attributes. */
  readonly digest: Buffer;
  /** The signed attributes in the form that is signed: as a SET OF. */
  readonly attributes: Uint8Array;
  readonly signature: Uint8Array;
}

function readToken(bytes: Uint8Array): Token | undefined {
  const outer = readNode(bytes, 0);
  const inside = outer === undefined ? [] : childNodes(bytes, outer);
  // A response is a status, then the token; a token begins with its type.
  const info = inside[0]?.tag === 0x06 ? outer : inside[1];
  const [kind, wrapped] = info === undefined ? [] : childNodes(bytes, info);
  if (kind === undefined || wrapped === undefined || oidOf(bytes, kind) !== signedData) return undefined;
  const signed = childNodes(bytes, wrapped)[0];
  const fields = signed === undefined ? [] : childNodes(bytes, signed);
  const encapsulated = fields[2] === undefined ? undefined : childNodes(bytes, fields[2])[1];
  const contentNode = encapsulated === undefined ? undefined : childNodes(bytes, encapsulated)[0];
  const signers = fields.at(-1);
  const signer = signers?.tag === 0x31 ? childNodes(bytes, signers)[0] : undefined;
  if (contentNode === undefined || signer === undefined) return undefined;
  const content = octets(bytes, contentNode);
  const stamp = readStamp(content);
  const proof = readSigner(bytes, signer);
  return stamp === undefined || proof === undefined ? undefined : { content, ...stamp, ...proof };
}

/** TSTInfo: version, policy, messageImprint, serialNumber, genTime. */
function readStamp(content: Uint8Array): { imprintHash: string; imprint: Buffer; time: string } | undefined {
  const info = readNode(content, 0);
  const fields = info === undefined ? [] : childNodes(content, info);
  const [algorithm, imprint] = fields[2] === undefined ? [] : childNodes(content, fields[2]);
  const time = fields.find((node) => node.tag === 0x18);
  const imprintHash = algorithm === undefined ? undefined : hashOf(content, algorithm);
  if (imprintHash === undefined || imprint === undefined || time === undefined) return undefined;
  const text = Buffer.from(contentOf(content, time)).toString("latin1");
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  return {
    imprintHash,
    imprint: Buffer.from(contentOf(content, imprint)),
    time: `${year}-${month}-${day}T${hour}:${minute}:${second}Z`,
  };
}

function readSigner(
  bytes: Uint8Array,
  signer: DerNode,
): Pick<Token, "digestHash" | "digest" | "attributes" | "signature"> | undefined {
  const fields = childNodes(bytes, signer);
  const algorithm = fields[2];
  const attributes = fields.find((node) => node.tag === 0xa0);
  const signature = fields.find((node) => node.tag === 0x04);
  const digestHash = algorithm === undefined ? undefined : hashOf(bytes, algorithm);
  if (digestHash === undefined || attributes === undefined || signature === undefined) return undefined;
  const attribute = childNodes(bytes, attributes).find((node) => {
    const type = childNodes(bytes, node)[0];
    return type !== undefined && oidOf(bytes, type) === messageDigest;
  });
  const values = attribute === undefined ? undefined : childNodes(bytes, attribute)[1];
  const digest = values === undefined ? undefined : childNodes(bytes, values)[0];
  if (digest === undefined) return undefined;
  const asSet = Uint8Array.from(bytes.subarray(attributes.start, attributes.end));
  asSet[0] = 0x31;
  return {
    digestHash,
    digest: Buffer.from(octets(bytes, digest)),
    attributes: asSet,
    signature: octets(bytes, signature),
  };
}

function hashOf(bytes: Uint8Array, algorithm: DerNode): string | undefined {
  const oid = childNodes(bytes, algorithm)[0];
  return oid === undefined ? undefined : hashes.get(oidOf(bytes, oid) ?? "");
}

function verifies(hash: string, data: Uint8Array, key: KeyObject, signature: Uint8Array): boolean {
  try {
    return verify(hash, data, key, signature);
  } catch {
    return false;
  }
}
