/** amana fact add|link|cite|show|withdraw|properties: statements with their page. */
import {
  type ActOrder,
  citeAgain,
  propertiesOf,
  type Stated,
  stateAct,
  stateClaim,
  stateLink,
  type TermOrder,
  whenSaid,
  withdrawable,
  withdrawStatement,
} from "@amana/casework";
import {
  ancestors,
  type Citation,
  catalogue,
  type ListName,
  type Perception,
  type Property,
  termByCode,
  termByWords,
  thesaurus,
} from "@amana/record";
import type { Vault } from "@amana/vault";
import { type Context, must } from "../context.ts";
import { exit, Stop } from "../exit.ts";
import { name } from "../output.ts";
import { factLines } from "./fact-text.ts";
import { placeRecordFrom } from "./places.ts";
import {
  type CitingFlags,
  citationFrom,
  memberFrom,
  partyFrom,
  perpetratorFrom,
  refusalStop,
  type StandingFlags,
  standingFrom,
  warnOfNamesakes,
  whomFrom,
  withdrawableState,
} from "./stating.ts";

export interface FactAddFlags extends StandingFlags {
  readonly person?: string;
  readonly about?: string;
  readonly property?: string;
  readonly value?: string;
  readonly what?: string;
  readonly code?: string;
  readonly incident?: string;
  readonly method?: string;
  readonly outcome?: string;
  readonly who?: readonly string[];
  readonly toWhom?: readonly string[];
  readonly when?: string;
  readonly where?: string;
  readonly place?: string;
  readonly precision?: Precision;
  readonly ground?: readonly string[];
  readonly basis?: Perception["basis"];
  readonly reasonGiven?: string;
  readonly indicator?: readonly string[];
  readonly language?: string;
}
type Precision = NonNullable<NonNullable<ActOrder["where"]>["precision"]>;

export async function factAdd(context: Context, [flags]: [FactAddFlags]): Promise<number> {
  const about = flags.about ?? flags.person;
  if (flags.source === undefined) throw new Stop(exit.usage, "fact-needs", { what: "--source" });
  if (flags.what === undefined && (about === undefined || flags.property === undefined || flags.value === undefined))
    throw new Stop(exit.usage, "fact-needs", { what: "--person, --property and --value; or --what for an act" });
  return await context.withVault({ write: true }, (vault) =>
    keep(context, vault, (random) =>
      flags.what === undefined
        ? claimFrom(vault, flags, about ?? "", random)
        : actFrom(vault, flags, flags.what, random),
    ),
  );
}

export interface LinkFlags extends StandingFlags {
  readonly position?: string;
  readonly since?: string;
  readonly until?: string;
}

export async function factLink(
  context: Context,
  [from, relation, to, flags]: [string, string, string, LinkFlags],
): Promise<number> {
  if (flags.source === undefined) throw new Stop(exit.usage, "fact-needs", { what: "--source" });
  const term = termFor("links", relation);
  if (term.code === undefined) throw new Stop(exit.usage, "term-not-known", { list: "links", term: relation });
  const code = term.code;
  return await context.withVault({ write: true }, (vault) =>
    keep(context, vault, (random) => {
      const stated = stateLink(
        {
          ...standingFrom(vault, flags),
          from: memberFrom(vault, from),
          relation: code,
          to: memberFrom(vault, to),
          ...(flags.position !== undefined && { position: flags.position }),
          ...(flags.since !== undefined && { since: whenSaid(flags.since) }),
          ...(flags.until !== undefined && { until: whenSaid(flags.until) }),
        },
        random,
      );
      if (!stated.ok) throw refusalStop(stated.error);
      return stated.value;
    }),
  );
}

export async function factCite(context: Context, [typed, flags]: [string, CitingFlags]): Promise<number> {
  const { output, shared } = context;
  return await context.withVault({ write: true }, (vault) => {
    const id = must(vault.view.resolve(typed, ["clm", "act", "lnk"]));
    const state = statementState(vault, id);
    if (state === undefined) throw new Stop(exit.usage, "id-not-known", { id });
    const again = citeAgain(id, state, citationFrom(vault, flags));
    if (!again.ok) throw refusalStop(again.error);
    if (shared.dryRun === true) return exit.done;
    const commit = vault.append([again.value]);
    vault.project();
    output.result({ type: "cited", id, digests: commit.digests }, () => factLines(vault.view, id, output.language));
    return exit.done;
  });
}

type Random = (bytes: number) => Uint8Array;

/** Appends what was stated and says what is kept now. */
function keep(context: Context, vault: Vault, state: (random: Random) => Stated): number {
  const { output, shared } = context;
  const { id, opened, proposals } = state((bytes) => vault.world.random(bytes));
  warnOfNamesakes(context, vault, proposals);
  if (shared.dryRun === true) {
    output.result({ type: "would-state", proposals: proposals.map(({ k, e, x }) => ({ k, e, x })) }, () => [id]);
    return exit.done;
  }
  const commit = vault.append(proposals);
  vault.project();
  const citation = statementState(vault, id)?.body.citations[0];
  output.result({ type: "fact", id, opened, citation, digests: commit.digests }, () => [
    ...opened.map((record) => output.text("fact-opened", { id: record })),
    output.text("fact-kept", { id }),
    ...factLines(vault.view, id, output.language),
  ]);
  return exit.done;
}

function claimFrom(vault: Vault, flags: FactAddFlags, about: string, random: Random): Stated {
  const { view } = vault;
  const record = flags.place === undefined ? undefined : placeRecordFrom(vault, flags.place);
  const stated = stateClaim(
    {
      ...standingFrom(vault, flags),
      about: whomFrom(vault, about),
      property: flags.property ?? "",
      value: flags.value ?? "",
      ...(flags.when !== undefined && { when: whenSaid(flags.when) }),
      ...(flags.language !== undefined && { language: flags.language }),
      ...(record !== undefined && { record: record.id }),
    },
    {
      properties: propertiesOf(view),
      consents: (person) =>
        view.consents(person).flatMap((id) => {
          const state = view.state("con", id);
          return state === undefined ? [] : [state];
        }),
    },
    random,
  );
  if (!stated.ok) throw refusalStop(stated.error);
  return { ...stated.value, proposals: [...(record?.opening ?? []), ...stated.value.proposals] };
}

function actFrom(vault: Vault, flags: FactAddFlags, what: string, random: Random): Stated {
  const place = flags.place === undefined ? undefined : placeRecordFrom(vault, flags.place);
  const said = flags.where ?? place?.label;
  const where =
    said === undefined
      ? undefined
      : {
          said,
          ...(place && { place: place.id }),
          ...(flags.precision !== undefined && { precision: flags.precision }),
        };
  const standing = standingFrom(vault, flags);
  const perceived = perceptionsFrom(flags, standing.citation);
  const stated = stateAct(
    {
      ...standing,
      what: termFor("acts", what, flags.code),
      ...(flags.incident !== undefined && { incident: whomFrom(vault, flags.incident, "inc") }),
      ...(flags.method !== undefined && { method: termFor("methods", flags.method) }),
      ...(flags.outcome !== undefined && { outcome: termFor("outcomes", flags.outcome) }),
      who: (flags.who ?? []).map((text) => perpetratorFrom(vault, text)),
      toWhom: (flags.toWhom ?? []).map((text) => partyFrom(vault, text)),
      ...(flags.when !== undefined && { when: whenSaid(flags.when) }),
      ...(where && { where }),
      ...(perceived.length > 0 && { perceived }),
    },
    random,
  );
  if (!stated.ok) throw refusalStop(stated.error);
  return { ...stated.value, proposals: [...(place?.opening ?? []), ...stated.value.proposals] };
}

/** Why the perpetrators chose the person, as they saw it. What shows it belongs to the first ground. */
function perceptionsFrom(flags: FactAddFlags, citation: Citation): Perception[] {
  const grounds = flags.ground ?? [];
  if (grounds.length === 0 && (flags.basis ?? flags.reasonGiven ?? flags.indicator) !== undefined)
    throw new Stop(exit.usage, "fact-needs", { what: "--ground" });
  return grounds.map((typed, at) => {
    const { code } = termFor("grounds", typed);
    if (code === undefined) throw new Stop(exit.usage, "term-not-known", { list: "grounds", term: typed });
    return {
      ground: code,
      basis: flags.basis ?? "not-known",
      ...(flags.reasonGiven !== undefined && { said: flags.reasonGiven }),
      indicators: at > 0 ? [] : (flags.indicator ?? []).map((words) => ({ what: words, citation })),
    };
  });
}

/** The words, and the term of our list they mean, where they mean one. */
function termFor(list: ListName, said: string, given?: string): TermOrder & { code?: string } {
  if (given !== undefined && termByCode(thesaurus[list], given) === undefined)
    throw new Stop(exit.usage, "term-not-known", { list, term: given });
  const code = given ?? (termByCode(thesaurus[list], said) ?? termByWords(thesaurus[list], said))?.code;
  return { said, ...(code !== undefined && { code }) };
}

function statementState(vault: Vault, id: string) {
  const type = id.slice(0, 3) as "clm" | "act" | "lnk";
  return vault.view.state(type, id);
}

export async function factShow(context: Context, [typed]: [string]): Promise<number> {
  const { output } = context;
  return await context.withVault({}, (vault) => {
    const id = must(vault.view.resolve(typed, ["clm", "act", "lnk", "per", "grp", "inc", "plc"]));
    const ids = /^(?:clm|act|lnk)_/.test(id) ? [id] : vault.view.statementsAbout(id).map((statement) => statement.id);
    if (ids.length === 0) output.note("nothing-found");
    for (const each of ids) {
      const state = statementState(vault, each);
      output.item(
        {
          type: kindOf[each.slice(0, 3) as keyof typeof kindOf],
          id: each,
          fact: state?.body ?? null,
          withdrawn: state?.withdrawn ? { reason: state.withdrawn.reason, t: state.withdrawn.version.t } : null,
          stated: state?.version.t,
          digest: state?.version.digest,
        },
        () => factLines(vault.view, each, output.language).join("\n"),
      );
    }
    return exit.done;
  });
}

const kindOf = { clm: "claim", act: "act", lnk: "link" } as const;

export async function factWithdraw(
  context: Context,
  [typed, flags]: [string, { readonly reason?: string }],
): Promise<number> {
  const { output, shared } = context;
  return await context.withVault({ write: true }, (vault) => {
    const id = must(vault.view.resolve(typed, withdrawable));
    const withdrawal = withdrawStatement(id, withdrawableState(vault, id), flags.reason ?? "");
    if (!withdrawal.ok) throw refusalStop(withdrawal.error);
    if (shared.dryRun === true) return exit.done;
    const commit = vault.append([withdrawal.value]);
    vault.project();
    output.result({ type: "withdrawn", id, digests: commit.digests }, () => [output.text("fact-withdrawn")]);
    return exit.done;
  });
}

/** Ours, and with a vault at hand the organisation's own. */
export async function factProperties(context: Context): Promise<number> {
  const { output } = context;
  const list = (properties: Iterable<Property>) => {
    for (const property of properties)
      output.item(
        { type: "property", ...property, value_type: property.value },
        () =>
          `${property.code.padEnd(18)} ${property.of.join(" ").padEnd(12)} ${property.value.padEnd(7)} ${name(property.label[output.language])}`,
      );
  };
  if (!context.hasVault()) list(catalogue);
  else await context.withVault({}, (vault) => list(propertiesOf(vault.view).values()));
  return exit.done;
}

/** The terms of a list, as a tree. */
export function factTerms(context: Context, [typed]: [string | undefined]): number {
  const { output } = context;
  const names = Object.keys(thesaurus) as ListName[];
  const list = names.find((each) => each === typed);
  if (list === undefined) {
    for (const each of names) output.item({ type: "list-of-terms", name: each }, () => each);
    return typed === undefined ? exit.done : exit.usage;
  }
  for (const term of thesaurus[list].terms)
    output.item(
      { type: "term", list, ...term },
      () =>
        `${"  ".repeat(ancestors(thesaurus[list], term.code).length)}${term.code}  ${name(term.label[output.language])}`,
    );
  return exit.done;
}
