/**
 * A query turned into what FTS5 is asked, and the list of what was tried, for the person to read. The index holds folded
 * terms under the tokenizer `ascii`; every term is quoted, so nothing a person types is ever read as FTS5 syntax.
 *
 * `steps` widen one after the other (exact, form, loose, sound), each including the one before; a step that would ask the
 * same as the one before is left out. Ask the last for all hits; the first step a hit answers to is its nearness.
 */
import type { And, Near, Node, Phrase, Query, Word } from "./query.ts";
import {
  exactOf,
  joinedNames,
  spellings,
  type Tier,
  tiers,
  type Variant,
  type Vocabulary,
  variantsOf,
} from "./variants.ts";

export interface Step {
  readonly tier: Tier;
  /** An FTS5 MATCH expression. */
  readonly match: string;
}

/** What a word of the query was taken to mean. `words` are terms joined by a space; a prefix ends in `*`. */
export interface Tried {
  readonly typed: string;
  readonly at: number;
  readonly excluded: boolean;
  readonly variants: readonly { readonly words: string; readonly tier: Tier; readonly passages: number }[];
}

export interface Expansion {
  /** Empty when the query has filters alone, or only says what to leave out. */
  readonly steps: readonly Step[];
  /** An FTS5 expression for what to leave out, when nothing says what to find: for NOT IN. */
  readonly exclude?: string;
  readonly tried: readonly Tried[];
  /** For `highlight`: every sequence of terms that may have matched; a prefix ends in `*`. */
  readonly matched: readonly string[];
}

const mostNear = 144;
const mostSpellings = 32;

export function expand(query: Query, vocabulary: Vocabulary): Expansion {
  const tried: Tried[] = [];
  const { text } = query;
  if (text === undefined) return { steps: [], tried, matched: [] };
  const plan = planOf(text, vocabulary, tried, false);
  const matched = [
    ...new Set(tried.filter((one) => !one.excluded).flatMap((one) => one.variants.map((variant) => variant.words))),
  ];
  const excluded = onlyExcluded(plan);
  if (excluded !== undefined) {
    return { steps: [], exclude: any(excluded.map((part) => render(part, 0))), tried, matched };
  }
  const steps: Step[] = [];
  tiers.forEach((tier, level) => {
    const match = render(plan, level);
    if (steps.at(-1)?.match !== match) steps.push({ tier, match });
  });
  return { steps, tried, matched };
}

export interface Parts {
  /** FTS5 expressions, each of which some words of a record must answer to. */
  readonly all: readonly string[];
  /** …and those that none of its words may. */
  readonly none: readonly string[];
  readonly tried: readonly Tried[];
}

/** The words of a query one by one, each at its widest: for records, whose words stand in many passages. */
export function expandParts(query: Query, vocabulary: Vocabulary): Parts {
  const tried: Tried[] = [];
  if (query.text === undefined) return { all: [], none: [], tried };
  const plan = planOf(query.text, vocabulary, tried, false);
  const parts = plan.type === "and" ? plan.items : [plan];
  const widest = tiers.length - 1;
  return {
    all: parts.filter((part) => part.type !== "not").map((part) => render(part, widest)),
    none: parts.flatMap((part) => (part.type === "not" ? [render(part.item, widest)] : [])),
    tried,
  };
}

/** The query with each word replaced by its variants: made once, written out once per step. */
type Plan =
  | { readonly type: "any"; readonly variants: readonly Variant[]; readonly prefix: boolean }
  | { readonly type: "near"; readonly items: readonly Extract<Plan, { type: "any" }>[]; readonly distance: number }
  | { readonly type: "and" | "or"; readonly items: readonly Plan[] }
  | { readonly type: "not"; readonly item: Plan };

function planOf(node: Node, vocabulary: Vocabulary, tried: Tried[], excluded: boolean): Plan {
  if (node.type === "word" || node.type === "phrase") return leaf(node, vocabulary, tried, excluded);
  if (node.type === "near") return nearPlan(node, vocabulary, tried, excluded);
  if (node.type === "not") return { type: "not", item: planOf(node.item, vocabulary, tried, !excluded) };
  if (node.type === "or")
    return { type: "or", items: node.items.map((item) => planOf(item, vocabulary, tried, excluded)) };
  return { type: "and", items: togetherPlans(node, vocabulary, tried, excluded) };
}

function nearPlan(node: Near, vocabulary: Vocabulary, tried: Tried[], excluded: boolean): Plan {
  return {
    type: "near",
    distance: node.distance,
    items: node.items.map((item) => leaf(item, vocabulary, tried, excluded)),
  };
}

function leaf(
  node: Word | Phrase,
  vocabulary: Vocabulary,
  tried: Tried[],
  excluded: boolean,
): Extract<Plan, { type: "any" }> {
  const variants = meanings(node, vocabulary, excluded);
  const prefix = node.type === "word" && node.prefix;
  tell(tried, node, variants, excluded, prefix);
  return { type: "any", variants, prefix };
}

function meanings(node: Word | Phrase, vocabulary: Vocabulary, excluded: boolean): Variant[] {
  if (node.type === "word") return excluded ? exactOf(node, vocabulary) : variantsOf(node, vocabulary);
  const sides = node.terms.map((term) =>
    excluded ? [] : spellings(term, node.sound, vocabulary).slice(0, mostSpellings),
  );
  if (excluded) return [{ terms: node.terms, tier: "exact", passages: leastOf(node.terms, vocabulary) }];
  return combined(sides, mostSpellings);
}

function leastOf(terms: readonly string[], vocabulary: Vocabulary): number {
  return terms.reduce((least, term) => Math.min(least, vocabulary.has(term)), Number.POSITIVE_INFINITY);
}

/** One variant of each side, side by side, nearest first, no more than `most`. */
function combined(sides: readonly (readonly Variant[])[], most: number): Variant[] {
  let found: Variant[] = [{ terms: [], tier: "exact", passages: Number.POSITIVE_INFINITY }];
  for (const side of sides) {
    const longer = found.flatMap((before) => side.map((variant) => beside(before, variant)));
    found = longer.sort((a, b) => tiers.indexOf(a.tier) - tiers.indexOf(b.tier)).slice(0, most);
  }
  return found;
}

function beside(before: Variant, variant: Variant): Variant {
  return {
    terms: [...before.terms, ...variant.terms],
    tier: tiers.indexOf(before.tier) > tiers.indexOf(variant.tier) ? before.tier : variant.tier,
    passages: Math.min(before.passages, variant.passages),
  };
}

/** Side by side means and; two neighbouring words may also be one name that others write in one. */
function togetherPlans(node: And, vocabulary: Vocabulary, tried: Tried[], excluded: boolean): Plan[] {
  const plans: Plan[] = [];
  const items = withArticles(node.items);
  for (let i = 0; i < items.length; i += 1) {
    const item = items[i];
    const next = items[i + 1];
    if (item === undefined) continue;
    const own = planOf(item, vocabulary, tried, excluded);
    if (excluded || item.type !== "word" || next?.type !== "word" || item.prefix || next.prefix) {
      plans.push(own);
      continue;
    }
    const variants = joinedNames(item, next, vocabulary);
    if (variants.length === 0) {
      plans.push(own);
      continue;
    }
    const other = planOf(next, vocabulary, tried, excluded);
    tell(tried, { typed: `${item.typed} ${next.typed}`, at: item.at }, variants, excluded, false);
    plans.push({
      type: "or",
      items: [
        { type: "and", items: [own, other] },
        { type: "any", variants, prefix: false },
      ],
    });
    i += 1;
  }
  return plans;
}

/** A Latin article typed as a word of its own belongs to the name after it: al Hamdani is al-Hamdani. */
function withArticles(items: readonly Node[]): Node[] {
  const found: Node[] = [];
  for (const item of items) {
    const last = found.at(-1);
    if (
      item.type === "word" &&
      last?.type === "word" &&
      !last.prefix &&
      last.terms.length === 1 &&
      /^[ae]l$/.test(last.terms[0] ?? "")
    ) {
      const { at, capital } = last;
      found[found.length - 1] = {
        ...item,
        typed: `${last.typed} ${item.typed}`,
        terms: [...last.terms, ...item.terms],
        at,
        capital: capital || item.capital,
      };
    } else found.push(item);
  }
  return found;
}

function tell(
  tried: Tried[],
  node: { readonly typed: string; readonly at: number },
  variants: readonly Variant[],
  excluded: boolean,
  prefix: boolean,
): void {
  const listed = variants.map(({ terms, tier, passages }) => ({
    words: terms.join(" ") + (prefix ? "*" : ""),
    tier,
    passages,
  }));
  tried.push({ typed: node.typed, at: node.at, excluded, variants: listed });
}

function onlyExcluded(plan: Plan): readonly Plan[] | undefined {
  if (plan.type === "not") return [plan.item];
  if (plan.type !== "and") return undefined;
  const parts = plan.items
    .map((item) => (item.type === "not" ? item.item : undefined))
    .filter((item) => item !== undefined);
  return parts.length === plan.items.length ? parts : undefined;
}

function render(plan: Plan, level: number): string {
  if (plan.type === "any") return any(shown(plan, level).map((variant) => quoted(variant.terms, plan.prefix)));
  if (plan.type === "near") return renderNear(plan, level);
  if (plan.type === "or") return any(plan.items.map((item) => render(item, level)));
  if (plan.type === "not") return render(plan.item, level);
  const wanted = plan.items.filter((item) => item.type !== "not").map((item) => render(item, level));
  const unwanted = plan.items.filter((item) => item.type === "not").map((item) => render(item, level));
  const together = wanted.length === 1 ? (wanted[0] ?? "") : `(${wanted.join(" AND ")})`;
  return unwanted.length === 0 ? together : `(${together} NOT ${any(unwanted)})`;
}

/** Variants of a level. A name found only written in one has no exact spelling; what cannot be found asks for nothing. */
function shown(plan: Extract<Plan, { type: "any" }>, level: number): readonly Variant[] {
  return plan.variants.filter((variant) => tiers.indexOf(variant.tier) <= level);
}

function renderNear(plan: Extract<Plan, { type: "near" }>, level: number): string {
  // FTS5's NEAR takes no alternatives: each combination is asked on its own, the nearest variants of each word first.
  const each = Math.max(1, Math.floor(mostNear ** (1 / plan.items.length)));
  let combinations: string[][] = [[]];
  for (const item of plan.items) {
    const choices = shown(item, level)
      .slice(0, each)
      .map((variant) => quoted(variant.terms, item.prefix));
    combinations = combinations.flatMap((before) => choices.map((choice) => [...before, choice]));
  }
  return any(combinations.map((parts) => `NEAR(${parts.join(" ")}, ${plan.distance})`));
}

function any(parts: readonly string[]): string {
  const asked = [...new Set(parts.filter((part) => part !== ""))];
  return asked.length === 1 ? (asked[0] ?? "") : asked.length === 0 ? "" : `(${asked.join(" OR ")})`;
}

/** Terms hold no ASCII but letters and digits, so quoting needs no escape. */
function quoted(terms: readonly string[], prefix: boolean): string {
  return `"${terms.join(" ")}"${prefix ? "*" : ""}`;
}
