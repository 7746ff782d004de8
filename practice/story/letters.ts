/** Four letters and reports: a mother (Arabic), a miller (Sorani), a copied order with notes (both, with numbers), a report (English). */

import type { Block, PageStory } from "../material/layout.ts";
import type { Letter } from "../material/letter-pdf.ts";
import { group, unitById } from "../world/armed-group.ts";
import { addDays, at, dayText, easternDigits, monthText } from "../world/calendar.ts";
import { fullName, type Language, shortName } from "../world/person-name.ts";
import { placeById } from "../world/places.ts";
import type { World } from "../world/world.ts";
import { paths, type Quote } from "./quote.ts";

export interface LetterStory<Key extends string> {
  readonly letter: Letter;
  readonly quotes: Readonly<Record<Key, Quote>>;
}

export const organisation = { ar: "بيت الطريق", ckb: "ماڵی ڕێگا", en: "House of the Road" } as const;

const write =
  (language: Language) =>
  (type: Block["type"], text: string): Block => ({ type, text, language });
const onPage = (file: string, page: number, words: string): Quote => ({ file, place: { type: "page", page }, words });
const name = (id: string, language: Language): string => placeById(id).name[language];

export function motherLetter({ cast, days }: World): LetterStory<"kunya" | "missing" | "consent"> {
  const { mother, missing, weaver, friend, gatekeeper } = cast;
  const kunya = `كان الحرس ينادون آمر البوابة ${gatekeeper.kunya?.ar}، وسمعت الاسم بأذني.`;
  const gone = `ذهب ابني ${fullName(missing.name, "ar")} في الصباح التالي ليسأل عن زميله ولم يعد إلى البيت.`;
  const consent = "لكم أن تعطوا رسالتي لمن يحقق في ما جرى، ولا تنشروا اسمي.";
  const p = write("ar");
  const page: PageStory = {
    language: "ar",
    blocks: [
      p("title", `رسالة إلى ${organisation.ar}`),
      p("text", `${name("dulzar", "ar")}، ${dayText(days.letter, "ar")}`),
      p("text", "الأخوات الكريمات، تحية طيبة وبعد،"),
      p(
        "text",
        `أنا ${fullName(mother.name, "ar")} من بلدة ${name("dulzar", "ar")}. أكتب إليكم بيد جارتي لأن نظري لم يعد يساعدني.`,
      ),
      p(
        "text",
        `في مساء ${dayText(days.gate, "ar")} أوقف ${unitById("gate-guard").name.ar} عند البوابة الشرقية في ${name("halunta", "ar")} زميل ابني في العمل ${shortName(weaver.name, "ar")} وصديقه ${shortName(friend.name, "ar")}، وقالوا إن اسميهما في دفتر ${unitById("registry-office").name.ar}.`,
      ),
      p("text", kunya),
      p("text", gone),
      p(
        "text",
        "سألت عند البوابة أربع مرات. في المرة الأخيرة قال لي الكاتب إن الاسم ليس عنده. لا أطلب انتقاما من أحد. أطلب أن أعرف أين ابني.",
      ),
      p("text", consent),
      p("sign", `مع الشكر\n${fullName(mother.name, "ar")}`),
    ],
  };
  const file = paths.motherLetter;
  return {
    letter: {
      path: file,
      title: `رسالة إلى ${organisation.ar}`,
      author: organisation.ar,
      written: at(days.letter, "10:20"),
      pages: [page],
    },
    quotes: { kunya: onPage(file, 1, kunya), missing: onPage(file, 1, gone), consent: onPage(file, 1, consent) },
  };
}

export function millerStatement({ cast, days }: World): LetterStory<"taken" | "kunya" | "consent"> {
  const { miller, weaver, gatekeeper } = cast;
  const taken = `${unitById("gate-guard").name.ckb} ${shortName(weaver.name, "ckb")} و هاوڕێکەیان لە ئۆتۆمبێلەکە دابەزاند و بردیانن بۆ کۆگای کۆنی گەنم.`;
  const kunya = `ئەوەی فەرمانی دەدا پێیان دەگوت ${gatekeeper.kunya?.ckb}؛ ناوی ڕاستەقینەی نازانم.`;
  const consent = "ڕازیم ئەم گێڕانەوەیە بدرێت بە لێکۆڵەرەوەکان، بەڵام تەنها وەک سەرەداو.";
  const p = write("ckb");
  const page: PageStory = {
    language: "ckb",
    blocks: [
      p("title", "گێڕانەوەی شایەت"),
      p("text", `${name("rushtaf", "ckb")}، ${dayText(days.statement, "ckb")}`),
      p(
        "text",
        `من ${fullName(miller.name, "ckb")}م، ئاشەوانم لە ${name("halunta", "ckb")}. ئەم قسانە بە ویستی خۆم دەکەم و هەر کاتێک بمەوێت دەتوانم بوەستم.`,
      ),
      p("text", `ئێوارەی ${dayText(days.gate, "ckb")} لە بەردەم دەروازەی ڕۆژهەڵات بووم و باری گەنمم پێ بوو.`),
      p("text", taken),
      p("text", kunya),
      p("text", "نەمبینی کەس لێیان بدات. ئەوەی بە چاوی خۆم نەمبینیبێت نایڵێم."),
      p("text", `دوای سێ هەفتە بیستم کە هەردووکیان گەیشتوونەتە شوێنێکی پارێزراو لە دەرەوەی ${name("halunta", "ckb")}.`),
      p("text", consent),
      p("sign", `${fullName(miller.name, "ckb")}\nنووسەری گێڕانەوەکە: ${organisation.ckb}`),
    ],
  };
  const file = paths.millerStatement;
  return {
    letter: {
      path: file,
      title: "گێڕانەوەی شایەت",
      author: organisation.ckb,
      written: at(days.statement, "16:05"),
      pages: [page],
    },
    quotes: { taken: onPage(file, 1, taken), kunya: onPage(file, 1, kunya), consent: onPage(file, 1, consent) },
  };
}

export function orderNotes({ cast, days }: World): LetterStory<"signed" | "forbidden"> {
  const { registrar } = cast;
  const signed = `Under the stamp stands the kunya ${registrar.kunya?.en}; the signature cannot be read.`;
  const forbidden = `يمنع تعليم القراءة في غرف الخياطة في ${name("tishmarin", "ar")} حتى إشعار آخر.`;
  const [ar, en] = [write("ar"), write("en")];
  const office = unitById("registry-office").name;
  const page: PageStory = {
    language: "ar",
    blocks: [
      ar("title", `${office.ar} — الأمر رقم ${easternDigits(17)}`),
      ar("small", "نسخة رقم 4 من 12 (Copy 4 of 12)، وصلت إلى بيت الطريق (House of the Road)"),
      ar("text", `${name("tishmarin", "ar")}، ${dayText(days.order, "ar")}`),
      ar("text", forbidden),
      ar(
        "text",
        `تسلم المفاتيح الأربعة إلى ${unitById("market-bench").name.ar} خلال ${easternDigits(3)} أيام، ومن يخالف يكتب اسمه في الدفتر ${easternDigits(26)}.`,
      ),
      ar("text", "سيارة بيضاء رقم 48-2217 (plate 48-2217) وزعت النسخ في السوق، بحسب صاحب الدكان رقم 9."),
      ar("gap", " "),
      en("title", "Reading notes"),
      en("text", `${signed} Witnesses use the same kunya for the man alleged to have headed ${office.en}.`),
      en(
        "text",
        `The order is dated ${dayText(days.order, "en")}. It names four keys, 3 days and ledger 26. The Arabic heading has the number ${easternDigits(17)} (17), not ${easternDigits(71)} (71).`,
      ),
      en("small", `Typed out and noted at ${organisation.en}, ${dayText(addDays(days.order, 30), "en")}.`),
    ],
  };
  const file = paths.orderNotes;
  return {
    letter: {
      path: file,
      title: "Order no. 17: copy and reading notes",
      author: organisation.en,
      written: at(addDays(days.order, 30), "11:45"),
      pages: [page],
    },
    quotes: { signed: onPage(file, 1, signed), forbidden: onPage(file, 1, forbidden) },
  };
}

export function situationReport({ cast, days, commands }: World): LetterStory<"role" | "brought" | "gate"> {
  const { registrar, gatekeeper, weaver, friend, teacher, driver } = cast;
  const command = commands.find(({ person }) => person === registrar.id);
  const role = `${fullName(registrar.name, "en")}, whom witnesses call ${registrar.kunya?.en}, is alleged to have headed ${unitById("registry-office").name.en} in Halunta from ${monthText(command?.from ?? days.order, "en")} on.`;
  const gate = `At the eastern gate of Halunta the guards took two men from a car on the evening of ${dayText(days.gate, "en")}.`;
  const brought = `On the night of ${dayText(days.journey, "en")} three persons were brought out over the old bridge.`;
  const p = write("en");
  const first: PageStory = {
    language: "en",
    blocks: [
      p("title", "Situation report no. 3: the eastern gate of Halunta"),
      p(
        "small",
        `${organisation.en}, Rushtaf, ${dayText(days.report, "en")}. For the file and for counsel. Not for publication.`,
      ),
      p(
        "text",
        `1. This report sets out what we hold on the eastern gate and on ${unitById("registry-office").name.en} of ${group.en}, who says so, and what we do not know.`,
      ),
      p(
        "text",
        `2. ${gate} A miller who stood in the queue saw it. A mother wrote to us about it twelve days later. The two accounts were taken apart from each other.`,
      ),
      p(
        "text",
        `3. The guards are said to have spoken of “improper friendship”. These are the words of those alleged to have acted; we record them as what they took the two men to be, and we state nothing about the men themselves.`,
      ),
      p(
        "text",
        `4. Nine days before, order no. 17 had closed the sewing rooms of Tishmarin, where ${shortName(teacher.name, "en")} taught girls to read.`,
      ),
      p(
        "text",
        "5. We hold two statements, one copy of the order, four photographs, one list of missing persons kept by families, and one capture of a page of the group.",
      ),
      p(
        "text",
        "6. Nobody was asked more than they wished to tell. First accounts only; no questions about what was done to them in the granary.",
      ),
    ],
  };
  const second: PageStory = {
    language: "en",
    blocks: [
      p("title", "Command, journey, and what is missing"),
      p("text", `7. ${role} Two sources say so independently; a third, the copied order, carries the kunya.`),
      p(
        "text",
        `8. The man in command at the gate was called ${gatekeeper.kunya?.en}. One source gives his name as ${shortName(gatekeeper.name, "en")}; we have not been able to confirm it.`,
      ),
      p(
        "text",
        `9. ${brought} They were ${shortName(weaver.name, "en")}, ${shortName(friend.name, "en")} and ${shortName(teacher.name, "en")}. ${driver.name.given.en}, who drove, had been told the meeting point and nothing else.`,
      ),
      p(
        "text",
        `10. Missing: ${fullName(cast.missing.name, "en")}, who went to the gate the next morning to ask after a colleague. His mother has had no word.`,
      ),
      p(
        "text",
        "11. We do not know who gave the order at the granary, what became of ledger 26, or how many names it held.",
      ),
      p(
        "text",
        "12. Consent: the teacher and the miller agreed to investigators, the miller as a lead only. The weaver first agreed and then withdrew. His statement is not to leave this office.",
      ),
      p("sign", `${fullName(cast.documenter.name, "en")}\ndocumentation officer`),
    ],
  };
  const file = paths.report;
  return {
    letter: {
      path: file,
      title: "Situation report no. 3",
      author: organisation.en,
      written: at(days.report, "18:30"),
      pages: [first, second],
    },
    quotes: { role: onPage(file, 2, role), brought: onPage(file, 2, brought), gate: onPage(file, 1, gate) },
  };
}
