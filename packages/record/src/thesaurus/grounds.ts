/**
 * Why the perpetrators chose the person, as they saw it (HURIDOCS micro-thesaurus 23, where it has a word for it). A ground
 * stands on the act and says something about the perpetrators; nothing here is a fact about the victim. The widest terms
 * follow the grounds of persecution in article 7(1)(h) of the Rome Statute.
 */
import { listOf } from "./list.ts";

export const grounds = listOf(
  23,
  `
gender | | | النوع الاجتماعي | gender | جێندەر
sexual-orientation | gender | 0304 | ميل جنسي متصور | perceived sexual orientation | ئاراستەی سێکسیی وەک ئەوان بینیویانە
gender-identity | gender | | هوية جندرية متصورة | perceived gender identity | ناسنامەی جێندەریی وەک ئەوان بینیویانە
gender-roles | gender | | مخالفة ما يفرض من لباس أو سلوك على الرجال والنساء | dress or conduct against imposed gender roles | جلوبەرگ یان ڕەفتاری دژی ڕۆڵە سەپێنراوەکانی ژن و پیاو
being-a-woman | gender | 0201 | لكونها امرأة أو فتاة | being a woman or girl | لەبەر ئەوەی ژن یان کچ بوو
womens-education | gender | | تعليم المرأة | women's education | خوێندنی ژنان
womens-work | gender | | عمل المرأة | women's work | کارکردنی ژنان
womens-rights | gender | 010311 | الدفاع عن حقوق المرأة | standing up for women's rights | بەرگریکردن لە مافی ژنان
being-a-man | gender | | لكونه رجلًا أو فتى في سن القتال | being a man or boy of fighting age | لەبەر ئەوەی پیاو یان کوڕی تەمەنی شەڕ بوو
sexual-conduct | gender | | سلوك جنسي مزعوم خارج الزواج | alleged sexual conduct outside marriage | ڕەفتاری سێکسیی دەرەوەی هاوسەرگیریی گومانلێکراو
religious | | 0302 010307 | الدين أو المذهب | religion or belief | ئایین یان ئایینزا
apostasy | religious | | اتهام بالردة أو الكفر | called apostate or unbeliever | تۆمەتی هەڵگەڕانەوە یان کوفر
religious-conduct | religious | | عدم الالتزام بأحكام دينية مفروضة | not keeping imposed religious rules | پابەندنەبوون بە یاسا ئایینییە سەپێنراوەکان
witchcraft | religious | | اتهام بالسحر | called a sorcerer | تۆمەتی جادووگەری
ethnic | | 0301 0204 | الأصل الإثني | ethnicity | ڕەچەڵەکی ئیتنی
language | ethnic | 0303 | اللغة | language | زمان
racial | | | العرق أو اللون | race or colour | ڕەگەز یان ڕەنگی پێست
national | | 04 | القومية أو الجنسية | nationality or national origin | نەتەوە یان ڕەگەزنامە
migrant | national | 0401 0402 0403 0409 0411 | مهاجر | migrant | کۆچبەر
displaced | national | 0404 0405 0410 | نازح أو لاجئ | displaced person or refugee | ئاوارە یان پەنابەر
cultural | | 010308 | الثقافة أو نمط الحياة | culture or way of life | کولتوور یان شێوازی ژیان
political | | 0101 01 | رأي أو انتماء سياسي | political opinion or affiliation | بیروڕا یان سەربوونی سیاسی
opponent | political | 010202 0102 010201 | اعتباره من قوة معادية | taken for a member of an opposing force | بە ئەندامی هێزی نەیار دانرا
state-service | political | | خدمة سابقة في الدولة أو قواتها | former service of the state or its forces | خزمەتی پێشووی دەوڵەت یان هێزەکانی
spying | political | | اتهام بالتجسس | called a spy | تۆمەتی سیخوڕی
activism | political | 010303 0103 050202 | نشاط حقوقي أو مدني | human rights or civic work | چالاکیی مافی مرۆڤ یان مەدەنی
protest | political | 0601 06 | المشاركة في احتجاج | taking part in a protest | بەشداری لە ناڕەزایەتی
occupation | | 0203 010305 | المهنة | occupation | پیشە
journalism | occupation | 010309 | عمل صحفي | journalism | کاری ڕۆژنامەوانی
health-work | occupation | | عمل صحي | health work | کاری تەندروستی
teaching | occupation | | تعليم وتدريس | teaching | مامۆستایەتی
law-work | occupation | | عمل قانوني أو قضائي | legal or court work | کاری یاسایی یان دادوەری
art | occupation | | فن أو موسيقى | art or music | هونەر یان مۆسیقا
family-relation | | 050101 0501 | صلة قرابة بشخص مستهدف | relative of a person targeted | خزمی کەسێکی بەئامانجگیراو
association | | 050102 | صداقة أو صلة بشخص مستهدف | friend or colleague of a person targeted | هاوڕێ یان هاوکاری کەسێکی بەئامانجگیراو
helping | association | | مساعدة شخص مستهدف | having helped a person targeted | یارمەتیدانی کەسێکی بەئامانجگیراو
witness | | 050201 0502 | شاهد | witness | شایەت
age | | 0206 | العمر | age | تەمەن
child | age | 0202 | طفل | child | منداڵ
disability | | 0205 | إعاقة | disability | کەمئەندامی
illness | | 0407 | مرض أو إصابة | illness or injury | نەخۆشی یان برینداری
place | | 0503 050301 | مكان السكن أو المنشأ | place of home or origin | شوێنی نیشتەجێبوون یان ڕەچەڵەک
prisoner | | 0406 | سجين | being a prisoner | زیندانیبوون
poverty | | 02 | استضعاف | seen as weak or exploitable | بە لاواز دانرا
nomad | cultural | 0408 | بدوي رحال | nomad | کۆچەر
conflict | | 07 | نزاع مسلح بلا سبب شخصي | the conflict, no personal reason | شەڕ، بێ هۆکاری کەسی
bystander | conflict | 0602 | وجود عابر في المكان | chanced to be there | بە ڕێکەوت لەوێ بوو
other | | 90 03 05 | سبب آخر | other ground | هۆکاری تر
not-known | | 99 | لم يحدد بعد | not determined yet | هێشتا دیاری نەکراوە
none-stated | | 98 | لم يذكر سبب | no ground stated | هیچ هۆکارێک نەوتراوە
`,
);
