/** An organisation's own property: data, not code. What would make somebody's orientation a fact about them is refused. Pure. */
import { err, newRecordId, ok, type Result } from "@amana/format";
import { describesOrientation, type Property, type PropertyDefined, type Proposal, propose } from "@amana/record";
import type { Random } from "./whom.ts";

export type PropertyRefusal =
  | { readonly type: "property-exists"; readonly property: string }
  | { readonly type: "property-code-malformed" }
  | { readonly type: "property-needs-terms" }
  | { readonly type: "property-describes-orientation" };

export function defineProperty(
  order: PropertyDefined,
  known: ReadonlyMap<string, Property>,
  random: Random,
): Result<Proposal, PropertyRefusal> {
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(order.code)) return err({ type: "property-code-malformed" });
  if (known.has(order.code)) return err({ type: "property-exists", property: order.code });
  if ((order.value === "term") !== (order.terms !== undefined && order.terms.length > 0))
    return err({ type: "property-needs-terms" });
  const named = [order.code, ...Object.values(order.label)];
  const worded = (order.terms ?? []).flatMap(({ code, label }) => [code, ...Object.values(label)]);
  if ([...named, ...worded].some(describesOrientation)) return err({ type: "property-describes-orientation" });
  return ok(propose("property.defined", newRecordId("prop", random(12)), order));
}
