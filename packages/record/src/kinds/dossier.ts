/** Kinds of the dossier: persons, claims about them, acts between them. Issue by issue this room fills; nothing here states a person's orientation as a fact. */
import * as v from "valibot";
import {
  anyRecordId,
  certainty,
  citation,
  code,
  language,
  personId,
  recordId,
  saidBy,
  short,
  when,
  where,
  words,
} from "./parts.ts";

/** An id and a working label. The label is an identity fact and so stands on a line of its own (R5). */
export const personOpened = v.strictObject({ label: short });
export type PersonOpened = v.InferOutput<typeof personOpened>;
export const incidentOpened = v.strictObject({ label: short });

export const value = v.variant("type", [
  v.strictObject({ type: v.literal("text"), text: words, language: v.optional(language) }),
  v.strictObject({ type: v.literal("date"), date: when }),
  v.strictObject({ type: v.literal("place"), place: where }),
  v.strictObject({ type: v.literal("number"), number: v.pipe(v.number(), v.integer()), unit: v.optional(short) }),
  v.strictObject({ type: v.literal("record"), record: anyRecordId }),
]);
export type Value = v.InferOutput<typeof value>;

/** One statement about someone or something. `property` is a code of the catalogue (record/catalogue). */
export const claimMade = v.strictObject({
  about: anyRecordId,
  property: code,
  value,
  said_by: saidBy,
  certainty,
  citations: v.pipe(v.array(citation), v.minLength(1), v.maxLength(50)),
  note: v.optional(words),
});
export type ClaimMade = v.InferOutput<typeof claimMade>;

export const withdrawn = v.strictObject({ reason: words });
export type Withdrawn = v.InferOutput<typeof withdrawn>;

export const party = v.variant("type", [
  v.strictObject({ type: v.literal("person"), person: personId }),
  v.strictObject({ type: v.literal("group"), group: recordId("grp") }),
  v.strictObject({ type: v.literal("words"), words: short }),
  v.strictObject({ type: v.literal("not-known") }),
]);
export type Party = v.InferOutput<typeof party>;

/** What was done, by whom, to whom, when, where, and what the perpetrator took the victim to be. */
export const actAlleged = v.strictObject({
  incident: v.optional(recordId("inc")),
  type: v.strictObject({ said: short, code: v.optional(code) }),
  method: v.optional(short),
  victims: v.pipe(v.array(party), v.maxLength(200)),
  perpetrators: v.pipe(v.array(v.strictObject({ who: party, degree: v.optional(code) })), v.maxLength(200)),
  when: v.optional(when),
  where: v.optional(where),
  perceived: v.optional(
    v.strictObject({
      ground: code,
      basis: v.picklist(["actual", "perceived", "ally", "relative", "defined-negatively", "not-known"]),
      indicators: v.array(short),
    }),
  ),
  said_by: saidBy,
  certainty,
  citations: v.pipe(v.array(citation), v.minLength(1), v.maxLength(50)),
  note: v.optional(words),
});
export type ActAlleged = v.InferOutput<typeof actAlleged>;

/** A note of the team: a record in its own right, searchable, never evidence. */
export const noteWritten = v.strictObject({
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(30_000)),
  about: v.optional(anyRecordId),
});
export type NoteWritten = v.InferOutput<typeof noteWritten>;
export type IncidentOpened = v.InferOutput<typeof incidentOpened>;
