/** Fills the blanks of everyday sentences, and picks the acts that a witness or a letter tells of. */
import type { Act, GrownWorld } from "../../world/grown.ts";
import { commanderOn } from "../../world/hierarchy.ts";
import type { Language } from "../../world/person-name.ts";
import { allSettlements } from "../../world/places.ts";
import { type Random, randomFrom } from "../../world/random.ts";
import { kinWords, type Slots } from "./everyday.ts";
import { commandSentence, daySentence, reasonSentence, takenSentence, told, undatedSentence } from "./told.ts";

export function slotsOf(random: Random, language: Language): Slots {
  const [place, other] = random.shuffled(allSettlements);
  return {
    place: place?.name[language] ?? "",
    other: other?.name[language] ?? "",
    count: random.between(2, 19),
    kin: random.pick(kinWords[language]),
  };
}

/** Acts for the document `index` of a kind, `each` of them: documents of one kind tell different ones. Somebody commanded then. */
export function actsFor(world: GrownWorld, kind: string, index: number, each: number): Act[] {
  const all = kept(world, kind, () => randomFrom(world.seed, `acts of ${kind}`).shuffled(commanded(world)));
  return Array.from({ length: each }, (_, turn) => all[(index * each + turn) % all.length] as Act);
}

/** `each` acts that came one after another, for document `index` of `count` that were written as time went on. */
export function actsInTime(world: GrownWorld, index: number, count: number, each: number): Act[] {
  const all = kept(world, "in time", () => commanded(world).sort((a, b) => (a.day < b.day ? -1 : 1)));
  const first = Math.floor((index * (all.length - each)) / Math.max(1, count));
  return all.slice(first, first + each);
}

/** The day the last of these acts was done. */
export const lastDay = (acts: readonly Act[]): string =>
  acts
    .map(({ day }) => day)
    .sort()
    .at(-1) ?? "";

const commanded = (world: GrownWorld): Act[] =>
  world.acts.filter(({ unit, day }) => commanderOn(world.commands, unit, day) !== undefined);

/** A world never changes: an order of its acts is made once. */
const orders = new WeakMap<GrownWorld, Map<string, readonly Act[]>>();
function kept(world: GrownWorld, kind: string, make: () => readonly Act[]): readonly Act[] {
  const known = orders.get(world) ?? new Map<string, readonly Act[]>();
  orders.set(world, known);
  const acts = known.get(kind) ?? make();
  known.set(kind, acts);
  return acts;
}

export interface Sentences {
  /** With the day; and the same in two, for paper. */
  readonly taken: string;
  readonly day: string;
  readonly undated: string;
  readonly command?: string;
  readonly reason?: string;
  readonly commander?: string;
}

export function sentencesOf(world: GrownWorld, act: Act, language: Language): Sentences {
  const it = told(world, act, language);
  const command = commandSentence(it, language);
  const reason = reasonSentence(world, it, language);
  return {
    taken: takenSentence(it, language),
    day: daySentence(it, language),
    undated: undatedSentence(it, language),
    ...(command !== undefined && it.commander && { command, commander: it.commander.person }),
    ...(reason !== undefined && { reason }),
  };
}
