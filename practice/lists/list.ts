/**
 * A list as an organisation keeps it, with the truth of every row beside its cells: who stands in it, or why it must be refused.
 * A row's number is what a spreadsheet program shows; in CSV it is the record's number, the first line being 1.
 */
import { type CsvForm, csvBytes } from "../material/csv.ts";
import type { ArchiveFile } from "../material/file.ts";
import { type Cell, xlsx } from "../material/office.ts";
import type { Random } from "../world/random.ts";

/** `empty`: nothing in any cell. `no-name`: a running number, perhaps a remark about the list, and nothing about anybody. */
export type Refusal = "empty" | "no-name";

export type RowTruth =
  | { readonly type: "victim" | "alleged"; readonly person: string }
  /** One time of a commander, where one is named. */
  | { readonly type: "unit"; readonly unit: string; readonly commander?: string }
  /** A row of an exchange form that is no person: an event, an act, a link. */
  | { readonly type: "record"; readonly of: string; readonly id: string }
  | { readonly type: "refused"; readonly why: Refusal };

export interface ListRow {
  readonly cells: readonly Cell[];
  readonly truth: RowTruth;
}

export interface PracticeList {
  readonly path: string;
  readonly about: string;
  readonly form: ({ readonly type: "csv" } & CsvForm) | { readonly type: "xlsx"; readonly sheet: string };
  /** Rows above the heading: what the list is. */
  readonly preamble: readonly (readonly Cell[])[];
  readonly columns: readonly string[];
  readonly rows: readonly ListRow[];
  /** UTC instant. */
  readonly modified: string;
}

export const headerRow = ({ preamble }: PracticeList): number => preamble.length + 1;
export const rowNumber = (list: PracticeList, index: number): number => headerRow(list) + 1 + index;

export function listFile(list: PracticeList): ArchiveFile {
  const { path, form, modified } = list;
  const rows = [...list.preamble, list.columns, ...list.rows.map(({ cells }) => cells)];
  const bytes = form.type === "csv" ? csvBytes(rows, form) : xlsx(form.sheet, rows, modified);
  return { path, bytes, modified };
}

/**
 * Rows as they stand in the file: a first cell with the running number before each, and some strewn in that nobody can be
 * made of, about `share` of their number, at least two of each kind. `columns` counts the first one too.
 */
export function withRefused(
  random: Random,
  rows: readonly ListRow[],
  columns: number,
  remark: string,
  first: (number: number) => Cell = (number) => number,
): ListRow[] {
  const each = Math.max(2, Math.round(rows.length * 0.006));
  const bare = (why: Refusal): ListRow => ({
    cells: [...Array(columns - 2).fill(undefined), why === "empty" ? undefined : remark],
    truth: { type: "refused", why },
  });
  const all = [...rows];
  for (const why of [...Array(each).fill("empty"), ...Array(each).fill("no-name")] as Refusal[])
    all.splice(random.below(all.length), 0, bare(why));
  return all.map((row, index) => ({
    ...row,
    cells: [row.truth.type === "refused" && row.truth.why === "empty" ? undefined : first(index + 1), ...row.cells],
  }));
}
