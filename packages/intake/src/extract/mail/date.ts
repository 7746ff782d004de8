/** The Date field: RFC 5322 §3.3 and its obsolete forms, to RFC 3339 with the sender's own offset kept. */

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const zones = new Map<string, string>([
  ["ut", "+00:00"],
  ["utc", "+00:00"],
  ["gmt", "+00:00"],
  ["z", "+00:00"],
  ["est", "-05:00"],
  ["edt", "-04:00"],
  ["cst", "-06:00"],
  ["cdt", "-05:00"],
  ["mst", "-07:00"],
  ["mdt", "-06:00"],
  ["pst", "-08:00"],
  ["pdt", "-07:00"],
]);
const pattern =
  /(?:^|[\s,])(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?[\s-]+(\d{2,4})[\s,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*(?:([+-])(\d{2}):?(\d{2})|([a-z]+))?/i;

/** RFC 3339, or undefined when the text gives no full date with a zone: a time without a zone is not a point in time. */
export function mailDate(text: string): string | undefined {
  const match = pattern.exec(text.replace(/\([^)]*\)/g, " "));
  if (match === null) return undefined;
  const [, day, month, year, hour, minute, second, sign, zoneHour, zoneMinute, zoneName] = match;
  const monthNumber = months.indexOf((month ?? "").toLowerCase()) + 1;
  const zone = sign !== undefined ? `${sign}${zoneHour}:${zoneMinute}` : zones.get((zoneName ?? "").toLowerCase());
  if (monthNumber === 0 || zone === undefined) return undefined;
  const date = `${fullYear(year ?? "")}-${two(monthNumber)}-${two(Number(day))}`;
  const time = `${two(Number(hour))}:${minute}:${two(Math.min(59, Number(second ?? 0)))}`;
  const valid = new Date(`${date}T${time}Z`);
  if (Number.isNaN(valid.getTime()) || valid.getUTCDate() !== Number(day) || Number(zone.slice(1, 3)) > 23)
    return undefined;
  return `${date}T${time}${zone}`;
}

/** Two and three digits as RFC 5322 §4.3 reads them. */
function fullYear(year: string): string {
  const number = Number(year);
  if (year.length === 4) return year;
  return String(number + (year.length === 2 && number < 50 ? 2000 : 1900));
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
