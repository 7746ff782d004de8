/** The sheet to print on the first day: what opens this vault, what does not, and room to write the passphrase by hand. */
import type { Language } from "./words/index.ts";

const texts: {
  readonly [L in Language]: {
    readonly title: string;
    readonly dir: "ltr" | "rtl";
    readonly lines: readonly string[];
    readonly write: string;
  };
} = {
  en: {
    title: "Recovery sheet",
    dir: "ltr",
    write: "Passphrase (write it here by hand, do not type it into any file):",
    lines: [
      "Keep this sheet away from the device, in a place you would trust with the record itself.",
      "Nobody can reset the passphrase: not the makers of the program, not a server. Without it and without another enrolled device the record cannot be read.",
      "The vault's keys are one file, keys.age. It opens with the standard tool age: age -d keys.age",
      "A backup (amana backup DIR) holds everything but the passphrase. Restore it with: amana restore BACKUP --vault DIR",
    ],
  },
  ar: {
    title: "ورقة الاستعادة",
    dir: "rtl",
    write: "عبارة المرور (اكتبها هنا بخط اليد ولا تطبعها في أي ملف):",
    lines: [
      "احفظ هذه الورقة بعيدًا عن الجهاز، في مكان تأتمنه على السجل نفسه.",
      "لا أحد يستطيع إعادة ضبط عبارة المرور: لا صانعو البرنامج ولا أي خادم. من دونها ومن دون جهاز مسجَّل آخر لا يمكن قراءة السجل.",
      "مفاتيح الخزنة في ملف واحد هو keys.age ويُفتح بالأداة المعروفة age: age -d keys.age",
      "النسخة الاحتياطية (amana backup DIR) تحوي كل شيء عدا عبارة المرور. تُستعاد بالأمر: amana restore BACKUP --vault DIR",
    ],
  },
  ckb: {
    title: "پەڕەی گەڕاندنەوە",
    dir: "rtl",
    write: "ڕستەی تێپەڕین (لێرە بە دەست بینووسە، لە هیچ فایلێکدا مەینووسە):",
    lines: [
      "ئەم پەڕەیە دوور لە ئامێرەکە هەڵبگرە، لە شوێنێک کە متمانەت پێیەتی.",
      "هیچ کەس ناتوانێت ڕستەی تێپەڕین بگۆڕێت: نە دروستکەرانی بەرنامەکە و نە هیچ ڕاژەکارێک. بەبێ ئەو و بەبێ ئامێرێکی تری تۆمارکراو تۆمارەکە ناخوێندرێتەوە.",
      "کلیلەکانی گەنجینەکە یەک فایلن، keys.age. بە ئامرازی ئاسایی age دەکرێتەوە: age -d keys.age",
      "کۆپیی پاشەکەوت (amana backup DIR) هەموو شتێکی تێدایە جگە لە ڕستەی تێپەڕین. بەم فەرمانە دەگەڕێتەوە: amana restore BACKUP --vault DIR",
    ],
  },
};

/** The same as plain text, for a printer that knows nothing else. */
export function recoverySheetText(facts: {
  readonly vault: string;
  readonly device: string;
  readonly language: Language;
}): string {
  const { title, lines, write } = texts[facts.language];
  const rule = "_".repeat(60);
  return [
    title,
    "",
    facts.vault,
    facts.device,
    "",
    write,
    "",
    rule,
    "",
    rule,
    "",
    ...lines.flatMap((line) => [line, ""]),
  ].join("\n");
}

/** One HTML page that prints on A4 without anything from elsewhere; plain enough to read as text. */
export function recoverySheet(facts: {
  readonly vault: string;
  readonly device: string;
  readonly language: Language;
}): string {
  const { title, dir, lines, write } = texts[facts.language];
  return `<!doctype html>
<html lang="${facts.language}" dir="${dir}"><meta charset="utf-8"><title>${title}</title>
<style>body{font:14pt/1.6 serif;max-width:17cm;margin:2cm auto}code,.id{font-family:monospace;direction:ltr;unicode-bidi:isolate}.line{border-bottom:1px solid;height:2.2em}</style>
<h1>${title}</h1>
<p class="id">${facts.vault}<br>${facts.device}</p>
<p><strong>${write}</strong></p><div class="line"></div><div class="line"></div>
${lines.map((line) => `<p>${line.replace(/(age -d keys\.age|amana [a-z]+ [A-Z]+(?: --vault DIR)?)/g, "<code>$1</code>")}</p>`).join("\n")}
</html>
`;
}
