/** From the words of one cell to a value of a claim, or why they stay in the source. */
import { fold, type Property, placesByName, statesOrientation } from "@amana/record";
import { latinDigits } from "../facts/when.ts";
import { type DateHabits, dateFrom } from "./dates.ts";
import type { Precision } from "./mapping.ts";
import type { LeftReason, PlannedClaim, PlannedPlace } from "./plan.ts";

export interface ValueHabits extends DateHabits {
  readonly language?: string;
  readonly precision?: Precision;
  readonly point?: PlannedPlace["point"];
  readonly terms?: Readonly<Record<string, string>>;
}

export interface ValueRead {
  readonly value?: PlannedClaim["value"];
  /** With a value: its words were kept, this of their meaning was not made. Without: the cell is left. */
  readonly reason?: LeftReason;
}

/** Longest text of a claim, and longest words of a place, a date or a term, in UTF-16 units (record/kinds/parts.ts). */
export const longestText = 8_000;
export const longestWords = 1_000;

export function valueFrom(property: Property, text: string, habits: ValueHabits): ValueRead {
  const said = text.trim();
  if (property.value === "text") {
    if (said.length > longestText) return { reason: "too-long" };
    if (property.of.includes("per") && !property.identity && statesOrientation(said)) return { reason: "orientation" };
    const language = habits.language ?? scriptOf(said);
    return { value: { type: "text", text: said, ...(language !== undefined && { language }) } };
  }
  if (said.length > longestWords) return { reason: "too-long" };
  switch (property.value) {
    case "date": {
      const { when, doubt } = dateFrom(said, habits);
      return { value: { type: "date", date: when }, ...(doubt && { reason: doubt }) };
    }
    case "number": {
      const number = numberFrom(said);
      return number === undefined ? { reason: "not-a-number" } : { value: { type: "number", number } };
    }
    case "place":
      return { value: { type: "place", place: placeFrom(said, habits.precision, habits.point) } };
    case "term": {
      const folded = fold(said);
      const own = habits.terms && Object.entries(habits.terms).find(([words]) => fold(words.trim()) === folded)?.[1];
      const term = property.terms?.find(
        ({ code, label }) => code === (own ?? said) || Object.values(label).some((words) => fold(words) === folded),
      );
      return term === undefined ? { reason: "term-not-known" } : { value: { type: "term", code: term.code, said } };
    }
    case "record":
      return { reason: "no-place-for-it" };
  }
}

/** A whole number in digits of any of the three scripts; nothing is rounded. */
export function numberFrom(text: string): number | undefined {
  const digits = latinDigits(text.trim()).replace(/(?<=\d)[,٬](?=\d{3}(?:\D|$))/g, "");
  const whole = /^-?\d{1,15}(?:[.٫]0+)?$/.test(digits) ? Number(digits.replace(/[.٫]0+$/, "")) : Number.NaN;
  return Number.isSafeInteger(whole) ? whole + 0 : undefined;
}

const places = new Map<string, string | undefined>();

/** The words, and the one entry of the gazetteer that is named exactly so, if only one is. */
export function placeFrom(said: string, precision?: Precision, point?: PlannedPlace["point"]): PlannedPlace {
  if (!places.has(said)) {
    if (places.size > 20_000) places.clear();
    const exact = placesByName(said).filter((found) => found.exact);
    places.set(said, exact.length === 1 ? exact[0]?.place.code : undefined);
  }
  const gazetteer = point === undefined ? places.get(said) : undefined;
  return {
    said,
    ...(precision !== undefined && { precision }),
    ...(gazetteer !== undefined && { gazetteer }),
    ...(point && { point }),
  };
}

/** `latitude|longitude` in degrees to whole numbers of 1/100,000. */
export function pointFrom(text: string): PlannedPlace["point"] | undefined {
  const parts = latinDigits(text)
    .trim()
    .split(/\s*[|;,]\s*/);
  const [latitude, longitude] = parts.map((part) => (/^[+-]?\d{1,3}(\.\d+)?$/.test(part) ? Number(part) : Number.NaN));
  if (parts.length !== 2 || latitude === undefined || longitude === undefined) return undefined;
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return undefined;
  return { latitude: Math.round(latitude * 100_000) + 0, longitude: Math.round(longitude * 100_000) + 0 };
}

/** The script, where nobody said the language: a name in Arabic letters may be of any language written in them. */
export function scriptOf(text: string): string | undefined {
  const sorani = /[ڕڵۆێەڤ]/u.test(text);
  const arabic = /\p{Script=Arabic}/u.test(text);
  const latin = /\p{Script=Latin}/u.test(text);
  if (sorani && !latin) return "ckb";
  if (arabic && !latin) return "und-Arab";
  if (latin && !arabic) return "und-Latn";
  return undefined;
}
