/** Finding a known place: by its code, by a name in any spelling, by what it lies in. */
import { indexText } from "../text/fold.ts";
import { looseKey } from "../text/loose.ts";
import type { KnownPlace } from "./entry.ts";
import { knownPlaces } from "./table.ts";

export interface PlaceFound {
  readonly place: KnownPlace;
  /** False: the same but for an article, a space, a doubled or a neighbouring letter, or a word such as camp or district. */
  readonly exact: boolean;
}

export function placeByCode(code: string): KnownPlace | undefined {
  return lookup().byCode.get(code);
}

/**
 * The places a name may mean, those named exactly so first, wide ones before what lies in them. A name is shared by a town
 * and its district, by a town here and a town there: what is meant is for a person to say.
 */
export function placesByName(typed: string): readonly PlaceFound[] {
  const { bySpelling, byKey } = lookup();
  const exact = bySpelling.get(indexText(typed)) ?? [];
  const near = (byKey.get(keyOf(typed)) ?? []).filter((place) => !exact.includes(place));
  return [...exact.map((place) => ({ place, exact: true })), ...near.map((place) => ({ place, exact: false }))];
}

/** Codes of what a place lies in, the nearest first: a village, its district, its governorate. */
export function within(code: string): readonly string[] {
  const codes: string[] = [];
  for (let place = placeByCode(code); place?.within !== undefined; place = placeByCode(place.within))
    codes.push(place.within);
  return codes;
}

/** Codes of all that lies in a place, at any depth, in the order of the table. */
export function placesIn(code: string): readonly string[] {
  return knownPlaces()
    .map((place) => place.code)
    .filter((each) => within(each).includes(code));
}

interface Lookup {
  readonly byCode: ReadonlyMap<string, KnownPlace>;
  readonly bySpelling: ReadonlyMap<string, readonly KnownPlace[]>;
  readonly byKey: ReadonlyMap<string, readonly KnownPlace[]>;
}

let made: Lookup | undefined;

function lookup(): Lookup {
  made ??= {
    byCode: new Map(knownPlaces().map((place) => [place.code, place])),
    bySpelling: placesBy(indexText),
    byKey: placesBy(keyOf),
  };
  return made;
}

function placesBy(key: (name: string) => string): ReadonlyMap<string, readonly KnownPlace[]> {
  const places = new Map<string, KnownPlace[]>();
  for (const place of knownPlaces())
    for (const name of new Set([...Object.values(place.name), ...place.also].map(key))) {
      const same = places.get(name);
      if (name !== "" && same === undefined) places.set(name, [place]);
      else same?.push(place);
    }
  return places;
}

/** What is left of a name without articles, spaces and the words that say what kind of place it is. */
function keyOf(name: string): string {
  const words = indexText(name).split(" ");
  const telling = words.filter((word, at) => !kindWords.has(word) && !(at === 0 && latinArticles.has(word)));
  return (telling.length > 0 ? telling : words)
    .map((word) => (/^ال.{3}/.test(word) ? word.slice(2) : word))
    .map(looseKey)
    .join("");
}

const latinArticles: ReadonlySet<string> = new Set("al ad an ar as ash at az el".split(" "));

/** Folded as the index folds, so that each matches in every spelling. */
const kindWords: ReadonlySet<string> = new Set(
  indexText(
    "governorate province district camp camps mount mountain mountains jabal dam river city town village " +
      "محافظة قضاء ناحية منطقة مخيم مدينة قرية جبل سد نهر پارێزگای قەزای ناوچەی کەمپی شاری گوندی چیای بەنداوی ڕووباری",
  ).split(" "),
);
