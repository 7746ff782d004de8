/** How it was done: methods of violence and places of holding (HURIDOCS micro-thesaurus 05). Worded for a record, not for effect. */
import { listOf } from "./list.ts";

export const methods = listOf(
  5,
  `
# Weapons and means, whether the person lived or not
lethal-means | | 01 0190 | وسيلة قاتلة | deadly means | ئامرازی کوشندە
shooting | lethal-means | 0101 0402 | إطلاق نار | shooting | تەقەکردن
sharp-weapon | lethal-means | 0103 0302 | سلاح حاد | knife or sharp weapon | چەقۆ یان چەکی تیژ
beheading | sharp-weapon | | حز الرقبة | cutting the throat | ملبڕین
explosives | lethal-means | 0106 0403 | متفجرات | explosives | تەقەمەنی
car-bomb | explosives | | سيارة مفخخة | car bomb | ئۆتۆمبێلی بۆمبڕێژکراو
suicide-bomb | explosives | | تفجير انتحاري | suicide bombing | تەقینەوەی خۆکوژی
mine | explosives | | لغم أو عبوة ناسفة | mine or planted bomb | مین یان بۆمبی چێنراو
shelling | explosives | | قصف مدفعي | shelling | تۆپباران
air-strike | explosives | | قصف جوي | air strike | بۆردومانی ئاسمانی
poison | lethal-means | 0108 | سم | poison | ژەهر
chemical-weapon | lethal-means | | سلاح كيميائي | chemical weapon | چەکی کیمیایی
fire | lethal-means | 0105 0304 0404 | نار أو حرق | fire or burning | ئاگر یان سووتاندن
hanging | lethal-means | | مشنقة | gallows or rope | پەت و سێدارە
fall-from-height | lethal-means | 030302 | رمي من علو | throwing or falling from a height | فڕێدان یان کەوتن لە بەرزییەوە
stones | lethal-means | | رمي بالحجارة | stones | بەردبارانکردن
crushing | lethal-means | | سحق أو دهس | crushing or running over | پلیشاندنەوە یان ژێرکردن بە ئۆتۆمبێل
suffocation | lethal-means | 0104 0309 | كتم النفس | suffocation | هەناسەبڕین
strangulation | suffocation | 0310 | خنق باليد أو الحبل | strangling | خنکاندن بە دەست یان گوریس
water | suffocation | 030901 030903 | تغطيس في الماء | holding under water | نوقمکردن لە ئاودا
# Blows and wounds
beating | | 0301 0102 | ضرب | beating | لێدان
fists-and-kicks | beating | 030101 | لكم أو ركل | fists and kicks | مست و شەق
whipping | beating | 030102 | ضرب بسوط أو عصا | whip, cable or stick | قامچی، کێبڵ یان دار
soles-of-feet | beating | 030104 | ضرب على باطن القدمين | blows to the soles of the feet | لێدان لە ژێر پێ
maiming | | 0303 | كسر عظام أو تشويه | broken bones or maiming | شکاندنی ئێسک یان شێواندن
amputation | maiming | 0314 | بتر | amputation | بڕینەوەی ئەندام
nails | maiming | 0312 | قلع أظافر | removal of nails | دەرهێنانی نینۆک
electricity | | 0308 | صعق كهربائي | electric shock | کارەبالێدان
posture | | 0311 | وضعية مؤلمة قسرية | forced painful posture | دۆخی ئازاربەخشی زۆرەملێ
suspension | posture | 031101 031102 | تعليق | hanging by the limbs | هەڵواسین بە دەست یان پێ
heat-or-cold | | 0307 | حر أو برد شديد | extreme heat or cold | گەرما یان سەرمای زۆر
animals | | 0313 | استخدام حيوانات | use of animals | بەکارهێنانی ئاژەڵ
drugs | | 0325 0109 | عقاقير أو تدخل طبي | drugs or medical means | دەرمان یان ئامرازی پزیشکی
forced-feeding | | 0316 | إطعام قسري | forced feeding | خواردنپێدانی زۆرەملێ
tear-gas | | 0401 | غاز مسيل للدموع | tear gas | گازی فرمێسکڕێژ
indiscriminate | | 04 0490 | هجوم بلا تمييز | indiscriminate attack | هێرشی بێجیاوازی
# Taking away what a person needs
deprivation | | 0315 | حرمان | deprivation | بێبەشکردن
no-food | deprivation | 031501 0107 | حرمان من الطعام أو الماء | no food or water | بێبەشکردن لە خواردن یان ئاو
no-sleep | deprivation | 031502 | حرمان من النوم | no sleep | بێبەشکردن لە خەو
no-care | deprivation | 031503 031504 | حرمان من العلاج | no medical care | بێبەشکردن لە چارەسەر
isolation | | 0318 | عزل | isolation | گۆشەگیرکردن
binding | | 0317 | تقييد | binding | بەستنەوە
senses | | 0319 | إجهاد الحواس | strain on the senses | فشار لەسەر هەستەکان
blindfold | senses | 031904 | عصب العينين | blindfolding | چاوبەستنەوە
overcrowding | senses | 031905 | اكتظاظ | overcrowding | قەرەباڵغیی زۆر
# Mind and dignity
psychological | | 0320 | ضغط نفسي | pressure on the mind | فشاری دەروونی
degradation | psychological | 0321 032103 | إهانة الكرامة | degradation | سووکایەتی بە کەرامەت
insults | degradation | 032101 | شتائم | insults | جنێو و سووکایەتی
nakedness | degradation | 032102 | إجبار على التعري | being kept naked | ڕووتهێشتنەوە
threats | psychological | 0322 | تهديدات | threats | هەڕەشەکان
threats-to-family | threats | 032202 032302 | تهديد الأسرة | threats to the family | هەڕەشە لە خێزان
death-threats | threats | 0323 | تهديد بالموت | threats of death | هەڕەشەی مردن
made-to-watch | psychological | 0324 | إجبار على المشاهدة | made to watch | ناچارکردن بە بینین
deception | psychological | | خداع أو استدراج | deception or luring | هەڵخەڵەتاندن یان ڕاکێشان
online | psychological | | عبر الهاتف أو الشبكة | by phone or on line | بە تەلەفۆن یان ئینتەرنێت
# Sexual violence
rape | | 0305 | اغتصاب | rape | دەستدرێژیی سێکسی
rape-with-object | rape | 030502 030503 | اغتصاب بأداة | rape with an object | دەستدرێژیی سێکسی بە ئامراز
molestation | | 0306 | اعتداء جنسي آخر | other sexual assault | هێرشی سێکسیی تر
sexual-threats | molestation | 030602 030603 | تهديد أو كلام جنسي | sexual threats or words | هەڕەشە یان قسەی سێکسی
# Where a person was held
holding | | 02 0290 | مكان احتجاز آخر | other place of holding | شوێنی تری دەستبەسەری
official-prison | holding | 0202 0201 | سجن أو مركز احتجاز رسمي | prison or official place of detention | زیندان یان شوێنی فەرمیی دەستبەسەری
military-site | holding | 0203 0206 | موقع عسكري | military site | شوێنی سەربازی
camp | holding | 0205 0208 | معسكر اعتقال | prison camp | کەمپی دەستبەسەری
institution | holding | 0204 | مصحة نفسية | psychiatric institution | نەخۆشخانەی دەروونی
private-house | holding | 0207 | مكان خاص | private house or place | ماڵ یان شوێنی تایبەت
makeshift-prison | holding | | سجن مرتجل | makeshift prison | زیندانی کاتیی نافەرمی
other | | 90 0390 03 | أسلوب آخر | other method | شێوازی تر
not-known | | 99 | غير معروف | not known | نەزانراو
`,
);
