/** How the people who keep lists write days, years and what they do not know. */

import type { Cell } from "../material/office.ts";
import { addDays, dayText, easternDigits } from "../world/calendar.ts";
import { hijriText } from "../world/hijri.ts";
import type { Random } from "../world/random.ts";

/**
 * `iso` 2021-03-09 · `day-first` 09/03/2021 · `dotted` 9.3.2021 · `eastern` ٠٩/٠٣/٢٠٢١ · `words-ar` ٩ آذار ٢٠٢١ · `words-ckb` ٩ی ئازاری ٢٠٢١ ·
 * `words-en` 9 March 2021 · `hijri` ٢٥ رجب ١٤٤٢ (as said) · `month` 03/2021 · `year` 2021 · `about` about 2021-03
 */
export type DayForm =
  | "iso"
  | "day-first"
  | "dotted"
  | "eastern"
  | "words-ar"
  | "words-ckb"
  | "words-en"
  | "hijri"
  | "month"
  | "year"
  | "about";

export function dayAs(form: DayForm, day: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  switch (form) {
    case "iso":
      return day;
    case "day-first":
      return `${date}/${month}/${year}`;
    case "dotted":
      return `${Number(date)}.${Number(month)}.${year}`;
    case "eastern":
      return easternDigits(`${date}/${month}/${year}`);
    case "words-ar":
      return dayText(day, "ar");
    case "words-ckb":
      return dayText(day, "ckb");
    case "words-en":
      return dayText(day, "en");
    case "hijri":
      return hijriText(day);
    case "month":
      return `${month}/${year}`;
    case "year":
      return year;
    case "about":
      return `about ${year}-${month}`;
  }
}

/** The cell, or what a hand leaves when it does not know: mostly nothing. */
export function orNothing(random: Random, share: number, cell: Cell, unknown: readonly string[]): Cell {
  if (!random.chance(share)) return cell;
  return unknown.length === 0 || random.chance(0.7) ? undefined : random.pick(unknown);
}

export const unknownWords = {
  ar: ["غير معروف", "؟", "-"],
  ckb: ["نازانرێت", "؟"],
  en: ["unknown", "?", "n/a", "-"],
} as const;

/** A day told by someone who was not sure. */
export const nearby = (random: Random, day: string): string =>
  random.chance(0.15) ? addDays(day, random.between(-2, 2)) : day;
/** A year told by someone who was not sure. */
export const yearNear = (random: Random, year: number): number =>
  random.chance(0.2) ? year + random.pick([-1, 1]) : year;
