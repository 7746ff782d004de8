/**
 * Who commanded a group, what it is a unit of, and its units, on one day. A period as a source gives it is seldom exact to
 * the day: a link that surely covers the day is told from one that perhaps does, and both from a gap.
 */
import type { When } from "@amana/record";
import type { VaultView } from "@amana/vault";
import { downOf, upOf } from "./group-file.ts";
import { type LinkShown, linkShown, type Who, whoIs } from "./statement.ts";

/** `perhaps`: the day may lie outside, since an end is not known or not known to the day. */
export type Holds = "surely" | "perhaps";

export interface LinkOn {
  readonly link: LinkShown;
  readonly holds: Holds;
}

/** A group of the chain: `depth` is 0 for the one that was asked about, negative above it. */
export interface Rung {
  readonly group: Who;
  readonly depth: number;
  /** The link by which it belongs to the chain; absent for the group that was asked about. */
  readonly by?: LinkOn;
  /** Everyone said to have commanded it on that day; empty: nobody is named. */
  readonly commanders: readonly LinkOn[];
  /** More than one person is said to have, who are not known to be one. */
  readonly contradicted: boolean;
}

export interface Chain {
  readonly on: string;
  /** From the top down. */
  readonly rungs: readonly Rung[];
}

/** `on` is an ISO day. Undefined for what is no group of this record. */
export function chainOfCommand(view: VaultView, group: string, on: string): Chain | undefined {
  if (view.state("grp", group) === undefined) return undefined;
  const seen = new Set([group]);
  // The link between two groups is met from both of them.
  const met = new Map<string, LinkShown | undefined>();
  const unitLinks = (at: string): readonly LinkShown[] =>
    view.linksAt(at, ["unit-of", "parent-body-of"]).flatMap((id) => {
      if (!met.has(id)) met.set(id, linkShown(view, id));
      return met.get(id) ?? [];
    });
  const above: Rung[] = [];
  const climb = (at: string, depth: number): void => {
    for (const by of onDay(
      unitLinks(at).filter((link) => upOf(link) === at),
      on,
    )) {
      const upper = downOf(by.link);
      if (upper === undefined || seen.has(upper)) continue;
      seen.add(upper);
      climb(upper, depth - 1);
      above.push(rung(view, upper, depth, on, by));
    }
  };
  const below: Rung[] = [];
  const descend = (at: string, depth: number): void => {
    for (const by of onDay(
      unitLinks(at).filter((link) => downOf(link) === at),
      on,
    )) {
      const unit = upOf(by.link);
      if (unit === undefined || seen.has(unit)) continue;
      seen.add(unit);
      below.push(rung(view, unit, depth, on, by));
      descend(unit, depth + 1);
    }
  };
  climb(group, -1);
  descend(group, 1);
  return { on, rungs: [...above, rung(view, group, 0, on), ...below] };
}

function rung(view: VaultView, group: string, depth: number, on: string, by?: LinkOn): Rung {
  const commands = view.linksAt(group, ["commands"]).flatMap((link) => linkShown(view, link) ?? []);
  const commanders = onDay(commands, on);
  return {
    group: whoIs(view, group),
    depth,
    ...(by && { by }),
    commanders,
    contradicted: different(
      view,
      commanders.map(({ link }) => link.from.id),
    ),
  };
}

/** Two records that were decided to be one person do not contradict each other. */
function different(view: VaultView, persons: readonly string[]): boolean {
  const [first, ...rest] = [...new Set(persons)];
  if (first === undefined || rest.length === 0) return false;
  const same = new Set([first]);
  for (const at of same)
    for (const { other, decision } of view.identitiesOf(at)) if (decision === "same") same.add(other);
  return rest.some((person) => !same.has(person));
}

function onDay(links: readonly LinkShown[], on: string): LinkOn[] {
  return links.flatMap((link) => {
    const holds = holdsOn(link.body.since, link.body.until, on);
    return holds === undefined ? [] : [{ link, holds }];
  });
}

/** Undefined where the day surely lies outside. */
export function holdsOn(since: When | undefined, until: When | undefined, on: string): Holds | undefined {
  const begins = { first: firstDay(since?.from ?? since?.to), last: lastDay(since?.to ?? since?.from) };
  const ends = { first: firstDay(until?.from ?? until?.to), last: lastDay(until?.to ?? until?.from) };
  const roughly = [since, until].some((end) => end?.precision === "about");
  if (!roughly && begins.first !== undefined && on < begins.first) return undefined;
  if (!roughly && ends.last !== undefined && on > ends.last) return undefined;
  const inside = begins.last !== undefined && ends.first !== undefined && on >= begins.last && on <= ends.first;
  return inside && !roughly ? "surely" : "perhaps";
}

/** 2014 begins on 2014-01-01 … */
function firstDay(date: string | undefined): string | undefined {
  return date === undefined ? undefined : `${date.slice(0, 10)}-01-01`.slice(0, 10);
}

/** … and ends on 2014-12-31. A month is compared as text, so that every one may end on a 31st. */
function lastDay(date: string | undefined): string | undefined {
  if (date === undefined) return undefined;
  const day = date.slice(0, 10);
  return day.length === 4 ? `${day}-12-31` : day.length === 7 ? `${day}-31` : day;
}
