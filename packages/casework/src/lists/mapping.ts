/**
 * What the columns of a list mean: the mapping file, checked before a row is read (docs/lists.md, LI-1 to LI-8). A mapping
 * says for each row which persons, groups, incidents and places it opens and which acts and links it states.
 */
import type { Certainty, Perception, PlaceOpened } from "@amana/record";
import type { DateHabits } from "./dates.ts";

/** By the words of its heading, or `#3` for the third. */
export type Column = string;
export type Opens = "person" | "group" | "incident" | "place";
export type Basis = Perception["basis"];
export type Precision = NonNullable<PlaceOpened["precision"]>;

export interface Mapping {
  /** The organisation's name for the list: a corrected issue comes under the same one. */
  readonly list: string;
  /** Absent: the first sheet with rows. */
  readonly sheet?: string;
  /** Row of the headings; 0 for a table without. */
  readonly header: number;
  /** Columns that name a row over re-issues. */
  readonly key: readonly Column[];
  /** Language of names and texts, where it is one. */
  readonly language?: string;
  readonly said_by?: { readonly words?: string; readonly column?: Column };
  readonly certainty: Certainty;
  readonly dates: DateHabits;
  /** Words that say no more than an empty cell, beside our own (`noWords`). */
  readonly empty: readonly string[];
  /** `note`: a column nobody mapped becomes a remark of the row's first record, headed by the column's name. */
  readonly keep?: "note";
  readonly rows: readonly RowSpec[];
}

export interface TermSpec {
  readonly column?: Column;
  /** The same for every row. */
  readonly said?: string;
  readonly code?: string;
  /** What the list's own words mean, before our thesaurus is asked. */
  readonly terms?: Readonly<Record<string, string>>;
  /** Several values in a cell, apart by this. Only the type of an act: each is an act of its own. */
  readonly split?: string;
}

export interface DateSpec extends DateHabits {
  readonly column: Column;
  /** The end of a period, where the column gives its beginning. */
  readonly until?: Column;
}

export interface PlaceSpec {
  readonly column: Column;
  readonly precision?: Precision;
  /** A column `latitude|longitude` in degrees. */
  readonly at?: Column;
}

export interface PropertySpec extends DateHabits {
  readonly column: Column;
  readonly property: string;
  readonly language?: string;
  /** Several values in a cell, apart by this. */
  readonly split?: string;
  readonly precision?: Precision;
  readonly at?: Column;
  readonly terms?: Readonly<Record<string, string>>;
}

/** Somebody a column names: of this dossier by label or by number in a list, or words where nobody is found. */
export interface RefSpec extends Partial<TermSpec> {
  readonly column: Column;
  readonly is: Exclude<Opens, "place">;
  readonly by: "label" | "number";
  /** Another list, where the number is of that one; `*` for all lists. */
  readonly in?: string;
  readonly split?: string;
  /** When nobody is found: open a record, keep the words, or leave the cell in the source. */
  readonly else: "open" | "words" | "leave";
}

export interface PartySpec {
  /** Name (`as`) of a record of this row, or a column. */
  readonly who: string | RefSpec | { readonly words: Column; readonly number?: Column };
  /** How many, where nobody is named. */
  readonly degree?: TermSpec;
  /** Column of the rank or post acted in. */
  readonly as?: Column;
}

export interface OpenSpec {
  readonly opens: Opens;
  readonly as: string;
  /** Columns whose words are joined by a space; of several such the first that has any. */
  readonly label: readonly (readonly Column[])[];
  /** Opens nothing in rows where this column says something else. */
  readonly only?: { readonly column: Column; readonly is: readonly string[] };
  /** `label`: one record for each label (groups, places, incidents). `number`: a record of a list with this number. */
  readonly match?: "label" | "number";
  readonly number?: Column;
  readonly in?: string;
  readonly kind?: TermSpec;
  readonly at?: Column;
  readonly precision?: Precision;
  readonly properties: readonly PropertySpec[];
}

export interface ActSpec {
  readonly states: "act";
  readonly type: TermSpec;
  readonly method?: TermSpec;
  readonly outcome?: TermSpec;
  readonly incident?: string | RefSpec;
  readonly victims: readonly PartySpec[];
  readonly perpetrators: readonly PartySpec[];
  readonly when?: DateSpec;
  readonly where?: PlaceSpec;
  readonly perceived?: PerceivedSpec;
  readonly note?: Column;
}

/** Whom the perpetrators took the victim to be. It stands only where the row gives a ground. */
export interface PerceivedSpec {
  readonly ground: TermSpec;
  readonly basis: TermSpec;
  /** Column of what they said it was for. */
  readonly said?: Column;
  readonly indicators: readonly Column[];
  /** Perception stands only in rows where this column says something. */
  readonly where?: Column;
}

export interface LinkSpec {
  readonly states: "link";
  readonly from: string | RefSpec;
  readonly relation: TermSpec;
  readonly to: string | RefSpec;
  readonly position?: Column;
  readonly since?: DateSpec;
  readonly until?: DateSpec;
}

export type RowSpec = OpenSpec | ActSpec | LinkSpec;

/** What people write where they know nothing. */
export const noWords: readonly string[] = [
  ..."- -- — – . ? ؟ ?? n/a N/A na none nil unknown Unknown غير معروف غير محدد لا يوجد مجهول لا يعرف نازانرێت نییە نەزانراو".split(
    /(?<!غير|لا) /u,
  ),
];

export const isOpen = (spec: RowSpec): spec is OpenSpec => "opens" in spec;
export const isAct = (spec: RowSpec): spec is ActSpec => "states" in spec && spec.states === "act";
export const isLink = (spec: RowSpec): spec is LinkSpec => "states" in spec && spec.states === "link";
