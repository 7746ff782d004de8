/** What an entry of a gazetteer is: of our own table, or of a list somebody brings (geonames.ts). */

export const placeKinds = [
  "governorate",
  "district",
  "town",
  "village",
  "camp",
  "mountain",
  "river",
  "dam",
  /** A base, a prison, a temple, a grave: a known place that is no settlement. */
  "site",
] as const;
export type PlaceKind = (typeof placeKinds)[number];

/** A point on the earth in whole numbers of 1/100,000 degree (WGS 84), as a line of the record holds it (`place.opened`). */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

export interface GazetteerEntry extends Point {
  readonly code: string;
  readonly name: { readonly en: string; readonly ar?: string; readonly ckb?: string };
  /** Other spellings and names, in any script. */
  readonly also: readonly string[];
  readonly kind: PlaceKind;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Code of the place it lies in. */
  readonly within?: string;
  /** Number in GeoNames, for an entry that comes from there. */
  readonly geonames?: string;
  /** `area`: the point only stands for something wide, or is known to a few kilometres. */
  readonly precision: "point" | "area";
}

/** An entry of our own table: named in all three languages. */
export interface KnownPlace extends GazetteerEntry {
  readonly name: { readonly en: string; readonly ar: string; readonly ckb: string };
  readonly country: "IQ" | "SY" | "TR";
}

/** Degrees to the whole numbers of a line, which has no minus zero. */
export function fromDegrees(degrees: number): number {
  return Math.round(degrees * 100_000) + 0;
}

/** Great-circle distance in kilometres (haversine, mean radius of the earth): off by at most half a percent. */
export function distanceKm(a: Point, b: Point): number {
  const radians = (units: number) => (units / 100_000) * (Math.PI / 180);
  const half = (x: number, y: number) => Math.sin(radians(y - x) / 2) ** 2;
  const across = Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude));
  const chord = half(a.latitude, b.latitude) + across * half(a.longitude, b.longitude);
  return 2 * 6371.0088 * Math.asin(Math.min(1, Math.sqrt(chord)));
}
