/** Stating and withdrawing facts. Pure: answers with lines, somebody else appends (F3). */
import { err, newRecordId, ok, type Result } from "@amana/format";
import {
  type Certainty,
  type Citation,
  type Party,
  type Proposal,
  propertyByCode,
  propose,
  type SaidBy,
  type StatementState,
  type Value,
  type When,
} from "@amana/record";

export type Random = (bytes: number) => Uint8Array;

/** Somebody already in the dossier, or to be opened as the fact is stated. */
export type Whom = { readonly type: "known"; readonly id: string } | { readonly type: "new"; readonly label: string };

export interface ClaimOrder {
  readonly about: Whom;
  readonly property: string;
  readonly value: string;
  readonly when?: When;
  readonly language?: string;
  readonly saidBy: SaidBy;
  readonly certainty: Certainty;
  readonly citation: Citation;
  readonly note?: string;
}

export type StateRefusal =
  | { readonly type: "property-not-known"; readonly property: string }
  | { readonly type: "value-not-a-number" }
  | { readonly type: "fact-needs"; readonly what: string };

export interface Stated {
  readonly id: string;
  readonly opened: readonly string[];
  readonly proposals: readonly Proposal[];
}

export function stateClaim(order: ClaimOrder, random: Random): Result<Stated, StateRefusal> {
  const property = propertyByCode(order.property);
  if (property === undefined) return err({ type: "property-not-known", property: order.property });
  const value = valueFor(property.value, order);
  if (!value.ok) return value;
  const { id: about, opening } = personFor(order.about, random);
  const id = newRecordId("clm", random(12));
  const claim = propose("claim.made", id, {
    about,
    property: order.property,
    value: value.value,
    said_by: order.saidBy,
    certainty: order.certainty,
    citations: [order.citation],
    ...(order.note !== undefined && { note: order.note }),
  });
  return ok({ id, opened: opening.map(({ e }) => e), proposals: [...opening, claim] });
}

export type PartyOrder = Whom | { readonly type: "words"; readonly words: string } | { readonly type: "not-known" };

export interface ActOrder {
  readonly what: string;
  readonly code?: string;
  readonly method?: string;
  readonly who: readonly PartyOrder[];
  readonly toWhom: readonly PartyOrder[];
  readonly when?: When;
  readonly where?: string;
  readonly saidBy: SaidBy;
  readonly certainty: Certainty;
  readonly citation: Citation;
  readonly note?: string;
}

export function stateAct(order: ActOrder, random: Random): Result<Stated, StateRefusal> {
  if (order.what.trim() === "") return err({ type: "fact-needs", what: "--what" });
  const openings: Proposal[] = [];
  // The same new name on both sides or twice on one is the same new person.
  const fresh = new Map<string, string>();
  const party = (each: PartyOrder): Party => {
    if (each.type === "words") return { type: "words", words: each.words };
    if (each.type === "not-known") return { type: "not-known" };
    const known = each.type === "new" ? fresh.get(each.label) : undefined;
    if (known !== undefined) return { type: "person", person: known };
    const { id, opening } = personFor(each, random);
    openings.push(...opening);
    if (each.type === "new") fresh.set(each.label, id);
    return { type: "person", person: id };
  };
  const victims = order.toWhom.map(party);
  const perpetrators = order.who.map((each) => ({ who: party(each) }));
  const id = newRecordId("act", random(12));
  const act = propose("act.alleged", id, {
    type: { said: order.what, ...(order.code !== undefined && { code: order.code }) },
    ...(order.method !== undefined && { method: { said: order.method } }),
    victims,
    perpetrators,
    ...(order.when && { when: order.when }),
    ...(order.where !== undefined && { where: { said: order.where } }),
    said_by: order.saidBy,
    certainty: order.certainty,
    citations: [order.citation],
    ...(order.note !== undefined && { note: order.note }),
  });
  return ok({ id, opened: openings.map(({ e }) => e), proposals: [...openings, act] });
}

export type WithdrawRefusal =
  | { readonly type: "already-withdrawn" }
  | { readonly type: "fact-needs"; readonly what: string };

/** History stays: the statement is marked, never removed. */
export function withdrawStatement(
  id: string,
  state: StatementState<unknown>,
  reason: string,
): Result<Proposal, WithdrawRefusal> {
  if (state.withdrawn !== undefined) return err({ type: "already-withdrawn" });
  if (reason.trim() === "") return err({ type: "fact-needs", what: "--reason" });
  return ok(propose(id.startsWith("clm_") ? "claim.withdrawn" : "act.withdrawn", id, { reason }));
}

function personFor(whom: Whom, random: Random): { readonly id: string; readonly opening: readonly Proposal[] } {
  if (whom.type === "known") return { id: whom.id, opening: [] };
  const id = newRecordId("per", random(12));
  return { id, opening: [propose("person.opened", id, { label: whom.label })] };
}

function valueFor(type: Value["type"], order: ClaimOrder): Result<Value, StateRefusal> {
  const text = order.value;
  if (text.trim() === "") return err({ type: "fact-needs", what: "--value" });
  if (type === "number") {
    const number = Number(
      text
        .replace(/[\u0660-\u0669]/g, (d) => String(d.charCodeAt(0) - 0x660))
        .replace(/[\u06f0-\u06f9]/g, (d) => String(d.charCodeAt(0) - 0x6f0)),
    );
    return Number.isSafeInteger(number) ? ok({ type: "number", number }) : err({ type: "value-not-a-number" });
  }
  if (type === "date") return ok({ type: "date", date: order.when ?? whenSaid(text) });
  if (type === "place") return ok({ type: "place", place: { said: text } });
  if (type === "record") return ok({ type: "record", record: text });
  return ok({ type: "text", text, ...(order.language !== undefined && { language: order.language }) });
}

/** The words first; an ISO date in them is also understood, with the precision it was written in. */
export function whenSaid(said: string): When {
  const trimmed = said.trim();
  const range = /^(\d{4}(?:-\d{2}(?:-\d{2})?)?)\s*(?:\.\.|–|—)\s*(\d{4}(?:-\d{2}(?:-\d{2})?)?)$/.exec(trimmed);
  const single = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2})?)?)?$/.exec(trimmed);
  const calendar = "gregorian" as const;
  if (range?.[1] !== undefined && range[2] !== undefined)
    return { said: trimmed, from: range[1], to: range[2], precision: precisionOf(range[1]), calendar };
  if (single !== null) return { said: trimmed, from: trimmed, to: trimmed, precision: precisionOf(trimmed), calendar };
  // A Hijri year or «after the feast» stays as said; nobody computes another date from it here.
  return {
    said: trimmed,
    precision: "not-known",
    calendar: /هـ|هجري|\bA\.?H\.?\b|hijri/i.test(trimmed) ? "hijri" : calendar,
  };
}

function precisionOf(iso: string): When["precision"] {
  return iso.length === 4 ? "year" : iso.length === 7 ? "month" : iso.length === 10 ? "day" : "minute";
}
