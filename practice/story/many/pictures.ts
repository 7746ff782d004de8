/** Scans of forms, passes, orders and torn-out ledger pages, and photographs of places, as many as the size asks for. */
import type { Block } from "../../material/layout.ts";
import type { Scan } from "../../material/scan.ts";
import type { Scene } from "../../material/scenes.ts";
import { actWords } from "../../world/act-types.ts";
import { addDays, at, dayText, easternDigits } from "../../world/calendar.ts";
import { type Act, type GrownWorld, personOf, unitNamed } from "../../world/grown.ts";
import { hijriText } from "../../world/hijri.ts";
import { shortName } from "../../world/person-name.ts";
import { allSettlements, type Place, placeById } from "../../world/places.ts";
import { randomFrom } from "../../world/random.ts";
import { organisation } from "../letters.ts";
import { actsInTime, lastDay, slotsOf } from "./slots.ts";
import { told } from "./told.ts";

interface Order {
  readonly world: GrownWorld;
  readonly index: number;
  readonly day: string;
  readonly acts: readonly Act[];
}

type Page = readonly (readonly [Block["type"], string])[];

export function manyScan(world: GrownWorld, index: number): Scan {
  const random = randomFrom(world.seed, `scan ${index}`);
  const language = (["ar", "ckb", "en", "ar"] as const)[index % 4] ?? "ar";
  const kind = (["ledger", "statement", "form", "order"] as const)[index % 4] ?? "form";
  const acts = actsInTime(world, index, world.size.scans, 7);
  const day = addDays(lastDay(acts), random.between(1, 9));
  const blocks = kinds[kind]({ world, index, day, acts }).map(([type, text]): Block => ({ type, text, language }));
  return {
    path: `scans/${String(index + 1).padStart(3, "0")}-${kind}-${language}.${index % 3 === 0 ? "png" : "jpg"}`,
    scanned: at(addDays(day, random.between(3, 60)), "09:30"),
    skew: (random.below(40) - 20) / 10,
    dpi: random.pick([120, 150, 150, 200]),
    page: { language, blocks },
  };
}

const kinds: Readonly<Record<"ledger" | "statement" | "form" | "order", (order: Order) => Page>> = {
  ledger({ index, day, acts, world }) {
    const lines = acts.map((act, at): readonly [Block["type"], string] => {
      const name = shortName(personOf(world, act.victims[0] ?? "").name, "ar");
      return [
        "text",
        `${easternDigits(index * 7 + at + 1)} — ${name} — ${placeById(act.place).name.ar} — ${actWords[act.type].words.ar}`,
      ];
    });
    return [["title", `الدفتر ${easternDigits(20 + (index % 9))}`], ["small", hijriText(day)], ...lines];
  },
  statement({ world, acts: [act] }) {
    if (act === undefined) return [];
    const it = told(world, act, "ckb");
    return [
      ["title", "گێڕانەوە"],
      ["text", `${it.day} لە ${it.place} بووم.`],
      ["text", `ناوەکە: ${it.names}. یەکەکە: ${it.unit}.`],
      ["text", "ئەوەی بە چاوی خۆم نەمبینیبێت نایڵێم."],
      ["sign", organisation.ckb],
    ];
  },
  form({ world, index, day, acts: [act] }) {
    const name = shortName(personOf(world, act?.victims[0] ?? "").name, "en");
    return [
      ["title", "Arrival form"],
      ["small", `${organisation.en}, ${dayText(day, "en")}`],
      ["text", `Name as given: ${name}. Form number ${1_000 + index}.`],
      ["text", "Wishes to rest. Will speak when ready. Nothing more was asked."],
      ["text", "Given out: a blanket, tea, a room with a key on the inside."],
    ];
  },
  order({ world, index, day }) {
    const random = randomFrom(world.seed, `order ${index}`);
    const unit = random.pick(world.units.filter(({ level }) => level === "unit"));
    const { place, count } = slotsOf(random, "ar");
    return [
      ["title", unitNamed(world, unit.id).name.ar],
      ["text", `الأمر رقم ${easternDigits(30 + index)}، ${dayText(day, "ar")}`],
      ["text", `يمنع الخروج من ${place} بلا ورقة بعد الساعة ${easternDigits(6)}.`],
      ["text", `على أصحاب الدكاكين، وعددهم ${easternDigits(count)}، مراجعة المكتب.`],
      ["sign", "آمر المكتب"],
    ];
  },
};

export interface PhotographOrder {
  readonly path: string;
  readonly scene: Scene;
  readonly day: string;
  readonly time: string;
  readonly place: Place;
  /** Sent on by a messenger: small, and without what the camera wrote. */
  readonly resent: boolean;
}

export function manyPhotograph(world: GrownWorld, index: number): PhotographOrder {
  const random = randomFrom(world.seed, `photograph ${index}`);
  const scene = (["gate", "road", "granary", "ledger page"] as const)[index % 4] ?? "gate";
  const resent = index % 8 === 7;
  const number = String(400 + index * 3).padStart(4, "0");
  return {
    path: resent ? `photographs/IMG-WA${number}.jpg` : `photographs/IMG_${number}_${scene.replace(" ", "_")}.jpg`,
    scene,
    day: addDays(world.story.held.from, random.below(1_050)),
    time: `${String(random.between(6, 20)).padStart(2, "0")}:${String(random.below(60)).padStart(2, "0")}`,
    place: random.pick(allSettlements),
    resent,
  };
}
