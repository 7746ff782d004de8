/** This device's own notebook in one compartment while its vault is open for writing: keys, size, frontier. */
import {
  cosigner,
  Frontier,
  formatCheckpoint,
  newRecordId,
  newSealKey,
  newSigningKey,
  notebookId,
  openedBody,
  originOf,
} from "@amana/format";
import { type Body, type Proposal, propose } from "@amana/record";
import type { Db } from "../db/connection.ts";
import { VaultFault } from "../faults.ts";
import type { Keys, NotebookKeys } from "../keys/bundle.ts";
import type { World } from "./world.ts";

export interface OwnNotebook {
  /** Row in the notebook table. */
  readonly row: number;
  /** spec/notebook.md: base32 of the key's hash. */
  readonly name: string;
  readonly compartment: string;
  frontier: Frontier;
  sign(size: number, root: Uint8Array): Uint8Array;
  signSeal(size: number, root: Uint8Array): Uint8Array;
}

type AppendFirst = (notebook: OwnNotebook, opening: Proposal, inTransaction: () => void) => void;

/** Finds the notebook in the log, or begins it: its row and its certified line 0 in one transaction. */
export function openOwnNotebook(db: Db, keys: Keys, own: NotebookKeys, append: AppendFirst, world: World): OwnNotebook {
  const key = newSigningKey(own.seed);
  const sealKey = newSealKey(own.sealSeed);
  const name = notebookId(key.publicKey);
  const origin = originOf(key.publicKey);
  const text = (size: number, root: Uint8Array) => formatCheckpoint({ origin, size, root });
  const opened = (row: number, frontier: Frontier): OwnNotebook => ({
    row,
    name,
    compartment: own.compartment,
    frontier,
    sign: (size, root) => key.sign(new TextEncoder().encode(text(size, root))),
    signSeal: (size, root) =>
      cosigner(origin, sealKey, Math.floor(world.now().getTime() / 1000)).sign(text(size, root)),
  });
  const found = db.prepare("SELECT id, frontier FROM notebook WHERE name = ? AND branch = 0").get(name) as
    | { id: number; frontier: Buffer }
    | undefined;
  if (found !== undefined) {
    const frontier = Frontier.parse(found.frontier);
    if (!frontier.ok) throw new VaultFault({ type: "database-damaged", code: "frontier" });
    return opened(found.id, frontier.value);
  }
  const device = newSigningKey(keys.deviceSeed);
  const title = {
    notebook: key.publicKey,
    compartment: own.compartment,
    device: keys.device,
    deviceKey: device.publicKey,
    sealKey: sealKey.publicKey,
  };
  const opening = propose(
    "notebook.opened",
    newRecordId("keep", world.random(12)),
    openedBody(title, device) as Body<"notebook.opened">,
    [],
  );
  const row = Number(db.prepare("SELECT coalesce(max(id), 0) + 1 FROM notebook").pluck().get());
  const notebook = opened(row, new Frontier());
  db.transaction(() => {
    db.prepare(
      "INSERT INTO notebook (id, name, branch, compartment, device, public_key, seal_key, mine, size, frontier) VALUES (?, ?, 0, ?, ?, ?, ?, 1, 0, ?)",
    ).run(row, name, own.compartment, keys.device, key.publicKey, sealKey.publicKey, notebook.frontier.bytes());
    append(notebook, opening, () => undefined);
  }).immediate();
  return notebook;
}
