/**
 * Which words would give away somebody who stands under a code. Rather too much is withheld than too little: one part of a
 * name is enough, in any spelling the record folds together, with Arabic prefixes or Sorani endings grown on; across
 * scripts it is heard. Pure.
 */
import { clitics, isInflected, looseKey, soundKeys, tokens } from "@amana/record";

export interface HiddenNames {
  /** Whether the text holds a part of a hidden name. `near`: persons it is about, whose names are also listened for. */
  occursIn(text: string, near?: Iterable<string>): boolean;
}

/** Words that stand in many names and name nobody. Folded. */
const nobody: ReadonlySet<string> = new Set(
  "abu abo umm um bin bint ibn al el mr mrs ms dr the of and from in at no ابو ابي ابا ام بن بنت ابن ال السيد سيد الحاج حاج".split(
    " ",
  ),
);

/** `names`: by person, every name that is recorded. */
export function hiddenNames(names: ReadonlyMap<string, readonly string[]>): HiddenNames {
  const everywhere = new Set<string>();
  const pairs = new Set<string>();
  const termsOf = new Map<string, readonly string[]>();
  for (const [person, recorded] of names) {
    const own = new Set<string>();
    for (const name of recorded) {
      const parts = partsOf(name);
      for (const part of parts) own.add(part);
      for (const pair of heardPairs(parts)) pairs.add(pair);
    }
    termsOf.set(person, [...own]);
    for (const part of own)
      for (const form of [part, looseKey(part), ...clitics(part)]) if (form.length > 1) everywhere.add(form);
  }
  const isNear = (words: readonly string[], person: string) =>
    (termsOf.get(person) ?? []).some((part) => words.some((word) => isInflected(part, word) || sounds(part, word)));
  return {
    occursIn(text, near = []) {
      const words = partsOf(text);
      if (words.some((word) => everywhere.has(word) || everywhere.has(looseKey(word)))) return true;
      if (heardPairs(words).some((pair) => pairs.has(pair))) return true;
      for (const person of near) if (isNear(words, person)) return true;
      return false;
    },
  };
}

function partsOf(text: string): readonly string[] {
  return tokens(text)
    .map(({ term }) => term)
    .filter((term) => term.length > 1 && !/^\d+$/.test(term) && !nobody.has(term));
}

/** Two neighbouring parts as they sound: a name written in the other script. */
function heardPairs(parts: readonly string[]): readonly string[] {
  return parts.slice(1).flatMap((part, at) => {
    const before = soundKeys(parts[at] ?? "");
    return soundKeys(part).flatMap((key) => before.map((first) => `${first} ${key}`));
  });
}

/** One sound alone says little: two-letter keys are left to their spelling. */
function sounds(a: string, b: string): boolean {
  const keys = soundKeys(b).filter((key) => key.length > 2);
  return soundKeys(a).some((key) => keys.includes(key));
}
