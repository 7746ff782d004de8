/** Kinds of the dossier: who and what is spoken of, claims about them, notes. Nothing here states a person's orientation as a fact. */
import * as v from "valibot";
import {
  anyRecordId,
  certainty,
  citations,
  code,
  count,
  degrees,
  digits,
  language,
  saidBy,
  sha256,
  short,
  when,
  where,
  words,
} from "./parts.ts";

/** An id and a working label. The label is an identity fact and so stands on a line of its own (R5). */
export const personOpened = v.strictObject({ label: short });
export type PersonOpened = v.InferOutput<typeof personOpened>;

export const incidentOpened = v.strictObject({ label: short });
export type IncidentOpened = v.InferOutput<typeof incidentOpened>;

/** An armed group, a unit of it, an office, a family: whatever acts or is meant as one. `kind` is the organisation's own code. */
export const groupOpened = v.strictObject({ label: short, kind: v.optional(code) });
export type GroupOpened = v.InferOutput<typeof groupOpened>;

/** A place of the record. Whole numbers of 1/100,000 degree (WGS 84): a line holds no floats (R1), and that is a metre. */
export const placeOpened = v.strictObject({
  label: short,
  /** Its other names and spellings, in any script. */
  also: v.optional(v.pipe(v.array(short), v.maxLength(50))),
  /** Code of our own gazetteer (record/gazetteer). */
  gazetteer: v.optional(code),
  /** Number in GeoNames, for a place imported from there. */
  geonames: v.optional(digits),
  latitude: v.optional(degrees(90)),
  longitude: v.optional(degrees(180)),
  /** How large what is meant is: a house and a governorate are both a point on a map. */
  precision: v.optional(v.picklist(["exact", "near", "settlement", "district", "governorate", "country", "not-known"])),
  /** The place it lies in. */
  within: v.optional(anyRecordId),
});
export type PlaceOpened = v.InferOutput<typeof placeOpened>;

export const value = v.variant("type", [
  v.strictObject({ type: v.literal("text"), text: words, language: v.optional(language) }),
  v.strictObject({ type: v.literal("date"), date: when }),
  v.strictObject({ type: v.literal("place"), place: where }),
  v.strictObject({ type: v.literal("number"), number: v.pipe(v.number(), v.integer()), unit: v.optional(short) }),
  v.strictObject({ type: v.literal("record"), record: anyRecordId }),
  /** One of a list of terms, and the words it stood for. */
  v.strictObject({ type: v.literal("term"), code, said: v.optional(short) }),
]);
export type Value = v.InferOutput<typeof value>;

/** One statement about someone or something. `property` is a code of the catalogue (record/catalogue) or of `property.defined`. */
export const claimMade = v.strictObject({
  about: anyRecordId,
  property: code,
  value,
  said_by: saidBy,
  certainty,
  citations,
  note: v.optional(words),
});
export type ClaimMade = v.InferOutput<typeof claimMade>;

/** A statement, or a record opened by mistake, that no longer stands. Its history does. */
export const withdrawn = v.strictObject({ reason: words });
export type Withdrawn = v.InferOutput<typeof withdrawn>;

const label = v.strictObject({ en: short, ar: short, ckb: short });

/** A property of an organisation's own, as data: no code changes for it. */
export const propertyDefined = v.strictObject({
  code,
  of: v.pipe(v.array(v.picklist(["per", "grp", "inc", "plc", "src"])), v.minLength(1)),
  value: v.picklist(["text", "date", "place", "number", "record", "term"]),
  label,
  identity: v.boolean(),
  /** For `term`: the values it can have. */
  terms: v.optional(v.array(v.strictObject({ code, label }))),
});
export type PropertyDefined = v.InferOutput<typeof propertyDefined>;

/** A list was read into the dossier: by which mapping, and what became of its rows. Each value cites its own cell. */
export const listImported = v.strictObject({
  source: anyRecordId,
  sha256,
  /** The organisation's name for the list: a corrected issue comes under the same one. */
  list: short,
  /** The mapping, as it was: a JSON text (docs/lists.md). */
  mapping: v.pipe(v.string(), v.maxLength(30_000)),
  /** Counted in rows of the list. */
  rows: v.pipe(
    v.strictObject({
      all: count,
      opened: count,
      matched: count,
      unchanged: count,
      /** Rows that say something else than an earlier issue did: told, not taken over. */
      proposed: count,
      refused: count,
    }),
    v.check((rows) => rows.all === rows.opened + rows.matched + rows.unchanged + rows.proposed + rows.refused),
  ),
});
export type ListImported = v.InferOutput<typeof listImported>;

/** A note of the team: a record in its own right, searchable, never evidence. */
export const noteWritten = v.strictObject({
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(30_000)),
  about: v.optional(anyRecordId),
});
export type NoteWritten = v.InferOutput<typeof noteWritten>;
