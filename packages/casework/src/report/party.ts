/** Who stands in an act by name. */
import type { Party } from "@amana/record";

export function idOf(who: Party): string | undefined {
  return who.type === "person" ? who.person : who.type === "group" ? who.group : undefined;
}
