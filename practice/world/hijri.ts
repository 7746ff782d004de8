/**
 * Days of the Hijri calendar by the arithmetic (civil) reckoning: 30-year cycle, leap years 2 5 7 10 13 16 18 21 24 26 29,
 * epoch Friday 16 July 622 (Julian). People who say a Hijri day often mean one day before or after.
 */
import { easternDigits } from "./calendar.ts";

const months = [
  "محرم",
  "صفر",
  "ربيع الأول",
  "ربيع الآخر",
  "جمادى الأولى",
  "جمادى الآخرة",
  "رجب",
  "شعبان",
  "رمضان",
  "شوال",
  "ذو القعدة",
  "ذو الحجة",
];
/** Julian day number of 1 Muharram 1, less one. */
const epoch = 1_948_439;

export interface HijriDay {
  readonly year: number;
  readonly month: number;
  readonly date: number;
}

export function hijri(day: string): HijriDay {
  const julian = Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000) + 2_440_588;
  const year = Math.floor((30 * (julian - epoch - 1) + 10_646) / 10_631);
  const month = Math.min(12, Math.ceil((julian - daysBefore(year, 1)) / 29.5));
  const rightMonth = julian <= daysBefore(year, month) ? month - 1 : month;
  return { year, month: rightMonth, date: julian - daysBefore(year, rightMonth) };
}

/** ١٢ رجب ١٤٤٢ */
export function hijriText(day: string): string {
  const { year, month, date } = hijri(day);
  return `${easternDigits(date)} ${months[month - 1] ?? ""} ${easternDigits(year)}`;
}

/** The Julian day number before the first of this month. */
function daysBefore(year: number, month: number): number {
  return Math.ceil(29.5 * (month - 1)) + (year - 1) * 354 + Math.floor((3 + 11 * year) / 30) + epoch;
}
