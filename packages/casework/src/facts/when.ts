/** Dates as people give them: the words stand first, and only what they surely mean is made of them. */
import type { When } from "@amana/record";

const about = /^(?:about|around|circa|ca\.?|c\.|~|حوالي|نحو|قرابة|دەوروبەری|نزیکەی)\s*/iu;
const iso = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2})?)?)?$/;
const range = /^(\d{4}(?:-\d{2}(?:-\d{2})?)?)\s*(?:\.\.|–|—)\s*(\d{4}(?:-\d{2}(?:-\d{2})?)?)$/;
const hijri = /هـ|هجري|كۆچی|کۆچی|\bA\.?H\.?\b|hijri/iu;

/** The words first; an ISO date or range in them is also understood, with the precision it was written in. */
export function whenSaid(said: string): When {
  const trimmed = said.trim();
  const roughly = about.test(trimmed);
  const words = latinDigits(trimmed.replace(about, ""));
  const ends = range.exec(words);
  const precision = (text: string): When["precision"] => (roughly ? "about" : precisionOf(text));
  if (ends?.[1] !== undefined && ends[2] !== undefined)
    return { said: trimmed, from: ends[1], to: ends[2], precision: precision(ends[1]), calendar: "gregorian" };
  // 1435-10 is a month of the Hijri year, 2014-08 is not: nobody computes one from the other here.
  if (iso.test(words) && words >= "1800" && words < "2200")
    return { said: trimmed, from: words, to: words, precision: precision(words), calendar: "gregorian" };
  return {
    said: trimmed,
    precision: "not-known",
    calendar: hijri.test(trimmed) || /^1[34]\d\d(-|$)/.test(words) ? "hijri" : "gregorian",
  };
}

/** Arabic-Indic and Persian digits as ASCII. */
export function latinDigits(text: string): string {
  return text
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0));
}

function precisionOf(text: string): When["precision"] {
  return text.length === 4 ? "year" : text.length === 7 ? "month" : text.length === 10 ? "day" : "minute";
}
