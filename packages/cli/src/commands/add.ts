/** amana add PATH…: takes raw material in. */
import type { Said } from "@amana/intake";
import type { Context } from "../context.ts";
import { exit, Stop } from "../exit.ts";
import { size } from "../output.ts";
import { clockRemark } from "./status.ts";

export interface AddFlags {
  readonly custodian?: string;
  readonly from?: string;
  readonly how?: string;
  readonly by?: string;
  readonly when?: string;
  readonly where?: string;
  readonly circumstances?: string;
  readonly ocr: boolean;
  readonly resume?: boolean;
}

export async function add(context: Context, [paths, flags]: [string[], AddFlags]): Promise<number> {
  const { output, shared } = context;
  if (paths.length === 0 && flags.resume !== true) throw new Stop(exit.usage, "add-nothing");
  const { addPaths } = await import("@amana/intake");
  const clock = clockRemark();
  if (clock !== undefined) output.note("clock-wrong", { year: clock });
  const said = Object.fromEntries(
    (["custodian", "from", "how", "by", "when", "where", "circumstances"] as const).flatMap((field) =>
      flags[field] === undefined ? [] : [[field, flags[field]]],
    ),
  ) as Said;
  return await context.withVault(
    { write: true, onCatchUp: (lines) => output.note("index-caught-up", { lines }) },
    async (vault) => {
      const started = performance.now();
      const added = await addPaths(vault, paths, {
        said,
        ocr: flags.ocr ? "yes" : "no",
        dryRun: shared.dryRun === true,
        stop: context.interrupted,
        progress: ({ phase, done, total, bytesDone, bytesTotal, now }) => {
          const seconds = (performance.now() - started) / 1000;
          const share = phase === "ocr" ? done / Math.max(1, total) : bytesDone / Math.max(1, bytesTotal);
          const left =
            share > 0.01 && phase === "reading" ? ` · about ${span((seconds / share) * (1 - share))} left` : "";
          output.progress(
            `${phase} ${done}/${total} · ${size(bytesDone)} · ${(done / Math.max(0.001, seconds)).toFixed(0)}/s${left}${now ? ` · ${now}` : ""}`,
          );
        },
      });
      output.progressDone();
      if (shared.dryRun === true) {
        output.result({ type: "would-add", files: added.kept, bytes: added.bytes }, () => [
          output.text("add-dry-run", { count: added.kept, size: size(added.bytes) }),
        ]);
        return exit.done;
      }
      const head = vault.view.notebooks().find((notebook) => notebook.mine);
      output.result(
        {
          type: "added",
          kept: added.kept,
          members: added.members,
          already_here: added.alreadyHere,
          same_bytes: added.sameBytes,
          bytes: added.bytes,
          unread: added.unread,
          failed: added.failed.map(({ path, why }) => ({ path: path.toString(), why })),
          passed: added.passed.map(({ path, why }) => ({ path: path.toString(), why })),
          waiting_for_ocr: added.waitingForOcr,
          stopped: added.stopped,
          notebook: head?.name,
          lines: head?.size,
        },
        () => [
          output.text("add-done", {
            kept: added.kept,
            members: added.members,
            already: added.alreadyHere,
            same: added.sameBytes,
            unread: added.unread.length,
          }),
          ...added.unread.map(({ source, code, partly }) => `  ${source}  ${code}${partly ? " (partly read)" : ""}`),
          ...(added.failed.length > 0 ? [output.text("add-failed-files", { count: added.failed.length })] : []),
          ...added.failed.map(({ path, why }) => `  ${path.toString()}  ${why}`),
          ...(added.passed.length > 0 ? [output.text("add-passed", { count: added.passed.length })] : []),
          ...(added.sideFileProblems > 0 ? [output.text("side-file-problem", { count: added.sideFileProblems })] : []),
          ...(added.waitingForOcr > 0 ? [output.text("add-waiting-ocr", { count: added.waitingForOcr })] : []),
        ],
      );
      if (added.stopped) {
        output.note("add-stopped");
        return exit.interrupted;
      }
      const notFound = added.passed.some(({ why }) => why === "not-found");
      if (notFound && added.kept + added.alreadyHere + added.sameBytes === 0 && paths.length > 0) return exit.failed;
      return added.unread.length + added.failed.length > 0 || notFound ? exit.partly : exit.done;
    },
  );
}

function span(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  if (seconds < 3_600) return `${Math.ceil(seconds / 60)} min`;
  return `${(seconds / 3_600).toFixed(1)} h`;
}
