/**
 * From words a person quotes to a citation: the words must stand in the source, letter for letter but for white space and
 * Unicode form, in the place named or in exactly one place. Numbers that only OCR has seen need a person's eye.
 */
import { err, ok, type Result } from "@amana/format";
import type { Citation, Place } from "@amana/record";
import type { PassageRow, VaultView } from "@amana/vault";

export interface Wanted {
  readonly source: string;
  readonly quote?: string;
  readonly place?: Place;
  /** A person read it on the picture; the layer need not agree. */
  readonly byEye?: boolean;
}

export type CiteRefusal =
  | { readonly type: "source-not-known"; readonly source: string }
  | { readonly type: "quote-not-found"; readonly source: string }
  | {
      readonly type: "quote-many-places";
      readonly source: string;
      readonly count: number;
      readonly places: readonly Place[];
    }
  | { readonly type: "quote-numbers-unconfirmed"; readonly source: string }
  | { readonly type: "place-not-in-source"; readonly source: string };

export function cite(view: VaultView, wanted: Wanted): Result<Citation, CiteRefusal> {
  const source = view.source(wanted.source);
  if (source === undefined) return err({ type: "source-not-known", source: wanted.source });
  const base = { source: source.id, sha256: source.sha256 };
  // The words of a source received twice stand under the first receipt.
  const read = source.sameBytesAs ?? source.id;
  const { quote, place } = wanted;
  if (wanted.byEye === true || quote === undefined)
    return ok({ ...base, place: place ?? { type: "whole" }, ...(quote !== undefined && { quote }), checked: "by-eye" });
  const found = findQuote(view, read, quote, place);
  if (!found.ok) return found;
  const { row, flags } = found.value;
  if (flags.includes("numbers-unconfirmed") && /\p{Nd}/u.test(quote))
    return err({ type: "quote-numbers-unconfirmed", source: source.id });
  const findOnly = flags.includes("find-only") || flags.includes("text-doubtful");
  return ok({
    ...base,
    place: placeOf(row),
    layer: row.record,
    quote,
    checked: findOnly ? "in-find-only-layer" : "in-layer",
  });
}

interface Found {
  readonly row: PassageRow;
  readonly flags: readonly string[];
}

/** Layers for quoting come before layers for finding: a transcript or a text before what OCR made of it. */
const worth = { transcript: 0, text: 1, translation: 2, ocr: 3 } as const;

function findQuote(
  view: VaultView,
  source: string,
  quote: string,
  place: Place | undefined,
): Result<Found, CiteRefusal> {
  const needle = plain(quote);
  const texts = view.texts();
  const layers = view
    .layersOf(source)
    .filter((layer) => Object.hasOwn(worth, layer.kind))
    .sort((a, b) => worth[a.kind as keyof typeof worth] - worth[b.kind as keyof typeof worth]);
  let placeSeen = false;
  for (const layer of layers) {
    const rows = view.passagesOf(layer.id);
    const hits: PassageRow[] = [];
    for (const [index, row] of rows.entries()) {
      const here = place === undefined || samePlace(placeOf(row), place);
      placeSeen ||= here;
      if (!here) continue;
      const text = texts.of(row)?.text;
      if (text === undefined) continue;
      if (plain(text).includes(needle)) hits.push(row);
      // A quotation may run over the end of one passage into the next.
      else if (joins(text, rows[index + 1], needle, texts)) hits.push(row);
    }
    const [first] = hits;
    if (first === undefined) continue;
    const places = distinct(hits.map(placeOf));
    if (places.length > 1) return err({ type: "quote-many-places", source, count: places.length, places });
    return ok({ row: first, flags: layer.flags });
  }
  if (place !== undefined && !placeSeen && layers.length > 0) return err({ type: "place-not-in-source", source });
  return err({ type: "quote-not-found", source });
}

function joins(
  text: string,
  next: PassageRow | undefined,
  needle: string,
  texts: ReturnType<VaultView["texts"]>,
): boolean {
  const following = next && texts.of(next)?.text;
  if (following === undefined) return false;
  const both = `${plain(text)} ${plain(following)}`;
  return both.includes(needle) && !plain(following).includes(needle);
}

/** Form and white space are the printer's; letters, vowel signs and digits are the writer's. */
export function plain(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

export function placeOf(row: PassageRow): Place {
  return row.place === null ? { type: "whole" } : (JSON.parse(row.place) as Place);
}

/** A person names a page or a row, not every field of a place. */
function samePlace(stands: Place, named: Place): boolean {
  if (named.type === "whole") return true;
  if (named.type === "time" && stands.type === "time") return stands.from <= named.from && named.from <= stands.to;
  if (named.type === "cell" && stands.type === "cell")
    return stands.row === named.row && (named.sheet === "" || stands.sheet === named.sheet);
  if (named.type === "paragraph" && stands.type === "part") return stands.paragraph === named.paragraph;
  if (stands.type !== named.type) return false;
  return Object.entries(named).every(
    ([field, value]) => value === undefined || (stands as Readonly<Record<string, unknown>>)[field] === value,
  );
}

function distinct(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
}
