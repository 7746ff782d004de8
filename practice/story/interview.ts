/** The teacher's first account: a few sentences, one who asks nothing more than needed. Arabic, with the interviewer in Sorani. */

import type { Interview } from "../material/interview.ts";
import { unitById } from "../world/armed-group.ts";
import { addDays, at } from "../world/calendar.ts";
import { placeById } from "../world/places.ts";
import type { World } from "../world/world.ts";
import { paths, type Quote } from "./quote.ts";

export interface InterviewStory {
  readonly interview: Interview;
  readonly quotes: Readonly<Record<"threatened" | "journey", Quote>>;
}

export function teacherInterview({ cast, days }: World): InterviewStory {
  const [asks, tells] = [cast.documenter.name.given.ckb, cast.teacher.name.given.ar];
  const threatened = `جاء رجال ${unitById("market-bench").name.ar} وقالوا إن اسمي في الدفتر، وإن علي أن أسلم المفاتيح.`;
  const journey = "خرجت من البلدة ليلا مع شخصين لا أعرفهما. السائق لم يسألني عن شيء.";
  const file = `${paths.interview}.vtt`;
  return {
    interview: {
      path: paths.interview,
      recorded: at(addDays(days.interview, 0), "14:00"),
      seconds: 20,
      cues: [
        {
          from: 400,
          to: 3_400,
          voice: "asks",
          name: asks,
          language: "ckb",
          text: "سوپاس کە هاتیت. هەر کاتێک بتەوێت دەتوانیت بوەستیت.",
        },
        {
          from: 3_900,
          to: 7_600,
          voice: "tells",
          name: tells,
          language: "ar",
          text: `أوافق على التسجيل. كنت أعلم البنات القراءة في غرفة الخياطة في ${placeById("tishmarin").name.ar}.`,
        },
        { from: 8_000, to: 12_400, voice: "tells", name: tells, language: "ar", text: threatened },
        { from: 12_900, to: 16_800, voice: "tells", name: tells, language: "ar", text: journey },
        {
          from: 17_300,
          to: 19_600,
          voice: "asks",
          name: asks,
          language: "ckb",
          text: "بۆ ئەمڕۆ بەسە. سوپاس بۆ متمانەت.",
        },
      ],
    },
    quotes: {
      threatened: { file, place: { type: "time", from: 8_000, to: 12_400 }, words: threatened },
      journey: { file, place: { type: "time", from: 12_900, to: 16_800 }, words: journey },
    },
  };
}
