/** One import from beginning to end: which rows there are, what becomes of each, and the line that says so. */
import { err, newRecordId, ok, type Result } from "@amana/format";
import { fold, type ListImported, type Property, type Proposal, propose } from "@amana/record";
import type { Random } from "../facts/whom.ts";
import { columnsOf } from "./columns.ts";
import { type ColumnRefused, compile } from "./compile.ts";
import { type Accept, type EarlierRow, ListImport } from "./import.ts";
import { type Issue, KnownLists } from "./known.ts";
import type { Mapping } from "./mapping.ts";
import { type Outcome, tallyOf } from "./outcome.ts";
import type { RowAt, RowPlan, Table } from "./plan.ts";
import { readMapping } from "./read-mapping.ts";
import type { ListRow } from "./rows.ts";
import { type ListSource, type ListVault, listSource } from "./tables.ts";

/** Rows of a list with what each comes to, however they were read. */
export interface Planned {
  readonly list: string;
  /** Where the rows stand; the first is the one the list is called after. */
  readonly tables: readonly Table[];
  /** The mapping, or the form, as a JSON text. */
  readonly mapping: string;
  readonly key: boolean;
  /** An exchange form: its records bear numbers of their own. */
  readonly form?: boolean;
  readonly mapped: ReadonlySet<string>;
  plans(): Iterable<RowPlan | EmptyRows>;
  /** Rows of other sheets, by sheet: they are no part of this list. */
  readonly otherSheets: readonly { readonly sheet: string; readonly rows: number }[];
  /** Rows above the heading. */
  readonly above: number;
}

/** A run of rows without a word. */
export interface EmptyRows extends RowAt {
  readonly to: number;
  readonly empty: true;
}

export interface SessionOptions {
  readonly random: Random;
  readonly accept?: Accept;
  readonly withdrawOld?: boolean;
  /** Lines to commit at a time; a row is never parted. */
  readonly batch?: number;
}

export type SessionRefused = { readonly type: "list-needs-key"; readonly list: string } | ColumnRefused;

/** Binds a mapping to a table. */
export function planMapped(
  source: ListSource,
  mapping: Mapping,
  mappingText: string,
  properties: ReadonlyMap<string, Property>,
): Result<Planned, ColumnRefused> {
  const { sheet, header, above, otherSheets } = findHeader(source, mapping);
  const compiled = compile(mapping, header, source.table, properties);
  if (!compiled.ok) return compiled;
  const { plan, headings } = compiled.value;
  const mapped = new Set([...columnsOf(mapping)].map((column) => fold(headingOf(column, headings))));
  return ok({
    list: mapping.list,
    tables: [source.table],
    mapping: mappingText,
    key: mapping.key.length > 0,
    mapped,
    above,
    otherSheets,
    *plans() {
      let next = mapping.header + 1;
      for (const row of source.rows()) {
        if (row.sheet !== sheet || row.row <= mapping.header) continue;
        if (row.row > next)
          yield { table: source.table, sheet, row: next, to: row.row - 1, empty: true } satisfies EmptyRows;
        next = row.row + 1;
        yield plan(row);
      }
    },
  });
}

const headingOf = (column: string, headings: readonly string[]): string =>
  /^#\d+$/.test(column) ? (headings[Number(column.slice(1)) - 1] ?? "") : column;

/** The sheet the mapping means and its row of headings. */
function findHeader(source: ListSource, mapping: Mapping) {
  let sheet = mapping.sheet;
  let header: ListRow | undefined;
  let above = 0;
  const others = new Map<string, number>();
  for (const row of source.rows()) {
    sheet ??= row.sheet;
    if (row.sheet !== sheet) others.set(row.sheet, (others.get(row.sheet) ?? 0) + 1);
    else if (row.row === mapping.header) header = row;
    else if (row.row < mapping.header) above += 1;
  }
  return {
    sheet: sheet ?? "",
    header,
    above,
    otherSheets: [...others].map(([name, rows]) => ({ sheet: name, rows })),
  };
}

export interface Gone {
  readonly source: string;
  readonly row: number;
}

/** An import under way: `steps` answers with lines to append, a few rows at a time; then `end` has the last ones. */
export class ImportSession {
  readonly outcomes: Outcome[] = [];
  readonly #planned: Planned;
  readonly #options: SessionOptions;
  readonly #import: ListImport;
  readonly #earlier: ReadonlyMap<string, readonly EarlierRow[]>;
  readonly #issues: ReadonlyMap<string, Issue>;
  readonly #ids: ReadonlyMap<string, string>;
  #lines = 0;

  static begin(
    vault: ListVault,
    planned: Planned,
    properties: ReadonlyMap<string, Property>,
    options: SessionOptions,
  ): Result<ImportSession, SessionRefused> {
    const known = new KnownLists(vault.view);
    const others = known
      .issuesOf(planned.list)
      .filter(({ source }) => !planned.tables.some((each) => each.source === source));
    // Without a key every row of a corrected list would come in a second time.
    if (others.length > 0 && !planned.key && planned.form !== true)
      return err({ type: "list-needs-key", list: planned.list });
    const earlier = earlierRows(vault, others, properties);
    const issues = planned.tables.flatMap(({ source }) => {
      const issue = known.issues.find((each) => each.source === source && each.list === planned.list);
      return issue === undefined ? [] : [[source, issue] as const];
    });
    return ok(new ImportSession(planned, options, known, earlier, new Map(issues)));
  }

  private constructor(
    planned: Planned,
    options: SessionOptions,
    known: KnownLists,
    earlier: ReadonlyMap<string, readonly EarlierRow[]>,
    issues: ReadonlyMap<string, Issue>,
  ) {
    this.#planned = planned;
    this.#options = options;
    this.#earlier = earlier;
    this.#issues = issues;
    this.#ids = new Map(
      planned.tables.map(({ source }) => [source, issues.get(source)?.id ?? newRecordId("lst", options.random(12))]),
    );
    this.#import = new ListImport(known, {
      list: planned.list,
      random: options.random,
      accept: options.accept ?? (() => false),
      ...(options.withdrawOld !== undefined && { withdrawOld: options.withdrawOld }),
      earlier,
      mapped: planned.mapped,
      ...(planned.form === true && { form: true }),
    });
  }

  /** Lines to append together. A row's lines are never parted: a run that ends between two commits goes on after it. */
  *steps(): Generator<readonly Proposal[], void, void> {
    const size = this.#options.batch ?? 1_500;
    let waiting: Proposal[] = [];
    const add = (proposals: readonly Proposal[]) => {
      // The list is named before its first row, so that an import that was cut off is known by its list.
      if (this.#lines === 0 && proposals.length > 0)
        for (const table of this.#planned.tables)
          if (!this.#issues.has(table.source)) waiting.push(this.#line(table, notYetRead));
      this.#lines += proposals.length;
      for (const each of proposals) waiting.push(each);
    };
    for (const plan of this.#planned.plans()) {
      if ("empty" in plan) {
        this.outcomes.push({
          at: { table: plan.table, sheet: plan.sheet, row: plan.row },
          ...(plan.to > plan.row && { to: plan.to }),
          type: "refused",
          reason: "empty",
          records: [],
          left: [],
          differences: [],
        });
        continue;
      }
      const { outcome, proposals } = this.#import.row(plan);
      this.outcomes.push(outcome);
      for (const at of plan.also ?? []) this.outcomes.push(told(outcome, at));
      add(proposals);
      if (waiting.length >= size) {
        yield waiting;
        waiting = [];
      }
    }
    for (const proposals of this.#import.finish()) {
      add(proposals);
      if (waiting.length >= size) {
        yield waiting;
        waiting = [];
      }
    }
    waiting.push(...this.#lastLines());
    if (waiting.length > 0) yield waiting;
  }

  /** Ids of the lines that tell of this import, one for each source. */
  get listIds(): readonly string[] {
    return [...this.#ids.values()];
  }

  get lines(): number {
    return this.#lines;
  }

  /** Rows of the latest earlier issue whose key is not in this one. Nothing happens to what they opened. */
  gone(): Gone[] {
    const latest = [...this.#earlier.values()].flat().at(-1)?.source;
    const gone: Gone[] = [];
    for (const [key, rows] of this.#earlier) {
      const row = rows.findLast(({ source }) => source === latest);
      if (row !== undefined && !this.#import.keys.has(key)) gone.push({ source: row.source, row: row.row });
    }
    return gone.sort((a, b) => a.row - b.row);
  }

  /** Nothing new, and the list was told of to its end: nothing to add. */
  #lastLines(): Proposal[] {
    const bySource = Map.groupBy(this.outcomes, ({ at }) => at.table.source);
    return this.#planned.tables.flatMap((table) => {
      const told = this.#issues.get(table.source)?.body.rows;
      const whole = told !== undefined && told.all > 0;
      if (this.#lines === 0 && whole) return [];
      const { by, rows } = tallyOf(bySource.get(table.source) ?? []);
      // What an import that was cut off had opened is unchanged now; it was this list that opened it.
      const resumed = told !== undefined && !whole;
      return [
        this.#line(table, {
          all: rows,
          opened: by.new + (resumed ? by.unchanged : 0),
          matched: by.matched,
          unchanged: resumed ? 0 : by.unchanged,
          proposed: by.proposed,
          refused: by.refused,
        }),
      ];
    });
  }

  #line(table: Table, rows: ListImported["rows"]): Proposal {
    return propose("list.imported", this.#ids.get(table.source) ?? "", {
      source: table.source,
      sha256: table.sha256,
      list: this.#planned.list,
      mapping: this.#planned.mapping,
      rows,
    });
  }
}

/** Of a list that was begun: it has no rows yet, so it is known as not read to its end. */
const notYetRead: ListImported["rows"] = { all: 0, opened: 0, matched: 0, unchanged: 0, proposed: 0, refused: 0 };

/** A row of another table that was told within a row: its outcome is that row's. */
function told(outcome: Outcome, at: RowAt): Outcome {
  return {
    get type() {
      return outcome.type;
    },
    ...(outcome.reason !== undefined && { reason: outcome.reason }),
    at,
    records: outcome.records,
    left: [],
    differences: [],
  };
}

/** Rows of earlier issues by key, read again from their layers with the mapping they came in by. */
function earlierRows(
  vault: ListVault,
  issues: readonly Issue[],
  properties: ReadonlyMap<string, Property>,
): ReadonlyMap<string, readonly EarlierRow[]> {
  const byKey = new Map<string, EarlierRow[]>();
  for (const issue of issues) {
    const mapping = readMapping(issue.mapping, properties);
    const source = listSource(vault, issue.source);
    if (!mapping.ok || !source.ok) continue;
    const { sheet, header } = findHeader(source.value, mapping.value);
    const compiled = compile(mapping.value, header, source.value.table, properties);
    if (!compiled.ok) continue;
    const headings = compiled.value.headings.map((heading) => fold(heading));
    for (const row of source.value.rows()) {
      if (row.sheet !== sheet || row.row <= mapping.value.header) continue;
      const key = compiled.value.keyOf(row);
      if (key === undefined) continue;
      const rows = byKey.get(key);
      const at = { source: issue.source, sheet, row: row.row, headings };
      if (rows === undefined) byKey.set(key, [at]);
      else rows.push(at);
    }
  }
  return byKey;
}
