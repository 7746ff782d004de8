/**
 * Names by ear, across Arabic, Sorani and Latin letters: محمد, Muhammad, Mohamed, Mihemed and Mehmet are one name.
 *
 * Two steps, because one cannot do both. `soundKey` is a coarse consonant skeleton that the index stores per word and
 * must not miss; `soundsAlike` looks at two words with one key again, letter by letter and vowel by vowel, and throws
 * out what only the coarse key thought alike (جمال and كمال, محمد and محمود). The table of letters was written from the
 * orthographies and its choices were made on the training files of NETransliteration-COLING2018 and
 * google/transliteration only.
 *
 * Every function takes folded terms (`tokens`, `fold`). Words in other scripts have no sound: the key is "".
 */
import { soundDoubt } from "./doubt.ts";
import { hear } from "./hearing.ts";

export { soundDoubt } from "./doubt.ts";

/** The key under which the index keeps a term. Coarse, one per term, "" when the script has no rules here. */
export function soundKey(term: string): string {
  return hear(term)[0]?.key ?? "";
}

/** The keys to ask for when looking for a name: its own first, then where another spelling would have put it. */
export function soundKeys(term: string): string[] {
  return [...new Set(hear(term).map((hearing) => hearing.key))].filter((key) => key !== "");
}

/** Whether two folded terms may be one name by sound. Symmetric. */
export function soundsAlike(a: string, b: string): boolean {
  return soundDoubt(a, b) < Number.POSITIVE_INFINITY;
}

/** Consonants of the key: names of fewer than three are too common to be widened without being asked. */
export function consonants(key: string): number {
  return key.replace(/^A/, "").length;
}
