/** The chat of the third journey: the driver hears where and when, and nothing about why. */

import { type ChatMessage, chatExport } from "../material/chat.ts";
import { type ArchiveFile, invented } from "../material/file.ts";
import { addDays } from "../world/calendar.ts";
import type { World } from "../world/world.ts";
import { paths, type Quote } from "./quote.ts";

export interface ChatStory {
  readonly file: ArchiveFile;
  readonly quotes: Readonly<Record<"meeting" | "across", Quote>>;
}

export function journeyChat({ cast, days }: World): ChatStory {
  const driver = cast.driver.name.given.en;
  const desk = cast.coordinator.name.given.en;
  const meeting = "the dry fountain behind the flour mill, two blinks of the lamp";
  const across = "گەیشتینە ئەوبەری پردەکە، هەموو باشن";
  const next = addDays(days.journey, 1);
  const messages: ChatMessage[] = [
    { day: days.journey, time: "16:02", text: "Messages and calls are end-to-end encrypted." },
    { day: days.journey, time: "16:02", text: `${desk} created group "Journey 3"` },
    { day: days.journey, time: "16:03", by: desk, text: `(${invented.en})` },
    { day: days.journey, time: "16:05", by: desk, text: `Three guests tonight. Meeting point: ${meeting}. 21:40.` },
    { day: days.journey, time: "16:09", by: driver, text: "باشە. ئۆتۆمبێلەکە ئامادەیە، بەنزینی تەواو" },
    { day: days.journey, time: "16:10", by: driver, text: "who are they? only so I know how many blankets" },
    { day: days.journey, time: "16:14", by: desk, text: "Three adults. Nothing else you need to carry in your head." },
    { day: days.journey, time: "16:15", by: driver, text: "good. I don't want to know more" },
    { day: days.journey, time: "21:44", by: driver, text: "وصلت إلى النافورة. أنتظر." },
    { day: days.journey, time: "21:52", by: driver, text: "ثلاثة. نتحرك." },
    {
      day: days.journey,
      time: "22:30",
      by: desk,
      text: "Patrol seen on the upper road an hour ago. Take the lower one.\nLights off after the orchard.",
    },
    { day: days.journey, time: "22:31", by: driver, text: "👍" },
    { day: next, time: "01:15", by: desk, text: "check-in?" },
    { day: next, time: "01:48", by: driver, text: "<Media omitted>" },
    { day: next, time: "01:49", by: driver, text: across },
    { day: next, time: "01:50", by: desk, text: "سوپاس. دەرگاکە کراوەیە، چا ئامادەیە" },
    {
      day: next,
      time: "09:20",
      by: driver,
      text: "one of them left a scarf in the car. I will bring it, no questions",
    },
  ];
  const place = (words: string): Quote => ({
    file: paths.chat,
    place: { type: "message", message: messages.findIndex(({ text }) => text.includes(words)) + 1 },
    words,
  });
  return { file: chatExport(paths.chat, messages), quotes: { meeting: place(meeting), across: place(across) } };
}
