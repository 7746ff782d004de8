/** One consent record: asked, given, narrowed, withdrawn. A withdrawal stands however the lines arrive, unless a later yes knew of it. */
import type { ConsentAsked, ConsentGiven, ConsentWithdrawn } from "../kinds/consent.ts";
import { heads, once, type Version } from "./version.ts";

export type ConsentState =
  | { readonly type: "asked"; readonly person: string; readonly body: ConsentAsked; readonly version: Version }
  | { readonly type: "given"; readonly person: string; readonly body: ConsentGiven; readonly version: Version }
  | { readonly type: "withdrawn"; readonly person: string; readonly body: ConsentWithdrawn; readonly version: Version };

/** Undefined where nothing stands: nobody was asked, or the last word is erased. An earlier yes never comes back (R11). */
export function foldConsent(versions: readonly Version[]): ConsentState | undefined {
  const register = once(versions.filter((version) => version.k.startsWith("consent.")));
  const last = heads(register, versions);
  // Two people wrote at the same time: the person's no wins, and so does a kind that only a newer version understands.
  const version =
    last.find((each) => each.k === "consent.withdrawn") ??
    last.find((each) => each.k !== "consent.given" && !each.erased) ??
    last.find((each) => !each.erased);
  const person = (version?.erased ? register.find((each) => !each.erased) : version)?.x["person"];
  if (version === undefined || typeof person !== "string") return undefined;
  // What is left after narrowing is a yes like any other, only smaller.
  if (version.k === "consent.given" || version.k === "consent.narrowed")
    return { type: "given", person, body: version.x as unknown as ConsentGiven, version };
  if (version.k === "consent.withdrawn") {
    const body = version.erased ? { person } : (version.x as unknown as ConsentWithdrawn);
    return { type: "withdrawn", person, body, version };
  }
  return { type: "asked", person, body: version.x as unknown as ConsentAsked, version };
}
