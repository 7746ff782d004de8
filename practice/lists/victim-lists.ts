/**
 * Who stands on which list of victims, and the five lists different people keep of them. Together they hold every victim;
 * about a third stand on several, some twice on one, each time as another hand wrote them.
 */
import { invented } from "../material/file.ts";
import type { Cell } from "../material/office.ts";
import { type ActType, actWords } from "../world/act-types.ts";
import { addDays, at } from "../world/calendar.ts";
import { type Act, type Case, type GrownWorld, personOf, unitNamed } from "../world/grown.ts";
import type { Person } from "../world/people.ts";
import type { Language } from "../world/person-name.ts";
import { placeById } from "../world/places.ts";
import { type Random, randomFrom } from "../world/random.ts";
import { brief, type Hand, variant, written } from "../world/spelling.ts";
import { dayAs, nearby, orNothing, unknownWords, yearNear } from "./hands.ts";
import { type ListRow, type PracticeList, withRefused } from "./list.ts";

export const victimListKeys = ["main", "families", "camp", "ledger", "clinic"] as const;
export type VictimListKey = (typeof victimListKeys)[number];

/** Who stands on each list, in the order of the rows; a person who stands there twice is named twice. */
export function onVictimLists(world: GrownWorld): Readonly<Record<VictimListKey, readonly string[]>> {
  const random = randomFrom(world.seed, "victim-lists");
  const lists: Record<VictimListKey, string[]> = { main: [], families: [], camp: [], ledger: [], clinic: [] };
  const targeted = new Set(world.cases.map(({ person }) => person));
  for (const id of world.victims) {
    const type = firstAct(world, id).type;
    const home = targeted.has(id) || random.chance(0.55) ? "main" : random.pick(keptBy[type]);
    lists[home].push(id);
    if (random.chance(0.35)) {
      const other = random.pick(["main", ...keptBy[type]].filter((key) => key !== home) as VictimListKey[]);
      lists[other].push(id);
    }
    if (random.chance(0.04)) lists[home].push(id);
  }
  for (const key of victimListKeys) lists[key] = random.fork(key).shuffled(lists[key]);
  return lists;
}

const keptBy: Readonly<Record<ActType, readonly VictimListKey[]>> = {
  killed: ["families"],
  abducted: ["families", "ledger"],
  detained: ["ledger", "families"],
  flogged: ["clinic", "ledger"],
  beaten: ["clinic"],
  "driven-out": ["camp"],
  threatened: ["camp", "families"],
  disappeared: ["families"],
  "property-taken": ["camp"],
};

export interface Hands {
  readonly world: GrownWorld;
  readonly random: Random;
  readonly cases: ReadonlyMap<string, Case>;
  /** How often this person stood on the list before this row. */
  readonly before: number;
}

type RowWriter = (hands: Hands, person: Person, act: Act) => Cell[];

/** Rows of one list; a second row of the same person is always by another hand. */
export function rowsOf(world: GrownWorld, key: string, people: readonly string[], write: RowWriter): ListRow[] {
  const random = randomFrom(world.seed, `list ${key}`);
  const cases = new Map(world.cases.map((each) => [each.person, each]));
  const seen = new Map<string, number>();
  return people.map((id) => {
    const before = seen.get(id) ?? 0;
    seen.set(id, before + 1);
    const acts = world.actsOf.get(id) ?? [];
    const act = acts[before % acts.length] ?? firstAct(world, id);
    const hands = { world, random, cases, before };
    return { cells: write(hands, personOf(world, id), act), truth: { type: "victim", person: id } };
  });
}

export function firstAct({ actsOf }: GrownWorld, id: string): Act {
  const [first] = actsOf.get(id) ?? [];
  if (first === undefined) throw new Error("practice world: a victim without an act");
  return first;
}

const handOf = ({ random, before }: Hands): Hand =>
  before > 0 ? "hasty" : random.pick(["careful", "careful", "other", "hasty"] as const);
export const what = (random: Random, type: ActType, language: Language): string =>
  variant(random, actWords[type].words, language);
export const placeIn = (random: Random, id: string, language: Language): string =>
  variant(random, placeById(id).name, language);

export const mainColumns = [
  "No.",
  "الاسم الكامل",
  "Name (en)",
  "اسم الأب",
  "العائلة / العشيرة",
  "Sex",
  "Year of birth",
  "Home place",
  "Date taken",
  "Place",
  "What happened",
  "Unit said to be responsible",
  "Case",
  "Reason stated by the group",
  "Source of information",
] as const;

export const mainRow: RowWriter = (hands, person, act) => {
  const { world, random, cases } = hands;
  const hand = handOf(hands);
  const found = cases.get(person.id);
  const own = found?.act === act.id ? found : undefined;
  const form = random.pick(["iso", "iso", "iso", "day-first", "day-first", "hijri", "month", "year", "about"] as const);
  const { ar: unknownAr, en: unknown } = unknownWords;
  return [
    written(random, person.name, "ar", hand),
    orNothing(random, 0.25, written(random, person.name, "en", hand), unknown),
    orNothing(random, 0.2, variant(random, person.name.father, "ar"), unknownAr),
    orNothing(random, 0.1, variant(random, person.name.family, "ar"), unknownAr),
    orNothing(
      random,
      0.05,
      person.sex === "woman" ? random.pick(["f", "F", "أنثى"]) : random.pick(["m", "M", "ذكر"]),
      unknown,
    ),
    orNothing(random, 0.2, yearNear(random, person.born), unknown),
    orNothing(random, 0.15, placeIn(random, person.home, "en"), unknown),
    orNothing(random, 0.08, dayAs(form, nearby(random, act.day)), unknown),
    orNothing(random, 0.08, placeIn(random, act.place, "en"), unknown),
    what(random, act.type, random.pick(["en", "en", "ar"])),
    orNothing(random, 0.25, variant(random, unitNamed(world, act.unit).name, "en"), unknown),
    own?.number,
    own?.reason.ar,
    random.pick(["family", "witness", "the person", "two witnesses", "letter", "camp list", "phone call"]),
  ];
};

const about = (words: string): Cell[] => [`${words} · ${invented.en} · ${invented.ar}`];

export function victimLists(world: GrownWorld): PracticeList[] {
  const on = onVictimLists(world);
  const { from } = world.story.held;
  const list = (
    key: VictimListKey,
    given: Omit<PracticeList, "rows" | "modified" | "columns" | "preamble">,
    columns: readonly string[],
    write: RowWriter,
    more: { day: number; remark: string; preamble?: PracticeList["preamble"]; first?: (number: number) => Cell },
  ): PracticeList => {
    const random = randomFrom(world.seed, `refused ${key}`);
    const rows = withRefused(random, rowsOf(world, key, on[key], write), columns.length, more.remark, more.first);
    const modified = at(addDays(from, more.day), "16:00");
    return { ...given, preamble: more.preamble ?? [], columns, rows, modified };
  };
  return [
    list(
      "main",
      {
        path: "lists/victims-main.xlsx",
        about: "the House's own list, Arabic and English side by side",
        form: { type: "xlsx", sheet: "Victims" },
      },
      mainColumns,
      mainRow,
      { day: 1_010, remark: "see notebook 4", preamble: [about("House of the Road: main list, third year")] },
    ),
    list(
      "families",
      {
        path: "lists/families-committee.csv",
        about: "kept by the families' committee in Sorani; semicolons, byte order mark, Arabic-Indic digits",
        form: { type: "csv", mark: ";", charset: "utf-8-bom" },
      },
      [
        "ژمارە",
        "ناوی تەواو",
        "ڕەگەز",
        "تەمەن",
        "شوێنی نیشتەجێبوون",
        "ڕۆژ",
        "شوێنی ڕووداو",
        "چی ڕوویدا",
        "کێ هەواڵی دا",
        "تێبینی",
      ],
      (hands, person, act) => {
        const { random } = hands;
        const { ckb } = unknownWords;
        const form = random.pick(["eastern", "eastern", "words-ckb", "year"] as const);
        return [
          written(random, person.name, "ckb", handOf(hands)),
          orNothing(random, 0.1, person.sex === "woman" ? "مێ" : "نێر", ckb),
          orNothing(random, 0.3, 2022 - yearNear(random, person.born), ckb),
          orNothing(random, 0.1, placeIn(random, person.home, "ckb"), ckb),
          orNothing(random, 0.1, dayAs(form, nearby(random, act.day)), ckb),
          orNothing(random, 0.15, placeIn(random, act.place, "ckb"), ckb),
          what(random, act.type, "ckb"),
          random.pick(["دایک", "باوک", "خوشک", "برا", "دراوسێ"]),
          random.pick([undefined, undefined, undefined, "هەواڵی دووەم نییە", "وێنەمان هەیە"]),
        ];
      },
      { day: 1_006, remark: "پەڕەکە دڕاوە" },
    ),
    list(
      "camp",
      {
        path: "lists/camp-registrations.csv",
        about: "a camp's register in English; the name in three columns, ages, ISO days",
        form: { type: "csv", mark: ",", charset: "utf-8" },
      },
      [
        "Reg. no.",
        "Family name",
        "Given name",
        "Father's name",
        "Sex",
        "Age",
        "Place of origin",
        "Left on",
        "Arrived on",
        "Reason for leaving",
        "Household",
        "Notes",
      ],
      (hands, person, act) => {
        const { random } = hands;
        const { en } = unknownWords;
        const left = nearby(random, act.day);
        return [
          variant(random, person.name.family, "en"),
          variant(random, person.name.given, "en"),
          orNothing(random, 0.15, variant(random, person.name.father, "en"), en),
          orNothing(random, 0.05, person.sex === "woman" ? "F" : "M", en),
          orNothing(random, 0.1, 2021 - yearNear(random, person.born), en),
          orNothing(random, 0.1, placeIn(random, person.home, "en"), en),
          orNothing(random, 0.2, dayAs("iso", left), en),
          dayAs("iso", addDays(left, random.between(1, 60))),
          what(random, act.type, "en"),
          `H-${random.between(100, 999)}`,
          random.pick([
            undefined,
            undefined,
            undefined,
            undefined,
            'says "came on foot, at night"',
            "sick child,\nsee the doctor's tent",
          ]),
        ];
      },
      { day: 1_065, remark: "page unreadable", first: (number) => `HR-${String(number).padStart(5, "0")}` },
    ),
    list(
      "ledger",
      {
        path: "lists/ledger-copied-by-hand.xlsx",
        about: "copied out of one of the group's ledgers by a clerk; Hijri days, short names, the group's wording",
        form: { type: "xlsx", sheet: "ورقة1" },
      },
      ["الرقم", "الاسم كما ورد", "البلدة", "تاريخ القيد", "الجهة", "ما جرى", "السبب كما ورد في الدفتر", "ملاحظات"],
      (hands, person, act) => {
        const { world, random, cases } = hands;
        const { ar } = unknownWords;
        const own = cases.get(person.id);
        const short = random.chance(0.3) && hands.before === 0;
        return [
          short ? brief(person.name, "ar") : written(random, person.name, "ar", handOf(hands)),
          orNothing(random, 0.1, placeIn(random, person.home, "ar"), ar),
          orNothing(random, 0.05, dayAs("hijri", nearby(random, act.day)), ar),
          orNothing(random, 0.1, variant(random, unitNamed(world, act.unit).name, "ar"), ar),
          what(random, act.type, "ar"),
          own?.act === act.id ? own.reason.ar : random.pick([undefined, "مخالفة الأمر", "لم يدفع", "خرج بلا ورقة"]),
          random.pick([undefined, undefined, "الخط غير واضح", "صفحة مطوية"]),
        ];
      },
      { day: 1_004, remark: "سطر ممحو", preamble: [about("نسخة من الدفتر"), ["نسخها كاتب بخط يده"]] },
    ),
    list(
      "clinic",
      {
        path: "lists/clinic-register.csv",
        about: "a clinic's register from an old program: windows-1256, semicolons, Western digits",
        form: { type: "csv", mark: ";", charset: "windows-1256" },
      },
      ["الرقم", "الاسم الثلاثي", "الجنس", "سنة الولادة", "السكن", "تاريخ المراجعة", "الحالة", "ملاحظات"],
      (hands, person, act) => {
        const { random } = hands;
        const { ar } = unknownWords;
        return [
          written(random, person.name, "ar", handOf(hands)),
          orNothing(random, 0.05, person.sex === "woman" ? "أنثى" : "ذكر", ar),
          orNothing(random, 0.15, yearNear(random, person.born), ar),
          orNothing(random, 0.1, placeIn(random, person.home, "ar"), ar),
          orNothing(random, 0.05, dayAs("dotted", addDays(act.day, random.between(0, 6))), ar),
          what(random, act.type, "ar"),
          random.pick([undefined, undefined, "يعود بعد أسبوع", "طلب ألا يذكر اسمه"]),
        ];
      },
      { day: 1_009, remark: "تكرار الرقم" },
    ),
  ];
}
