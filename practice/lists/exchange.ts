/** Parts of the same world in the exchange forms of three other systems: Uwazi CSV, Bayanat actors, FollowTheMoney JSON lines. */
import { type ArchiveFile, textFile } from "../material/file.ts";
import { actWords } from "../world/act-types.ts";
import { addDays, at } from "../world/calendar.ts";
import { type GrownWorld, personOf, unitNamed } from "../world/grown.ts";
import { fullName, otherSpellings } from "../world/person-name.ts";
import { placeById } from "../world/places.ts";
import { randomFrom } from "../world/random.ts";
import { postOf } from "./alleged-lists.ts";
import { dayAs } from "./hands.ts";
import type { ListRow, PracticeList, RowTruth } from "./list.ts";
import { firstAct } from "./victim-lists.ts";

/** Uwazi: titles in two languages as `Title__en`, dates day first, several values of a select apart by `|`, places as `lat|long`. */
export function uwazi(world: GrownWorld): PracticeList {
  const random = randomFrom(world.seed, "uwazi");
  const columns = [
    "Title__en",
    "Title__ar",
    "Other names",
    "Sex",
    "Date of event",
    "What happened",
    "Place",
    "Place_geolocation",
    "Alleged unit",
    "Source",
    "Language",
  ];
  const people = world.victims.filter(() => random.chance(0.08));
  const rows = people.map((id): ListRow => {
    const { name, sex } = personOf(world, id);
    const acts = world.actsOf.get(id) ?? [];
    const act = firstAct(world, id);
    const place = placeById(act.place);
    return {
      truth: { type: "victim", person: id },
      cells: [
        fullName(name, "en"),
        fullName(name, "ar"),
        random.shuffled(otherSpellings(name)).slice(0, random.below(3)).join("|"),
        sex === "woman" ? "Female" : "Male",
        dayAs("day-first", act.day),
        [...new Set(acts.map(({ type }) => actWords[type].words.en))].join("|"),
        place.name.en,
        `${place.latitude}|${place.longitude}`,
        unitNamed(world, act.unit).name.en,
        random.pick(["Family", "Witness", "Announcement"]),
        random.pick(["English", "Arabic"]),
      ],
    };
  });
  return {
    path: "exchange/uwazi-victims.csv",
    about: "an export as Uwazi imports it",
    form: { type: "csv", mark: ",", charset: "utf-8" },
    preamble: [],
    columns,
    rows,
    modified: at(addDays(world.story.held.from, 1_081), "12:00"),
  };
}

/** Bayanat: one row an actor, the parts of the name in pairs of columns, victims and alleged perpetrators together by label. */
export function bayanat(world: GrownWorld): PracticeList {
  const random = randomFrom(world.seed, "bayanat");
  const columns = [
    "originid",
    "type",
    "first_name",
    "first_name_ar",
    "father_name",
    "father_name_ar",
    "last_name",
    "last_name_ar",
    "nickname",
    "nickname_ar",
    "sex",
    "age",
    "civilian",
    "origin_place",
    "position",
    "position_ar",
    "labels",
    "events",
    "description",
    "documentation_date",
  ];
  const alleged = new Set(world.alleged);
  const people = [...world.victims, ...world.alleged].filter(() => random.chance(0.09));
  const rows = random.shuffled(people).map((id, index): ListRow => {
    const { name, kunya, sex, home } = personOf(world, id);
    const post = alleged.has(id) ? postOf(world, id) : undefined;
    const act = post === undefined ? firstAct(world, id) : undefined;
    const named = post?.knownBy !== "kunya";
    return {
      truth: { type: post === undefined ? "victim" : "alleged", person: id },
      cells: [
        `HR-A-${1_000 + index}`,
        "Person",
        ...(["given", "father", "family"] as const).flatMap((part) =>
          named ? [name[part].en, name[part].ar] : [undefined, undefined],
        ),
        post?.knownBy === "name" ? undefined : kunya?.en,
        post?.knownBy === "name" ? undefined : kunya?.ar,
        sex === "woman" ? "Female" : "Male",
        "Adult",
        post === undefined ? "Civilian" : "Non-Civilian",
        placeById(home).name.en,
        post?.position.en,
        post?.position.ar,
        post === undefined ? "Injured Party" : '"Alleged Perpetrator"',
        act === undefined ? undefined : `${actWords[act.type].words.en}, ${placeById(act.place).name.en}, ${act.day}`,
        random.pick([undefined, "Practice archive: invented"]),
        addDays(act?.day ?? post?.from ?? world.story.held.from, random.between(5, 70)),
      ],
    };
  });
  return {
    path: "exchange/bayanat-actors.csv",
    about: "actors as Bayanat's sheet import takes them",
    form: { type: "csv", mark: ",", charset: "utf-8" },
    preamble: [],
    columns,
    rows,
    modified: at(addDays(world.story.held.from, 1_082), "12:00"),
  };
}

export interface Entities {
  readonly path: string;
  /** Line numbers begin at 1. */
  readonly lines: readonly { readonly json: string; readonly truth: RowTruth }[];
  readonly file: ArchiveFile;
}

/** FollowTheMoney 3: persons, the group's units as organisations, who belongs to which, who is linked to whom by an act. */
export function followTheMoney(world: GrownWorld): Entities {
  const random = randomFrom(world.seed, "ftm");
  const lines: { json: string; truth: RowTruth }[] = [];
  const say = (
    id: string,
    schema: string,
    properties: Readonly<Record<string, readonly string[]>>,
    truth: RowTruth,
  ): void => {
    const filled = Object.entries(properties).filter(([, values]) => values.length > 0);
    lines.push({ json: JSON.stringify({ id, schema, properties: Object.fromEntries(filled) }), truth });
  };
  const alleged = new Set(world.alleged);
  const acts = world.acts.filter(({ alleged: named }) => named.length > 0 && random.chance(0.12));
  const people = [...new Set(acts.flatMap(({ victims, alleged: named }) => [...victims, ...named]))];
  for (const id of people) {
    const { name, kunya, sex, born } = personOf(world, id);
    const post = alleged.has(id) ? postOf(world, id) : undefined;
    const names = post?.knownBy === "kunya" ? [] : [fullName(name, "en"), fullName(name, "ar")];
    const kunyas = kunya === undefined || post?.knownBy === "name" ? [] : [kunya.en, kunya.ar];
    say(
      `person-${id}`,
      "Person",
      {
        name: names.length > 0 ? names : kunyas,
        alias: names.length > 0 ? kunyas : [],
        gender: [sex === "woman" ? "female" : "male"],
        birthDate: post === undefined ? [String(born)] : [],
      },
      { type: post === undefined ? "victim" : "alleged", person: id },
    );
  }
  for (const { id, name, partOf } of world.units)
    say(
      `unit-${id}`,
      "Organization",
      { name: [name.en, name.ar], ...(partOf !== undefined && { parent: [`unit-${partOf}`] }) },
      { type: "unit", unit: id },
    );
  for (const id of people.filter((each) => alleged.has(each))) {
    const { unit, position, from, to } = postOf(world, id);
    say(
      `membership-${id}`,
      "Membership",
      {
        member: [`person-${id}`],
        organization: [`unit-${unit}`],
        role: [position.en],
        startDate: [from],
        endDate: [to],
      },
      { type: "record", of: "membership", id },
    );
  }
  for (const { id, type, day, victims, alleged: named } of acts)
    for (const subject of named)
      for (const object of victims)
        say(
          `link-${id}-${subject}-${object}`,
          "UnknownLink",
          {
            subject: [`person-${subject}`],
            object: [`person-${object}`],
            role: [`alleged: ${actWords[type].words.en}`],
            date: [day],
          },
          { type: "record", of: "act", id },
        );
  const path = "exchange/followthemoney.jsonl";
  const text = lines.map(({ json }) => `${json}\n`).join("");
  return { path, lines, file: textFile(path, text, at(addDays(world.story.held.from, 1_083), "12:00")) };
}
