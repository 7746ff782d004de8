/**
 * The grown world: the slice's story, with its people, days and incidents unchanged, inside a whole archive's population. Pure
 * and repeatable. Counts include the story's own people, so that the truth can say exactly how many there are.
 */
import { type ActType, statedReasons } from "./act-types.ts";
import type { Command } from "./armed-group.ts";
import { addDays } from "./calendar.ts";
import { commandersOf, type TreeUnit, unitTree } from "./hierarchy.ts";
import type { Incident, IncidentKind } from "./incidents.ts";
import type { Scripted } from "./names.ts";
import type { Person } from "./people.ts";
import type { Language } from "./person-name.ts";
import { anyKunya, type Kin, type Maker, populationMaker, victimsOf } from "./population.ts";
import { type Random, randomFrom } from "./random.ts";
import { type GrownSize, makeWorld, sizes, type World } from "./world.ts";

/** One thing done at one place and day, to one or more; an incident of the story in the words of lists. Ids are a00001 … */
export interface Act extends Omit<Incident, "kind"> {
  readonly type: ActType;
}

/** One of the 87: somebody the group took on the ground it calls "improper friendship". Perception, never a fact about the person. */
export interface Case {
  /** GP-001 … */
  readonly number: string;
  readonly person: string;
  readonly act: string;
  readonly reason: Readonly<Record<Language, string>>;
}

export interface Post {
  readonly person: string;
  readonly rank: Scripted;
  readonly position: Scripted;
  readonly unit: string;
  readonly from: string;
  readonly to: string;
  /** Many are known by one name only. */
  readonly knownBy: "name" | "kunya" | "both";
}

export interface GrownWorld {
  readonly seed: number;
  readonly size: GrownSize;
  readonly story: World;
  readonly people: ReadonlyMap<string, Person>;
  /** Ids, the story's first. */
  readonly victims: readonly string[];
  readonly alleged: readonly string[];
  readonly kin: readonly Kin[];
  readonly strangers: readonly (readonly [string, string])[];
  readonly acts: readonly Act[];
  readonly actsOf: ReadonlyMap<string, readonly Act[]>;
  readonly cases: readonly Case[];
  readonly units: readonly TreeUnit[];
  readonly unitOf: ReadonlyMap<string, TreeUnit>;
  readonly commands: readonly Command[];
  readonly posts: ReadonlyMap<string, Post>;
}

export function growWorld(seed: number, size: GrownSize): GrownWorld {
  const story = makeWorld(seed, sizes.slice);
  const random = randomFrom(seed, "grown");
  const { weaver, friend, teacher, missing } = story.cast;
  const before = [...Object.values(story.cast), ...story.victims, ...story.alleged.slice(2)];
  const known = { victims: [weaver, friend, teacher, missing, ...story.victims], alleged: story.alleged };
  if (size.victims < known.victims.length + 50 || size.alleged < known.alleged.length + 50)
    throw new RangeError("practice world: too small to grow");
  const maker = populationMaker(random.fork("people"), before);
  const born = victimsOf(random.fork("victims"), maker, size.victims - known.victims.length);
  const men = allegedOf(random.fork("alleged"), maker, size.alleged - known.alleged.length);
  const units = unitTree(size.sectors, size.posts);
  const commanding = new Set(story.commands.map(({ person }) => person));
  const free = random.fork("commanders").shuffled(men.map(({ id }) => id));
  const commands = commandersOf(random.fork("commands"), units, story.commands, free, story.held);
  for (const { person } of commands) commanding.add(person);
  const victims = [...known.victims, ...born.people];
  const alleged = [...known.alleged, ...men];
  const posts = postsOf(random.fork("posts"), alleged, units, commands, story.held);
  const acts = actsOf(random.fork("acts"), story, born.people, units, postsByUnit(posts), size.targeted);
  const byPerson = new Map<string, Act[]>();
  for (const act of acts) for (const id of act.victims) byPerson.set(id, [...(byPerson.get(id) ?? []), act]);
  return {
    seed,
    size,
    story,
    people: new Map([...before, ...victims, ...alleged].map((person) => [person.id, person])),
    victims: victims.map(({ id }) => id),
    alleged: alleged.map(({ id }) => id),
    kin: [{ type: "mother-of", from: story.cast.mother.id, to: missing.id }, ...born.kin],
    strangers: born.strangers,
    acts,
    actsOf: byPerson,
    cases: casesOf(random.fork("cases"), acts),
    units,
    unitOf: new Map(units.map((unit) => [unit.id, unit])),
    commands,
    posts,
  };
}

export function personOf({ people }: GrownWorld, id: string): Person {
  const found = people.get(id);
  if (found === undefined) throw new Error(`practice world: no person ${id}`);
  return found;
}

export function unitNamed({ unitOf }: GrownWorld, id: string): TreeUnit {
  const found = unitOf.get(id);
  if (found === undefined) throw new Error(`practice world: no unit ${id}`);
  return found;
}

function allegedOf(random: Random, maker: Maker, count: number): Person[] {
  return Array.from({ length: count }, () => maker.person({ sex: "man", kunya: anyKunya(random) }));
}

const scripted = (ar: string, ckb: string, en: string): Scripted => ({ ar, ckb, en, also: [] });

const ranks = {
  commander: scripted("آمر", "فەرماندە", "commander"),
  deputy: scripted("نائب الآمر", "جێگری فەرماندە", "deputy commander"),
  watch: scripted("رئيس نوبة", "سەرۆکی نۆبە", "head of watch"),
  member: scripted("عنصر", "ئەندام", "member"),
};
const positions: readonly Scripted[] = [
  scripted("حارس", "پاسەوان", "guard"),
  scripted("كاتب الدفتر", "نووسەری دەفتەر", "clerk of the ledger"),
  scripted("جاب", "باجگر", "collector"),
  scripted("سائق", "شۆفێر", "driver"),
  scripted("حامل المفاتيح", "هەڵگری کلیلەکان", "keeper of the keys"),
  scripted("عضو الهيئة", "ئەندامی دەستە", "member of the bench"),
  scripted("مناد", "جاڕدەر", "crier"),
];

function postsOf(
  random: Random,
  alleged: readonly Person[],
  units: readonly TreeUnit[],
  commands: readonly Command[],
  held: World["held"],
): Map<string, Post> {
  const commandOf = new Map(commands.map((command) => [command.person, command]));
  const low = units.filter(({ level }) => level === "unit" || level === "post");
  return new Map(
    alleged.map(({ id }) => {
      const knownBy = random.pick(["both", "both", "both", "kunya", "name"] as const);
      const command = commandOf.get(id);
      if (command !== undefined) {
        const { unit, from, to } = command;
        return [id, { person: id, rank: ranks.commander, position: ranks.commander, unit, from, to, knownBy }];
      }
      const from = random.below(held.days - 120);
      const to = from + random.between(60, held.days - from);
      const rank = random.pick([ranks.deputy, ranks.watch, ranks.watch, ...Array(9).fill(ranks.member)] as Scripted[]);
      const period = { from: addDays(held.from, from), to: addDays(held.from, to) };
      return [
        id,
        { person: id, rank, position: random.pick(positions), unit: random.pick(low).id, ...period, knownBy },
      ];
    }),
  );
}

function postsByUnit(posts: ReadonlyMap<string, Post>): Map<string, Post[]> {
  return Map.groupBy(posts.values(), ({ unit }) => unit);
}

const storyTypes: Readonly<Record<IncidentKind, ActType>> = {
  "taken-at-gate": "abducted",
  "taken-from-home": "detained",
  threatened: "threatened",
  "driven-out": "driven-out",
  "not-come-home": "disappeared",
};
const often: readonly ActType[] = [
  ..."abducted abducted detained detained detained killed killed flogged beaten threatened driven-out driven-out driven-out disappeared disappeared property-taken".split(
    " ",
  ),
] as ActType[];

function actsOf(
  random: Random,
  story: World,
  born: readonly Person[],
  units: readonly TreeUnit[],
  posts: ReadonlyMap<string, readonly Post[]>,
  targeted: number,
): Act[] {
  const acts: Act[] = [];
  const add = (act: Omit<Act, "id">): void => {
    acts.push({ id: `a${String(acts.length + 1).padStart(5, "0")}`, ...act });
  };
  const { cast, days } = story;
  const friendship = { ground: "improper-friendship" } as const;
  const gate = { place: "halunta", unit: "gate-guard", alleged: [cast.gatekeeper.id] };
  add({ type: "detained", day: days.gate, victims: [cast.weaver.id, cast.friend.id], ...gate, ...friendship });
  add({
    type: "threatened",
    place: "tishmarin",
    day: days.order,
    victims: [cast.teacher.id],
    unit: "market-bench",
    alleged: [],
    ground: "taught-girls",
  });
  add({ type: "disappeared", day: addDays(days.gate, 1), victims: [cast.missing.id], ...gate, alleged: [] });
  for (const { kind, place, day, victims, unit, alleged, ground } of story.incidents)
    add({ type: storyTypes[kind], place, day, victims, unit, alleged, ...(ground && { ground }) });
  let left = targeted - acts.flatMap(({ ground, victims }) => (ground === "improper-friendship" ? victims : [])).length;
  const low = units.filter(({ level }) => level === "unit" || level === "post");
  const waiting = random.shuffled(born.map(({ id }) => id));
  const some = (): Omit<Act, "id" | "victims"> => {
    const { id: unit, place } = random.pick(low);
    const day = addDays(story.held.from, random.below(story.held.days));
    const there = (posts.get(unit) ?? []).filter(({ from, to }) => from <= day && day <= to);
    const alleged = random.shuffled(there).slice(0, random.pick([0, 1, 1, 2, 3]));
    return { type: random.pick(often), place, day, unit, alleged: alleged.map(({ person }) => person) };
  };
  while (left > 0) {
    const victims = waiting.splice(0, Math.min(left, random.pick([1, 1, 2, 2, 3])));
    left -= victims.length;
    const type = random.pick([
      "detained",
      "detained",
      "flogged",
      "abducted",
      "driven-out",
      "threatened",
      "killed",
    ] as const);
    add({ ...some(), type, victims, ...friendship });
  }
  while (waiting.length > 0) add({ ...some(), victims: waiting.splice(0, random.pick([1, 1, 1, 1, 2, 2, 3, 5])) });
  // Some were met twice.
  for (const { id } of random.shuffled(born).slice(0, Math.floor(born.length / 12))) add({ ...some(), victims: [id] });
  return acts;
}

function casesOf(random: Random, acts: readonly Act[]): Case[] {
  const met = acts.filter(({ ground }) => ground === "improper-friendship");
  const people = random.shuffled(met.flatMap(({ id, victims }) => victims.map((person) => ({ person, act: id }))));
  return people.map((each, index) => ({
    number: `GP-${String(index + 1).padStart(3, "0")}`,
    ...each,
    reason: random.pick(statedReasons),
  }));
}
