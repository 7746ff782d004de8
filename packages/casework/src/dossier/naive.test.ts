/** What the index finds is what a plain look at every record finds; what falls is what withdrawing takes away. */
import { ancestors, type Body, type Proposal, propose, thesaurus } from "@amana/record";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { newId, testVaults } from "../../../vault/src/vault.testkit.ts";
import { falls } from "./falls.ts";
import { every } from "./select.ts";
import { act, cites, claim, keep, sourceNamed } from "./world.testkit.ts";

const vaults = testVaults();
afterAll(() => vaults.remove());

type Act = Body<"act.alleged">;
type Claim = Body<"claim.made">;

const persons = [0, 1, 2, 3].map(() => newId("per"));
const sources = [sourceNamed("one"), sourceNamed("two"), sourceNamed("three")];
const some = <T>(from: readonly T[]) => fc.constantFrom(...from);
const certainties = ["established", "probable", "not-assessed"] as const;
const citing = fc
  .uniqueArray(some(sources), { minLength: 1, maxLength: 2 })
  .map((all) => all.flatMap(({ id }, n) => cites(id).map((each) => ({ ...each, sha256: String(n).repeat(64) }))));
const saying = fc.oneof(
  some(persons).map((person) => ({ type: "person" as const, person })),
  fc.constant({ type: "not-stated" as const }),
);
const party = some(persons).map((person) => ({ type: "person" as const, person }));

const acts: fc.Arbitrary<Act> = fc.record(
  {
    type: some(["killing", "beheading", "torture"]).map((code) => ({ said: code, code })),
    victims: fc.array(party, { maxLength: 2 }),
    perpetrators: fc.array(fc.record({ who: party, degree: some(["ordered", "guarded", "helped"]) }), { maxLength: 2 }),
    when: some(["2013", "2014", "2014-06", "2014-06-03", "2015-02-01"]).map((from) => ({
      from,
      to: from === "2013" ? "2014-01" : from,
      precision: "about" as const,
      calendar: "gregorian" as const,
    })),
    perceived: fc.array(
      fc.record({
        ground: some(["gender", "gender-roles", "apostasy"]),
        basis: some(["perceived", "ally"] as const),
        indicators: fc.constant([]),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    said_by: saying,
    certainty: some(certainties),
    citations: citing,
  },
  { requiredKeys: ["type", "victims", "perpetrators", "said_by", "certainty", "citations"] },
);
const claims: fc.Arbitrary<Claim> = fc.record({
  about: some(persons),
  property: some(["sex", "occupation"]),
  value: some(["male", "أنثى", "female", "teacher"]).map((text) => ({ type: "text" as const, text })),
  said_by: saying,
  certainty: some(certainties),
  citations: citing,
});

interface Dossier {
  readonly acts: readonly Act[];
  readonly claims: readonly Claim[];
}
const dossiers: fc.Arbitrary<Dossier> = fc.record({
  acts: fc.array(acts, { maxLength: 6 }),
  claims: fc.array(claims, { maxLength: 6 }),
});

interface Asked {
  readonly text: string;
  readonly negated: boolean;
}
const filters = [
  "role:victim",
  "role:perpetrator",
  "role:witness",
  "ground:gender",
  "ground:apostasy",
  "basis:ally",
  "act:killing",
  "act:torture",
  "degree:ordered",
  "degree:helped",
  "date:2014-06",
  "date:2013",
  "date:..2014-01-15",
  "sex:female",
  "property:occupation",
  "property:occupation=teacher",
  "certainty:probable",
  "has:claim",
  "has:act",
  "has:single-source",
  `source:${sources[0]?.id}`,
  `said-by:${persons[0]}`,
] as const;
const queries: fc.Arbitrary<readonly Asked[]> = fc.uniqueArray(
  fc.record({ text: some(filters), negated: fc.boolean() }),
  {
    maxLength: 4,
    selector: ({ text }) => text,
  },
);

const narrower = (list: (typeof thesaurus)["acts"], code: string, wider: string) =>
  code === wider || ancestors(list, code).some((each) => each.code === wider);

/** One person's part in one act. */
interface Part {
  readonly act: Act;
  readonly side: "victim" | "perpetrator";
  readonly degree?: string | undefined;
}

function partsOf(dossier: Dossier, person: string): Part[] {
  const is = (who: Act["victims"][number]) => who.type === "person" && who.person === person;
  return dossier.acts.flatMap((each) => [
    ...each.victims.filter(is).map((): Part => ({ act: each, side: "victim" })),
    ...each.perpetrators
      .filter(({ who }) => is(who))
      .map(({ degree }): Part => ({ act: each, side: "perpetrator", degree })),
  ]);
}

const actNames = ["role", "ground", "basis", "act", "degree", "date"];

/** Values of one name are choices. */
function group(asked: readonly string[]): ReadonlyMap<string, readonly string[]> {
  return Map.groupBy(asked, (text) => text.slice(0, text.indexOf(":")));
}

function actHolds(each: Act, asked: ReadonlyMap<string, readonly string[]>): boolean {
  const values = (name: string) => (asked.get(name) ?? []).map((text) => text.slice(name.length + 1));
  const type = values("act");
  if (type.length > 0 && !type.some((code) => narrower(thesaurus.acts, each.type.code ?? "", code))) return false;
  const [grounds, bases] = [values("ground"), values("basis")];
  if (grounds.length + bases.length > 0) {
    const seen = (each.perceived ?? []).some(
      ({ ground, basis }) =>
        (grounds.length === 0 || grounds.some((code) => narrower(thesaurus.grounds, ground, code))) &&
        (bases.length === 0 || bases.includes(basis)),
    );
    if (!seen) return false;
  }
  const dates = values("date");
  return dates.length === 0 || dates.some((date) => overlaps(each, date));
}

const firstDay = (date: string) => date + "-01-01".slice(date.length === 4 ? 0 : date.length === 7 ? 3 : 6);
const lastDay = (date: string) => date + (date.length === 4 ? "-12-31" : date.length === 7 ? "-31" : "");

function overlaps({ when }: Act, asked: string): boolean {
  if (when?.from === undefined) return false;
  const [from, until] = asked.startsWith("..") ? ["0000", asked.slice(2)] : [asked, asked];
  return firstDay(when.from) <= lastDay(until) && lastDay(when.to ?? when.from) >= firstDay(from);
}

function personHolds(dossier: Dossier, person: string, asked: readonly string[]): boolean {
  const groups = group(asked);
  const ofActs = new Map([...groups].filter(([name]) => actNames.includes(name)));
  if (ofActs.size > 0 && !throughActs(dossier, person, ofActs)) return false;
  return [...groups].every(
    ([name, texts]) => actNames.includes(name) || texts.some((text) => own(dossier, person, text)),
  );
}

function throughActs(dossier: Dossier, person: string, asked: ReadonlyMap<string, readonly string[]>): boolean {
  const roles = (asked.get("role") ?? []).map((text) => text.slice(5));
  const degrees = (asked.get("degree") ?? []).map((text) => text.slice(7));
  const asParty = partsOf(dossier, person).some(
    ({ act: each, side, degree }) =>
      (roles.length === 0 || roles.includes(side)) &&
      (degrees.length === 0 || degrees.some((wider) => narrower(thesaurus.degrees, degree ?? "", wider))) &&
      actHolds(each, asked),
  );
  const says = ({ said_by }: Act | Claim) => said_by.type === "person" && said_by.person === person;
  const asWitness =
    roles.includes("witness") &&
    degrees.length === 0 &&
    (dossier.acts.some((each) => says(each) && actHolds(each, asked)) ||
      ([...asked.keys()].every((name) => name === "role") && dossier.claims.some(says)));
  return asParty || asWitness;
}

function own(dossier: Dossier, person: string, text: string): boolean {
  const mine = dossier.claims.filter(({ about }) => about === person);
  const statements: (Act | Claim)[] = [...mine, ...new Set(partsOf(dossier, person).map((part) => part.act))];
  const value = (each: Claim) => (each.value.type === "text" ? each.value.text : "");
  switch (text) {
    case "sex:female":
      return mine.some((each) => each.property === "sex" && ["female", "أنثى"].includes(value(each)));
    case "property:occupation":
      return mine.some((each) => each.property === "occupation");
    case "property:occupation=teacher":
      return mine.some((each) => each.property === "occupation" && value(each) === "teacher");
    case "certainty:probable":
      return statements.some(({ certainty }) => certainty === "probable");
    case "has:claim":
      return mine.length > 0;
    case "has:act":
      return partsOf(dossier, person).length > 0;
    case "has:single-source":
      return new Set(statements.flatMap(({ citations }) => citations.map(({ source }) => source))).size === 1;
    default:
      if (text.startsWith("source:"))
        return statements.some(({ citations }) => citations.some(({ source }) => source === text.slice(7)));
      return statements.some(({ said_by }) => said_by.type === "person" && said_by.person === text.slice(8));
  }
}

function wanted(dossier: Dossier, query: readonly Asked[]): string[] {
  const positive = query.filter(({ negated }) => !negated).map(({ text }) => text);
  const negative = query.filter(({ negated }) => negated).map(({ text }) => text);
  return persons.filter(
    (person) =>
      personHolds(dossier, person, positive) && negative.every((text) => !personHolds(dossier, person, [text])),
  );
}

function world(dossier: Dossier) {
  const vault = vaults.open(vaults.fresh());
  const opened = persons.map((id, n) => propose("person.opened", id, { label: `Invented ${n}` }));
  const made: Proposal[] = [
    ...dossier.acts.map((each) => act(sources[0]?.id ?? "", each)),
    ...dossier.claims.map((each) => claim(each.about, each.property, "", sources[0]?.id ?? "", each)),
  ];
  keep(vault, [...sources.map(({ proposal }) => proposal), ...opened]);
  if (made.length > 0) keep(vault, made);
  return { vault, made };
}

test("the index finds the persons that a plain look at every record finds, whatever is asked", () => {
  fc.assert(
    fc.property(dossiers, fc.array(queries, { minLength: 25, maxLength: 25 }), (dossier, asked) => {
      const { vault } = world(dossier);
      try {
        for (const query of asked) {
          const line = query.map(({ text, negated }) => `${negated ? "-" : ""}${text}`).join(" ");
          const found = every(vault.view, "person", line);
          expect(found.ok && [...found.value].sort(), line).toEqual(wanted(dossier, query).sort());
        }
      } finally {
        vault.close();
      }
    }),
    { numRuns: 15 },
  );
}, 120_000);

test("what falls with a source is what stands on it alone; withdrawn, just those it names are left with nothing", () => {
  fc.assert(
    fc.property(dossiers, some(sources), (dossier, source) => {
      const { vault, made } = world(dossier);
      try {
        const standing = () =>
          persons.filter((person) => vault.view.statementsOn(person).some(({ withdrawn }) => !withdrawn));
        const told = falls(vault.view, source.id);
        const alone = made.filter(({ x }) =>
          (x["citations"] as Act["citations"]).every((citation) => citation.source === source.id),
        );
        expect([...(told?.fall ?? [])].sort()).toEqual(alone.map(({ e }) => e).sort());
        const before = standing();
        if (told !== undefined && told.fall.length > 0)
          keep(
            vault,
            told.fall.map((id) =>
              propose(id.startsWith("act_") ? "act.withdrawn" : "claim.withdrawn", id, { reason: "a test" }),
            ),
          );
        const after = standing();
        expect([...(told?.emptied ?? [])].sort()).toEqual(before.filter((each) => !after.includes(each)).sort());
        expect(falls(vault.view, source.id)?.fall).toEqual([]);
      } finally {
        vault.close();
      }
    }),
    { numRuns: 15 },
  );
}, 120_000);
