/** Where intake puts things: seals bytes, knows what is already there, and commits lines a few at a time. */
import { createHash } from "node:crypto";
import type { Blob, LayerMade, Proposal } from "@amana/record";
import { blobOf, type Vault } from "@amana/vault";
import { BlobReader } from "./blob-reader.ts";
import { type Bytes, memoryBytes } from "./bytes.ts";
import type { Arrived, Incoming, Kept } from "./incoming.ts";
import { holdYoungSpace, releaseYoungSpace } from "./young.ts";

/** Bytes of members kept in memory until they are read; what does not fit is read back from its blob. */
const MEMORY = 48 * 2 ** 20;
/** A member up to this size is gathered before it is sealed. */
const SMALL = 2 ** 20;
/** Lines in one commit at most: each costs the sync of up to 256 directories of blobs. */
const LINES = 1_500;
/** …and text in them, in UTF-16 units: it stands in memory several times while it is signed, written and indexed. */
const UNITS = 3 * 2 ** 20;
/** …and a commit is not put off for longer than this: what a crash takes away must be done again. Milliseconds. */
const LONGEST_WAIT = 2_000;

export interface TodoEntry {
  readonly source: string;
  readonly what: "family" | "ocr";
  readonly detail: string;
}

interface Claim {
  readonly source: string;
  /** Known once the source's own line is written. */
  type?: string;
  readonly waiting: ((type: string) => void)[];
}

export class Shelf {
  readonly #vault: Vault;
  readonly #local: ReturnType<Vault["local"]>;
  readonly #reader: BlobReader;
  /** Who will hold which bytes: received, and not yet in the index. */
  readonly #claims = new Map<string, Claim>();
  readonly #members = new Set<string>();
  #proposals: Proposal[] = [];
  #alongside: (() => void)[] = [];
  #inMemory = 0;
  #units = 0;
  #committedAt = performance.now();

  constructor(vault: Vault) {
    this.#vault = vault;
    this.#local = vault.local();
    this.#reader = new BlobReader(vault.blobs);
  }

  random(bytes: number): Uint8Array {
    return this.#vault.world.random(bytes);
  }

  /** The source that already holds these bytes, committed or about to be. */
  holderOf(sha256: string): string | undefined {
    return this.#claims.get(sha256)?.source ?? this.#local.holderOf(sha256);
  }

  claim(sha256: string, source: string): void {
    this.#claims.set(sha256, { source, waiting: [] });
  }

  /** The line that received these bytes is written, or waits for the next commit: what refers to it may follow. */
  stated(sha256: string, type: string): void {
    const claim = this.#claims.get(sha256);
    if (claim === undefined) return;
    claim.type = type;
    for (const follow of claim.waiting.splice(0)) follow(type);
  }

  /** Acts once the holder's line cannot come after what is written now; its type is told where it is known. */
  afterHolder(sha256: string, follow: (type: string | undefined) => void): void {
    const claim = this.#claims.get(sha256);
    if (claim === undefined || claim.type !== undefined) follow(claim?.type);
    else claim.waiting.push(follow);
  }

  hasMember(parent: string, position: number, sha256: string): boolean {
    const key = `${parent} ${position} ${sha256}`;
    if (this.#members.has(key) || this.#local.hasMember(parent, position, sha256)) return true;
    this.#members.add(key);
    return false;
  }

  async seal(bytes: Uint8Array): Promise<Blob> {
    return blobOf(await this.#vault.blobs.put(bytes));
  }

  async sealFile(fd: number): Promise<Blob> {
    return blobOf(await this.#vault.blobs.put({ file: fd }));
  }

  discard(blob: Blob): void {
    this.#vault.blobs.remove(blob.name);
  }

  /** Takes in a member of unknown size: small ones at once, larger ones streamed to the disk. */
  incoming(): Incoming {
    const parts: Uint8Array[] = [];
    let size = 0;
    let stream:
      | { readonly push: (bytes: Uint8Array) => Promise<void>; readonly end: (whole: boolean) => Promise<Blob> }
      | undefined;
    return {
      write: async (bytes) => {
        size += bytes.length;
        if (stream !== undefined) return stream.push(bytes);
        parts.push(bytes);
        if (size <= SMALL) return;
        stream = this.#streamed();
        for (const part of parts.splice(0)) await stream.push(part);
      },
      end: async () => {
        if (stream !== undefined) return this.#streamedIn(await stream.end(true));
        return this.#gathered(Buffer.concat(parts));
      },
      abandon: async () => {
        await stream?.end(false).then(
          (blob) => this.discard(blob),
          () => undefined,
        );
      },
    };
  }

  bytesOf(blob: Blob): Bytes {
    return { size: blob.plain_bytes, read: (offset, length) => this.#reader.read(blob, offset, length) };
  }

  /** Lets go of the blobs that are open for reading. */
  close(): void {
    this.#reader.close();
    releaseYoungSpace();
  }

  #streamedIn(blob: Blob): Arrived {
    return {
      sha256: blob.plain_sha256,
      bytes: blob.plain_bytes,
      keep: async () => ({ blob, bytes: () => this.bytesOf(blob) }),
      drop: () => this.discard(blob),
    };
  }

  #gathered(bytes: Uint8Array): Arrived {
    return {
      sha256: Shelf.sha256(bytes),
      bytes: bytes.length,
      keep: async () => this.#kept(await this.seal(bytes), bytes),
      drop: () => {},
    };
  }

  #kept(blob: Blob, bytes: Uint8Array): Kept {
    if (this.#inMemory + bytes.length > MEMORY) return { blob, bytes: () => this.bytesOf(blob) };
    this.#inMemory += bytes.length;
    let held: Uint8Array | undefined = bytes;
    return {
      blob,
      bytes: () => {
        if (held === undefined) return this.bytesOf(blob);
        const now = held;
        held = undefined;
        this.#inMemory -= now.length;
        return memoryBytes(now);
      },
    };
  }

  /** A pipe into a blob: `push` waits until the bytes are taken, so nothing piles up. */
  #streamed() {
    const queue: Uint8Array[] = [];
    let wake: (() => void) | undefined;
    let taken: (() => void) | undefined;
    let finished: "no" | "whole" | "abandoned" = "no";
    async function* pieces(): AsyncIterable<Uint8Array> {
      for (;;) {
        const next = queue.shift();
        if (next !== undefined) {
          yield next;
          taken?.();
        } else if (finished !== "no") {
          return;
        } else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    }
    const sealed = this.#vault.blobs.put(pieces());
    // A fault of the disk must reach whoever pushes, not become an unhandled rejection.
    let fault: unknown;
    sealed.catch((error: unknown) => {
      fault = error;
      taken?.();
    });
    return {
      push: async (bytes: Uint8Array) => {
        if (fault !== undefined) throw fault;
        queue.push(bytes);
        wake?.();
        if (queue.length > 4)
          await new Promise<void>((resolve) => {
            taken = resolve;
          });
      },
      end: async (whole: boolean) => {
        finished = whole ? "whole" : "abandoned";
        wake?.();
        return blobOf(await sealed);
      },
    };
  }

  /** Lines that belong together: they go into one commit. */
  add(proposals: readonly Proposal[], alongside?: () => void): void {
    holdYoungSpace();
    this.#proposals.push(...proposals);
    if (alongside !== undefined) this.#alongside.push(alongside);
    for (const proposal of proposals) this.#units += unitsOf(proposal);
    const enough = this.#proposals.length >= LINES || this.#units >= UNITS;
    if (enough || performance.now() - this.#committedAt > LONGEST_WAIT) this.flush();
  }

  /** Commits what is waiting; when it returns, that is kept. */
  flush(): number {
    const proposals = this.#proposals;
    const alongside = this.#alongside;
    const act = () => {
      for (const each of alongside) each();
    };
    if (proposals.length === 0) {
      if (alongside.length > 0) this.#local.transaction(act);
      this.#alongside = [];
      return 0;
    }
    this.#vault.append(proposals, { alongside: act });
    this.#proposals = [];
    this.#alongside = [];
    this.#units = 0;
    this.#members.clear();
    this.#vault.project();
    this.#committedAt = performance.now();
    // What is in the index is found there; what is still being read must stay claimed.
    for (const [sha256, claim] of this.#claims) if (claim.type !== undefined) this.#claims.delete(sha256);
    return proposals.length;
  }

  get local(): ReturnType<Vault["local"]> {
    return this.#local;
  }

  /** SHA-256 of bytes in memory, hex. */
  static sha256(bytes: Uint8Array): string {
    return createHash("sha256").update(bytes).digest("hex");
  }
}

function unitsOf(proposal: Proposal): number {
  if (proposal.k !== "layer.made") return 0;
  const { content } = proposal.x as LayerMade;
  return content.type === "inline" ? content.lines.length : 0;
}
