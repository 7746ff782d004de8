/** The dossier as tables: one row a value, an act or a link, each with its citations. Perception stands on acts alone. */
import type { ActAlleged, Party, SaidBy, Value, When } from "@amana/record";
import { citedIn, type Gathered, type OutRecord, type OutSubject } from "./gather.ts";

export interface OutTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

const valueColumns = [
  "record",
  "label",
  "property",
  "value",
  "value_from",
  "value_to",
  "calendar",
  "language",
  "place",
  "certainty",
  "said_by",
  "note",
  "claim",
  "citations",
] as const;

const actColumns = [
  "act",
  "incident",
  "type_said",
  "type",
  "method_said",
  "method",
  "victims",
  "victim_ids",
  "alleged_perpetrators",
  "alleged_perpetrator_ids",
  "degrees",
  "when",
  "from",
  "to",
  "precision",
  "calendar",
  "where",
  "place",
  "outcome_said",
  "outcome",
  "perceived_ground",
  "perceived_basis",
  "perpetrators_words",
  "certainty",
  "said_by",
  "note",
  "citations",
] as const;

const linkColumns = [
  "link",
  "from",
  "from_label",
  "relation",
  "to",
  "to_label",
  "position",
  "since",
  "until",
  "certainty",
  "said_by",
  "citations",
] as const;

const placeColumns = ["place", "label", "gazetteer", "geonames", "latitude", "longitude", "precision"] as const;

export function tablesOf(gathered: Gathered): readonly OutTable[] {
  const tables: Readonly<Record<Exclude<OutSubject, "dossier">, () => OutTable>> = {
    persons: () => valuesTable("persons", gathered.persons, gathered),
    groups: () => valuesTable("groups", gathered.groups, gathered),
    incidents: () => valuesTable("incidents", gathered.incidents, gathered),
    acts: () => ({
      name: "acts",
      columns: actColumns,
      rows: gathered.acts.map(({ id, body }) => actRow(id, body, gathered)),
    }),
  };
  if (gathered.subject !== "dossier") return [tables[gathered.subject]()];
  return [
    tables.persons(),
    tables.groups(),
    tables.incidents(),
    tables.acts(),
    { name: "links", columns: linkColumns, rows: linkRows(gathered) },
    { name: "places", columns: placeColumns, rows: placeRows(gathered) },
  ];
}

/** One row a claim; a record nothing is said of has one row too. */
function valuesTable(name: string, records: readonly OutRecord[], { labelOf }: Gathered): OutTable {
  const rows = records.flatMap(({ id, label, claims }) => {
    if (claims.length === 0) return [[id, label, ...Array(valueColumns.length - 2).fill("")]];
    return claims.map(({ id: claim, body }) => {
      const when = body.value.type === "date" ? body.value.date : undefined;
      return [
        id,
        label,
        body.property,
        valueWords(body.value, labelOf),
        when?.from ?? "",
        when?.to ?? "",
        when?.calendar ?? "",
        body.value.type === "text" ? (body.value.language ?? "") : "",
        body.value.type === "place" ? (body.value.place.place ?? "") : "",
        body.certainty,
        sayer(body.said_by, labelOf),
        body.note ?? "",
        claim,
        citedIn(body.citations),
      ];
    });
  });
  return { name, columns: valueColumns, rows };
}

export function valueWords(value: Value, labelOf: (id: string) => string): string {
  switch (value.type) {
    case "text":
      return value.text;
    case "date":
      return value.date.said ?? value.date.from ?? "";
    case "place":
      return value.place.said;
    case "number":
      return `${value.number}${value.unit === undefined ? "" : ` ${value.unit}`}`;
    case "record":
      return labelOf(value.record);
    case "term":
      return value.said ?? value.code;
  }
}

function sayer(said: SaidBy, labelOf: (id: string) => string): string {
  return said.type === "words" ? said.words : said.type === "person" ? `${labelOf(said.person)} (${said.person})` : "";
}

export const partyId = (party: Party): string =>
  party.type === "person" ? party.person : party.type === "group" ? party.group : "";

export function partyWords(party: Party, labelOf: (id: string) => string): string {
  const number = "number" in party && party.number !== undefined ? ` (${party.number})` : "";
  if (party.type === "words") return `${party.words}${number}`;
  if (party.type === "not-known") return `not known${number}`;
  return `${labelOf(partyId(party))}${number}`;
}

function actRow(id: string, act: ActAlleged, { labelOf }: Gathered): (string | number)[] {
  const who = act.perpetrators.map((each) => each.who);
  const perceived = act.perceived ?? [];
  return [
    id,
    act.incident ?? "",
    act.type.said,
    act.type.code ?? "",
    act.method?.said ?? "",
    act.method?.code ?? "",
    act.victims.map((party) => partyWords(party, labelOf)).join("; "),
    act.victims.map(partyId).join("; "),
    who.map((party) => partyWords(party, labelOf)).join("; "),
    who.map(partyId).join("; "),
    act.perpetrators.map(({ degree }) => degree ?? "").join("; "),
    act.when?.said ?? "",
    act.when?.from ?? "",
    act.when?.to ?? "",
    act.when?.precision ?? "",
    act.when?.calendar ?? "",
    act.where?.said ?? "",
    act.where?.place ?? "",
    act.outcome?.said ?? "",
    act.outcome?.code ?? "",
    perceived.map(({ ground }) => ground).join("; "),
    perceived.map(({ basis }) => basis).join("; "),
    perceived.map(({ said }) => said ?? "").join("; "),
    act.certainty,
    sayer(act.said_by, labelOf),
    act.note ?? "",
    citedIn(act.citations),
  ];
}

const whenWords = (when: When | undefined): string => when?.said ?? when?.from ?? "";

function linkRows({ links, labelOf }: Gathered): (string | number)[][] {
  return links.map(({ id, body }) => [
    id,
    body.from,
    labelOf(body.from),
    body.relation,
    body.to,
    labelOf(body.to),
    body.position ?? "",
    whenWords(body.since),
    whenWords(body.until),
    body.certainty,
    sayer(body.said_by, labelOf),
    citedIn(body.citations),
  ]);
}

function placeRows({ places }: Gathered): (string | number)[][] {
  const degrees = (whole: number | undefined) => (whole === undefined ? "" : (whole / 100_000).toFixed(5));
  return places.map(({ id, label, body }) => [
    id,
    label,
    body.gazetteer ?? "",
    body.geonames ?? "",
    degrees(body.latitude),
    degrees(body.longitude),
    body.precision ?? "",
  ]);
}
