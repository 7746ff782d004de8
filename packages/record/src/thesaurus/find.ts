/** Finding a term: by our code, by a HURIDOCS code, by words typed in any of the three languages. */
import { indexText } from "../text/fold.ts";
import type { TermList, ThesaurusTerm } from "./list.ts";

export function termByCode<T extends ThesaurusTerm>(list: TermList<T>, code: string): T | undefined {
  return lookupOf(list).byCode.get(code);
}

/**
 * The term a code of the list's micro-thesaurus comes in as: 12 digits, or 14 as OpenEvSys exports them (the code, then the
 * number of its micro-thesaurus). A code not listed comes in as its nearest listed ancestor, by pairs of digits from the
 * right. Undefined for what is no such code, is of another micro-thesaurus, or has no listed ancestor.
 */
export function termByHuridocs<T extends ThesaurusTerm>(list: TermList<T>, digits: string): T | undefined {
  if (!/^(\d{12}|\d{14})$/.test(digits)) return undefined;
  if (digits.length === 14 && Number(digits.slice(12)) !== list.microThesaurus) return undefined;
  const { byHuridocs } = lookupOf(list);
  for (let length = 12; length > 0; length -= 2) {
    const term = byHuridocs.get(digits.slice(0, length).padEnd(12, "0"));
    if (term !== undefined) return term;
  }
  return undefined;
}

/** The term whose label in one of the three languages, or whose code, is what was typed, spelling variants folded. */
export function termByWords<T extends ThesaurusTerm>(list: TermList<T>, typed: string): T | undefined {
  return lookupOf(list).byWords.get(indexText(typed));
}

/** The wider terms of a term, the nearest first. Empty for the widest, and for a code the list has not. */
export function ancestors<T extends ThesaurusTerm>(list: TermList<T>, code: string): readonly T[] {
  const wider: T[] = [];
  let term = termByCode(list, code);
  while (term?.broader !== undefined) {
    term = termByCode(list, term.broader);
    if (term !== undefined) wider.push(term);
  }
  return wider;
}

/** The HURIDOCS code a term is exported as: its own first, or that of its nearest wider term that has one. */
export function huridocsCode(list: TermList, code: string): string | undefined {
  const term = termByCode(list, code);
  if (term === undefined) return undefined;
  return [term, ...ancestors(list, code)].find((each) => each.huridocs !== undefined)?.huridocs?.[0];
}

interface Lookup<T> {
  readonly byCode: ReadonlyMap<string, T>;
  readonly byHuridocs: ReadonlyMap<string, T>;
  readonly byWords: ReadonlyMap<string, T>;
}

// Made when a list is first asked: most commands ask none.
const lookups = new WeakMap<TermList, Lookup<ThesaurusTerm>>();

function lookupOf<T extends ThesaurusTerm>(list: TermList<T>): Lookup<T> {
  const known = lookups.get(list);
  if (known !== undefined) return known as Lookup<T>;
  const made = {
    byCode: new Map(list.terms.map((term) => [term.code, term])),
    byHuridocs: new Map(list.terms.flatMap((term) => (term.huridocs ?? []).map((digits) => [digits, term]))),
    // Labels last: where a word is the label of one term and said of another as well, the label decides.
    byWords: new Map([
      ...list.terms.flatMap((term) => (term.also ?? []).map((words): [string, T] => [indexText(words), term])),
      ...list.terms.flatMap((term) => spellings(term).map((words): [string, T] => [words, term])),
    ]),
  };
  lookups.set(list, made);
  return made;
}

function spellings({ code, label }: ThesaurusTerm): readonly string[] {
  return [label.en, label.ar, label.ckb, code].map(indexText);
}
