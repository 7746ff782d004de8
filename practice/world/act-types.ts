/**
 * What is said to have been done, in the words that lists use. Nothing is told in detail. The codes are HURIDOCS
 * micro-thesauri 04 (types of acts) and 25 (status at the end of the act): twelve digits, no wording of theirs.
 */
import type { Scripted } from "./names.ts";

export const actTypes = [
  "killed",
  "abducted",
  "detained",
  "flogged",
  "beaten",
  "driven-out",
  "threatened",
  "disappeared",
  "property-taken",
] as const;
export type ActType = (typeof actTypes)[number];

export interface ActWords {
  readonly words: Scripted;
  readonly huridocs: string;
  readonly status: string;
}

const act = (ar: string, ckb: string, en: string, huridocs: string, status: string, ...also: string[]): ActWords => ({
  words: { ar, ckb, en, also },
  huridocs,
  status,
});

export const actWords: Readonly<Record<ActType, ActWords>> = {
  killed: act("قتل", "کوژرا", "killed", "010103020000", "010100000000", "dead", "مقتول"),
  abducted: act("خطف", "ڕفێنرا", "abducted", "030104000000", "010300000000", "kidnapped", "taken away", "مخطوف"),
  detained: act("احتجز", "دەستگیر کرا", "detained", "030102000000", "020100000000", "held", "arrested", "معتقل"),
  flogged: act("جلد", "جەڵد درا", "flogged", "020101000000", "010202000000", "lashed", "مجلود"),
  beaten: act("ضرب", "لێی درا", "beaten", "020101000000", "010202000000", "hit", "مضروب"),
  "driven-out": act(
    "طرد من بيته",
    "لە ماڵەکەی دەرکرا",
    "driven out",
    "050104000000",
    "030300000000",
    "displaced",
    "مهجر",
  ),
  threatened: act("هدد", "هەڕەشەی لێ کرا", "threatened", "020103010000", "990000000000", "threat", "تهديد"),
  disappeared: act("فقد", "بێسەروشوێن", "disappeared", "030103000000", "010300000000", "missing", "مفقود"),
  "property-taken": act(
    "أخذ ماله",
    "ماڵەکەی برا",
    "property taken",
    "130107000000",
    "990000000000",
    "house taken",
    "سلب",
  ),
};

/** The words in which the group is said to have given its reason for the 87. They are its words; they state nothing about anyone. */
export const statedReasons: readonly Readonly<Record<"ar" | "ckb" | "en", string>>[] = [
  { ar: "صداقة غير لائقة", ckb: "هاوڕێیەتی نەشیاو", en: "improper friendship" },
  { ar: "رفقة لا تليق", ckb: "هاوڕێیەتییەک کە ناشێت", en: "company that is not fitting" },
  { ar: "صحبة تخالف الأمر", ckb: "هاوەڵی دژی فەرمان", en: "companionship against the order" },
  {
    ar: "لبس لا يليق ورفقة لا تليق",
    ckb: "جلوبەرگی نەشیاو و هاوڕێیەتی نەشیاو",
    en: "improper dress and improper friendship",
  },
  {
    ar: "وجد اسمه مع اسم صاحبه في الدفتر",
    ckb: "ناوی لەگەڵ ناوی هاوڕێکەی لە دەفتەرەکەدا بوو",
    en: "found in the ledger beside his companion",
  },
  {
    ar: "مشية ولباس لا يليقان بأهل البلدة",
    ckb: "ڕۆیشتن و پۆشینی نەشیاو",
    en: "a walk and dress not fitting for people of the town",
  },
];
