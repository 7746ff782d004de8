/** What a report speaks of, by ids alone: its entries, in order, and every statement that will be printed under them. */
import { ok, type Result } from "@amana/format";
import type { Condition, VaultView } from "@amana/vault";
import { understand } from "../dossier/index.ts";
import { personsIn } from "../facts/index.ts";
import type { QueryRefusal } from "../search/query.ts";
import { groupStatements } from "./groups.ts";
import type { Subject } from "./order.ts";
import { idOf } from "./party.ts";

export interface Scope {
  /** Conditions of the query; empty for the whole dossier. Undefined for a report on one record. */
  readonly conditions: readonly Condition[] | undefined;
  readonly wronged: readonly string[];
  /** …and nothing else. */
  readonly alleged: readonly string[];
  readonly others: readonly string[];
  readonly groups: readonly string[];
  readonly incidents: readonly string[];
  /**
   * Acts asked for. The entry of a person wronged shows everything that is said of them, acts beyond these included; those
   * alleged, and groups, stand in a part of the dossier for these acts alone.
   */
  readonly acts: readonly string[];
  readonly entries: ReadonlySet<string>;
}

export function scopeOf(view: VaultView, subject: Subject): Result<Scope, QueryRefusal> {
  if (subject.type !== "dossier") return ok(withEntries(undefined, one(view, subject)));
  const understood = understand(view, subject.query);
  if (!understood.ok) return understood;
  const { conditions } = understood.value;
  return ok(withEntries(conditions, many(view, conditions)));
}

/** Every standing statement that has a place in some entry. */
export function statementsIn(view: VaultView, scope: Scope): Set<string> {
  const asked = actsAsked(scope);
  const all = new Set(scope.acts);
  const inPart = new Set([...scope.alleged, ...scope.groups]);
  for (const id of scope.entries)
    for (const each of view.statementsOn(id)) {
      if (each.withdrawn || (inPart.has(id) && isAct(each.id) && asked?.has(each.id) === false)) continue;
      all.add(each.id);
    }
  for (const group of scope.groups) for (const id of groupStatements(view, group)) all.add(id);
  return all;
}

/** The acts that a part of the dossier is about; undefined where nothing is left out. */
export function actsAsked({ conditions, acts }: Scope): ReadonlySet<string> | undefined {
  return conditions === undefined || conditions.length === 0 ? undefined : new Set(acts);
}

type Entries = Omit<Scope, "conditions" | "entries">;
const none: Entries = { wronged: [], alleged: [], others: [], groups: [], incidents: [], acts: [] };

function withEntries(conditions: readonly Condition[] | undefined, scope: Entries): Scope {
  const { wronged, alleged, others, groups, incidents } = scope;
  return { ...scope, conditions, entries: new Set([...wronged, ...alleged, ...others, ...groups, ...incidents]) };
}

function one(view: VaultView, { type, id }: Exclude<Subject, { readonly type: "dossier" }>): Entries {
  const acts = view.statementsOn(id).flatMap((each) => (each.withdrawn || !isAct(each.id) ? [] : [each.id]));
  if (type === "group") return { ...none, groups: [id], acts };
  if (type === "incident") return { ...none, incidents: [id], acts };
  const bodies = acts.flatMap((act) => view.state("act", act)?.body ?? []);
  if (bodies.some(({ victims }) => victims.some((who) => idOf(who) === id))) return { ...none, wronged: [id], acts };
  return isOnlyAccused(view, id) ? { ...none, alleged: [id], acts } : { ...none, others: [id], acts };
}

/** Those who were wronged and those alleged; whoever else the query finds; groups and incidents of the acts it finds. */
function many(view: VaultView, conditions: readonly Condition[]): Entries {
  const sides = sidesOf(view, view.selectEvery("act", []));
  const acts = [...view.selectEvery("act", conditions)];
  const here = sidesOf(view, acts);
  const found = [...view.selectEvery("person", conditions)];
  const wronged = found.filter((id) => sides.wronged.has(id));
  const isWronged = new Set(wronged);
  const alleged = new Set([...here.alleged].filter((id) => id.startsWith("per_") && !isWronged.has(id)));
  const others: string[] = [];
  for (const id of found) {
    if (isWronged.has(id) || alleged.has(id)) continue;
    if (sides.alleged.has(id) || isOnlyAccused(view, id)) alleged.add(id);
    else others.push(id);
  }
  const groups = new Set([
    ...view.selectEvery("group", conditions),
    ...[...here.alleged].filter((id) => id.startsWith("grp_")),
  ]);
  const incidents = new Set([...view.selectEvery("incident", conditions), ...here.incidents]);
  return { wronged, alleged: [...alleged], others, groups: [...groups], incidents: [...incidents], acts };
}

/** Whoever stands on either side of some acts, and the incidents they are part of: ids only. */
function sidesOf(view: VaultView, acts: Iterable<string>) {
  const wronged = new Set<string>();
  const alleged = new Set<string>();
  const incidents = new Set<string>();
  for (const act of acts) {
    const body = view.state("act", act)?.body;
    if (body === undefined) continue;
    for (const who of body.victims) addTo(wronged, idOf(who));
    for (const { who } of body.perpetrators) addTo(alleged, idOf(who));
    addTo(incidents, body.incident);
  }
  return { wronged, alleged, incidents };
}

/** Something is said of the person, and none of it makes them one of those whose consent is asked (facts/involved.ts). */
function isOnlyAccused(view: VaultView, id: string): boolean {
  const said = view.statementsOn(id).filter((each) => !each.withdrawn);
  return said.length > 0 && !said.some((each) => personsIn(view, each.id).includes(id));
}

const isAct = (id: string): boolean => id.startsWith("act_");

function addTo(set: Set<string>, id: string | undefined): void {
  if (id !== undefined) set.add(id);
}
