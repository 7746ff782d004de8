/** What a person agreed to, in whose hands, for what. The default is no; a withdrawal closes every earlier yes. */
import * as v from "valibot";
import { citation, code, language, personId, short, words } from "./parts.ts";

export const onward = v.picklist(["no", "ask-first", "yes"]);

export const consentGiven = v.strictObject({
  person: personId,
  /** What for: codes such as `criminal-investigation`; `any` only when the person said so. */
  purposes: v.pipe(v.array(code), v.minLength(1)),
  /** To whom: the names the hand-over will use; `any` only when the person said so. */
  recipients: v.pipe(v.array(short), v.minLength(1)),
  onward,
  /** Such as `lead-only` (Rome Statute art. 54(3)(e)) or `no-death-penalty`. */
  conditions: v.array(code),
  /** The language it was explained in. */
  told_in: v.optional(language),
  /** How it was recorded: on tape, on paper, before two colleagues. */
  how: words,
  given_on: v.optional(short),
  citation: v.optional(citation),
});
export type ConsentGiven = v.InferOutput<typeof consentGiven>;

/** Less than before, by the person's wish: what is named here is all that is left of the yes. */
export const consentNarrowed = v.strictObject({
  person: personId,
  purposes: v.pipe(v.array(code), v.minLength(1)),
  recipients: v.pipe(v.array(short), v.minLength(1)),
  onward,
  conditions: v.array(code),
  how: words,
  citation: v.optional(citation),
});
export type ConsentNarrowed = v.InferOutput<typeof consentNarrowed>;

export const consentAsked = v.strictObject({
  person: personId,
  purposes: v.array(code),
  recipients: v.array(short),
  answer: v.picklist(["no", "later", "no-answer"]),
});

/** Names the person again, so that it binds even where the line that gave consent was never seen. */
export const consentWithdrawn = v.strictObject({ person: personId, reason: v.optional(words), how: v.optional(words) });
export type ConsentWithdrawn = v.InferOutput<typeof consentWithdrawn>;
export type ConsentAsked = v.InferOutput<typeof consentAsked>;
