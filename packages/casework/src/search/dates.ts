/**
 * Dates of a query: a year, a month, a day, or a range of them, in Western, Arabic-Indic or Persian digits.
 * 2014 · 2014-08 · 2014/8/3 · 3.8.2014 (day first) · 2014..2015-03 · ..2014 · 2014.. · >=2014-08 · <2015
 * Gregorian; both ends belong to the range.
 */
import { fold } from "@amana/record";

/** ISO 8601 days, both included; an open end is absent. */
export interface DateRange {
  readonly from?: string;
  readonly until?: string;
}

export function readDates(typed: string): DateRange | undefined {
  const text = fold(typed).replace(/\s+/g, "").replaceAll("≥", ">=").replaceAll("≤", "<=").replaceAll("…", "..");
  const compared = /^(>=|<=|=>|=<|>|<)(.+)$/.exec(text);
  if (compared !== null) return comparison(compared[1] ?? "", compared[2] ?? "");
  const range = /^(.*?)\.\.+(.*)$/.exec(text);
  if (range === null) return span(text);
  const [, first = "", last = ""] = range;
  const from = first === "" ? undefined : span(first);
  const until = last === "" ? undefined : span(last);
  const understood = (first === "" || from !== undefined) && (last === "" || until !== undefined);
  if (!understood || (from === undefined && until === undefined)) return undefined;
  return { ...(from === undefined ? {} : { from: from.from }), ...(until === undefined ? {} : { until: until.until }) };
}

function comparison(sign: string, text: string): DateRange | undefined {
  const range = span(text);
  if (range === undefined) return undefined;
  if (sign === ">=" || sign === "=>") return { from: range.from };
  if (sign === "<=" || sign === "=<") return { until: range.until };
  return sign === ">" ? { from: shifted(range.until, 1) } : { until: shifted(range.from, -1) };
}

/** The first and last day of a year, a month or a day. */
function span(text: string): { readonly from: string; readonly until: string } | undefined {
  const forward = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$/.exec(text);
  if (forward !== null) return days(forward[1], forward[2], forward[3]);
  const backward = /^(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})$/.exec(text);
  return backward === null ? undefined : days(backward[3], backward[2], backward[1]);
}

function days(year = "", month?: string, day?: string): { readonly from: string; readonly until: string } | undefined {
  if (Number(year) === 0) return undefined;
  const first = iso(year, month ?? "1", day ?? "1");
  const last = iso(year, month ?? "12", day ?? lastDay(year, month ?? "12"));
  return first === undefined || last === undefined ? undefined : { from: first, until: last };
}

function lastDay(year: string, month: string): string {
  const end = new Date(0);
  end.setUTCFullYear(Number(year), Number(month), 0);
  return String(end.getUTCDate());
}

/** The day as ISO 8601, or undefined where the calendar has no such day. */
function iso(year: string, month: string, day: string): string | undefined {
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? undefined : text;
}

function shifted(day: string, by: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + by);
  const moved = date.toISOString();
  return /^\d{4}-/.test(moved) ? moved.slice(0, 10) : day;
}
