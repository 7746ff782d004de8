/** amana log: what was written, when by which clock, and its fingerprint. */
import { type Context, must } from "../context.ts";
import { exit } from "../exit.ts";

export async function log(
  context: Context,
  [typed, flags]: [string | undefined, { readonly since?: string; readonly raw?: boolean }],
): Promise<number> {
  const { output } = context;
  return await context.withVault({}, (vault) => {
    const record = typed === undefined ? undefined : must(vault.view.resolve(typed));
    for (const line of vault.view.history({
      ...(record !== undefined && { record }),
      ...(flags.since !== undefined && { since: flags.since }),
    })) {
      const { notebook, position, digest, k, e, t, text } = line;
      output.item(
        {
          type: "line",
          notebook,
          position,
          digest,
          k,
          e,
          t,
          erased: text === undefined,
          ...(flags.raw === true && { line: text ?? null }),
        },
        () =>
          flags.raw === true
            ? (text ?? `#${digest}`)
            : `${String(position).padStart(7)}  ${t}  ${k.padEnd(22)} ${e}  ${digest.slice(0, 12)}…${text === undefined ? "  (erased)" : ""}`,
      );
    }
    return exit.done;
  });
}
