/** What can be asked of the records of the dossier: structured conditions in, never SQL. */

export const subjects = ["person", "group", "incident", "act", "place"] as const;
export type Subject = (typeof subjects)[number];

/** Words as said, where no term stands for them: an FTS5 phrase to find them by, and the folded words they must hold. */
export interface Said {
  readonly match: string;
  readonly folded: string;
}

export type Role = "victim" | "perpetrator" | "witness";

export interface PropertyAsked {
  readonly property: string;
  /** Folded; absent: any value. */
  readonly key?: string;
  /** The value may go on. */
  readonly prefix?: boolean;
}

export interface Span {
  readonly from?: string;
  readonly until?: string;
}

/**
 * One condition; of several values any will do. Ids are record ids. Conditions on acts (those of `ActAsked`) hold of one and
 * the same act; a negated condition leaves out every record that it would find alone.
 */
export type Asked =
  | ActAsked
  /** An FTS5 expression over the words of the record, of claims about it, of acts it takes part in; "" finds nothing. */
  | { readonly name: "words"; readonly match: string }
  | { readonly name: "said-by"; readonly persons: readonly string[]; readonly said: readonly Said[] }
  | { readonly name: "certainty"; readonly grades: readonly string[] }
  /** Cited by a statement about the record: these sources and all within them. */
  | { readonly name: "source"; readonly sources: readonly string[] }
  | { readonly name: "property"; readonly any: readonly PropertyAsked[] }
  | { readonly name: "has"; readonly what: readonly Having[] }
  | { readonly name: "withdrawn" };

export type ActAsked =
  | { readonly name: "ground" | "basis" | "degree"; readonly codes: readonly string[] }
  | { readonly name: "act" | "method" | "outcome"; readonly codes: readonly string[]; readonly said: readonly Said[] }
  | { readonly name: "date"; readonly spans: readonly Span[] }
  | { readonly name: "role"; readonly roles: readonly Role[] }
  /** These places and all within them. */
  | { readonly name: "place"; readonly places: readonly string[]; readonly said: readonly Said[] }
  | { readonly name: "person"; readonly persons: readonly string[] }
  /** These groups and every unit below them, with their members. */
  | { readonly name: "group"; readonly groups: readonly string[] };

/** `conflict` names the properties that can have one value only. */
export type Having =
  | { readonly type: "act" | "claim" | "consent" | "link" | "single-source" }
  | { readonly type: "conflict"; readonly properties: readonly string[] };

export type Condition = Asked & { readonly negated: boolean };

export interface Page {
  readonly limit: number;
  readonly offset?: number;
}

export interface Selection {
  /** One page. In the order in which the records were first spoken of, or, where very many answer, in which they are found. */
  readonly ids: readonly string[];
  readonly more: boolean;
}
