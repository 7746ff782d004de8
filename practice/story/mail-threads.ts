/** Twelve e-mails in three threads: counsel and documentation (English), a mother (Arabic), the office (Sorani). */

import type { ArchiveFile } from "../material/file.ts";
import { invented } from "../material/file.ts";
import { type Address, host, type Mail } from "../material/mail.ts";
import { docx, xml } from "../material/office.ts";
import { addDays, at, dayText, westernDigits } from "../world/calendar.ts";
import { recipient } from "../world/cast.ts";
import { fullName, shortName } from "../world/person-name.ts";
import { placeById } from "../world/places.ts";
import type { World } from "../world/world.ts";

export interface Attached {
  readonly report: ArchiveFile;
  readonly gatePhoto: ArchiveFile;
  readonly gateSmall: ArchiveFile;
}

/** Invented, and of no country's names: counsel works abroad. */
const counsel: Address = { name: "Perrin Ashdale", address: "p.ashdale@counsel.example" };

export function addresses({
  cast,
}: World): Readonly<Record<"coordinator" | "documenter" | "driver" | "mother" | "counsel", Address>> {
  const mailbox = (word: string): string => `${word}@${host}`;
  return {
    coordinator: { name: shortName(cast.coordinator.name, "ckb"), address: mailbox("desk") },
    documenter: { name: shortName(cast.documenter.name, "en").replace("al-", "Al "), address: mailbox("documents") },
    driver: { name: cast.driver.name.given.en, address: mailbox("garage") },
    mother: { name: shortName(cast.mother.name, "ar"), address: "neighbour@post.example" },
    counsel,
  };
}

const footer = {
  en: `\n\n--\n${invented.en}.`,
  ar: `\n\n--\n${invented.ar}.`,
  ckb: `\n\n--\n${invented.ckb}.`,
} as const;

/** Reply after reply: each mail answers all before it. */
function thread(mails: readonly Omit<Mail, "answers">[]): Mail[] {
  const done: Mail[] = [];
  for (const mail of mails) done.push({ ...mail, ...(done.length > 0 && { answers: [...done] }) });
  return done;
}

export function threads(world: World, { report, gatePhoto, gateSmall }: Attached): Mail[][] {
  const { cast, days } = world;
  const who = addresses(world);
  const asHtml = (text: string): string =>
    `<html><body>${text
      .split("\n\n")
      .map((each) => `<p>${xml(each).replaceAll("\n", "<br>")}</p>`)
      .join("")}</body></html>`;
  const subjectEn = "Eastern gate: what we hold";
  const firstEn = `Dear Perrin,\n\nattached is situation report no. 3. The miller's statement stays with us until you tell me whether "lead only" holds where you are.\n\nLedger 26 is the thing to look for: everybody speaks of it, nobody has seen it.\n\n${cast.documenter.name.given.en}${footer.en}`;
  const english = thread([
    {
      id: "en-1",
      from: who.documenter,
      to: [who.counsel],
      sent: at(addDays(days.report, 1), "09:12"),
      subject: subjectEn,
      text: firstEn,
      html: asHtml(firstEn),
      attachments: [{ name: "situation-report-3.pdf", type: "application/pdf", bytes: report.bytes }],
    },
    {
      id: "en-2",
      from: who.counsel,
      to: [who.documenter],
      sent: at(addDays(days.report, 2), "12:40"),
      subject: `Re: ${subjectEn}`,
      text: `Thank you. "Lead only" means we may follow it, and may not show it. I have written that on the first page.\n\nThree questions, none of them for the witnesses: who kept the ledger, who could open the granary, who counted the keys?\n\nThe ${recipient} will ask how each photograph reached you. Please keep the files as they came.\n\nP. Ashdale${footer.en}`,
    },
    {
      id: "en-3",
      from: who.documenter,
      to: [who.counsel],
      cc: [who.coordinator],
      sent: at(addDays(days.report, 3), "08:30"),
      subject: `Re: ${subjectEn}`,
      text: `The gate picture is attached as it was sent on to us, small and without its date. The large one came later by hand; I will compare them.\n\nThe weaver has withdrawn. ${shortName(cast.weaver.name, "en")} wants to be left in peace for now and I told him that this is enough of a reason.${footer.en}`,
      attachments: [{ name: "IMG-WA0003.jpg", type: "image/jpeg", bytes: gateSmall.bytes }],
    },
    {
      id: "en-4",
      from: who.counsel,
      to: [who.documenter],
      cc: [who.coordinator],
      sent: at(addDays(days.report, 3), "17:55"),
      subject: `Re: ${subjectEn}`,
      text: `Understood. Nothing of his leaves your office. Please tell me what falls away in the report without him, paragraph by paragraph.\n\nP. Ashdale${footer.en}`,
    },
  ]);
  const subjectAr = `سؤال عن ابني ${cast.missing.name.given.ar}`;
  const arabic = thread([
    {
      id: "ar-1",
      from: who.mother,
      to: [who.coordinator],
      sent: at(addDays(days.letter, 1), "19:05"),
      subject: subjectAr,
      charset: "windows-1256",
      text: `السلام عليكم،\n\nأرسلت لكم رسالة بالبريد أمس. ابني ${fullName(cast.missing.name, "ar")} لم يعد منذ ${westernDigits(dayText(addDays(days.gate, 1), "ar"))}. كان يلبس سترة زرقاء ومعه دراجته.\n\nهذه جارتي تكتب عني.${footer.ar}`,
    },
    {
      id: "ar-2",
      from: who.coordinator,
      to: [who.mother],
      sent: at(addDays(days.letter, 2), "10:15"),
      subject: `رد: ${subjectAr}`,
      encoding: "base64",
      text: `وعليكم السلام،\n\nوصلت رسالتك ونحن نحتفظ بها كما هي. كتبنا الاسم في قائمة العائلات. لن نرسل اسمك إلى أحد من غير أن نسألك.\n\nهل عندك صورة للبوابة كما كانت ذلك اليوم؟ لا تذهبي إليها من أجلنا.${footer.ar}`,
    },
    {
      id: "ar-3",
      from: who.mother,
      to: [who.coordinator],
      sent: at(addDays(days.letter, 4), "20:48"),
      subject: `رد: ${subjectAr}`,
      text: `ابن جارتي عنده صورة من قبل. أرفقتها. لا يظهر فيها أحد.\n\nسمعت أن رجلا يسأل عن الدفتر في ${placeById("halunta").name.ar}، يقولون له ${cast.registrar.kunya?.ar}. لا أعرف أكثر من هذا.${footer.ar}`,
      attachments: [{ name: "صورة البوابة.jpg", type: "image/jpeg", bytes: gatePhoto.bytes }],
    },
    {
      id: "ar-4",
      from: who.coordinator,
      to: [who.mother],
      sent: at(addDays(days.letter, 5), "09:00"),
      subject: `رد: ${subjectAr}`,
      encoding: "base64",
      text: `وصلت الصورة، شكرا لك ولابن جارتك. إذا سمعنا شيئا نتصل بك من هذا الرقم فقط.${footer.ar}`,
    },
  ]);
  const subjectCkb = "وەرگێڕانی گێڕانەوەی ئاشەوان";
  const statementDocx = docx(
    [
      { text: invented.en, language: "en" },
      { text: "Translation of the miller's statement (draft)", language: "en", bold: true },
      {
        text: `I am ${fullName(cast.miller.name, "en")}, a miller in Halunta. I say this of my own will and can stop whenever I wish.`,
        language: "en",
      },
      {
        text: `The guards took ${shortName(cast.weaver.name, "en")} and his friend down from the car and led them to the old grain store.`,
        language: "en",
      },
      { text: `تێبینی: "کۆگای کۆنی گەنم" هەمان شوێنە کە لە نامەکەی دایکدا هاتووە.`, language: "ckb" },
      { text: "ملاحظة: تراجع الترجمة مع الشاهد قبل أي استعمال.", language: "ar" },
    ],
    at(addDays(days.statement, 2), "11:00"),
  );
  const sorani = thread([
    {
      id: "ckb-1",
      from: who.coordinator,
      to: [who.documenter],
      sent: at(addDays(days.statement, 1), "09:40"),
      subject: subjectCkb,
      text: `سڵاو،\n\nگێڕانەوەی ${shortName(cast.miller.name, "ckb")} تەواو بوو. تکایە بۆ پارێزەرەکە بیکە بە ئینگلیزی، وشە بە وشە، بێ جوانکردن.${footer.ckb}`,
    },
    {
      id: "ckb-2",
      from: who.documenter,
      to: [who.coordinator],
      sent: at(addDays(days.statement, 2), "11:20"),
      subject: `وەڵام: ${subjectCkb}`,
      text: `سڵاو،\n\nڕەشنووسەکەم هاوپێچ کرد. لە ${placeById("halunta").name.ckb} بە "کۆگا" دەڵێن هەموو باڵەخانەکە، بۆیە نووسیم grain store.${footer.ckb}`,
      attachments: [
        {
          name: "وەرگێڕانی گێڕانەوە.docx",
          type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          bytes: statementDocx,
        },
      ],
    },
    {
      id: "ckb-3",
      from: who.coordinator,
      to: [who.documenter],
      sent: at(addDays(days.statement, 2), "15:02"),
      subject: `وەڵام: ${subjectCkb}`,
      text: `سوپاس. شایەتەکە خۆی دەیەوێت بیخوێنێتەوە پێش ئەوەی بۆ هیچ کەسێک بنێردرێت.${footer.ckb}`,
    },
    {
      id: "ckb-4",
      from: who.documenter,
      to: [who.coordinator],
      sent: at(addDays(days.statement, 4), "08:55"),
      subject: `وەڵام: ${subjectCkb}`,
      text: `ئەمڕۆ پێکەوە خوێندمانەوە. یەک وشەی گۆڕی: نەیگوت "گرتیانن"، گوتی "بردیانن". هەر وا دەمێنێتەوە.${footer.ckb}`,
    },
  ]);
  return [english, arabic, sorani];
}
