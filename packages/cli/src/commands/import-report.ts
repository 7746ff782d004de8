/** What an import tells: counts that add up, reasons, what stayed in the source. Numbers and headings, never a name. */
import { type Gone, type Outcome, outcomeTypes, type Planned, type Tally } from "@amana/casework";
import type { Context } from "../context.ts";
import { name } from "../output.ts";
import { type Sentence, sentences } from "../words/index.ts";

export interface Told {
  readonly list: string;
  readonly form?: string;
  readonly sources: readonly string[];
  readonly records?: readonly string[];
  readonly tally: Tally;
  readonly outcomes: readonly Outcome[];
  readonly gone: readonly Gone[];
  readonly otherSheets: Planned["otherSheets"];
  readonly above: number;
  readonly cutShort: boolean;
  readonly lines: number;
  readonly dryRun: boolean;
}

/** Reasons and outcomes have sentences of their own, beside a code that stays the same in every language. */
function words(context: Context, key: string): string {
  return Object.hasOwn(sentences.en, key) ? context.output.text(key as Sentence) : key;
}

export function tell(context: Context, told: Told): void {
  const { output } = context;
  const { tally, gone, otherSheets } = told;
  const open = told.outcomes.flatMap(({ differences }) => differences.filter(({ accepted }) => !accepted));
  const accepted = told.outcomes.flatMap(({ differences }) => differences.filter((each) => each.accepted)).length;
  output.result(
    {
      type: told.dryRun ? "would-import" : "imported",
      list: told.list,
      form: told.form ?? null,
      sources: told.sources,
      records: told.records ?? [],
      rows: tally.rows,
      ...tally.by,
      refused_because: tally.refused,
      left_in_source: tally.left,
      differences: open.map(({ row, record, property, cell, before, after }) => ({
        row,
        record,
        property,
        column: cell,
        before,
        after,
      })),
      accepted,
      gone: gone.map(({ source, row }) => ({ source, row })),
      other_sheets: otherSheets.map(({ sheet, rows }) => ({ sheet, rows })),
      rows_above: told.above,
      cut_short: told.cutShort,
      lines: told.lines,
    },
    () => [
      output.text(told.dryRun ? "import-would" : "import-done", { list: name(told.list), rows: tally.rows }),
      ...outcomeTypes.map((type) => `  ${String(tally.by[type]).padStart(7)}  ${words(context, `import-${type}`)}`),
      ...(tally.refused.length > 0 ? [output.text("import-refused-because")] : []),
      ...tally.refused.map(
        ({ reason, rows }) => `  ${String(rows).padStart(7)}  ${reason}: ${words(context, `row-${reason}`)}`,
      ),
      ...(tally.left.length > 0 ? [output.text("import-left")] : []),
      ...tally.left.map(
        ({ heading, reason, cells }) =>
          `  ${String(cells).padStart(7)}  ${name(heading)}  ${reason}: ${words(context, `cell-${reason}`)}`,
      ),
      ...(open.length > 0 ? [output.text("import-differences", { count: open.length })] : []),
      ...open
        .slice(0, 20)
        .map(
          ({ row, record, property, before, after }) =>
            `  ${row}  ${record}  ${property}  ${name(before)} → ${name(after)}`,
        ),
      ...(open.length > 20 ? ["  …"] : []),
      ...(accepted > 0 ? [output.text("import-accepted", { count: accepted })] : []),
      ...(gone.length > 0
        ? [
            output.text("import-gone", {
              count: gone.length,
              rows: gone
                .slice(0, 50)
                .map(({ row }) => row)
                .join(" "),
            }),
          ]
        : []),
      ...otherSheets.map(({ sheet, rows }) => output.text("import-other-sheet", { sheet: name(sheet), rows })),
      ...(told.cutShort ? [output.text("import-cut-short")] : []),
    ],
  );
}
