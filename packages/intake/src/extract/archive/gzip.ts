/** gzip (RFC 1952): the one stream inside as a child, under the name it states. Several members in a row are one stream. */
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { type Extractor, ProblemError, type Raw } from "../contract.ts";

const pieceBytes = 256 * 2 ** 10;
const freeBytes = 200 * 2 ** 20;

export const gzipExtractor: Extractor = {
  types: ["application/gzip"],
  async extract(raw, _type, sink, limits) {
    const child = sink.child({ name: innerName(raw), position: 1, role: "member" });
    // Deflate cannot do more than about 1,030 to 1, so the general limit would let nearly every bomb through; a quarter of
    // it is still far above what text, pictures or mail boxes reach.
    const most = Math.min(limits.expandedBytes, Math.max(freeBytes, (raw.size * limits.ratio) / 4));
    let written = 0;
    const source = Readable.from(piecesOf(raw));
    const stream = source.pipe(createGunzip({ chunkSize: pieceBytes }));
    try {
      for await (const piece of stream) {
        written += piece.length;
        if (written > most) throw new ProblemError("expands-too-far", `over ${most} bytes`);
        child.write(piece);
      }
      child.end();
    } catch (error) {
      child.giveUp?.();
      if (!isZlibError(error)) throw error;
      throw new ProblemError("damaged", error.code);
    } finally {
      source.destroy();
      stream.destroy();
    }
  },
};

/** FNAME (Latin-1, RFC 1952 §2.3.1), or the file's own name without its last ending. */
function innerName(raw: Raw): string {
  const head = Buffer.from(raw.read(0, 1_024));
  const flags = head[3] ?? 0;
  let at = 10;
  if ((flags & 4) !== 0) at += 2 + (head.length >= 12 ? head.readUInt16LE(10) : 0);
  const end = (flags & 8) === 0 ? -1 : head.indexOf(0, at);
  const stated = end > at ? decoded(head.subarray(at, end)) : "";
  if (stated !== "") return stated;
  const own = raw.name.split(/[/\\]/).at(-1) ?? "";
  if (/\.tgz$/i.test(own)) return own.replace(/\.tgz$/i, ".tar");
  return own.replace(/\.(gz|gzip|z)$/i, "") || "content";
}

/** The standard says Latin-1; what programs write is UTF-8. */
function decoded(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  return text.includes("\ufffd") ? bytes.toString("latin1") : text;
}

function* piecesOf(raw: Raw): Generator<Uint8Array, void, void> {
  for (let at = 0; at < raw.size; at += pieceBytes) yield raw.read(at, pieceBytes);
}

function isZlibError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}
