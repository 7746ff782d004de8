/** A grown world small enough for tests, of the same make as S: every rule that holds here holds there, only with more rows. */
import { type AllLists, allLists } from "./lists/all-lists.ts";
import { type GrownWorld, growWorld } from "./world/grown.ts";
import type { GrownSize } from "./world/world.ts";

export const tiny: GrownSize = {
  victims: 420,
  alleged: 170,
  targeted: 14,
  sectors: 2,
  posts: 1,
  mails: 24,
  notes: 2,
  letters: 13,
  scans: 3,
  photographs: 4,
  interviews: 12,
  minutes: 48,
  captures: 3,
  chats: 3,
  mailbox: 20,
};

let world: GrownWorld | undefined;
let lists: AllLists | undefined;

export function tinyWorld(): GrownWorld {
  world ??= growWorld(1, tiny);
  return world;
}

export function tinyLists(): AllLists {
  lists ??= allLists(tinyWorld());
  return lists;
}
