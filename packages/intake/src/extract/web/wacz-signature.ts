/**
 * Signatures of web archive collections: WACZ signing and verification 0.1.0. `anonymous`: ECDSA by a key that stands in the
 * file itself: it proves that nothing changed since, not who signed. `domain`: ECDSA by the key of a web site's certificate,
 * with an RFC 3161 time-stamp. Checked with node:crypto: signature, certificate chain up to a root that Node ships, name and
 * validity of the certificate at the time stated, time-stamp (timestamp.ts), ten minutes between the two times. Not checked:
 * revocation, certificate transparency, who the anonymous key belongs to, whether to trust the time-stamp's authority.
 */
import { createPublicKey, type KeyObject, verify, X509Certificate } from "node:crypto";
import { rootCertificates } from "node:tls";
import { checkTimeStamp } from "./timestamp.ts";

export interface SignatureReport {
  readonly valid: boolean;
  /** In plain words, for the record. */
  readonly words: string;
}

const tenMinutes = 10 * 60_000;

/** Checks `signedData` of datapackage-digest.json. `hash` is the digest of datapackage.json as computed by us. */
export function checkWaczSignature(signedData: unknown, hash: string): SignatureReport {
  const fields = textFields(signedData);
  const signature = Buffer.from(fields.get("signature") ?? "", "base64");
  if (signature.length === 0) return invalid("no signature in the signed data");
  if (fields.get("hash") !== hash) return invalid("signed hash is not the hash of datapackage.json");
  const data = Buffer.from(hash, "utf8");
  if (fields.has("domainCert")) return checkDomain(fields, data, signature);
  const key = publicKey(fields.get("publicKey") ?? "");
  if (key === undefined) return invalid("public key not readable");
  return verifies(data, key, signature)
    ? { valid: true, words: "signature valid (anonymous key)" }
    : invalid("signature does not fit the key");
}

function checkDomain(fields: ReadonlyMap<string, string>, data: Buffer, signature: Buffer): SignatureReport {
  const chain = certificates(fields.get("domainCert") ?? "");
  const leaf = chain[0];
  if (leaf === undefined) return invalid("certificate not readable");
  if (!verifies(data, leaf.publicKey, signature)) return invalid("signature does not fit the certificate");
  const created = Date.parse(fields.get("created") ?? "");
  const domain = fields.get("domain") ?? "";
  const faults: string[] = [];
  if (domain === "" || leaf.checkHost(domain) === undefined) faults.push("certificate is for another name");
  if (!(Date.parse(leaf.validFrom) <= created && created <= Date.parse(leaf.validTo)))
    faults.push("certificate not valid at the time stated");
  if (!chainsToRoot(chain)) faults.push("certificate chain does not reach a root that this program knows");
  const stamp = stampWords(fields, signature, created);
  if (stamp.fault) faults.push(stamp.words);
  const words = `signature fits the certificate of ${domain}`;
  if (faults.length > 0) return { valid: false, words: `${words}, but: ${faults.join("; ")}` };
  return {
    valid: true,
    words: `signature valid (domain ${domain}, chain to a known root, ${stamp.words}; revocation not checked)`,
  };
}

function stampWords(
  fields: ReadonlyMap<string, string>,
  signature: Buffer,
  created: number,
): { fault: boolean; words: string } {
  const token = fields.get("timeSignature");
  if (token === undefined) return { fault: true, words: "no time-stamp" };
  const authority = certificates(fields.get("timestampCert") ?? "");
  const key = authority[0]?.publicKey;
  if (key === undefined) return { fault: true, words: "time-stamp without a readable certificate" };
  const asWritten = Buffer.from(fields.get("signature") ?? "", "utf8");
  const checked = checkTimeStamp(Buffer.from(token, "base64"), [asWritten, signature], key);
  if (checked.type === "invalid") return { fault: true, words: `time-stamp invalid (${checked.why})` };
  if (!linked(authority)) return { fault: true, words: "time-stamp certificates do not follow from one another" };
  if (!(Math.abs(Date.parse(checked.time) - created) <= tenMinutes))
    return { fault: true, words: "time-stamp is more than ten minutes from the time stated" };
  return { fault: false, words: `time-stamp ${checked.time} valid, its authority not checked against a list` };
}

function chainsToRoot(chain: readonly X509Certificate[]): boolean {
  if (!linked(chain)) return false;
  const roots = rootCertificates.map((pem) => new X509Certificate(pem));
  return chain.some((cert) =>
    roots.some(
      (root) => root.fingerprint256 === cert.fingerprint256 || (cert.checkIssued(root) && cert.verify(root.publicKey)),
    ),
  );
}

function linked(chain: readonly X509Certificate[]): boolean {
  return chain.every((cert, index) => {
    const next = chain[index + 1];
    return next === undefined || (cert.checkIssued(next) && cert.verify(next.publicKey));
  });
}

function certificates(pem: string): X509Certificate[] {
  const blocks = pem.slice(0, 200_000).match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  try {
    return blocks.slice(0, 10).map((block) => new X509Certificate(block));
  } catch {
    return [];
  }
}

function publicKey(base64: string): KeyObject | undefined {
  try {
    const pem = base64.includes("BEGIN PUBLIC KEY");
    return pem
      ? createPublicKey(base64)
      : createPublicKey({ key: Buffer.from(base64, "base64"), format: "der", type: "spki" });
  } catch {
    return undefined;
  }
}

/** Browsers write ECDSA signatures as two numbers, servers in DER; both over SHA-256. */
function verifies(data: Buffer, key: KeyObject, signature: Buffer): boolean {
  return (["ieee-p1363", "der"] as const).some((dsaEncoding) => {
    try {
      return verify("sha256", data, { key, dsaEncoding }, signature);
    } catch {
      return false;
    }
  });
}

function textFields(value: unknown): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  if (typeof value !== "object" || value === null) return fields;
  for (const [name, field] of Object.entries(value)) if (typeof field === "string") fields.set(name, field);
  return fields;
}

function invalid(why: string): SignatureReport {
  return { valid: false, words: `signature invalid: ${why}` };
}
