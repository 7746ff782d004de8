/**
 * A part of the same world as OpenEvSys keeps it (HURIDOCS Events Standard Formats): event, person, act, involvement and
 * biographic details, one CSV each, headed by the data dictionary's field names. Record numbers are `event/12`; terms are
 * micro-thesaurus codes of twelve digits. There is no list of lists here: an act has one victim, as that format wants it.
 */

import { actWords } from "../world/act-types.ts";
import { addDays, at } from "../world/calendar.ts";
import { type Act, type GrownWorld, personOf, unitNamed } from "../world/grown.ts";
import { fullName, otherSpellings } from "../world/person-name.ts";
import { placeById } from "../world/places.ts";
import { randomFrom } from "../world/random.ts";
import { postOf } from "./alleged-lists.ts";
import type { ListRow, PracticeList } from "./list.ts";

/** Codes of lists 07 counting units, 18 degrees, 24 perpetrators, 39 sex, 41 violation status, 42 reliability, 48 date types. */
const codes = {
  individual: "010000000000",
  woman: "020000000000",
  man: "010000000000",
  carriedOut: "010100000000",
  gaveOrders: "010200000000",
  suspected: "010600000000",
  nonGovernmentalForce: "029000000000",
  likely: "040000000000",
  possible: "030000000000",
  estimate: "010000000000",
  unknownDay: "020000000000",
} as const;

export function openEvSys(world: GrownWorld): PracticeList[] {
  const random = randomFrom(world.seed, "openevsys");
  const acts = world.acts.filter(() => random.chance(0.22));
  const people = [...new Set(acts.flatMap(({ victims, alleged }) => [...victims, ...alleged]))];
  const number = new Map(people.map((id, index) => [id, `person/${index + 1}`]));
  const alleged = new Set(world.alleged);
  const numberOf = (id: string): string => number.get(id) ?? "";
  const when = at(addDays(world.story.held.from, 1_075), "15:30");
  const entry = (index: number): string[] => [addDays(world.story.held.from, 1_002 + (index % 70)), "documents"];
  const list = (entity: string, columns: readonly string[], rows: readonly ListRow[]): PracticeList => ({
    path: `exchange/openevsys/${entity}.csv`,
    about: `OpenEvSys, ${entity.replace("_", " ")} records`,
    form: { type: "csv", mark: ",", charset: "utf-8-bom" },
    preamble: [],
    columns,
    rows,
    modified: when,
  });
  const events = acts.map((act, index): ListRow => {
    const kind = random.pick([undefined, undefined, codes.estimate, codes.unknownDay]);
    return {
      truth: { type: "record", of: "event", id: act.id },
      cells: [
        `event/${index + 1}`,
        `${actWords[act.type].words.en}: ${placeById(act.place).name.en}`,
        random.chance(0.3) ? "y" : "n",
        placeById(act.place).name.en,
        kind === codes.unknownDay ? `${act.day.slice(0, 8)}01` : act.day,
        kind,
        act.day,
        undefined,
        `Said of ${unitNamed(world, act.unit).name.en}. Practice archive: invented.`,
        random.pick([codes.likely, codes.possible]),
        ...entry(index),
      ],
    };
  });
  const persons = people.map((id, index): ListRow => {
    const { name, kunya, sex, born, home } = personOf(world, id);
    const perpetrator = alleged.has(id);
    const knownBy = perpetrator ? postOf(world, id).knownBy : "name";
    return {
      truth: { type: perpetrator ? "alleged" : "victim", person: id },
      cells: [
        numberOf(id),
        codes.individual,
        knownBy === "kunya" ? (kunya?.en ?? "") : fullName(name, random.pick(["en", "ar"] as const)),
        knownBy === "both"
          ? kunya?.en
          : perpetrator
            ? undefined
            : random.pick([undefined, ...otherSpellings(name).slice(0, 2)]),
        "y",
        perpetrator ? undefined : `${born}-01-01`,
        perpetrator ? undefined : "030000000000",
        perpetrator ? undefined : placeById(home).name.en,
        sex === "woman" ? codes.woman : codes.man,
        random.pick([undefined, undefined, "do not contact by telephone"]),
        ...entry(index),
      ],
    };
  });
  const single = acts.flatMap((act, event) =>
    act.victims.map((victim) => ({ act, victim, event: `event/${event + 1}` })),
  );
  const actRows = single.map(({ act, victim, event }, index): ListRow => {
    const own = world.cases.find(({ person, act: id }) => person === victim && id === act.id);
    return {
      truth: { type: "record", of: "act", id: act.id },
      cells: [
        `act/${index + 1}`,
        numberOf(victim),
        event,
        actWords[act.type].huridocs,
        act.day,
        undefined,
        placeById(act.place).name.en,
        own?.reason.en,
        actWords[act.type].status,
        own === undefined ? undefined : `case ${own.number}`,
        ...entry(index),
      ],
    };
  });
  const involved = single.flatMap(({ act, event }, index) =>
    act.alleged.map((person) => ({ act, person, event, record: `act/${index + 1}` })),
  );
  const involvements = involved.map(
    ({ act, person, event, record }, index): ListRow => ({
      truth: { type: "record", of: "involvement", id: act.id },
      cells: [
        `involvement/${index + 1}`,
        numberOf(person),
        event,
        record,
        degreeOf(world, act, person, random.chance(0.5)),
        codes.nonGovernmentalForce,
        undefined,
        ...entry(index),
      ],
    }),
  );
  const biographic = people
    .filter((id) => alleged.has(id))
    .map((id, index): ListRow => {
      const { unit, rank, position, from, to } = postOf(world, id);
      return {
        truth: { type: "record", of: "biographic_details", id },
        cells: [
          `biographic_details/${index + 1}`,
          numberOf(id),
          undefined,
          from,
          to,
          unitNamed(world, unit).name.en,
          position.en,
          rank.en,
          ...entry(index),
        ],
      };
    });
  const kept = ["date_of_entry", "entered_by"];
  return [
    list(
      "event",
      [
        "event_record_number",
        "event_title",
        "confidentiality",
        "local_geographical_area",
        "initial_date",
        "initial_date_type",
        "final_date",
        "final_date_type",
        "event_description",
        "violation_status",
        ...kept,
      ],
      events,
    ),
    list(
      "person",
      [
        "person_record_number",
        "counting_unit",
        "person_name",
        "other_names",
        "confidentiality",
        "date_of_birth",
        "date_of_birth_type",
        "place_of_birth",
        "sex",
        "remarks",
        ...kept,
      ],
      persons,
    ),
    list(
      "act",
      [
        "act_record_number",
        "victim",
        "event",
        "type_of_act",
        "initial_date",
        "initial_date_type",
        "exact_location",
        "stated_reason",
        "status_at_end_of_act",
        "remarks",
        ...kept,
      ],
      actRows,
    ),
    list(
      "involvement",
      [
        "involvement_record_number",
        "perpetrator",
        "event",
        "act",
        "degree_of_involvement",
        "type_of_perpetrator",
        "remarks",
        ...kept,
      ],
      involvements,
    ),
    list(
      "biographic_details",
      [
        "biographic_details_record_number",
        "person",
        "related_person",
        "initial_date",
        "final_date",
        "affiliation",
        "position_in_organisation",
        "rank",
        ...kept,
      ],
      biographic,
    ),
  ];
}

function degreeOf({ commands }: GrownWorld, act: Act, person: string, sure: boolean): string {
  const commanded = commands.some((each) => each.person === person && each.from <= act.day && act.day <= each.to);
  return commanded ? codes.gaveOrders : sure ? codes.carriedOut : codes.suspected;
}
