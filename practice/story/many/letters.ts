/** Letters of one page, and field notes of two, in three languages, told from the acts of the world. */
import { type ArchiveFile, invented } from "../../material/file.ts";
import type { Block, PageStory } from "../../material/layout.ts";
import { letterPdf } from "../../material/letter-pdf.ts";
import { docx } from "../../material/office.ts";
import type { Fact } from "../../truth.ts";
import { addDays, at, dayText } from "../../world/calendar.ts";
import { type GrownWorld, personOf } from "../../world/grown.ts";
import { fullName, type Language, languages } from "../../world/person-name.ts";
import { placeById } from "../../world/places.ts";
import { randomFrom } from "../../world/random.ts";
import { organisation } from "../letters.ts";
import type { Quote } from "../quote.ts";
import { lifeLine, officeLine } from "./everyday.ts";
import { longInterview } from "./interviews.ts";
import { actsFor, actsInTime, lastDay, sentencesOf, slotsOf } from "./slots.ts";
import { actFact } from "./stated.ts";

export interface Paper {
  readonly path: string;
  readonly title: string;
  readonly language: Language;
  readonly written: string;
  readonly pages: readonly (readonly string[])[];
  readonly facts: readonly Fact[];
  readonly writer?: string;
}

const opening: Readonly<Record<Language, (name: string, place: string) => string>> = {
  ar: (name, place) => `أنا ${name} من ${place}. أكتب ما رأيته وما سمعته، كلا على حدة.`,
  ckb: (name, place) => `من ${name}م لە ${place}. ئەوە دەنووسم کە بینیومە و ئەوەی بیستوومە، هەر یەکەیان بە جیا.`,
  en: (name, place) => `I am ${name} of ${place}. I write what I saw and what I heard, each apart.`,
};
const closing: Readonly<Record<Language, string>> = {
  ar: "لكم أن تسألوني مرة أخرى، ولا تنشروا اسمي.",
  ckb: "دەتوانن جارێکی تر لێم بپرسن، بەڵام ناوم بڵاو مەکەنەوە.",
  en: "You may ask me again; do not publish my name.",
};
const titles = {
  letter: {
    ar: `رسالة إلى ${organisation.ar}`,
    ckb: `نامە بۆ ${organisation.ckb}`,
    en: `Letter to the ${organisation.en}`,
  },
  note: { ar: "ملاحظة ميدانية", ckb: "تێبینی مەیدانی", en: "Field note" },
} as const;

/** The first letter is by the person of the first account, who may withdraw. */
export function letter(world: GrownWorld, index: number): Paper {
  const random = randomFrom(world.seed, `letter ${index}`);
  const language = index === 0 ? "ar" : (languages[index % 3] ?? "ar");
  const writer = index === 0 ? longInterview(world, 0).teller : personOf(world, random.pick(world.victims.slice(40)));
  const [act] = actsFor(world, "letters", index, 1);
  if (act === undefined) throw new Error("practice archive: no act for a letter");
  const path = `letters/${String(index + 1).padStart(3, "0")}-letter-${language}.pdf`;
  const { day: when, undated, command, reason } = sentencesOf(world, act, language);
  const day = addDays(act.day, random.between(10, 70));
  const life = (): string => lifeLine(random, language, slotsOf(random, language));
  const text = [
    titles.letter[language],
    `${placeById(writer.home).name[language]}، ${dayText(day, language)}`.replace("،", language === "en" ? "," : "،"),
    opening[language](fullName(writer.name, language), placeById(writer.home).name[language]),
    life(),
    `${when} ${undated}`,
    ...(command === undefined ? [] : [command]),
    ...(reason === undefined ? [] : [reason]),
    life(),
    closing[language],
    fullName(writer.name, language),
  ];
  const quote: Quote = { file: path, place: { type: "page", page: 1 }, words: undated };
  const saidBy = index === 0 ? "the person of account 1, in a letter" : `the writer of letter ${index + 1}`;
  return {
    path,
    title: titles.letter[language],
    language,
    written: at(day, "10:00"),
    pages: [text],
    facts: [actFact(world, act, quote, saidBy)],
    writer: writer.id,
  };
}

/** Every fourth note was kept as a text document, the others printed. */
export function note(world: GrownWorld, index: number): Paper {
  const random = randomFrom(world.seed, `note ${index}`);
  const language = (["en", "ckb", "ar"] as const)[index % 3] ?? "en";
  const ending = index % 4 === 3 ? "docx" : "pdf";
  const acts = actsInTime(world, index, world.size.notes, 4);
  const day = addDays(lastDay(acts), random.between(2, 20));
  const path = `notes/${day}-note-${String(index + 1).padStart(3, "0")}.${ending}`;
  const page = (number: number): string[] => {
    const office = (): string => officeLine(random, language, slotsOf(random, language));
    const told = acts.slice(number * 2, number * 2 + 2).flatMap((act) => {
      const { day: when, undated, command } = sentencesOf(world, act, language);
      return [
        `${when} ${undated}`,
        ...(command === undefined ? [] : [command]),
        lifeLine(random, language, slotsOf(random, language)),
      ];
    });
    const head = `${titles.note[language]} ${index + 1}`;
    return [number === 0 ? head : `${head} (2)`, dayText(day, language), office(), ...told, office()];
  };
  const pages = [page(0), page(1)];
  const [act] = acts;
  const words = act === undefined ? "" : sentencesOf(world, act, language).undated;
  const quote: Quote = { file: path, place: { type: "page", page: 1 }, words };
  const facts = act === undefined || ending === "docx" ? [] : [actFact(world, act, quote, `field note ${index + 1}`)];
  return { path, title: `${titles.note[language]} ${index + 1}`, language, written: at(day, "18:20"), pages, facts };
}

export function paperFile({ path, title, language, written, pages }: Paper): ArchiveFile {
  if (path.endsWith(".docx")) {
    const paragraphs = [invented[language], ...pages.flat()].map((text) => ({ text, language }));
    return { path, bytes: docx(paragraphs, written), modified: written };
  }
  const stories = pages.map(
    ([head = "", ...rest]): PageStory => ({
      language,
      blocks: [
        { type: "title", text: head, language },
        ...rest.map((text): Block => ({ type: "text", text, language })),
      ],
    }),
  );
  return letterPdf({ path, title, author: organisation[language], written, pages: stories });
}
