/** A seal quotes every notebook this vault knows; its checkpoint carries the second, quantum-safe signature (R8). */
import { type Head, newRecordId, sealBodies } from "@amana/format";
import { type Body, propose } from "@amana/record";
import { POSITIONS } from "./db/log-schema.ts";
import type { Commit } from "./log/append.ts";
import type { Vault } from "./vault.ts";

export interface Sealed {
  readonly commit: Commit;
  readonly heads: readonly Head[];
  /** The signed note to be time-stamped. */
  readonly checkpoint: string;
}

export function seal(vault: Vault): Sealed {
  const { db } = vault.inside;
  const heads = db
    .prepare(
      "SELECT notebook.name, checkpoint.size, checkpoint.root FROM notebook JOIN checkpoint ON checkpoint.notebook = notebook.id AND checkpoint.size = notebook.size",
    )
    .all() as { name: string; size: number; root: Buffer }[];
  const quoted = heads.map(({ name, size, root }) => ({ notebook: name, size, root: new Uint8Array(root) }));
  const proposals = sealBodies(quoted).map((body) =>
    propose("seal", newRecordId("keep", vault.world.random(12)), body as Body<"seal">),
  );
  const commit = vault.append(proposals, { sealed: true });
  vault.project();
  const checkpoint = sealedCheckpoint(vault, commit.notebook, commit.size);
  if (checkpoint === undefined) throw new TypeError("the checkpoint just made is not there");
  return { commit, heads: quoted, checkpoint };
}

/** The note of the latest seal, for a time-stamp that comes later. */
export function latestSeal(
  vault: Vault,
): { readonly notebook: string; readonly size: number; readonly checkpoint: string } | undefined {
  const row = vault.inside.db
    .prepare(
      `SELECT notebook.name, checkpoint.size FROM checkpoint JOIN notebook ON notebook.id = checkpoint.notebook
       WHERE checkpoint.seal_signature IS NOT NULL AND notebook.mine = 1
       ORDER BY checkpoint.size * 1.0 + notebook.id * ${POSITIONS} DESC LIMIT 1`,
    )
    .get() as { name: string; size: number } | undefined;
  const checkpoint = row && sealedCheckpoint(vault, row.name, row.size);
  return row === undefined || checkpoint === undefined ? undefined : { notebook: row.name, size: row.size, checkpoint };
}

function sealedCheckpoint(vault: Vault, notebook: string, size: number): string | undefined {
  for (const checkpoint of vault.view.notebookReader(notebook)?.checkpoints() ?? [])
    if (checkpoint.size === size) return checkpoint.note;
  return undefined;
}
