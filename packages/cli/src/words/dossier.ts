/** Sentences of the dossier as it is stated, in three languages. */
import { threefold } from "./threefold.ts";

export const dossier = threefold({
  en: {
    "fact-opened": "Opened {id}.",
    "property-not-of": "The property {property} is not for this kind of record. See: amana fact properties",
    "property-own-words":
      "{property} holds what a person says of themselves. Only they can say it (--said-by with their id), and only under their consent: amana consent give --purpose {property}",
    "value-not-a-term": "That is not one of the values {property} can have. See: amana fact properties --json",
    "term-not-known": "{term} is not a term of the list {list}. See: amana fact terms {list}",
    "not-a-party": "Only persons and groups can stand here ({id}).",
    "link-to-itself": "A record cannot be linked to itself. Nothing was kept.",
    "link-ends":
      "{relation} does not hold between these kinds of records. A group is written group:NAME. See: amana fact terms links",
    "link-ends-before-it-begins": "The end lies before the beginning. Nothing was kept; check --since and --until.",
    "cites-it-already": "That page and quote stand under this fact already.",
    "cannot-withdraw": "Records of this kind are not withdrawn ({id}).",
    "open-what": "What can be opened: person, group, incident, place.",
    "point-malformed": "Give a point as latitude,longitude in degrees, such as 36.34,43.13.",
    "property-kept": "{code} is a property now ({id}).",
    "property-exists": "There is a property {property} already. Choose another code.",
    "property-code-malformed":
      "A code is made of small Latin letters, digits and hyphens, such as tribe or school-name.",
    "property-needs-terms": "A property of terms needs a file of them (--terms), and no other kind takes one.",
    "property-describes-orientation":
      "A person's orientation or gender identity is not kept as a fact about them. What the perpetrators took somebody to be belongs to the act: amana fact add --ground. What people say of themselves: the property self-description, with their consent.",
    "property-of-what": "A property is of a person, group, incident, place or source.",
    "terms-line-malformed":
      "Line {line} of that file is not code, English, Arabic, Sorani, apart by tabs. Nothing was kept.",
    "place-many": "Several places bear this name: {places}. Name the one that is meant by its code or id.",
    "place-not-known": "No place of that name is known. Look: amana places find; or open one: amana open place",
    "places-imported":
      "{opened} places opened, {here} were here already, {passed} were not asked for, {refused} could not be read; {lines} lines in all.",
    "label-many":
      "Several records bear this label: {records}. Name the one that is meant by its id, or open another with new: before it.",
    "consent-narrowed": "Narrowed: {count} consents. The next package will hold only what is left.",
    "consent-not-narrower":
      "This is not less than what was agreed in each consent. Name one consent by its id, or withdraw and ask again.",
  },
  ar: {
    "fact-opened": "فُتح السجل {id}.",
    "property-not-of": "الخاصية {property} ليست لهذا النوع من السجلات. انظر: amana fact properties",
    "property-own-words":
      "تحفظ {property} ما يقوله الشخص عن نفسه. لا يقوله إلا هو (--said-by مع معرِّفه)، ولا يُحفظ إلا بموافقته: amana consent give --purpose {property}",
    "value-not-a-term": "ليست هذه من القيم الممكنة للخاصية {property}. انظر: amana fact properties --json",
    "term-not-known": "{term} ليس مصطلحًا في القائمة {list}. انظر: amana fact terms {list}",
    "not-a-party": "لا يقف هنا إلا الأشخاص والجماعات ({id}).",
    "link-to-itself": "لا يُربط السجل بنفسه. لم يُحفظ شيء.",
    "link-ends":
      "لا تصح الصلة {relation} بين هذين النوعين من السجلات. تُكتب الجماعة هكذا group:NAME. انظر: amana fact terms links",
    "link-ends-before-it-begins": "النهاية قبل البداية. لم يُحفظ شيء؛ تحقق من --since و --until.",
    "cites-it-already": "هذه الصفحة وهذا الاقتباس مذكوران تحت هذه الحقيقة من قبل.",
    "cannot-withdraw": "سجلات من هذا النوع لا تُسحب ({id}).",
    "open-what": "ما يمكن فتحه: شخص person، جماعة group، واقعة incident، مكان place.",
    "point-malformed": "اكتب النقطة هكذا: خط العرض,خط الطول بالدرجات، مثل 36.34,43.13.",
    "property-kept": "صارت {code} خاصية ({id}).",
    "property-exists": "توجد خاصية باسم {property}. اختر رمزًا آخر.",
    "property-code-malformed": "يتكون الرمز من حروف لاتينية صغيرة وأرقام وشرطات، مثل tribe أو school-name.",
    "property-needs-terms": "خاصية المصطلحات تحتاج إلى ملف بها (--terms)، ولا يقبله أي نوع آخر.",
    "property-describes-orientation":
      "لا يُحفظ ميل الشخص أو هويته الجندرية حقيقةً عنه. ما ظنه الجناة بشخص موضعه الفعل: amana fact add --ground. وما يقوله الناس عن أنفسهم: الخاصية self-description وبموافقتهم.",
    "property-of-what": "تكون الخاصية لشخص أو جماعة أو واقعة أو مكان أو مصدر.",
    "terms-line-malformed":
      "السطر {line} من ذلك الملف ليس رمزًا وإنجليزية وعربية وسورانية تفصلها علامات جدولة. لم يُحفظ شيء.",
    "place-many": "يحمل هذا الاسم أكثر من مكان: {places}. سمِّ المقصود برمزه أو معرِّفه.",
    "place-not-known": "لا يُعرف مكان بهذا الاسم. ابحث: amana places find؛ أو افتح مكانًا: amana open place",
    "places-imported":
      "فُتح {opened} مكانًا، وكان {here} هنا من قبل، ولم يُطلب {passed}، ولم يُقرأ {refused}؛ {lines} سطرًا في المجموع.",
    "label-many": "يحمل هذا العنوان أكثر من سجل: {records}. سمِّ المقصود بمعرِّفه، أو افتح آخر بكتابة new: قبله.",
    "consent-narrowed": "ضُيِّقت {count} من الموافقات. لن تحوي الحزمة القادمة إلا ما بقي.",
    "consent-not-narrower": "ليس هذا أقل مما وُوفق عليه في كل موافقة. سمِّ موافقة واحدة بمعرِّفها، أو اسحبها واسأل من جديد.",
  },
  ckb: {
    "fact-opened": "{id} کرایەوە.",
    "property-not-of": "تایبەتمەندیی {property} بۆ ئەم جۆرە تۆمارە نییە. بڕوانە: amana fact properties",
    "property-own-words":
      "{property} ئەوە هەڵدەگرێت کە کەسێک دەربارەی خۆی دەیڵێت. تەنیا خۆی دەتوانێت بیڵێت (--said-by بە ناسێنەری خۆی)، تەنیا بە ڕەزامەندیی خۆی: amana consent give --purpose {property}",
    "value-not-a-term": "ئەمە یەکێک لە بەهاکانی {property} نییە. بڕوانە: amana fact properties --json",
    "term-not-known": "{term} زاراوەیەکی لیستی {list} نییە. بڕوانە: amana fact terms {list}",
    "not-a-party": "تەنیا کەس و گرووپ لێرە دادەنرێن ({id}).",
    "link-to-itself": "تۆمارێک بە خۆیەوە نابەسترێتەوە. هیچ نەپارێزرا.",
    "link-ends":
      "{relation} لەنێوان ئەم جۆرە تۆمارانەدا ڕاست نییە. گرووپ بەم شێوەیە دەنووسرێت group:NAME. بڕوانە: amana fact terms links",
    "link-ends-before-it-begins": "کۆتایی پێش سەرەتایە. هیچ نەپارێزرا؛ --since و --until بپشکنە.",
    "cites-it-already": "ئەو لاپەڕە و دەقە پێشتر لەژێر ئەم ڕاستییەن.",
    "cannot-withdraw": "تۆماری ئەم جۆرە ناکشێنرێتەوە ({id}).",
    "open-what": "ئەوەی دەکرێتەوە: کەس person، گرووپ group، ڕووداو incident، شوێن place.",
    "point-malformed": "خاڵەکە بەم شێوەیە بنووسە: پانی,درێژی بە پلە، وەک 36.34,43.13.",
    "property-kept": "{code} ئێستا تایبەتمەندییە ({id}).",
    "property-exists": "تایبەتمەندیی {property} هەیە. کۆدێکی تر هەڵبژێرە.",
    "property-code-malformed": "کۆد لە پیتی بچووکی لاتینی و ژمارە و هێڵ پێکدێت، وەک tribe یان school-name.",
    "property-needs-terms": "تایبەتمەندیی زاراوەکان پێویستی بە پەڕگەیانە (--terms)، هیچ جۆرێکی تر وەریناگرێت.",
    "property-describes-orientation":
      "ئاراستە یان ناسنامەی جێندەریی کەسێک وەک ڕاستییەک دەربارەی ناپارێزرێت. ئەوەی تاوانباران کەسێکیان بە چی داناوە شوێنی کردەوەکەیە: amana fact add --ground. ئەوەی خەڵک دەربارەی خۆیان دەیڵێن: تایبەتمەندیی self-description، بە ڕەزامەندیی خۆیان.",
    "property-of-what": "تایبەتمەندی بۆ کەس، گرووپ، ڕووداو، شوێن یان سەرچاوەیە.",
    "terms-line-malformed":
      "دێڕی {line}ی ئەو پەڕگەیە کۆد و ئینگلیزی و عەرەبی و سۆرانی نییە کە بە تاب جیاکرابنەوە. هیچ نەپارێزرا.",
    "place-many": "چەند شوێنێک ئەم ناوەیان هەیە: {places}. ئەوەی مەبەستە بە کۆد یان ناسێنەرەکەی ناوبنێ.",
    "place-not-known": "شوێنێک بەو ناوە نەناسراوە. بگەڕێ: amana places find؛ یان یەکێک بکەرەوە: amana open place",
    "places-imported":
      "{opened} شوێن کرانەوە، {here} پێشتر لێرە بوون، {passed} داوا نەکرابوون، {refused} نەخوێنرانەوە؛ {lines} دێڕ بە گشتی.",
    "label-many":
      "چەند تۆمارێک ئەم ناونیشانەیان هەیە: {records}. ئەوەی مەبەستە بە ناسێنەرەکەی ناوبنێ، یان بە new: لەپێشیدا یەکێکی تر بکەرەوە.",
    "consent-narrowed": "{count} ڕەزامەندی تەسک کرانەوە. پاکێجی داهاتوو تەنیا ئەوەی ماوە تێیدایە.",
    "consent-not-narrower":
      "ئەمە کەمتر نییە لەوەی لە هەر ڕەزامەندییەکدا ڕێککەوتراوە. ڕەزامەندییەک بە ناسێنەرەکەی ناوبنێ، یان بیکشێنەرەوە و دووبارە بپرسە.",
  },
});
