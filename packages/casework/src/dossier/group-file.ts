/** A group's file as plain data: what it is part of, its units, its members, who commanded it when, what it is alleged to have done. */
import type { VaultView } from "@amana/vault";
import { type AllegedPart, allegedParts, statementsOf } from "./person-file.ts";
import {
  type ActShown,
  type LinkShown,
  linkShown,
  type PropertyShown,
  type ShownOptions,
  type Who,
  whoIs,
} from "./statement.ts";

/** A unit, the link that says so, and the units below it. */
export interface UnitShown {
  readonly group: Who;
  readonly link: LinkShown;
  readonly below: readonly UnitShown[];
}

export interface GroupFile extends Who {
  readonly kind?: string;
  readonly withdrawn?: { readonly reason: string; readonly t: string };
  readonly properties: readonly PropertyShown[];
  /** Links that say what it is a unit of. */
  readonly above: readonly LinkShown[];
  readonly below: readonly UnitShown[];
  /** Who commanded it, earliest first. */
  readonly commanders: readonly LinkShown[];
  readonly members: readonly LinkShown[];
  readonly otherLinks: readonly LinkShown[];
  readonly asPerpetrator: readonly AllegedPart[];
  readonly asVictim: readonly ActShown[];
  readonly takenBack: { readonly acts: readonly ActShown[]; readonly links: readonly LinkShown[] };
}

export function groupFile(view: VaultView, id: string, options: ShownOptions = {}): GroupFile | undefined {
  const state = view.state("grp", id);
  if (state === undefined) return undefined;
  const parts = statementsOf(view, id, options);
  const acts = parts.acts.filter(({ withdrawn }) => withdrawn === undefined);
  const links = parts.links.filter(({ withdrawn }) => withdrawn === undefined);
  const commanders = links.filter((link) => link.body.relation === "commands" && link.to.id === id).sort(bySince);
  const members = links.filter((link) => ["member-of", "works-for"].includes(link.body.relation) && link.to.id === id);
  const above = links.filter((link) => upOf(link) === id);
  const below = links.filter((link) => downOf(link) === id);
  return {
    id,
    label: state.body.label,
    ...(state.body.kind !== undefined && { kind: state.body.kind }),
    ...(state.withdrawn && { withdrawn: { reason: state.withdrawn.reason, t: state.withdrawn.version.t } }),
    properties: parts.properties,
    above,
    below: unitsBelow(view, id, new Set([id]), below),
    commanders,
    members: members.sort(bySince),
    otherLinks: links.filter((link) => ![...commanders, ...members, ...above, ...below].includes(link)),
    asPerpetrator: allegedParts(acts, id),
    asVictim: acts.filter(({ victims }) => victims.some((each) => each.type === "known" && each.who.id === id)),
    takenBack: {
      acts: parts.acts.filter(({ withdrawn }) => withdrawn !== undefined),
      links: parts.links.filter(({ withdrawn }) => withdrawn !== undefined),
    },
  };
}

/** The lower end of a link between a unit and what it is a unit of; undefined for any other link. */
export function upOf({ body }: LinkShown): string | undefined {
  return body.relation === "unit-of" ? body.from : body.relation === "parent-body-of" ? body.to : undefined;
}

/** …and the upper end. */
export function downOf({ body }: LinkShown): string | undefined {
  return body.relation === "unit-of" ? body.to : body.relation === "parent-body-of" ? body.from : undefined;
}

/** Standing links between a group and what it is a unit of, or its units. */
function unitLinks(view: VaultView, id: string): LinkShown[] {
  return view.linksAt(id, ["unit-of", "parent-body-of"]).flatMap((link) => linkShown(view, link) ?? []);
}

/** The groups that a group is said to be a unit of. */
export function groupsAbove(view: VaultView, id: string): string[] {
  return unitLinks(view, id).flatMap((link) => (upOf(link) === id ? (downOf(link) ?? []) : []));
}

/** Who is said to command a group, the earliest first. */
export function commandersOf(view: VaultView, id: string): LinkShown[] {
  const links = view.linksAt(id, ["commands"]).flatMap((link) => linkShown(view, link) ?? []);
  return links.filter(({ to }) => to.id === id).sort(bySince);
}

/** A unit that two groups claim stands under both; a circle ends where it closes. */
function unitsBelow(view: VaultView, id: string, seen: ReadonlySet<string>, links = unitLinks(view, id)): UnitShown[] {
  return links
    .filter((link) => downOf(link) === id)
    .flatMap((link) => {
      const unit = upOf(link);
      if (unit === undefined || seen.has(unit)) return [];
      return [{ group: whoIs(view, unit), link, below: unitsBelow(view, unit, new Set([...seen, unit])) }];
    });
}

/** Earliest first; what has no beginning stands last. */
export function bySince(a: LinkShown, b: LinkShown): number {
  const [one, other] = [a.body.since?.from ?? "9999", b.body.since?.from ?? "9999"];
  return one < other ? -1 : one > other ? 1 : 0;
}
