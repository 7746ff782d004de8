/** Reading the header of an age file, strictly: what two readers could understand differently is refused. C2SP age, "Header". */
import { type Stanza, versionLine } from "../age/header.ts";
import { err, ok, type Result } from "../result.ts";

export interface ParsedHeader {
  readonly stanzas: readonly Stanza[];
  /** The bytes the MAC covers, as received. */
  readonly covered: Uint8Array;
  readonly mac: Uint8Array;
  /** Bytes of the header, its last line feed included. */
  readonly length: number;
}

export type HeaderRefusal =
  /** Not an age file, or of a version we do not read. */
  | { readonly type: "not-an-age-file" }
  | { readonly type: "header-malformed"; readonly line: number }
  /** The bytes end before the header does: give more, or it is cut short. */
  | { readonly type: "header-cut-short" };

/** Longest header read: some 600 hybrid recipients. */
export const maxHeaderSize = 1 << 20;

export function parseHeader(bytes: Uint8Array): Result<ParsedHeader, HeaderRefusal> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, maxHeaderSize));
  const cut: HeaderRefusal =
    bytes.length < maxHeaderSize ? { type: "header-cut-short" } : { type: "header-malformed", line: 0 };
  let at = 0;
  let line = 0;
  const nextLine = (): string | undefined => {
    const end = text.indexOf(0x0a, at);
    if (end === -1) return undefined;
    const value = text.toString("latin1", at, end);
    at = end + 1;
    line += 1;
    return value;
  };

  if (!text.subarray(0, versionLine.length).equals(expectedVersion.subarray(0, text.length))) {
    return err({ type: "not-an-age-file" });
  }
  const version = nextLine();
  if (version === undefined) return err(cut);
  if (version !== versionLine) return err({ type: "not-an-age-file" });

  const stanzas: Stanza[] = [];
  for (;;) {
    const start = at;
    const first = nextLine();
    if (first === undefined) return err(cut);
    if (first.startsWith("---")) {
      const mac = first.startsWith("--- ") ? fromBase64(first.slice(4)) : undefined;
      if (mac?.length !== 32 || stanzas.length === 0) return err({ type: "header-malformed", line });
      return ok({ stanzas, covered: text.subarray(0, start + 3), mac, length: at });
    }
    const [arrow, ...args] = first.split(" ");
    if (arrow !== "->" || args.length === 0 || !args.every(isArgument)) return err({ type: "header-malformed", line });
    const body: Uint8Array[] = [];
    for (;;) {
      const encoded = nextLine();
      if (encoded === undefined) return err(cut);
      const piece = encoded.length <= 64 ? fromBase64(encoded) : undefined;
      if (piece === undefined) return err({ type: "header-malformed", line });
      body.push(piece);
      if (encoded.length < 64) break;
    }
    stanzas.push({ args, body: Buffer.concat(body) });
  }
}

/** Standard alphabet, no padding, no stray bits in the last character; undefined otherwise. */
export function fromBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, "base64");
  // Node's decoder forgives; encoding again shows whether there was anything to forgive.
  return bytes.toString("base64").replace(/=+$/, "") === text ? bytes : undefined;
}

const expectedVersion = Buffer.from(versionLine);

function isArgument(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}
