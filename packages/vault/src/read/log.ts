/** The log as it lies: notebooks, their lines and checkpoints for a verifier, and the history people read. */
import { fromHex } from "@amana/format";
import type { Anchor, Blob, LayerMade, Received } from "@amana/record";
import { type Db, prepared } from "../db/connection.ts";
import { POSITIONS } from "../db/log-schema.ts";
import { VaultFault } from "../faults.ts";
import { noteOf, type StoredCheckpoint } from "../log/checkpoint-note.ts";
import { digestTextAt, lineAt, type Pack, packsOf, textAt } from "../log/packs.ts";

export interface NotebookRow {
  readonly name: string;
  readonly branch: number;
  readonly compartment: string;
  readonly device: string;
  readonly mine: boolean;
  readonly size: number;
}

export function notebooks(db: Db): NotebookRow[] {
  const rows = prepared(
    db,
    "SELECT name, branch, compartment, device, mine, size FROM notebook ORDER BY id",
  ).all() as (Omit<NotebookRow, "mine"> & {
    readonly mine: number;
  })[];
  return rows.map((row) => ({ ...row, mine: row.mine === 1 }));
}

/** What a verifier reads (packages/verify): the exact bytes, in order, and every checkpoint as its note. */
export function notebookReader(db: Db, name: string, branch: number) {
  const notebook = prepared(db, "SELECT id, size FROM notebook WHERE name = ? AND branch = ?").get(name, branch) as
    | { id: number; size: number }
    | undefined;
  if (notebook === undefined) return undefined;
  const base = notebook.id * POSITIONS;
  return {
    id: name,
    size: notebook.size,
    get line0(): Uint8Array {
      return packsOf(db).bytes(base) ?? new Uint8Array();
    },
    *runs(): IterableIterator<{
      readonly position: number;
      readonly text: Uint8Array;
      readonly ends: Uint32Array;
      readonly digests: Uint8Array;
    }> {
      const rows = prepared(db, "SELECT count(*) FROM line WHERE id >= ? AND id < ?").pluck();
      const whole = rows.get(base, base + POSITIONS) === notebook.size;
      // Every page is read once: keeping 64 MiB of them would help nobody.
      const usual = db.pragma("cache_size", { simple: true });
      db.pragma("cache_size=-8192");
      try {
        for (const pack of packsOf(db).each(base, base + POSITIONS))
          if (whole) yield { position: pack.first - base, text: pack.text, ends: pack.ends, digests: pack.digests };
          else yield* presentIn(db, pack, base);
      } finally {
        db.pragma(`cache_size=${usual}`);
      }
    },
    *checkpoints(): IterableIterator<{ readonly size: number; readonly note: string }> {
      const some = prepared(
        db,
        "SELECT size, root, signature, seal_signature FROM checkpoint WHERE notebook = ? AND size > ? ORDER BY size LIMIT 500",
      );
      const keys = publicKeys(db, notebook.id);
      // Some at a time: a statement left open would keep every pragma out.
      for (let after = -1; ; ) {
        const rows = some.all(notebook.id, after) as StoredCheckpoint[];
        for (const row of rows) yield { size: row.size, note: noteOf(name, keys, row) };
        const last = rows.at(-1);
        if (last === undefined) return;
        after = last.size;
      }
    },
    latest(): { readonly size: number; readonly note: string } | undefined {
      const row = prepared(
        db,
        "SELECT size, root, signature, seal_signature FROM checkpoint WHERE notebook = ? ORDER BY size DESC LIMIT 1",
      ).get(notebook.id);
      return row === undefined
        ? undefined
        : {
            size: (row as StoredCheckpoint).size,
            note: noteOf(name, publicKeys(db, notebook.id), row as StoredCheckpoint),
          };
    },
    line(position: number): string | undefined {
      return packsOf(db).text(base + position);
    },
    /** All digests, 32 bytes each, for proofs. */
    digests(): Uint8Array {
      const all = new Uint8Array(notebook.size * 32);
      for (const { first, digests } of packsOf(db).digests(base, base + POSITIONS))
        all.set(digests, (first - base) * 32);
      return all;
    },
  };
}

/** The lines of a pack that have their row, where some row is missing from the table: the verifier sees the hole in the positions. */
function* presentIn(db: Db, { first, text, ends, digests }: Pack, base: number) {
  const one = prepared(db, "SELECT 1 FROM line WHERE id = ?").pluck();
  for (const [at, end] of ends.entries()) {
    if (one.get(first + at) === undefined) continue;
    const start = at === 0 ? 0 : (ends[at - 1] ?? 0) + 1;
    yield {
      position: first + at - base,
      text: text.subarray(start, end),
      ends: Uint32Array.of(end - start),
      digests: digests.subarray(at * 32, at * 32 + 32),
    };
  }
}

/** Root of a notebook at a size, where a checkpoint of that size is held. */
export function rootAt(db: Db, name: string, size: number): Uint8Array | undefined {
  return prepared(
    db,
    "SELECT checkpoint.root FROM checkpoint JOIN notebook ON notebook.id = checkpoint.notebook WHERE notebook.name = ? AND checkpoint.size = ? LIMIT 1",
  )
    .pluck()
    .get(name, size) as Buffer | undefined;
}

/** Does an erase line of any notebook name this digest? */
export function wasErased(db: Db, digest: string): boolean {
  return prepared(db, "SELECT 1 FROM erased WHERE digest = ?").pluck().get(Buffer.from(digest, "hex")) !== undefined;
}

function publicKeys(db: Db, notebook: number): { readonly key: Uint8Array; readonly sealKey?: Uint8Array } {
  const row = prepared(db, "SELECT public_key, seal_key FROM notebook WHERE id = ?").get(notebook) as {
    public_key: Buffer;
    seal_key: Buffer | null;
  };
  return { key: row.public_key, ...(row.seal_key !== null && { sealKey: row.seal_key }) };
}

export interface LinePlace {
  readonly notebook: string;
  readonly branch: number;
  readonly position: number;
  readonly digest: string;
  /** Undefined once erased. */
  readonly text: string | undefined;
}

/** Where the lines of a record stand. */
export function linesOf(db: Db, e: string): LinePlace[] {
  const rows = prepared(
    db,
    "SELECT line.id FROM record JOIN line ON line.record = record.id WHERE record.e = ? ORDER BY line.id",
  )
    .pluck()
    .all(e) as number[];
  return rows.map((id) => placed(db, id));
}

function placed(db: Db, id: number): LinePlace {
  const notebook = Math.floor(id / POSITIONS);
  const { name, branch } = prepared(db, "SELECT name, branch FROM notebook WHERE id = ?").get(notebook) as {
    name: string;
    branch: number;
  };
  const pack = packsOf(db).holding(id);
  if (pack === undefined) throw new VaultFault({ type: "database-damaged", code: "pack" });
  return {
    notebook: name,
    branch,
    position: id - notebook * POSITIONS,
    digest: digestTextAt(pack, id),
    text: textAt(pack, id),
  };
}

export interface HistoryOptions {
  readonly record?: string;
  /** RFC 3339, compared with the writer's clock. */
  readonly since?: string;
}

/** Every line, newest last, with what a person needs to follow it; bodies are left to `show`. */
export function* history(
  db: Db,
  options: HistoryOptions = {},
): IterableIterator<LinePlace & { readonly k: string; readonly e: string; readonly t: string }> {
  const rows =
    options.record === undefined
      ? db.prepare("SELECT id FROM line ORDER BY id").pluck().iterate()
      : db
          .prepare(
            "SELECT line.id FROM line JOIN record ON record.id = line.record WHERE record.e = ? ORDER BY line.id",
          )
          .pluck()
          .iterate(options.record);
  const erased = db.prepare(
    "SELECT erased.kind, erased.t, record.e FROM erased JOIN line ON line.id = erased.line JOIN record ON record.id = line.record WHERE erased.line = ?",
  );
  for (const id of rows as IterableIterator<number>) {
    const place = placed(db, id);
    if (place.text === undefined) {
      const was = erased.get(id) as { kind: string; t: string; e: string } | undefined;
      if (was !== undefined) yield { ...place, k: was.kind, e: was.e, t: was.t };
      continue;
    }
    const { k, e, t } = JSON.parse(place.text) as { k: string; e: string; t: string };
    if (options.since === undefined || t >= options.since) yield { ...place, k, e, t };
  }
}

/** Time-stamps that came back, from the anchor lines. */
export function anchors(db: Db): (Anchor & { readonly e: string; readonly tokenBytes: Uint8Array })[] {
  const packs = packsOf(db);
  const rows = prepared(
    db,
    "SELECT line.id FROM record JOIN line ON line.record = record.id WHERE record.e >= 'keep_' AND record.e < 'keep`' ORDER BY line.id",
  )
    .pluck()
    .all() as number[];
  return rows.flatMap((id) => {
    const body = packs.text(id);
    const line = body === undefined ? undefined : (JSON.parse(body) as { e: string; k: string; x: Anchor });
    return line?.k === "anchor"
      ? [{ ...line.x, e: line.e, tokenBytes: fromHex(line.x.token) ?? new Uint8Array() }]
      : [];
  });
}

/** Every blob a standing line names: what must be on the disk. */
export function* namedBlobs(db: Db): IterableIterator<{ readonly record: string; readonly blob: Blob }> {
  for (const pack of packsOf(db).each(0, Number.MAX_SAFE_INTEGER)) {
    // Most packs of a dossier name no blob: one look through the bytes passes over them.
    if (!pack.text.includes(BLOB_KEY)) continue;
    for (let id = pack.first; id < pack.first + pack.ends.length; id++) {
      const line = lineAt(pack, id);
      if (line?.includes(BLOB_KEY) !== true) continue;
      const { e, x } = JSON.parse(line.toString("utf8")) as {
        e: string;
        x: Partial<Received> & Partial<LayerMade> & { contents?: Blob };
      };
      const blob = x.blob ?? (x.content?.type === "blob" ? x.content.blob : undefined) ?? x.contents;
      if (blob !== undefined) yield { record: e, blob };
    }
  }
}

const BLOB_KEY = Buffer.from('"key":"AGE-SECRET-KEY-PQ-1');
