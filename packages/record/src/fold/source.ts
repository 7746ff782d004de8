/** A source as it stands: what was received, what is known about it, what could not be read. */
import type { Described, Received, Unread } from "../kinds/sources.ts";
import { fieldValue, once, standing, type Version } from "./version.ts";

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
  /** What happened to it, earliest claimed time first; erased lines included. */
  readonly custody: readonly Version[];
  readonly conflicts: readonly string[];
}

/** Undefined when the line that received it is erased or not here yet. */
export function foldSource(versions: readonly Version[]): SourceState | undefined {
  const receivedVersion = standing(
    versions.filter((version) => version.k === "source.received"),
    versions,
  )[0];
  if (receivedVersion === undefined) return undefined;
  const descriptions = versions.filter((version) => version.k === "source.described" || version.erased);
  const title = fieldValue<Described["title"]>(versions, "title", descriptions);
  const date = fieldValue<Described["date"]>(versions, "date", descriptions);
  const languages = fieldValue<string[]>(versions, "languages", descriptions);
  const labels = fieldValue<string[]>(versions, "labels", descriptions);
  const meta = fieldValue<Record<string, string | string[]>>(versions, "meta", descriptions);
  const unread = standing(
    versions.filter((version) => version.k === "source.unread"),
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
    custody: once(
      versions.filter((version) => ["custody.changed", "source.exported", "source.opened"].includes(version.k)),
    ).reverse(),
    conflicts,
  };
}
