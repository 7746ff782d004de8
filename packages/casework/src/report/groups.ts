/** The file of a group: what it is part of, its units, who commanded it and those above it, what it is alleged to have done. */
import type { VaultView } from "@amana/vault";
import { commandersOf, groupFile, groupsAbove, type LinkShown, type UnitShown } from "../dossier/index.ts";
import { type Block, type Inlines, type Part, strong } from "../press/document.ts";
import { holderLine, linkLine } from "./links.ts";
import { actsInPart, fields, list } from "./persons.ts";
import { opening } from "./section.ts";
import type { Setting } from "./setting.ts";

export function groupEntry(setting: Setting, id: string, number: number): Part {
  const { names, speech } = setting;
  return { id, level: 2, heading: `${speech.number(number)}. ${names.heading(id)}`, blocks: blocks(setting, id) };
}

function* blocks(setting: Setting, id: string): Generator<Block> {
  const file = groupFile(setting.view, id);
  yield opening(setting, id);
  if (file === undefined) return;
  yield* fields(setting, "facts", id, file.properties);
  yield* list(
    setting,
    "hierarchy",
    file.above.map((link) => linkLine(setting, id, link)),
  );
  yield* list(setting, "units", [...unitLines(setting, file.below, 0)]);
  yield* list(
    setting,
    "commanders",
    file.commanders.map((link) => holderLine(setting, id, link)),
  );
  yield* list(setting, "command-chain", [...chainLines(setting, id)]);
  yield* list(
    setting,
    "members",
    file.members.map((link) => holderLine(setting, id, link)),
  );
  yield* list(
    setting,
    "relations",
    file.otherLinks.map((link) => linkLine(setting, id, link)),
  );
  yield* actsInPart(
    setting,
    "acts-alleged",
    id,
    file.asPerpetrator.map(({ act }) => act),
  );
  yield* actsInPart(setting, "acts-suffered", id, file.asVictim);
}

/** Statements a group's entry prints beyond those about itself: of its units, and of the command above it. */
export function groupStatements(view: VaultView, id: string): readonly string[] {
  const file = groupFile(view, id);
  if (file === undefined) return [];
  const units = (below: readonly UnitShown[]): readonly string[] =>
    below.flatMap((unit) => [unit.link.id, ...units(unit.below)]);
  const chain = chainOf(view, id).flatMap(({ links }) => links.map((link) => link.id));
  return [...units(file.below), ...chain];
}

function* unitLines(setting: Setting, units: readonly UnitShown[], depth: number): Generator<Inlines> {
  for (const { link, below } of units) {
    const line = linkLine(setting, upperOf(link), link);
    yield depth === 0 ? line : ["– ".repeat(depth), ...line];
    yield* unitLines(setting, below, depth + 1);
  }
}

/** Each unit is read from the side of the group above it. */
function upperOf({ body }: LinkShown): string {
  return body.relation === "unit-of" ? body.to : body.from;
}

/** Whoever is said to have commanded the groups above, the nearest first. */
function* chainLines(setting: Setting, id: string): Generator<Inlines> {
  for (const { group, links } of chainOf(setting.view, id))
    for (const link of links) yield [strong(setting.names.called(group)), ": ", ...holderLine(setting, group, link)];
}

interface Step {
  readonly group: string;
  readonly links: readonly LinkShown[];
}

/** A group that is said to belong to two has two lines above it; a circle ends where it closes. */
function chainOf(view: VaultView, id: string): readonly Step[] {
  const steps: Step[] = [];
  const seen = new Set([id]);
  const above = (groups: readonly string[]) =>
    groups.flatMap((group) => groupsAbove(view, group)).filter((group) => !seen.has(group) && seen.add(group));
  for (let level = above([id]); level.length > 0; level = above(level))
    for (const group of level) steps.push({ group, links: commandersOf(view, group) });
  return steps;
}
