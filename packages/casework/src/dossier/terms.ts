/** Terms of the thesaurus as people type and read them: with the narrower ones, in their language. */
import { ancestors, type TermList, termByCode, termByWords } from "@amana/record";

/** The term that was typed, in any of the three languages, and every narrower one; empty for what is no term. */
export function codesUnder(list: TermList, typed: string): readonly string[] {
  const term = termByWords(list, typed);
  if (term === undefined) return [];
  return list.terms
    .filter(({ code }) => code === term.code || ancestors(list, code).some((wider) => wider.code === term.code))
    .map(({ code }) => code);
}

/** What a code is called; a code of the organisation's own is its own name. */
export function termLabel(list: TermList, code: string, language: "en" | "ar" | "ckb"): string {
  return termByCode(list, code)?.label[language] ?? code;
}
