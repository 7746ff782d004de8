/** Lines of an invented dossier of any size: persons, groups with units and commanders, places, incidents, claims, acts, links. */
import { type Proposal, propose, thesaurus } from "@amana/record";
import { newTexts, type Texts } from "./texts.ts";
import { newId } from "./vaults.ts";

export interface DossierShape {
  readonly persons: number;
  /** Claims about a person, on average; acts come beside them. */
  readonly claims: number;
  readonly acts: number;
  readonly seed: number;
}

/** What benchmarks ask about by id. */
export interface Landmarks {
  readonly source: string;
  readonly busySource: string;
  readonly person: string;
  readonly sayer: string;
  readonly group: string;
  readonly place: string;
}

const sexes = ["male", "female", "ذكر", "أنثى", "نێر", "مێ"];
const occupations = ["teacher", "farmer", "student", "driver", "nurse", "خياط", "مامۆستا", "baker"];
const statuses = ["killed", "missing", "survivor"];
const precision = "day" as const;

/** Yields the lines; the landmarks are known when it is done. */
export function* dossier(shape: DossierShape): Generator<Proposal, Landmarks> {
  const texts = newTexts(shape.seed, 20_000);
  const many = (count: number) => Math.max(1, Math.round(count));
  const sources = ids("src", many(shape.persons / 12));
  const groups = ids("grp", many(shape.persons ** 0.5 * 0.8));
  const places = ids("plc", many(Math.min(3_000, shape.persons / 15)));
  const incidents = ids("inc", many(shape.persons / 7));
  for (const [n, id] of sources.entries()) yield source(texts, id, n);
  yield propose("list.imported", newId("lst"), {
    source: sources[1] ?? "",
    sha256: sha(texts),
    list: "Invented Register",
    mapping: "{}",
    rows: { all: 1, opened: 1, matched: 0, unchanged: 0, proposed: 0, refused: 0 },
  });
  for (const [n, id] of groups.entries()) yield propose("group.opened", id, { label: `Invented unit ${n}` });
  for (const [n, id] of places.entries()) {
    const within = n === 0 ? undefined : places[Math.floor((n - 1) / 12)];
    yield propose("place.opened", id, { label: `Madeup place ${n}`, ...(within !== undefined && { within }) });
  }
  for (const [n, id] of incidents.entries())
    yield propose("incident.opened", id, { label: `Incident ${n} ${texts.name()}` });
  for (let n = 1; n < groups.length; n += 1)
    yield link(texts, groups[n] ?? "", "unit-of", groups[Math.floor((n - 1) / 6)] ?? "", one(texts, sources), {});
  const persons: string[] = [];
  const someone = () => persons[texts.number(persons.length)] ?? "";
  const acts = thesaurus.acts.terms.map(({ code }) => code);
  const grounds = thesaurus.grounds.terms.map(({ code }) => code);
  const degrees = thesaurus.degrees.terms.map(({ code }) => code);
  for (let n = 0; n < shape.persons; n += 1) {
    const person = newId("per");
    persons.push(person);
    yield propose("person.opened", person, { label: texts.name() });
    const cited = source1(texts, sources);
    for (let claims = share(texts, shape.claims); claims > 0; claims -= 1)
      yield claim(texts, person, cited, texts.number(40) === 0 ? someone() : undefined, n);
    for (let each = share(texts, shape.acts); each > 0; each -= 1)
      yield act(texts, { someone, incidents, places, groups, acts, grounds, degrees, source: cited });
    if (n % 9 === 0) yield link(texts, person, "member-of", one(texts, groups), cited, {});
    if (n % 40 === 0) yield command(texts, person, one(texts, groups), cited);
    if (n % 25 === 0)
      yield propose("consent.given", newId("con"), {
        person,
        purposes: ["criminal-investigation"],
        recipients: ["any"],
        onward: "no",
        conditions: [],
        how: "on paper",
      });
  }
  return {
    source: sources[Math.floor(sources.length / 2)] ?? "",
    busySource: sources[0] ?? "",
    person: persons[Math.floor(persons.length / 2)] ?? "",
    sayer: persons[0] ?? "",
    group: groups[1] ?? "",
    place: places[1] ?? "",
  };
}

/** The first source is a list that one fact in eight stands in, the second another in forty. */
function source1(texts: Texts, sources: readonly string[]): string {
  const at = texts.number(40);
  return at < 5 ? (sources[0] ?? "") : at === 5 ? (sources[1] ?? "") : one(texts, sources);
}

function ids(type: "src" | "grp" | "plc" | "inc", count: number): string[] {
  return Array.from({ length: count }, () => newId(type));
}

function one(texts: Texts, from: readonly string[]): string {
  return from[texts.number(from.length)] ?? "";
}

function share(texts: Texts, average: number): number {
  return Math.floor(average) + (texts.number(1_000) < (average % 1) * 1_000 ? 1 : 0);
}

const sha = (texts: Texts) =>
  Array.from({ length: 8 }, () =>
    texts
      .number(2 ** 32)
      .toString(16)
      .padStart(8, "0"),
  ).join("");

const day = (texts: Texts) =>
  `${2013 + texts.number(5)}-${String(1 + texts.number(12)).padStart(2, "0")}-${String(1 + texts.number(28)).padStart(2, "0")}`;

function source(texts: Texts, id: string, n: number): Proposal {
  return propose("source.received", id, {
    file: { name: `letter ${n}`, bytes: 1_000, sha256: sha(texts), type: "application/pdf" },
    obtained: { not_stated: ["how"], stated_in: "command" },
  });
}

function stands(texts: Texts, source: string, sayer?: string) {
  const grades = [
    "established",
    "probable",
    "possible",
    "doubtful",
    "not-assessed",
    "not-assessed",
    "not-assessed",
  ] as const;
  return {
    said_by:
      sayer === undefined
        ? ({ type: "words", words: "the author of the letter" } as const)
        : ({ type: "person", person: sayer } as const),
    certainty: grades[texts.number(grades.length)] ?? "not-assessed",
    citations: [
      {
        source,
        sha256: "a".repeat(64),
        place: { type: "page" as const, page: 1 + texts.number(40) },
        quote: texts.ofWords(6).text,
        checked: "in-layer" as const,
      },
    ],
  };
}

function claim(texts: Texts, about: string, source: string, sayer: string | undefined, n: number): Proposal {
  const text = (property: string, value: string) => ({ property, value: { type: "text" as const, text: value } });
  const makers = [
    () => text("name", texts.name()),
    () => text("sex", one(texts, sexes)),
    () => text("occupation", one(texts, occupations)),
    () => text("status", one(texts, statuses)),
    () => text("case-number", String(n)),
    () => ({
      property: "birth",
      value: {
        type: "date" as const,
        date: { from: day(texts).replace(/^20/, "19"), precision, calendar: "gregorian" as const },
      },
    }),
    () => ({ property: "age", value: { type: "number" as const, number: 8 + texts.number(70) } }),
    () => text("found-through", one(texts, ["a relative wrote", "list of a hospital", "interview"])),
  ];
  const made = makers[texts.number(makers.length)] ?? makers[0];
  return propose("claim.made", newId("clm"), {
    about,
    ...(made?.() ?? text("name", "")),
    ...stands(texts, source, sayer),
  });
}

interface ActWorld {
  readonly someone: () => string;
  readonly incidents: readonly string[];
  readonly places: readonly string[];
  readonly groups: readonly string[];
  readonly acts: readonly string[];
  readonly grounds: readonly string[];
  readonly degrees: readonly string[];
  readonly source: string;
}

function act(texts: Texts, world: ActWorld): Proposal {
  const person = () => ({ type: "person" as const, person: world.someone() });
  const code = one(texts, world.acts.slice(0, 1 + texts.number(world.acts.length)));
  const from = day(texts);
  const lasts = texts.number(20) === 0;
  return propose("act.alleged", newId("act"), {
    incident: one(texts, world.incidents),
    type: { said: texts.ofWords(2).text, ...(texts.number(10) > 0 && { code }) },
    ...(texts.number(3) === 0 && { method: { said: "by a madeup means" } }),
    victims: Array.from({ length: 1 + texts.number(2) }, person),
    perpetrators: [
      texts.number(3) === 0
        ? { who: { type: "group", group: one(texts, world.groups) } }
        : { who: person(), degree: one(texts, world.degrees) },
    ],
    when: lasts
      ? { from: from.slice(0, 7), to: `${Number(from.slice(0, 4)) + 1}`, precision: "month", calendar: "gregorian" }
      : { from, to: from, precision, calendar: "gregorian" },
    where: { said: texts.ofWords(2).text, place: one(texts, world.places) },
    ...(texts.number(3) === 0 && { outcome: { said: "dead", code: "dead" } }),
    // The grounds far down the list are rare.
    ...(texts.number(5) === 0 && {
      perceived: [
        {
          ground: one(texts, world.grounds.slice(0, 1 + texts.number(world.grounds.length))),
          basis: texts.number(9) === 0 ? "ally" : "perceived",
          indicators: [],
        },
      ],
    }),
    ...stands(texts, world.source, texts.number(30) === 0 ? world.someone() : undefined),
  });
}

function link(
  texts: Texts,
  from: string,
  relation: string,
  to: string,
  source: string,
  more: Readonly<Record<string, unknown>>,
): Proposal {
  return propose("link.stated", newId("lnk"), { from, relation, to, ...more, ...stands(texts, source) });
}

function command(texts: Texts, from: string, to: string, source: string): Proposal {
  const since = 2013 + texts.number(3);
  const year = (n: number) => ({
    from: String(n),
    to: String(n),
    precision: "year" as const,
    calendar: "gregorian" as const,
  });
  return link(texts, from, "commands", to, source, {
    position: "emir",
    since: year(since),
    until: year(since + 1 + texts.number(2)),
  });
}
