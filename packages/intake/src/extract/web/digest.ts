/** Digests as WARC writes them ("sha1:BASE32", WARC 1.1 §5.8) and as WACZ writes them ("sha256:hex"). */
import { createHash, type Hash } from "node:crypto";

export interface DigestCheck {
  update(bytes: Uint8Array): void;
  /** `unknown`: the algorithm is none that we know. */
  end(): "equal" | "differs" | "unknown";
}

const algorithms = new Map([
  ["sha1", "sha1"],
  ["sha-1", "sha1"],
  ["sha256", "sha256"],
  ["sha-256", "sha256"],
  ["sha512", "sha512"],
  ["sha-512", "sha512"],
  ["md5", "md5"],
]);
const base32Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Checks bytes against a stated digest; the value may be hex, base32 or base64. */
export function checkDigest(stated: string): DigestCheck {
  const [, name, value] = /^([A-Za-z0-9-]+):(.+)$/.exec(stated.trim()) ?? [];
  const algorithm = algorithms.get((name ?? "").toLowerCase());
  const hash: Hash | undefined = algorithm === undefined ? undefined : createHash(algorithm);
  return {
    update(bytes) {
      hash?.update(bytes);
    },
    end() {
      if (hash === undefined || value === undefined) return "unknown";
      const digest = hash.digest();
      const same =
        value.toLowerCase() === digest.toString("hex") ||
        value.toUpperCase().replace(/=+$/, "") === base32(digest) ||
        value.replace(/=+$/, "") === digest.toString("base64").replace(/=+$/, "");
      return same ? "equal" : "differs";
    },
  };
}

/** RFC 4648 §6, without padding. */
export function base32(bytes: Uint8Array): string {
  let out = "";
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) out += base32Letters.charAt((value >>> (bits - 5)) & 31);
    value &= 255;
  }
  return bits > 0 ? out + base32Letters.charAt((value << (5 - bits)) & 31) : out;
}
