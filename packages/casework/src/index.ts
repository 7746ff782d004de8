/** Dossier work on the index: search, citing, stating. Reads the vault, answers with lines for somebody else to append. */

export * from "./dossier/index.ts";
export { type CiteRefusal, cite, placeOf, type Wanted } from "./facts/cite.ts";
export { personsIn, personsOfSource } from "./facts/involved.ts";
export {
  type ActOrder,
  type ClaimOrder,
  type PartyOrder,
  type Stated,
  type StateRefusal,
  stateAct,
  stateClaim,
  type Whom,
  whenSaid,
  withdrawStatement,
} from "./facts/state.ts";
export * from "./lists/index.ts";
export * from "./report/index.ts";
export * from "./search/index.ts";
