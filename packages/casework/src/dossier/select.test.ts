/** Claims about finding records by a line of the query language. */
import { propose } from "@amana/record";
import type { Subject, Vault } from "@amana/vault";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId, testVaults } from "../../../vault/src/vault.testkit.ts";
import { every, selectRecords } from "./select.ts";
import { act, cites, claim, keep, link, sourceNamed } from "./world.testkit.ts";

const vaults = testVaults();
let vault: Vault;
const ids = new Map<string, string>();
const id = (name: string) => ids.get(name) ?? "";
const names = (subject: Subject, line: string) => {
  const found = every(vault.view, subject, line);
  if (!found.ok) throw new Error(found.error.type);
  const byId = new Map([...ids].map(([name, each]) => [each, name]));
  return [...found.value].map((each) => byId.get(each) ?? each).sort();
};

beforeAll(() => {
  vault = vaults.open(vaults.fresh());
  const open = (type: "per" | "grp" | "inc" | "plc", name: string, label: string) => {
    ids.set(name, newId(type));
    const kind = ({ per: "person", grp: "group", inc: "incident", plc: "place" } as const)[type];
    return propose(`${kind}.opened`, id(name), { label });
  };
  const letter = sourceNamed("letter");
  const register = sourceNamed("register");
  ids.set("letter", letter.id);
  ids.set("register", register.id);
  const named = (name: string, proposal: ReturnType<typeof act>) => {
    ids.set(name, proposal.e);
    return proposal;
  };
  const person = (name: string) => ({ type: "person" as const, person: id(name) });
  keep(vault, [
    letter.proposal,
    register.proposal,
    open("per", "azad", "Azad Invented"),
    open("per", "leyla", "ليلى المخترعة"),
    open("per", "omar", "Omar Madeup"),
    open("per", "hoshyar", "Hoshyar Fiction"),
    open("grp", "brigade", "Invented Brigade"),
    open("grp", "checkpoint", "Checkpoint unit"),
    open("inc", "raid", "Raid on the mill"),
    open("plc", "province", "Invented Province"),
    open("plc", "town", "Madeup Town"),
  ]);
  keep(vault, [
    propose("place.opened", id("town"), { label: "Madeup Town", within: id("province") }),
    propose("list.imported", newId("lst"), {
      source: id("register"),
      sha256: "b".repeat(64),
      list: "The Register",
      mapping: "{}",
      rows: { all: 1, opened: 1, matched: 0, unchanged: 0, proposed: 0, refused: 0 },
    }),
    claim(id("azad"), "sex", "male", id("letter")),
    claim(id("leyla"), "sex", "أنثى", id("letter")),
    claim(id("leyla"), "case-number", "17", id("register")),
    claim(id("leyla"), "birth", "1990", id("letter"), {
      value: { type: "date", date: { from: "1990-05", precision: "month", calendar: "gregorian" } },
    }),
    claim(id("leyla"), "birth", "1985", id("register"), {
      value: { type: "date", date: { from: "1985", precision: "year", calendar: "gregorian" } },
    }),
    claim(id("azad"), "occupation", "teacher at the mill school", id("letter"), {
      said_by: { type: "person", person: id("hoshyar") },
    }),
    link(id("omar"), "commands", id("checkpoint"), id("letter")),
    link(id("checkpoint"), "unit-of", id("brigade"), id("letter")),
    named(
      "killing",
      act(id("letter"), {
        incident: id("raid"),
        type: { said: "they threw him down", code: "thrown-from-height" },
        victims: [person("azad")],
        perpetrators: [{ who: person("omar"), degree: "ordered" }],
        when: { said: "that summer", from: "2015-07-03", precision: "day", calendar: "gregorian" },
        where: { said: "by the mill", place: id("town") },
        perceived: [{ ground: "sexual-orientation", basis: "perceived", indicators: [] }],
        certainty: "probable",
      }),
    ),
    named(
      "detention",
      act(id("register"), {
        type: { said: "held in the mill" },
        method: { said: "behind locked doors" },
        victims: [person("leyla"), person("omar")],
        perpetrators: [{ who: { type: "group", group: id("checkpoint") } }],
        when: { from: "2014", to: "2014", precision: "year", calendar: "gregorian" },
        said_by: person("leyla"),
        citations: [...cites(id("register")), ...cites(id("letter"))],
      }),
    ),
  ]);
});
afterAll(() => {
  vault.close();
  vaults.remove();
});

test.each<[Subject, string, string[]]>([
  ["person", "", ["azad", "hoshyar", "leyla", "omar"]],
  ["person", "ground:gender", ["azad", "omar"]],
  ["person", "role:victim ground:gender", ["azad"]],
  ["person", "دور:ضحية سبب:جێندەر", ["azad"]],
  ["person", "role:victim -ground:gender", ["leyla"]],
  ["person", "role:victim act:killing", ["azad"]],
  ["person", "role:perpetrator degree:ordered", ["omar"]],
  ["person", "role:victim degree:ordered", []],
  ["person", "role:witness", ["hoshyar", "leyla"]],
  ["person", "sex:female", ["leyla"]],
  ["person", "sex:ذكر", ["azad"]],
  ["person", "case:17", ["leyla"]],
  ["person", "list:register", []],
  ["person", 'list:"the register"', ["leyla", "omar"]],
  ["person", "has:conflict", ["leyla"]],
  ["person", "has:single-source", ["azad"]],
  ["person", "group:brigade", ["omar"]],
  ["person", 'group:"Invented Brigade"', ["omar"]],
  ["person", "property:birth=1990", ["leyla"]],
  ["person", "property:occupation=teacher*", ["azad"]],
  ["person", "mill", ["azad", "leyla", "omar"]],
  ["person", "mill school", ["azad"]],
  ["person", "-mill", ["hoshyar"]],
  ["person", "Leila", ["leyla"]],
  ["person", "said-by:Hoshyar", ["azad"]],
  ["person", "date:2014-06", ["leyla", "omar"]],
  ["person", "-has:claim", ["hoshyar", "omar"]],
  ["act", "act:execution", ["killing"]],
  ["act", 'act:"held in the mill"', ["detention"]],
  ["act", "act:mill", ["detention"]],
  ["act", 'method:"locked doors"', ["detention"]],
  ["act", "basis:perceived", ["killing"]],
  ["act", "date:2015", ["killing"]],
  ["act", "date:2014-08..2015-06", ["detention"]],
  ["act", 'place:"invented province"', ["killing"]],
  ["act", "place:mill", ["killing"]],
  ["act", "group:brigade", ["detention", "killing"]],
  ["act", "certainty:probable", ["killing"]],
  ["act", "has:single-source", ["killing"]],
  ["act", "Azad", ["killing"]],
  ["act", "sex:female", ["detention"]],
  ["incident", "ground:gender", ["raid"]],
  ["incident", "mill -ground:gender", []],
  ["place", "act:killing", ["town"]],
  ["place", 'place:"Invented Province"', ["province", "town"]],
  ["group", 'group:"Invented Brigade"', ["brigade", "checkpoint"]],
  ["group", "role:perpetrator", ["checkpoint"]],
])("%s: «%s»", (subject, line, wanted) => {
  expect(names(subject, line)).toEqual(wanted);
});

test("a page ends where it is told to, and says whether more follow", () => {
  const page = (limit: number, offset: number) => {
    const found = selectRecords(vault.view, "person", "", { limit, offset });
    return found.ok ? [found.value.ids.length, found.value.more] : undefined;
  };
  expect([page(3, 0), page(4, 0), page(3, 3), page(3, 9)]).toEqual([
    [3, true],
    [4, false],
    [1, false],
    [0, false],
  ]);
});

test.each([
  ["role:bystander", "filter-value-not-known"],
  ["type:pdf", "filter-not-here"],
  ["property:shoe-size=9", "filter-value-not-known"],
  ["date:yesterday", "date-not-understood"],
])("%s is refused", (line, type) => {
  const found = selectRecords(vault.view, "person", line);
  expect(found.ok ? undefined : found.error.type).toBe(type);
});
