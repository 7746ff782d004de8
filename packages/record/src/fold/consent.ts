/** One consent record: asked, given, withdrawn. A withdrawal stands however the lines arrive, unless a later yes knew of it. */
import type { ConsentAsked, ConsentGiven, ConsentWithdrawn } from "../kinds/consent.ts";
import { heads, type Version } from "./version.ts";

export type ConsentState =
  | { readonly type: "asked"; readonly person: string; readonly body: ConsentAsked; readonly version: Version }
  | { readonly type: "given"; readonly person: string; readonly body: ConsentGiven; readonly version: Version }
  | { readonly type: "withdrawn"; readonly person: string; readonly body: ConsentWithdrawn; readonly version: Version };

export function foldConsent(versions: readonly Version[]): ConsentState | undefined {
  const standing = heads(
    versions.filter((version) => version.k.startsWith("consent.") && !version.erased),
    versions,
  );
  // Two people wrote at the same time, one of them a withdrawal: the person's no wins.
  const version = standing.find((each) => each.k === "consent.withdrawn") ?? standing[0];
  if (version === undefined) return undefined;
  const person = String(version.x["person"]);
  if (version.k === "consent.given")
    return { type: "given", person, body: version.x as unknown as ConsentGiven, version };
  if (version.k === "consent.withdrawn")
    return { type: "withdrawn", person, body: version.x as unknown as ConsentWithdrawn, version };
  return { type: "asked", person, body: version.x as unknown as ConsentAsked, version };
}
