/** What is true to have happened: who was taken, where, when, and which unit is alleged. Nothing here is told in detail. */

import type { Unit } from "./armed-group.ts";
import { addDays } from "./calendar.ts";
import type { Person } from "./people.ts";
import { settlements } from "./places.ts";
import type { Random } from "./random.ts";

export type IncidentKind = "taken-at-gate" | "taken-from-home" | "threatened" | "driven-out" | "not-come-home";

export interface Incident {
  /** i0001 … within one world. */
  readonly id: string;
  readonly kind: IncidentKind;
  readonly place: string;
  readonly day: string;
  readonly victims: readonly string[];
  /** The unit and persons alleged. */
  readonly unit: string;
  readonly alleged: readonly string[];
  /** On what ground the perpetrators are said to have acted, in their own words; a fact about them, not about the victims. */
  readonly ground?: "taught-girls" | "improper-friendship";
}

export interface Ground {
  readonly from: string;
  readonly days: number;
}

/** `targeted` of the victims were taken on the ground the group calls "improper friendship". */
export function incidentsOf(
  random: Random,
  victims: readonly Person[],
  alleged: readonly Person[],
  units: readonly Unit[],
  held: Ground,
  targeted: number,
): Incident[] {
  const marked = new Set(
    random
      .shuffled(victims)
      .slice(0, targeted)
      .map(({ id }) => id),
  );
  const incidents: Incident[] = [];
  for (let next = 0; next < victims.length; ) {
    const together = Math.min(random.pick([1, 1, 1, 2, 2, 3, 5]), victims.length - next);
    const here = victims.slice(next, next + together);
    next += together;
    incidents.push({
      id: `i${String(incidents.length + 1).padStart(4, "0")}`,
      kind: random.pick(["taken-at-gate", "taken-from-home", "threatened", "driven-out", "not-come-home"]),
      place: random.pick(settlements).id,
      day: addDays(held.from, random.below(held.days)),
      victims: here.map(({ id }) => id),
      unit: random.pick(units).id,
      alleged: random
        .shuffled(alleged)
        .slice(0, random.below(3))
        .map(({ id }) => id),
      ...(here.some(({ id }) => marked.has(id)) && { ground: "improper-friendship" as const }),
    });
  }
  return incidents;
}
