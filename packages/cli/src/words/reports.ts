/** Sentences of reports, in three languages. */
import { threefold } from "./threefold.ts";

export const reports = threefold({
  en: {
    "report-written": "Written: {entries} entries, {notes} footnotes, {sources} sources cited, {bytes} bytes.",
    "report-progress": "{entries} of {all} entries",
    "report-progress-pages": "{entries} of {all} entries, {pages} pages",
    "report-internal":
      "This is an internal working copy and says so on every page. For a recipient: --to NAME --purpose CODE",
    "report-refused": "Refused: {missing} of {persons} persons concerned have not agreed to this. Nothing was written.",
    "report-exists": "That file is already there. Nothing was written; name another one.",
    "report-form": "The file’s ending does not say what to write. Add --form pdf, docx or html.",
    "report-nothing": "Nothing in the dossier answers to that. Nothing was written.",
    "report-purpose": "--to and --purpose belong together: consent is given to somebody for something.",
    "report-recipient-malformed":
      "That is no purpose code or no recipient’s name: line ends and direction marks are not allowed.",
    "report-consents-internal":
      "The register of consents stands in internal copies only. Leave out --with-consents or --to.",
    "typesetter-missing":
      "The typesetter for PDF is not installed on this machine. Choose --form docx or html, or run npm ci.",
    "document-too-long":
      "This is too long for one Word file on this machine. Choose --form pdf or html, or ask for a part of it.",
    "report-stopped": "Stopped. The unfinished file was removed.",
  },
  ar: {
    "report-written": "كُتب: {entries} من المداخل، {notes} من الحواشي، {sources} من المصادر المستشهد بها، {bytes} بايت.",
    "report-progress": "{entries} من {all} من المداخل",
    "report-progress-pages": "{entries} من {all} من المداخل، {pages} صفحة",
    "report-internal": "هذه نسخة عمل داخلية وتقول ذلك في كل صفحة. لمستلم بعينه: --to NAME --purpose CODE",
    "report-refused": "رُفض: {missing} من {persons} من المعنيين لم يوافقوا على هذا. لم يُكتب شيء.",
    "report-exists": "هذا الملف موجود من قبل. لم يُكتب شيء؛ سمِّ ملفًا آخر.",
    "report-form": "لا تقول نهاية اسم الملف ما الذي يُكتب. أضف --form pdf أو docx أو html.",
    "report-nothing": "لا شيء في الملف يوافق ذلك. لم يُكتب شيء.",
    "report-purpose": "--to و --purpose لا يفترقان: الموافقة تُعطى لأحد ولغرض.",
    "report-recipient-malformed": "ليس هذا رمز غرض أو اسم مستلم: لا يُسمح بنهايات الأسطر ولا بعلامات الاتجاه.",
    "report-consents-internal": "سجل الموافقات في النسخ الداخلية فقط. احذف --with-consents أو --to.",
    "typesetter-missing": "برنامج صف PDF غير مثبت على هذا الجهاز. اختر --form docx أو html، أو شغّل npm ci.",
    "document-too-long": "هذا أطول من أن يسعه ملف وورد واحد على هذا الجهاز. اختر --form pdf أو html، أو اطلب جزءًا منه.",
    "report-stopped": "توقف العمل. أُزيل الملف غير المكتمل.",
  },
  ckb: {
    "report-written": "نووسرا: {entries} بەش، {notes} پەراوێز، {sources} سەرچاوەی ئاماژەپێدراو، {bytes} بایت.",
    "report-progress": "{entries} لە {all} بەش",
    "report-progress-pages": "{entries} لە {all} بەش، {pages} لاپەڕە",
    "report-internal": "ئەمە کۆپیی کاری ناوخۆییە و لە هەموو لاپەڕەیەکدا وا دەڵێت. بۆ وەرگرێک: --to NAME --purpose CODE",
    "report-refused": "ڕەتکرایەوە: {missing} لە {persons} کەسی پەیوەندیدار بەمە ڕازی نەبوون. هیچ نەنووسرا.",
    "report-exists": "ئەو فایلە پێشتر لێرەیە. هیچ نەنووسرا؛ ناوێکی تر بدە.",
    "report-form": "کۆتایی ناوی فایلەکە ناڵێت چی بنووسرێت. --form pdf یان docx یان html زیاد بکە.",
    "report-nothing": "هیچ شتێک لە دۆسیەکەدا وەڵامی ئەوە نییە. هیچ نەنووسرا.",
    "report-purpose": "--to و --purpose پێکەوەن: ڕەزامەندی بە کەسێک و بۆ شتێک دەدرێت.",
    "report-recipient-malformed": "ئەوە کۆدی مەبەست یان ناوی وەرگر نییە: کۆتایی دێڕ و نیشانەی ئاراستە ڕێگەپێدراو نین.",
    "report-consents-internal": "تۆماری ڕەزامەندییەکان تەنها لە کۆپیی ناوخۆییدایە. --with-consents یان --to لاببە.",
    "typesetter-missing": "بەرنامەی چاپی PDF لەم ئامێرەدا دانەمەزراوە. --form docx یان html هەڵبژێرە، یان npm ci بکە.",
    "document-too-long":
      "ئەمە بۆ یەک فایلی وۆرد لەم ئامێرەدا زۆر درێژە. --form pdf یان html هەڵبژێرە، یان بەشێکی داوا بکە.",
    "report-stopped": "وەستا. فایلە ناتەواوەکە لابرا.",
  },
});
