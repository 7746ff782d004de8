/**
 * Who is concerned by what would go, and whether each of them agreed to this purpose and recipient. Nobody's silence is a
 * yes (record/rules/consent). Wider than one citation: the same bytes received twice, a letter inside a mailbox and a
 * fact that was taken back all still speak of the person.
 */
import { personsIn } from "@amana/casework";
import { type ConsentMissing, type ConsentState, consentFor, type Purpose } from "@amana/record";
import type { VaultView } from "@amana/vault";
import type { Selection } from "./selection.ts";
import { statementOf } from "./selection.ts";

export interface Consented {
  /** By person id; empty when the door may open. */
  readonly missing: readonly ConsentMissing[];
  readonly concerned: readonly string[];
  /** Consents (ids) that cover an item, by its source's id. */
  readonly basis: ReadonlyMap<string, readonly string[]>;
  /** Each condition somebody set, and the items and facts (their numbers here) it holds for. */
  readonly conditions: ReadonlyMap<string, readonly string[]>;
}

export function judgeConsent(view: VaultView, { items, facts }: Selection, purpose: Purpose): Consented {
  /** Person to what of the package concerns them. */
  const touched = new Map<string, { readonly sources: string[]; readonly numbers: string[] }>();
  const touch = (person: string) => {
    const known = touched.get(person) ?? { sources: [], numbers: [] };
    touched.set(person, known);
    return known;
  };
  const persons = remembering((statement: string) => personsIn(view, statement));
  if (items.length > 0) {
    const concerns = personsBySource(view, persons);
    for (const { item, source } of items)
      for (const person of concerns.get(source) ?? []) {
        touch(person).sources.push(source);
        touch(person).numbers.push(item);
      }
  }
  for (const { fact, id } of facts) for (const person of persons(id)) touch(person).numbers.push(fact);

  const missing: ConsentMissing[] = [];
  const basis = new Map<string, Set<string>>();
  const conditions = new Map<string, Set<string>>();
  const concerned = [...touched.keys()].sort();
  for (const person of concerned) {
    const { sources = [], numbers = [] } = touched.get(person) ?? {};
    const register = registerOf(view, person);
    const answer = consentFor(person, register, purpose);
    if (!answer.ok) {
      missing.push(answer.error);
      continue;
    }
    // Two consents may cover it with different conditions: what either of them asks for travels.
    for (const state of register) {
      const covered = consentFor(person, [state], purpose);
      if (!covered.ok) continue;
      for (const source of sources) addTo(basis, source, covered.value.consent);
      for (const condition of covered.value.conditions)
        for (const number of numbers) addTo(conditions, condition, number);
    }
  }
  return { missing, concerned, basis: sorted(basis), conditions: sorted(conditions) };
}

function registerOf(view: VaultView, person: string): readonly ConsentState[] {
  return view.consents(person).flatMap((id) => view.state("con", id) ?? []);
}

/**
 * Persons by the sources that concern them. Goes up from every citation: whatever holds the cited bytes concerns the same
 * people, be it the same file received again or the mailbox or archive around it.
 */
function personsBySource(
  view: VaultView,
  personsOf: (statement: string) => readonly string[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const concerns = new Map<string, Set<string>>();
  const holders = remembering((source: string) => holdersOf(view, source));
  const isRegistered = remembering((person: string) => view.consents(person).length > 0);
  for (const { id, withdrawn } of view.statements()) {
    const cited = new Set(statementOf(view, id)?.body.citations.map(({ source }) => source));
    // Taking a fact back does not take her words out of the source. Who is in the register is asked all the same;
    // who never was may have been written down by mistake, which is what the withdrawal may say.
    const persons = personsOf(id).filter((person) => !withdrawn || isRegistered(person));
    if (persons.length === 0) continue;
    for (const source of cited) {
      for (const holder of holders(source)) for (const person of persons) addTo(concerns, holder, person);
    }
  }
  return concerns;
}

/** The source, those with the same bytes, and everything any of them lies in. */
function holdersOf(view: VaultView, cited: string): readonly string[] {
  const all = new Set<string>();
  const waiting = [cited];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (all.has(at)) continue;
    all.add(at);
    const row = view.source(at);
    if (row === undefined) continue;
    if (row.parent !== undefined) waiting.push(row.parent);
    for (const twin of view.sources({ sha256: row.sha256 })) waiting.push(twin.id);
  }
  return [...all];
}

/** The same question is asked once. */
function remembering<T>(ask: (id: string) => T): (id: string) => T {
  const known = new Map<string, T>();
  return (id) => {
    const answer = known.get(id) ?? ask(id);
    known.set(id, answer);
    return answer;
  };
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([value]));
  else known.add(value);
}

function sorted(map: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, readonly string[]> {
  return new Map([...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, values]) => [key, [...values].sort()]));
}
