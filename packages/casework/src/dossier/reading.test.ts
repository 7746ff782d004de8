/** Claims about the files of the dossier, its time line, its chains of command, its counts, and what falls. */
import { propose, type When } from "@amana/record";
import type { Vault } from "@amana/vault";
import { afterAll, beforeEach, expect, test } from "vitest";
import { newId, testVaults } from "../../../vault/src/vault.testkit.ts";
import { chainOfCommand, holdsOn } from "./command.ts";
import { falls } from "./falls.ts";
import { groupFile } from "./group-file.ts";
import { incidentFile, placeFile } from "./incident-file.ts";
import { personFile } from "./person-file.ts";
import { stats } from "./stats.ts";
import { timeline } from "./timeline.ts";
import { act, cites, claim, keep, link, sourceNamed } from "./world.testkit.ts";

const vaults = testVaults();
let vault: Vault;
const letter = { id: "" };
const register = { id: "" };
const [azad, leyla, omar, samir] = [newId("per"), newId("per"), newId("per"), newId("per")];
const [brigade, unit, gate] = [newId("grp"), newId("grp"), newId("grp")];
const raid = newId("inc");
const town = newId("plc");
const person = (id: string) => ({ type: "person" as const, person: id });
const year = (from: string) => ({ from, to: from, precision: "year" as const, calendar: "gregorian" as const });
const day = (from: string) => ({ from, to: from, precision: "day" as const, calendar: "gregorian" as const });

beforeEach(() => {
  vault = vaults.open(vaults.fresh());
  const [one, two] = [sourceNamed("letter"), sourceNamed("register")];
  letter.id = one.id;
  register.id = two.id;
  keep(vault, [
    one.proposal,
    two.proposal,
    propose("person.opened", azad, { label: "Azad Invented" }),
    propose("person.opened", leyla, { label: "Leyla Madeup" }),
    propose("person.opened", omar, { label: "Omar Fiction" }),
    propose("person.opened", samir, { label: "Samir Nobody" }),
    propose("group.opened", brigade, { label: "Invented Brigade" }),
    propose("group.opened", unit, { label: "Second unit" }),
    propose("group.opened", gate, { label: "Gate guard" }),
    propose("incident.opened", raid, { label: "Raid on the mill" }),
    propose("place.opened", town, { label: "Madeup Town" }),
  ]);
});
afterAll(() => {
  vault.close();
  vaults.remove();
});

const sha = (digit: string, source: string) => [{ ...cites(source)[0], source, sha256: digit.repeat(64) }] as never;

test("a person's values stand side by side: contradictions marked, a withdrawn one kept apart, a single source said", () => {
  const wrong = claim(azad, "birth-place", "Elsewhere", letter.id);
  keep(vault, [
    claim(azad, "sex", "male", letter.id, { citations: sha("a", letter.id) }),
    claim(azad, "sex", "female", register.id, { citations: sha("b", register.id) }),
    claim(azad, "occupation", "teacher", letter.id),
    wrong,
  ]);
  keep(vault, [propose("claim.withdrawn", wrong.e, { reason: "misread" })]);
  const file = personFile(vault.view, azad, { history: true });
  const told = file?.properties.map(({ code, contradicted, singleSource, values, withdrawn }) => [
    code,
    contradicted,
    singleSource,
    values.map(({ shown }) => shown),
    withdrawn.map(({ shown, withdrawn: why }) => [shown, why?.reason]),
  ]);
  expect(told).toEqual([
    ["birth-place", false, false, [], [["Elsewhere", "misread"]]],
    ["sex", true, false, ["male", "female"], []],
    ["occupation", false, true, ["teacher"], []],
  ]);
  expect(file?.properties[0]?.withdrawn[0]?.history?.map(({ k }) => k)).toEqual(["claim.made", "claim.withdrawn"]);
});

test("2014 and 2014-08 do not contradict each other; 2014 and 2015 do", () => {
  const died = (about: string, date: string) =>
    claim(about, "died", "", letter.id, {
      value: { type: "date", date: { from: date, precision: "about", calendar: "gregorian" } },
    });
  keep(vault, [died(azad, "2014"), died(azad, "2014-08"), died(leyla, "2014"), died(leyla, "2015-01")]);
  const contradicted = (id: string) => personFile(vault.view, id)?.properties.map((each) => each.contradicted);
  expect([contradicted(azad), contradicted(leyla)]).toEqual([[false], [true]]);
});

test("what was done to a person, what they are alleged to have done, and who may be the same stand apart", () => {
  const idn = newId("idn");
  const killing = act(letter.id, {
    incident: raid,
    victims: [person(azad)],
    perpetrators: [{ who: person(omar), degree: "ordered", as: "emir" }],
    where: { said: "by the mill", place: town },
    said_by: person(leyla),
    when: day("2014-08-03"),
  });
  const pair: [string, string] = azad < samir ? [azad, samir] : [samir, azad];
  keep(vault, [killing, propose("identity.proposed", idn, { persons: pair, reasons: ["one name"] })]);
  const [victim, accused, witness] = [azad, omar, leyla].map((id) => personFile(vault.view, id));
  expect(victim?.asVictim.map(({ id }) => id)).toEqual([killing.e]);
  expect(victim?.asPerpetrator).toEqual([]);
  expect(accused?.asPerpetrator.map(({ act: each, parts }) => [each.id, parts])).toEqual([
    [killing.e, [{ degree: "ordered", as: "emir" }]],
  ]);
  expect(witness?.says).toEqual([killing.e]);
  expect(victim?.identities).toMatchObject([
    { id: idn, other: { id: samir, label: "Samir Nobody" }, decision: "proposed" },
  ]);
  expect(incidentFile(vault.view, raid)?.involved.map(({ who }) => who.id)).toEqual([azad, omar, leyla]);
  expect(placeFile(vault.view, town)?.acts.map(({ id }) => id)).toEqual([killing.e]);
});

test("on a day: who surely and who perhaps commanded, who contradicts whom, and where nobody is named", () => {
  const bounded = (since: When, until: When) => ({ since, until });
  keep(vault, [
    link(unit, "unit-of", brigade, letter.id, bounded(day("2013-01-01"), day("2017-01-01"))),
    link(unit, "parent-body-of", gate, letter.id, bounded(day("2014-01-01"), day("2014-12-31"))),
    link(omar, "commands", unit, letter.id, { ...bounded(day("2014-01-01"), day("2015-01-01")), position: "emir" }),
    link(samir, "commands", unit, register.id, bounded(year("2014"), year("2015"))),
  ]);
  const told = (on: string) =>
    chainOfCommand(vault.view, unit, on)?.rungs.map(({ group, depth, commanders, contradicted }) => [
      group.id,
      depth,
      commanders.map(({ link: each, holds }) => [each.from.id, holds]),
      contradicted,
    ]);
  expect(told("2014-08-03")).toEqual([
    [brigade, -1, [], false],
    [
      unit,
      0,
      [
        [omar, "surely"],
        [samir, "perhaps"],
      ],
      true,
    ],
    [gate, 1, [], false],
  ]);
  expect(told("2015-08-03")).toEqual([
    [brigade, -1, [], false],
    [unit, 0, [[samir, "perhaps"]], false],
  ]);
  expect(groupFile(vault.view, unit)).toMatchObject({
    above: [{ to: { id: brigade } }],
    below: [{ group: { id: gate } }],
  });
});

test("units that lie in a circle are told once each", () => {
  keep(vault, [link(unit, "unit-of", brigade, letter.id), link(brigade, "unit-of", unit, letter.id)]);
  expect(chainOfCommand(vault.view, unit, "2014-08-03")?.rungs.map(({ group }) => group.id)).toEqual([brigade, unit]);
});

test.each([
  [year("2014"), year("2016"), "2015-06-01", "surely"],
  [year("2014"), year("2016"), "2014-06-01", "perhaps"],
  [year("2014"), year("2016"), "2017-01-01", undefined],
  [undefined, undefined, "2014-06-01", "perhaps"],
  [year("2014"), undefined, "2013-12-31", undefined],
  [{ ...year("2014"), precision: "about" as const }, undefined, "2013-12-31", "perhaps"],
])("%j to %j on %s: %s", (since, until, on, wanted) => {
  expect(holdsOn(since, until, on)).toBe(wanted);
});

test("a time line puts a year before its months and a month before its days, and counts what bears no date", () => {
  const on = (from: string) =>
    act(letter.id, { victims: [person(azad)], when: { from, precision: "about", calendar: "gregorian" } });
  const [third, month, whole, later] = [on("2014-08-03"), on("2014-08"), on("2014"), on("2015")];
  const command = link(omar, "commands", unit, letter.id, { since: day("2014-08-02"), until: day("2016-01-01") });
  keep(vault, [
    third,
    month,
    whole,
    later,
    command,
    act(letter.id, { when: { said: "in Shawwal 1435", precision: "not-known", calendar: "hijri" } }),
  ]);
  const found = timeline(vault.view, "");
  if (!found.ok) throw new Error(found.error.type);
  const ids = found.value.moments.map((each) => (each.kind === "act" ? each.act.id : each.kind));
  expect(ids).toEqual([whole.e, month.e, "link-begins", third.e, later.e, "link-ends"]);
  expect(found.value.undated).toBe(1);
});

test("counts: n and N, what is missing, who counts twice, and the fewest persons the records can be", () => {
  const pair: [string, string] = azad < leyla ? [azad, leyla] : [leyla, azad];
  keep(vault, [
    claim(azad, "sex", "male", letter.id),
    claim(azad, "sex", "ذكر", register.id),
    claim(leyla, "sex", "female", letter.id),
    claim(omar, "sex", "male", letter.id),
    claim(omar, "sex", "أنثى", register.id),
    claim(leyla, "found-through", "a relative wrote", letter.id),
    propose("identity.confirmed", newId("idn"), { persons: pair, reason: "one passport" }),
  ]);
  const told = stats(vault.view, "person", ["sex"], "");
  if (!told.ok) throw new Error(told.error.type);
  expect(told.value).toMatchObject({
    all: 4,
    missing: [1],
    several: [1],
    rows: [
      { keys: ["female"], n: 2 },
      { keys: ["male"], n: 2 },
    ],
    sources: 2,
    fewest: 3,
    found: { rows: [{ keys: ["a relative wrote"], n: 1 }], missing: 3 },
  });
});

test("two axes of acts are of one act, and only the part that was asked for counts", () => {
  const seen = (ground: string) => [{ ground, basis: "perceived" as const, indicators: [] }];
  keep(vault, [
    act(letter.id, { type: { said: "k", code: "killing" }, victims: [person(azad)], perceived: seen("apostasy") }),
    act(letter.id, { type: { said: "d", code: "detention" }, victims: [person(azad)], perceived: seen("spying") }),
    act(letter.id, {
      type: { said: "r", code: "rape" },
      perpetrators: [{ who: person(azad) }],
      perceived: seen("child"),
    }),
  ]);
  const told = stats(vault.view, "person", ["act:type", "ground"], "role:victim");
  expect(told.ok && told.value.rows).toEqual([
    { keys: ["detention", "spying"], n: 1 },
    { keys: ["killing", "apostasy"], n: 1 },
  ]);
});

test("what falls with a source, what keeps a page, who is left with nothing, and what comes to rest on one source", () => {
  const both = claim(azad, "occupation", "teacher", letter.id, {
    citations: [...sha("a", letter.id), ...sha("b", register.id)] as never,
  });
  const lone = claim(leyla, "occupation", "nurse", letter.id, { citations: sha("a", letter.id) });
  const killing = act(letter.id, { victims: [person(leyla), person(azad)], citations: sha("a", letter.id) });
  keep(vault, [both, lone, killing]);
  expect(falls(vault.view, letter.id)).toMatchObject({
    of: { type: "source" },
    fall: [lone.e, killing.e],
    weakened: [{ id: both.e, left: 1 }],
    emptied: [leyla],
    singleSource: { properties: [{ about: azad, property: "occupation" }], acts: [] },
  });
});

test("what falls with a witness is what the witness says", () => {
  const said = claim(azad, "occupation", "teacher", letter.id, { said_by: person(leyla) });
  keep(vault, [said, claim(azad, "age", "30", letter.id)]);
  expect(falls(vault.view, leyla)).toMatchObject({ of: { type: "sayer" }, fall: [said.e], emptied: [] });
});
