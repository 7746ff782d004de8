/** Stating how persons and groups stand to each other, from when to when. Pure. */
import { err, newRecordId, ok, type Result } from "@amana/format";
import { propose, termByCode, thesaurus, type When } from "@amana/record";
import { type Standing, type Stated, standing } from "./claim.ts";
import { Opener, type Random, type Whom } from "./whom.ts";

export interface LinkOrder extends Standing {
  readonly from: Whom;
  readonly relation: string;
  readonly to: Whom;
  readonly position?: string;
  readonly since?: When;
  readonly until?: When;
}

export type LinkRefusal =
  | { readonly type: "link-to-itself" }
  | { readonly type: "link-ends"; readonly relation: string }
  | { readonly type: "term-not-known"; readonly list: "links"; readonly term: string }
  | { readonly type: "link-ends-before-it-begins" }
  | { readonly type: "fact-needs"; readonly what: string };

export function stateLink(order: LinkOrder, random: Random): Result<Stated, LinkRefusal> {
  const opener = new Opener(random);
  const from = opener.idOf(order.from);
  const to = opener.idOf(order.to);
  if (from === to) return err({ type: "link-to-itself" });
  const relation = termByCode(thesaurus.links, order.relation);
  if (relation === undefined) return err({ type: "term-not-known", list: "links", term: order.relation });
  const fits = (ends: readonly string[], id: string) => ends.includes(id.slice(0, 3));
  if (!fits(relation.of.from, from) || !fits(relation.of.to, to))
    return err({ type: "link-ends", relation: relation.code });
  const { since, until } = order;
  if (since?.from !== undefined && until?.to !== undefined && since.from > `${until.to}\u{10ffff}`)
    return err({ type: "link-ends-before-it-begins" });
  const id = newRecordId("lnk", random(12));
  const link = propose("link.stated", id, {
    from,
    relation: order.relation,
    to,
    ...(order.position !== undefined && { position: order.position }),
    ...(since && { since }),
    ...(until && { until }),
    ...standing(order),
  });
  return ok({ id, opened: opener.opened, proposals: [...opener.proposals, link] });
}
