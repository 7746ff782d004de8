/** The office's mailbox: short everyday messages about what the world holds, in the three languages, as many as are asked for. */

import { invented } from "../material/file.ts";
import type { Address, Mail } from "../material/mail.ts";
import { unitById } from "../world/armed-group.ts";
import { addDays, at, dayText } from "../world/calendar.ts";
import type { Incident } from "../world/incidents.ts";
import type { Person } from "../world/people.ts";
import { type Language, languages, shortName } from "../world/person-name.ts";
import { placeById } from "../world/places.ts";
import { randomFrom } from "../world/random.ts";
import type { World } from "../world/world.ts";
import { addresses } from "./mail-threads.ts";

interface About {
  readonly person: string;
  readonly place: string;
  readonly day: string;
  readonly unit: string;
  readonly count: number;
}

type Writer = (about: About) => { readonly subject: string; readonly text: string };

const writers: Readonly<Record<Language, readonly Writer[]>> = {
  en: [
    ({ person, place, day }) => ({
      subject: `Family call: ${person}`,
      text: `A cousin called about ${person}, last seen in ${place} on ${day}. Calm, wants to be called back in the evening only.`,
    }),
    ({ place, count }) => ({
      subject: `Blankets for ${place}`,
      text: `From the store: ${count} blankets, ${count + 2} water cans, one stove. Signed for by the school.`,
    }),
    ({ place, day, unit }) => ({
      subject: `Note for the file: ${place}`,
      text: `Two callers, who do not know of each other, say that ${unit} stood on the road to ${place} on ${day}. No names given and none asked.`,
    }),
    ({ count }) => ({
      subject: "Scanner",
      text: `The scanner turns every page by a degree again.\nFrom now on put the sheets in by hand. ${count} pages are still to be done.`,
    }),
  ],
  ar: [
    ({ person, place, day }) => ({
      subject: `اتصال من عائلة ${person}`,
      text: `اتصل أخو ${person}. آخر مرة شوهد فيها في ${place} يوم ${day}. يفضل أن نكتب إليه ولا نتصل.`,
    }),
    ({ place, count }) => ({
      subject: `مواد إلى ${place}`,
      text: `خرج من المخزن ${count} بطانية وعلبة شاي. استلمتها مديرة المدرسة.`,
    }),
    ({ place, unit, day }) => ({
      subject: `للملف: ${place}`,
      text: `يقول شاهد إن ${unit} أقام نقطة على طريق ${place} يوم ${day}. لم نسأله عن الأسماء.`,
    }),
    ({ count }) => ({
      subject: "اجتماع الفريق",
      text: `الاجتماع يوم الأحد. على كل واحد أن يقرأ ${count} صفحة من القائمة قبله، وأن يستريح بعدها.`,
    }),
  ],
  ckb: [
    ({ person, place, day }) => ({
      subject: `پەیوەندی لە خێزانی ${person}`,
      text: `خوشکی ${person} پەیوەندی کرد. دواجار لە ${place} بینراوە، ${day}. دەیەوێت ناوی خۆی نەنووسرێت.`,
    }),
    ({ place, count }) => ({
      subject: `پێداویستی بۆ ${place}`,
      text: `لە کۆگاوە ${count} بەتانی و دوو زۆپا دەرچوو. قوتابخانەکە وەریگرت.`,
    }),
    ({ place, unit, day }) => ({
      subject: `بۆ دۆسیە: ${place}`,
      text: `دوو کەس دەڵێن ${unit} لەسەر ڕێگای ${place} وەستابوون، ${day}. ناومان لێ نەپرسین.`,
    }),
    ({ count }) => ({
      subject: "پشوو",
      text: `ئەم هەفتەیە هیچ کەس زیاتر لە ${count} لاپەڕە ناخوێنێتەوە. پشوو بەشێکە لە کارەکە.`,
    }),
  ],
};

/** Oldest first. Persons and incidents are the world's, so that a search finds them again elsewhere. */
export function officeMail(world: World, count: number): Mail[] {
  const random = randomFrom(world.seed, "office-mail");
  const who = addresses(world);
  const byId = new Map<string, Person>(world.victims.map((person) => [person.id, person]));
  const staff: readonly Address[] = [who.coordinator, who.documenter, who.driver];
  return Array.from({ length: count }, (_, index) => {
    const language = languages[index % languages.length] ?? "en";
    const incident = random.pick(world.incidents);
    const turn = Math.floor(index / languages.length);
    const writer = writers[language][turn % writers[language].length] as Writer;
    const { subject, text } = writer(aboutOf(incident, byId, language, random.between(3, 28)));
    const [from, to] = random.shuffled(staff) as [Address, Address];
    const sent = at(
      addDays(world.days.order, Math.floor((index * 60) / Math.max(1, count))),
      `${String(random.between(8, 18)).padStart(2, "0")}:${String(random.between(0, 59)).padStart(2, "0")}`,
    );
    return {
      id: `office-${String(index + 1).padStart(4, "0")}`,
      from,
      to: [to],
      sent,
      subject,
      text: `${text}\n\n--\n${invented[language]}.`,
    };
  });
}

function aboutOf(incident: Incident, byId: ReadonlyMap<string, Person>, language: Language, count: number): About {
  const person = byId.get(incident.victims[0] ?? "");
  return {
    person: person === undefined ? "—" : shortName(person.name, language),
    place: placeById(incident.place).name[language],
    day: dayText(incident.day, language),
    unit: unitById(incident.unit).name[language],
    count,
  };
}
