/** amana list out WHAT: the dossier, or what a query finds of it, as files for work inside the team. */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  csvLine,
  esfOf,
  ftmLines,
  type Gathered,
  gather,
  type OutTable,
  outSubjects,
  tablesOf,
  xlsxOf,
  xlsxRows,
} from "@amana/casework";
import type { Context } from "../context.ts";
import { exit, Stop } from "../exit.ts";
import { writeNew, writeTexts } from "./new-file.ts";
import { asTyped, queryStop } from "./query-line.ts";

export interface ListOutFlags {
  readonly form: "csv" | "xlsx" | "ftm" | "esf";
  readonly to?: string;
  readonly bom?: boolean;
}

export async function listOut(
  context: Context,
  [what, words, flags]: [string, string[], ListOutFlags],
): Promise<number> {
  const { output, shared } = context;
  const { to, form } = flags;
  const subject = outSubjects.find((each) => each === what);
  if (subject === undefined) throw new Stop(exit.usage, "list-out-what", { what: outSubjects.join(", ") });
  if (to === undefined) throw new Stop(exit.usage, "list-out-needs-to");
  return await context.withVault({}, async (vault) => {
    const gathered = gather(vault.view, subject, asTyped(words));
    if (!gathered.ok) throw queryStop(gathered.error);
    const { files, rows, lost } = await written(gathered.value, {
      form,
      to,
      bom: flags.bom === true,
      dryRun: shared.dryRun === true,
    });
    if (rows === 0) output.note("list-empty");
    output.result(
      {
        type: shared.dryRun === true ? "would-write" : "list-written",
        form,
        files,
        rows,
        lost,
        own_words: gathered.value.ownWords,
      },
      () => [
        output.text("list-written", { files: files.length, rows }),
        ...(lost.length > 0 ? [output.text("list-lost")] : []),
        ...lost.map(({ what, count }) => `  ${String(count).padStart(7)}  ${what}`),
        ...(gathered.value.ownWords > 0 ? [output.text("list-own-words", { count: gathered.value.ownWords })] : []),
      ],
    );
    return rows === 0 ? exit.nothingFound : exit.done;
  });
}

interface How {
  readonly form: ListOutFlags["form"];
  readonly to: string;
  readonly bom: boolean;
  readonly dryRun: boolean;
}

interface Written {
  readonly files: readonly string[];
  readonly rows: number;
  readonly lost: readonly { readonly what: string; readonly count: number }[];
}

async function written(gathered: Gathered, how: How): Promise<Written> {
  if (how.form === "ftm") {
    const lines = [...ftmLines(gathered)];
    if (!how.dryRun && lines.length > 0) await writeTexts(how.to, lines);
    return { files: ["FollowTheMoney"], rows: lines.length, lost: [] };
  }
  const esf = how.form === "esf" ? esfOf(gathered) : undefined;
  const tables = esf?.tables ?? tablesOf(gathered);
  const rows = tables.reduce((sum, table) => sum + table.rows.length, 0);
  const told = { files: tables.map(({ name }) => name), rows, lost: esf?.lost ?? [] };
  if (how.form === "xlsx" && rows > xlsxRows) throw new Stop(exit.usage, "list-too-large", { rows });
  if (how.dryRun || rows === 0) return told;
  if (how.form === "xlsx") {
    const workbook = await xlsxOf(tables);
    await writeNew(how.to, (put) => put(workbook));
  } else if (tables.length === 1 && tables[0] !== undefined) await writeTexts(how.to, csvOf(tables[0], how.bom));
  else await writeFolder(how.to, tables, how.bom);
  return told;
}

function* csvOf({ columns, rows }: OutTable, bom: boolean): Generator<string, void, void> {
  if (bom) yield "\ufeff";
  yield csvLine(columns);
  for (const row of rows) yield csvLine(row);
}

/** All the tables or none: a folder with some of them would be taken for the dossier. */
async function writeFolder(path: string, tables: readonly OutTable[], bom: boolean): Promise<void> {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw new Stop(exit.usage, "list-file-exists");
    throw error;
  }
  try {
    for (const table of tables) await writeTexts(join(path, `${table.name}.csv`), csvOf(table, bom));
  } catch (error) {
    rmSync(path, { recursive: true, force: true });
    throw error;
  }
}
