/**
 * What office files say about themselves, brought to the names of the contract. Dates are kept as RFC 3339 where they
 * are one, with no offset where the file gives none; whatever has no field of its own goes to `other` under its own name.
 */
import type { Metadata } from "../contract.ts";

/** Names in order of preference; OPC core, ODF meta and OLE property sets share most of them. */
const fields = {
  title: ["title"],
  author: ["creator", "initial-creator", "author"],
  subject: ["subject"],
  date: ["created", "creation-date"],
  modified: ["modified", "date", "lastSaved"],
  software: ["app.Application", "generator", "application"],
} as const;

/** `pages` counts pages of a text or slides of a presentation, as the file claims. */
const pageFields = ["app.Pages", "app.Slides", "pages", "page-count"] as const;

export function metadataFrom(found: ReadonlyMap<string, string>): Metadata {
  const rest = new Map(found);
  const take = (names: readonly string[]) => {
    for (const name of names) {
      const value = rest.get(name);
      if (value === undefined) continue;
      rest.delete(name);
      return value.slice(0, 2_000);
    }
    return undefined;
  };
  const title = take(fields.title);
  const author = take(fields.author);
  const subject = take(fields.subject);
  const date = take(fields.date);
  const modified = take(fields.modified);
  const software = take(fields.software);
  const pages = Number(take(pageFields));
  const other = Object.fromEntries(
    [...rest].slice(0, 200).map(([name, value]) => [name.slice(0, 200), value.slice(0, 2_000)]),
  );
  return {
    ...(title !== undefined && { title }),
    ...(author !== undefined && { author }),
    ...(subject !== undefined && { subject }),
    ...(date !== undefined && { date }),
    ...(modified !== undefined && { modified }),
    ...(software !== undefined && { software }),
    ...(Number.isSafeInteger(pages) && pages > 0 && { pages }),
    ...(Object.keys(other).length > 0 && { other }),
  };
}

/** Adds facts found while the text was read. */
export function withOther(metadata: Metadata, facts: Readonly<Record<string, string | number | undefined>>): Metadata {
  const other: Record<string, string> = { ...metadata.other };
  for (const [name, value] of Object.entries(facts)) {
    if (value !== undefined && value !== "" && value !== 0) other[name] = String(value).slice(0, 2_000);
  }
  return Object.keys(other).length > 0 ? { ...metadata, other } : metadata;
}
