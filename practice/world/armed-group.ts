/** The invented armed group: its units, and who is alleged to have commanded which, from when to when. */
import { addDays } from "./calendar.ts";
import type { Scripted } from "./names.ts";
import type { Person } from "./people.ts";
import type { Random } from "./random.ts";

export interface Unit {
  readonly id: string;
  readonly name: Scripted;
}

export interface Command {
  readonly unit: string;
  readonly person: string;
  readonly from: string;
  readonly to: string;
}

export const group: Scripted = {
  ar: "السور العالي",
  ckb: "شوورەی بەرز",
  en: "the High Wall",
  also: ["High Wall", "al-Sur al-Ali"],
};

const unit = (id: string, ar: string, ckb: string, en: string): Unit => ({ id, name: { ar, ckb, en, also: [] } });

export const units: readonly Unit[] = [
  unit("gate-guard", "حرس البوابات", "پاسەوانانی دەروازە", "the Gate Guard"),
  unit("registry-office", "مكتب السجل", "نووسینگەی تۆمار", "the Registry Office"),
  unit("market-bench", "هيئة السوق", "دەستەی بازاڕ", "the Market Bench"),
  unit("night-patrol", "الدورية الليلية", "دەوریەی شەو", "the Night Patrol"),
];

const byId = new Map(units.map((each) => [each.id, each]));

export function unitById(id: string): Unit {
  const found = byId.get(id);
  if (found === undefined) throw new Error(`practice world: no unit ${id}`);
  return found;
}

/** Each unit has commanders one after another over the time the group held the land; the named ones come first. */
export function commandsOf(
  random: Random,
  alleged: readonly Person[],
  named: ReadonlyMap<string, Person>,
  held: { readonly from: string; readonly days: number },
): Command[] {
  const free = alleged.filter((person) => ![...named.values()].includes(person));
  return units.flatMap(({ id }, index) => {
    const change = random.between(Math.floor(held.days * 0.6), Math.floor(held.days * 0.8));
    const first = named.get(id) ?? free[index];
    const second = free[index + units.length];
    return [
      ...(first ? [{ unit: id, person: first.id, from: held.from, to: addDays(held.from, change) }] : []),
      ...(second
        ? [{ unit: id, person: second.id, from: addDays(held.from, change + 1), to: addDays(held.from, held.days) }]
        : []),
    ];
  });
}
