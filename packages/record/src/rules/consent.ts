/**
 * Does what a person agreed to cover this hand-over? Pure; the register is given. No answer is a no (design: consent
 * governs what leaves). Used by hand-over, which cannot build a package where this refuses.
 */
import { err, ok, type Result } from "@amana/format";
import type { ConsentState } from "../fold/consent.ts";
import type { ConsentGiven } from "../kinds/consent.ts";

export interface Purpose {
  readonly purpose: string;
  readonly recipient: string;
  readonly onward: "no" | "ask-first" | "yes";
}

export type ConsentMissing = {
  readonly type: "consent-missing";
  readonly person: string;
  readonly why:
    | "never-asked"
    | "asked-no-yes"
    | "withdrawn"
    | "other-purpose"
    | "other-recipient"
    | "onward-not-agreed";
};

export interface Covered {
  /** The record that covers it, and the conditions that travel with the package. */
  readonly consent: string;
  readonly conditions: readonly string[];
}

const onwardRank = { no: 0, "ask-first": 1, yes: 2 } as const;

export function consentFor(
  person: string,
  register: readonly ConsentState[],
  wanted: Purpose,
): Result<Covered, ConsentMissing> {
  const own = register.filter((state) => state.person === person);
  const missing = (why: ConsentMissing["why"]) => err({ type: "consent-missing", person, why } as const);
  if (own.length === 0) return missing("never-asked");
  // A no written by somebody who had seen no yes is about every yes: order is known within a record only (R9). What the
  // person agrees to afterwards is written after it, in the same record.
  if (own.some(closesAll)) return missing("withdrawn");
  const given = own.filter((state) => state.type === "given");
  if (given.length === 0)
    return missing(own.some((state) => state.type === "withdrawn") ? "withdrawn" : "asked-no-yes");
  const purpose = given.filter(({ body }) => includesOrAny((body as ConsentGiven).purposes, wanted.purpose));
  if (purpose.length === 0) return missing("other-purpose");
  const recipient = purpose.filter(({ body }) => includesOrAny((body as ConsentGiven).recipients, wanted.recipient));
  if (recipient.length === 0) return missing("other-recipient");
  const covering = recipient.find(({ body }) => onwardRank[(body as ConsentGiven).onward] >= onwardRank[wanted.onward]);
  if (covering === undefined) return missing("onward-not-agreed");
  return ok({ consent: covering.version.e, conditions: (covering.body as ConsentGiven).conditions });
}

/** A withdrawal that stands alone, in a record of its own. */
export function closesAll({ type, version }: ConsentState): boolean {
  return type === "withdrawn" && version.p.length === 0;
}

/** Whether what is left asks for nothing that was not agreed to, and drops no condition. */
export function isNarrower(left: Scope, agreed: Scope): boolean {
  return (
    left.purposes.every((purpose) => includesOrAny(agreed.purposes, purpose)) &&
    left.recipients.every((recipient) => includesOrAny(agreed.recipients, recipient)) &&
    onwardRank[left.onward] <= onwardRank[agreed.onward] &&
    agreed.conditions.every((condition) => left.conditions.includes(condition))
  );
}
type Scope = Pick<ConsentGiven, "purposes" | "recipients" | "onward" | "conditions">;

function includesOrAny(list: readonly string[], wanted: string): boolean {
  return list.includes("any") || list.some((each) => sameName(each, wanted));
}

/** Names of offices are typed by people: blanks and case do not decide a consent. */
function sameName(a: string, b: string): boolean {
  const plain = (text: string) => text.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
  return plain(a) === plain(b);
}
