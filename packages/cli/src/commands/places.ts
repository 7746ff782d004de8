/** amana places find|import: the gazetteer, and places of a GeoNames file. */
import { newRecordId } from "@amana/format";
import {
  fold,
  type GazetteerEntry,
  type KnownPlace,
  type PlaceKind,
  type PlaceOpened,
  type Proposal,
  parseGeoNames,
  placeByCode,
  placesByName,
  propose,
  within,
} from "@amana/record";
import type { Vault } from "@amana/vault";
import { type Context, must } from "../context.ts";
import { exit, Stop } from "../exit.ts";
import { name } from "../output.ts";

export interface PlaceRecord {
  readonly id: string;
  readonly label: string;
  /** The line that opens it, where it was not here before. */
  readonly opening: readonly Proposal[];
}

/**
 * A place of the record by its id, by the name it has here, or by code or name in the gazetteer: then it is opened. A name
 * that several places bear is refused: a guess would put what happened into another town.
 */
export function placeRecordFrom(vault: Vault, typed: string): PlaceRecord {
  const { view } = vault;
  if (/^plc_[a-z2-7]+$/.test(typed)) {
    const id = must(view.resolve(typed, ["plc"]));
    return { id, label: view.state("plc", id)?.body.label ?? typed, opening: [] };
  }
  const listed = placeByCode(typed);
  const named = listed === undefined ? exactlyNamed(typed) : [listed];
  const own = new Set([
    ...view.placesBy("name", fold(typed).trim()),
    ...named.flatMap(({ code }) => view.placesBy("gazetteer", code)),
  ]);
  const [first, second] = own;
  if (first !== undefined && second === undefined)
    return { id: first, label: view.state("plc", first)?.body.label ?? typed, opening: [] };
  if (second !== undefined) throw new Stop(exit.usage, "place-many", { places: [...own].join(", ") });
  const [place, other] = named;
  if (place === undefined) throw new Stop(exit.usage, "place-not-known");
  if (other !== undefined)
    throw new Stop(exit.usage, "place-many", { places: named.map(({ code }) => code).join(", ") });
  const id = newRecordId("plc", vault.world.random(12));
  const opening = propose("place.opened", id, {
    ...bodyOf(place),
    gazetteer: place.code,
  });
  return { id, label: place.name.en, opening: [opening] };
}

/** Many a governorate bears the name of its town: who says the name alone means the town. */
function exactlyNamed(typed: string): readonly KnownPlace[] {
  const named = placesByName(typed).flatMap(({ place, exact }) => (exact ? [place] : []));
  const inmost = named.filter(({ code }) =>
    named.every((other) => other.code === code || within(code).includes(other.code)),
  );
  return inmost.length === 1 ? inmost : named;
}

function bodyOf({ name, also, latitude, longitude, kind, precision }: GazetteerEntry) {
  const others = [name.ar, name.ckb, ...also].flatMap((each) => (each === undefined || each === name.en ? [] : [each]));
  return {
    label: name.en,
    ...(others.length > 0 && { also: [...new Set(others)].slice(0, 50) }),
    latitude,
    longitude,
    // A point that is known to a few kilometres is no exact place, whatever stands there.
    precision: precision === "area" && precisionOf[kind] === "exact" ? ("near" as const) : precisionOf[kind],
  };
}

const precisionOf: Readonly<Record<PlaceKind, PlaceOpened["precision"]>> = {
  governorate: "governorate",
  district: "district",
  town: "settlement",
  village: "settlement",
  camp: "settlement",
  site: "exact",
  mountain: "near",
  river: "near",
  dam: "near",
};

/** Lines in one commit. */
const BATCH = 2_000;

export interface PlacesImportFlags {
  readonly country?: readonly string[];
  readonly class?: readonly string[];
}

/** Opens the places of a GeoNames dump. One that is here already, by its number, is passed over: a second run adds nothing. */
export async function placesImport(context: Context, [file, flags]: [string, PlacesImportFlags]): Promise<number> {
  const { output, shared } = context;
  return await context.withVault({ write: true }, async (vault) => {
    const tally = { lines: 0, opened: 0, here: 0, passed: 0, refused: [] as { line: number; why: string }[] };
    let waiting: Proposal[] = [];
    const keep = () => {
      if (waiting.length > 0 && shared.dryRun !== true) {
        vault.append(waiting);
        vault.project();
      }
      waiting = [];
    };
    const options = {
      ...(flags.country && { countries: flags.country.map((each) => each.toUpperCase()) }),
      ...(flags.class && { classes: flags.class.map((each) => each.toUpperCase()) }),
    };
    for await (const line of linesOf(file)) {
      tally.lines += 1;
      const [read] = parseGeoNames([line], options);
      if (read === undefined) tally.passed += 1;
      else if ("refused" in read) tally.refused.push({ line: tally.lines, why: read.why });
      else if (read.geonames === undefined || vault.view.placesBy("geonames", read.geonames).length > 0)
        tally.here += 1;
      else {
        const body = { ...bodyOf(read), geonames: read.geonames };
        waiting.push(propose("place.opened", newRecordId("plc", vault.world.random(12)), body));
        tally.opened += 1;
      }
      if (waiting.length >= BATCH) keep();
      if (context.interrupted()) break;
      output.progress(`${tally.lines} lines, ${tally.opened} places`);
    }
    keep();
    output.progressDone();
    const { refused, ...counts } = tally;
    output.result({ type: "places-imported", ...counts, refused }, () => [
      output.text("places-imported", { ...counts, refused: refused.length }),
      ...refused.slice(0, 20).map(({ line, why }) => `  line ${line}: ${why}`),
    ]);
    return context.interrupted() ? exit.interrupted : refused.length > 0 ? exit.partly : exit.done;
  });
}

/** Longest line that is held: one of GeoNames is far shorter, and a file without line ends must not fill the memory. */
const LONGEST = 65_536;

/** Lines of a text file, one at a time; a longer one comes cut. */
async function* linesOf(file: string): AsyncIterable<string> {
  const { createReadStream } = await import("node:fs");
  let line = "";
  for await (const piece of createReadStream(file, "utf8") as AsyncIterable<string>) {
    const parts = piece.split("\n");
    for (const [at, part] of parts.entries()) {
      if (line.length < LONGEST) line += part.slice(0, LONGEST);
      if (at === parts.length - 1) break;
      yield line.replace(/\r$/, "");
      line = "";
    }
  }
  if (line !== "") yield line;
}

export function placesFind(context: Context, [words]: [readonly string[]]): number {
  const { output } = context;
  const found = placesByName(words.join(" "));
  for (const { place, exact } of found)
    output.item(
      { type: "place", exact, ...place },
      () =>
        `${place.code.padEnd(20)} ${place.kind.padEnd(12)} ${place.country}  ${name(place.name.en)} · ${name(place.name.ar)} · ${name(place.name.ckb)}`,
    );
  if (found.length > 0) return exit.done;
  output.note("nothing-found");
  return exit.nothingFound;
}
