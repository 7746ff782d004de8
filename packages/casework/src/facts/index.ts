/** Stating facts: claims, acts, links, with their page; withdrawing them; whom they concern. */
export type { ActOrder, PartyOrder, PerpetratorOrder, TermOrder } from "./act.ts";
export { stateAct } from "./act.ts";
export { type CiteRefusal, cite, placeOf, type Wanted } from "./cite.ts";
export { type Catalogue, type ClaimOrder, type Standing, type Stated, type StateRefusal, stateClaim } from "./claim.ts";
export { personsIn, personsOfSource } from "./involved.ts";
export { type LinkOrder, type LinkRefusal, stateLink } from "./link.ts";
export { propertiesOf } from "./properties.ts";
export { defineProperty, type PropertyRefusal } from "./property.ts";
export { latinDigits, whenSaid } from "./when.ts";
export type { Openable, Random, Whom } from "./whom.ts";
export {
  type CiteAgainRefusal,
  citeAgain,
  type Withdrawable,
  type WithdrawRefusal,
  withdrawable,
  withdrawStatement,
} from "./withdraw.ts";
