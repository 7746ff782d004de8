/**
 * The first line of a message in a WhatsApp chat export, as the Android and the iPhone app write it in the languages of the
 * phone: Latin, Arabic-Indic and Persian digits, 12 and 24 hours, invisible direction marks anywhere. There is no
 * specification; the forms here are those of exports seen. A line that is no such first line continues the message before.
 */

export interface ChatLine {
  /** `android`: "date, time - name: text". `ios`: "[date, time] name: text". */
  readonly layout: "android" | "ios";
  /** Date and time as written, without invisible direction marks. */
  readonly at: string;
  /** The three numbers of the date as written, in their order. */
  readonly date: readonly [number, number, number];
  /** True when date and time are parted by a comma, as WhatsApp does it in most languages. */
  readonly comma: boolean;
  /** Who wrote it; absent for a notice of the app itself. */
  readonly by?: string;
  readonly text: string;
}

const marks = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g;
const d = "[0-9\u0660-\u0669\u06f0-\u06f9]";
const date = `(${d}{1,4})\\s?[./-]\\s?(${d}{1,2})\\s?[./-]\\s?(${d}{1,4})\\.?`;
// A day half may stand before or after the time and is a word or two in any script: "PM", "م", "د.ن", "بعد از ظهر".
const half = "(?:[\\p{L}\\p{M}][\\p{L}\\p{M}.]{0,11}(?:\\s[\\p{L}\\p{M}.]{1,8}){0,2})";
const time = `(?:${half}\\s?)?${d}{1,2}[:.]${d}{2}(?:[:.]${d}{2})?(?:\\s?${half})?`;
const stamp = `(${date}([,\u060c]?)\\s+(?:\\p{L}{1,4}\\.?\\s)?${time})`;
const android = new RegExp(`^${stamp}\\s[-\u2013]\\s(.*)$`, "su");
const ios = new RegExp(`^\\[${stamp}\\]\\s?(.*)$`, "su");
const author = /^([^:\n]{1,80}):(?:\s(.*)|$)/s;

/** Reads one line; undefined when it does not begin a message. */
export function parseChatLine(line: string): ChatLine | undefined {
  // Cheap refusal first: most lines of long messages begin with neither a digit nor a bracket.
  const clean = line.length > 200 ? cleanHead(line) : line.replace(marks, "");
  if (!/^[[0-9\u0660-\u0669\u06f0-\u06f9]/.test(clean)) return undefined;
  const spaced = clean.replace(/[\u202f\u00a0\u2009]/g, " ");
  const match = android.exec(spaced) ?? ios.exec(spaced);
  if (match === null) return undefined;
  const [, at, first, second, third, comma, rest] = match;
  const numbers = [number(first), number(second), number(third)] as const;
  if (!plausible(numbers)) return undefined;
  const written = author.exec(rest ?? "");
  const head = {
    layout: spaced.startsWith("[") ? "ios" : "android",
    at: (at ?? "").trim(),
    date: numbers,
    comma: comma !== "",
  } as const;
  if (written === null) return { ...head, text: rest ?? "" };
  return { ...head, by: (written[1] ?? "").trim(), text: written[2] ?? "" };
}

/** True for text that is very likely a WhatsApp export. Looks at the first 64,000 characters only. */
export function looksLikeWhatsApp(text: string): boolean {
  const lines = text
    .slice(0, 64_000)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "");
  const first = lines[0];
  if (first === undefined || parseChatLine(first) === undefined) return false;
  const found = lines.slice(0, 400).flatMap((line) => parseChatLine(line) ?? []);
  const signed = found.filter((line) => line.by !== undefined);
  if (found.some((line) => line.layout !== found[0]?.layout)) return false;
  if (found.every((line) => line.comma)) return signed.length >= 1 && (found.length >= 2 || lines.length <= 20);
  // Without the comma a program's log looks the same: ask for a conversation.
  const writers = new Set(signed.map((line) => line.by));
  return signed.length >= 3 && writers.size < signed.length;
}

function cleanHead(line: string): string {
  return line.slice(0, 200).replace(marks, "") + line.slice(200);
}

function number(text: string | undefined): number {
  const ascii = (text ?? "").replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
  return Number(ascii.replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0)));
}

/** Day, month and year in some order; years from the Persian 1380s on count too. */
function plausible([a, b, c]: readonly [number, number, number]): boolean {
  const year = a > 31 ? a : c;
  const others = a > 31 ? [b, c] : [a, b];
  const yearFits = year < 100 || (year >= 2009 && year < 2100) || (year >= 1380 && year < 1480);
  return yearFits && others.every((value) => value >= 1 && value <= 31) && others.some((value) => value <= 12);
}
