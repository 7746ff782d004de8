/** The small shapes that several kinds share: ids, hashes, blobs, passages, citations, dates as said. */
import * as v from "valibot";

const hex = (bytes: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`)));
export const sha256 = hex(32);
export const publicKey = hex(32);
export const signature = hex(64);

/** A record id: type prefix, underscore, 96 random bits in base32. */
export const recordId = (prefix: string) => v.pipe(v.string(), v.regex(new RegExp(`^${prefix}_[a-z2-7]{20}$`)));
export const anyRecordId = v.pipe(v.string(), v.regex(/^[a-z]{1,4}_[a-z2-7]{20}$/));
export const sourceId = recordId("src");
export const layerId = recordId("lay");
export const personId = recordId("per");
export const consentId = recordId("con");
/** A number that is a name, such as one of GeoNames. */
export const digits = v.pipe(v.string(), v.regex(/^\d{1,12}$/));
/** Degrees in whole numbers of 1/100,000. */
export const degrees = (limit: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(-limit * 100_000), v.maxValue(limit * 100_000));

/** What a person says or types. Long enough for a paragraph, short enough to stay inside one line. */
export const words = v.pipe(v.string(), v.minLength(1), v.maxLength(8_000));
export const short = v.pipe(v.string(), v.minLength(1), v.maxLength(1_000));
export const code = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,63}$/));
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const language = v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/));

/** Bytes sealed outside the log. The key stands here and nowhere else: erase this line and every copy is dead (R12). */
export const blob = v.strictObject({
  /** SHA-256 of the ciphertext: the name of the file. */
  name: sha256,
  bytes: count,
  /** age identity that opens it. */
  key: v.pipe(v.string(), v.regex(/^AGE-SECRET-KEY-PQ-1[0-9A-Z]+$/)),
  plain_sha256: sha256,
  plain_bytes: count,
});
export type Blob = v.InferOutput<typeof blob>;

/** Where in a source: the same places that parsers report (intake's contract), in the names of the record. */
export const place = v.variant("type", [
  v.strictObject({ type: v.literal("whole") }),
  v.strictObject({ type: v.literal("page"), page: count, label: v.optional(short) }),
  v.strictObject({ type: v.literal("time"), from: count, to: count }),
  v.strictObject({
    type: v.literal("cell"),
    sheet: v.pipe(v.string(), v.maxLength(200)),
    row: count,
    column: v.optional(count),
  }),
  v.strictObject({ type: v.literal("paragraph"), paragraph: count }),
  v.strictObject({
    type: v.literal("part"),
    part: v.picklist(["subject", "body", "header", "notes"]),
    paragraph: count,
  }),
  v.strictObject({ type: v.literal("message"), message: count, at: v.optional(short), by: v.optional(short) }),
]);
export type Place = v.InferOutput<typeof place>;

export const citation = v.strictObject({
  source: sourceId,
  /** SHA-256 of the source's bytes, so that the citation stands without us. */
  sha256,
  place,
  /** The layer the quote was read in; absent when the source itself was read or heard. */
  layer: v.optional(layerId),
  /** The words as a person confirmed them on the source. */
  quote: v.optional(words),
  /**
   * `in-layer`: found letter for letter in the layer. `in-find-only-layer`: so found, but in a layer that is good for
   * finding only (text of an Arabic-script PDF), and still to be confirmed on the page. `by-eye`: a person read it there.
   */
  checked: v.picklist(["in-layer", "in-find-only-layer", "by-eye"]),
});
export type Citation = v.InferOutput<typeof citation>;

/** A statement without a page does not get in. */
export const citations = v.pipe(v.array(citation), v.minLength(1), v.maxLength(50));

/** The words somebody used, and the term they were understood as. */
export const term = v.strictObject({ said: short, code: v.optional(code) });
export type Term = v.InferOutput<typeof term>;

/** A date as a witness gives it: the words first, then what we make of them. */
export const when = v.strictObject({
  said: v.optional(short),
  from: v.optional(v.pipe(v.string(), v.regex(/^-?\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2})?Z?)?)?)?$/))),
  to: v.optional(v.pipe(v.string(), v.regex(/^-?\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2})?Z?)?)?)?$/))),
  precision: v.picklist(["minute", "day", "month", "year", "about", "not-known"]),
  calendar: v.picklist(["gregorian", "hijri", "solar-hijri", "kurdish"]),
});
export type When = v.InferOutput<typeof when>;

/** A place as a witness gives it: the words first, then the place of the record they are taken to mean, and how surely. */
export const where = v.strictObject({
  said: short,
  place: v.optional(recordId("plc")),
  precision: v.optional(v.picklist(["exact", "near", "settlement", "district", "governorate", "country", "not-known"])),
});
export type Where = v.InferOutput<typeof where>;

/** Who says so: a person of the dossier, or words such as "the author of the e-mail". */
export const saidBy = v.variant("type", [
  v.strictObject({ type: v.literal("person"), person: personId }),
  v.strictObject({ type: v.literal("words"), words: short }),
  v.strictObject({ type: v.literal("not-stated") }),
]);
export type SaidBy = v.InferOutput<typeof saidBy>;

export const certainty = v.picklist(["established", "probable", "possible", "doubtful", "not-assessed"]);
export type Certainty = v.InferOutput<typeof certainty>;
