/** What was done: the types of acts (HURIDOCS micro-thesaurus 04). Words are sober on purpose; how it was done is in `methods`. */
import { listOf } from "./list.ts";
import { actsSaid } from "./said.ts";

export const acts = listOf(
  4,
  `
# Life. An attempt is no killing, so both stand under acts against life
against-life | | 01 | فعل ضد الحياة | act against life | کردەوە دژی ژیان
killing | against-life | 0101 010101 01010501 | قتل | killing | کوشتن
execution | killing | 01010102 01010101 | إعدام بلا محاكمة عادلة | execution without fair trial | ئیعدام بێ دادگایی دادپەروەرانە
execution-public | execution | | إعدام علني | execution before a crowd | ئیعدامی ئاشکرا
thrown-from-height | execution | | إلقاء من مكان مرتفع | thrown from a height | فڕێدانەخوارەوە لە شوێنی بەرز
stoning | execution | | رجم حتى الموت | stoning to death | بەردبارانکردن تا مردن
beheading | execution | | قطع الرأس | beheading | سەربڕین
shot-dead | execution | | إعدام رميًا بالرصاص | executed by shooting | گوللەبارانکردن
hanged | execution | | شنق | hanging | هەڵواسین بە پەت
burned-alive | execution | | حرق حتى الموت | burned to death | سووتاندن تا مردن
drowned | execution | | إغراق حتى الموت | drowned | خنکاندن لە ئاودا
execution-by-court | killing | 01010103 | إعدام بحكم محكمة رسمية | execution by order of a state court | ئیعدام بە بڕیاری دادگای دەوڵەت
killed-in-custody | killing | 01010601 01010602 | قتل أثناء الاحتجاز | killing in custody | کوشتن لە کاتی دەستبەسەریدا
killed-by-torture | killing | 01019001 | موت بسبب التعذيب | death caused by torture | مردن بەهۆی ئەشکەنجەوە
killed-by-deprivation | killing | 01019003 0101900301 0101900302 | موت بسبب منع الطعام أو العلاج | death caused by lack of food or care | مردن بەهۆی بێبەشکردن لە خواردن یان چارەسەر
killed-in-transfer | killing | 01010603 | موت أثناء النقل القسري | death during forced transfer | مردن لە کاتی گواستنەوەی زۆرەملێدا
killed-politically | killing | 01010104 | اغتيال | assassination | تیرۆرکردن
killed-by-family | killing | | قتل على يد الأقارب باسم الشرف | killing by relatives in the name of honour | کوشتن لەلایەن خزمانەوە بە ناوی شەرەفەوە
forced-suicide | killing | 01019006 | إجبار على الانتحار | driven to suicide | ناچارکردن بە خۆکوشتن
mass-killing | killing | 010104 | قتل جماعي | mass killing | کۆمەڵکوژی
killed-in-conflict | killing | 01010302 01010303 | قتل شخص غير مقاتل | killing of a person not fighting | کوشتنی کەسێکی ناشەڕکەر
killed-in-attack | killing | 01010502 010105 | قتل في هجوم عشوائي | killing in an indiscriminate attack | کوشتن لە هێرشی هەڕەمەکیدا
death-unexplained | against-life | 010108 010107 | وفاة غير مفسرة | unexplained death | مردنی ڕووننەکراوە
attempted-killing | against-life | 010109 | محاولة قتل | attempted killing | هەوڵی کوشتن
# Body and mind
against-integrity | | 02 0201 | عنف ضد الجسد أو النفس | violence against body or mind | توندوتیژی دژی جەستە یان دەروون
torture | against-integrity | 02011111 | تعذيب | torture | ئەشکەنجەدان
ill-treatment | against-integrity | | معاملة قاسية أو مهينة | cruel or degrading treatment | مامەڵەی دڕندانە یان سووکایەتیئامێز
assault | ill-treatment | 020101 | ضرب أو اعتداء جسدي | beating or bodily assault | لێدان یان هێرشی جەستەیی
corporal-punishment | ill-treatment | | عقوبة بدنية | corporal punishment | سزای جەستەیی
flogging | corporal-punishment | | جلد | flogging | قامچیلێدان
amputation | corporal-punishment | | بتر طرف كعقوبة | amputation as punishment | بڕینەوەی ئەندام وەک سزا
public-humiliation | ill-treatment | | إذلال علني | public humiliation | سووکایەتیکردنی ئاشکرا
hair-shaved | public-humiliation | | قص الشعر قسرًا | forced cutting of hair | بڕینی قژ بە زۆر
mock-execution | ill-treatment | | إعدام وهمي | mock execution | ئیعدامی ساختە
forced-to-watch | ill-treatment | | إجبار على مشاهدة العنف | made to watch violence | ناچارکردن بە بینینی توندوتیژی
forced-to-harm | ill-treatment | | إجبار على إيذاء آخرين | made to harm others | ناچارکردن بە ئازاردانی کەسانی تر
human-experiment | ill-treatment | 160101 | تجربة على إنسان بلا رضاه | experiment on a person without consent | تاقیکردنەوە لەسەر مرۆڤ بێ ڕەزامەندی
collective-punishment | against-integrity | 020121 | عقاب جماعي | collective punishment | سزای بەکۆمەڵ
psychological-violence | against-integrity | 020103 | عنف نفسي | psychological violence | توندوتیژی دەروونی
threat | psychological-violence | 02010301 | تهديد | threat | هەڕەشە
death-threat | threat | 02010302 | تهديد بالقتل | death threat | هەڕەشەی کوشتن
blackmail | threat | | ابتزاز بالفضح | blackmail | هەڕەشەی ئابڕووبردن
stalking | psychological-violence | 02010304 | ملاحقة وترصد | pursuit or stalking | بەدواداکەوتن و چاودێریکردن
# Sexual and reproductive violence
sexual-violence | against-integrity | 020102 02011103 | عنف جنسي | sexual violence | توندوتیژی سێکسی
rape | sexual-violence | 02011101 | اغتصاب | rape | دەستدرێژیی سێکسی
attempted-rape | sexual-violence | 02011102 | محاولة اغتصاب | attempted rape | هەوڵی دەستدرێژیی سێکسی
sexual-slavery | sexual-violence | | استعباد جنسي | sexual slavery | کۆیلایەتیی سێکسی
forced-prostitution | sexual-violence | | بغاء قسري | forced prostitution | لەشفرۆشیی زۆرەملێ
forced-nudity | sexual-violence | | تعرية قسرية | forced nudity | ڕووتکردنەوەی زۆرەملێ
forced-examination | sexual-violence | | فحص قسري لأعضاء حميمة | forced intimate examination | پشکنینی زۆرەملێی ئەندامە تایبەتەکان
sexual-mutilation | sexual-violence | | إيذاء الأعضاء الجنسية | injury to sexual organs | برینداکردنی ئەندامە سێکسییەکان
genital-mutilation | sexual-violence | 02010201 | ختان الإناث | female genital mutilation | خەتەنەکردنی مێینە
sexual-harassment | sexual-violence | 02010305 | تحرش جنسي | sexual harassment | گێچەڵی سێکسی
against-marriage | | 07 0701 | فعل ضد حق الزواج وتكوين أسرة | act against the right to marry or found a family | کردەوە دژی مافی هاوسەرگیری و پێکهێنانی خێزان
forced-marriage | sexual-violence | 070102 | زواج قسري | forced marriage | هاوسەرگیریی زۆرەملێ
child-marriage | forced-marriage | | تزويج طفل | marriage of a child | بەشوودانی منداڵ
reproductive-violence | sexual-violence | 08 0801 | عنف إنجابي | reproductive violence | توندوتیژی دژی زاوزێ
forced-pregnancy | reproductive-violence | 080105 | حمل قسري | forced pregnancy | دووگیانیی زۆرەملێ
forced-abortion | reproductive-violence | 080103 | إجهاض قسري | forced abortion | لەباربردنی زۆرەملێ
forced-sterilisation | reproductive-violence | 080101 | تعقيم قسري | forced sterilisation | نەزۆککردنی زۆرەملێ
forced-contraception | reproductive-violence | 080102 | منع الحمل قسرًا | forced contraception | ڕێگریی زۆرەملێ لە دووگیانی
# Liberty
against-liberty | | 03 0301 | فعل ضد الحرية | act against liberty | کردەوە دژی ئازادی
arrest | against-liberty | 030101 | اعتقال | arrest | دەستگیرکردن
mass-arrest | arrest | 030107 | اعتقال جماعي | mass arrest | دەستگیرکردنی بەکۆمەڵ
detention | against-liberty | 030102 | احتجاز تعسفي | arbitrary detention | دەستبەسەرکردنی ناڕەوا
incommunicado | detention | | احتجاز بمعزل عن العالم الخارجي | detention without contact | دەستبەسەری بێ پەیوەندی
house-arrest | detention | 030105 | إقامة جبرية | house arrest | دەستبەسەری لە ماڵدا
detention-conditions | against-liberty | 36 3601 360102 | ظروف احتجاز لا إنسانية | inhumane conditions of detention | بارودۆخی نامرۆڤانەی دەستبەسەری
detention-no-food | detention-conditions | 36010203 | منع الطعام في الاحتجاز | food denied in detention | بێبەشکردن لە خواردن لە دەستبەسەریدا
detention-no-care | detention-conditions | 36010204 | منع العلاج في الاحتجاز | medical care denied in detention | بێبەشکردن لە چارەسەر لە دەستبەسەریدا
disappearance | against-liberty | 030103 | إخفاء قسري | enforced disappearance | بێسەروشوێنکردنی زۆرەملێ
abduction | against-liberty | 030104 | خطف | abduction | ڕفاندن
hostage-taking | abduction | | أخذ رهينة | hostage-taking | بەبارمتەگرتن
ransom | abduction | | طلب فدية | demand for ransom | داواکردنی پارە بۆ ئازادکردن
curfew | against-liberty | 030108 | حظر تجول | curfew | قەدەغەکردنی هاتوچۆ
enslavement | against-liberty | 030106 | استرقاق | enslavement | کۆیلەکردن
sale-of-person | enslavement | | بيع أو شراء إنسان | buying or selling a person | کڕین یان فرۆشتنی مرۆڤ
forced-labour | enslavement | 30010201 | عمل قسري | forced labour | کاری زۆرەملێ
recruitment-forced | against-liberty | | تجنيد قسري | forced recruitment | سەربازگیریی زۆرەملێ
recruitment-of-child | recruitment-forced | | تجنيد طفل أو استخدامه | recruitment or use of a child | سەربازکردن یان بەکارهێنانی منداڵ
human-shield | against-liberty | | استخدام كدرع بشري | use as a human shield | بەکارهێنان وەک قەڵغانی مرۆیی
separation-of-child | against-liberty | | انتزاع طفل من أسرته | child taken from its family | جیاکردنەوەی منداڵ لە خێزانەکەی
# Justice
unfair-trial | | 35 3501 360101 360103 360105 | محاكمة غير عادلة | unfair trial | دادگاییکردنی نادادپەروەرانە
sentence-by-group | unfair-trial | | حكم من محكمة جماعة مسلحة | sentence by an armed group's court | بڕیاری دادگای گرووپی چەکدار
no-counsel | unfair-trial | 350109 | حرمان من المساعدة القانونية | legal help denied | بێبەشکردن لە یارمەتیی یاسایی
forced-confession | unfair-trial | 350118 | انتزاع اعتراف | forced confession | دانپێنانی زۆرەملێ
# Movement and home
against-movement | | 05 0501 | فعل ضد التنقل أو السكن | act against movement or residence | کردەوە دژی هاتوچۆ یان نیشتەجێبوون
forcible-transfer | against-movement | 050104 050101 | نقل أو تهجير قسري | forcible transfer or displacement | گواستنەوە یان ئاوارەکردنی زۆرەملێ
deportation | forcible-transfer | 330101 050102 | طرد من البلاد | expulsion from the country | دەرکردن لە وڵات
eviction | forcible-transfer | 050103 | إخلاء من المسكن | eviction from home | دەرکردن لە ماڵ
siege | against-movement | 050105 520104 | حصار | siege or blockade | گەمارۆدان
travel-ban | against-movement | 050106 | منع من السفر | travel forbidden | قەدەغەکردنی گەشت
no-return | against-movement | 050107 | منع من العودة | return home refused | ڕێگرتن لە گەڕانەوە
refoulement | against-movement | 380101 | إعادة إلى موضع الخطر | sent back into danger | گەڕاندنەوە بۆ ناو مەترسی
against-foreigners | | 33 3301 38 3801 | فعل ضد حقوق الأجانب أو اللاجئين | act against rights of foreigners or refugees | کردەوە دژی مافی بیانی یان پەنابەران
# Sex and gender
against-gender-equality | | 06 0601 | فعل ضد المساواة بين الجنسين | act against equality of the sexes | کردەوە دژی یەکسانیی نێوان ڕەگەزەکان
dress-code | against-gender-equality | 060101 100106 | فرض لباس أو مظهر | dress or appearance enforced | سەپاندنی جلوبەرگ یان ڕواڵەت
women-movement | against-gender-equality | 060102 060104 | منع النساء من التنقل بحرية | women forbidden to move freely | ڕێگرتن لە هاتوچۆی ئازادانەی ژنان
guardian-rule | women-movement | | اشتراط محرم | male guardian required | مەرجی یاوەرێکی پیاوی خزم
segregation | against-gender-equality | 060103 | فرض الفصل بين الجنسين | separation of the sexes enforced | سەپاندنی جیاکردنەوەی ڕەگەزەکان
# Privacy and good name
against-privacy | | 04 0401 | فعل ضد الخصوصية | act against privacy | کردەوە دژی تایبەتمەندی
house-raid | against-privacy | 040101 120102 | مداهمة أو تفتيش منزل | raid or search of a home | پەلاماردان یان پشکنینی ماڵ
phone-search | against-privacy | | تفتيش هاتف أو حسابات | search of a phone or accounts | پشکنینی تەلەفۆن یان هەژمارەکان
surveillance | against-privacy | 02010303 120104 | مراقبة | surveillance | چاودێری
outing | against-privacy | | كشف حياة خاصة مزعومة للآخرين | alleged private life exposed to others | ئاشکراکردنی ژیانی تایبەتی گومانلێکراو
entrapment | against-privacy | | استدراج إلى كمين | lured into a trap | ڕاکێشان بۆ ناو تەڵە
informed-on | against-privacy | | وشاية لدى جماعة أو سلطة | denounced to a group or authority | خەبەرلێدان لای گرووپ یان دەسەڵات
defamation | against-privacy | 14 1401 140101 | تشهير | defamation | ناوزڕاندن
# Belief, expression, taking part
against-belief | | 11 1101 | فعل ضد المعتقد أو الرأي | act against belief or opinion | کردەوە دژی بیروباوەڕ
forced-conversion | against-belief | | إكراه على تغيير الدين | forced conversion | گۆڕینی زۆرەملێی ئایین
forced-repentance | against-belief | | إكراه على إعلان التوبة | forced public repentance | تۆبەکردنی زۆرەملێ
religious-ban | against-belief | 110101 | منع ممارسة الشعائر | religious practice forbidden | قەدەغەکردنی پەرستن
against-expression | | 10 1001 15 1501 09 0901 | فعل ضد التعبير أو المعلومات | act against expression or information | کردەوە دژی ڕادەربڕین یان زانیاری
censorship | against-expression | 100101 100102 100103 | رقابة | censorship | سانسۆر
against-assembly | | 12 1201 | فعل ضد التجمع أو التنظيم | act against meeting or organising | کردەوە دژی کۆبوونەوە یان ڕێکخستن
against-participation | | 17 1701 | فعل ضد المشاركة السياسية | act against political participation | کردەوە دژی بەشداریی سیاسی
against-culture | | 56 5601 | فعل ضد الثقافة أو اللغة | act against culture or language | کردەوە دژی کولتوور یان زمان
heritage-destroyed | against-culture | | تدمير موقع ديني أو أثري | holy or historic site destroyed | وێرانکردنی شوێنی ئایینی یان مێژوویی
# Property
against-property | | 13 1301 | فعل ضد الممتلكات | act against property | کردەوە دژی موڵک
looting | against-property | 130101 | نهب أو سرقة | looting or theft | تاڵانکردن یان دزین
destruction | against-property | 130103 130102 | تدمير ممتلكات | destruction of property | وێرانکردنی موڵک
attack-on-home | destruction | | اعتداء على منزل | attack on a home | هێرش بۆ سەر ماڵ
extortion | against-property | 130104 | ابتزاز مالي | extortion of money | پارەسەندن بە هەڕەشە
confiscation | against-property | 130107 | مصادرة ممتلكات | confiscation of property | دەستبەسەرداگرتنی موڵک
land-seizure | confiscation | 130108 | استيلاء على أرض | seizure of land | داگیرکردنی زەوی
documents-taken | confiscation | 130106 | مصادرة وثائق | documents taken away | بردنی بەڵگەنامە
home-marked | against-property | | وسم منزل بعلامة | home marked | نیشانەکردنی ماڵ
# Work, school, health, bread
against-work | | 30 3001 300102 | فعل ضد حقوق العمل | act against rights at work | کردەوە دژی مافەکانی کار
denial-of-work | against-work | 300101 | حرمان من العمل | work denied | بێبەشکردن لە کار
wages-withheld | against-work | 30010202 | حجب الأجور | wages withheld | گرتنەوەی کرێ
against-education | | 55 5501 | فعل ضد التعليم | act against education | کردەوە دژی پەروەردە
denial-of-education | against-education | 5541 554101 | حرمان من التعليم | schooling denied | بێبەشکردن لە خوێندن
indoctrination | against-education | | تلقين على العنف | schooling for violence | پەروەردەکردن لەسەر توندوتیژی
against-health | | 53 5301 | فعل ضد الصحة | act against health | کردەوە دژی تەندروستی
denial-of-care | against-health | 530107 530103 | حرمان من الرعاية الصحية | health care denied | بێبەشکردن لە چاودێریی تەندروستی
against-livelihood | | 52 5201 51 50 54 | فعل ضد الغذاء أو السكن أو المعيشة | act against food, housing or livelihood | کردەوە دژی خۆراک، خانوو یان بژێوی
denial-of-aid | against-livelihood | | منع المساعدات | aid withheld | ڕێگرتن لە یارمەتی
against-children | | 31 3101 | فعل ضد حقوق الطفل | act against children's rights | کردەوە دژی مافی منداڵ
against-elderly | | 32 3201 | فعل ضد حقوق المسنين | act against old people's rights | کردەوە دژی مافی بەساڵاچووان
against-disabled | | 34 3401 | فعل ضد حقوق ذوي الإعاقة | act against rights of persons with disabilities | کردەوە دژی مافی کەسانی خاوەنپێداویستیی تایبەت
against-minority | | 37 3701 | فعل ضد حقوق أقلية | act against a minority's rights | کردەوە دژی مافی کەمینە
# Attacks in war, and the dead
attack | | | هجوم على مدنيين أو أماكن مدنية | attack on civilians or civilian places | هێرش بۆ سەر خەڵکی مەدەنی یان شوێنی مەدەنی
attack-on-hospital | attack | | هجوم على مرفق صحي | attack on health care | هێرش بۆ سەر ناوەندی تەندروستی
attack-on-school | attack | | هجوم على مدرسة | attack on a school | هێرش بۆ سەر قوتابخانە
attack-on-worship | attack | | هجوم على مكان عبادة | attack on a place of worship | هێرش بۆ سەر شوێنی پەرستن
attack-on-helpers | attack | | هجوم على منقذين أو عمال إغاثة | attack on rescuers or aid workers | هێرش بۆ سەر فریاکەران یان کارمەندانی یارمەتی
against-the-dead | | | فعل ضد الموتى | act against the dead | کردەوە دژی مردووان
denial-of-burial | against-the-dead | | منع الدفن | burial denied | ڕێگرتن لە ناشتن
body-displayed | against-the-dead | | عرض جثة أو التمثيل بها | body displayed or mutilated | نمایشکردن یان شێواندنی تەرم
body-hidden | against-the-dead | | إخفاء جثة | body hidden | شاردنەوەی تەرم
# Rules and edicts, so that a law that allows killing does not count as a killing (the nearest code above is used on import)
edict | | | قاعدة أو مرسوم يسلب حقوقًا | rule or edict that takes rights away | بڕیار یان فەرمانێک کە مافەکان دەستێنێت
edict-on-punishment | edict | 0121 0221 | مرسوم بعقوبة الموت أو العقوبة البدنية | edict on death or bodily punishment | فەرمانی سزای مردن یان جەستەیی
edict-on-women | edict | 0621 0721 0821 | مرسوم بشأن النساء أو الزواج أو اللباس | edict on women, marriage or dress | فەرمان لەسەر ژنان، هاوسەرگیری یان جلوبەرگ
edict-on-liberty | edict | 0321 0421 0521 1421 | مرسوم بشأن الحرية أو الخصوصية أو التنقل | edict on liberty, privacy or movement | فەرمان لەسەر ئازادی، تایبەتمەندی یان هاتوچۆ
edict-on-belief | edict | 1121 1021 0921 1221 1521 1721 5621 | مرسوم بشأن المعتقد أو التعبير أو التجمع | edict on belief, speech or meeting | فەرمان لەسەر بیروباوەڕ، ڕادەربڕین یان کۆبوونەوە
edict-on-living | edict | 1321 3021 5021 5121 5221 5321 5421 5521 | مرسوم بشأن الملكية أو العمل أو التعليم أو الصحة | edict on property, work, school or health | فەرمان لەسەر موڵک، کار، خوێندن یان تەندروستی
edict-on-groups | edict | 3721 3121 3221 3321 3421 3521 3621 3821 | مرسوم بشأن أقليات أو أطفال أو أجانب أو متهمين | edict on minorities, children, foreigners or the accused | فەرمان لەسەر کەمینە، منداڵ، بیانی یان تۆمەتباران
other | | 90 16 70 71 72 73 | فعل آخر | other act | کردەوەیەکی تر
`,
  actsSaid,
);
