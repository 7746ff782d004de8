/** amana fact add|show|withdraw|properties: statements with their page. */
import { cite, type PartyOrder, stateAct, stateClaim, type Whom, whenSaid, withdrawStatement } from "@amana/casework";
import { type Certainty, catalogue, fold, type Place, type Proposal, type SaidBy } from "@amana/record";
import type { Vault } from "@amana/vault";
import { type Context, must, troubleStop } from "../context.ts";
import { exit, Stop } from "../exit.ts";
import { name } from "../output.ts";
import type { Sentence } from "../words/index.ts";
import { factLines } from "./fact-text.ts";

export interface FactAddFlags {
  readonly person?: string;
  readonly property?: string;
  readonly value?: string;
  readonly what?: string;
  readonly code?: string;
  readonly method?: string;
  readonly who?: readonly string[];
  readonly toWhom?: readonly string[];
  readonly when?: string;
  readonly where?: string;
  readonly source?: string;
  readonly quote?: string;
  readonly page?: number;
  readonly paragraph?: number;
  readonly row?: number;
  readonly sheet?: string;
  readonly time?: string;
  readonly message?: number;
  readonly byEye?: boolean;
  readonly saidBy?: string;
  readonly certainty: Certainty;
  readonly language?: string;
  readonly note?: string;
}

export async function factAdd(context: Context, [flags]: [FactAddFlags]): Promise<number> {
  const { output, shared } = context;
  if (flags.source === undefined) throw new Stop(exit.usage, "fact-needs", { what: "--source" });
  if (
    flags.what === undefined &&
    (flags.person === undefined || flags.property === undefined || flags.value === undefined)
  )
    throw new Stop(exit.usage, "fact-needs", { what: "--person, --property and --value; or --what for an act" });
  const wantedSource = flags.source;
  return await context.withVault({ write: true }, (vault) => {
    const source = must(vault.view.resolve(wantedSource, ["src"]));
    const place = placeFrom(flags);
    const citation = cite(vault.view, {
      source,
      ...(flags.quote !== undefined && { quote: flags.quote }),
      ...(place && { place }),
      ...(flags.byEye === true && { byEye: true }),
    });
    if (!citation.ok) throw refusalStop(citation.error);
    const random = (bytes: number) => vault.world.random(bytes);
    const common = {
      saidBy: sayerFrom(vault, flags.saidBy),
      certainty: flags.certainty,
      citation: citation.value,
      ...(flags.note !== undefined && { note: flags.note }),
    };
    const stated =
      flags.what === undefined
        ? stateClaim(
            {
              ...common,
              about: whomFrom(vault, flags.person ?? ""),
              property: flags.property ?? "",
              value: flags.value ?? "",
              ...(flags.when !== undefined && { when: whenSaid(flags.when) }),
              ...(flags.language !== undefined && { language: flags.language }),
            },
            random,
          )
        : stateAct(
            {
              ...common,
              what: flags.what,
              ...(flags.code !== undefined && { code: flags.code }),
              ...(flags.method !== undefined && { method: flags.method }),
              who: (flags.who ?? []).map((text) => partyFrom(vault, text)),
              toWhom: (flags.toWhom ?? []).map((text) => partyFrom(vault, text)),
              ...(flags.when !== undefined && { when: whenSaid(flags.when) }),
              ...(flags.where !== undefined && { where: flags.where }),
            },
            random,
          );
    if (!stated.ok) throw refusalStop(stated.error);
    const { id, opened, proposals } = stated.value;
    for (const proposal of proposals) warnOfNamesake(context, vault, proposal);
    if (shared.dryRun === true) {
      output.result({ type: "would-state", proposals: proposals.map(({ k, e, x }) => ({ k, e, x })) }, () => [id]);
      return exit.done;
    }
    const commit = vault.append(proposals);
    vault.project();
    output.result({ type: "fact", id, opened, citation: citation.value, digests: commit.digests }, () => [
      ...opened.map((person) => output.text("fact-person-opened", { id: person })),
      output.text("fact-kept", { id }),
      ...factLines(vault.view, id, output.language),
    ]);
    return exit.done;
  });
}

export async function factShow(context: Context, [typed]: [string]): Promise<number> {
  const { output } = context;
  return await context.withVault({}, (vault) => {
    const id = must(vault.view.resolve(typed, ["clm", "act", "per"]));
    const ids = id.startsWith("per_") ? vault.view.statementsAbout(id).map((statement) => statement.id) : [id];
    if (ids.length === 0) output.note("nothing-found");
    for (const each of ids) {
      const state = each.startsWith("clm_") ? vault.view.state("clm", each) : vault.view.state("act", each);
      output.item(
        {
          type: each.startsWith("clm_") ? "claim" : "act",
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

export async function factWithdraw(
  context: Context,
  [typed, flags]: [string, { readonly reason?: string }],
): Promise<number> {
  const { output, shared } = context;
  return await context.withVault({ write: true }, (vault) => {
    const id = must(vault.view.resolve(typed, ["clm", "act"]));
    const state = id.startsWith("clm_") ? vault.view.state("clm", id) : vault.view.state("act", id);
    if (state === undefined) throw new Stop(exit.usage, "id-not-known", { id });
    const withdrawal = withdrawStatement(id, state, flags.reason ?? "");
    if (!withdrawal.ok) throw refusalStop(withdrawal.error);
    if (shared.dryRun === true) return exit.done;
    const commit = vault.append([withdrawal.value]);
    vault.project();
    output.result({ type: "withdrawn", id, digests: commit.digests }, () => [output.text("fact-withdrawn")]);
    return exit.done;
  });
}

export function factProperties(context: Context): number {
  const { output } = context;
  for (const property of catalogue)
    output.item(
      { type: "property", ...property, value_type: property.value },
      () => `${property.code.padEnd(16)} ${property.value.padEnd(7)} ${name(property.label[output.language])}`,
    );
  return exit.done;
}

/** Two people may have one name: nobody is merged, but the writer is told. */
function warnOfNamesake({ output }: Context, vault: Vault, proposal: Proposal): void {
  if (proposal.k !== "person.opened") return;
  const label = fold(String(proposal.x["label"]));
  const namesake = [...vault.view.persons()].find((person) => fold(person.label) === label);
  if (namesake !== undefined) output.note("person-same-label", { id: namesake.id });
}

/** An id, or a name: a new person is opened under that label. `new:` says so even where the name looks like an id. */
export function whomFrom(vault: Vault, typed: string): Whom {
  if (typed.startsWith("new:")) return { type: "new", label: typed.slice(4).trim() };
  if (/^per_[a-z2-7]+$/.test(typed)) return { type: "known", id: must(vault.view.resolve(typed, ["per"])) };
  return { type: "new", label: typed };
}

function partyFrom(vault: Vault, typed: string): PartyOrder {
  if (typed === "unknown") return { type: "not-known" };
  if (typed.startsWith("words:")) return { type: "words", words: typed.slice(6).trim() };
  return whomFrom(vault, typed);
}

function sayerFrom(vault: Vault, typed: string | undefined): SaidBy {
  if (typed === undefined) return { type: "not-stated" };
  if (/^per_[a-z2-7]+$/.test(typed)) return { type: "person", person: must(vault.view.resolve(typed, ["per"])) };
  return { type: "words", words: typed };
}

function placeFrom(flags: FactAddFlags): Place | undefined {
  if (flags.page !== undefined) return { type: "page", page: flags.page };
  if (flags.row !== undefined) return { type: "cell", sheet: flags.sheet ?? "", row: flags.row };
  if (flags.paragraph !== undefined) return { type: "paragraph", paragraph: flags.paragraph };
  if (flags.message !== undefined) return { type: "message", message: flags.message };
  if (flags.time === undefined) return undefined;
  const parts = flags.time.split(":").map(Number);
  if (parts.length < 2 || parts.length > 3 || parts.some((part) => !Number.isFinite(part) || part < 0))
    throw new Stop(exit.usage, "fact-needs", { what: "--time as 12:30 or 1:02:03" });
  const ms = Math.round(parts.reduce((sum, part) => sum * 60 + part, 0) * 1000);
  return { type: "time", from: ms, to: ms };
}

/** Refusals of casework are the person's to mend: exit 2, but for what the record itself forbids. */
function refusalStop(refusal: { readonly type: Sentence; readonly [fact: string]: unknown }): Stop {
  const stop = troubleStop(refusal);
  return stop.code === exit.failed ? new Stop(exit.usage, stop.sentence, stop.facts) : stop;
}
