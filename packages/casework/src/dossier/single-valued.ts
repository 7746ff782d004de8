/** Properties of which only one value can be true: two of them contradict each other. */
import { type Property, propertyByCode } from "@amana/record";

const ours: readonly string[] = [
  "given-name",
  "father-name",
  "mother-name",
  "birth",
  "birth-place",
  "sex",
  "status",
  "last-seen",
  "died",
  "happened",
  "happened-at",
];

/** Of an organisation's own properties those that are a date, a number or a term. */
export function singleValued(properties: ReadonlyMap<string, Property>): readonly string[] {
  const own = [...properties.values()].filter(
    ({ code, value }) => propertyByCode(code) === undefined && ["date", "number", "term"].includes(value),
  );
  return [...ours, ...own.map(({ code }) => code)];
}
