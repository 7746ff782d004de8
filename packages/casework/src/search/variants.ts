/**
 * One word of a query and every term of the vocabulary it may stand for, the exact ones first. What is offered:
 *
 * exact  the word as folded; a number also with its thousands apart (4383 = 4,383); a hyphenated word also as one
 * form   grown forms: Arabic clitics and owners, Sorani, Kurmanji and English endings
 * loose  the loose spelling (Arabic keyboard for Kurdish letters, doubled letters, lam-alef damage of PDF text)
 * sound  the name by ear in all scripts, also written apart (Tal Afar for تلعفر)
 *
 * Sound is asked for with ~. Without it, a word is widened by sound when it may be a name — it is in Arabic script, or
 * begins with a capital — and has three consonants; or when it may be a name and nothing else was found. A small Latin
 * word is widened only when nothing else was found. After - nothing is widened: what is excluded is what was typed.
 */
import { clitics, consonants, isInflected, looseKey, soundDoubt, soundKey, soundKeys } from "@amana/record";
import { headsOf, partsByHead } from "./heads.ts";
import type { Word } from "./query.ts";

/** What the index knows of its words. `has` answers the number of passages that hold the term. */
export interface Vocabulary {
  has(term: string): number;
  byLoose(key: string): readonly string[];
  bySound(key: string): readonly string[];
  byPrefix(prefix: string, limit: number): readonly string[];
}

export const tiers = ["exact", "form", "loose", "sound"] as const;
export type Tier = (typeof tiers)[number];

/** One or more terms side by side, and how near they are to what was typed. */
export interface Variant {
  readonly terms: readonly string[];
  readonly tier: Tier;
  /** Passages with the term; for several terms, of the rarest: an upper bound. */
  readonly passages: number;
}

const mostPerTier = 40;
const mostListed = 400;

export function variantsOf(word: Word, vocabulary: Vocabulary): Variant[] {
  const found = new Collection(vocabulary);
  addExact(found, word);
  if (word.prefix) return found.all();
  const single = word.terms.length === 1 ? word.terms[0] : undefined;
  if (single !== undefined) {
    addForms(found, single);
    for (const term of vocabulary.byLoose(looseKey(single)).slice(0, mostListed)) found.add([term], "loose");
  }
  // A hyphenated or slashed word is heard as one: al-Hamdani is الحمداني.
  const joined = word.terms.join("");
  if (isHeard(word, joined, found.passages() === 0)) addSound(found, joined);
  return found.all();
}

/** The terms that are looked for when a word is excluded or stands in quotation marks. */
export function exactOf(word: Word, vocabulary: Vocabulary): Variant[] {
  const found = new Collection(vocabulary);
  addExact(found, word);
  return found.all();
}

/** Spellings of a term inside a quotation: itself, its loose spellings, and, when asked for, those that sound alike. */
export function spellings(term: string, sound: boolean, vocabulary: Vocabulary): Variant[] {
  const found = new Collection(vocabulary);
  found.keep([term], "exact");
  for (const other of vocabulary.byLoose(looseKey(term)).slice(0, mostListed)) found.add([other], "loose");
  if (sound) for (const { other, doubt } of alike(term, vocabulary)) found.add([other], "sound", doubt);
  return found.all();
}

/** Terms for two neighbouring words that are one name written apart: Tal Afar, عبد الرحمن, Abd al-Rahman. */
export function joinedNames(first: Word, second: Word, vocabulary: Vocabulary): Variant[] {
  const found = new Collection(vocabulary);
  const joined = [...first.terms, ...second.terms].join("");
  found.add([joined], "form");
  const spelled = first.terms[0];
  const heads = spelled === undefined ? [] : headsOf(spelled);
  if (heads.length > 0) {
    addSound(found, joined);
    for (const { other, doubt } of alike(second.terms.join(""), vocabulary)) {
      for (const head of heads) found.add([head, other], "sound", doubt);
    }
  }
  return found.all();
}

function addExact(found: Collection, word: Word): void {
  found.keep(word.terms, "exact");
  const joined = word.terms.join("");
  const first = word.terms[0] ?? "";
  if (word.terms.length > 1) {
    if (/^\p{L}+$/u.test(joined) || isGrouped(word.terms)) found.add([joined], "exact");
  } else if (/^\d{4,}$/.test(first)) {
    found.add(first.replace(/\B(?=(?:\d{3})+$)/g, " ").split(" "), "exact");
  }
}

/** 4,383 cut into 4 and 383. */
function isGrouped(terms: readonly string[]): boolean {
  return /^\d{1,3}$/.test(terms[0] ?? "") && terms.slice(1).every((term) => /^\d{3}$/.test(term));
}

function addForms(found: Collection, term: string): void {
  for (const form of clitics(term)) found.add([form], "form");
  for (const candidate of found.vocabulary.byPrefix(term, mostListed)) {
    if (isInflected(term, candidate)) found.add([candidate], "form");
  }
}

function isHeard(word: Word, joined: string, nothingElse: boolean): boolean {
  const key = soundKey(joined);
  if (key === "") return false;
  if (word.sound) return true;
  if (consonants(key) < 1) return false;
  const name = word.capital || !/^[a-z]/.test(joined);
  return name && consonants(key) >= 3 ? true : nothingElse;
}

function addSound(found: Collection, term: string): void {
  const { vocabulary } = found;
  for (const { other, doubt } of alike(term, vocabulary)) found.add([other], "sound", doubt);
  for (const { heads, rest } of partsByHead(term)) {
    for (const { other, doubt } of alike(rest, vocabulary)) {
      for (const head of heads) found.add([head, other], "sound", doubt);
    }
  }
}

/** Terms that may be this name by ear, and how much speaks against each. */
function alike(term: string, vocabulary: Vocabulary): { readonly other: string; readonly doubt: number }[] {
  const listed = new Set(soundKeys(term).flatMap((key) => vocabulary.bySound(key).slice(0, mostListed)));
  return [...listed]
    .map((other) => ({ other, doubt: soundDoubt(term, other) }))
    .filter(({ doubt }) => doubt < Number.POSITIVE_INFINITY);
}

/** Variants without repetition: the nearest tier wins; within a tier the least doubtful, then the most frequent, are kept. */
class Collection {
  readonly vocabulary: Vocabulary;
  readonly #found = new Map<string, Variant & { readonly doubt: number }>();

  constructor(vocabulary: Vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** Adds what some passage may hold. */
  add(terms: readonly string[], tier: Tier, doubt = 0): void {
    const key = terms.join(" ");
    if (this.#found.has(key)) return;
    const passages = this.#count(terms);
    if (passages > 0) this.#found.set(key, { terms, tier, passages, doubt });
  }

  /** Adds what was typed, whether or not the vocabulary holds it: the answer must be able to say "0". */
  keep(terms: readonly string[], tier: Tier): void {
    this.#found.set(terms.join(" "), { terms, tier, passages: this.#count(terms), doubt: 0 });
  }

  passages(): number {
    return [...this.#found.values()].reduce((sum, variant) => sum + variant.passages, 0);
  }

  all(): Variant[] {
    return tiers.flatMap((tier) =>
      [...this.#found.values()]
        .filter((variant) => variant.tier === tier)
        .sort(
          (a, b) => a.doubt - b.doubt || b.passages - a.passages || (a.terms.join(" ") < b.terms.join(" ") ? -1 : 1),
        )
        .slice(0, mostPerTier)
        .map(({ terms, tier: nearness, passages }) => ({ terms, tier: nearness, passages })),
    );
  }

  #count(terms: readonly string[]): number {
    return terms.reduce((least, term) => Math.min(least, this.vocabulary.has(term)), Number.POSITIVE_INFINITY);
  }
}
