/** Taking a statement back, or giving it one more page to stand on. History stays: nothing is removed. Pure. */
import { err, type JsonObject, jcs, ok, type Result } from "@amana/format";
import { type Citation, type Kind, type Proposal, propose, type StatementState } from "@amana/record";

export type WithdrawRefusal =
  | { readonly type: "already-withdrawn" }
  | { readonly type: "cannot-withdraw"; readonly id: string }
  | { readonly type: "fact-needs"; readonly what: string };

/** What can be taken back, by type of record. */
const unmade = {
  clm: "claim.withdrawn",
  act: "act.withdrawn",
  lnk: "link.withdrawn",
  per: "person.withdrawn",
  grp: "group.withdrawn",
  inc: "incident.withdrawn",
  plc: "place.withdrawn",
  prop: "property.withdrawn",
} as const satisfies Record<string, Kind>;
export type Withdrawable = keyof typeof unmade;
export const withdrawable = Object.keys(unmade) as readonly Withdrawable[];

export function withdrawStatement(
  id: string,
  state: StatementState<unknown>,
  reason: string,
): Result<Proposal, WithdrawRefusal> {
  const type = id.slice(0, id.indexOf("_"));
  if (!Object.hasOwn(unmade, type)) return err({ type: "cannot-withdraw", id });
  if (state.withdrawn !== undefined) return err({ type: "already-withdrawn" });
  if (reason.trim() === "") return err({ type: "fact-needs", what: "--reason" });
  return ok(propose(unmade[type as Withdrawable], id, { reason }));
}

export type CiteAgainRefusal = { readonly type: "already-withdrawn" } | { readonly type: "cites-it-already" };

/** The same statement on one more page: the line is said again with it, as a later version of the same record. */
export function citeAgain(
  id: string,
  state: StatementState<{ readonly citations: readonly Citation[] }>,
  citation: Citation,
): Result<Proposal, CiteAgainRefusal> {
  if (state.withdrawn !== undefined) return err({ type: "already-withdrawn" });
  // In the canonical form: what was read back from a line has its fields in another order than what was just made.
  const same = ({ source, place, quote }: Citation) => jcs({ source, place, quote: quote ?? "" } as JsonObject);
  if (state.body.citations.some((each) => same(each) === same(citation))) return err({ type: "cites-it-already" });
  const body = { ...state.body, citations: [...state.body.citations, citation] };
  return ok({ k: state.version.k as Kind, e: id, x: body });
}
