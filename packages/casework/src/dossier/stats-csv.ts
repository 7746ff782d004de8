/** Counts as a table for other programs: n and N in every row, so that no row is read without its base. */
import type { Labels } from "@amana/record";
import type { VaultView } from "@amana/vault";
import { stringify } from "csv-stringify/sync";
import { keyLabel, type Stats } from "./stats.ts";

/** `notStated`: the word for a value that is missing, in the language of the labels. */
export function statsCsv(view: VaultView, told: Stats, language: keyof Labels, notStated: string): string {
  const codes = told.axes.map(({ code }) => code);
  const label = (key: string | null, at: number) =>
    key === null ? notStated : keyLabel(view, codes[at] ?? "", key, language);
  const rows = told.rows.map(({ keys, n }) => [...keys.flatMap((key, at) => [key ?? "", label(key, at)]), n, told.all]);
  const missing = codes.map((_, at) => [
    ...codes.flatMap((_code, column) => ["", column === at ? notStated : ""]),
    told.missing[at] ?? 0,
    told.all,
  ]);
  // A value that begins like a formula would be run by a spreadsheet.
  return stringify([[...codes.flatMap((code) => [code, `${code} label`]), "n", "N"], ...rows, ...missing], {
    escape_formulas: true,
  });
}
