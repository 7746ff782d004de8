/**
 * Files that carry another or stand beside it: CMS signatures (RFC 5652, RFC 8551: `.p7s`, `.p7m`) and AppleDouble (RFC 1740:
 * the `._name` files a Mac leaves in archives). What they are is said; signed content is unpacked; signatures are not checked.
 */
import { type Extractor, ProblemError } from "../contract.ts";
import { readSmime } from "../mail/smime.ts";

const longest = 64 * 2 ** 20;

export const carrierExtractor: Extractor = {
  types: ["application/pkcs7-signature", "application/pkcs7-mime", "application/applefile"],
  async extract(raw, type, sink) {
    if (type === "application/applefile") {
      sink.meta({ other: appleFacts(raw.read(0, 4_096)) });
      return;
    }
    const held = readSmime(raw.all(longest));
    if (held.type === "enveloped") throw new ProblemError("locked", "CMS enveloped data");
    sink.meta({
      other: { signature: held.type === "signed" ? "CMS, around the content" : "CMS, apart from the content" },
    });
    if (held.type !== "signed") return;
    const child = sink.child({ name: raw.name.replace(/\.p7[ms]$/i, "") || "content", position: 1, role: "member" });
    child.write(held.content);
    child.end();
  },
};

const entries: Readonly<Record<number, string>> = {
  1: "data fork",
  2: "resource fork",
  3: "real name",
  4: "comment",
  9: "Finder info",
};

/** Which parts of a Mac file are in it (RFC 1740 appendix A): a table of id, offset and length. */
function appleFacts(bytes: Uint8Array): Record<string, string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 26) throw new ProblemError("damaged", "shorter than its head");
  const count = Math.min(view.getUint16(24), 64);
  const parts: string[] = [];
  for (let at = 26; at + 12 <= bytes.length && parts.length < count; at += 12) {
    const id = view.getUint32(at);
    parts.push(`${entries[id] ?? `part ${id}`} ${view.getUint32(at + 8)} bytes`);
  }
  return { carrier: view.getUint32(0) === 0x0005_1607 ? "AppleDouble" : "AppleSingle", parts: parts.join(", ") };
}
