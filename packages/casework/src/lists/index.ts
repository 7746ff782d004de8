/** Lists in and lists out: a list is a source first, and every value of it cites its cell (docs/lists.md). */
export { csvLine, csvRows, unrunnable } from "./csv.ts";
export { type DateDoubt, type DateOrder, dateFrom } from "./dates.ts";
export { type FormOptions, type FormRefused, forms, planForm, recogniseForm } from "./forms/index.ts";
export { type Guess, type Guided, guide } from "./guide.ts";
export type { Accept } from "./import.ts";
export type { Mapping } from "./mapping.ts";
export * from "./out/index.ts";
export {
  type Difference,
  type Outcome,
  type OutcomeType,
  outcomeTypes,
  rowsIn,
  type Tally,
  tallyOf,
} from "./outcome.ts";
export { checkMapping, type MappingRefused, readMapping } from "./read-mapping.ts";
export { changeHeadings, changeLines, reportLines } from "./report.ts";
export type { ListRow, PlacedText } from "./rows.ts";
export {
  type Gone,
  ImportSession,
  type Planned,
  planMapped,
  type SessionOptions,
  type SessionRefused,
} from "./session.ts";
export { type ListSource, type ListVault, listSource, looseSource, type TableRefused } from "./tables.ts";
