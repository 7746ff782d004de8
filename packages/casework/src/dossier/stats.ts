/**
 * Counts of records by one or two of their properties. What is counted are records: two of them may be one person, so the
 * fewest persons they can be is told beside them; and how the cases were found, which decides what a number can prove.
 */
import { err, ok, type Result } from "@amana/format";
import { fold, indexText, type Labels, termByCode, thesaurus } from "@amana/record";
import type { Axis, Basis, Subject, Tally, VaultView } from "@amana/vault";
import { propertiesOf } from "../facts/properties.ts";
import type { QueryRefusal } from "../search/query.ts";
import { sexKeys } from "./conditions.ts";
import { understand } from "./select.ts";
import { whoIs } from "./statement.ts";
import { termLabel } from "./terms.ts";

export interface StatsRow {
  /** Keys as they are compared; null: the record has no value of this axis. */
  readonly keys: readonly (string | null)[];
  readonly n: number;
}

export interface Stats extends Omit<Tally, "rows">, Basis {
  readonly of: Subject;
  readonly axes: readonly { readonly code: string; readonly label: Labels }[];
  readonly rows: readonly StatsRow[];
  /** How the cases were found, most frequent first, and of how many it is not said. */
  readonly found: { readonly rows: readonly StatsRow[]; readonly missing: number };
}

export type StatsRefusal = QueryRefusal | { readonly type: "axis-not-known"; readonly axis: string };

/** Ages in years; the law draws its lines at 15 and 18. */
const ageBands = [0, 5, 15, 18, 25, 35, 50, 65];

/** What can be counted by, beside the properties of the catalogue; the first names are the codes. */
const named: Readonly<
  Record<string, { readonly names: readonly string[]; readonly label: Labels; readonly axis: Axis }>
> = {
  "act:type": axisOf("type", ["act:type", "act", "فعل", "کردەوە"], "type of act", "نوع الفعل", "جۆری کردەوە"),
  method: axisOf("method", ["method", "وسيلة", "ئامراز"], "method", "الوسيلة", "ئامراز"),
  ground: axisOf(
    "ground",
    ["ground", "سبب", "هۆکار"],
    "ground, as the alleged perpetrators saw it",
    "السبب كما رآه المشتبه بهم",
    "هۆکار، وەک گومانلێکراوان بینیویانە",
  ),
  basis: axisOf("basis", ["basis", "أساس", "بنەما"], "basis of the perception", "أساس التصور", "بنەمای تێڕوانین"),
  outcome: axisOf("outcome", ["outcome", "نتيجة", "ئەنجام"], "outcome", "النتيجة", "ئەنجام"),
  degree: axisOf("degree", ["degree", "مشاركة", "بەشداری"], "alleged part", "الدور المنسوب", "بەشداریی گومانلێکراو"),
  place: axisOf("place", ["place", "مكان", "شوێن"], "place of the act", "مكان الفعل", "شوێنی کردەوە"),
  year: axisOf("year", ["year", "سنة", "ساڵ"], "year of the act", "سنة الفعل", "ساڵی کردەوە"),
  month: axisOf("month", ["month", "شهر", "مانگ"], "month of the act", "شهر الفعل", "مانگی کردەوە"),
  certainty: axisOf("certainty", ["certainty", "يقين", "دڵنیایی"], "certainty", "درجة اليقين", "پلەی دڵنیایی"),
  list: { names: ["list", "قائمة", "لیست"], label: { en: "list", ar: "القائمة", ckb: "لیست" }, axis: { by: "list" } },
  "said-by": {
    names: ["said-by", "قائل", "وتەی"],
    label: { en: "said by", ar: "القائل", ckb: "وتەی" },
    axis: { by: "said-by" },
  },
  unit: {
    names: ["unit", "group", "وحدة", "یەکە"],
    label: { en: "unit", ar: "الوحدة", ckb: "یەکە" },
    axis: { by: "unit" },
  },
  "age-group": {
    names: ["age-group", "فئة عمرية", "گرووپی تەمەن"],
    label: { en: "age group", ar: "الفئة العمرية", ckb: "گرووپی تەمەن" },
    axis: { by: "property", property: "age", bands: ageBands },
  },
};

function axisOf(
  by: Exclude<Axis["by"], "property" | "list" | "said-by" | "unit">,
  names: readonly string[],
  en: string,
  ar: string,
  ckb: string,
) {
  return { names, label: { en, ar, ckb }, axis: { by } as Axis };
}

/** Codes of everything that can be counted by. */
export function axesOf(view: VaultView): readonly string[] {
  const properties = [...propertiesOf(view).values()].filter(({ of }) => of.includes("per") || of.includes("inc"));
  return [...Object.keys(named), ...properties.map(({ code }) => code)];
}

/** Whether records can be counted by what was typed: a code, or a name in any of the three languages. */
export function isAxis(view: VaultView, typed: string): boolean {
  return axisCalled(view, typed) !== undefined;
}

export function stats(view: VaultView, of: Subject, by: readonly string[], line: string): Result<Stats, StatsRefusal> {
  const understood = understand(view, line);
  if (!understood.ok) return understood;
  const axes: { readonly code: string; readonly label: Labels; readonly axis: Axis }[] = [];
  for (const typed of by) {
    const axis = axisCalled(view, typed);
    if (axis === undefined) return err({ type: "axis-not-known", axis: typed });
    axes.push(axis);
  }
  const { conditions } = understood.value;
  const tally = view.tally(
    of,
    conditions,
    axes.map(({ axis }) => axis),
  );
  const found = view.tally(of, conditions, [{ by: "property", property: "found-through" }]);
  return ok({
    of,
    ...tally,
    ...view.basis(of, conditions),
    axes: axes.map(({ code, label }) => ({ code, label })),
    found: { rows: found.rows, missing: found.missing[0] ?? 0 },
  });
}

function axisCalled(view: VaultView, typed: string) {
  const words = indexText(typed);
  for (const [code, { names, label, axis }] of Object.entries(named))
    if (names.some((name) => indexText(name) === words)) return { code, label, axis };
  const property = [...propertiesOf(view).values()].find(
    ({ code, label }) => code === typed || Object.values(label).some((each) => indexText(each) === words),
  );
  if (property === undefined) return undefined;
  const axis: Axis = {
    by: "property",
    property: property.code,
    ...(property.code === "sex" && { same: sexesAsOne() }),
  };
  return { code: property.code, label: property.label, axis };
}

/** Male, ذكر and نێر are one value. */
function sexesAsOne(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    thesaurus.sexes.terms.flatMap(({ code }) =>
      sexKeys(code)
        .filter((key) => key !== code)
        .map((key) => [key, code]),
    ),
  );
}

const lists = {
  "act:type": thesaurus.acts,
  method: thesaurus.methods,
  ground: thesaurus.grounds,
  outcome: thesaurus.outcomes,
  degree: thesaurus.degrees,
  certainty: thesaurus.certainty,
  sex: thesaurus.sexes,
};

/** What a key of an axis is called. */
export function keyLabel(view: VaultView, axis: string, key: string, language: keyof Labels): string {
  if (axis === "place" && !key.startsWith("plc_")) return view.saidAs("place", key) ?? key;
  if (axis === "act:type" && termByCode(thesaurus.acts, key) === undefined) return view.saidAs("type", key) ?? key;
  if (Object.hasOwn(lists, axis)) return termLabel(lists[axis as keyof typeof lists], key, language);
  if (["place", "said-by", "unit"].includes(axis)) return whoIs(view, key).label ?? key;
  const term = propertiesOf(view)
    .get(axis)
    ?.terms?.find(({ code }) => code === key || fold(code) === key);
  return term?.label[language] ?? key;
}
