/** Stating a claim. Pure: answers with lines, somebody else appends (F3). */
import { err, newRecordId, ok, type Result } from "@amana/format";
import {
  type Certainty,
  type Citation,
  type ConsentState,
  consentFor,
  type Property,
  type Proposal,
  propose,
  type SaidBy,
  statesOrientation,
  type Value,
  type When,
} from "@amana/record";
import { latinDigits, whenSaid } from "./when.ts";
import { Opener, type Random, type Whom } from "./whom.ts";

/** What every statement brings with it. */
export interface Standing {
  readonly saidBy: SaidBy;
  readonly certainty: Certainty;
  readonly citation: Citation;
  readonly note?: string;
}

export interface ClaimOrder extends Standing {
  readonly about: Whom;
  readonly property: string;
  readonly value: string;
  readonly when?: When;
  /** The record the value is taken to mean: a place of the dossier, or what a `record` property points to. */
  readonly record?: string;
  readonly language?: string;
}

/** What stating needs to know of the vault. */
export interface Catalogue {
  readonly properties: ReadonlyMap<string, Property>;
  readonly consents: (person: string) => readonly ConsentState[];
}

export type StateRefusal =
  | { readonly type: "property-not-known"; readonly property: string }
  | { readonly type: "property-not-of"; readonly property: string; readonly record: string }
  | { readonly type: "property-own-words"; readonly property: string }
  | { readonly type: "property-describes-orientation" }
  | { readonly type: "value-not-a-number" }
  | { readonly type: "value-not-a-term"; readonly property: string }
  | { readonly type: "fact-needs"; readonly what: string };

export interface Stated {
  readonly id: string;
  readonly opened: readonly string[];
  readonly proposals: readonly Proposal[];
}

export function stateClaim(order: ClaimOrder, catalogue: Catalogue, random: Random): Result<Stated, StateRefusal> {
  const property = catalogue.properties.get(order.property);
  if (property === undefined) return err({ type: "property-not-known", property: order.property });
  const of = order.about.type === "known" ? order.about.id.slice(0, order.about.id.indexOf("_")) : order.about.of;
  if (!(property.of as readonly string[]).includes(of ?? "per"))
    return err({ type: "property-not-of", property: property.code, record: of ?? "per" });
  const own = ownWords(property, order, catalogue);
  if (!own.ok) return own;
  const value = valueFor(property, order);
  if (!value.ok) return value;
  const opener = new Opener(random);
  const about = opener.idOf(order.about);
  const id = newRecordId("clm", random(12));
  const claim = propose("claim.made", id, {
    about,
    property: order.property,
    value: value.value,
    ...standing(order),
  });
  return ok({ id, opened: opener.opened, proposals: [...opener.proposals, claim] });
}

export function standing(order: Standing) {
  return {
    said_by: order.saidBy,
    certainty: order.certainty,
    citations: [order.citation],
    ...(order.note !== undefined && { note: order.note }),
  };
}

/** What people say of themselves is theirs to say, and is kept only under a consent for just that. */
function ownWords(property: Property, order: ClaimOrder, catalogue: Catalogue): Result<undefined, StateRefusal> {
  if (property.consent === undefined) return ok(undefined);
  const refused = err({ type: "property-own-words", property: property.code } as const);
  if (order.about.type !== "known" || order.saidBy.type !== "person" || order.saidBy.person !== order.about.id)
    return refused;
  const wanted = { purpose: property.consent, recipient: "the record", onward: "no" } as const;
  const agreed = catalogue
    .consents(order.about.id)
    .filter((state) => state.type === "given" && state.body.purposes.includes(property.consent ?? ""));
  return consentFor(order.about.id, agreed, wanted).ok ? ok(undefined) : refused;
}

function valueFor(property: Property, order: ClaimOrder): Result<Value, StateRefusal> {
  const text = order.value;
  if (text.trim() === "") return err({ type: "fact-needs", what: "--value" });
  switch (property.value) {
    case "number": {
      const number = Number(latinDigits(text));
      return Number.isSafeInteger(number) ? ok({ type: "number", number }) : err({ type: "value-not-a-number" });
    }
    case "date":
      return ok({ type: "date", date: order.when ?? whenSaid(text) });
    case "place":
      return ok({ type: "place", place: { said: text, ...(order.record !== undefined && { place: order.record }) } });
    case "record":
      return ok({ type: "record", record: order.record ?? text });
    case "term": {
      const typed = text.trim().toLowerCase();
      const term = property.terms?.find(
        ({ code, label }) => code === typed || Object.values(label).some((words) => words.toLowerCase() === typed),
      );
      if (term === undefined) return err({ type: "value-not-a-term", property: property.code });
      return ok({ type: "term", code: term.code, said: text });
    }
    case "text":
      // What the perpetrators took somebody to be belongs to the act, whatever the property is called.
      if (
        property.of.includes("per") &&
        !property.identity &&
        property.consent === undefined &&
        statesOrientation(text)
      )
        return err({ type: "property-describes-orientation" });
      return ok({ type: "text", text, ...(order.language !== undefined && { language: order.language }) });
  }
}
