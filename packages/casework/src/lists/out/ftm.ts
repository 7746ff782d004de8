/**
 * The dossier as FollowTheMoney entities (schemata of version 3.8), one JSON object a line. An act is an event; who suffered
 * it and who is alleged to have done it are links to that event, since an event's own parties have no sides.
 */
import { type ActAlleged, fold, type LinkStated, type Party, type Value, type When } from "@amana/record";
import { citedIn, type Gathered, type OutRecord, type Stated } from "./gather.ts";
import { partyId, valueWords } from "./tables.ts";

type Properties = Record<string, string[]>;

export function* ftmLines(gathered: Gathered): Generator<string, void, void> {
  for (const person of gathered.persons) yield record("Person", person, personProperties, gathered);
  for (const group of gathered.groups) yield record("Organization", group, groupProperties, gathered);
  for (const incident of gathered.incidents) yield record("Event", incident, eventProperties, gathered);
  for (const { id, label, body } of gathered.places)
    yield entity(id, "Address", {
      full: [label],
      ...(body.latitude !== undefined && { latitude: [(body.latitude / 100_000).toFixed(5)] }),
      ...(body.longitude !== undefined && { longitude: [(body.longitude / 100_000).toFixed(5)] }),
    });
  for (const link of gathered.links) yield linkLine(link);
  for (const act of gathered.acts) yield* actLines(act, gathered);
}

/** Property of the record to property of the schema; the rest goes into the notes, headed by its name. */
const personProperties: Readonly<Record<string, string>> = {
  name: "name",
  "given-name": "firstName",
  "father-name": "fatherName",
  "mother-name": "motherName",
  "family-name": "lastName",
  kunya: "alias",
  "nom-de-guerre": "alias",
  "code-name": "alias",
  birth: "birthDate",
  "birth-place": "birthPlace",
  died: "deathDate",
  sex: "gender",
  religion: "religion",
  ethnicity: "ethnicity",
  role: "position",
  rank: "position",
  "document-number": "idNumber",
  residence: "address",
  description: "description",
};
const groupProperties: Readonly<Record<string, string>> = { name: "name", summary: "summary" };
const eventProperties: Readonly<Record<string, string>> = {
  summary: "summary",
  happened: "date",
  "happened-at": "location",
};

function record(
  schema: string,
  { id, label, claims }: OutRecord,
  table: Readonly<Record<string, string>>,
  { labelOf }: Gathered,
): string {
  const properties: Properties = { name: [label] };
  for (const { body } of claims) {
    const name = table[body.property];
    const value = name === undefined ? undefined : fitting(name, body.value, labelOf);
    if (name !== undefined && value !== undefined) add(properties, name, value);
    else add(properties, "notes", `${body.property}: ${valueWords(body.value, labelOf)}`);
    add(properties, "notes", `${body.property} — ${citedIn(body.citations)}`);
  }
  return entity(id, schema, properties);
}

/** Dates and sexes have a form of their own there; what does not fit it is a note. */
function fitting(name: string, value: Value, labelOf: (id: string) => string): string | undefined {
  if (value.type === "date") return isoDate(value.date);
  const words = valueWords(value, labelOf);
  if (name !== "gender") return words;
  const sex = fold(words.trim());
  return male.has(sex) ? "male" : female.has(sex) ? "female" : undefined;
}

const male = new Set(["m", "male", "man", "ذكر", "نێر"].map((word) => fold(word)));
const female = new Set(["f", "female", "woman", "أنثى", "انثى", "مێ"].map((word) => fold(word)));

/** A year, month or day of the Gregorian calendar: nothing else is a date there. */
function isoDate(when: When | undefined): string | undefined {
  return when?.calendar === "gregorian" && /^\d{4}/.test(when.from ?? "") ? when.from?.slice(0, 10) : undefined;
}

const schemaOf: Readonly<Record<string, readonly [schema: string, from: string, to: string]>> = {
  "member-of": ["Membership", "member", "organization"],
  commands: ["Directorship", "director", "organization"],
  "works-for": ["Employment", "employee", "employer"],
};
const kin = new Set(["kin-of", "parent-of", "child-of", "sibling-of", "spouse-of"]);

function linkLine({ id, body }: Stated<LinkStated>): string {
  const own = schemaOf[body.relation];
  const people = body.from.startsWith("per_") && body.to.startsWith("per_");
  const fits = own !== undefined && body.from.startsWith("per_") && body.to.startsWith("grp_");
  const [schema, from, to] = fits
    ? own
    : kin.has(body.relation) && people
      ? (["Family", "person", "relative"] as const)
      : (["UnknownLink", "subject", "object"] as const);
  const role = [...(fits ? [] : [body.relation]), ...(body.position === undefined ? [] : [body.position])];
  const since = isoDate(body.since);
  const until = isoDate(body.until);
  return entity(id, schema, {
    [from]: [body.from],
    [to]: [body.to],
    ...(role.length > 0 && { [schema === "Family" ? "relationship" : "role"]: [role.join(", ")] }),
    ...(since !== undefined && { startDate: [since] }),
    ...(until !== undefined && { endDate: [until] }),
    description: [citedIn(body.citations)],
  });
}

function* actLines({ id, body }: Stated<ActAlleged>, { labelOf }: Gathered): Generator<string, void, void> {
  const date = isoDate(body.when);
  const sides: readonly (readonly [Party, string])[] = [
    ...body.victims.map((party) => [party, "victim of"] as const),
    ...body.perpetrators.map(
      ({ who, degree }) => [who, `alleged perpetrator${degree === undefined ? "" : `: ${degree}`}`] as const,
    ),
  ];
  const known = sides.filter(([party]) => partyId(party) !== "");
  yield entity(id, "Event", {
    name: [`alleged: ${body.type.said}`],
    ...(date !== undefined && { date: [date] }),
    ...(body.where && { location: [body.where.said] }),
    ...(known.length > 0 && { involved: [...new Set(known.map(([party]) => partyId(party)))] }),
    notes: [
      ...(body.incident === undefined ? [] : [`incident: ${labelOf(body.incident)} (${body.incident})`]),
      ...(body.when?.said === undefined ? [] : [`when: ${body.when.said}`]),
      ...sides.flatMap(([party, role]) => (party.type === "words" ? [`${role}: ${party.words}`] : [])),
      ...(body.perceived ?? []).map(
        ({ ground, basis, said }) =>
          `as the alleged perpetrators saw it: ${ground} (${basis})${said === undefined ? "" : `: ${said}`}`,
      ),
      citedIn(body.citations),
    ],
  });
  for (const [index, [party, role]] of known.entries())
    yield entity(`${id}-${index + 1}`, "UnknownLink", { subject: [partyId(party)], object: [id], role: [role] });
}

function add(properties: Properties, name: string, value: string): void {
  const values = properties[name];
  if (value.trim() === "") return;
  if (values === undefined) properties[name] = [value];
  else if (!values.includes(value)) values.push(value);
}

function entity(id: string, schema: string, properties: Properties): string {
  return `${JSON.stringify({ id, schema, properties })}\n`;
}
