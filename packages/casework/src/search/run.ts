/**
 * A search from the line a person types to hits with their place and words. Nearer steps come first: the words as typed, then
 * their forms, then other spellings, then the same sound in another script; what was tried is told with the hits.
 */
import { err, ok, type Result } from "@amana/format";
import type { Place } from "@amana/record";
import type { PassageFilter, PassageRow, VaultView } from "@amana/vault";
import { expand, type Tried } from "./expand.ts";
import { type Filter, misplaced, type PassageFilterName } from "./filters.ts";
import { highlight, type Snippet, snippet } from "./highlight.ts";
import { type Note, parseQuery, type QueryRefusal } from "./query.ts";
import type { Tier } from "./variants.ts";

export interface Hit {
  /** The layer, claim, act or note whose words these are. */
  readonly record: string;
  readonly source?: string;
  readonly ordinal: number;
  readonly place: Place | null;
  readonly language?: string;
  readonly tier: Tier | "filter";
  readonly snippet: Snippet;
}

export interface Found {
  readonly hits: readonly Hit[];
  readonly tried: readonly Tried[];
  readonly notes: readonly Note[];
  /** False when so many passages match that they stand latest first instead of best first. */
  readonly ranked: boolean;
}

export interface SearchOptions {
  readonly limit: number;
  readonly offset?: number;
  /** UTF-16 units of context around a hit. */
  readonly width?: number;
}

export function search(view: VaultView, line: string, options: SearchOptions): Result<Found, QueryRefusal> {
  const query = parseQuery(line);
  if (!query.ok) return query;
  const elsewhere = misplaced(query.value.filters, "passages");
  if (elsewhere !== undefined) return err(elsewhere);
  const expansion = expand(query.value, view.vocabulary());
  const filters = query.value.filters.map((filter) => passageFilter(view, filter));
  const offset = options.offset ?? 0;
  const wanted = offset + options.limit;
  const seen = new Map<number, { readonly row: PassageRow; readonly tier: Hit["tier"] }>();
  let ranked = true;
  const steps: readonly { readonly tier: Hit["tier"]; readonly match: string | undefined }[] =
    expansion.steps.length > 0 ? expansion.steps : [{ tier: "filter", match: undefined }];
  for (const step of steps) {
    // A later step also finds what an earlier one did, so it is asked for that many more.
    const found = view.match(step.match, filters, wanted + seen.size, 0, expansion.exclude);
    ranked &&= found.ranked;
    for (const row of found.passages) if (!seen.has(row.passage)) seen.set(row.passage, { row, tier: step.tier });
    if (seen.size >= wanted) break;
  }
  const texts = view.texts();
  const hits = [...seen.values()].slice(offset, wanted).map(({ row, tier }) => {
    const text = texts.of(row)?.text ?? "";
    return {
      record: row.record,
      ...(row.source !== undefined && { source: row.source }),
      ordinal: row.ordinal,
      place: row.place === null ? null : (JSON.parse(row.place) as Place),
      ...(row.language !== undefined && { language: row.language }),
      tier,
      snippet: snippet(text, highlight(text, expansion.matched), options.width ?? 160),
    };
  });
  return ok({ hits, tried: expansion.tried, notes: query.value.notes, ranked });
}

/** Short names for what people call their files; anything else is the beginning of a media type. */
const typeNames: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  mail: "message/rfc822",
  email: "message/rfc822",
  word: "application/vnd.openxmlformats-officedocument.wordprocessingml",
  sheet: "application/vnd.openxmlformats-officedocument.spreadsheetml",
  picture: "image/",
  photo: "image/",
  image: "image/",
  sound: "audio/",
  audio: "audio/",
  video: "video/",
  web: "application/warc",
};

function passageFilter(view: VaultView, filter: Filter): PassageFilter {
  if (filter.name === "date") {
    const { name, negated, from, until } = filter;
    return { name, negated, ...(from !== undefined && { from }), ...(until !== undefined && { to: until }) };
  }
  const { name, value, negated } = filter;
  if (name === "type") return { name, value: typeNames[value.toLowerCase()] ?? value, negated };
  if (name === "person" || name === "source") {
    const id = view.resolve(value, [name === "person" ? "per" : "src"]);
    return { name, value: id.ok ? id.value : value, negated };
  }
  return { name: name as PassageFilterName | "has", value, negated };
}
