/** Places: our own table of Iraq, Syria and the border, and a reader for the dump of GeoNames. */
export { distanceKm, type GazetteerEntry, type KnownPlace, type PlaceKind, type Point, placeKinds } from "./entry.ts";
export { type PlaceFound, placeByCode, placesByName, placesIn, within } from "./find.ts";
export { type GeoNamesOptions, type GeoNamesRefused, parseGeoNames } from "./geonames.ts";
export { knownPlaces } from "./table.ts";
