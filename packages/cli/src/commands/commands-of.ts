/** amana command GROUP --on DATE: who commanded a group, what it was part of, and its units, on one day. */
import { chainOfCommand, type LinkOn, type Rung } from "@amana/casework";
import { type Context, must } from "../context.ts";
import { exit, Stop } from "../exit.ts";
import { asJson, linkLines, type Reader, whoText, word } from "./dossier-text.ts";

export async function commandsOf(context: Context, [typed, flags]: [string, { readonly on: string }]): Promise<number> {
  const { output } = context;
  const day = new Date(`${flags.on}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(flags.on) || Number.isNaN(day.getTime())) throw new Stop(exit.usage, "date-needed");
  return await context.withVault({}, (vault) => {
    const reader: Reader = { view: vault.view, language: output.language };
    const id = must(vault.view.resolve(typed));
    const chain = chainOfCommand(vault.view, id, flags.on);
    if (chain === undefined) throw new Stop(exit.usage, "not-a-group", { id });
    const top = Math.min(...chain.rungs.map(({ depth }) => depth));
    output.result({ type: "command", group: id, ...(asJson(chain) as object) }, () => [
      word(reader, "reading-commands-on", { day: flags.on }),
      ...chain.rungs.flatMap((rung) => rungLines(reader, rung, top)),
    ]);
    return exit.done;
  });
}

function rungLines(reader: Reader, { group, depth, by, commanders, contradicted }: Rung, top: number): string[] {
  const indent = "  ".repeat(depth - top);
  const unsure = (link: LinkOn | undefined) =>
    link?.holds === "perhaps" ? `  [${word(reader, "reading-perhaps")}]` : "";
  return [
    `${indent}${depth === 0 ? "▸ " : ""}${whoText(reader, group)}${by === undefined ? "" : `  ${by.link.id}`}${unsure(by)}`,
    ...(contradicted ? [`${indent}  ! ${word(reader, "reading-several-commanders")}`] : []),
    ...(commanders.length === 0
      ? [`${indent}  — ${word(reader, "reading-nobody", { group: whoText(reader, group) })}`]
      : []),
    ...commanders.flatMap((each) => {
      const [first = "", ...rest] = linkLines(reader, each.link);
      return [`${indent}${first}${unsure(each)}`, ...rest.map((line) => `${indent}${line}`)];
    }),
  ];
}
