/**
 * Reads sealed blobs in small steps. To open one costs two milliseconds of key agreement, and a mailbox is read message by
 * message: the last few stay open, and the last few pieces that were deciphered stay in memory.
 */
import type { Blob } from "@amana/record";
import { type BlobStore, type OpenBlob, refOf } from "@amana/vault";

const mostOpen = 4;
const pieceBytes = 2 ** 20;

interface Open {
  readonly file: OpenBlob;
  /** The pieces read last, by number. */
  readonly pieces: Map<number, Uint8Array>;
}

const mostPieces = 3;

export class BlobReader {
  readonly #blobs: BlobStore;
  readonly #open = new Map<string, Open>();

  constructor(blobs: BlobStore) {
    this.#blobs = blobs;
  }

  /** Up to `length` bytes from `offset`; fewer only at the end. Throws when the blob is missing or damaged. */
  read(blob: Blob, offset: number, length: number): Uint8Array {
    const end = Math.min(blob.plain_bytes, offset + length);
    if (end <= offset) return new Uint8Array(0);
    const open = this.#opened(blob);
    const first = Math.floor(offset / pieceBytes);
    if (end <= (first + 1) * pieceBytes) {
      const from = first * pieceBytes;
      return this.#piece(open, first, blob.plain_bytes).subarray(offset - from, end - from);
    }
    const out = new Uint8Array(end - offset);
    for (let at = offset; at < end; ) {
      const number = Math.floor(at / pieceBytes);
      const from = number * pieceBytes;
      const part = this.#piece(open, number, blob.plain_bytes).subarray(at - from, end - from);
      out.set(part, at - offset);
      at += part.length;
    }
    return out;
  }

  close(): void {
    for (const { file } of this.#open.values()) file.close();
    this.#open.clear();
  }

  #opened(blob: Blob): Open {
    const known = this.#open.get(blob.name);
    // Put last again: the first of the map is the one used longest ago.
    this.#open.delete(blob.name);
    const open = known ?? { file: this.#openFile(blob), pieces: new Map() };
    this.#open.set(blob.name, open);
    if (this.#open.size > mostOpen) {
      const [oldest] = this.#open;
      oldest?.[1].file.close();
      this.#open.delete(oldest?.[0] ?? "");
    }
    return open;
  }

  #openFile(blob: Blob): OpenBlob {
    const opened = this.#blobs.open(refOf(blob));
    if (!opened.ok) throw new Error(`a blob just written cannot be opened: ${opened.error.type}`);
    return opened.value;
  }

  #piece({ file, pieces }: Open, number: number, size: number): Uint8Array {
    const known = pieces.get(number);
    pieces.delete(number);
    const piece = known ?? deciphered(file, number * pieceBytes, Math.min(pieceBytes, size - number * pieceBytes));
    pieces.set(number, piece);
    if (pieces.size > mostPieces) pieces.delete(pieces.keys().next().value ?? -1);
    return piece;
  }
}

function deciphered(file: OpenBlob, offset: number, length: number): Uint8Array {
  const bytes = file.range(offset, length);
  if (!bytes.ok) throw new Error(`a blob just written cannot be read: ${bytes.error.type}`);
  if (bytes.value.length !== length) throw new Error("a blob just written is shorter than its line says");
  return bytes.value;
}
