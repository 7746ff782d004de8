/** How persons and groups stand to each other, from when to when; and whether two records are one person. */
import * as v from "valibot";
import { certainty, citations, code, personId, saidBy, short, when, words } from "./parts.ts";

const member = v.pipe(v.string(), v.regex(/^(per|grp)_[a-z2-7]{20}$/));

/** `from` stands to `to` as `relation` says: a person commands a unit, is a member of it, is the mother of another. */
export const linkStated = v.strictObject({
  from: member,
  /** A code of the list of links (record/thesaurus). */
  relation: code,
  to: member,
  /** Rank, post or position held, as said. */
  position: v.optional(short),
  since: v.optional(when),
  until: v.optional(when),
  said_by: saidBy,
  certainty,
  citations,
  note: v.optional(words),
});
export type LinkStated = v.InferOutput<typeof linkStated>;

/** One decision about two records of persons. Nothing merges: the decision is a line, and a later one may undo it. */
const pair = {
  /** In the order of their ids, so that two devices name one pair alike. */
  persons: v.pipe(
    v.tuple([personId, personId]),
    v.check(([a, b]) => a < b),
  ),
};

export const identityProposed = v.strictObject({ ...pair, reasons: v.array(short), tool: v.optional(short) });
export const identityDecided = v.strictObject({
  ...pair,
  reason: words,
  citations: v.optional(citations),
});
export type IdentityProposed = v.InferOutput<typeof identityProposed>;
export type IdentityDecided = v.InferOutput<typeof identityDecided>;
