/** Stating an act: what was done, by whom, to whom, when, where, and whom the perpetrators took the victims to be. Pure. */
import { err, newRecordId, ok, type Result } from "@amana/format";
import { type ActAlleged, type Party, type Perception, propose, type When } from "@amana/record";
import { type Standing, type Stated, type StateRefusal, standing } from "./claim.ts";
import { Opener, type Random, type Whom } from "./whom.ts";

export type PartyOrder =
  | Whom
  | { readonly type: "words"; readonly words: string; readonly number?: number }
  | { readonly type: "not-known"; readonly number?: number };

export interface PerpetratorOrder {
  readonly who: PartyOrder;
  readonly degree?: string;
  readonly as?: string;
}

export interface TermOrder {
  readonly said: string;
  readonly code?: string;
}

export interface ActOrder extends Standing {
  readonly incident?: Whom;
  readonly what: TermOrder;
  readonly method?: TermOrder;
  readonly outcome?: TermOrder;
  readonly who: readonly PerpetratorOrder[];
  readonly toWhom: readonly PartyOrder[];
  readonly when?: When;
  readonly where?: { readonly said: string; readonly place?: string; readonly precision?: Precision };
  readonly perceived?: readonly Perception[];
}
type Precision = NonNullable<NonNullable<ActAlleged["where"]>["precision"]>;

export function stateAct(order: ActOrder, random: Random): Result<Stated, StateRefusal> {
  if (order.what.said.trim() === "") return err({ type: "fact-needs", what: "--what" });
  const opener = new Opener(random);
  const party = (each: PartyOrder): Party => {
    const number = "number" in each && each.number !== undefined ? { number: each.number } : {};
    if (each.type === "words") return { type: "words", words: each.words, ...number };
    if (each.type === "not-known") return { type: "not-known", ...number };
    const id = opener.idOf(each);
    return id.startsWith("grp_") ? { type: "group", group: id } : { type: "person", person: id };
  };
  const incident = order.incident && opener.idOf(order.incident);
  const victims = order.toWhom.map(party);
  const perpetrators = order.who.map(({ who, degree, as }) => ({
    who: party(who),
    ...(degree !== undefined && { degree }),
    ...(as !== undefined && { as }),
  }));
  const id = newRecordId("act", random(12));
  const act = propose("act.alleged", id, {
    ...(incident !== undefined && { incident }),
    type: order.what,
    ...(order.method && { method: order.method }),
    victims,
    perpetrators,
    ...(order.when && { when: order.when }),
    ...(order.where && { where: order.where }),
    ...(order.outcome && { outcome: order.outcome }),
    ...(order.perceived && order.perceived.length > 0 && { perceived: [...order.perceived] }),
    ...standing(order),
  });
  return ok({ id, opened: opener.opened, proposals: [...opener.proposals, act] });
}
