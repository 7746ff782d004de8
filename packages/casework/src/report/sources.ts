/**
 * The sources a report cites, numbered before the first page is set: in the order they were received, by ids alone. While
 * the pages are made it remembers where each was cited, for the annex.
 */
import type { Citation, Place } from "@amana/record";
import type { VaultView } from "@amana/vault";

export interface CitedSources {
  /** Number in the annex, from 1. */
  numberOf(source: string): number;
  /** Notes that an entry cites a place of a source. */
  cited(citation: Citation, entry: string | undefined): void;
  titleOf(source: string): string | undefined;
  readonly all: readonly string[];
  placesIn(source: string): readonly Place[];
  entriesCiting(source: string): readonly string[];
}

/** `statements`: everything that will be printed. */
export function citedSources(view: VaultView, statements: ReadonlySet<string>): CitedSources {
  const all: string[] = [];
  for (const { id } of view.sources()) if (view.statementsCiting(id).some((each) => statements.has(each))) all.push(id);
  const numbers = new Map(all.map((id, at) => [id, at + 1]));
  const places = new Map<string, Map<string, Place>>();
  const entries = new Map<string, Set<string>>();
  const titles = new Map<string, string | undefined>();
  return {
    all,
    numberOf(source) {
      const known = numbers.get(source);
      if (known !== undefined) return known;
      // Cited by an indicator alone, or not in the index: it is cited all the same and gets the next number.
      all.push(source);
      numbers.set(source, all.length);
      return all.length;
    },
    cited({ source, place }, entry) {
      getOrMake(places, source, () => new Map<string, Place>()).set(JSON.stringify(place), place);
      if (entry !== undefined) getOrMake(entries, source, () => new Set<string>()).add(entry);
    },
    titleOf(source) {
      if (!titles.has(source)) {
        const row = view.source(source);
        titles.set(source, row?.title ?? row?.name);
      }
      return titles.get(source);
    },
    placesIn: (source) => [...(places.get(source)?.values() ?? [])],
    entriesCiting: (source) => [...(entries.get(source) ?? [])],
  };
}

function getOrMake<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
