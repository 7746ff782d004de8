/**
 * What a list of terms is, and how its table is read. Terms and wording are our own, in three languages; beside them stand
 * the codes of the HURIDOCS micro-thesauri they correspond to (docs/sources-of-data.md).
 */

export interface ThesaurusTerm {
  readonly code: string;
  readonly label: { readonly en: string; readonly ar: string; readonly ckb: string };
  /** Other words it is meant by (said.ts). */
  readonly also?: readonly string[];
  /** Code of the wider term in the same list. */
  readonly broader?: string;
  /** 12-digit codes this term takes in on import; the first is the one it is exported as. */
  readonly huridocs?: readonly string[];
}

export interface TermList<T extends ThesaurusTerm = ThesaurusTerm> {
  /** Number of the HURIDOCS micro-thesaurus whose codes the terms bear. */
  readonly microThesaurus: number;
  readonly terms: readonly T[];
}

/**
 * One term a line: `code | broader | HURIDOCS codes | Arabic | English | Sorani`, English between the two so that no two
 * right-to-left cells touch. Of a HURIDOCS code the trailing pairs of zeros are left out (`0301` is 030100000000); a line
 * that begins with `#` is a heading. `said` holds further words (said.ts). Read when first asked for: most commands need no list.
 */
export function listOf(microThesaurus: number, table: string, said = ""): TermList {
  return lazyList(microThesaurus, () => {
    const also = new Map(rowsOf(said).map(([code = "", words = ""]) => [code, words.split(/, */)]));
    return rowsOf(table).map((cells) => {
      const term = termOf(cells);
      const words = also.get(term.code);
      return words === undefined ? term : { ...term, also: words };
    });
  });
}

/** The cells of each line of a table, headings and empty lines left out. */
export function rowsOf(table: string): readonly (readonly string[])[] {
  return table
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("|").map((cell) => cell.trim()));
}

export function termOf(cells: readonly string[]): ThesaurusTerm {
  const [code = "", broader = "", huridocs = "", ar = "", en = "", ckb = ""] = cells;
  return {
    code,
    label: { en, ar, ckb },
    ...(broader !== "" && { broader }),
    ...(huridocs !== "" && { huridocs: huridocs.split(" ").map((digits) => digits.padEnd(12, "0")) }),
  };
}

export function lazyList<T extends ThesaurusTerm>(microThesaurus: number, read: () => readonly T[]): TermList<T> {
  let terms: readonly T[] | undefined;
  return {
    microThesaurus,
    get terms() {
      terms ??= read();
      return terms;
    },
  };
}
