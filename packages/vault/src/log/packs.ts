/**
 * The exact lines as they lie in the database: runs of neighbouring lines, joined by line feeds (no canonical line holds
 * one) and compressed together with Zstandard (RFC 8878). Alone, a line of 2 KB leaves half of its database page empty and
 * compresses to a half; with its neighbours it takes a third of its length, and a reader of the whole log decompresses
 * faster than it hashes. Their digests stand beside them in one piece. Digests and signatures are over the lines, never over
 * packs: packing is free to change.
 *
 * A line that is erased or was never disclosed to us is the empty line of its pack. An append never writes again what is
 * already durable: what commits of single lines leave behind is put together later (`gather`), when the index follows.
 */
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { Db, Statement } from "../db/connection.ts";
import { POSITIONS } from "../db/log-schema.ts";
import { VaultFault } from "../faults.ts";

/** A pack is closed before it grows beyond this many bytes of text. No line is longer (LN-1). */
const PACK_BYTES = 131_072;
/** Below this, compression saves less than its own frame costs. */
const WORTH_COMPRESSING = 512;
/** Packs remembered for the next line asked of them: some 4 MiB for who writes, some 48 MiB for who only reads. */
const REMEMBERED = 32;
const REMEMBERED_BY_READERS = 384;
const LINE_FEED = 0x0a;

const DIGEST_BYTES = 32;

const AS_IT_IS = 0;
const ZSTD = 1;

interface PackRow {
  readonly id: number;
  readonly count: number;
  readonly method: number;
  readonly digests: Buffer;
  readonly bytes: Buffer;
}

/** An opened pack: the row id of its first line, the bytes of its lines, one line feed between, the end of each, their digests. */
export interface Pack {
  readonly first: number;
  readonly text: Buffer;
  readonly ends: Uint32Array;
  /** 32 bytes a line. */
  readonly digests: Buffer;
}

/** A line to be kept: its exact bytes and their SHA-256. */
export interface PackedLine {
  readonly bytes: Uint8Array;
  readonly digest: Uint8Array;
}

const RANGE = "SELECT id, count, method, digests, bytes FROM pack WHERE id >= ? AND id < ? ORDER BY id";

const packs = new WeakMap<Db, Packs>();

/** The packs of a database: one memory for everything that reads through this connection. */
export function packsOf(db: Db): Packs {
  let found = packs.get(db);
  if (found === undefined) {
    found = new Packs(db);
    packs.set(db, found);
  }
  return found;
}

/** A class because what it remembers must be dropped when what is kept changes. */
export class Packs {
  readonly #db: Db;
  readonly #statements: Readonly<
    Record<"add" | "place" | "read" | "backwards" | "change" | "remove" | "version" | "notebooks", Statement>
  >;
  readonly #remembered = new Map<number, Pack>();
  #last: Pack | undefined;
  #version: unknown;
  #steady = false;
  /** Bytes of text in small packs, at most; what was there before this program began is not known. */
  #small = Number.POSITIVE_INFINITY;
  #most = REMEMBERED;

  constructor(db: Db) {
    this.#db = db;
    this.#statements = {
      notebooks: db.prepare("SELECT id FROM notebook").pluck(),
      add: db.prepare("INSERT INTO pack (id, count, method, digests, bytes) VALUES (?, ?, ?, ?, ?)"),
      place: db.prepare("SELECT id FROM pack WHERE id <= ? ORDER BY id DESC LIMIT 1").pluck(),
      read: db.prepare("SELECT id, count, method, digests, bytes FROM pack WHERE id = ?"),
      backwards: db.prepare(
        "SELECT id, count, method, digests, bytes FROM pack WHERE id >= ? AND id < ? ORDER BY id DESC",
      ),
      remove: db.prepare("DELETE FROM pack WHERE id = ?"),
      change: db.prepare("UPDATE pack SET method = ?, bytes = ? WHERE id = ?"),
      version: db.prepare("PRAGMA data_version").pluck(),
    };
  }

  /** Writes lines that follow each other from row id `first`. Must run inside the transaction of their commit. */
  add(first: number, lines: readonly PackedLine[]): void {
    let at = first;
    for (const run of runsOf(lines, ({ bytes }) => bytes.length + 1)) {
      this.#add(at, Buffer.concat(run.map(({ digest }) => digest)), joined(run.map(({ bytes }) => bytes)));
      at += run.length;
    }
  }

  /**
   * Puts the small packs that commits of few lines left at the end of each notebook together, so that their lines are
   * compressed with their neighbours too. Packs that are already full stay as they are, and nothing happens before enough
   * has gathered: a line is packed again once or twice in its life. In transactions of its own.
   */
  gather(): void {
    if (this.#small < PACK_BYTES) return;
    this.#small = 0;
    for (const notebook of this.#statements.notebooks.all() as number[]) this.#gather(notebook * POSITIONS);
  }

  #gather(base: number): void {
    const small: PackRow[] = [];
    let gathered = 0;
    for (const row of this.#statements.backwards.iterate(base, base + POSITIONS) as IterableIterator<PackRow>) {
      const size = textLength(row);
      if (size > PACK_BYTES / 2) break;
      gathered += size;
      small.unshift(row);
    }
    if (gathered < PACK_BYTES) {
      this.#small += gathered;
      return;
    }
    this.#db
      .transaction(() => {
        for (const run of runsOf(small.map(opened), ({ text }) => text.length + 1)) {
          const [head] = run;
          if (head === undefined || run.length === 1) continue;
          for (const { first } of run) this.#statements.remove.run(first);
          const digests = Buffer.concat(run.map((pack) => pack.digests));
          this.#add(head.first, digests, joined(run.map(({ text }) => text)));
        }
      })
      .immediate();
    this.forget();
  }

  #add(first: number, digests: Buffer, text: Buffer): void {
    const { method, bytes } = packed(text);
    if (text.length <= PACK_BYTES / 2) this.#small += text.length;
    this.#statements.add.run(first, digests.length / DIGEST_BYTES, method, digests, bytes);
  }

  /** The line with this row id; undefined when it is erased or not here. */
  text(id: number): string | undefined {
    const pack = this.holding(id);
    return pack && textAt(pack, id);
  }

  /** Its exact bytes, a copy. */
  bytes(id: number): Uint8Array | undefined {
    const pack = this.holding(id);
    const line = pack && lineAt(pack, id);
    return line && new Uint8Array(line);
  }

  /** Its digest; undefined when there is no such line. */
  digest(id: number): Buffer | undefined {
    const pack = this.holding(id);
    return pack && digestAt(pack, id);
  }

  /** The packs of all lines from row id `from` up to and without `to`, one after the other, without remembering any. */
  *each(from: number, to: number): Generator<Pack> {
    for (const row of this.#db.prepare(RANGE).iterate(from, to) as IterableIterator<PackRow>) yield opened(row);
  }

  /** Digests of all lines from row id `from` up to and without `to`, pack after pack: the lines stay packed. */
  *digests(from: number, to: number): Generator<{ readonly first: number; readonly digests: Buffer }> {
    const rows = this.#db.prepare("SELECT id AS first, digests FROM pack WHERE id >= ? AND id < ? ORDER BY id");
    yield* rows.iterate(from, to) as IterableIterator<{ first: number; digests: Buffer }>;
  }

  /** The row id, above `from` and at most `to`, up to which lines take some `most` bytes as they are packed. */
  reach(from: number, to: number, most: number): number {
    const rows = this.#db
      .prepare("SELECT id + count, length(bytes) FROM pack WHERE id >= ? AND id < ? ORDER BY id")
      .raw()
      .iterate(this.#statements.place.get(from) ?? from, to) as IterableIterator<[number, number]>;
    let bytes = 0;
    for (const [end, size] of rows) {
      bytes += size;
      if (bytes >= most && end > from) return Math.min(end, to);
    }
    return to;
  }

  /** Takes a line out for good: its pack is written anew without it. Must run inside the transaction of the erasure. */
  erase(id: number): void {
    const pack = this.holding(id);
    if (pack === undefined) return;
    const at = id - pack.first;
    const rest = packed(Buffer.concat([pack.text.subarray(0, startOf(pack, at)), pack.text.subarray(pack.ends[at])]));
    this.#statements.change.run(rest.method, rest.bytes, pack.first);
    this.forget();
  }

  /** Drops what is remembered: after an erasure nothing of it stays, and after a rollback nothing that was never kept. */
  forget(): void {
    for (const { text } of this.#remembered.values()) text.fill(0);
    this.#remembered.clear();
    this.#last = undefined;
  }

  /** The pack a line stands in. What is taken out of it must not be kept: `forget` overwrites it. */
  holding(id: number): Pack | undefined {
    if (!this.#steady) this.#doubt();
    if (this.#last === undefined || !holds(this.#last, id)) {
      const first = this.#statements.place.get(id);
      this.#last = first === undefined ? undefined : this.#opened(Number(first));
    }
    return this.#last !== undefined && holds(this.#last, id) ? this.#last : undefined;
  }

  /** For a vault opened to be read: whoever reads a dossier comes back to the same packs from every side. */
  remembersMore(): void {
    this.#most = REMEMBERED_BY_READERS;
  }

  /** For an action inside a transaction, where nobody else can write: what is remembered is doubted once, not at every line. */
  steadily<T>(action: () => T): T {
    this.#doubt();
    this.#steady = true;
    try {
      return action();
    } finally {
      this.#steady = false;
    }
  }

  #doubt(): void {
    const version = this.#statements.version.get();
    // Another process has written, and may have erased what is remembered here.
    if (version !== this.#version) this.forget();
    this.#version = version;
  }

  #opened(first: number): Pack {
    const known = this.#remembered.get(first);
    // Taken out and put back: the map's order is then the order of use.
    if (known !== undefined) this.#remembered.delete(first);
    const pack = known ?? opened(this.#statements.read.get(first) as PackRow);
    this.#remembered.set(first, pack);
    if (this.#remembered.size > this.#most) this.#remembered.delete(this.#remembered.keys().next().value ?? first);
    return pack;
  }
}

/** Neighbours together, up to the size of a pack. */
function* runsOf<T>(items: readonly T[], sizeOf: (item: T) => number): Generator<T[]> {
  let run: T[] = [];
  let size = 0;
  for (const item of items) {
    if (run.length > 0 && size + sizeOf(item) > PACK_BYTES) {
      yield run;
      run = [];
      size = 0;
    }
    run.push(item);
    size += sizeOf(item);
  }
  if (run.length > 0) yield run;
}

function joined(parts: readonly Uint8Array[]): Buffer {
  const all = Buffer.allocUnsafe(parts.reduce((sum, part) => sum + part.length + 1, -1));
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if (index > 0) all[at++] = LINE_FEED;
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function packed(text: Buffer): { readonly method: number; readonly bytes: Buffer } {
  if (text.length < WORTH_COMPRESSING) return { method: AS_IT_IS, bytes: text };
  // Told the size beforehand, the compressor takes tables of that size instead of its largest: a third of the time.
  const bytes = zstdCompressSync(text, {
    pledgedSrcSize: text.length,
    chunkSize: text.length,
    params: { [constants.ZSTD_c_compressionLevel]: 1 },
  });
  return bytes.length < text.length ? { method: ZSTD, bytes } : { method: AS_IT_IS, bytes: text };
}

function opened(row: PackRow): Pack {
  const { id, count, method, digests, bytes } = row;
  // Room for the text and one byte more: filled to the brim, the decompressor would ask for a second piece.
  const text = method === ZSTD ? zstdDecompressSync(bytes, { chunkSize: textLength(row) + 64 }) : bytes;
  if (digests.length !== count * DIGEST_BYTES) throw new VaultFault({ type: "database-damaged", code: "pack" });
  const ends = new Uint32Array(count);
  let at = 0;
  for (let line = 0; line < count; line++) {
    const end = line === count - 1 ? text.length : text.indexOf(LINE_FEED, at);
    if (end === -1) throw new VaultFault({ type: "database-damaged", code: "pack" });
    ends[line] = end;
    at = end + 1;
  }
  return { first: id, text, ends, digests };
}

/** Bytes of a pack's text. A Zstandard frame that was told its size says it (RFC 8878, 3.1.1.1). */
function textLength({ method, bytes }: Pick<PackRow, "method" | "bytes">): number {
  if (method === AS_IT_IS) return bytes.length;
  const descriptor = bytes[4] ?? 0;
  const at = (descriptor & 0x20) !== 0 ? 5 : 6;
  if (bytes.length < at + 8) return PACK_BYTES;
  const form = descriptor >> 6;
  if (form === 1) return bytes.readUInt16LE(at) + 256;
  if (form === 2) return Math.min(bytes.readUInt32LE(at), PACK_BYTES);
  return form === 0 && at === 5 ? (bytes[at] ?? 0) : PACK_BYTES;
}

const holds = (pack: Pack, id: number) => id >= pack.first && id < pack.first + pack.ends.length;

function startOf({ ends }: Pack, at: number): number {
  return at === 0 ? 0 : (ends[at - 1] ?? 0) + 1;
}

/** The exact bytes of a line of this pack; undefined when it is erased or not here. */
export function lineAt(pack: Pack, id: number): Buffer | undefined {
  const at = id - pack.first;
  const start = startOf(pack, at);
  const end = pack.ends[at] ?? start;
  return end === start ? undefined : pack.text.subarray(start, end);
}

/** The same as text. */
export function textAt(pack: Pack, id: number): string | undefined {
  const at = id - pack.first;
  const start = startOf(pack, at);
  const end = pack.ends[at] ?? start;
  return end === start ? undefined : pack.text.toString("utf8", start, end);
}

function digestAt({ first, digests }: Pack, id: number): Buffer {
  return digests.subarray((id - first) * DIGEST_BYTES, (id - first + 1) * DIGEST_BYTES);
}

/** Its digest in hex. */
export function digestTextAt({ first, digests }: Pack, id: number): string {
  return digests.toString("hex", (id - first) * DIGEST_BYTES, (id - first + 1) * DIGEST_BYTES);
}
