/** What the group put up for all to see, as a crawler kept it; and the chats of the journeys. */
import { type ChatMessage, chatExport } from "../../material/chat.ts";
import { type ArchiveFile, invented } from "../../material/file.ts";
import { xml } from "../../material/office.ts";
import type { Capture } from "../../material/web-capture.ts";
import type { ClaimFact } from "../../truth.ts";
import { group } from "../../world/armed-group.ts";
import { addDays, at, dayText } from "../../world/calendar.ts";
import { type GrownWorld, personOf, unitNamed } from "../../world/grown.ts";
import { placeById } from "../../world/places.ts";
import { randomFrom } from "../../world/random.ts";
import { slotsOf } from "./slots.ts";
import { labelOf } from "./stated.ts";

export interface Announcement {
  readonly capture: Capture;
  readonly facts: readonly ClaimFact[];
}

/** A page of the board: who was put over which unit, what is closed, who is to come. Nobody is threatened on it. */
export function announcement(world: GrownWorld, index: number): Announcement {
  const random = randomFrom(world.seed, `announcement ${index}`);
  const path = `web/high-wall-board-${String(index + 1).padStart(2, "0")}.warc.gz`;
  const named = world.commands.filter(({ unit }) => unitNamed(world, unit).level !== "group");
  const command = named[(index * 7) % named.length];
  if (command === undefined) throw new Error("practice archive: nobody commands");
  const unit = unitNamed(world, command.unit).name;
  const put = `وضع المكتب ${personOf(world, command.person).kunya?.ar ?? ""} آمرا على ${unit.ar} ابتداء من ${dayText(command.from, "ar")}.`;
  const { place, other, count } = slotsOf(random, "ar");
  const items = [
    put,
    `تغلق بوابة ${place} بعد الغروب، ولا يقبل طلب من غير ورقة.`,
    `على من ورد اسمه في الدفتر أن يراجع خلال ${count} أيام.`,
    `يشكر المكتب أهل ${other} على تسليم المفاتيح.`,
    "يذكر المكتب بأن الصداقة غير اللائقة تكتب في الدفتر.",
  ];
  const day = addDays(command.from, random.between(1, 6));
  const html = `<!doctype html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>${xml(group.ar)}</title></head>
<body><!-- ${invented.en} -->
<h1>${xml(group.ar)}</h1>
<h2>${xml(dayText(day, "ar"))}</h2>
${items.map((item) => `<p>${xml(item)}</p>`).join("\n")}
<footer><small>${invented.ar}</small></footer>
</body></html>
`;
  const address = `http://announcements.highwall.example/board/${day}/`;
  const body = new TextEncoder().encode(html);
  return {
    capture: {
      path,
      captured: at(addDays(day, 2), "20:00"),
      resources: [{ address, type: "text/html; charset=utf-8", body }],
    },
    facts: [
      {
        type: "claim",
        person: labelOf(world, command.person),
        property: "role",
        value: `alleged commander of ${unit.en}`,
        language: "en",
        quote: { file: path, place: { type: "whole" }, words: put },
        saidBy: "the group's own board",
      },
    ],
  };
}

/** Journeys after the third: where and when, and nothing about why. */
export function laterChat(world: GrownWorld, index: number): ArchiveFile {
  const random = randomFrom(world.seed, `chat ${index}`);
  const { cast } = world.story;
  const [desk, driver] = [cast.coordinator.name.given.en, cast.driver.name.given.en];
  const day = addDays(world.story.days.journey, 30 + index * 41);
  const next = addDays(day, 1);
  const place = placeById(random.pick(["halunta", "dulzar", "nawdil", "girdosh", "tamrosh"])).name;
  const guests = random.between(1, 4);
  const messages: ChatMessage[] = [
    { day, time: "15:30", text: "Messages and calls are end-to-end encrypted." },
    { day, time: "15:31", by: desk, text: `(${invented.en})` },
    {
      day,
      time: "15:34",
      by: desk,
      text: `${guests} tonight. Meeting point: behind the well of ${place.en}, 21:${random.between(10, 50)}.`,
    },
    { day, time: "15:40", by: driver, text: random.pick(["باشە", "good, no more questions", "تمام، السيارة جاهزة"]) },
    { day, time: "16:10", by: desk, text: `پێویستە ڕێگای خوارەوە بگریت، نەک هی ${place.ckb}` },
    { day, time: "21:55", by: driver, text: random.pick(["وصلت. أنتظر.", "here. waiting.", "گەیشتم."]) },
    { day, time: "22:20", by: driver, text: random.pick(["نتحرك", "moving", "دەڕۆین"]) },
    { day: next, time: "01:05", by: desk, text: "check-in?" },
    {
      day: next,
      time: "01:31",
      by: driver,
      text: random.pick(["across. all well", "عبرنا، الجميع بخير", "پەڕینەوە، هەموو باشن"]),
    },
    { day: next, time: "01:32", by: driver, text: "<Media omitted>" },
  ];
  return chatExport(`chat/WhatsApp Chat with Journey ${index + 4}.txt`, messages);
}
