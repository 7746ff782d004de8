/** amana import FILE --guide: a mapping proposed from headings and values, asked about where somebody sits at a terminal. */
import { createInterface } from "node:readline/promises";
import { guide, type ListSource, readMapping } from "@amana/casework";
import type { Property } from "@amana/record";
import type { Context } from "../context.ts";
import { exit, Stop } from "../exit.ts";
import { name } from "../output.ts";
import { writeTexts } from "./new-file.ts";
import { refusalStop } from "./stating.ts";

export async function guideList(
  context: Context,
  source: ListSource,
  path: string | undefined,
  properties: ReadonlyMap<string, Property>,
): Promise<number> {
  const { output, shared } = context;
  const guided = guide(source.rows(), source.name);
  if (guided === undefined) throw new Stop(exit.failed, "list-not-read", { source: source.table.source });
  const proposal = guided.mapping;
  const asked =
    proposal !== undefined && process.stdin.isTTY === true && !output.json ? await ask(context, proposal) : proposal;
  const text = asked === undefined ? undefined : `${JSON.stringify(asked, null, 2)}\n`;
  if (text !== undefined) {
    const fits = readMapping(text, properties);
    if (!fits.ok) throw refusalStop(fits.error);
    if (path !== undefined && shared.dryRun !== true) await writeTexts(path, [text]);
  }
  output.result(
    {
      type: "mapping-proposed",
      source: source.table.source,
      header: guided.header,
      sheet: guided.sheet,
      about: guided.about,
      columns: guided.guesses.map(({ column, as, from, filled }) => ({
        column,
        as: as ?? null,
        from: from ?? null,
        filled,
      })),
      mapping: asked ?? null,
    },
    () => [
      output.text("guide-read", { row: guided.header, columns: guided.guesses.length }),
      ...guided.guesses.map(
        ({ column, as, from, samples, filled }) =>
          `  ${name(column)} → ${as ?? "?"}${from === "values" ? ` (${output.text("guide-by-values")})` : ""}  [${filled}]  ${samples
            .map((sample) => name(sample.slice(0, 30)))
            .join(" · ")}`,
      ),
      ...(text === undefined
        ? [output.text("guide-no-name")]
        : path === undefined
          ? [text.trimEnd(), output.text("guide-not-written")]
          : [output.text("guide-written")]),
      ...(guided.guesses.some(({ as }) => as === "act:said") ? [output.text("guide-ground")] : []),
    ],
  );
  return text === undefined ? exit.partly : exit.done;
}

/** Three questions that no heading answers; Enter keeps what was guessed. */
async function ask(
  context: Context,
  proposal: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const { output } = context;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = async (question: string) => (await terminal.question(`${question} `)).trim();
    const list = await answer(output.text("guide-ask-list", { list: name(String(proposal["list"])) }));
    const order = await answer(output.text("guide-ask-order", { order: String(proposal["order"] ?? "?") }));
    const keep = await answer(output.text("guide-ask-keep"));
    return {
      ...proposal,
      ...(list !== "" && { list }),
      ...(["dmy", "mdy", "ymd"].includes(order) && { order }),
      ...(/^(?:y|yes|نعم|بەڵێ)$/iu.test(keep) && { keep: "note" }),
    };
  } finally {
    terminal.close();
  }
}
