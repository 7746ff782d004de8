/** What every command that states something shares: the page it stands on, who says so, whom it is about. */
import {
  cite,
  type Openable,
  type PartyOrder,
  type PerpetratorOrder,
  type Standing,
  type Whom,
  type Withdrawable,
  withdrawable,
} from "@amana/casework";
import {
  type Certainty,
  type Citation,
  fold,
  type Place,
  type Proposal,
  type SaidBy,
  termByCode,
  thesaurus,
} from "@amana/record";
import type { Vault } from "@amana/vault";
import { type Context, must, troubleStop } from "../context.ts";
import { exit, Stop } from "../exit.ts";
import type { Sentence } from "../words/index.ts";

/** Where a statement stands: one page or the like, and its words. */
export interface CitingFlags {
  readonly source?: string;
  readonly quote?: string;
  readonly page?: number;
  readonly paragraph?: number;
  readonly row?: number;
  readonly sheet?: string;
  readonly time?: string;
  readonly message?: number;
  readonly byEye?: boolean;
}

export interface StandingFlags extends CitingFlags {
  readonly saidBy?: string;
  readonly certainty: Certainty;
  readonly note?: string;
}

export function standingFrom(vault: Vault, flags: StandingFlags): Standing {
  return {
    citation: citationFrom(vault, flags),
    saidBy: sayerFrom(vault, flags.saidBy),
    certainty: flags.certainty,
    ...(flags.note !== undefined && { note: flags.note }),
  };
}

export function citationFrom(vault: Vault, flags: CitingFlags): Citation {
  if (flags.source === undefined) throw new Stop(exit.usage, "fact-needs", { what: "--source" });
  const source = must(vault.view.resolve(flags.source, ["src"]));
  const place = placeFrom(flags);
  const citation = cite(vault.view, {
    source,
    ...(flags.quote !== undefined && { quote: flags.quote }),
    ...(place && { place }),
    ...(flags.byEye === true && { byEye: true }),
  });
  if (!citation.ok) throw refusalStop(citation.error);
  return citation.value;
}

const newPrefixes: Readonly<Record<string, Openable>> = {
  new: "per",
  person: "per",
  group: "grp",
  incident: "inc",
  place: "plc",
};

/**
 * An id, or a name: a person of that name is opened; after `group:`, `incident:` or `place:` stands the label of one that
 * is here, or is opened. `new:` always opens, even where the name looks like an id.
 */
export function whomFrom(vault: Vault, typed: string, of: Openable = "per"): Whom {
  const prefix = /^([a-z]+):/.exec(typed)?.[1];
  const opens = prefix === undefined ? undefined : newPrefixes[prefix];
  if (prefix !== undefined && opens !== undefined)
    return namedFrom(vault, unquoted(typed.slice(prefix.length + 1)), prefix === "new" ? of : opens, prefix === "new");
  if (/^(?:per|grp|inc|plc|src)_[a-z2-7]+$/.test(typed))
    return { type: "known", id: must(vault.view.resolve(typed, ["per", "grp", "inc", "plc", "src"])) };
  return namedFrom(vault, typed, of, false);
}

/** Marks that a shell was meant to take away are no part of a name. */
const unquoted = (label: string): string => label.trim().replace(/^(["'«])(.*)["'»]$/s, "$2");

/** A group, incident or place of just that label is the one that is meant. A person never: two people may bear one name. */
function namedFrom(vault: Vault, label: string, of: Openable, fresh: boolean): Whom {
  if (fresh || of === "per") return { type: "new", label, of };
  const folded = fold(label);
  const same = vault.view.idsOf(of).filter((id) => {
    const state = vault.view.state(of, id);
    return state !== undefined && !state.withdrawn && fold(state.body.label) === folded;
  });
  const [first, second] = same;
  if (second !== undefined) throw new Stop(exit.usage, "label-many", { records: same.join(", ") });
  return first === undefined ? { type: "new", label, of } : { type: "known", id: first };
}

/** As `whomFrom`, or `words:three men#3` for people nobody can name, or `unknown`, with their number after `#`. */
export function partyFrom(vault: Vault, typed: string): PartyOrder {
  const counted = /^(unknown|words:.*?)(?:#(\d{1,6}))?$/s.exec(typed);
  if (counted?.[1] === undefined) return memberFrom(vault, typed);
  const number = counted[2] === undefined ? {} : { number: Number(counted[2]) };
  return counted[1] === "unknown"
    ? { type: "not-known", ...number }
    : { type: "words", words: counted[1].slice(6).trim(), ...number };
}

/** A person or group. */
export function memberFrom(vault: Vault, typed: string): Whom {
  const whom = whomFrom(vault, typed);
  const of = whom.type === "known" ? whom.id.slice(0, 3) : whom.of;
  if (of !== "per" && of !== "grp")
    throw new Stop(exit.usage, "not-a-party", { id: whom.type === "known" ? whom.id : "" });
  return whom;
}

/** `WHO`, or `WHO=degree`, or `WHO=degree as RANK`: the part somebody is said to have had, and the post they acted in. */
export function perpetratorFrom(vault: Vault, typed: string): PerpetratorOrder {
  const parts = /^(.*)=([a-z][a-z-]*)(?:\s+as\s+(.+))?$/s.exec(typed);
  const [, who, degree, as] = parts ?? [];
  if (who === undefined || degree === undefined) return { who: partyFrom(vault, typed) };
  if (termByCode(thesaurus.degrees, degree) === undefined)
    throw new Stop(exit.usage, "term-not-known", { list: "degrees", term: degree });
  return { who: partyFrom(vault, who.trim()), degree, ...(as !== undefined && { as }) };
}

export function sayerFrom(vault: Vault, typed: string | undefined): SaidBy {
  if (typed === undefined) return { type: "not-stated" };
  if (/^per_[a-z2-7]+$/.test(typed)) return { type: "person", person: must(vault.view.resolve(typed, ["per"])) };
  return { type: "words", words: typed };
}

/** Two people may have one name: nobody is merged, but the writer is told. */
export function warnOfNamesakes({ output }: Context, vault: Vault, proposals: readonly Proposal[]): void {
  const fresh = new Set(proposals.filter(({ k }) => k === "person.opened").map(({ x }) => fold(String(x["label"]))));
  if (fresh.size === 0) return;
  for (const person of vault.view.persons())
    if (fresh.delete(fold(person.label))) output.note("person-same-label", { id: person.id });
}

/** The state of whatever can be taken back. */
export function withdrawableState(vault: Vault, id: string) {
  const type = withdrawable.find((each) => id.startsWith(`${each}_`));
  const state = type && vault.view.state(type as Withdrawable, id);
  if (state === undefined) throw new Stop(exit.usage, "id-not-known", { id });
  return state;
}

/** Refusals of casework are the person's to mend: exit 2, but for what the record itself forbids. */
export function refusalStop(refusal: { readonly type: Sentence; readonly [fact: string]: unknown }): Stop {
  const stop = troubleStop(refusal);
  return stop.code === exit.failed ? new Stop(exit.usage, stop.sentence, stop.facts) : stop;
}

function placeFrom(flags: CitingFlags): Place | undefined {
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
