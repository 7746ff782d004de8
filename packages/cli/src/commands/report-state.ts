/** The record as a report names it: size and root of each notebook, the latest seal, the latest time-stamp from outside. */
import type { RecordState } from "@amana/casework";
import { verifyTimeStamp } from "@amana/format/anchor";
import type { Vault } from "@amana/vault";

export async function recordState(vault: Vault): Promise<RecordState> {
  const { view } = vault;
  // Without the padding sign at its end, which would wander to the other side in a line of Arabic.
  const rootOf = (notebook: string, size: number) =>
    Buffer.from(view.rootAt(notebook, size) ?? new Uint8Array())
      .toString("base64")
      .replace(/=+$/, "");
  const seal = lastSeal(vault);
  const stamp = await latestStamp(vault);
  return {
    vault: vault.id,
    notebooks: view.notebooks().map(({ name, size }) => ({ notebook: name, size, root: rootOf(name, size) })),
    ...(seal && { seal: { ...seal, root: rootOf(seal.notebook, seal.size) } }),
    ...(stamp && { stamp }),
  };
}

/** Where the newest seal line stands: the checkpoint that was sealed ends with it. */
function lastSeal({ view }: Vault): { readonly notebook: string; readonly size: number } | undefined {
  for (const id of view.idsOf("keep").reverse()) {
    if (!view.versions(id).some(({ k }) => k === "seal")) continue;
    const line = view.proofFor(id).at(-1);
    if (line !== undefined) return { notebook: line.notebook, size: line.position + 1 };
  }
  return undefined;
}

/** What the newest good token says. Whether its authority is trusted is for whoever checks the record. */
async function latestStamp({ view }: Vault): Promise<RecordState["stamp"]> {
  for (const anchor of view.anchors().reverse()) {
    const data = new TextEncoder().encode(anchor.checkpoint);
    const judged = await verifyTimeStamp(anchor.tokenBytes, { data, trusted: [] });
    const said = judged.ok
      ? judged.value
      : judged.error.type === "chain-not-trusted"
        ? judged.error.timeStamp
        : undefined;
    if (said !== undefined) return { time: said.time, authority: said.tsaName, size: anchor.size };
  }
  return undefined;
}
