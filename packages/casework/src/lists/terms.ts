/** The words of a list as terms: its own table first, then a HURIDOCS code, then the words of our lists in three languages. */
import { fold, type TermList, type ThesaurusTerm, termByCode, termByHuridocs, termByWords } from "@amana/record";

export interface TermTable {
  readonly terms?: Readonly<Record<string, string>>;
}

export function codeOfWords(
  list: TermList<ThesaurusTerm>,
  words: string,
  { terms }: TermTable = {},
): string | undefined {
  const said = words.trim();
  if (terms !== undefined) {
    const own = Object.hasOwn(terms, said) ? terms[said] : foldedTable(terms).get(fold(said));
    if (own !== undefined) return own;
  }
  if (/^\d{12,14}$/.test(said)) return termByHuridocs(list, said)?.code;
  return (termByCode(list, said) ?? termByWords(list, said))?.code;
}

const tables = new WeakMap<Readonly<Record<string, string>>, ReadonlyMap<string, string>>();

function foldedTable(terms: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  let table = tables.get(terms);
  if (table === undefined) {
    table = new Map(Object.entries(terms).map(([said, code]) => [fold(said.trim()), code]));
    tables.set(terms, table);
  }
  return table;
}
