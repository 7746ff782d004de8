/**
 * Days as people write them in Arabic, Sorani and English: Gregorian months under their eastern Arabic and Sorani names,
 * Arabic-Indic digits. Days are ISO texts (2021-03-12), instants are UTC; the invented land keeps UTC+3 all year.
 */
import type { Language } from "./person-name.ts";

const months: Readonly<Record<Language, readonly string[]>> = {
  ar: [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
  ],
  ckb: [
    "کانوونی دووەم",
    "شوبات",
    "ئازار",
    "نیسان",
    "ئایار",
    "حوزەیران",
    "تەممووز",
    "ئاب",
    "ئەیلوول",
    "تشرینی یەکەم",
    "تشرینی دووەم",
    "کانوونی یەکەم",
  ],
  en: [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  ],
};

export function dayText(day: string, language: Language): string {
  const { year, month, date } = partsOf(day);
  const name = months[language][month - 1] ?? "";
  if (language === "en") return `${date} ${name} ${year}`;
  if (language === "ar") return `${easternDigits(date)} ${name} ${easternDigits(year)}`;
  // A month that ends in ی takes the linking ی with it.
  return `${easternDigits(date)}ی ${name}${name.endsWith("ی") ? "" : "ی"} ${easternDigits(year)}`;
}

export function monthText(day: string, language: Language): string {
  const { year, month } = partsOf(day);
  return `${months[language][month - 1] ?? ""} ${language === "en" ? year : easternDigits(year)}`;
}

/** ١٢٣٤ */
export function easternDigits(number: number | string): string {
  return String(number).replace(/[0-9]/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
}

/** 1234: for old programs whose character set has no other digits. */
export function westernDigits(text: string): string {
  return text.replace(/[٠-٩]/g, (digit) => String((digit.codePointAt(0) ?? 0) - 0x660));
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** The instant of a local time, as UTC. */
export function at(day: string, time: string): string {
  return new Date(Date.parse(`${day}T${time}:00+03:00`)).toISOString();
}

function partsOf(day: string): { year: number; month: number; date: number } {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return { year, month, date };
}
