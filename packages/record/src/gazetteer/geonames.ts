/**
 * Entries from a dump of GeoNames (https://www.geonames.org, CC BY 4.0), which an organisation may bring for the places our
 * own table has not. UTF-8, one place a line, 19 columns between tabs (download.geonames.org/export/dump/readme.txt):
 *
 * 1 geonameid · 2 name · 3 asciiname · 4 alternatenames, by commas · 5 latitude · 6 longitude, degrees of WGS 84 ·
 * 7 feature class · 8 feature code · 9 country code · 10 cc2 · 11–14 admin1 to admin4 codes · 15 population ·
 * 16 elevation · 17 dem · 18 timezone · 19 modification date
 */
import { fromDegrees, type GazetteerEntry, type PlaceKind } from "./entry.ts";

export interface GeoNamesOptions {
  /** ISO codes; all countries when absent. */
  readonly countries?: readonly string[];
  /** Feature classes: A divisions, P populated places, S buildings, T mountains, H waters …; all when absent. */
  readonly classes?: readonly string[];
}

export interface GeoNamesRefused {
  /** Number of the line, from 1. */
  readonly refused: number;
  readonly why: "too-long" | "not-text" | "columns" | "id" | "name" | "coordinates" | "country";
}

/** Longest line taken: alternatenames alone may have 10,000 letters. */
const LONGEST = 20_000;
const LONGEST_NAME = 200;
const TOWN = 5_000;

/**
 * Reads line by line and holds none. A line that is no place is answered with its number and stops nothing; empty lines and
 * what the options leave out are passed over. Arabic and Sorani names are told by their letters: the dump does not say.
 */
export function* parseGeoNames(
  lines: Iterable<string>,
  options: GeoNamesOptions = {},
): Generator<GazetteerEntry | GeoNamesRefused> {
  let number = 0;
  for (const line of lines) {
    number += 1;
    if (line === "" || line === "\r") continue;
    const read = entryOf(line, options);
    if (typeof read === "string") yield { refused: number, why: read };
    else if (read !== undefined) yield read;
  }
}

function entryOf(line: string, options: GeoNamesOptions): GazetteerEntry | GeoNamesRefused["why"] | undefined {
  if (line.length > LONGEST) return "too-long";
  const text = line.replace(/\r$/, "");
  if (!text.isWellFormed() || /[^\P{Cc}\t\u007f-\u009f]/u.test(text)) return "not-text";
  const cells = text.split("\t");
  if (cells.length !== 19) return "columns";
  const [id = "", name = "", ascii = "", alternate = "", latitude = "", longitude = ""] = cells;
  const [feature = "", featureCode = "", country = ""] = cells.slice(6);
  if (options.countries?.includes(country) === false || options.classes?.includes(feature) === false) return undefined;
  if (!/^[1-9]\d{0,11}$/.test(id)) return "id";
  const names = namesOf(name, ascii, alternate);
  if (names === undefined) return "name";
  if (!isDegrees(latitude, 90) || !isDegrees(longitude, 180)) return "coordinates";
  if (!/^[A-Z]{2}$/.test(country)) return "country";
  return {
    code: `geonames-${id}`,
    ...names,
    kind: kindOf(feature, featureCode, Number(cells[14])),
    country,
    geonames: id,
    latitude: fromDegrees(Number(latitude)),
    longitude: fromDegrees(Number(longitude)),
    precision: /^[AHLTUV]$/.test(feature) ? "area" : "point",
  };
}

function isDegrees(text: string, limit: number): boolean {
  return /^-?\d{1,3}(\.\d{1,15})?$/.test(text) && Math.abs(Number(text)) <= limit;
}

function namesOf(name: string, ascii: string, alternate: string): Pick<GazetteerEntry, "name" | "also"> | undefined {
  const spellings = [name, ascii, ...alternate.split(",")].map(visible);
  const en = spellings[0] ?? "";
  if (en === "" || spellings.some((each) => each.length > LONGEST_NAME)) return undefined;
  const ar = spellings.find(isArabic);
  const ckb = spellings.find(isSorani);
  const also = new Set(spellings.filter((each) => each !== "" && each !== en && each !== ar && each !== ckb));
  return { name: { en, ...(ar !== undefined && { ar }), ...(ckb !== undefined && { ckb }) }, also: [...also] };
}

/** Without marks that turn the reading direction and the odd control of an old encoding: in a name they can only mislead. */
function visible(name: string): string {
  return name.replace(/[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "").trim();
}

/** Only letters that Arabic has; what Persian or Urdu write with ی and ک is left among the other spellings. */
function isArabic(name: string): boolean {
  return /^[\u0621-\u063a\u0641-\u0652][\u0621-\u063a\u0640-\u0652 -]*$/.test(name);
}

/** A letter that Sorani alone has in this region: ڕ ڵ ۆ ێ, or ە. */
function isSorani(name: string): boolean {
  return /^[\u0621-\u06d5\u200c -]+$/.test(name) && /[ڕڵۆێە]/.test(name);
}

function kindOf(feature: string, code: string, population: number): PlaceKind {
  if (feature === "A") return /^ADM1H?$/.test(code) ? "governorate" : "district";
  if (feature === "P") return /^PPL[AC]/.test(code) || population >= TOWN ? "town" : "village";
  if (/^CMP(RF)?$/.test(code)) return "camp";
  if (/^DAM/.test(code)) return "dam";
  if (feature === "T" && /^(MT|PK|HLL|RDGE)/.test(code)) return "mountain";
  if (feature === "H" && /^STM/.test(code)) return "river";
  return "site";
}
