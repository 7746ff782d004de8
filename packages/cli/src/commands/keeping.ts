/** amana backup, restore, export, erase, note: keeping the record and letting go of what must go. */
import { createHash } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import { newRecordId } from "@amana/format";
import { propose } from "@amana/record";
import { backUp, erase as eraseLines, planErase, restore as restoreVault, type Vault } from "@amana/vault";
import { type Context, must, troubleStop } from "../context.ts";
import { exit, Stop } from "../exit.ts";
import { size } from "../output.ts";

export async function backup(context: Context, [to]: [string]): Promise<number> {
  const { output, shared } = context;
  return await context.withVault({ write: true }, (vault) => {
    if (shared.dryRun === true) return exit.done;
    const done = must(backUp(vault, resolve(to)));
    output.result({ type: "backed-up", blobs: done.blobs, bytes: done.bytes }, () => [
      output.text("backup-done", { blobs: done.blobs, size: size(done.bytes) }),
    ]);
    return exit.done;
  });
}

export async function restore(context: Context, [from]: [string]): Promise<number> {
  const { output, shared } = context;
  const to = shared.vault ?? process.env["AMANA_VAULT"];
  if (to === undefined) throw new Stop(exit.usage, "no-vault");
  if (shared.dryRun === true) return exit.done;
  const done = must(restoreVault(resolve(from), resolve(to)));
  output.result({ type: "restored", blobs: done.blobs }, () => [output.text("restore-done")]);
  output.note("restore-warning");
  return exit.done;
}

export async function exportSource(
  context: Context,
  [typed, flags]: [string, { readonly to: string; readonly why?: string }],
): Promise<number> {
  const { output, shared } = context;
  if (existsSync(flags.to)) throw new Stop(exit.failed, "already-there");
  return await context.withVault({ write: true }, (vault) => {
    const id = must(vault.view.resolve(typed, ["src"]));
    const where = must(vault.view.locate(id));
    const sha256 = vault.view.source(id)?.sha256 ?? "";
    if (shared.dryRun === true) return exit.done;
    try {
      const written = writeOut(vault, id, where.bytes, flags.to);
      if (written !== sha256) throw new Stop(exit.verification, "blob-damaged", { blob: where.blob.name });
    } catch (error) {
      // A part of an original beside the originals would be taken for one.
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") rmSync(flags.to, { force: true });
      throw error;
    }
    vault.append([
      propose("source.exported", id, {
        to: "a file of this device",
        sha256,
        ...(flags.why !== undefined && { why: flags.why }),
      }),
    ]);
    vault.project();
    output.result({ type: "exported", source: id, bytes: where.bytes, sha256 }, () => [
      output.text("exported", { bytes: where.bytes, sha256 }),
    ]);
    return exit.done;
  });
}

/** Writes a source to a new file; answers the SHA-256 of what was written. */
function writeOut(vault: Vault, id: string, bytes: number, to: string): string {
  const file = openSync(to, "wx", 0o600);
  const hash = createHash("sha256");
  try {
    for (let at = 0; at < bytes; at += 2 ** 20) {
      const piece = must(vault.view.readSource(id, at, 2 ** 20));
      hash.update(piece);
      // On a disk that is nearly full the system takes less than it is given and says nothing.
      for (let done = 0; done < piece.length; ) done += writeSync(file, piece, done);
    }
    fsyncSync(file);
    return hash.digest("hex");
  } finally {
    closeSync(file);
  }
}

export async function erase(
  context: Context,
  [typed, flags]: [string[], { readonly reason: string; readonly decision?: string; readonly yes?: boolean }],
): Promise<number> {
  const { output, shared } = context;
  return await context.withVault({ write: true }, (vault) => {
    const records = typed.map((each) => must(vault.view.resolve(each)));
    const order = { records, reason: flags.reason, ...(flags.decision !== undefined && { decision: flags.decision }) };
    const plan = planErase(vault, order);
    if (!plan.ok) throw new Stop(exit.policy, plan.error.type, { ...plan.error });
    const object = { records: plan.value.records, lines: plan.value.lines.length, blobs: plan.value.blobs.length };
    if (shared.dryRun === true || flags.yes !== true) {
      output.result({ type: "would-erase", ...object }, () => plan.value.records.map((record) => `  ${record}`));
      if (shared.dryRun === true) return exit.done;
      throw new Stop(exit.usage, "erase-needs-yes");
    }
    const done = eraseLines(vault, plan.value, order);
    output.result({ type: "erased", ...object }, () => [output.text("erased", done)]);
    return exit.done;
  });
}

export async function hold(
  context: Context,
  [typed, flags]: [string[], { readonly by: string; readonly until?: string }],
): Promise<number> {
  const { output, shared } = context;
  return await context.withVault({ write: true }, (vault) => {
    const records = typed.map((each) => must(vault.view.resolve(each)));
    if (shared.dryRun === true) return exit.done;
    const id = newRecordId("hold", vault.world.random(12));
    vault.append([
      propose("hold.placed", id, { records, by: flags.by, ...(flags.until !== undefined && { until: flags.until }) }),
    ]);
    vault.project();
    output.result({ type: "hold", id, records }, () => [output.text("note-kept", { id })]);
    return exit.done;
  });
}

export async function holdLift(
  context: Context,
  [typed, flags]: [string, { readonly reason: string }],
): Promise<number> {
  const { output, shared } = context;
  return await context.withVault({ write: true }, (vault) => {
    const id = must(vault.view.resolve(typed, ["hold"]));
    if (shared.dryRun === true) return exit.done;
    vault.append([propose("hold.lifted", id, { reason: flags.reason })]);
    vault.project();
    output.result({ type: "hold-lifted", id }, () => [id]);
    return exit.done;
  });
}

export async function note(context: Context, [words, flags]: [string, { readonly about?: string }]): Promise<number> {
  const { output, shared } = context;
  return await context.withVault({ write: true }, (vault) => {
    const id = newRecordId("note", vault.world.random(12));
    const about = flags.about === undefined ? undefined : must(vault.view.resolve(flags.about));
    if (words.trim() === "") throw troubleStop({ type: "fact-needs", what: "words" });
    if (shared.dryRun === true) return exit.done;
    vault.append([propose("note.written", id, { text: words, ...(about !== undefined && { about }) })]);
    vault.project();
    output.result({ type: "note", id }, () => [output.text("note-kept", { id })]);
    return exit.done;
  });
}
