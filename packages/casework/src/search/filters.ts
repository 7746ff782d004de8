/**
 * The filters of a query line and their names in the three languages. Values keep their spelling (`value`) beside the
 * folded form that is compared (`folded`). Dates are read day first, as they are written where the record comes from.
 */
import { err, ok, type Result } from "@amana/format";
import { fold } from "@amana/record";
import { type DateRange, readDates } from "./dates.ts";

/** Asked of the source a passage stands in. */
const ofPassages = ["type", "from", "to", "label", "compartment", "lang"] as const;
/** Asked of the records of the dossier (dossier/conditions.ts). */
const ofRecords = [
  "ground",
  "basis",
  "act",
  "method",
  "outcome",
  "degree",
  "place",
  "group",
  "list",
  "case",
  "role",
  "sex",
  "said-by",
  "certainty",
  "property",
  "withdrawn",
] as const;
export type PassageFilterName = (typeof ofPassages)[number];
export type RecordFilterName = (typeof ofRecords)[number];
/** `person`, `source` and `has` can be asked of both, and so can `date`. */
export type ValueFilterName = PassageFilterName | RecordFilterName | "person" | "source" | "has";
export type FilterName = ValueFilterName | "date";

export type Filter =
  | {
      readonly name: ValueFilterName;
      readonly value: string;
      readonly folded: string;
      readonly negated: boolean;
      readonly at: number;
    }
  | ({ readonly name: "date"; readonly negated: boolean; readonly at: number } & DateRange);

export type FilterRefusal =
  | { readonly type: "filter-value-missing"; readonly name: FilterName; readonly at: number }
  | { readonly type: "date-not-understood"; readonly at: number }
  | { readonly type: "date-ends-before-it-begins"; readonly at: number }
  | { readonly type: "language-not-known"; readonly at: number }
  /** A filter of the dossier in a search of passages, or the other way round. */
  | { readonly type: "filter-not-here"; readonly name: FilterName; readonly at: number }
  | { readonly type: "filter-value-not-known"; readonly name: FilterName; readonly at: number };

/** Every name a filter answers to: English, Arabic, Sorani. */
export const knownFilterNames: Readonly<Record<FilterName, readonly string[]>> = {
  type: ["type", "نوع", "جۆر"],
  from: ["from", "من", "لە"],
  to: ["to", "إلى", "بۆ"],
  date: ["date", "تاريخ", "بەروار"],
  person: ["person", "شخص", "کەس"],
  label: ["label", "وسم", "نیشانە"],
  compartment: ["compartment", "قسم", "بەش"],
  has: ["has", "فيه", "هەیە"],
  lang: ["lang", "لغة", "زمان"],
  source: ["source", "مصدر", "سەرچاوە"],
  ground: ["ground", "سبب", "هۆکار"],
  basis: ["basis", "أساس", "بنەما"],
  act: ["act", "فعل", "کردەوە"],
  method: ["method", "وسيلة", "ئامراز"],
  outcome: ["outcome", "نتيجة", "ئەنجام"],
  degree: ["degree", "مشاركة", "بەشداری"],
  place: ["place", "مكان", "شوێن"],
  group: ["group", "unit", "جماعة", "وحدة", "گرووپ", "یەکە"],
  list: ["list", "قائمة", "لیست"],
  case: ["case", "حالة", "دۆسیە"],
  role: ["role", "دور", "ڕۆڵ"],
  sex: ["sex", "جنس", "ڕەگەز"],
  "said-by": ["said-by", "قائل", "وتەی"],
  certainty: ["certainty", "يقين", "دڵنیایی"],
  property: ["property", "خاصية", "تایبەتمەندی"],
  withdrawn: ["withdrawn", "مسحوب", "کشێنراوە"],
};

const languages: Readonly<Record<string, readonly string[]>> = {
  ar: ["ar", "arabic", "عربي", "العربية", "عربية", "عەرەبی"],
  ckb: ["ckb", "sorani", "سوراني", "سورانية", "سۆرانی", "کوردی", "كردي"],
  kmr: ["kmr", "kurmanji", "kurmancî", "بادیني", "كرمانجي", "کورمانجی", "بادینی"],
  en: ["en", "english", "إنجليزي", "انكليزي", "ئینگلیزی"],
  fa: ["fa", "persian", "farsi", "فارسي", "فارسی"],
  tr: ["tr", "turkish", "türkçe", "تركي", "تورکی"],
};

const names = new Map(entries(knownFilterNames));
const languageNames = new Map(entries(languages));

/** The filter a word before a colon names, in any of the three languages and any spelling. */
export function filterName(typed: string): FilterName | undefined {
  return names.get(fold(typed));
}

/** A filter that is asked where it means nothing; undefined when all of them fit. */
export function misplaced(filters: readonly Filter[], where: "passages" | "records"): FilterRefusal | undefined {
  const others: readonly string[] = where === "passages" ? ofRecords : ofPassages;
  const first = filters.find(({ name }) => others.includes(name));
  return first && { type: "filter-not-here", name: first.name, at: first.at };
}

export function readFilter(
  name: FilterName,
  typed: string,
  negated: boolean,
  at: number,
): Result<Filter, FilterRefusal> {
  const value = typed.trim();
  if (fold(value).trim() === "") return err({ type: "filter-value-missing", name, at });
  if (name === "date") {
    const range = readDates(value);
    if (range === undefined) return err({ type: "date-not-understood", at });
    if (range.from !== undefined && range.until !== undefined && range.from > range.until)
      return err({ type: "date-ends-before-it-begins", at });
    return ok({ name, ...range, negated, at });
  }
  if (name !== "lang") return ok({ name, value, folded: fold(value), negated, at });
  // Languages beside the record's own are asked for by their ISO 639 code.
  const language = languageNames.get(fold(value)) ?? (/^[a-z]{2,3}$/i.test(value) ? value.toLowerCase() : undefined);
  if (language === undefined) return err({ type: "language-not-known", at });
  return ok({ name, value, folded: language, negated, at });
}

function entries<K extends string>(table: Readonly<Record<K, readonly string[]>>): [string, K][] {
  return (Object.keys(table) as K[]).flatMap((key) => table[key].map((word): [string, K] => [fold(word), key]));
}
