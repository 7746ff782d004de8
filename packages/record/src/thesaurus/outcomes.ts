/** What became of the victim when the act was over, as far as the source says (HURIDOCS micro-thesaurus 25). */
import { listOf } from "./list.ts";

export const outcomes = listOf(
  25,
  `
# Life and body
alive | | 01 | على قيد الحياة | alive | لە ژیاندایە
unharmed | alive | | نجا بلا إصابة | survived unhurt | بێ زیان ڕزگاری بوو
dead | | 0101 | قتل أو توفي | dead | مردووە
injured | alive | 0102 | مصاب | injured | بریندار
still-suffering | injured | 010201 | ما زال يعاني من الإصابة | still suffering from the injury | هێشتا بە برینەوە دەناڵێنێت
healed | injured | 010202 | تعافى | healed | چاک بووەتەوە
lasting-harm | injured | 010203 | أثر دائم | lasting harm | زیانی هەمیشەیی
missing | | 0103 | مفقود | missing | بێسەروشوێن
found-alive | alive | 0104 010401 | عثر عليه حيًا بعد فقدانه | found alive after being missing | دوای بێسەروشوێنی بە زیندوویی دۆزرایەوە
found-in-prison | held | 010402 | عثر عليه محتجزًا بعد فقدانه | found in prison after being missing | دوای بێسەروشوێنی لە زیندان دۆزرایەوە
# Liberty
liberty | | 02 | وضع الحرية | as to liberty | دۆخی ئازادی
freed | liberty | 0201 | أفرج عنه | released | ئازاد کراوە
freed-under-charge | freed | 020101 020102 | أفرج عنه قيد التحقيق أو المحاكمة | released, case open | ئازاد کراوە و دۆسیەکەی کراوەیە
acquitted | freed | 020104 020103 | برئ أو أوقفت الإجراءات | acquitted or case dropped | بێتاوان دەرچوو یان دۆسیەکە داخرا
sentence-served | freed | 020105 | أنهى محكوميته | served the sentence | ماوەی سزاکەی تەواو کرد
escaped | freed | 020109 | هرب | escaped | هەڵات
rescued | freed | | أنقذ | rescued | ڕزگار کرا
ransomed | freed | | أفرج عنه لقاء فدية | released for ransom | بە پارە ئازاد کرا
held | liberty | 0202 020204 | ما زال محتجزًا | still held | هێشتا دەستبەسەرە
held-under-charge | held | 020201 020202 | محتجز قيد التحقيق أو المحاكمة | held, case open | دەستبەسەرە و دۆسیەکەی کراوەیە
serving-sentence | held | 020203 | يقضي محكوميته | serving a sentence | سزاکەی بەسەر دەبات
enslaved | held | | ما زال مستعبدًا | still enslaved | هێشتا کۆیلەیە
in-hiding | liberty | 0203 | متوار | in hiding or fleeing | خۆشاردووەتەوە یان هەڵاتووە
# Movement
movement | | 03 | وضع التنقل | as to movement | دۆخی هاتوچۆ
restricted | movement | 0301 | مقيد الحركة | movement restricted | هاتوچۆی سنووردارکراوە
deported | movement | 0302 | مبعد أو منفي | deported or exiled | دوورخراوەتەوە
displaced | movement | 0303 0304 | نازح أو لاجئ | displaced or refugee | ئاوارە یان پەنابەر
resettled-inside | displaced | 030401 | استقر داخل البلد | settled elsewhere in the country | لە شوێنێکی تری وڵات نیشتەجێیە
resettled-abroad | displaced | 030402 | استقر في بلد آخر | settled in another country | لە وڵاتێکی تر نیشتەجێیە
returned | movement | 030403 | عاد إلى منطقته | returned home | گەڕایەوە شوێنی خۆی
in-camp | displaced | 030404 | في مخيم | in a camp | لە کەمپدایە
# Work
work | | 20 | وضع العمل | as to work | دۆخی کار
without-work | work | 2001 | بلا عمل | without work | بێ کار
dismissed | work | 2002 | فصل من العمل | dismissed | لە کار دەرکراوە
kept-from-work | work | 2004 2003 | منع من دخول مكان العمل | kept from the workplace | ڕێی چوونە سەر کاری لێگیراوە
reinstated | work | 2005 | أعيد إلى العمل | given the work back | گەڕێنراوەتەوە سەر کار
other | | 90 | حال آخر | other | دۆخی تر
not-known | | 99 | غير معروف | not known | نەزانراو
`,
);
