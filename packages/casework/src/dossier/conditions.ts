/** The filters of a query line as conditions on records: words become codes, names become ids, spellings fold. */
import { err, ok, type Result } from "@amana/format";
import { fold, indexText, type Property, type TermList, termByWords, thesaurus, tokens } from "@amana/record";
import type { Asked, Condition, Having, PropertyAsked, Role, Said, VaultView } from "@amana/vault";
import { propertiesOf } from "../facts/properties.ts";
import type { Filter, FilterRefusal, RecordFilterName } from "../search/filters.ts";
import { groupsCalled, listsCalled, personsCalled, placesCalled } from "./called.ts";
import { singleValued } from "./single-valued.ts";
import { codesUnder } from "./terms.ts";

type ValueFilter = Exclude<Filter, { readonly name: "date" }>;
type Understood = Result<Asked | undefined, FilterRefusal>;

/** Several filters of one name: any will do; negated: none may. */
export function conditionsOf(view: VaultView, filters: readonly Filter[]): Result<Condition[], FilterRefusal> {
  const conditions: Condition[] = [];
  const groups = Map.groupBy(filters, ({ name, negated }) => `${name} ${negated}`);
  for (const group of groups.values()) {
    const asked = askedBy(view, group);
    if (!asked.ok) return asked;
    const negated = group[0]?.negated === true;
    for (const each of asked.value) conditions.push({ ...each, negated });
  }
  return ok(conditions);
}

function askedBy(view: VaultView, group: readonly Filter[]): Result<readonly Asked[], FilterRefusal> {
  const spans = group.filter((filter) => filter.name === "date");
  if (spans.length > 0)
    return ok([
      {
        name: "date",
        spans: spans.map(({ from, until }) => ({
          ...(from !== undefined && { from }),
          ...(until !== undefined && { until }),
        })),
      },
    ]);
  const filters = group.filter((filter) => filter.name !== "date");
  // What is asked for under one name is one condition, so that its values are choices.
  const asked: Asked[] = [];
  for (const filter of filters) {
    const one = Object.hasOwn(readers, filter.name)
      ? readers[filter.name as keyof typeof readers](view, filter)
      : ok(undefined);
    if (!one.ok) return one;
    if (one.value !== undefined) asked.push(one.value);
  }
  return ok(merged(asked));
}

/** One condition whose values are those of all. */
function merged(asked: readonly Asked[]): readonly Asked[] {
  if (asked.length < 2) return asked;
  const joined: Record<string, unknown> = { ...asked[0] };
  for (const key of Object.keys(joined))
    if (Array.isArray(joined[key])) joined[key] = asked.flatMap((each) => each[key as keyof Asked]);
  return [joined as unknown as Asked];
}

const readers = {
  ground: (_view, { value }) => ok({ name: "ground", codes: codesOf(thesaurus.grounds, value) }),
  basis: (_view, filter) => chosen(bases, filter, (code) => ({ name: "basis", codes: [code] })),
  degree: (_view, { value }) => ok({ name: "degree", codes: codesOf(thesaurus.degrees, value) }),
  act: (_view, { value }) => ok({ name: "act", codes: codesUnder(thesaurus.acts, value), said: [saidAs(value)] }),
  method: (_view, { value }) =>
    ok({ name: "method", codes: codesUnder(thesaurus.methods, value), said: [saidAs(value)] }),
  outcome: (_view, { value }) =>
    ok({ name: "outcome", codes: codesUnder(thesaurus.outcomes, value), said: [saidAs(value)] }),
  place: (view, { value }) => ok({ name: "place", places: placesCalled(view, value), said: [saidAs(value)] }),
  group: (view, { value }) => ok({ name: "group", groups: groupsCalled(view, value) }),
  person: (view, { value }) => ok({ name: "person", persons: personsCalled(view, value) }),
  list: (view, { value }) => ok({ name: "source", sources: listsCalled(view, value) }),
  source: (view, { value }) => {
    const id = view.resolve(value, ["src"]);
    return ok({ name: "source", sources: id.ok ? [id.value] : [] });
  },
  "said-by": (view, { value }) => {
    const id = view.resolve(value, ["per"]);
    return ok(
      id.ok
        ? { name: "said-by", persons: [id.value], said: [] }
        : { name: "said-by", persons: personsCalled(view, value), said: [saidAs(value)] },
    );
  },
  certainty: (_view, { value, name, at }) => {
    const term = termByWords(thesaurus.certainty, value);
    return term === undefined ? err(notKnown(name, at)) : ok({ name: "certainty", grades: [term.code] });
  },
  role: (_view, filter) => chosen(roles, filter, (role) => ({ name: "role", roles: [role as Role] })),
  case: (_view, { value }) => ok({ name: "property", any: [asked("case-number", value)] }),
  sex: (_view, { value }) => ok({ name: "property", any: sexKeys(value).map((key) => ({ property: "sex", key })) }),
  property: (view, filter) => propertyAsked(view, filter),
  has: (view, filter) => having(view, filter),
  withdrawn: (_view, filter) => chosen(yes, filter, (answer) => (answer === "yes" ? { name: "withdrawn" } : undefined)),
} as const satisfies {
  readonly [N in RecordFilterName | "person" | "source" | "has"]: (view: VaultView, filter: ValueFilter) => Understood;
};

/** A term and all below it; what is no term of ours may be a code of the organisation's own. */
function codesOf(list: TermList, value: string): readonly string[] {
  const codes = codesUnder(list, value);
  return codes.length > 0 ? codes : [fold(value)];
}

function saidAs(value: string): Said {
  const terms = tokens(value).map(({ term }) => term);
  return { match: terms.length === 0 ? "" : `"${terms.join(" ")}"`, folded: indexText(value) };
}

const bases = {
  actual: ["actual", "فعلي", "ڕاستەقینە"],
  perceived: ["perceived", "متصور", "وەک بینراو"],
  ally: ["ally", "حليف", "هاوپەیمان"],
  relative: ["relative", "قريب", "خزم"],
  "defined-negatively": ["defined-negatively", "بالسلب", "بە نەرێنی"],
  "not-known": ["not-known", "غير معروف", "نەزانراو"],
};
const roles = {
  victim: ["victim", "ضحية", "قوربانی"],
  perpetrator: ["perpetrator", "alleged", "منفذ", "مشتبه", "تاوانبار", "گومانلێکراو"],
  witness: ["witness", "شاهد", "شایەت"],
};
const yes = { yes: ["yes", "نعم", "بەڵێ"], no: ["no", "لا", "نەخێر"] };
const things = {
  act: ["act", "فعل", "کردەوە"],
  claim: ["claim", "fact", "قول", "وتە"],
  consent: ["consent", "موافقة", "ڕەزامەندی"],
  link: ["link", "صلة", "پەیوەندی"],
  conflict: ["conflict", "تعارض", "ناکۆکی"],
  "single-source": ["single-source", "مصدر-واحد", "تاک-سەرچاوە"],
};

function oneOf<C extends string>(table: { readonly [K in C]: readonly string[] }, value: string): C | undefined {
  const typed = indexText(value);
  return (Object.keys(table) as C[]).find((code) => table[code].some((word) => indexText(word) === typed));
}

function chosen<C extends string>(
  table: { readonly [K in C]: readonly string[] },
  { value, name, at }: ValueFilter,
  make: (code: C) => Asked | undefined,
): Understood {
  const code = oneOf(table, value);
  return code === undefined ? err(notKnown(name, at)) : ok(make(code));
}

function notKnown(name: ValueFilter["name"], at: number): FilterRefusal {
  return { type: "filter-value-not-known", name, at };
}

function having(view: VaultView, filter: ValueFilter): Understood {
  const type = oneOf(things, filter.value);
  if (type === undefined) return err(notKnown(filter.name, filter.at));
  const what: Having = type === "conflict" ? { type, properties: singleValued(propertiesOf(view)) } : { type };
  return ok({ name: "has", what: [what] });
}

/** Beside the terms of our list, what people write in a column headed sex. */
const sexWords: Readonly<Record<string, readonly string[]>> = {
  female: ["f", "woman", "girl", "امرأة", "فتاة", "ژن", "کچ"],
  male: ["m", "man", "boy", "رجل", "فتى", "پیاو", "کوڕ"],
};

/** Folded values that say the same as what was typed. */
export function sexKeys(value: string): readonly string[] {
  const typed = fold(value);
  const named = termByWords(thesaurus.sexes, value);
  const code =
    named?.code ?? Object.keys(sexWords).find((each) => sexWords[each]?.some((word) => fold(word) === typed));
  const term = thesaurus.sexes.terms.find((each) => each.code === code);
  if (term === undefined) return [typed];
  return [...new Set([term.code, ...Object.values(term.label), ...(sexWords[term.code] ?? [])].map(fold))];
}

function propertyAsked(view: VaultView, { value, name, at }: ValueFilter): Understood {
  const cut = value.indexOf("=");
  const typed = (cut === -1 ? value : value.slice(0, cut)).trim();
  const property = propertyCalled(propertiesOf(view), typed);
  if (property === undefined) return err(notKnown(name, at));
  const wanted = cut === -1 ? "" : value.slice(cut + 1).trim();
  return ok({
    name: "property",
    any: [wanted === "" ? { property: property.code } : asked(property.code, wanted, property)],
  });
}

function propertyCalled(properties: ReadonlyMap<string, Property>, typed: string): Property | undefined {
  const words = indexText(typed);
  return (
    properties.get(typed) ??
    [...properties.values()].find(({ label }) => Object.values(label).some((each) => indexText(each) === words))
  );
}

/** As the index compares values: folded, 96 units; a date by its beginning, `word*` by its. */
function asked(code: string, value: string, property?: Property): PropertyAsked {
  const star = /[*٭＊]$/.test(value);
  const words = star ? value.slice(0, -1) : value;
  const term = property?.terms?.find(({ code: own, label }) =>
    [own, ...Object.values(label)].some((each) => indexText(each) === indexText(words)),
  );
  if (term !== undefined) return { property: code, key: term.code };
  const prefix = star || property?.value === "date";
  return { property: code, key: fold(words).slice(0, 96), ...(prefix && { prefix }) };
}
