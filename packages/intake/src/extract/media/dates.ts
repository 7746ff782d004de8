/** Dates as cameras, phones and recorders write them, as RFC 3339; without an offset where the file gives none. */

/** "2008:05:30 15:56:01" with an optional sub-second and an optional "+02:00". Undefined for the blanks cameras write. */
export function exifDate(text: unknown, subSeconds?: unknown, offset?: unknown): string | undefined {
  const parts =
    /^(\d{4})[:/.-](\d\d)[:/.-](\d\d)[ T](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?\s*\0*$/.exec(
      String(text ?? ""),
    );
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second = "00", own] = parts;
  if (year === "0000" || month === "00" || day === "00") return undefined;
  const fraction = /^\d{1,9}\s*$/.test(String(subSeconds ?? "")) ? `.${String(subSeconds).trim()}` : "";
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${zone(own) ?? zone(offset) ?? ""}`;
}

/**
 * MediaInfo writes "2016-02-03 10:11:12 UTC", "UTC 2016-…", "2016-02-03T10:11:12+0200", or only a year. The time a phone's clock
 * never set (1904, 1970-01-01 00:00:00) says nothing and is left out.
 */
export function mediaDate(text: unknown): string | undefined {
  const value = String(text ?? "")
    .split(" / ")[0]
    ?.trim();
  if (value === undefined || value === "") return undefined;
  if (/^(UTC )?(1904-01-01|1970-01-01 00:00:00)/.test(value)) return undefined;
  const parts = /^(UTC )?(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)(\.\d+)?\s*(UTC|Z|[+-]\d\d:?\d\d)?$/.exec(value);
  if (parts === null) return value;
  const [, before, day, time = "", fraction = "", after] = parts;
  const offset = before !== undefined || after === "UTC" ? "Z" : (zone(after) ?? "");
  return `${day}T${time.length === 5 ? `${time}:00` : time}${fraction}${offset}`;
}

function zone(text: unknown): string | undefined {
  const value = String(text ?? "").trim();
  if (value === "Z") return "Z";
  const parts = /^([+-]\d\d):?(\d\d)$/.exec(value);
  return parts === null ? undefined : `${parts[1]}:${parts[2]}`;
}

/**
 * ISO 6709 as phones write it, "+48.8577-002.2950+035.0/" (degrees), or as MediaInfo rewrites it, "48.8577°N 2.2950°W 35m".
 * Latitude north and longitude east are positive.
 */
export function isoPosition(text: unknown): { latitude: number; longitude: number } | undefined {
  const named = /(\d{1,2}(?:\.\d+)?)°\s*([NS])\s+(\d{1,3}(?:\.\d+)?)°\s*([EW])/.exec(String(text ?? ""));
  if (named !== null) {
    return position(Number(named[1]) * (named[2] === "S" ? -1 : 1), Number(named[3]) * (named[4] === "W" ? -1 : 1));
  }
  const parts = /([+-]\d{1,2}(?:\.\d+)?)([+-]\d{1,3}(?:\.\d+)?)/.exec(String(text ?? ""));
  if (parts === null) return undefined;
  return position(Number(parts[1]), Number(parts[2]));
}

/** Only a place on Earth; 0,0 is what a receiver without a fix writes. */
export function position(latitude: unknown, longitude: unknown): { latitude: number; longitude: number } | undefined {
  if (typeof latitude !== "number" || typeof longitude !== "number") return undefined;
  const onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return onEarth && (latitude !== 0 || longitude !== 0) ? { latitude, longitude } : undefined;
}
