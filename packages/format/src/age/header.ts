/** The header of an age file: version line, one stanza per recipient, MAC. Writing side. Source: C2SP age, "Header". */
import { createHmac, hkdfSync } from "node:crypto";

export interface Stanza {
  /** Type first, then its arguments: printable ASCII without spaces. */
  readonly args: readonly string[];
  readonly body: Uint8Array;
}

export const versionLine = "age-encryption.org/v1";
const bodyColumns = 64;

/** Everything the MAC covers: from the version line to the three dashes. */
export function headerBeforeMac(stanzas: readonly Stanza[]): string {
  let text = `${versionLine}\n`;
  for (const { args, body } of stanzas) {
    text += `-> ${args.join(" ")}\n`;
    const encoded = base64(body);
    // The last line of a body is always shorter than the others, so it may have to be empty.
    for (let at = 0; at <= encoded.length; at += bodyColumns) text += `${encoded.slice(at, at + bodyColumns)}\n`;
  }
  return `${text}---`;
}

export function headerMac(fileKey: Uint8Array, covered: Uint8Array | string): Uint8Array {
  const key = Buffer.from(hkdfSync("sha256", fileKey, "", "header", 32));
  const mac = createHmac("sha256", key).update(covered).digest();
  key.fill(0);
  return mac;
}

export function encodeHeader(stanzas: readonly Stanza[], fileKey: Uint8Array): Uint8Array {
  const covered = headerBeforeMac(stanzas);
  return Buffer.from(`${covered} ${base64(headerMac(fileKey, covered))}\n`, "latin1");
}

/** Standard alphabet, no padding. */
export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64").replace(/=+$/, "");
}
