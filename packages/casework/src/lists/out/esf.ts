/**
 * The dossier as the five tables OpenEvSys exchanges (HURIDOCS Events Standard Formats), under its record numbers and its
 * codes of twelve digits. The format has one victim to an act, one value to a field, no citation and no certainty of a
 * value: where each stands goes into the comments, and what does not fit is counted by what it is.
 */
import {
  type ActAlleged,
  huridocsCode,
  type Party,
  type Term,
  type TermList,
  type ThesaurusTerm,
  termByWords,
  thesaurus,
  type When,
} from "@amana/record";
import { citedIn, type Gathered, type OutRecord } from "./gather.ts";
import { type OutTable, partyId, valueWords } from "./tables.ts";

export interface Esf {
  readonly tables: readonly OutTable[];
  /** What the format cannot hold, and how often it was met. */
  readonly lost: readonly { readonly what: string; readonly count: number }[];
}

const eventColumns = [
  "event_record_number",
  "event_title",
  "initial_date",
  "initial_date_type",
  "final_date",
  "local_geographical_area",
  "event_description",
  "comments",
];
const personColumns = [
  "person_record_number",
  "counting_unit",
  "person_name",
  "other_names",
  "date_of_birth",
  "date_of_birth_type",
  "place_of_birth",
  "sex",
  "occupation",
  "physical_description",
  "remarks",
  "comments",
];
const actColumns = [
  "act_record_number",
  "victim",
  "event",
  "type_of_act",
  "initial_date",
  "initial_date_type",
  "final_date",
  "exact_location",
  "method_of_violence",
  "victim_characteristics",
  "stated_reason",
  "status_at_end_of_act",
  "remarks",
  "comments",
];
const involvementColumns = [
  "involvement_record_number",
  "perpetrator",
  "event",
  "act",
  "degree_of_involvement",
  "comments",
];
const biographicColumns = [
  "biographic_details_record_number",
  "person",
  "related_person",
  "type_of_relationship",
  "initial_date",
  "initial_date_type",
  "final_date",
  "final_date_type",
  "position_in_organisation",
  "comments",
];

export function esfOf(gathered: Gathered): Esf {
  const lost = new Map<string, number>();
  const lose = (what: string, count = 1) => count > 0 && lost.set(what, (lost.get(what) ?? 0) + count);
  const people = [...gathered.persons, ...gathered.groups];
  const numbers = new Map<string, string>([
    ...people.map(({ id }, index) => [id, `person/${index + 1}`] as const),
    ...gathered.incidents.map(({ id }, index) => [id, `event/${index + 1}`] as const),
  ]);
  const context: Context = { gathered, numbers, lose };
  const acts = gathered.acts.flatMap(({ id, body }) => actRows(id, body, context));
  const involvement: string[][] = [];
  const actTable = acts.map(({ cells, perpetrators, event }, index) => {
    const number = `act/${index + 1}`;
    for (const { who, degree } of perpetrators)
      involvement.push([`involvement/${involvement.length + 1}`, who, event, number, degree, ""]);
    return [number, ...cells];
  });
  lose("places with a point or a gazetteer entry", gathered.places.length);
  return {
    tables: [
      { name: "event", columns: eventColumns, rows: gathered.incidents.map((each) => eventRow(each, context)) },
      { name: "person", columns: personColumns, rows: people.map((each) => personRow(each, context)) },
      { name: "act", columns: actColumns, rows: actTable },
      { name: "involvement", columns: involvementColumns, rows: involvement },
      { name: "biographic_details", columns: biographicColumns, rows: biographicRows(context) },
    ],
    lost: [...lost].map(([what, count]) => ({ what, count })),
  };
}

interface Context {
  readonly gathered: Gathered;
  readonly numbers: ReadonlyMap<string, string>;
  readonly lose: (what: string, count?: number) => unknown;
}

/** Values of one record by property: the format takes the first, or joins where its field is free text. */
class Values {
  readonly #record: OutRecord;
  readonly #context: Context;
  readonly #taken = new Set<string>();
  constructor(record: OutRecord, context: Context) {
    this.#record = record;
    this.#context = context;
  }

  #of(property: string) {
    this.#taken.add(property);
    return this.#record.claims.filter(({ body }) => body.property === property);
  }

  first(property: string): string {
    const [first, ...others] = this.#of(property);
    this.#context.lose(`further values of ${property}`, others.length);
    return first === undefined ? "" : valueWords(first.body.value, this.#context.gathered.labelOf);
  }

  all(...properties: readonly string[]): readonly string[] {
    return properties
      .flatMap((property) => this.#of(property))
      .map(({ body }) => valueWords(body.value, this.#context.gathered.labelOf));
  }

  date(property: string): readonly [string, string] {
    const [first, ...others] = this.#of(property);
    this.#context.lose(`further values of ${property}`, others.length);
    return first?.body.value.type === "date"
      ? this.#context.gathered && dated(first.body.value.date, this.#context)
      : ["", ""];
  }

  /** What no field was there for. */
  rest(): void {
    for (const { body } of this.#record.claims)
      if (!this.#taken.has(body.property)) this.#context.lose(`values of ${body.property}`);
    this.#context.lose(
      "certainty of a value",
      this.#record.claims.filter(({ body }) => body.certainty !== "not-assessed").length,
    );
    this.#context.lose(
      "who says a value",
      this.#record.claims.filter(({ body }) => body.said_by.type !== "not-stated").length,
    );
  }

  get comments(): string {
    const citations = this.#record.claims.flatMap(({ body }) => body.citations);
    const once = [...new Set(citations.map((citation) => citedIn([citation])))].slice(0, 20);
    return [`Amana ${this.#record.id}`, ...once].join("; ");
  }
}

function eventRow(record: OutRecord, context: Context): string[] {
  const values = new Values(record, context);
  const [from, type] = values.date("happened");
  const place = values.first("happened-at");
  const description = values.all("summary").filter((words) => words !== record.label);
  values.rest();
  return [
    context.numbers.get(record.id) ?? "",
    record.label,
    from,
    type,
    "",
    place,
    description.join("\n"),
    values.comments,
  ];
}

function personRow(record: OutRecord, context: Context): string[] {
  const values = new Values(record, context);
  const group = record.id.startsWith("grp_");
  const names = values.all("name", "kunya", "nom-de-guerre", "code-name").filter((name) => name !== record.label);
  context.lose(
    "which of the other names is a kunya, a nom de guerre or a code name",
    values.all("kunya", "nom-de-guerre", "code-name").length,
  );
  const [birth, birthType] = group ? (["", ""] as const) : values.date("birth");
  const sexWords = group ? "" : values.first("sex");
  const sex = sexWords === "" ? "" : (codeFor(thesaurus.sexes, sexOf(sexWords)) ?? "");
  if (sexWords !== "" && sex === "") context.lose("sex in words without a code");
  const remarks = values.all(...(group ? ["summary"] : ["description"]));
  const row = [
    context.numbers.get(record.id) ?? "",
    codeFor(thesaurus.counting, group ? "organisation" : "person") ?? "",
    record.label,
    [...new Set(names)].join("; "),
    birth,
    birthType,
    group ? "" : values.first("birth-place"),
    sex,
    group ? "" : values.first("occupation"),
    "",
    remarks.join("\n"),
    values.comments,
  ];
  values.rest();
  return row;
}

const sexOf = (words: string): string =>
  /^(m|man)$/i.test(words.trim())
    ? "male"
    : /^(f|woman)$/i.test(words.trim())
      ? "female"
      : (termByWords(thesaurus.sexes, words)?.code ?? words);

interface ActRow {
  readonly cells: readonly string[];
  readonly event: string;
  readonly perpetrators: readonly { readonly who: string; readonly degree: string }[];
}

/** One row for each victim; an act without one has one row all the same. */
function actRows(id: string, act: ActAlleged, context: Context): ActRow[] {
  const { numbers, lose } = context;
  const event = act.incident === undefined ? "" : (numbers.get(act.incident) ?? "");
  const number = (party: Party): string => numbers.get(partyId(party)) ?? "";
  const type = code(thesaurus.acts, act.type);
  const [from, fromType] = dated(act.when, context);
  const to = act.when?.to !== undefined && act.when.to !== act.when.from ? act.when.to.slice(0, 10) : "";
  const [perceived, ...others] = act.perceived ?? [];
  lose("further grounds of an act", others.length);
  lose("indicators of a perception", perceived?.indicators.length ?? 0);
  // That form has only characteristics of the victim: an accusation would come out as a fact about a person.
  lose("grounds of an act, and what they rested on", perceived === undefined ? 0 : 1);
  lose("unnamed victims", act.victims.filter((party) => number(party) === "").length);
  lose("unnamed alleged perpetrators", act.perpetrators.filter(({ who }) => number(who) === "").length);
  lose("the post somebody acted in", act.perpetrators.filter(({ as }) => as !== undefined).length);
  if (act.certainty !== "not-assessed") lose("certainty of an act");
  if (act.said_by.type !== "not-stated") lose("who alleges an act");
  const perpetrators = act.perpetrators
    .filter(({ who }) => number(who) !== "")
    .map(({ who, degree }) => ({
      who: number(who),
      degree: degree === undefined ? "" : (codeFor(thesaurus.degrees, degree) ?? ""),
    }));
  const named = act.victims.map(number).filter((each) => each !== "");
  const comments = [`Amana ${id}`, citedIn(act.citations.slice(0, 20))].join("; ");
  return (named.length === 0 ? [""] : named).map((victim) => ({
    event,
    perpetrators,
    cells: [
      victim,
      event,
      type,
      from,
      fromType,
      to,
      act.where?.said ?? "",
      act.method === undefined ? "" : code(thesaurus.methods, act.method),
      "",
      perceived?.said ?? "",
      act.outcome === undefined ? "" : code(thesaurus.outcomes, act.outcome),
      act.note ?? "",
      comments,
    ],
  }));
}

function biographicRows(context: Context): string[][] {
  const { gathered, numbers, lose } = context;
  return gathered.links.flatMap(({ id, body }, index) => {
    const [from, to] = [numbers.get(body.from), numbers.get(body.to)];
    if (from === undefined || to === undefined) {
      lose("links to records that were not asked for");
      return [];
    }
    const [since, sinceType] = dated(body.since, context);
    const [until, untilType] = dated(body.until, context);
    return [
      [
        `biographic_details/${index + 1}`,
        from,
        to,
        codeFor(thesaurus.links, body.relation) ?? "",
        since,
        sinceType,
        until,
        untilType,
        body.position ?? "",
        `Amana ${id}; ${citedIn(body.citations)}`,
      ],
    ];
  });
}

/** The code a term is exchanged under; words without one as they are. */
function code(list: TermList<ThesaurusTerm>, { said, code: own }: Term): string {
  return (own === undefined ? undefined : codeFor(list, own)) ?? said;
}

const codeFor = (list: TermList<ThesaurusTerm>, term: string): string | undefined => huridocsCode(list, term);

/** A day, and the type of date that says how much of it is known (micro-thesaurus 48). */
function dated(when: When | undefined, { lose }: Context): readonly [string, string] {
  if (when === undefined) return ["", ""];
  const from = when.calendar === "gregorian" ? when.from?.slice(0, 10) : undefined;
  if (from === undefined) {
    lose("dates in words or in another calendar");
    return ["", ""];
  }
  const full = from.length === 4 ? `${from}-01-01` : from.length === 7 ? `${from}-01` : from;
  const type =
    when.precision === "about"
      ? "010000000000"
      : from.length === 7
        ? "020000000000"
        : from.length === 4
          ? "030000000000"
          : "";
  return [full, type];
}
