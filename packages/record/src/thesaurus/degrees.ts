/**
 * What part an alleged perpetrator is said to have had in an act (HURIDOCS micro-thesaurus 18). A word about involvement,
 * not yet a mode of liability: that is an axis of the law's own.
 */
import { listOf } from "./list.ts";

export const degrees = listOf(
  18,
  `
took-part | | 01 | شارك | took part | بەشداری کرد
carried-out | took-part | 0101 | نفذ | carried it out | جێبەجێی کرد
ordered | took-part | 0102 | أمر | ordered it | فەرمانی پێدا
planned | took-part | 0105 | خطط | planned it | پلانی بۆ دانا
judged | took-part | | أصدر الحكم | passed the sentence | بڕیاری سزای دەرکرد
incited | took-part | | حرض | incited it | هانی دا
helped | took-part | | ساعد أو وفر الوسائل | helped or gave the means | یارمەتی دا یان ئامرازی دابین کرد
guarded | helped | | حرس | stood guard | پاسەوانی کرد
transported | helped | | نقل الضحايا أو المنفذين | transported those involved | ڕاگوازی کرد
captured | helped | | اعتقل الضحية أو سلمها | captured or handed over the person | کەسەکەی گرت یان ڕادەستی کرد
informed-on | helped | | وشى | informed on the person | خەبەری لێدا
identified | helped | | دل على الشخص | pointed the person out | کەسەکەی دەستنیشان کرد
filmed | helped | | صور أو نشر | filmed or spread it | وێنەی گرت یان بڵاوی کردەوە
present | took-part | 0104 | كان حاضرًا | was present | لەوێ ئامادە بوو
stood-by | took-part | 0103 | تواطأ بسكوته | went along in silence | بە بێدەنگی ملی دا
suspected | took-part | 0106 | يشتبه بمشاركته | suspected of taking part | گومانی بەشداریی لێ دەکرێت
wronged-otherwise | | 02 0203 | انتهك على وجه آخر | wronged in another direct way | بە شێوەیەکی تری ڕاستەوخۆ پێشێلی کرد
exploited | wronged-otherwise | 0201 | استغل | exploited | چەوساندییەوە
discriminated | wronged-otherwise | 0202 | ميز | discriminated | جیاوازیی کرد
made-rule | | 0301 03 | وضع القاعدة أو المرسوم | made the rule or edict | یاسا یان فەرمانەکەی دانا
supported-rule | made-rule | 0302 | أيد القاعدة أو المرسوم | supported the rule or edict | پشتگیریی یاسا یان فەرمانەکەی کرد
left-rule | made-rule | 0303 | لم يغير القاعدة | left the rule in force | هێشتی یاساکە بمێنێت
enforced-rule | | 04 | طبق القاعدة أو المرسوم | enforced the rule or edict | یاسا یان فەرمانەکەی سەپاند
superior | | 05 | مسؤول أعلى لم يحم | superior who gave no protection | سەرپەرشتیارێک کە پاراستنی نەکرد
superior-no-control | superior | 0501 | لم يضبط مرؤوسيه | did not control subordinates | ژێردەستەکانی کۆنترۆڵ نەکرد
superior-knew | superior | 0502 | علم ولم يتصرف | knew of subordinates' acts and did nothing | زانی و هیچی نەکرد
superior-did-not-prevent | superior | 0503 | لم يمنع | did not prevent it | ڕێگریی لێ نەکرد
superior-did-not-punish | superior | | لم يعاقب | did not punish it | سزای نەدا
political | | 06 | مسؤولية سياسية عامة | general political responsibility | بەرپرسیارێتیی سیاسیی گشتی
other | | 90 | دور آخر | other part | ڕۆڵی تر
not-known | | 99 | غير معروف | not known | نەزانراو
`,
);
