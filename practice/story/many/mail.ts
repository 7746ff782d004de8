/**
 * Three years of the office's mail: threads about acts, names written two ways, lists and rest, in three languages, some with
 * a letter, a photograph or an extract of a list attached; and the mailboxes of the years beside.
 */
import { csvBytes } from "../../material/csv.ts";
import { invented } from "../../material/file.ts";
import { type Address, type Attachment, host, type Mail } from "../../material/mail.ts";
import { docx } from "../../material/office.ts";
import { addDays, at } from "../../world/calendar.ts";
import { type Act, type GrownWorld, personOf } from "../../world/grown.ts";
import { fullName, type Language, languages, shortName } from "../../world/person-name.ts";
import { placeById } from "../../world/places.ts";
import { type Random, randomFrom } from "../../world/random.ts";
import { addresses } from "../mail-threads.ts";
import { lifeLine, officeLine, question } from "./everyday.ts";
import { letter, paperFile } from "./letters.ts";
import { actsFor, actsInTime, sentencesOf, slotsOf } from "./slots.ts";

/** How many mails each thread has, so that together they are as many as the size asks for. */
export function threadLengths(world: GrownWorld): number[] {
  const random = randomFrom(world.seed, "threads");
  const lengths: number[] = [];
  for (let left = world.size.mails; left > 0; left -= lengths.at(-1) ?? 0)
    lengths.push(Math.min(left, random.between(3, 9)));
  return lengths;
}

const subjects: Readonly<Record<Language, readonly ((name: string, place: string) => string)[]>> = {
  ar: [(name) => `سؤال عن ${name}`, (_, place) => `ما وصل من ${place}`, (name) => `تصحيح اسم ${name}`],
  ckb: [
    (name) => `پرسیار لەسەر ${name}`,
    (_, place) => `ئەوەی لە ${place}ەوە هات`,
    (name) => `ڕاستکردنەوەی ناوی ${name}`,
  ],
  en: [(name) => `About ${name}`, (_, place) => `What came from ${place}`, (name) => `The name of ${name}, again`],
};
const replies: Readonly<Record<Language, string>> = { ar: "رد: ", ckb: "وەڵام: ", en: "Re: " };
const greetings: Readonly<Record<Language, readonly string[]>> = {
  ar: ["السلام عليكم،", "تحية طيبة،", "مساء الخير،"],
  ckb: ["سڵاو،", "ڕۆژباش،"],
  en: ["Dear all,", "Hello,", "Good evening,"],
};

/** One thread, oldest first: each mail answers all before it. */
export function threadOf(world: GrownWorld, index: number, lengths: readonly number[]): Mail[] {
  const random = randomFrom(world.seed, `thread ${index}`);
  const language = languages[index % languages.length] ?? "en";
  const [act] = actsFor(world, "threads", index, 1);
  if (act === undefined) throw new Error("practice archive: no act for a thread");
  const person = personOf(world, act.victims[0] ?? "");
  const outside: Address = {
    name: shortName(personOf(world, random.pick(world.victims)).name, language),
    address: `reader${index + 1}@post.example`,
  };
  const who = addresses(world.story);
  const desk = [who.documenter, who.coordinator, who.counsel, outside] as const;
  const start = random.between(4, 55);
  const subject = random.pick(subjects[language])(
    shortName(person.name, language),
    placeById(act.place).name[language],
  );
  const mails: Mail[] = [];
  for (let turn = 0; turn < (lengths[index] ?? 0); turn += 1) {
    const [from, to, cc] = random.shuffled(desk) as [Address, Address, Address];
    const hour = String(random.between(8, 19)).padStart(2, "0");
    const sent = at(addDays(act.day, start + turn * 2), `${hour}:${String(random.below(60)).padStart(2, "0")}`);
    const carries = turn === 0 || random.chance(0.08);
    const attachments = carries ? attachmentOf({ world, index, turn, act, language, sent }) : [];
    mails.push({
      id: `t${String(index + 1).padStart(3, "0")}-${turn + 1}`,
      from,
      to: [to],
      ...(random.chance(0.3) && { cc: [cc] }),
      sent,
      subject: turn === 0 ? subject : `${replies[language]}${subject}`,
      text: body(world, turn, act, language, random),
      ...(random.chance(0.2) && { encoding: "base64" as const }),
      ...(turn > 0 && { answers: [...mails] }),
      ...(attachments.length > 0 && { attachments }),
    });
  }
  return mails;
}

function body(world: GrownWorld, turn: number, act: Act, language: Language, random: Random): string {
  const { taken, command, reason } = sentencesOf(world, act, language);
  const office = (): string => officeLine(random, language, slotsOf(random, language));
  const told = turn === 0 ? [taken] : turn === 1 ? [command ?? office()] : turn === 2 ? [reason ?? office()] : [];
  const more = Array.from({ length: random.between(2, 4) }, () =>
    random.pick([
      office,
      () => lifeLine(random, language, slotsOf(random, language)),
      () => question(random, language),
    ])(),
  );
  const paragraphs = [
    random.pick(greetings[language]),
    [...told, ...more.slice(0, 2)].join(" "),
    more.slice(2).join(" "),
  ];
  return `${paragraphs.filter((each) => each !== "").join("\n\n")}\n\n--\n${invented[language]}.`;
}

interface Carrying {
  readonly world: GrownWorld;
  readonly index: number;
  readonly turn: number;
  readonly act: Act;
  readonly language: Language;
  readonly sent: string;
}

/** In turn: nothing, a letter of the archive, an extract of a list, a text with two spellings. */
function attachmentOf({ world, index, turn, act, language, sent }: Carrying): Attachment[] {
  const kind = (index + turn) % 6;
  if (kind === 1) {
    const paper = letter(world, index % world.size.letters);
    // Nobody sends a letter that is not written yet.
    if (paper.written > sent) return [];
    const { path, bytes } = paperFile(paper);
    return [{ name: path.slice(path.lastIndexOf("/") + 1), type: "application/pdf", bytes }];
  }
  const people = act.victims.map((id) => personOf(world, id));
  if (kind === 3) {
    const rows = [
      ["No.", "Name", "الاسم", "Place"],
      ...people.map(({ name, home }, at) => [
        at + 1,
        fullName(name, "en"),
        fullName(name, "ar"),
        placeById(home).name.en,
      ]),
    ];
    return [{ name: "قائمة.csv", type: "text/csv", bytes: csvBytes(rows, { mark: ",", charset: "utf-8-bom" }) }];
  }
  if (kind !== 5) return [];
  const lines = people.flatMap(({ name }) => languages.map((each) => ({ text: fullName(name, each), language: each })));
  const when = at(addDays(act.day, 2), "12:00");
  const type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  return [{ name: "spellings.docx", type, bytes: docx([{ text: invented[language], language }, ...lines], when) }];
}

/** The office's other mailbox of one year, oldest first: short messages without threads. */
export function yearMailbox(world: GrownWorld, year: number, count: number): Mail[] {
  const random = randomFrom(world.seed, `mailbox ${year}`);
  const who = addresses(world.story);
  const acts = actsInTime(world, 0, 1, world.acts.length).filter(({ day }) => day.startsWith(String(year)));
  const mails = Array.from({ length: count }, (_, index): Mail => {
    const language = languages[index % languages.length] ?? "en";
    const [from, to] = random.shuffled([who.coordinator, who.documenter, who.driver]) as [Address, Address];
    const act = acts[Math.floor((index * acts.length) / count)];
    const about = act !== undefined && random.chance(0.3) ? [sentencesOf(world, act, language).taken] : [];
    const lines = [
      ...about,
      officeLine(random, language, slotsOf(random, language)),
      lifeLine(random, language, slotsOf(random, language)),
    ];
    return {
      id: `y${year}-${String(index + 1).padStart(4, "0")}`,
      from,
      to: [to],
      sent: at(addDays(act?.day ?? `${year}-01-10`, 3), `${String(8 + (index % 11)).padStart(2, "0")}:15`),
      subject: lines[0]?.split(/[،,.]/)[0]?.slice(0, 60) ?? "",
      text: `${lines.join("\n\n")}\n\n--\n${invented[language]}.`,
    };
  });
  return mails.sort((a, b) => (a.sent < b.sent ? -1 : 1));
}

export const mailPath = (mail: Mail): string => `mail/${mail.sent.slice(0, 4)}/${mail.id}.${host.split(".")[0]}.eml`;
