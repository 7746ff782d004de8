/** What one row of a list comes to, before anybody looks whether it is here already: records it speaks of, and statements. */
import type { Certainty, Perception, PlaceOpened, SaidBy, Value, When } from "@amana/record";

/** A list as it lies in the vault: every citation points here. */
export interface Table {
  readonly source: string;
  readonly sha256: string;
  readonly layer: string;
}

export interface Cell {
  readonly table: Table;
  readonly sheet: string;
  readonly row: number;
  /** From 1. */
  readonly column: number;
  /** As it stands in the layer. */
  readonly text: string;
  /** Words of the column's heading, folded: a corrected issue may have its columns in another order. */
  readonly heading: string;
}

export type RecordKind = "per" | "grp" | "inc" | "plc";

/** A place as said, the one entry of the gazetteer it surely means, and its point where the list gives one. */
export interface PlannedPlace {
  readonly said: string;
  readonly precision?: PlaceOpened["precision"];
  readonly gazetteer?: string;
  readonly point?: { readonly latitude: number; readonly longitude: number };
}

export type Ref =
  | { readonly type: "own"; readonly as: string }
  | {
      readonly type: "named";
      readonly of: Exclude<RecordKind, "plc">;
      readonly by: "label" | "number";
      readonly name: string;
      readonly in?: string;
      readonly otherwise: "open" | "words" | "leave";
      readonly cell: Cell;
    };

export type PlannedParty =
  | Ref
  | { readonly type: "words"; readonly words: string; readonly number?: number }
  | { readonly type: "not-known" };

export interface PlannedClaim {
  readonly property: string;
  /** Of a place the words; the record they mean is found when it is stated. */
  readonly value: Exclude<Value, { type: "place" }> | { readonly type: "place"; readonly place: PlannedPlace };
  readonly cell: Cell;
}

export interface PlannedRecord {
  readonly as: string;
  readonly of: RecordKind;
  readonly label: string;
  readonly match?: "label" | "number";
  /** Never opened by this row: it adds to what another row opened. */
  readonly existing?: boolean;
  readonly number?: string;
  readonly in?: string;
  readonly kind?: string;
  readonly place?: PlannedPlace;
  readonly claims: readonly PlannedClaim[];
}

export interface Said {
  readonly said: string;
  readonly code?: string;
}

export interface PlannedAct {
  readonly incident?: Ref;
  readonly type: Said;
  readonly method?: Said;
  readonly outcome?: Said;
  readonly victims: readonly PlannedParty[];
  readonly perpetrators: readonly { readonly who: PlannedParty; readonly degree?: string; readonly as?: string }[];
  readonly when?: When;
  readonly where?: PlannedPlace;
  readonly perceived?: readonly Perception[];
  readonly note?: string;
  /** Every cell it was read from, the one that says what was done first. */
  readonly cells: readonly Cell[];
}

export interface PlannedLink {
  readonly from: Ref;
  readonly relation: string;
  readonly to: Ref;
  readonly position?: string;
  readonly since?: When;
  readonly until?: When;
  readonly note?: string;
  readonly cells: readonly Cell[];
}

/** Why a cell's words, or a part of their meaning, stay in the source alone. */
export type LeftReason =
  | "not-mapped"
  | "says-nothing"
  | "too-long"
  | "not-a-number"
  | "not-a-point"
  | "term-not-known"
  | "nobody-found"
  | "many-found"
  | "no-ground"
  | "no-type"
  | "no-place-for-it"
  | "orientation"
  | "date-two-digit-year"
  | "date-order-not-said"
  | "date-not-understood";

export interface Left {
  readonly heading: string;
  readonly reason: LeftReason;
}

/** Why nothing was made of a row. */
export type RowRefusal =
  | "no-name"
  | "empty"
  | "key-missing"
  | "key-twice"
  | "many-with-number"
  | "many-with-label"
  | "name-too-long"
  | "too-much"
  | "row-not-read"
  | "nothing-to-state"
  | "refers-to-nothing"
  | "no-place-for-it";

export interface RowAt {
  readonly table: Table;
  readonly sheet: string;
  readonly row: number;
}

export interface RowPlan extends RowAt {
  /** What names the row over re-issues of the list. */
  readonly key?: string;
  readonly records: readonly PlannedRecord[];
  readonly acts: readonly PlannedAct[];
  readonly links: readonly PlannedLink[];
  readonly saidBy: SaidBy;
  readonly certainty: Certainty;
  readonly left: readonly Left[];
  readonly refused?: RowRefusal;
  /** Rows of other tables of the same form that are told within this one. */
  readonly also?: readonly RowAt[];
}

const named = (ref: Ref | PlannedParty | undefined): boolean => ref?.type === "named";

/** Whether a statement names somebody who may stand further down the list. */
export const refersToOthers = (statement: PlannedAct | PlannedLink): boolean =>
  "relation" in statement
    ? named(statement.from) || named(statement.to)
    : named(statement.incident) ||
      statement.victims.some(named) ||
      statement.perpetrators.some(({ who }) => named(who));
