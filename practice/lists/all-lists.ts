/** Every list of the grown archive, in the order of their making. */
import type { GrownWorld } from "../world/grown.ts";
import { allegedLists, unitList } from "./alleged-lists.ts";
import { type Correction, caseRegister, correctedList } from "./corrected-list.ts";
import { bayanat, type Entities, followTheMoney, uwazi } from "./exchange.ts";
import type { PracticeList } from "./list.ts";
import { openEvSys } from "./openevsys.ts";
import { victimLists } from "./victim-lists.ts";

export interface AllLists {
  /** As organisations keep them; the slice's own list of missing persons is not among them. */
  readonly kept: readonly PracticeList[];
  readonly correction: Correction;
  readonly exchanged: readonly PracticeList[];
  readonly entities: Entities;
}

export function allLists(world: GrownWorld): AllLists {
  const victims = victimLists(world);
  const [main] = victims;
  if (main === undefined) throw new Error("practice lists: no main list");
  const correction = correctedList(world, main);
  return {
    kept: [...victims, correction.list, caseRegister(world), ...allegedLists(world), unitList(world)],
    correction,
    exchanged: [...openEvSys(world), uwazi(world), bayanat(world)],
    entities: followTheMoney(world),
  };
}
