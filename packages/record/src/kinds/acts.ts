/** Who did what to whom: acts with many victims and many alleged perpetrators, and why the perpetrators chose them. */
import * as v from "valibot";
import {
  certainty,
  citation,
  citations,
  code,
  count,
  personId,
  recordId,
  saidBy,
  short,
  term,
  when,
  where,
  words,
} from "./parts.ts";

/** `number` where a witness counts people nobody can name: three masked men, some twenty women. */
export const party = v.variant("type", [
  v.strictObject({ type: v.literal("person"), person: personId }),
  v.strictObject({ type: v.literal("group"), group: recordId("grp"), number: v.optional(count) }),
  v.strictObject({ type: v.literal("words"), words: short, number: v.optional(count) }),
  v.strictObject({ type: v.literal("not-known"), number: v.optional(count) }),
]);
export type Party = v.InferOutput<typeof party>;

/**
 * Whom the perpetrators took the victim to be. It says something about them, nothing about the victim: there is no field
 * that would make it a fact about a person.
 */
export const perception = v.strictObject({
  /** A code of the list of grounds (record/thesaurus). */
  ground: code,
  basis: v.picklist(["actual", "perceived", "ally", "relative", "defined-negatively", "not-known"]),
  /** What they said it was for, in their own words. */
  said: v.optional(words),
  /** What shows it: a word used, a phone searched, a hair length; each with the page it stands on where there is one. */
  indicators: v.pipe(v.array(v.strictObject({ what: short, citation: v.optional(citation) })), v.maxLength(50)),
});
export type Perception = v.InferOutput<typeof perception>;

export const actAlleged = v.strictObject({
  incident: v.optional(recordId("inc")),
  /** Said in the witness's words; the code is of our list of acts, which maps to HURIDOCS. */
  type: term,
  method: v.optional(term),
  victims: v.pipe(v.array(party), v.maxLength(200)),
  /** `degree` of involvement: carried out, ordered, present …; `as`: the rank or post they acted in, as said. */
  perpetrators: v.pipe(
    v.array(v.strictObject({ who: party, degree: v.optional(code), as: v.optional(short) })),
    v.maxLength(200),
  ),
  when: v.optional(when),
  where: v.optional(where),
  /** What became of the victims when it was over. */
  outcome: v.optional(term),
  perceived: v.optional(v.pipe(v.array(perception), v.minLength(1), v.maxLength(10))),
  said_by: saidBy,
  certainty,
  citations,
  note: v.optional(words),
});
export type ActAlleged = v.InferOutput<typeof actAlleged>;
