/**
 * A report on a person, a group, an incident or a dossier, as a document whose parts are made one after another. First pass:
 * ids alone (what it speaks of, whose consent it needs, which sources it cites); then each entry as it is asked for.
 */
import { err, ok, type Result } from "@amana/format";
import type { VaultView } from "@amana/vault";
import { propertiesOf } from "../facts/index.ts";
import type { Document, Part } from "../press/document.ts";
import { annex } from "./annex.ts";
import { chronology } from "./chronology.ts";
import { codesOf, namesRecorded } from "./codes.ts";
import { type Agreed, concernedBy, judge } from "./concerned.ts";
import { cover, markOf } from "./cover.ts";
import { figuresOf } from "./figures.ts";
import { groupEntry } from "./groups.ts";
import { hiddenNames } from "./hidden-names.ts";
import { incidentEntry } from "./incidents.ts";
import { method } from "./method.ts";
import type { ReportOrder, ReportRefusal } from "./order.ts";
import { personEntry } from "./persons.ts";
import { actsAsked, type Scope, scopeOf, statementsIn } from "./scope.ts";
import { namesOf, type Setting } from "./setting.ts";
import { citedSources } from "./sources.ts";
import { summary } from "./tables.ts";
import { speech as speechOf, type Word } from "./words/index.ts";

export interface Report {
  readonly document: Document;
  readonly entries: number;
  readonly sources: number;
  /** Statements and persons it rests on, those of the annex included. */
  readonly statements: number;
}

/** Above this the entries are not listed one by one before the first page, but by the hundred, and set more closely. */
const LISTED = 400;
const HUNDRED = 100;

/** `onEntry` is told as each entry is begun. */
export function reportOn(
  view: VaultView,
  order: ReportOrder,
  onEntry: (done: number) => void = () => undefined,
): Result<Report, ReportRefusal> {
  if (order.withConsents === true && order.copy !== undefined) return err({ type: "report-consents-internal" });
  const scoped = scopeOf(view, order.subject);
  if (!scoped.ok) return scoped;
  const scope = scoped.value;
  if (scope.entries.size === 0) return err({ type: "report-nothing" });

  const statements = statementsIn(view, scope);
  const concerned = concernedBy(view, statements, [...scope.wronged, ...scope.others]);
  const withholding = withheldIn(view, order, order.codes === true ? concerned : new Set());
  for (const id of statements) if (id.startsWith("clm_") && withholding.isWithheldClaim(id)) statements.delete(id);
  const agreed = order.copy === undefined ? undefined : judge(view, concerned, order.copy);
  if (agreed !== undefined && agreed.missing.length > 0)
    return err({ type: "consent-missing", missing: agreed.missing, concerned: agreed.concerned });

  const speech = speechOf(order.language);
  const coded = order.codes === true ? codesOf(scope, concerned) : new Map<string, string>();
  const hidden = order.codes === true ? hiddenNames(namesRecorded(view, coded.keys())) : undefined;
  const names = namesOf(view, speech, { entries: scope.entries, codes: coded, ...(hidden && { hidden }) });
  const setting: Setting = {
    view,
    speech,
    names,
    sources: citedSources(view, statements),
    isDense: scope.entries.size > LISTED,
    actsAsked: actsAsked(scope),
  };
  return ok({
    document: documentOf(setting, order, scope, agreed, withholding, onEntry),
    entries: scope.entries.size,
    sources: setting.sources.all.length,
    statements: statements.size,
  });
}

interface Withholding {
  isWithheldClaim(id: string): boolean;
  isWithheld(about: string, property: string): boolean;
}

/** What a person says of themselves under a consent of its own stays in the house; who stands under a code is not described. */
function withheldIn(view: VaultView, { copy }: ReportOrder, coded: ReadonlySet<string>): Withholding {
  const catalogue = propertiesOf(view);
  const isWithheld = (about: string, code: string) => {
    const property = catalogue.get(code);
    return (property?.identity === true && coded.has(about)) || (property?.consent !== undefined && copy !== undefined);
  };
  return {
    isWithheld,
    isWithheldClaim(id) {
      const body = view.state("clm", id)?.body;
      return body !== undefined && isWithheld(body.about, body.property);
    },
  };
}

function documentOf(
  setting: Setting,
  order: ReportOrder,
  scope: Scope,
  agreed: Agreed | undefined,
  withholding: Withholding,
  onEntry: (done: number) => void,
): Document {
  const { names, speech, view } = setting;
  const { subject } = order;
  const figures =
    scope.conditions === undefined
      ? undefined
      : figuresOf(view, speech, names, subject.type === "dossier" ? subject.query : "", scope.conditions);
  const title = order.title ?? speech.word(`title-${subject.type}`);
  const covers =
    subject.type === "dossier"
      ? subject.query.trim() === ""
        ? speech.word("the-whole")
        : names.isHidden(subject.query)
          ? speech.word("withheld-name")
          : subject.query
      : names.heading(subject.id);
  const contains = speech.text("contains-counts", {
    wronged:
      figures?.isPart !== true
        ? speech.text("persons-all", { n: scope.wronged.length })
        : speech.text("persons-selected", { n: scope.wronged.length, all: figures.wronged.whole }),
    alleged: scope.alleged.length,
    groups: scope.groups.length,
    incidents: scope.incidents.length,
    acts: scope.acts.length,
    sources: setting.sources.all.length,
  });
  function* parts(): Generator<Part> {
    yield method(setting, figures);
    if (figures !== undefined) yield summary(setting, figures);
    yield* entries(setting, order, scope, withholding, onEntry);
    if (order.chronology === true) yield* chronology(setting, scope.acts);
    yield* annex(setting);
  }
  return {
    language: order.language,
    title: names.isHidden(title) ? speech.word(`title-${subject.type}`) : title,
    ...(subject.type === "dossier" ? {} : { subtitle: covers }),
    cover: cover(speech, order, { covers, contains, ...(agreed && { agreed }) }),
    mark: markOf(speech, order),
    date: order.date,
    outline: scope.entries.size > LISTED ? 1 : 2,
    notes: scope.entries.size > LISTED ? "entry" : "page",
    parts: parts(),
  };
}

function* entries(
  setting: Setting,
  order: ReportOrder,
  scope: Scope,
  withholding: Withholding,
  onEntry: (done: number) => void,
): Generator<Part> {
  let done = 0;
  const person = (id: string, number: number) =>
    personEntry(setting, id, {
      number,
      withConsents: order.withConsents === true,
      isWithheld: (about, { code }) => withholding.isWithheld(about, code),
    });
  const sections: readonly (readonly [Word, readonly string[], (id: string, number: number) => Part])[] = [
    ["persons-wronged", scope.wronged, person],
    ["alleged-perpetrators", scope.alleged, person],
    ["other-persons", scope.others, person],
    ["groups", scope.groups, (id, number) => groupEntry(setting, id, number)],
    ["incidents", scope.incidents, (id, number) => incidentEntry(setting, id, number, scope.conditions === undefined)],
  ];
  const isLong = scope.entries.size > LISTED;
  for (const [title, ids, entry] of sections)
    for (const [at, id] of ids.entries()) {
      if (at % HUNDRED === 0 && (at === 0 || isLong)) yield sectionPart(setting, title, at, isLong ? ids.length : 0);
      onEntry(done++);
      yield entry(id, at + 1);
    }
}

/** `of`: how many there are, where they are counted off by the hundred. */
function sectionPart({ speech }: Setting, title: Word, at: number, of: number): Part {
  const range =
    of > HUNDRED ? `${speech.comma}${speech.number(at + 1)}–${speech.number(Math.min(at + HUNDRED, of))}` : "";
  return { level: 1, heading: `${speech.word(title)}${range}`, blocks: [] };
}
