/** The short lists: who admits or denies, how sure, how exact, who is counted, what a source is made of. */
import { listOf } from "./list.ts";
import { sexesSaid } from "./said.ts";

/** Who has admitted or denied the act (micro-thesaurus 28). */
export const attribution = listOf(
  28,
  `
officials | | 01 | تصريح مسؤولين | statement by officials | لێدوانی بەرپرسان
officials-confirm | officials | 0101 | مسؤولون يقرون بوقوع الفعل | officials confirm the act | بەرپرسان کردەوەکە پشتڕاست دەکەنەوە
officials-deny | officials | 0102 | مسؤولون ينكرون الفعل | officials deny the act | بەرپرسان کردەوەکە ڕەت دەکەنەوە
officials-deny-part | officials | 0103 | مسؤولون يقرون بالفعل وينكرون المسؤولية | officials confirm the act, deny responsibility | بەرپرسان کردەوەکە پشتڕاست و بەرپرسیارێتی ڕەت دەکەنەوە
officials-explain | officials | 0104 | مسؤولون يفسرون الفعل تفسيرًا آخر | officials explain the act otherwise | بەرپرسان کردەوەکە بە جۆرێکی تر ڕوون دەکەنەوە
officials-accept | officials | 0105 | مسؤولون يتحملون المسؤولية | officials accept responsibility | بەرپرسان بەرپرسیارێتی لە ئەستۆ دەگرن
group | | 02 | تصريح جماعة غير حكومية | statement by a group outside the state | لێدوانی گرووپێکی دەرەوەی دەوڵەت
group-confirms | group | 0201 | الجماعة تقر بوقوع الفعل | the group confirms the act | گرووپەکە کردەوەکە پشتڕاست دەکاتەوە
group-denies | group | 0202 | الجماعة تنكر الفعل | the group denies the act | گرووپەکە کردەوەکە ڕەت دەکاتەوە
group-denies-part | group | 0203 | الجماعة تقر بالفعل وتنكر المسؤولية | the group confirms the act, denies responsibility | گرووپەکە کردەوەکە پشتڕاست و بەرپرسیارێتی ڕەت دەکاتەوە
group-explains | group | 0204 | الجماعة تفسر الفعل تفسيرًا آخر | the group explains the act otherwise | گرووپەکە کردەوەکە بە جۆرێکی تر ڕوون دەکاتەوە
group-claims | group | 0205 | الجماعة تتبنى الفعل | the group claims the act | گرووپەکە کردەوەکە دەگرێتە ئەستۆ
other | | 90 | غير ذلك | other | هی تر
not-known | | 99 | غير معروف | not known | نەزانراو
`,
);

/**
 * The record's certainty about an act beside the status of a violation (micro-thesaurus 41). What was looked into and found
 * to be no violation (0103) comes in as doubtful: as an allegation it did not hold.
 */
export const certainty = listOf(
  41,
  `
established | | 01 0101 0102 | ثابت | established | سەلمێنراو
probable | | 04 | مرجح | probable | بە ئەگەری زۆر
possible | | 03 | ممكن | possible | دەشێت
doubtful | | 02 0103 | مشكوك فيه | doubtful | جێگەی گومان
not-assessed | | 99 | لم يقيم | not assessed | هەڵنەسەنگێنراو
`,
);

/** How far a source's information is relied on (micro-thesaurus 42), under the codes of the record's certainty. */
export const reliability = listOf(
  42,
  `
established | | 01 | موثوق جدًا | fully relied on | تەواو جێی متمانە
probable | | 02 | موثوق على الأرجح | likely reliable | بە زۆری جێی متمانە
possible | | 03 | غير مؤكد | uncertain | نادڵنیا
doubtful | | 04 05 | ضعيف الموثوقية | hardly reliable | کەم جێی متمانە
not-assessed | | 99 | لم يقيم | not assessed | هەڵنەسەنگێنراو
`,
);

/** How exact a date is (micro-thesaurus 48), under the codes of `when.precision`. */
export const datePrecision = listOf(
  48,
  `
minute | | | بالدقيقة | to the minute | بە خولەک
day | | | باليوم | to the day | بە ڕۆژ
month | | 02 | بالشهر | to the month | بە مانگ
year | | 03 | بالسنة | to the year | بە ساڵ
about | | 01 | تقريبًا | about | نزیکەی
not-known | | | غير معروف | not known | نەزانراو
`,
);

/** Sex as a document or a person states it (micro-thesaurus 39). Never inferred. */
export const sexes = listOf(
  39,
  `
male | | 01 | ذكر | male | نێر
female | | 02 | أنثى | female | مێ
own-words | | | بكلمات الشخص نفسه | in the person's own words | بە وشەی کەسەکە خۆی
not-applicable | | 98 | لا ينطبق | does not apply | ناگونجێت
not-stated | | 99 | لم يذكر | not stated | نەوتراوە
`,
  sexesSaid,
);

/** Who one record counts (micro-thesaurus 07). */
export const counting = listOf(
  7,
  `
person | | 01 | فرد | one person | یەک کەس
family | | 02 | أسرة | family | خێزان
organisation | | 03 | منظمة أو هيئة | organised group or body | ڕێکخراو یان دەستە
community | | 04 | مجتمع محلي | community | کۆمەڵگەی ناوچە
social-group | | 05 | فئة اجتماعية | part of society | چینێکی کۆمەڵگا
people | | 06 | عامة الناس | people in general | خەڵک بە گشتی
`,
);

/** What a source is made of (micro-thesaurus 16, whose codes are letters in pairs and have no ancestors). */
export const materials = listOf(
  16,
  `
testimony | | | شهادة | testimony | شایەتی
victim-testimony | testimony | 220903200901 | شهادة ضحية | testimony of a victim | شایەتیی قوربانی
witness-testimony | testimony | 230920140501 | شهادة شاهد | testimony of a witness | شایەتیی شایەت
affidavit | testimony | 190907140501 | إفادة خطية موقعة | signed statement under oath | لێدوانی واژۆکراوی بە سوێند
interview | | 091420051801 | مقابلة | interview | چاوپێکەوتن
questionnaire | | 172105192001 | استبيان | questionnaire | ڕاپرسی
letter | | 120520200501 | رسالة | letter | نامە
e-mail | letter | | بريد إلكتروني | e-mail | ئیمەیل
note | | | ملاحظة كتبت في حينها | note written at the time | تێبینیی نووسراوی ئەو کاتە
chat | | | محادثة رقمية | chat messages | نامەی چات
phone-call | | 200512051601 | مكالمة هاتفية | telephone call | پەیوەندیی تەلەفۆنی
photograph | | 160815201501 | صورة | photograph | وێنە
video | | 220904051501 | تسجيل مصور | video or film | ڤیدیۆ یان فیلم
sound | | 012104091501 | تسجيل صوتي | sound recording | تۆماری دەنگ
web-page | | | صفحة إنترنت | web page | پەڕەی ئینتەرنێت
social-post | web-page | | منشور على شبكة اجتماعية | social media post | پۆستی تۆڕی کۆمەڵایەتی
press | | 140523191601 | خبر صحفي أو مقال | press report or article | هەواڵی ڕۆژنامە یان وتار
radio | press | 180104091501 | بث إذاعي | radio broadcast | پەخشی ڕادیۆ
television | press | 200512052201 | بث تلفزيوني | television broadcast | پەخشی تەلەفزیۆن
statement-of-government | press | 161805191901 | بيان حكومي | government statement | بەیاننامەی حکومەت
statement-of-rights-group | press | 161805191902 | بيان منظمة حقوقية | statement of a rights organisation | بەیاننامەی ڕێکخراوی مافی مرۆڤ
statement-of-perpetrator | press | 161805191903 | بيان الجهة المنسوب إليها الفعل | statement of the alleged perpetrator | بەیاننامەی تاوانباری گومانلێکراو
appeal | | 011616050101 | نداء منظمة حقوقية | appeal of a rights organisation | بانگەوازی ڕێکخراوی مافی مرۆڤ
propaganda | | 120501061201 | مادة دعائية | propaganda | پڕوپاگەندە
poster | propaganda | 161519200501 | ملصق أو لافتة | poster or banner | پۆستەر یان لافیتە
court-record | | 031521182001 | محضر محكمة | court record | تۆماری دادگا
official-document | | | وثيقة رسمية | official document | بەڵگەنامەی فەرمی
group-document | | | وثيقة من وثائق جماعة مسلحة | document of an armed group | بەڵگەنامەی گرووپێکی چەکدار
medical-record | | 160825190901 | تقرير طبي | medical report | ڕاپۆرتی پزیشکی
autopsy | medical-record | 012120151601 | تقرير تشريح | autopsy report | ڕاپۆرتی توێکاری
laboratory | | 030805130901 | تحليل مخبري | laboratory analysis | شیکاریی تاقیگە
summary | | 010219201801 | ملخص | summary | پوختە
translation | | 201801141901 | ترجمة | translation | وەرگێڕان
satellite-image | photograph | | صورة فضائية | satellite image | وێنەی مانگی دەستکرد
database | | | قاعدة بيانات أو قائمة | database or list | داتابەیس یان لیست
`,
);
