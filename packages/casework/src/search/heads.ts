/**
 * First parts of names and places that some write as a word of their own: servant of, father of, mother of, son of, hill,
 * house, monastery. Knowing them lets تلعفر find Tal Afar, and Abdulrahman find عبد الرحمن, which are two words there.
 */
import { fold } from "@amana/record";

const groups: readonly (readonly string[])[] = [
  [
    "عبد",
    "عەبد",
    "عەبدول",
    "عەبدوڵ",
    "abd",
    "abdul",
    "abdel",
    "abdal",
    "abdol",
    "abdoul",
    "abdur",
    "abdu",
    "abed",
    "ebd",
    "ebdul",
    "ebdel",
  ],
  ["أبو", "أبي", "أبا", "ئەبو", "abu", "abo", "abou", "abi", "aboo", "ebu"],
  ["أم", "ئوم", "um", "umm", "om", "oum"],
  ["بن", "ابن", "bin", "ibn", "ben"],
  ["تل", "تەل", "تلة", "tal", "tel", "tell", "til"],
  ["بيت", "beit", "bait", "bayt", "beth", "bet"],
  ["دير", "dêr", "deir", "dayr", "der", "dair"],
  ["باب", "bab"],
  ["عين", "ain", "ayn", "ein"],
  ["خان", "khan", "xan"],
  ["كفر", "kafr", "kefer", "kfar", "kafar"],
  ["نور", "nur", "nour", "noor"],
  ["صلاح", "salah", "selah"],
  ["سيف", "saif", "sayf", "seif"],
  ["علاء", "alaa", "ala"],
].map((group) => group.map(fold));

/** Every spelling of the head that this term is; empty when it is none. */
export function headsOf(term: string): readonly string[] {
  return groups.find((group) => group.includes(term)) ?? [];
}

/** The ways a term may be cut after a head, the longest head first. */
export function partsByHead(term: string): { readonly heads: readonly string[]; readonly rest: string }[] {
  const latin = /^[a-z]/.test(term);
  return groups.flatMap((heads) => {
    const head = heads
      .filter((one) => /^[a-z]/.test(one) === latin && term.startsWith(one) && term.length - one.length >= 3)
      .sort((a, b) => b.length - a.length)[0];
    if (head === undefined) return [];
    // Sorani joins the parts with a vowel (تەل-ە-عفەر), and writes it.
    const rest = term.slice(head.length).replace(/^ه(?=[^اويه]..)/, "");
    return [{ heads, rest }];
  });
}
