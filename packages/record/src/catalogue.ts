/**
 * Properties a claim can be about, with labels in the three languages. An organisation adds its own as data
 * (`property.defined`); `catalogueOf` puts both together. No property states a person's orientation or gender identity as a
 * fact: what perpetrators took somebody to be stands on the act, and what people say of themselves needs their own consent.
 */
import type { PropertyDefined } from "./kinds/dossier.ts";
import { fold } from "./text/index.ts";

export interface Labels {
  readonly en: string;
  readonly ar: string;
  readonly ckb: string;
}

export interface Property {
  readonly code: string;
  readonly of: readonly ("per" | "grp" | "inc" | "plc" | "src")[];
  readonly value: "text" | "date" | "place" | "number" | "record" | "term";
  readonly label: Labels;
  /** Identity facts stand on lines apart from what happened (R5) and are the first to be withheld. */
  readonly identity: boolean;
  /** For `term`: what it can be. */
  readonly terms?: readonly { readonly code: string; readonly label: Labels }[];
  /** Only the person may say it, under a consent for this purpose (rules/self-description). */
  readonly consent?: string;
}

const person = (
  code: string,
  value: Property["value"],
  en: string,
  ar: string,
  ckb: string,
  identity = false,
): Property => ({
  code,
  of: ["per"],
  value,
  label: { en, ar, ckb },
  identity,
});

const shared = (
  code: string,
  of: Property["of"],
  value: Property["value"],
  en: string,
  ar: string,
  ckb: string,
  identity = false,
): Property => ({ code, of, value, label: { en, ar, ckb }, identity });

export const catalogue: readonly Property[] = [
  shared("name", ["per", "grp", "plc"], "text", "name", "الاسم", "ناو", true),
  person("given-name", "text", "given name", "الاسم الأول", "ناوی یەکەم", true),
  person("father-name", "text", "father's name", "اسم الأب", "ناوی باوک", true),
  person("family-name", "text", "family or tribe name", "اللقب أو العشيرة", "نازناو یان عەشیرەت", true),
  person("kunya", "text", "kunya", "الكنية", "کونیە", true),
  person("nom-de-guerre", "text", "nom de guerre", "الاسم الحركي", "ناوی جەنگی", true),
  person("code-name", "text", "code name", "الاسم الرمزي", "ناوی نهێنی", true),
  person("birth", "date", "born", "تاريخ الولادة", "لەدایکبوون", true),
  person("birth-place", "place", "birthplace", "محل الولادة", "شوێنی لەدایکبوون", true),
  person("sex", "text", "sex, as stated", "الجنس كما ذُكر", "ڕەگەز، وەک وتراوە", true),
  person("age", "number", "age", "العمر", "تەمەن"),
  person("nationality", "text", "nationality", "الجنسية", "ڕەگەزنامە", true),
  person("language", "text", "language", "اللغة", "زمان"),
  person("contact", "text", "contact", "وسيلة الاتصال", "پەیوەندی", true),
  person("residence", "place", "lives or lived in", "مكان السكن", "شوێنی نیشتەجێبوون", true),
  person("occupation", "text", "occupation", "المهنة", "پیشە"),
  person("rank", "text", "rank", "الرتبة", "پلە"),
  person("role", "text", "role", "الدور", "ڕۆڵ"),
  // Says that a person is spoken of as responsible, in what capacity: such a person is not asked for consent (rules/consent).
  person("alleged-as", "text", "alleged to be responsible, as", "يُدعى أنه مسؤول بصفته", "دەوترێت بەرپرسە، وەک"),
  person("affiliation", "text", "affiliation", "الانتماء", "سەر بە"),
  person(
    "status",
    "text",
    "survivor, killed or missing, in the family's words",
    "ناجٍ أو قتيل أو مفقود بحسب الأسرة",
    "ڕزگاربوو، کوژراو یان بێسەروشوێن",
  ),
  person("last-seen", "date", "last seen", "شوهد آخر مرة", "دواجار بینراوە"),
  person("description", "text", "description", "الوصف", "وەسف"),
  person("mother-name", "text", "mother's name", "اسم الأم", "ناوی دایک", true),
  person("spouse-name", "text", "husband's or wife's name", "اسم الزوج أو الزوجة", "ناوی هاوسەر", true),
  person("died", "date", "died", "تاريخ الوفاة", "مردن"),
  person("religion", "text", "religion, as stated", "الدين كما ذُكر", "ئایین، وەک وتراوە", true),
  person("ethnicity", "text", "ethnicity, as stated", "القومية كما ذُكرت", "نەتەوە، وەک وتراوە", true),
  person("document-number", "text", "number of an identity document", "رقم وثيقة الهوية", "ژمارەی ناسنامە", true),
  {
    ...person("self-description", "text", "in the person's own words", "بكلمات الشخص نفسه", "بە وشەکانی خۆی", true),
    consent: "self-description",
  },
  shared("summary", ["inc", "grp", "plc"], "text", "summary", "الملخص", "پوختە"),
  shared("happened", ["inc"], "date", "when", "متى", "کەی"),
  shared("happened-at", ["inc"], "place", "where", "أين", "لە کوێ"),
  // How a case came to be known decides what its number can prove: reports sought out are not a sample.
  shared("found-through", ["per", "inc"], "text", "how the case was found", "كيف عُرفت الحالة", "چۆن دۆسیەکە دۆزرایەوە"),
  shared("case-number", ["per", "inc"], "text", "case number", "رقم الحالة", "ژمارەی دۆسیە"),
  shared("record-number", ["per", "grp", "inc", "plc"], "text", "number in a list", "الرقم في قائمة", "ژمارە لە لیست"),
  {
    code: "content",
    of: ["src"],
    value: "text",
    label: { en: "what it shows", ar: "ما يظهره", ckb: "چی پیشان دەدات" },
    identity: false,
  },
];

const byCode = new Map(catalogue.map((property) => [property.code, property]));

export function propertyByCode(code: string): Property | undefined {
  return byCode.get(code);
}

/** The catalogue with an organisation's own properties. Its own never replace ours: a code means one thing everywhere. */
export function catalogueOf(defined: readonly PropertyDefined[]): ReadonlyMap<string, Property> {
  const all = new Map<string, Property>(byCode);
  for (const { terms, ...property } of defined)
    if (!all.has(property.code)) all.set(property.code, { ...property, ...(terms && { terms }) });
  return all;
}

/** Words that would make a fact about a person of what only that person may say. Folded; compared as beginnings of words. */
const notOurs = [
  "orientation",
  "sexuality",
  "homosexual",
  "bisexual",
  "lesbian",
  "gay",
  "transgender",
  "transsexual",
  "gender identity",
  "lgbt",
  "queer",
  "ميول",
  "الميل الجنسي",
  "توجه جنسي",
  "التوجه الجنسي",
  "هوية جندرية",
  "الهوية الجندرية",
  "مثلي",
  "ئاراستەی سێکسی",
  "ڕەگەزگۆڕ",
  "هاوڕەگەز",
  "ناسنامەی جێندەری",
].map((words) => fold(words.replaceAll("-", " ")));

/** Whether a property's name says that it would state a person's orientation or gender identity as a fact. */
export function describesOrientation(words: string): boolean {
  const folded = ` ${fold(words.replaceAll(/[-_/]+/g, " "))}`;
  return notOurs.some((word) => folded.includes(` ${word}`) || folded.includes(` ال${word}`));
}

/** Whole words that say of somebody what only they may say. Narrower than names of properties: a text may quote a view. */
const statements =
  /(?:^|[^\p{L}])(?:homosexuals?|gays?|lesbians?|bisexuals?|transgender|transsexuals?|queer|مثلي الجنس|مثلية الجنس|مثليي الجنس|مثلي جنسيا|مثلية جنسيا|شاذ جنسيا|متحول جنسيا|متحولة جنسيا|هاوڕەگەزخواز|هاوڕەگەزباز)(?=$|[^\p{L}])/iu;

/** Whether a text would state a person's orientation or gender identity. A list of words, which can be walked around. */
export function statesOrientation(text: string): boolean {
  return statements.test(text.normalize("NFC").replaceAll(/[\u064b-\u0652\u0640]/g, ""));
}
