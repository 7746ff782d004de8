/** What is asked of the door, and every reason for which it stays shut. Ids only: no name ever stands in a refusal. */
import type { ConsentMissing, Purpose } from "@amana/record";

/** What was chosen, by full record ids. */
export interface Wish {
  /** Each with its family: what lies inside it. */
  readonly sources?: readonly string[];
  /** Facts alone: the sources they cite are not added. */
  readonly facts?: readonly string[];
  /** All facts about these persons, and the sources those stand in. */
  readonly persons?: readonly string[];
  readonly all?: boolean;
}

/** Purpose, recipient and onward transfer are what people agreed to, or did not. */
export interface Order extends Purpose {
  readonly wish: Wish;
}

export type OrderRefusal =
  | { readonly type: "purpose-malformed" }
  | { readonly type: "recipient-name-malformed" }
  | { readonly type: "id-not-known"; readonly id: string }
  | { readonly type: "nothing-chosen" }
  /** A file of 8 GiB or more, or a millionth item: PK-14, PK-19. */
  | { readonly type: "package-too-large"; readonly record: string };

export interface ConsentRefused {
  readonly type: "consent-missing";
  readonly missing: readonly ConsentMissing[];
  /** How many persons the selection concerns, those who agreed included. */
  readonly concerned: number;
}

/** One row of withheld.csv: it counts, it does not name (PK-17). */
export interface Withheld {
  readonly what: "fact" | "source" | "cited source" | "containing source" | "person";
  readonly count: number;
  readonly reason: "withdrawn" | "erased" | "not selected";
}

/** The order's own words, before anything is looked up: they end in a line whose schema is as strict. */
export function judgeOrder({ purpose, recipient }: Order): OrderRefusal | undefined {
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(purpose)) return { type: "purpose-malformed" };
  // Line ends and direction marks would let a recipient's name rewrite the conditions sheet; joiners are letters' own.
  const strange = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;
  if (recipient.trim() === "" || recipient.length > 1_000 || strange.test(recipient) || !recipient.isWellFormed())
    return { type: "recipient-name-malformed" };
  return undefined;
}
