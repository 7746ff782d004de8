/**
 * What is true in the slice, for a machine to check: what a search must find under two spellings, facts with the quote and
 * the place they stand on, whose consent is there, what cannot be read and why, which rows of a list are one person.
 * Made from the world and its stories alone, without drawing anything.
 */

import { journeyChat } from "./story/chat.ts";
import { teacherInterview } from "./story/interview.ts";
import { millerStatement, motherLetter, orderNotes, situationReport } from "./story/letters.ts";
import { missingList } from "./story/missing-list.ts";
import { paths, type Quote, type QuotePlace } from "./story/quote.ts";
import { announcements } from "./story/web-page.ts";
import { type Consent, consents, type Role, roles } from "./world/cast.ts";
import { fullName, type Language, otherSpellings, shortName } from "./world/person-name.ts";
import { placeById } from "./world/places.ts";
import { makeWorld, sizes, type World } from "./world/world.ts";

export interface Search {
  readonly why: string;
  /** Each of them must find the file, with the place among the hits. */
  readonly queries: readonly [string, string];
  readonly file: string;
  readonly place: QuotePlace;
  /** Stands in a picture: nothing is found before OCR. */
  readonly ocr: boolean;
}

interface FactBase {
  readonly quote: Quote;
  readonly saidBy: string;
}

export interface ClaimFact extends FactBase {
  readonly type: "claim";
  /** The label a person is opened under: the full name in Latin letters. */
  readonly person: string;
  readonly property: string;
  readonly value: string;
  readonly language: Language;
}

/** Parties are labels of persons, or `words:…` for whom nobody can name. */
export interface ActFact extends FactBase {
  readonly type: "act";
  readonly what: string;
  readonly who: readonly string[];
  readonly toWhom: readonly string[];
  readonly when: string;
  readonly where: string;
}

export type Fact = ClaimFact | ActFact;

export interface KnownPerson {
  readonly role: Role;
  readonly label: string;
  readonly names: Readonly<Record<Language, string>>;
  /** Further spellings of the same name, to search for. */
  readonly spellings: readonly string[];
  readonly alleged: boolean;
  readonly consent: Consent;
}

export interface Unread {
  readonly file: string;
  /** The code the list of problems shows. */
  readonly code: "locked" | "damaged" | "empty";
  readonly why: string;
}

export interface Truth {
  readonly searches: readonly Search[];
  readonly facts: readonly Fact[];
  readonly people: readonly KnownPerson[];
  readonly unread: readonly Unread[];
  readonly receivedTwice: readonly { readonly first: string; readonly again: string }[];
  /** Every quote of every story. */
  readonly quotes: readonly Quote[];
  readonly list: { readonly file: string; readonly sheet: string; readonly samePerson: readonly (readonly number[])[] };
}

export function truthOfSeed(seed: number): Truth {
  return truthOf(makeWorld(seed, sizes.slice));
}

export function truthOf(world: World): Truth {
  const list = missingList(world);
  return {
    searches: searchesOf(world),
    facts: factsOf(world),
    people: roles.map((role) => knownPerson(world, role)),
    unread: [
      { file: paths.locked, code: "locked", why: "archive under a password that has been lost" },
      { file: paths.damaged, code: "damaged", why: "copy that broke off after 200 bytes" },
      { file: paths.empty, code: "empty", why: "file of no bytes" },
    ],
    receivedTwice: [{ first: paths.report, again: paths.reportAgain }],
    quotes: storiesOf(world).flatMap(({ quotes }) => Object.values<Quote>(quotes)),
    list: { file: paths.list, sheet: list.sheet, samePerson: list.samePerson },
  };
}

const storiesOf = (world: World) => [
  motherLetter(world),
  millerStatement(world),
  orderNotes(world),
  situationReport(world),
  teacherInterview(world),
  journeyChat(world),
  announcements(world),
  missingList(world),
];

function searchesOf(world: World): Search[] {
  const { cast } = world;
  const page = (number: number): QuotePlace => ({ type: "page", page: number });
  const interview = teacherInterview(world).quotes.threatened;
  const across = journeyChat(world).quotes.across;
  const search = (
    why: string,
    queries: readonly [string, string],
    file: string,
    place: QuotePlace,
    ocr = false,
  ): Search => ({ why, queries, file, place, ocr });
  const halunta = placeById("halunta").name;
  return [
    search("hamza left out", ["أبو ميزان", "ابو ميزان"], paths.motherLetter, page(1)),
    search(
      "an Arabic name and its Latin spelling",
      [shortName(cast.mother.name, "ar"), shortName(cast.mother.name, "en")],
      paths.motherLetter,
      page(1),
    ),
    search(
      "a Latin name and its Sorani spelling",
      [shortName(cast.miller.name, "en"), shortName(cast.miller.name, "ckb")],
      paths.millerStatement,
      page(1),
    ),
    search(
      "Sorani typed on an Arabic keyboard",
      ["دەروازەی ڕۆژهەڵات", "دەروازەي رۆژهەلات"],
      paths.millerStatement,
      page(1),
    ),
    search("a town in two Arabic spellings", [halunta.ar, halunta.also[1] ?? halunta.ar], paths.motherLetter, page(1)),
    search("digits of two scripts", ["48-2217", "٤٨-٢٢١٧"], paths.orderNotes, page(1)),
    search("the second page is told", ["ledger 26", "ledger ٢٦"], paths.report, page(2)),
    search("ta marbuta written as ha", ["هيئة السوق", "هيئه السوق"], interview.file, interview.place),
    search("a message of a chat", ["ئەوبەری پردەکە", "ئەوبەري پردەكە"], across.file, across.place),
    search(
      "a row of a sheet",
      [fullName(cast.missing.name, "ar"), otherSpellings(cast.missing.name)[1] ?? ""],
      paths.list,
      missingList(world).quotes.missing.place,
    ),
    search(
      "a name on a scanned form",
      [shortName(cast.teacher.name, "en"), shortName(cast.teacher.name, "ar")],
      paths.arrivalScan,
      page(1),
      true,
    ),
    search("words of a scanned order", ["غرف الخياطة", "غرف الخياطه"], paths.orderScan, page(1), true),
  ];
}

function factsOf(world: World): Fact[] {
  const { cast, days } = world;
  const label = (role: Role): string => fullName(cast[role].name, "en");
  const [mother, miller, notes, report, interview, list] = [
    motherLetter(world),
    millerStatement(world),
    orderNotes(world),
    situationReport(world),
    teacherInterview(world),
    missingList(world),
  ];
  return [
    {
      type: "claim",
      person: label("registrar"),
      property: "role",
      value: "alleged to have headed the Registry Office in Halunta",
      language: "en",
      quote: report.quotes.role,
      saidBy: "the situation report, on two sources",
    },
    {
      type: "claim",
      person: label("gatekeeper"),
      property: "kunya",
      value: cast.gatekeeper.kunya?.ar ?? "",
      language: "ar",
      quote: mother.quotes.kunya,
      saidBy: "the mother who wrote the letter",
    },
    {
      type: "claim",
      person: label("registrar"),
      property: "kunya",
      value: cast.registrar.kunya?.en ?? "",
      language: "en",
      quote: notes.quotes.signed,
      saidBy: "the copied order, as typed out",
    },
    {
      type: "claim",
      person: label("missing"),
      property: "status",
      value: "لم يعد إلى البيت",
      language: "ar",
      quote: mother.quotes.missing,
      saidBy: "his mother",
    },
    {
      type: "claim",
      person: label("missing"),
      property: "name",
      value: fullName(cast.missing.name, "ar"),
      language: "ar",
      quote: list.quotes.missing,
      saidBy: "the families' list",
    },
    {
      type: "act",
      what: "taken from a car and led away",
      who: [label("gatekeeper")],
      toWhom: [label("weaver"), "words:his friend"],
      when: days.gate,
      where: "the eastern gate of Halunta",
      quote: miller.quotes.taken,
      saidBy: "the miller who saw it",
    },
    {
      type: "act",
      what: "threatened and made to give up the keys",
      who: ["words:men of the Market Bench"],
      toWhom: [label("teacher")],
      when: days.order.slice(0, 7),
      where: "Tishmarin",
      quote: interview.quotes.threatened,
      saidBy: "the teacher",
    },
  ];
}

function knownPerson({ cast }: World, role: Role): KnownPerson {
  const { name, kunya } = cast[role];
  return {
    role,
    label: fullName(name, "en"),
    names: { ar: fullName(name, "ar"), ckb: fullName(name, "ckb"), en: fullName(name, "en") },
    spellings: otherSpellings(name),
    alleged: kunya !== undefined,
    consent: consents[role] ?? { type: "not-asked" },
  };
}

/**
 * What follows `amana` to state this fact. `source` is the id the file got; `personId` gives the id of a label that stands
 * already, so that nobody is opened twice.
 */
export function factArguments(fact: Fact, source: string, personId: (label: string) => string | undefined): string[] {
  const whom = (label: string): string => personId(label) ?? label;
  const where = [
    "--source",
    source,
    "--quote",
    fact.quote.words,
    ...placeArguments(fact.quote.place),
    "--said-by",
    fact.saidBy,
  ];
  if (fact.type === "claim")
    return [
      "fact",
      "add",
      "--person",
      whom(fact.person),
      "--property",
      fact.property,
      "--value",
      fact.value,
      "--language",
      fact.language,
      ...where,
    ];
  const who = fact.who.flatMap((each) => ["--who", whom(each)]);
  const toWhom = fact.toWhom.flatMap((each) => ["--to-whom", whom(each)]);
  return ["fact", "add", "--what", fact.what, ...who, ...toWhom, "--when", fact.when, "--where", fact.where, ...where];
}

function placeArguments(place: QuotePlace): string[] {
  if (place.type === "page") return ["--page", String(place.page)];
  if (place.type === "row") return ["--sheet", place.sheet, "--row", String(place.row)];
  if (place.type === "message") return ["--message", String(place.message)];
  if (place.type === "time") return ["--time", clock(Math.ceil(place.from / 1000))];
  return [];
}

/** The command takes whole seconds, one inside the cue: 0:08, 12:30, 1:02:03. */
function clock(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (part: number): string => String(part).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** What follows `amana` to record what a person agreed to: one call, and another when it was withdrawn; none where there is no yes. */
export function consentArguments(consent: Consent, person: string): string[][] {
  if (consent.type !== "given" && consent.type !== "withdrawn") return [];
  const given = [
    "consent",
    "give",
    person,
    "--purpose",
    consent.purpose,
    "--to",
    consent.recipient,
    "--how",
    consent.how,
  ];
  if (consent.type === "given") return [[...given, ...consent.conditions.flatMap((each) => ["--condition", each])]];
  return [given, ["consent", "withdraw", person, "--reason", consent.reason]];
}
