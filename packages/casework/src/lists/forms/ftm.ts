/**
 * FollowTheMoney entities, one JSON object a line: persons, organisations, events, addresses, and what links them. Entities
 * are known by their ids; every property has several values. A value is stated only when the layer, read by a parser
 * without keys, has it too; a line is cited as a row.
 */
import { ok, type Result } from "@amana/format";
import { describesOrientation, type Property } from "@amana/record";
import { dateFrom } from "../dates.ts";
import type {
  Cell,
  Left,
  LeftReason,
  PlannedClaim,
  PlannedLink,
  PlannedPlace,
  RecordKind,
  Ref,
  RowAt,
  RowPlan,
} from "../plan.ts";
import type { Planned } from "../session.ts";
import type { ListSource } from "../tables.ts";
import { pointFrom, valueFrom } from "../values.ts";
import type { FormOptions, FormRefused } from "./form.ts";

export function isFtm(sources: readonly ListSource[]): boolean {
  const [source] = sources;
  if (source === undefined || sources.length !== 1 || !/json/.test(source.type)) return false;
  for (const line of source.lines()) return entityOf(line) !== undefined;
  return false;
}

interface Entity {
  readonly id: string;
  readonly schema: string;
  readonly properties: ReadonlyMap<string, readonly string[]>;
}

/** Nothing of an entity is used but texts under names; depth, prototypes and numbers of a line have no effect. */
function entityOf(line: string): Entity | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof parsed !== "object" || parsed === null) return undefined;
  const { id, schema, properties } = parsed as Record<string, unknown>;
  if (typeof id !== "string" || typeof schema !== "string" || id === "" || id.length > 1_000) return undefined;
  if (typeof properties !== "object" || properties === null) return undefined;
  return {
    id,
    schema,
    properties: new Map(
      Object.entries(properties).flatMap(([name, values]) => {
        const texts = (Array.isArray(values) ? values : [values]).filter((value) => typeof value === "string");
        return texts.length === 0 ? [] : [[name, texts] as const];
      }),
    ),
  };
}

const people = new Set(["Person"]);
const bodies = new Set(["Organization", "LegalEntity", "Company", "PublicBody"]);
const perProperties: Readonly<Record<string, string>> = {
  name: "name",
  alias: "name",
  weakAlias: "nom-de-guerre",
  firstName: "given-name",
  fatherName: "father-name",
  motherName: "mother-name",
  lastName: "family-name",
  birthDate: "birth",
  deathDate: "died",
  birthPlace: "birth-place",
  gender: "sex",
  nationality: "nationality",
  religion: "religion",
  ethnicity: "ethnicity",
  position: "role",
  idNumber: "document-number",
  passportNumber: "document-number",
  phone: "contact",
  email: "contact",
  address: "residence",
  description: "description",
  summary: "description",
  notes: "description",
};
const grpProperties: Readonly<Record<string, string>> = {
  name: "name",
  alias: "name",
  weakAlias: "name",
  description: "summary",
  summary: "summary",
  notes: "summary",
};
const incProperties: Readonly<Record<string, string>> = {
  name: "summary",
  summary: "summary",
  description: "summary",
  notes: "summary",
  location: "happened-at",
  date: "happened",
  startDate: "happened",
};
const plcProperties: Readonly<Record<string, string>> = {
  full: "name",
  name: "name",
  summary: "summary",
  notes: "summary",
};

/** A relation of two entities: which properties are its ends, and which link it is. */
const relations: Readonly<Record<string, { readonly from: string; readonly to: string; readonly relation: string }>> = {
  Membership: { from: "member", to: "organization", relation: "member-of" },
  Directorship: { from: "director", to: "organization", relation: "commands" },
  Employment: { from: "employee", to: "employer", relation: "works-for" },
  Family: { from: "person", to: "relative", relation: "kin-of" },
  Associate: { from: "person", to: "associate", relation: "other-link" },
  UnknownLink: { from: "subject", to: "object", relation: "other-link" },
};

export function planFtm({ sources, properties, list }: FormOptions): Result<Planned, FormRefused> {
  const [source] = sources as [ListSource];
  const name = list ?? source.name.replace(/\.[a-z0-9.]{1,12}$/i, "");
  return ok({
    list: name,
    tables: [source.table],
    mapping: JSON.stringify({ form: "ftm", list: name }),
    key: true,
    form: true,
    mapped: new Set<string>(),
    otherSheets: [],
    above: 0,
    *plans() {
      const layer = new Set<string>();
      for (const { text } of source.passages()) for (const each of text.split("\n")) layer.add(each.trim());
      const kinds = new Map<string, RecordKind>();
      for (const line of source.lines()) {
        const entity = entityOf(line);
        if (entity !== undefined) kinds.set(entity.id, kindOf(entity.schema) ?? "per");
      }
      let row = 0;
      for (const line of source.lines()) {
        row += 1;
        const at = { table: source.table, sheet: "", row };
        const reader = new Reader(at, line, { list: name, properties, layer, kinds });
        if (line.trim() === "") yield { ...at, to: row, empty: true as const };
        else yield reader.plan();
      }
    },
  });
}

const kindOf = (schema: string): RecordKind | undefined =>
  people.has(schema)
    ? "per"
    : bodies.has(schema)
      ? "grp"
      : schema === "Event"
        ? "inc"
        : schema === "Address"
          ? "plc"
          : undefined;

interface World {
  readonly list: string;
  readonly properties: ReadonlyMap<string, Property>;
  readonly layer: ReadonlySet<string>;
  readonly kinds: ReadonlyMap<string, RecordKind>;
}

class Reader {
  readonly #at: RowAt;
  readonly #entity: Entity | undefined;
  readonly #world: World;
  readonly #left: Left[] = [];
  readonly #read = new Set<string>();

  constructor(at: RowAt, line: string, world: World) {
    this.#at = at;
    this.#entity = entityOf(line);
    this.#world = world;
  }

  plan(): RowPlan {
    const entity = this.#entity;
    if (entity === undefined) return this.#plan({ refused: "row-not-read" });
    const kind = kindOf(entity.schema);
    const relation = Object.hasOwn(relations, entity.schema) ? relations[entity.schema] : undefined;
    if (kind !== undefined) return this.#record(entity, kind);
    if (relation !== undefined) return this.#relation(entity, relation);
    this.#rest(entity);
    return this.#plan({ refused: "no-place-for-it" });
  }

  #record(entity: Entity, of: RecordKind): RowPlan {
    const table = { per: perProperties, grp: grpProperties, inc: incProperties, plc: plcProperties }[of];
    const label = this.#words(of === "plc" ? "full" : "name")[0] ?? this.#words("name")[0];
    if (label === undefined) return this.#plan({ refused: "no-name" });
    const claims: PlannedClaim[] = [];
    for (const [name, code] of Object.entries(table)) {
      const property = this.#world.properties.get(code);
      if (property === undefined) continue;
      for (const cell of this.#cells(name)) {
        const { value, reason } = valueFrom(property, cell.text, {});
        if (reason !== undefined) this.#leave(name, reason);
        if (value !== undefined) claims.push({ property: code, value, cell });
      }
    }
    // The id stands in the layer beside the schema; it is how the other lines name this one.
    claims.push({
      property: "record-number",
      value: { type: "text", text: entity.id },
      cell: this.#cell("id", entity.id),
    });
    const latitude = this.#words("latitude")[0];
    const longitude = this.#words("longitude")[0];
    const point = latitude !== undefined && longitude !== undefined ? pointFrom(`${latitude}|${longitude}`) : undefined;
    const place: PlannedPlace | undefined = of === "plc" ? { said: label, ...(point && { point }) } : undefined;
    const parents = of === "grp" ? this.#cells("parent") : [];
    const links = parents.map(
      (cell): PlannedLink => ({
        from: { type: "own", as: "record" },
        relation: "unit-of",
        to: this.#ref(cell, "grp"),
        cells: [cell],
      }),
    );
    this.#rest(entity);
    return this.#plan({
      records: [
        {
          as: "record",
          of,
          label: label.slice(0, 1_000),
          match: "number",
          number: entity.id,
          in: this.#world.list,
          ...(place && { place }),
          claims,
        },
      ],
      links,
    });
  }

  #relation(entity: Entity, { from, to, relation }: (typeof relations)[string]): RowPlan {
    const froms = this.#cells(from);
    const tos = this.#cells(to);
    const role = this.#cells("role")[0] ?? this.#cells("relationship")[0];
    const since = this.#cells("startDate")[0] ?? this.#cells("date")[0];
    const until = this.#cells("endDate")[0];
    const cells = [...froms, ...tos, role, since, until].filter((cell) => cell !== undefined);
    const date = (cell: Cell | undefined) => cell && dateFrom(cell.text, {}).when;
    const [begins, ends] = [date(since), date(until)];
    this.#rest(entity);
    const links = froms.flatMap((one) =>
      tos.map(
        (other): PlannedLink => ({
          from: this.#ref(one),
          relation,
          to: this.#ref(other),
          ...(role && { position: role.text.slice(0, 1_000) }),
          ...(begins && { since: begins }),
          ...(ends && { until: ends }),
          cells,
        }),
      ),
    );
    return links.length === 0 ? this.#plan({ refused: "nothing-to-state" }) : this.#plan({ links });
  }

  #ref(cell: Cell, of?: "grp"): Ref {
    const kind = of ?? this.#world.kinds.get(cell.text) ?? "per";
    return {
      type: "named",
      of: kind === "plc" ? "per" : kind,
      by: "number",
      name: cell.text,
      in: this.#world.list,
      otherwise: "leave",
      cell,
    };
  }

  #words(name: string): readonly string[] {
    return this.#cells(name).map(({ text }) => text.trim());
  }

  /** Values that the layer has, letter for letter. */
  #cells(name: string): Cell[] {
    const values = this.#entity?.properties.get(name) ?? [];
    const first = !this.#read.has(name);
    this.#read.add(name);
    return values.flatMap((value) => {
      if (value.trim() !== "" && this.#world.layer.has(value.trim())) return [this.#cell(name, value.trim())];
      if (first) this.#leave(name, "too-long");
      return [];
    });
  }

  #cell(name: string, text: string): Cell {
    return { ...this.#at, column: 0, text, heading: name.toLowerCase() };
  }

  #leave(heading: string, reason: LeftReason): void {
    this.#left.push({ heading, reason });
  }

  #rest(entity: Entity): void {
    for (const [name, values] of entity.properties)
      if (!this.#read.has(name))
        for (const _ of values) this.#leave(name, describesOrientation(name) ? "orientation" : "no-place-for-it");
  }

  #plan(parts: Partial<RowPlan>): RowPlan {
    return {
      ...this.#at,
      records: [],
      acts: [],
      links: [],
      saidBy: { type: "not-stated" },
      certainty: "not-assessed",
      left: this.#left,
      ...parts,
    };
  }
}
