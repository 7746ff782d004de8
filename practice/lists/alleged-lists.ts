/** Three lists of alleged perpetrators, kept by different people, which together hold all; and the list of the group's units. */
import { invented } from "../material/file.ts";
import type { Cell } from "../material/office.ts";
import { addDays, at } from "../world/calendar.ts";
import { type GrownWorld, type Post, personOf, unitNamed } from "../world/grown.ts";
import { commanderOn } from "../world/hierarchy.ts";
import type { Language } from "../world/person-name.ts";
import { type Random, randomFrom } from "../world/random.ts";
import { type Hand, variant, written } from "../world/spelling.ts";
import { type DayForm, dayAs, orNothing, unknownWords } from "./hands.ts";
import { type ListRow, type PracticeList, withRefused } from "./list.ts";
import { placeIn } from "./victim-lists.ts";

type Key = "main" | "heard" | "sorani";

function onLists(world: GrownWorld): Record<Key, string[]> {
  const random = randomFrom(world.seed, "alleged-lists");
  const lists: Record<Key, string[]> = { main: [], heard: [], sorani: [] };
  for (const id of world.alleged) {
    const home = random.pick(["main", "main", "main", "heard", "sorani"] as const);
    lists[home].push(id);
    if (random.chance(0.35))
      lists[random.pick((["main", "heard", "sorani"] as const).filter((key) => key !== home))].push(id);
    if (random.chance(0.03)) lists[home].push(id);
  }
  for (const key of ["main", "heard", "sorani"] as const) lists[key] = random.fork(key).shuffled(lists[key]);
  return lists;
}

/** The name and the kunya as far as they are known: never neither. */
function called(
  world: GrownWorld,
  random: Random,
  id: string,
  language: Language,
  hand: Hand,
): { name: Cell; kunya: Cell } {
  const { name, kunya } = personOf(world, id);
  const knownBy = postOf(world, id).knownBy;
  return {
    name: knownBy === "kunya" ? undefined : written(random, name, language, hand),
    kunya: knownBy === "name" || kunya === undefined ? undefined : variant(random, kunya, language),
  };
}

/** His unit's commander on his first day; a commander's own is the commander of what his unit is part of. */
export function superiorOf(world: GrownWorld, id: string): string | undefined {
  const { unit, from } = postOf(world, id);
  const own = commanderOn(world.commands, unit, from);
  if (own !== id) return own;
  const above = unitNamed(world, unit).partOf;
  return above === undefined ? undefined : commanderOn(world.commands, above, from);
}

export function postOf({ posts }: GrownWorld, id: string): Post {
  const found = posts.get(id);
  if (found === undefined) throw new Error("practice world: nobody's post");
  return found;
}

export function allegedLists(world: GrownWorld): PracticeList[] {
  const on = onLists(world);
  const modified = (day: number): string => at(addDays(world.story.held.from, day), "17:15");
  const random = randomFrom(world.seed, "list alleged");
  const seen = new Set<string>();
  const hand = (id: string): Hand => {
    if (seen.has(id)) return "hasty";
    seen.add(id);
    return random.pick(["careful", "careful", "other", "hasty"] as const);
  };
  const rows = (ids: readonly string[], write: (id: string) => Cell[]): ListRow[] =>
    ids.map((id) => ({ cells: write(id), truth: { type: "alleged", person: id } }));
  const day = (share: number, form: DayForm, text: string, language: Language): Cell =>
    orNothing(random, share, dayAs(form, text), unknownWords[language]);
  const oneName = ({ name, kunya }: { name: Cell; kunya: Cell }, first: "name" | "kunya"): Cell =>
    (first === "name" ? (name ?? kunya) : (kunya ?? name)) as Cell;

  const mainColumns = [
    "No.",
    "Name",
    "الاسم",
    "Kunya",
    "Rank",
    "Position",
    "Unit",
    "From",
    "To",
    "Commanded by",
    "Place",
    "Source",
  ];
  const main = rows(on.main, (id) => {
    const { rank, position, unit, from, to } = postOf(world, id);
    const how = hand(id);
    const { name, kunya } = called(world, random, id, "en", how);
    const superior = superiorOf(world, id);
    const above = superior && called(world, random, superior, "en", "careful");
    const form = random.pick(["iso", "iso", "month", "day-first", "year"] as const);
    return [
      name,
      name === undefined ? undefined : orNothing(random, 0.2, written(random, personOf(world, id).name, "ar", how), []),
      kunya,
      orNothing(random, 0.1, rank.en, unknownWords.en),
      orNothing(random, 0.2, position.en, unknownWords.en),
      orNothing(random, 0.05, variant(random, unitNamed(world, unit).name, "en"), unknownWords.en),
      day(0.25, form, from, "en"),
      day(0.35, form, to, "en"),
      above && orNothing(random, 0.3, oneName(above, "kunya"), unknownWords.en),
      orNothing(random, 0.1, placeIn(random, unitNamed(world, unit).place, "en"), unknownWords.en),
      random.pick(["two witnesses", "one witness", "announcement", "order on a door", "defector"]),
    ];
  });
  const heardColumns = [
    "الرقم",
    "الاسم أو الكنية كما سمع",
    "اسم آخر",
    "الرتبة",
    "الوحدة",
    "المكان",
    "من",
    "إلى",
    "بأمر من",
    "قال ذلك",
  ];
  const heard = rows(on.heard, (id) => {
    const { rank, unit, from, to } = postOf(world, id);
    const names = called(world, random, id, "ar", hand(id));
    const superior = superiorOf(world, id);
    const above = superior && called(world, random, superior, "ar", "careful");
    return [
      oneName(names, "kunya"),
      names.kunya === undefined ? undefined : orNothing(random, 0.4, names.name, []),
      orNothing(random, 0.2, rank.ar, unknownWords.ar),
      orNothing(random, 0.1, variant(random, unitNamed(world, unit).name, "ar"), unknownWords.ar),
      orNothing(random, 0.15, placeIn(random, unitNamed(world, unit).place, "ar"), unknownWords.ar),
      day(0.3, random.pick(["eastern", "hijri", "words-ar"] as const), from, "ar"),
      day(0.5, random.pick(["eastern", "hijri", "words-ar"] as const), to, "ar"),
      above && orNothing(random, 0.4, oneName(above, "kunya"), unknownWords.ar),
      random.pick(["شاهد", "شاهدة", "سائق", "صاحب دكان", "شاهدان"]),
    ];
  });
  const soraniColumns = ["ژمارە", "ناو", "نازناو", "پلە", "ئەرک", "یەکە", "لە", "تا", "شوێن", "سەرچاوە"];
  const sorani = rows(on.sorani, (id) => {
    const { rank, position, unit, from, to } = postOf(world, id);
    const { name, kunya } = called(world, random, id, "ckb", hand(id));
    return [
      name,
      kunya,
      orNothing(random, 0.1, rank.ckb, unknownWords.ckb),
      orNothing(random, 0.2, position.ckb, unknownWords.ckb),
      orNothing(random, 0.1, variant(random, unitNamed(world, unit).name, "ckb"), unknownWords.ckb),
      day(0.3, random.pick(["words-ckb", "eastern", "year"] as const), from, "ckb"),
      day(0.4, random.pick(["words-ckb", "eastern", "year"] as const), to, "ckb"),
      orNothing(random, 0.15, placeIn(random, unitNamed(world, unit).place, "ckb"), unknownWords.ckb),
      random.pick(["شایەت", "دوو شایەت", "جاڕنامە"]),
    ];
  });
  const refused = (key: Key, list: readonly ListRow[], columns: readonly string[], remark: string): ListRow[] =>
    withRefused(randomFrom(world.seed, `refused alleged ${key}`), list, columns.length, remark);
  return [
    {
      path: "lists/perpetrators-main.xlsx",
      about: "alleged perpetrators, the House's own list",
      form: { type: "xlsx", sheet: "Alleged perpetrators" },
      preamble: [[`Alleged perpetrators: nothing here is proved · ${invented.en} · ${invented.ar}`]],
      columns: mainColumns,
      rows: refused("main", main, mainColumns, "entered twice by mistake"),
      modified: modified(1_030),
    },
    {
      path: "lists/perpetrators-as-heard.csv",
      about: "names and kunyas as witnesses heard them, in Arabic",
      form: { type: "csv", mark: ",", charset: "utf-8-bom" },
      preamble: [],
      columns: heardColumns,
      rows: refused("heard", heard, heardColumns, "لم يذكر أحدا"),
      modified: modified(1_005),
    },
    {
      path: "lists/perpetrators-sorani.tsv",
      about: "alleged perpetrators as two offices noted them in Sorani; tabs",
      form: { type: "csv", mark: "\t", charset: "utf-8" },
      preamble: [],
      columns: soraniColumns,
      rows: refused("sorani", sorani, soraniColumns, "دووبارە"),
      modified: modified(1_012),
    },
  ];
}

/** One row for each time of a commander; a unit nobody is named for has one row without. */
export function unitList(world: GrownWorld): PracticeList {
  const random = randomFrom(world.seed, "list units");
  const columns = ["No.", "Unit", "الوحدة", "یەکە", "Part of", "Commander", "From", "To", "Place", "Remarks"];
  const rows = world.units.flatMap((unit): ListRow[] => {
    const commands = world.commands.filter((command) => command.unit === unit.id);
    const row = (commander: Cell, from: Cell, to: Cell, person?: string): ListRow => ({
      truth: { type: "unit", unit: unit.id, ...(person !== undefined && { commander: person }) },
      cells: [
        unit.name.en,
        unit.name.ar,
        unit.name.ckb,
        unit.partOf === undefined ? undefined : unitNamed(world, unit.partOf).name.en,
        commander,
        from,
        to,
        placeIn(random, unit.place, "en"),
        random.pick([undefined, undefined, "from two witnesses", "from an order"]),
      ],
    });
    if (commands.length === 0) return [row(undefined, undefined, undefined)];
    return commands.map(({ person, from, to }) => {
      const { name, kunya } = called(world, random, person, "en", "careful");
      return row((random.chance(0.5) ? (kunya ?? name) : (name ?? kunya)) as Cell, from, to, person);
    });
  });
  return {
    path: "lists/units.xlsx",
    about: "the group's units: part of what, and who is alleged to have commanded them when",
    form: { type: "xlsx", sheet: "Units" },
    preamble: [[`Units of the High Wall, as far as known · ${invented.en}`]],
    columns,
    rows: withRefused(randomFrom(world.seed, "refused units"), rows, columns.length, "asked, nobody knows"),
    modified: at(addDays(world.story.held.from, 1_040), "10:10"),
  };
}
