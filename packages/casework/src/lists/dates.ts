/**
 * Dates as lists hold them: the words stand first, and only what they surely mean is made of them (docs/lists.md, LI-9 to
 * LI-12). Nobody computes one calendar from another here.
 */
import { fold, type When } from "@amana/record";
import { latinDigits, whenSaid } from "../facts/when.ts";

export type DateOrder = "dmy" | "mdy" | "ymd";

export interface DateHabits {
  readonly order?: DateOrder;
  /** 1900 or 2000: the century that two digits mean. */
  readonly century?: number;
}

/** Why only the words of a date were kept. */
export type DateDoubt = "date-two-digit-year" | "date-order-not-said" | "date-not-understood";

export interface DateRead {
  readonly when: When;
  readonly doubt?: DateDoubt;
}

export function dateFrom(text: string, habits: DateHabits): DateRead {
  const said = text.trim().slice(0, 1_000);
  const plain = whenSaid(said);
  if (plain.from !== undefined && realDay(plain.from) && realDay(plain.to ?? plain.from)) return { when: plain };
  const digits = latinDigits(said)
    // How a sheet shows a day that has no time.
    .replace(/[T ]00:00(?::00)?(?:\.0+)?Z?$/, "")
    .trim();
  const about = aboutWords.exec(digits)?.[0] ?? "";
  const words = digits.slice(about.length).trim();
  const other = otherCalendar(words);
  if (other !== undefined) return { when: { said, precision: "not-known", calendar: other } };
  const read = inNumbers(words, habits) ?? withMonthName(words) ?? "date-not-understood";
  if (isDoubt(read)) return { when: { said, precision: "not-known", calendar: plain.calendar }, doubt: read };
  const precision = about !== "" ? "about" : read.length === 4 ? "year" : read.length === 7 ? "month" : "day";
  return { when: { said, from: read, to: read, precision, calendar: "gregorian" } };
}

function isDoubt(read: string): read is DateDoubt {
  return read.startsWith("date-");
}

/** Whether a cell looks like a date at all, for the guide. */
export function looksLikeDate(text: string): boolean {
  const { when, doubt } = dateFrom(text, { order: "dmy", century: 2000 });
  return doubt === undefined && (when.from !== undefined || when.calendar !== "gregorian");
}

const aboutWords = /^(?:about|around|circa|ca\.?|c\.|~|≈|حوالي|نحو|قرابة|دەوروبەری|نزیکەی)\s*/iu;

function inNumbers(words: string, { order, century }: DateHabits): string | DateDoubt | undefined {
  const parts = /^(\d{1,4})\s*[-/.\\ ]\s*(\d{1,2})(?:\s*[-/.\\ ]\s*(\d{1,4}))?$/.exec(words);
  const monthYear = /^(\d{1,2})\s*[-/.]\s*(\d{4})$/.exec(words);
  if (monthYear?.[1] !== undefined && monthYear[2] !== undefined) return month(monthYear[2], monthYear[1]);
  if (/^\d{4}$/.test(words)) return gregorianYear(words) ? words : "date-not-understood";
  if (parts === null) return undefined;
  const [, one = "", two = "", three] = parts;
  if (three === undefined) return one.length === 4 ? month(one, two) : "date-not-understood";
  if (one.length === 4) return day(one, two, three);
  const year = three.length === 4 ? three : three.length === 2 && order !== "ymd" ? yearOf(three, century) : undefined;
  if (year === undefined) {
    const first = order === "ymd" && one.length === 2 ? yearOf(one, century) : undefined;
    return first === undefined ? "date-two-digit-year" : day(first, two, three);
  }
  if (order === "mdy") return day(year, one, two);
  if (order === "dmy") return day(year, two, one);
  // Nobody said the order: it is known only where one number can be no month, or both are the same.
  if (Number(one) > 12 || one === two) return day(year, two, one);
  if (Number(two) > 12) return day(year, one, two);
  return "date-order-not-said";
}

function yearOf(two: string, century: number | undefined): string | undefined {
  return century === undefined ? undefined : String(century + Number(two));
}

const gregorianYear = (year: string): boolean => year >= "1800" && year < "2200";

function month(year: string, month: string): string | DateDoubt {
  const number = Number(month);
  return gregorianYear(year) && number >= 1 && number <= 12
    ? `${year}-${month.padStart(2, "0")}`
    : "date-not-understood";
}

function day(year: string, monthOf: string, dayOf: string): string | DateDoubt {
  const iso = `${year}-${monthOf.padStart(2, "0")}-${dayOf.padStart(2, "0")}`;
  return gregorianYear(year) && realDay(iso) ? iso : "date-not-understood";
}

function realDay(iso: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return /^\d{4}(-(0[1-9]|1[0-2]))?($|T|-)/.test(iso);
  const [year = 0, monthOf = 0, dayOf = 0] = iso.split("-").map(Number);
  const date = new Date(Date.UTC(year, monthOf - 1, dayOf));
  return date.getUTCMonth() === monthOf - 1 && date.getUTCDate() === dayOf;
}

/** `9 March 2021`, `March 9, 2021`, `٩ آذار ٢٠٢١`, `٩ی ئازاری ٢٠٢١`, `March 2021`. */
function withMonthName(words: string): string | DateDoubt | undefined {
  const text = fold(words).replace(/[,،.]/g, " ").replace(/\s+/g, " ").trim();
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th|ی|ي|ى)?(?:\s+of)?\s*(\D+?)\s*(\d{4})$/u.exec(text);
  if (dayFirst !== null) {
    const number = monthNamed(dayFirst[2] ?? "");
    return number && day(dayFirst[3] ?? "", number, dayFirst[1] ?? "");
  }
  const monthFirst = /^(\D+?)\s*(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?(\d{4})$/u.exec(text);
  if (monthFirst === null) return undefined;
  const number = monthNamed(monthFirst[1] ?? "");
  if (number === undefined) return undefined;
  const [, , dayOf, year = ""] = monthFirst;
  return dayOf === undefined ? month(year, number) : day(year, number, dayOf);
}

/** By number: English, Levantine and Egyptian Arabic, Sorani. */
const monthNames: readonly string[] = [
  "january|jan|كانون الثاني|يناير|کانوونی دووەم|کانونی دووەم",
  "february|feb|شباط|فبراير|شوبات",
  "march|mar|آذار|مارس|ئازار|مارت",
  "april|apr|نيسان|أبريل|ابريل|إبريل|نیسان",
  "may|أيار|ايار|مايو|ئایار|مایس",
  "june|jun|حزيران|يونيو|يونيه|حوزەیران|حوزەیران",
  "july|jul|تموز|يوليو|يوليه|تەمووز|تەممووز|تەموز",
  "august|aug|آب|أغسطس|اغسطس|ئاب",
  "september|sep|sept|أيلول|ايلول|سبتمبر|ئەیلوول|ئەیلول",
  "october|oct|تشرين الأول|أكتوبر|اكتوبر|تشرینی یەکەم",
  "november|nov|تشرين الثاني|نوفمبر|تشرینی دووەم",
  "december|dec|كانون الأول|ديسمبر|کانوونی یەکەم|کانونی یەکەم",
];
let monthNumbers: ReadonlyMap<string, string> | undefined;

function monthNamed(words: string): string | undefined {
  monthNumbers ??= new Map(
    monthNames.flatMap((names, index) => names.split("|").map((name) => [fold(name), String(index + 1)] as const)),
  );
  const name = words.trim();
  // A Sorani month before its year bears the joining vowel: ئازاری ٢٠٢١.
  return monthNumbers.get(name) ?? monthNumbers.get(name.replace(/[یيى]$/u, ""));
}

const calendarWords: readonly (readonly [When["calendar"], string])[] = [
  [
    "hijri",
    "محرم|صفر|ربيع|جمادى|رجب|شعبان|رمضان|شوال|ذو القعدة|ذي القعدة|ذو الحجة|ذي الحجة|هـ|هجري|كۆچی|کۆچی|موحەڕەم|سەفەر|ڕەبیع|جەمادی|ڕەجەب|شەعبان|ڕەمەزان|شەوال|زولقەعدە|زولحیججە|muharram|safar|rabi|jumada|rajab|shaban|sha'ban|ramadan|shawwal|dhu al|hijri|ah",
  ],
  ["kurdish", "خاکەلێوە|گوڵان|جۆزەردان|پووشپەڕ|گەلاوێژ|خەرمانان|ڕەزبەر|خەزەڵوەر|سەرماوەز|بەفرانبار|ڕێبەندان|ڕەشەمە"],
  ["solar-hijri", "فروردین|اردیبهشت|خرداد|مرداد|شهریور|آبان|بهمن|اسفند"],
];
let calendarOf: readonly (readonly [When["calendar"], readonly string[]])[] | undefined;

/** The calendar a date is told in when it is not the Gregorian one: by the name of a month, or by a year of the 1300s or 1400s. */
function otherCalendar(words: string): When["calendar"] | undefined {
  const text = ` ${fold(words).replace(/[^\p{L}\p{N}']+/gu, " ")} `;
  calendarOf ??= calendarWords.map(([calendar, names]) => [calendar, names.split("|").map((name) => fold(name))]);
  for (const [calendar, names] of calendarOf) {
    if (names.some((name) => text.includes(` ${name} `) || text.includes(` ${name}ی `) || text.includes(` ${name}ي `)))
      return calendar;
  }
  return /(?:^|\D)1[34]\d\d(?:\D|$)/.test(words) && /^[\d/. -]+$/.test(words) ? "hijri" : undefined;
}
