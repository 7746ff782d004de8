/** amana status: one glance. On a locked vault it reads nothing that needs a key. */
import type { Context } from "../context.ts";
import { exit } from "../exit.ts";
import { size } from "../output.ts";

export async function status(context: Context): Promise<number> {
  const { output, shared } = context;
  const dir = context.vaultDir();
  const [{ readVaultFile, holderStatus }, { must }] = await Promise.all([
    import("@amana/vault/holder"),
    import("../context.ts"),
  ]);
  const file = must(readVaultFile(dir));
  const holder = await holderStatus(dir);
  const clock = clockRemark();
  if (clock !== undefined) output.note("clock-wrong", { year: clock });
  if (holder === undefined && shared.passphraseFd === undefined) {
    output.result({ type: "status", vault: file.vault, device: file.device, locked: true }, () => [
      output.text("locked"),
    ]);
    return exit.done;
  }
  return await context.withVault({}, (vault) => {
    const counts = vault.view.counts();
    const notebooks = vault.view.notebooks();
    output.result(
      {
        type: "status",
        vault: file.vault,
        device: file.device,
        locked: false,
        holder: holder ?? null,
        counts,
        notebooks,
      },
      () => [
        `vault       ${file.vault}`,
        `device      ${file.device}`,
        `record      ${counts.lines} lines in ${notebooks.length} notebook${notebooks.length === 1 ? "" : "s"}`,
        `sources     ${counts.sources}  (${size(counts.bytes)})   passages ${counts.passages}`,
        `dossier     ${counts.persons} persons · ${counts.claims} claims · ${counts.acts} acts`,
        ...(counts.unread > 0 ? [`not read    ${counts.unread}   → amana ls problems`] : []),
        ...(counts.waitingForOcr > 0 ? [`for OCR     ${counts.waitingForOcr}   → amana add --resume`] : []),
        ...(counts.unfinished > 0 ? [`unfinished  ${counts.unfinished}   → amana add --resume`] : []),
        ...(holder ? [`unlocked    since ${holder.since}, locks after ${holder.idleMinutes} idle minutes`] : []),
      ],
    );
    return exit.done;
  });
}

/** A clock before this program was written, or decades after, is not set. */
export function clockRemark(now = new Date()): number | undefined {
  const year = now.getUTCFullYear();
  return year < 2026 || year > 2060 ? year : undefined;
}
