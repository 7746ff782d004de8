/** amana open person|group|incident|place LABEL: a record with a working label, before anything is said of it. */
import { newRecordId } from "@amana/format";
import { type Body, type Proposal, propose } from "@amana/record";
import type { Vault } from "@amana/vault";
import type { Context } from "../context.ts";
import { exit, Stop } from "../exit.ts";
import { placeRecordFrom } from "./places.ts";
import { warnOfNamesakes } from "./stating.ts";

export interface OpenFlags {
  readonly kind?: string;
  readonly gazetteer?: string;
  readonly at?: string;
  readonly precision?: Body<"place.opened">["precision"];
  readonly within?: string;
}

export async function open(context: Context, [what, label, flags]: [string, string, OpenFlags]): Promise<number> {
  const { output, shared } = context;
  return await context.withVault({ write: true }, (vault) => {
    const proposals = opening(vault, what, label, flags);
    const id = proposals.at(-1)?.e ?? "";
    warnOfNamesakes(context, vault, proposals);
    if (shared.dryRun === true) return exit.done;
    if (proposals.length > 0) vault.append(proposals);
    vault.project();
    output.result({ type: "opened", id }, () => [output.text("fact-opened", { id })]);
    return exit.done;
  });
}

function opening(vault: Vault, what: string, label: string, flags: OpenFlags): readonly Proposal[] {
  const random = vault.world.random(12);
  switch (what) {
    case "person":
      return [propose("person.opened", newRecordId("per", random), { label })];
    case "incident":
      return [propose("incident.opened", newRecordId("inc", random), { label })];
    case "group":
      return [
        propose("group.opened", newRecordId("grp", random), {
          label,
          ...(flags.kind !== undefined && { kind: flags.kind }),
        }),
      ];
    case "place":
      return [propose("place.opened", newRecordId("plc", random), placeBody(vault, label, flags))];
    default:
      throw new Stop(exit.usage, "open-what");
  }
}

function placeBody(vault: Vault, label: string, flags: OpenFlags): Body<"place.opened"> {
  const point = flags.at === undefined ? undefined : pointFrom(flags.at);
  const within = flags.within === undefined ? undefined : placeRecordFrom(vault, flags.within);
  if (within !== undefined && within.opening.length > 0) vault.append(within.opening);
  return {
    label,
    ...(point && { latitude: point[0], longitude: point[1] }),
    ...(flags.precision !== undefined && { precision: flags.precision }),
    ...(within && { within: within.id }),
  };
}

/** `36.34,43.13` in degrees, as whole numbers of 1/100,000. */
function pointFrom(text: string): readonly [number, number] {
  const parts = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text);
  const [latitude, longitude] = [Number(parts?.[1]), Number(parts?.[2])].map((degrees) =>
    Math.round(degrees * 100_000),
  );
  if (
    latitude === undefined ||
    longitude === undefined ||
    !(Math.abs(latitude) <= 9_000_000 && Math.abs(longitude) <= 18_000_000)
  )
    throw new Stop(exit.usage, "point-malformed");
  return [latitude, longitude];
}
