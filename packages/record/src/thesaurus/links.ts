/**
 * How persons and groups stand to each other (HURIDOCS micro-thesaurus 21, relations of the biographic details). As in
 * `link.stated` and in the biographic details, the first record is what the word says of the second: `from` commands `to`.
 */
import { lazyList, rowsOf, type TermList, type ThesaurusTerm, termOf } from "./list.ts";

type End = "per" | "grp";

export interface LinkTerm extends ThesaurusTerm {
  /** Which types of record may stand at each end. */
  readonly of: { readonly from: readonly End[]; readonly to: readonly End[] };
  /** What `to` is to `from`: the words for reading the link from its other end. */
  readonly inverse: ThesaurusTerm["label"];
  /** Code of the relation that says the same from the other end, where the list has one; its own where both ends are alike. */
  readonly inverseCode?: string;
}

/**
 * No term for an intimate partner outside marriage: between two persons such a link would state what must not be stated as a
 * fact. The HURIDOCS code for it (010106) comes in as `other-link`; the words stay with the source's row.
 *
 * Cells: a term's six, then ends (`per>grp`, `,` for either), code of the inverse, inverse in Arabic, English and Sorani.
 */
const table = `
member-of | | 1101 | عضو في | member of | ئەندامە لە | per>grp | | من أعضائها | has as a member | ئەندامی هەیە
commands | | 1102 | يقود | commands | فەرماندەی دەکات | per>grp | | بقيادة | is commanded by | لەلایەن ئەوەوە فەرماندە دەکرێت
works-for | | | يعمل لدى | works for | کار دەکات بۆ | per>per,grp | | يعمل لديه | has working for it | کاری بۆ دەکات
superior-of | | 010402 | رئيس مباشر لـ | superior of | سەرووی ئەوە | per>per | subordinate-of | مرؤوس لدى | subordinate of | ژێردەستی ئەوە
subordinate-of | | 010403 | مرؤوس لدى | subordinate of | ژێردەستی ئەوە | per>per | superior-of | رئيس مباشر لـ | superior of | سەرووی ئەوە
same-unit-as | | 0105 010501 | في الوحدة نفسها مع | in the same unit as | لە هەمان یەکەدایە لەگەڵ | per>per | same-unit-as | في الوحدة نفسها مع | in the same unit as | لە هەمان یەکەدایە لەگەڵ
colleague-of | | 010401 0104 | زميل عمل لـ | works with | هاوکاری ئەوە | per>per | colleague-of | زميل عمل لـ | works with | هاوکاری ئەوە
kin-of | | 010105 0101 | قريب لـ | kin of | خزمی ئەوە | per>per | kin-of | قريب لـ | kin of | خزمی ئەوە
parent-of | kin-of | 010103 | والد أو والدة لـ | parent of | دایک یان باوکی ئەوە | per>per | child-of | ابن أو ابنة لـ | child of | منداڵی ئەوە
child-of | kin-of | 010104 | ابن أو ابنة لـ | child of | منداڵی ئەوە | per>per | parent-of | والد أو والدة لـ | parent of | دایک یان باوکی ئەوە
sibling-of | kin-of | 010102 | أخ أو أخت لـ | brother or sister of | برا یان خوشکی ئەوە | per>per | sibling-of | أخ أو أخت لـ | brother or sister of | برا یان خوشکی ئەوە
spouse-of | kin-of | 010101 | زوج أو زوجة لـ | married to | هاوسەری ئەوە | per>per | spouse-of | زوج أو زوجة لـ | married to | هاوسەری ئەوە
engaged-to | | 010107 | خطيب أو خطيبة لـ | engaged to | دەستگیرانی ئەوە | per>per | engaged-to | خطيب أو خطيبة لـ | engaged to | دەستگیرانی ئەوە
friend-of | | 010201 0102 | صديق لـ | friend of | هاوڕێی ئەوە | per>per | friend-of | صديق لـ | friend of | هاوڕێی ئەوە
classmate-of | | 010202 | زميل دراسة لـ | studied with | هاوپۆلی ئەوە | per>per | classmate-of | زميل دراسة لـ | studied with | هاوپۆلی ئەوە
teacher-of | | 010203 | معلم لـ | teacher of | مامۆستای ئەوە | per>per | student-of | تلميذ لدى | student of | قوتابیی ئەوە
student-of | | 010204 | تلميذ لدى | student of | قوتابیی ئەوە | per>per | teacher-of | معلم لـ | teacher of | مامۆستای ئەوە
neighbour-of | | 010302 0103 | جار لـ | neighbour of | دراوسێی ئەوە | per>per | neighbour-of | جار لـ | neighbour of | دراوسێی ئەوە
lives-with | neighbour-of | 010301 | يسكن مع | lives in one house with | لە یەک ماڵدایە لەگەڵ | per>per | lives-with | يسكن مع | lives in one house with | لە یەک ماڵدایە لەگەڵ
helps | | 010602 0106 | يقدم خدمة لـ | gives help or service to | یارمەتی یان خزمەتگوزاری دەدات بە | per>per | helped-by | يتلقى خدمة من | is given help or service by | یارمەتی یان خزمەتگوزاری وەردەگرێت لە
helped-by | | 010601 | يتلقى خدمة من | is given help or service by | یارمەتی یان خزمەتگوزاری وەردەگرێت لە | per>per | helps | يقدم خدمة لـ | gives help or service to | یارمەتی یان خزمەتگوزاری دەدات بە
lawyer-of | helps | 01060201 | محام لـ | lawyer of | پارێزەری ئەوە | per>per | | موكل لدى | is represented by | بریکارنامەی داوەتە ئەو
unit-of | | 2101 | وحدة من | unit of | یەکەیەکە لە | grp>grp | parent-body-of | تتبعه وحدة | has as a unit | یەکەی هەیە
parent-body-of | | 2102 | تتبعه وحدة | has as a unit | یەکەی هەیە | grp>grp | unit-of | وحدة من | unit of | یەکەیەکە لە
federated-in | | 2103 | منضم إلى اتحاد | belongs to the federation | سەر بە یەکگرتووی | grp>grp | | يضم | has as a member organisation | ڕێکخراوی ئەندامی هەیە
allied-with | | 2104 | حليف لـ | allied with | هاوپەیمانە لەگەڵ | grp>grp | allied-with | حليف لـ | allied with | هاوپەیمانە لەگەڵ
succeeded-by | | | خلفته | succeeded by | لە دوای ئەو هات | grp>grp | | خلف | successor of | جێنشینی ئەوە
other-link | | 90 0190 1190 2190 01 11 21 010106 | صلة أخرى بـ | linked otherwise to | بە شێوەیەکی تر پەیوەستە بە | per,grp>per,grp | other-link | صلة أخرى بـ | linked otherwise to | بە شێوەیەکی تر پەیوەستە بە
not-known | | 99 | صلة غير معروفة بـ | linked in a way not known to | بە شێوەیەکی نەزانراو پەیوەستە بە | per,grp>per,grp | not-known | صلة غير معروفة بـ | linked in a way not known to | بە شێوەیەکی نەزانراو پەیوەستە بە
`;

export const links: TermList<LinkTerm> = lazyList(21, () => rowsOf(table).map(linkOf));

function linkOf(cells: readonly string[]): LinkTerm {
  const [ends = "", inverseCode = "", ar = "", en = "", ckb = ""] = cells.slice(6);
  const [from = "", to = ""] = ends.split(">");
  return {
    ...termOf(cells),
    of: { from: typesOf(from), to: typesOf(to) },
    inverse: { en, ar, ckb },
    ...(inverseCode !== "" && { inverseCode }),
  };
}

function typesOf(end: string): readonly End[] {
  return (["per", "grp"] as const).filter((type) => end.split(",").includes(type));
}
