/** Verbs that read: lists of records, one record, passages, time lines, chains of command, counts, what falls. */
import { type Command, Option } from "commander";
import { type Verb, wholeNumber } from "../verbs.ts";

const filters = `
Query:    words  "a phrase"  -without  begin*  ~sound   (of the record, of claims about it, of acts it takes part in)
Acts:     ground: basis: act: method: outcome: degree: date: place: role:victim|perpetrator|witness person: group:
          all of them of one and the same act; a term stands for the narrower ones too
Claims:   property:CODE=VALUE sex: case: said-by: certainty: list: source: has:act|claim|consent|link|conflict|single-source
Others:   withdrawn:yes   A dash before a filter leaves out what it would find; several of one name: any of them.
Every filter also answers to its Arabic and its Sorani name.`;

export function registerReading(program: Command, verb: Verb): void {
  verb(
    program,
    "ls [what] [query...]",
    "list sources (default), problems, facts, consents; persons, groups, incidents, acts, places by a query; links, lists, properties",
    async () => (await import("../commands/ls.ts")).ls,
  )
    .option("--limit <n>", "at most this many (default: all)", wholeNumber)
    .option("--offset <n>", "pass over this many", wholeNumber)
    .option("--count", "how many, and nothing else")
    .option("--fail-empty", "exit 6 when the list is empty")
    .addHelpText(
      "after",
      `${filters}
Example: amana ls persons 'role:victim ground:gender -has:consent'
JSON: one object a line {"type":"person"|"act"|…,"id","label",…}; with --count {"type":"count","count"}`,
    );
  verb(
    program,
    "show <id>",
    "everything about one record, with its page; ids may be cut to their first characters",
    async () => (await import("../commands/show.ts")).show,
  )
    .option("--text", "with all its text")
    .option("--page <n>", "with the text of this page", wholeNumber)
    .option("--history", "with withdrawn values, and by which line each was made and taken back");
  verb(
    program,
    "search <words...>",
    "find passages; - reads the words from standard input",
    async () => (await import("../commands/search.ts")).search,
  )
    .option("--limit <n>", "at most this many hits", wholeNumber, 20)
    .option("--offset <n>", "pass over this many", wholeNumber)
    .option("--width <n>", "characters of context", wholeNumber, 160)
    .addHelpText(
      "after",
      `
Query:    words  "a phrase"  -without  begin*  this OR that  NEAR(a b, 5)  ~sound
Filters:  type:pdf from: to: date:2014-08..2015 person:per_… source:src_… label: lang:ckb has:attachment|fact|ocr|problem compartment:
Spelling, vowel signs, digits and keyboards do not matter; names are also tried by sound across scripts.
Exit: 0 found · 6 nothing found.
JSON: one hit a line {"type":"hit","source","record","where":{type,page|row|from…},"quote" (hits in ⟦⟧),"text","ranges","dir","lang","tier","title",…}`,
    );
  verb(
    program,
    "timeline [query...]",
    "acts, dated claims, beginnings and ends of links, in order, with how exactly each date is known",
    async () => (await import("../commands/timeline.ts")).timeline,
  )
    .option("--limit <n>", "at most this many", wholeNumber, 200)
    .option("--offset <n>", "pass over this many", wholeNumber)
    .addHelpText("after", `${filters}\nExit: 0 found · 6 nothing found.`);
  verb(
    program,
    "command <group>",
    "who commanded a group, what it was part of and its units, on one day",
    async () => (await import("../commands/commands-of.ts")).commandsOf,
  ).requiredOption("--on <date>", "the day, such as 2014-08-03");
  verb(
    program,
    "stats <by> [and...]",
    "counts by one or two properties, with n, N and what is missing; a query may follow",
    async () => (await import("../commands/stats.ts")).stats,
  )
    .addOption(
      new Option("--of <records>", "what is counted")
        .choices(["person", "act", "incident", "group", "place"])
        .default("person"),
    )
    .option("--csv", "a table for other programs")
    .addHelpText(
      "after",
      `
By:       a property of the catalogue, or act:type method ground basis outcome degree place year month certainty
          age-group list said-by unit
Example:  amana stats ground sex role:victim date:2014..2017      amana stats year act:type --of act
What is counted are records: two of them may be one person.${filters}`,
    );
  verb(
    program,
    "falls <id>",
    "what falls if a source, a list, or what a witness says is withdrawn; withdraws nothing",
    async () => (await import("../commands/falls.ts")).falls,
  ).addHelpText(
    "after",
    `
JSON: {"type":"falls","counts","of","fall":[ids],"weakened":[{id,left}],"emptied":[ids],"single_source":{properties,acts}}`,
  );
}
