/**
 * Erasure that keeps the proof (R11–R13): the lines go, their digests, parents and field names stay, and a signed erase line
 * says who decided why. The sealed files die with the lines that hold their keys, and are removed from the disk after that.
 */
import { erasedLine, err, newRecordId, ok, type Result } from "@amana/format";
import { type Blob, type Erase, type LayerMade, propose, type Received } from "@amana/record";
import { settle } from "./db/connection.ts";
import { packsOf } from "./log/packs.ts";
import type { Vault } from "./vault.ts";

export interface EraseOrder {
  readonly records: readonly string[];
  readonly reason: string;
  readonly decision?: string;
}

export type EraseRefusal =
  | { readonly type: "erase-refused-hold"; readonly record: string }
  | { readonly type: "erase-refused-shared"; readonly record: string; readonly others: string }
  | { readonly type: "erase-refused-family"; readonly record: string; readonly parent: string };

export interface ErasePlan {
  readonly records: readonly string[];
  readonly lines: Erase["lines"];
  readonly blobs: readonly string[];
}

/** What would go: the records named, the layers of sources, the members of families. Refuses where a hold or other sources stand. */
export function planErase(vault: Vault, order: EraseOrder): Result<ErasePlan, EraseRefusal> {
  const { db } = vault.inside;
  const all = new Set<string>();
  const waiting = [...order.records];
  for (let e = waiting.pop(); e !== undefined; e = waiting.pop()) {
    if (all.has(e)) continue;
    all.add(e);
    if (!e.startsWith("src_")) continue;
    waiting.push(...vault.view.layersOf(e).map((layer) => layer.id));
    for (const child of vault.view.sources({ parent: e })) waiting.push(child.id);
  }
  const held = db.prepare(
    "SELECT 1 FROM held JOIN hold ON hold.record = held.record AND hold.lifted = 0 JOIN record ON record.id = held.what WHERE record.e = ?",
  );
  for (const e of all) {
    if (held.get(e) !== undefined) return err({ type: "erase-refused-hold", record: e });
    const source = vault.view.source(e);
    if (source === undefined) continue;
    const others = [...vault.view.sources({ sha256: source.sha256 })].filter(
      (other) => other.sameBytesAs === e && !all.has(other.id),
    );
    if (others.length > 0)
      return err({ type: "erase-refused-shared", record: e, others: others.map(({ id }) => id).join(" ") });
    const within = vault.view.state("src", e)?.received.within;
    if (within !== undefined && source.parent !== undefined && !all.has(source.parent))
      return err({ type: "erase-refused-family", record: e, parent: source.parent });
  }
  const lines: Erase["lines"][number][] = [];
  const blobs: string[] = [];
  for (const e of all)
    for (const place of vault.view.proofFor(e)) {
      if (place.text === undefined) continue;
      const gone = erasedLine(place.text);
      if (!gone.ok) continue;
      const { digest, fields, k, p, t } = gone.value;
      lines.push({ digest, e: gone.value.e, fields: [...fields], k, p: [...p], t });
      const blob = blobIn(place.text);
      if (blob !== undefined) blobs.push(blob.name);
    }
  return ok({ records: [...all], lines, blobs });
}

/** Lines, and sealed files, in one erase line: they take some 400 and 70 bytes each, a line has 64 KiB. */
const LINES_PER_ERASE = 100;

/** Does it. When this returns, the words are gone from log, index and full text, and the sealed files from the disk. */
export function erase(
  vault: Vault,
  plan: ErasePlan,
  order: EraseOrder,
): { readonly lines: number; readonly blobs: number } {
  const { db, projection } = vault.inside;
  vault.project();
  const proposals = [];
  for (let from = 0; from < plan.lines.length; from += LINES_PER_ERASE)
    proposals.push(
      propose("erase", newRecordId("keep", vault.world.random(12)), {
        reason: order.reason,
        ...(order.decision !== undefined && { decision: order.decision }),
        lines: plan.lines.slice(from, from + LINES_PER_ERASE) as never,
        blobs: plan.blobs.slice(from, from + LINES_PER_ERASE),
      }),
    );
  if (proposals.length === 0) return { lines: 0, blobs: 0 };
  const record = db.prepare("SELECT id FROM record WHERE e = ?").pluck();
  const rows = plan.records.map((e) => Number(record.get(e))).filter(Number.isInteger);
  const packs = packsOf(db);
  const linesOf = db.prepare("SELECT id FROM line WHERE record = ?").pluck();
  const note = db.prepare(
    "INSERT OR IGNORE INTO erased (line, digest, parents, kind, fields, t) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const change = () => {
    for (const row of rows) projection.forget(row);
    for (const line of plan.lines) {
      const digest = Buffer.from(line.digest, "hex");
      for (const id of linesOf.all(record.get(line.e)) as number[]) {
        if (packs.digest(id)?.equals(digest) !== true) continue;
        note.run(id, digest, JSON.stringify(line.p), line.k, JSON.stringify(line.fields), line.t);
        packs.erase(id);
      }
    }
    for (const row of rows) projection.again(row);
    projection.pruneTerms();
    for (const e of plan.records) {
      db.prepare("DELETE FROM todo WHERE source = ?").run(e);
      db.prepare("DELETE FROM seen_path WHERE source = ?").run(e);
    }
  };
  try {
    vault.append(proposals, { alongside: change });
  } catch (error) {
    projection.rolledBack();
    throw error;
  }
  vault.project();
  // The log no longer holds the keys: from here on the files are noise, and removing them is tidiness.
  let removed = 0;
  for (const name of plan.blobs) if (vault.blobs.remove(name)) removed += 1;
  vault.blobs.flush();
  settle(db);
  return { lines: plan.lines.length, blobs: removed };
}

function blobIn(text: string): Blob | undefined {
  const { x } = JSON.parse(text) as { x: Partial<Received> & Partial<LayerMade> & { readonly contents?: Blob } };
  return x.blob ?? (x.content?.type === "blob" ? x.content.blob : undefined) ?? x.contents;
}
