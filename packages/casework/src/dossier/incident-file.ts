/** An incident's file, and a place's, as plain data: what is said of it, the acts in it, and whom they concern. */
import type { PlaceOpened } from "@amana/record";
import type { VaultView } from "@amana/vault";
import { statementsOf } from "./person-file.ts";
import { type ActShown, type PropertyShown, type ShownOptions, type Who, whoIs } from "./statement.ts";

/** Somebody named in the acts, and in which of them as what. */
export interface Involved {
  readonly who: Who;
  readonly victimIn: readonly string[];
  /** Alleged, always. */
  readonly allegedIn: readonly string[];
  readonly says: readonly string[];
}

export interface IncidentFile extends Who {
  readonly withdrawn?: { readonly reason: string; readonly t: string };
  readonly properties: readonly PropertyShown[];
  readonly acts: readonly ActShown[];
  readonly involved: readonly Involved[];
  readonly takenBack: { readonly acts: readonly ActShown[] };
}

export interface PlaceFile extends Who {
  readonly body: PlaceOpened;
  readonly withdrawn?: { readonly reason: string; readonly t: string };
  /** From the nearest to the widest. */
  readonly within: readonly Who[];
  readonly holds: readonly Who[];
  readonly properties: readonly PropertyShown[];
  readonly acts: readonly ActShown[];
  readonly takenBack: { readonly acts: readonly ActShown[] };
}

export function incidentFile(view: VaultView, id: string, options: ShownOptions = {}): IncidentFile | undefined {
  const state = view.state("inc", id);
  if (state === undefined) return undefined;
  const { properties, acts, takenBack } = parted(view, id, options);
  return {
    id,
    label: state.body.label,
    ...(state.withdrawn && { withdrawn: { reason: state.withdrawn.reason, t: state.withdrawn.version.t } }),
    properties,
    acts,
    involved: involvedIn(acts),
    takenBack,
  };
}

export function placeFile(view: VaultView, id: string, options: ShownOptions = {}): PlaceFile | undefined {
  const state = view.state("plc", id);
  if (state === undefined) return undefined;
  const within: Who[] = [];
  const seen = new Set([id]);
  for (let at = state.body.within; at !== undefined && !seen.has(at); at = view.state("plc", at)?.body.within) {
    seen.add(at);
    within.push(whoIs(view, at));
  }
  return {
    id,
    label: state.body.label,
    body: state.body,
    ...(state.withdrawn && { withdrawn: { reason: state.withdrawn.reason, t: state.withdrawn.version.t } }),
    within,
    holds: [...view.places()].filter((place) => place.within === id).map(({ id: own, label }) => ({ id: own, label })),
    ...parted(view, id, options),
  };
}

function parted(view: VaultView, id: string, options: ShownOptions) {
  const { properties, acts } = statementsOf(view, id, options);
  return {
    properties,
    acts: acts.filter(({ withdrawn }) => withdrawn === undefined),
    takenBack: { acts: acts.filter(({ withdrawn }) => withdrawn !== undefined) },
  };
}

/** In the order in which they are first named. */
export function involvedIn(acts: readonly ActShown[]): Involved[] {
  const all = new Map<string, { who: Who; victimIn: string[]; allegedIn: string[]; says: string[] }>();
  const entry = (who: Who) => {
    const known = all.get(who.id) ?? { who, victimIn: [], allegedIn: [], says: [] };
    all.set(who.id, known);
    return known;
  };
  for (const act of acts) {
    for (const victim of act.victims) if (victim.type === "known") entry(victim.who).victimIn.push(act.id);
    for (const { who } of act.perpetrators) if (who.type === "known") entry(who.who).allegedIn.push(act.id);
    if (act.sayer !== undefined) entry(act.sayer).says.push(act.id);
  }
  return [...all.values()];
}
