/**
 * OpenEvSys, and the tables of the HURIDOCS Events Standard Formats it keeps (Dueck, Guzman, Verstappen 2001): event,
 * person, act, involvement, biographic details, one CSV each, headed by the names of the data dictionary. An act takes its
 * perpetrators from the involvements that name it. What the dossier has no place for is named and stays in the source.
 */
import { ok, type Result } from "@amana/format";
import {
  type Certainty,
  describesOrientation,
  type Property,
  type TermList,
  type ThesaurusTerm,
  termByCode,
  termByHuridocs,
  thesaurus,
  type When,
} from "@amana/record";
import { latinDigits } from "../../facts/when.ts";
import { dateFrom } from "../dates.ts";
import type { Cell, PlannedClaim, PlannedLink, PlannedRecord, RecordKind, Ref, RowAt, RowPlan, Said } from "../plan.ts";
import type { Planned } from "../session.ts";
import type { ListSource } from "../tables.ts";
import { codeOfWords } from "../terms.ts";
import { placeFrom, valueFrom } from "../values.ts";
import type { FormOptions, FormRefused } from "./form.ts";
import { type HeadedRow, headedRows, headingsOf, machineName } from "./headed.ts";

const entities = ["event", "person", "act", "involvement", "biographic_details"] as const;
type Entity = (typeof entities)[number];

/** The table a file holds, by the column of its own record number; tables of other entities are `other`. */
function entityOf(source: ListSource): Entity | "other" | undefined {
  const names = headingsOf(source).map(machineName);
  const own = names.find((name) => name.endsWith("_record_number"));
  if (own === undefined) return undefined;
  const entity = own.slice(0, -"_record_number".length).replace(/^biographic_detail$/, "biographic_details");
  return entities.find((each) => each === entity) ?? "other";
}

export function isOpenEvSys(sources: readonly ListSource[]): boolean {
  const found = sources.map(entityOf);
  return found.length > 0 && found.every((each) => each !== undefined) && found.some((each) => each !== "other");
}

export function planOpenEvSys({ sources, properties, list = "OpenEvSys" }: FormOptions): Result<Planned, FormRefused> {
  const ordered = [...sources].sort((a, b) => rank(entityOf(a)) - rank(entityOf(b)));
  return ok({
    list,
    tables: ordered.map(({ table }) => table),
    mapping: JSON.stringify({ form: "openevsys", list }),
    key: true,
    form: true,
    mapped: new Set<string>(),
    otherSheets: [],
    above: 0,
    *plans() {
      const reader = new Reader(ordered, properties, list);
      for (const source of ordered) {
        const entity = entityOf(source);
        if (entity === "involvement") continue;
        for (const row of headedRows(source)) yield reader.plan(entity, row);
      }
      yield* reader.withoutAct();
    },
  });
}

const rank = (entity: Entity | "other" | undefined): number => {
  const at = entities.indexOf(entity as Entity);
  return at === -1 ? entities.length : at;
};

const orientation = (name: string): boolean => describesOrientation(name.replaceAll("_", " "));

class Reader {
  readonly #list: string;
  readonly #properties: ReadonlyMap<string, Property>;
  /** Record numbers of those who are no individuals. */
  readonly #groups = new Set<string>();
  readonly #certainty = new Map<string, Certainty>();
  readonly #involved = new Map<string, HeadedRow[]>();

  constructor(sources: readonly ListSource[], properties: ReadonlyMap<string, Property>, list: string) {
    this.#list = list;
    this.#properties = properties;
    for (const source of sources) {
      const entity = entityOf(source);
      if (entity === "involvement")
        for (const row of headedRows(source)) {
          const act = numberIn(row.text("act")) ?? "";
          const known = this.#involved.get(act);
          if (known === undefined) this.#involved.set(act, [row]);
          else known.push(row);
        }
      if (entity === "person")
        for (const row of headedRows(source)) {
          const number = numberIn(row.text("person_record_number"));
          if (number !== undefined && isGroup(row.text("counting_unit"))) this.#groups.add(number);
        }
    }
  }

  plan(entity: Entity | "other" | undefined, row: HeadedRow): RowPlan {
    switch (entity) {
      case "event":
        return this.#event(row);
      case "person":
        return this.#person(row);
      case "act":
        return this.#act(row);
      case "biographic_details":
        return this.#biographic(row);
      default:
        return refusedRow(row, "no-place-for-it");
    }
  }

  /** Involvements in acts that are in no row. */
  *withoutAct(): Generator<RowPlan, void, void> {
    for (const rows of this.#involved.values()) for (const row of rows) yield refusedRow(row, "refers-to-nothing");
    this.#involved.clear();
  }

  #event(row: HeadedRow): RowPlan {
    const number = row.cell("event_record_number");
    const title = row.cell("event_title");
    if (number === undefined) return refusedRow(row, "key-missing");
    const status = row.cell("violation_status");
    const certainty = (status && term(thesaurus.certainty, status)?.code) as Certainty | undefined;
    if (status !== undefined && certainty === undefined) row.leave("violation_status", "term-not-known");
    if (certainty !== undefined) this.#certainty.set(numberIn(number.text) ?? "", certainty);
    const when = period(row, "initial_date", "final_date");
    const claims = this.#claims(row, [
      ["record-number", "event_record_number"],
      ["summary", "event_title"],
      ["summary", "event_description"],
      ["happened-at", "local_geographical_area"],
    ]);
    const [first] = when.cells;
    if (when.when !== undefined && first !== undefined)
      claims.push({ property: "happened", value: { type: "date", date: when.when }, cell: first });
    const label = (title ?? number).text.trim();
    return this.#rowPlan(row, {
      records: [this.#record("event", "inc", label, numberIn(number.text), claims)],
      ...(certainty !== undefined && { certainty }),
    });
  }

  #person(row: HeadedRow): RowPlan {
    const number = numberIn(row.text("person_record_number"));
    if (number === undefined) return refusedRow(row, "key-missing");
    row.cell("counting_unit");
    const of: RecordKind = this.#groups.has(number) ? "grp" : "per";
    const name = row.cell("person_name") ?? row.cell("other_names");
    if (name === undefined) return refusedRow(row, "no-name");
    const claims = this.#claims(
      row,
      of === "grp"
        ? [
            ["record-number", "person_record_number"],
            ["name", "person_name"],
            ["name", "other_names"],
            ["summary", "remarks"],
          ]
        : [
            ["record-number", "person_record_number"],
            ["name", "person_name"],
            ["name", "other_names"],
            ["birth-place", "place_of_birth"],
            ["residence", "address"],
            ["religion", "religion"],
            ["ethnicity", "ethnic_background"],
            ["nationality", "citizenship"],
            ["language", "language"],
            ["occupation", "occupation"],
            ["document-number", "identification_documents"],
            ["description", "physical_description"],
            ["description", "remarks"],
          ],
    );
    const sex = row.cell("sex");
    const sexTerm = sex && term(thesaurus.sexes, sex);
    if (sex !== undefined && sexTerm === undefined && of === "per") row.leave("sex", "term-not-known");
    if (sex !== undefined && sexTerm !== undefined && of === "per")
      claims.push({ property: "sex", value: { type: "text", text: sexTerm.label.en, language: "en" }, cell: sex });
    for (const [property, column] of [
      ["birth", "date_of_birth"],
      ["died", "date_of_death"],
    ] as const) {
      const cell = row.cell(column);
      const when = cell && dated(row, cell, `${column}_type`);
      if (when !== undefined && cell !== undefined && of === "per")
        claims.push({ property, value: { type: "date", date: when }, cell });
    }
    return this.#rowPlan(row, { records: [this.#record("person", of, name.text.trim(), number, claims)] });
  }

  #act(row: HeadedRow): RowPlan {
    const number = numberIn(row.text("act_record_number"));
    const type = row.cell("type_of_act");
    const involved = (number === undefined ? undefined : this.#involved.get(number)) ?? [];
    if (number !== undefined) this.#involved.delete(number);
    if (type === undefined) return { ...refusedRow(row, "nothing-to-state"), also: involved.map(({ at }) => at) };
    const cells: Cell[] = [type];
    const read = (name: string) => {
      const cell = row.cell(name);
      if (cell !== undefined) cells.push(cell);
      return cell;
    };
    const victim = read("victim");
    const event = read("event");
    const { when, cells: dates } = period(row, "initial_date", "final_date");
    cells.push(...dates);
    const place = read("exact_location") ?? read("location");
    const method = read("method_of_violence");
    const outcome = read("status_at_end_of_act");
    const ground = read("victim_characteristics");
    const reason = read("stated_reason");
    const remarks = read("remarks");
    const numberCell = read("act_record_number");
    const groundTerm = ground && term(thesaurus.grounds, ground);
    if (ground !== undefined && groundTerm === undefined) row.leave("victim_characteristics", "term-not-known");
    // A reason that was stated is the perpetrators' view, whether or not somebody gave it a code.
    const view = groundTerm?.code ?? (reason === undefined ? undefined : "not-known");
    const note = remarks?.text.trim() ?? "";
    const eventNumber = numberIn(event?.text);
    const perpetrators = involved.flatMap((each) => {
      const who = each.cell("perpetrator");
      for (const name of ["act", "event", "involvement_record_number"]) each.cell(name);
      const degree = each.cell("degree_of_involvement");
      const degreeTerm = degree && term(thesaurus.degrees, degree);
      if (degree !== undefined && degreeTerm === undefined) each.leave("degree_of_involvement", "term-not-known");
      each.rest(orientation);
      if (who === undefined) return [];
      cells.push(who, ...(degree === undefined ? [] : [degree]));
      return [{ who: this.#ref(who), ...(degreeTerm && { degree: degreeTerm.code }) }];
    });
    if (numberCell === undefined) cells.push(type);
    const certainty = eventNumber === undefined ? undefined : this.#certainty.get(eventNumber);
    return this.#rowPlan(row, {
      acts: [
        {
          ...(event && { incident: this.#ref(event, "inc") }),
          type: said(thesaurus.acts, type),
          ...(method && { method: said(thesaurus.methods, method) }),
          ...(outcome && { outcome: said(thesaurus.outcomes, outcome) }),
          victims: victim === undefined ? [] : [this.#ref(victim)],
          perpetrators,
          ...(when && { when }),
          ...(place && { where: placeFrom(place.text.trim().slice(0, 1_000)) }),
          ...(view !== undefined && {
            perceived: [
              {
                ground: view,
                basis: "not-known" as const,
                ...(reason && { said: reason.text.trim() }),
                indicators: [],
              },
            ],
          }),
          ...(note !== "" && { note: note.slice(0, 8_000) }),
          cells: [...new Set(cells)].slice(0, 50),
        },
      ],
      also: involved.map(({ at }) => at),
      ...(certainty !== undefined && { certainty }),
      more: involved.flatMap(({ left }) => left),
    });
  }

  #biographic(row: HeadedRow): RowPlan {
    const person = row.cell("person");
    if (person === undefined) return refusedRow(row, "nothing-to-state");
    row.cell("biographic_details_record_number", "biographic_detail_record_number");
    const related = row.cell("related_person");
    const relation = row.cell("type_of_relationship", "type_of_biographic_details");
    const affiliation = row.cell("affiliation");
    const position = row.cell("position_in_organisation", "position");
    const rankCell = row.cell("rank");
    const { when, cells: dates } = period(row, "initial_date", "final_date");
    const from = this.#ref(person);
    const ends = when && splitPeriod(row, when);
    const relationTerm = relation && term(thesaurus.links, relation);
    if (relation !== undefined && relationTerm === undefined) row.leave("type_of_relationship", "term-not-known");
    const cells = [person, related, affiliation, relation, position, rankCell, ...dates].filter(
      (cell) => cell !== undefined,
    );
    const place = position?.text.trim().slice(0, 1_000);
    const to: Ref | undefined =
      related !== undefined
        ? this.#ref(related)
        : affiliation === undefined
          ? undefined
          : {
              type: "named",
              of: "grp",
              by: "label",
              name: affiliation.text.trim(),
              otherwise: "open",
              cell: affiliation,
            };
    const link: PlannedLink | undefined =
      to === undefined
        ? undefined
        : {
            from,
            relation: relationTerm?.code ?? (related === undefined ? "member-of" : "other-link"),
            to,
            ...(place !== undefined && { position: place }),
            ...ends,
            cells,
          };
    const claims = this.#claims(row, [
      ["rank", "rank"],
      ["role", "position_in_organisation"],
    ]);
    const number = numberIn(person.text) ?? "";
    if (claims.length === 0 && link === undefined) return refusedRow(row, "nothing-to-state");
    const isPerson = !this.#groups.has(number);
    return this.#rowPlan(row, {
      records: isPerson ? [{ ...this.#record("person", "per", number, number, claims), existing: true }] : [],
      links: link === undefined ? [] : [link],
    });
  }

  #rowPlan(
    row: HeadedRow,
    parts: Partial<Pick<RowPlan, "records" | "acts" | "links" | "certainty">> & {
      readonly also?: readonly RowAt[];
      readonly more?: RowPlan["left"];
    },
  ): RowPlan {
    const { also, more, ...own } = parts;
    return {
      ...row.at,
      records: [],
      acts: [],
      links: [],
      saidBy: { type: "not-stated" },
      certainty: "not-assessed",
      ...own,
      left: [...row.rest(orientation), ...(more ?? [])],
      ...(also && also.length > 0 && { also }),
    };
  }

  #record(
    as: string,
    of: RecordKind,
    label: string,
    number: string | undefined,
    claims: readonly PlannedClaim[],
  ): PlannedRecord {
    return {
      as,
      of,
      label: label.slice(0, 1_000),
      match: "number",
      ...(number !== undefined && { number }),
      in: this.#list,
      claims,
    };
  }

  /** Codes of lists we do not keep say nothing to a reader: they stay in the source. */
  #claims(row: HeadedRow, pairs: readonly (readonly [property: string, column: string])[]): PlannedClaim[] {
    return pairs.flatMap(([code, column]) => {
      const cell = row.cell(column);
      const property = this.#properties.get(code);
      if (cell === undefined || property === undefined) return [];
      if (/^\d{12,14}$/.test(cell.text.trim())) {
        row.leave(column, "term-not-known");
        return [];
      }
      const { value, reason } = valueFrom(property, cell.text, {});
      if (reason !== undefined) row.leave(column, reason);
      return value === undefined ? [] : [{ property: code, value, cell }];
    });
  }

  #ref(cell: Cell, of?: "inc"): Ref {
    const name = numberIn(cell.text) ?? "";
    return {
      type: "named",
      of: of ?? (this.#groups.has(name) ? "grp" : "per"),
      by: "number",
      name,
      in: this.#list,
      otherwise: "leave",
      cell,
    };
  }
}

const numberIn = (text: string | undefined): string | undefined => {
  const number = latinDigits(text ?? "").trim();
  return number === "" ? undefined : number;
};

function isGroup(countingUnit: string | undefined): boolean {
  if (countingUnit === undefined) return false;
  const code = termByHuridocs(thesaurus.counting, countingUnit)?.code ?? countingUnit.trim().toLowerCase();
  return code !== "person" && code !== "individual" && code !== "";
}

function term(list: TermList<ThesaurusTerm>, cell: Cell): ThesaurusTerm | undefined {
  return termByHuridocs(list, cell.text.trim()) ?? termByCode(list, cell.text.trim());
}

/** The code of the form stands as what was said; our term beside it. */
function said(list: TermList<ThesaurusTerm>, cell: Cell): Said {
  const words = cell.text.trim().slice(0, 1_000);
  const code = codeOfWords(list, words);
  return { said: words, ...(code !== undefined && { code }) };
}

/** A date and its type (micro-thesaurus 48): estimate, day not known, day and month not known. */
function dated(row: HeadedRow, cell: Cell, typeColumn: string): When | undefined {
  const { when, doubt } = dateFrom(cell.text, {});
  if (doubt !== undefined) row.left.push({ heading: cell.heading, reason: doubt });
  const type = row.text(typeColumn)?.slice(0, 2);
  if (when.from === undefined || type === undefined) return when;
  const cut = type === "02" ? 7 : type === "03" ? 4 : undefined;
  if (cut !== undefined)
    return {
      ...when,
      from: when.from.slice(0, cut),
      to: when.from.slice(0, cut),
      precision: cut === 7 ? "month" : "year",
    };
  return type === "01" ? { ...when, precision: "about" } : when;
}

function period(row: HeadedRow, from: string, to: string): { readonly when?: When; readonly cells: readonly Cell[] } {
  const [first, last] = [row.cell(from), row.cell(to)];
  const begins = first && dated(row, first, `${from}_type`);
  const ends = last && dated(row, last, `${to}_type`);
  const cells = [first, last].filter((cell) => cell !== undefined);
  const when = begins ?? ends;
  if (when === undefined) return { cells };
  if (begins === undefined || ends === undefined || begins.said === ends.said) return { when, cells };
  const whole = begins.from !== undefined && ends.to !== undefined && begins.from <= `${ends.to}\u{10ffff}`;
  return { when: { ...begins, said: `${begins.said} – ${ends.said}`, ...(whole && { to: ends.to }) }, cells };
}

/** A link has a beginning and an end of its own. */
function splitPeriod(row: HeadedRow, when: When): Pick<PlannedLink, "since" | "until"> {
  const [first, last] = [row.cell("initial_date"), row.cell("final_date")];
  const since = first && dated(row, first, "initial_date_type");
  const until = last && dated(row, last, "final_date_type");
  if (since === undefined && until === undefined) return { since: when };
  return { ...(since && { since }), ...(until && { until }) };
}

function refusedRow(row: HeadedRow, refused: NonNullable<RowPlan["refused"]>): RowPlan {
  return {
    ...row.at,
    records: [],
    acts: [],
    links: [],
    saidBy: { type: "not-stated" },
    certainty: "not-assessed",
    left: refused === "no-place-for-it" ? row.rest(orientation) : [],
    refused,
  };
}
