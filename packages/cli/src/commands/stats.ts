/** amana stats A [B] [query…]: counts of records by one or two properties, with n, N, and what is missing. */
import { axesOf, isAxis, keyLabel, type Stats, type StatsRefusal, statsCsv, stats as statsOf } from "@amana/casework";
import type { Subject } from "@amana/vault";
import type { Context } from "../context.ts";
import { exit, Stop } from "../exit.ts";
import { asJson, type Reader, word } from "./dossier-text.ts";
import { asTyped, queryStop } from "./query-line.ts";

export interface StatsFlags {
  readonly of: Subject;
  readonly csv?: boolean;
}

export async function stats(context: Context, [axis, rest, flags]: [string, string[], StatsFlags]): Promise<number> {
  const { output } = context;
  return await context.withVault({}, (vault) => {
    const reader: Reader = { view: vault.view, language: output.language };
    // A second word that can be counted by is a second axis; anything else begins the query.
    const [second, ...words] = rest;
    const two = second !== undefined && isAxis(vault.view, second);
    const told = statsOf(vault.view, flags.of, two ? [axis, second] : [axis], asTyped(two ? words : rest));
    if (!told.ok) throw refused(told.error, axesOf(vault.view));
    if (flags.csv === true)
      process.stdout.write(statsCsv(vault.view, told.value, output.language, word(reader, "reading-missing")));
    else output.result({ type: "stats", ...(asJson(told.value) as object) }, () => lines(reader, told.value));
    return told.value.all === 0 ? exit.nothingFound : exit.done;
  });
}

function refused(error: StatsRefusal, axes: readonly string[]): Stop {
  if (error.type !== "axis-not-known") return queryStop(error);
  return new Stop(exit.usage, "axis-not-known", { axis: error.axis, axes: axes.join(" ") });
}

function lines(reader: Reader, told: Stats): string[] {
  const counted = { person: "reading-counted-persons", act: "reading-counted-acts" } as const;
  const sentence = told.of === "person" || told.of === "act" ? counted[told.of] : "reading-counted-others";
  const width = Math.max(4, ...told.rows.map(({ n }) => String(n).length), String(told.missing[0] ?? 0).length);
  const line = (n: number, words: string) => `  ${String(n).padStart(width)}  ${words}`;
  return [
    word(reader, sentence, { all: told.all }),
    told.axes.map(({ label }) => label[reader.language]).join(" × "),
    ...told.rows.map(({ keys, n }) => line(n, keys.map((key, at) => keyText(reader, told, key, at)).join(" · "))),
    ...told.axes.map(({ label }, at) =>
      line(told.missing[at] ?? 0, `— ${label[reader.language]}: ${word(reader, "reading-missing")}`),
    ),
    ...told.axes.flatMap(({ label }, at) =>
      (told.several[at] ?? 0) === 0
        ? []
        : [word(reader, "reading-several", { count: told.several[at] ?? 0, axis: label[reader.language] })],
    ),
    ...(told.of === "person" && (told.proposed > 0 || told.fewest < told.all)
      ? [word(reader, "reading-not-yet-persons", { proposed: told.proposed, fewest: told.fewest })]
      : []),
    word(reader, "reading-from-sources", { count: told.sources }),
    word(reader, "reading-found"),
    ...told.found.rows.map(({ keys, n }) => line(n, keys[0] ?? "")),
    line(told.found.missing, `— ${word(reader, "reading-missing")}`),
  ];
}

function keyText(reader: Reader, told: Stats, key: string | null, at: number): string {
  const axis = told.axes[at]?.code ?? "";
  return key === null ? word(reader, "reading-missing") : keyLabel(reader.view, axis, key, reader.language);
}
