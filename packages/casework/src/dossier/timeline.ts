/** What happened when, in order: acts, beginnings and ends of links, dated claims, each with how exactly its date is known. */
import { ok, type Result } from "@amana/format";
import type { When } from "@amana/record";
import type { Dated, Page, VaultView } from "@amana/vault";
import { propertiesOf } from "../facts/properties.ts";
import type { QueryRefusal } from "../search/query.ts";
import { understand } from "./select.ts";
import {
  type ActShown,
  actShown,
  type LinkShown,
  linkShown,
  type ValueShown,
  valueShown,
  type Who,
  whoIs,
} from "./statement.ts";

export type Moment =
  | { readonly kind: "act"; readonly when: When; readonly act: ActShown }
  | {
      readonly kind: "claim";
      readonly when: When;
      readonly about: Who;
      readonly property: string;
      readonly value: ValueShown;
    }
  | { readonly kind: "link-begins" | "link-ends"; readonly when: When; readonly link: LinkShown };

export interface TimelinePage {
  readonly moments: readonly Moment[];
  readonly more: boolean;
  /** Acts that answer and bear no date. */
  readonly undated: number;
}

/**
 * A date stands where the first day it may mean stands: a year before its months, a month before its days. Links and claims
 * are those of the persons, groups and incidents that answer to the line.
 */
export function timeline(
  view: VaultView,
  line: string,
  page: Page = { limit: 50 },
): Result<TimelinePage, QueryRefusal> {
  const understood = understand(view, line);
  if (!understood.ok) return understood;
  const dates = [...propertiesOf(view).values()].filter(({ value }) => value === "date");
  const of = (type: "per" | "grp" | "inc") => dates.filter((each) => each.of.includes(type)).map(({ code }) => code);
  const properties = { person: of("per"), group: of("grp"), incident: of("inc") };
  const { entries, more, undated } = view.timeline(understood.value.conditions, properties, page);
  return ok({ moments: entries.flatMap((entry) => momentOf(view, entry) ?? []), more, undated });
}

function momentOf(view: VaultView, { id, kind, date }: Dated): Moment | undefined {
  const fallback: When = { from: date, precision: "not-known", calendar: "gregorian" };
  if (kind === "act") {
    const act = actShown(view, id);
    return act && { kind, when: act.body.when ?? fallback, act };
  }
  if (kind === "claim") {
    const value = valueShown(view, id);
    if (value === undefined) return undefined;
    const when = value.value.type === "date" ? value.value.date : fallback;
    return { kind, when, about: whoIs(view, value.about), property: value.property, value };
  }
  const link = linkShown(view, id);
  return link && { kind, when: (kind === "link-begins" ? link.body.since : link.body.until) ?? fallback, link };
}
