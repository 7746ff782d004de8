/**
 * Our own gazetteer, read from its tables when first asked for. One place a line:
 * `code | kind | within | latitude longitude | Arabic | English | Sorani | other spellings`, degrees of WGS 84, a tilde
 * before those known only to a few kilometres; spellings separated by commas; a line that begins with `#` is a heading.
 */
import { fromDegrees, type KnownPlace, type PlaceKind, placeKinds } from "./entry.ts";
import { iraq } from "./iraq.ts";
import { syria, turkey } from "./syria.ts";

let known: readonly KnownPlace[] | undefined;

export function knownPlaces(): readonly KnownPlace[] {
  known ??= [...read("IQ", iraq), ...read("SY", syria), ...read("TR", turkey)];
  return known;
}

function read(country: KnownPlace["country"], table: string): KnownPlace[] {
  const lines = table.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return lines.map((line) => placeOf(country, line.split("|")));
}

function placeOf(country: KnownPlace["country"], cells: readonly string[]): KnownPlace {
  const [code = "", kind = "", within = "", at = "", ar = "", en = "", ckb = "", also = ""] = cells.map((cell) =>
    cell.trim(),
  );
  const [latitude = Number.NaN, longitude = Number.NaN] = at.replace("~", "").split(" ").map(Number);
  return {
    code,
    name: { en, ar, ckb },
    also: also === "" ? [] : also.split(",").map((name) => name.trim()),
    kind: kindOf(kind),
    country,
    ...(within !== "" && { within }),
    latitude: fromDegrees(latitude),
    longitude: fromDegrees(longitude),
    precision: at.startsWith("~") || wide.has(kind) ? "area" : "point",
  };
}

const wide: ReadonlySet<string> = new Set(["governorate", "district", "mountain", "river"]);

function kindOf(word: string): PlaceKind {
  const kind = placeKinds.find((each) => each === word);
  if (kind === undefined) throw new Error("a table of the gazetteer names a kind that is none");
  return kind;
}
