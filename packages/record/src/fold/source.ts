/** A source as it stands: what was received, what is known about it, what could not be read. */
import type { Described, Received, Unread } from "../kinds/sources.ts";
import { fieldValue, heads, type Version } from "./version.ts";

export interface SourceState {
  readonly received: Received;
  readonly receivedVersion: Version;
  readonly title?: string;
  readonly date?: string;
  readonly languages: readonly string[];
  readonly labels: readonly string[];
  readonly meta: Readonly<Record<string, string | readonly string[]>>;
  /** The last word on why it, or part of it, could not be read. */
  readonly unread?: Unread;
  readonly custody: readonly Version[];
  readonly conflicts: readonly string[];
}

/** Undefined when the line that received it is erased or not here yet. */
export function foldSource(versions: readonly Version[]): SourceState | undefined {
  const receivedVersion = heads(
    versions.filter((version) => version.k === "source.received" && !version.erased),
    versions,
  )[0];
  if (receivedVersion === undefined) return undefined;
  const descriptions = versions.filter((version) => version.k === "source.described" || version.erased);
  const title = fieldValue<Described["title"]>(descriptions, "title");
  const date = fieldValue<Described["date"]>(descriptions, "date");
  const languages = fieldValue<string[]>(descriptions, "languages");
  const labels = fieldValue<string[]>(descriptions, "labels");
  const meta = fieldValue<Record<string, string | string[]>>(descriptions, "meta");
  const unread = heads(
    versions.filter((version) => version.k === "source.unread" && !version.erased),
    versions,
  )[0];
  const conflicts = Object.entries({ title, date, languages, labels, meta })
    .filter(([, field]) => field !== undefined && field.besides.length > 0)
    .map(([name]) => name);
  return {
    received: receivedVersion.x as unknown as Received,
    receivedVersion,
    ...(title?.value !== undefined && { title: title.value }),
    ...(date?.value !== undefined && { date: date.value }),
    languages: languages?.value ?? [],
    labels: labels?.value ?? [],
    meta: meta?.value ?? {},
    ...(unread && { unread: unread.x as unknown as Unread }),
    custody: versions.filter((version) => ["custody.changed", "source.exported", "source.opened"].includes(version.k)),
    conflicts,
  };
}
