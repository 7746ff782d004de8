/**
 * The group as a tree for the larger worlds: the group, sectors, units of a sector, posts of a unit; and who is alleged to
 * have commanded which, one after another without a day in common. The slice's four units are units of the first sector.
 */
import { type Command, group, unitById } from "./armed-group.ts";
import { addDays } from "./calendar.ts";
import type { Scripted } from "./names.ts";
import { placeById } from "./places.ts";
import type { Random } from "./random.ts";

export interface TreeUnit {
  readonly id: string;
  readonly name: Scripted;
  readonly level: "group" | "sector" | "unit" | "post";
  /** The unit it is part of; the group is part of nothing. */
  readonly partOf?: string;
  readonly place: string;
}

const sectorPlaces = ["halunta", "tishmarin", "dulzar", "zirmaq", "fanqor"] as const;

interface Kind {
  readonly id: string;
  readonly name: Scripted;
}
const kind = (id: string, ar: string, ckb: string, en: string): Kind => ({ id, name: { ar, ckb, en, also: [] } });

const kinds: readonly Kind[] = [
  ...["gate-guard", "registry-office", "market-bench", "night-patrol"].map(
    (id): Kind => ({ id, name: unitById(id).name }),
  ),
  kind("granary-keepers", "حراس المخزن", "پاسەوانانی کۆگا", "the Granary Keepers"),
  kind("road-levy", "جباية الطريق", "باجی ڕێگا", "the Road Levy"),
];

/** `sectors` of at most five, each with six units, each unit with `posts`. Parents stand before their children. */
export function unitTree(sectors: number, posts: number): TreeUnit[] {
  const top: TreeUnit = { id: "high-wall", name: group, level: "group", place: "halunta" };
  const tree: TreeUnit[] = [top];
  for (const [index, place] of sectorPlaces.slice(0, sectors).entries()) {
    const town = placeById(place).name;
    const sector = `sector-${place}`;
    tree.push({ id: sector, name: named("قاطع", "کەرتی", "Sector", town), level: "sector", partOf: top.id, place });
    for (const { id, name } of kinds) {
      // The story knows the first sector's units by their bare names.
      const unit: TreeUnit =
        index === 0
          ? { id, name, level: "unit", partOf: sector, place }
          : { id: `${id}-${place}`, name: ofTown(name, town), level: "unit", partOf: sector, place };
      tree.push(unit);
      for (let post = 1; post <= posts; post += 1) tree.push(postOf(unit, post));
    }
  }
  return tree;
}

const named = (ar: string, ckb: string, en: string, town: Scripted): Scripted => ({
  ar: `${ar} ${town.ar}`,
  ckb: `${ckb} ${town.ckb}`,
  en: `${en} ${town.en}`,
  also: [`${town.en} ${en.toLowerCase()}`],
});

const ofTown = (name: Scripted, town: Scripted): Scripted => ({
  ar: `${name.ar} في ${town.ar}`,
  ckb: `${name.ckb}ی ${town.ckb}`,
  en: `${name.en} of ${town.en}`,
  also: [`${name.en.replace("the ", "")} ${town.en}`],
});

const ordinals = {
  ar: ["الأولى", "الثانية", "الثالثة", "الرابعة"],
  ckb: ["یەکەم", "دووەم", "سێیەم", "چوارەم"],
  en: ["first", "second", "third", "fourth"],
} as const;

function postOf(unit: TreeUnit, number: number): TreeUnit {
  const [ar, ckb, en] = [ordinals.ar[number - 1], ordinals.ckb[number - 1], ordinals.en[number - 1]];
  return {
    id: `${unit.id}/${number}`,
    name: {
      ar: `النوبة ${ar} من ${unit.name.ar}`,
      ckb: `نۆبەی ${ckb}ی ${unit.name.ckb}`,
      en: `${en} watch of ${unit.name.en}`,
      also: [`watch ${number}, ${unit.name.en.replace("the ", "")}`],
    },
    level: "post",
    partOf: unit.id,
    place: unit.place,
  };
}

/**
 * One to three commanders a unit, taken from `free` in turn so that nobody commands two; sometimes a unit is without one for
 * some days. `known` are the commands the story has already told, and stay. Units for whom nobody is left have none.
 */
export function commandersOf(
  random: Random,
  tree: readonly TreeUnit[],
  known: readonly Command[],
  free: readonly string[],
  held: { readonly from: string; readonly days: number },
): Command[] {
  const waiting = [...free];
  const told = new Set(known.map(({ unit }) => unit));
  const commands = [...known];
  for (const { id } of tree) {
    if (told.has(id)) continue;
    const turns = random.pick([1, 2, 2, 3]);
    const share = Math.floor(held.days / turns);
    let from = 0;
    for (let turn = 0; turn < turns; turn += 1) {
      const person = waiting.shift();
      if (person === undefined) return commands;
      const last = turn === turns - 1;
      const to = last ? held.days : (turn + 1) * share - random.below(40);
      commands.push({ unit: id, person, from: addDays(held.from, from), to: addDays(held.from, to) });
      from = to + 1 + (random.chance(0.3) ? random.below(14) : 0);
    }
  }
  return commands;
}

/** Who is alleged to have commanded the unit on this day, if anybody. */
export function commanderOn(commands: readonly Command[], unit: string, day: string): string | undefined {
  return commands.find((each) => each.unit === unit && each.from <= day && day <= each.to)?.person;
}

/** The unit itself, and all it is part of, upwards. */
export function lineOf(tree: readonly TreeUnit[], unit: string): string[] {
  const line: string[] = [];
  for (let at: string | undefined = unit; at !== undefined; at = tree.find(({ id }) => id === at)?.partOf) {
    if (line.includes(at)) throw new Error("practice world: a unit is part of itself");
    line.push(at);
  }
  return line;
}
