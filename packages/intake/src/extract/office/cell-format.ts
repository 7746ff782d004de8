/**
 * What a stored cell value means under its number format (ISO/IEC 29500-1 §18.8.30–31): dates and times as ISO 8601 without
 * an offset (a sheet has none), durations as h:mm:ss, fixed-width numbers with their zeros, percentages with their sign;
 * every other number as its shortest decimal, at the 15 digits a spreadsheet itself keeps.
 */

export type CellFormat = "number" | "date" | "datetime" | "time" | "duration" | "percent" | { readonly digits: number };

/** Formats that a file uses by number and does not spell out. 27–36 and 50–58 are East Asian date formats. */
const builtIn: ReadonlyMap<number, CellFormat> = new Map<number, CellFormat>([
  [9, "percent"],
  [10, "percent"],
  [14, "date"],
  [15, "date"],
  [16, "date"],
  [17, "date"],
  [18, "time"],
  [19, "time"],
  [20, "time"],
  [21, "time"],
  [22, "datetime"],
  ...Array.from({ length: 10 }, (_, i) => [27 + i, i >= 5 && i <= 6 ? "time" : "date"] as const),
  [45, "time"],
  [46, "duration"],
  [47, "time"],
  ...Array.from({ length: 9 }, (_, i) => [50 + i, "date"] as const),
]);

export function formatOf(id: number, code: string | undefined): CellFormat {
  if (code === undefined) return builtIn.get(id) ?? "number";
  const first = bare(code.split(";")[0] ?? "");
  if (/\[(h+|m+|s+)\]/i.test(first)) return "duration";
  const letters = first.replace(/\[[^\]]*\]/g, "");
  if (/general/i.test(letters)) return "number";
  const clock = /[hs]|am\/pm|a\/p/i.test(letters);
  const calendar = /[dyeg]|b{2}/i.test(letters) || (/m/i.test(letters) && !clock);
  if (clock && calendar) return "datetime";
  if (calendar) return "date";
  if (clock) return "time";
  if (letters.includes("%")) return "percent";
  return /^0{2,}$/.test(letters) ? { digits: letters.length } : "number";
}

/** The format without quoted words, escaped signs and fillers, so that the letters left are codes. */
function bare(code: string): string {
  return code.replace(/"[^"]*"?/g, "").replace(/[\\_*]./g, "");
}

export function shown(value: string, format: CellFormat, date1904: boolean): string {
  if (format === "number" && /^-?\d{1,15}$/.test(value)) return value;
  const number = Number(value);
  if (value.trim() === "" || !Number.isFinite(number)) return value;
  if (format === "number") return plain(number);
  if (format === "percent") return `${plain(number * 100)}%`;
  if (typeof format === "object") return fixed(number, format.digits);
  if (format === "duration") return clock(number, true);
  return moment(number, format, date1904) ?? plain(number);
}

function fixed(number: number, digits: number): string {
  if (!Number.isInteger(number)) return plain(number);
  return `${number < 0 ? "-" : ""}${String(Math.abs(number)).padStart(digits, "0")}`;
}

function plain(number: number): string {
  return String(Number(number.toPrecision(15)));
}

/** Serial days from 1899-12-30 (or 1904-01-01). Serials below 61 are one day later: the format counts a 29 February 1900. */
function moment(serial: number, format: "date" | "datetime" | "time", date1904: boolean): string | undefined {
  if (serial < 0 || serial >= 2_958_466) return undefined;
  const seconds = Math.round(serial * 86_400);
  const days = Math.floor(seconds / 86_400);
  const time = clock((seconds % 86_400) / 86_400, false);
  if (format === "time" && days === 0) return time;
  if (!date1904 && days === 0 && seconds > 0) return time;
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  const day = new Date(epoch + days * 86_400_000).toISOString().slice(0, 10);
  return seconds % 86_400 === 0 && format !== "datetime" ? day : `${day}T${time}`;
}

function clock(days: number, long: boolean): string {
  const seconds = Math.round(Math.abs(days) * 86_400);
  const two = (n: number) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3_600);
  const sign = days < 0 ? "-" : "";
  return `${sign}${long ? String(hours) : two(hours)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
