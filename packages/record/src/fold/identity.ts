/** Whether two records are one person, as last decided. Two people who decided at once: the one that keeps them apart stands. */
import type { IdentityDecided, IdentityProposed } from "../kinds/links.ts";
import { heads, type Version } from "./version.ts";

export type IdentityDecision = "proposed" | "same" | "different" | "parted";

export interface IdentityState {
  readonly persons: readonly [string, string];
  readonly decision: IdentityDecision;
  readonly body: IdentityProposed | IdentityDecided;
  readonly version: Version;
}

/** In the order in which they win when nobody saw the other's. */
const decisions: readonly (readonly [string, IdentityDecision])[] = [
  ["identity.refuted", "different"],
  ["identity.parted", "parted"],
  ["identity.confirmed", "same"],
  ["identity.proposed", "proposed"],
];

export function foldIdentity(versions: readonly Version[]): IdentityState | undefined {
  const said = versions.filter(({ k }) => k.startsWith("identity."));
  const last = heads(said, versions).filter(({ erased }) => erased === undefined);
  for (const [kind, decision] of decisions) {
    const version = last.find(({ k }) => k === kind);
    if (version === undefined) continue;
    const body = version.x as unknown as IdentityProposed | IdentityDecided;
    return { persons: body.persons, decision, body, version };
  }
  return undefined;
}
