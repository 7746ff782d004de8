/** Properties a claim can be about, with labels in the three languages. An organisation adds its own as data (`extendCatalogue`). */

export interface Property {
  readonly code: string;
  readonly of: readonly ("per" | "grp" | "inc" | "src")[];
  readonly value: "text" | "date" | "place" | "number" | "record";
  readonly label: { readonly en: string; readonly ar: string; readonly ckb: string };
  /** Identity facts stand on lines apart from what happened (R5) and are the first to be withheld. */
  readonly identity: boolean;
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

export const catalogue: readonly Property[] = [
  person("name", "text", "name", "الاسم", "ناو", true),
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
  {
    code: "summary",
    of: ["inc"],
    value: "text",
    label: { en: "summary", ar: "الملخص", ckb: "پوختە" },
    identity: false,
  },
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
