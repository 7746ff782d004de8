/** What kind of person, group or office an alleged perpetrator acted as (HURIDOCS micro-thesaurus 24). */
import { listOf } from "./list.ts";

export const perpetratorTypes = listOf(
  24,
  `
state | | 01 0101 | جهة حكومية | state body | دەزگای دەوڵەت
national-office | state | 010101 | مسؤول وطني | national official | بەرپرسی نیشتمانی
local-office | state | 010102 | مسؤول محلي | local official | بەرپرسی ناوخۆیی
armed-forces | state | 010103 | قوات مسلحة | armed forces | هێزی چەکدار
police | state | 010104 | شرطة | police | پۆلیس
prison-staff | state | 010105 | موظفو سجن | prison staff | کارمەندانی زیندان
intelligence | state | 010106 | مخابرات أو أمن | intelligence or security service | دەزگای هەواڵگری یان ئاسایش
legislature | state | 0102 | سلطة تشريعية | legislature | دەسەڵاتی یاسادانان
judiciary | state | 0103 | سلطة قضائية | judiciary | دەسەڵاتی دادوەری
occupying-force | | 03 | قوة احتلال | occupying force | هێزی داگیرکەر
armed-group | | 02 0290 | جماعة مسلحة | armed group | گرووپی چەکدار
pro-government-force | armed-group | 0201 020101 | قوة موالية للحكومة | force on the government's side | هێزی لایەنگری حکومەت
vigilantes | armed-group | 020102 | جماعة تنفذ القانون بيدها | vigilantes or death squad | گرووپی یاسا بە دەستی خۆی
opposition-force | armed-group | 0202 020201 | قوة معارضة للحكومة | force against the government | هێزی دژی حکومەت
extremist-group | armed-group | | جماعة متطرفة | extremist armed group | گرووپی توندڕەو
morality-police | extremist-group | | شرطة حسبة | morality police of an armed group | پۆلیسی حیسبە
group-court | extremist-group | | محكمة جماعة مسلحة | court of an armed group | دادگای گرووپی چەکدار
private-army | armed-group | 0203 | جيش خاص | private army | سوپای تایبەت
security-guards | armed-group | 0204 | حراس خاصون | private guards | پاسەوانی تایبەت
crowd | | 0205 | حشد من الناس | crowd | حەشاماتی خەڵک
private-person | | 11 | شخص ذو سلطة خاصة | private person with power over the victim | کەسێک کە دەسەڵاتی بەسەر قوربانیدا هەیە
family | private-person | 1101 | أحد أفراد الأسرة | member of the family | ئەندامێکی خێزان
spouse | family | 110101 | زوج أو زوجة | husband or wife | مێرد یان ژن
community | private-person | 1102 | شخص نافذ في المجتمع | person of standing in the community | کەسایەتییەکی کۆمەڵگا
tribe | community | | عشيرة أو وجيه عشائري | tribe or tribal leader | عەشیرەت یان سەرۆک عەشیرەت
clergy | community | | رجل دين | religious leader | پیاوی ئایینی
workplace | private-person | 1103 110302 | رئيس في العمل | superior at work | بەرپرسی کار
employer | workplace | 110301 | صاحب عمل | employer | خاوەنکار
school | private-person | 1104 110401 | إدارة مدرسة | school authority | بەڕێوەبەرایەتیی قوتابخانە
teacher | school | 110402 | معلم | teacher | مامۆستا
professional | private-person | 1105 | مهني أساء استعمال مهنته | professional misusing the profession | پیشەییەک کە پیشەکەی خراپ بەکارهێنا
trafficker | private-person | | مهرب أو تاجر بشر | smuggler or trafficker | قاچاخچی یان بازرگانی مرۆڤ
company | | 21 2101 | شركة | company | کۆمپانیا
local-company | company | 210101 | شركة محلية أو وطنية | company of the country | کۆمپانیای ناوخۆ
foreign-company | company | 210102 | شركة متعددة الجنسيات | international company | کۆمپانیای نێودەوڵەتی
landowner | company | 2102 | مالك أرض | landowner | خاوەن زەوی
finance-institution | | 31 | مؤسسة مالية دولية | international financial institution | دامەزراوەی دارایی نێودەوڵەتی
other | | 90 | جهة أخرى | other | لایەنی تر
not-known | | 99 | غير معروف | not known | نەزانراو
`,
);
