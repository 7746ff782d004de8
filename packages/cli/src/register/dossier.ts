/** Verbs that state the dossier: facts with their page, records opened, links, places, properties of one's own. */
import { type Command, Option } from "commander";
import { citingOptions, collect, standingOptions, type Verb } from "../verbs.ts";

const precisions = ["exact", "near", "settlement", "district", "governorate", "country", "not-known"];

export function registerDossier(program: Command, verb: Verb): void {
  const fact = program.command("fact").description("state facts with their page");
  const add = verb(
    fact,
    "add",
    "state a claim about a person, group, incident or place; or an act",
    async () => (await import("../commands/fact.ts")).factAdd,
  )
    .option("--person <id|name>", "whom the claim is about; a new name opens a person")
    .option("--about <id|kind:name>", "as --person, or group:NAME, incident:NAME, place:NAME")
    .option("--property <code>", "what is claimed: name, rank, occupation … (amana fact properties)")
    .option("--value <text>", "the value, as said")
    .option("--language <code>", "language of the value")
    .option("--what <words>", "an act instead of a claim: what was done; known words find their term")
    .option("--code <code>", "its term, where the words do not say it (amana fact terms acts)")
    .option("--incident <id|name>", "the incident it is part of")
    .option("--method <words>", "by which means")
    .option("--outcome <words>", "what became of the victims")
    .option("--who <who>", "who is alleged to have done it (repeat); see below", collect)
    .option("--to-whom <who>", "to whom it was done (repeat)", collect)
    .option("--when <words>", "when, as said; ISO dates and ranges (2014-08..2014-10) are understood")
    .option("--where <words>", "where, as said")
    .option("--place <id|name>", "the place that is meant: of the record or the gazetteer (amana places find)")
    .addOption(new Option("--precision <how>", "how closely the place is known").choices(precisions))
    .option(
      "--ground <term>",
      "on what ground the perpetrators acted, as they saw it (repeat; amana fact terms grounds)",
      collect,
    )
    .addOption(
      new Option("--basis <how>", "what their view rested on").choices([
        "actual",
        "perceived",
        "ally",
        "relative",
        "defined-negatively",
        "not-known",
      ]),
    )
    .option("--reason-given <words>", "what they said it was for, in their words")
    .option("--indicator <words>", "what shows it: a word used, a phone searched (repeat)", collect);
  standingOptions(add).addHelpText(
    "after",
    `
WHO is an id, a name (opens a person), group:NAME, unknown, or words:WORDS; a number of people follows as #3.
An alleged perpetrator's part follows as =DEGREE, and the post they acted in as "=ordered as emir" (amana fact terms degrees).
Examples:
  amana fact add --person "Invented Name" --property rank --value "checkpoint commander" --source src_… --quote "…" --said-by "the author of the letter"
  amana fact add --what detention --who "per_…=ordered as emir of the gate" --to-whom "Another Name" --when 2014-08 --where "…" --source src_… --page 3 --quote "…"
  amana fact add --what flogging --who "group:the Gate Guard" --to-whom per_… --ground sexual-orientation --basis perceived --indicator "his hair" --source src_… --quote "…"
Without --page or the like the quote itself finds its place, if it stands in one place only. Exit 2: the quote does not stand there.
JSON: {"type":"fact","id","opened":[new record ids],"citation":{source,sha256,place,layer,quote,checked},"digests":[…]}`,
  );
  standingOptions(
    verb(
      fact,
      "link <from> <relation> <to>",
      "state how persons and groups stand to each other (amana fact terms links)",
      async () => (await import("../commands/fact.ts")).factLink,
    )
      .option("--position <words>", "rank or post held, as said")
      .option("--since <words>", "from when, as said")
      .option("--until <words>", "until when, as said"),
  ).addHelpText(
    "after",
    `
Example: amana fact link per_… commands "group:the Gate Guard" --position emir --since 2014-08 --until 2015-03 --source src_… --quote "…"`,
  );
  citingOptions(
    verb(
      fact,
      "cite <id>",
      "give a fact one more page to stand on",
      async () => (await import("../commands/fact.ts")).factCite,
    ),
  );
  verb(
    fact,
    "show <id>",
    "a fact, or all facts about a record, with the page under each value",
    async () => (await import("../commands/fact.ts")).factShow,
  );
  verb(
    fact,
    "withdraw <id>",
    "mark a fact, or a record opened by mistake, as withdrawn; its history stays",
    async () => (await import("../commands/fact.ts")).factWithdraw,
  ).requiredOption("--reason <words>", "why");
  verb(
    fact,
    "properties",
    "the properties a claim can be about",
    async () => (await import("../commands/fact.ts")).factProperties,
  );
  verb(
    fact,
    "terms [list]",
    "the terms of a list: acts, methods, degrees, outcomes, grounds, links …",
    async () => (await import("../commands/fact.ts")).factTerms,
  );

  verb(
    program,
    "open <what> <label>",
    "open a person, group, incident or place before anything is said of it",
    async () => (await import("../commands/open.ts")).open,
  )
    .option("--kind <code>", "group: what it is, in your own codes (unit, office, family)")
    .option("--at <point>", "place: latitude,longitude in degrees")
    .option("--within <id|name>", "place: the place it lies in")
    .addOption(new Option("--precision <how>", "place: how closely it is known").choices(precisions));

  const property = program.command("property").description("properties of your own, as data");
  verb(
    property,
    "define <code>",
    "define a property that claims can be about",
    async () => (await import("../commands/property.ts")).propertyDefine,
  )
    .requiredOption("--of <record>", "person, group, incident, place or source (repeat)", collect)
    .addOption(
      new Option("--value <type>", "what it holds")
        .choices(["text", "date", "place", "number", "record", "term"])
        .default("text"),
    )
    .requiredOption("--en <label>", "its name in English")
    .requiredOption("--ar <label>", "in Arabic")
    .requiredOption("--ckb <label>", "in Sorani")
    .option("--identity", "it helps to identify a person: withheld first")
    .option("--terms <file>", "for terms: a file of code, English, Arabic, Sorani, apart by tabs, one a line");

  const places = program.command("places").description("the gazetteer of places");
  verb(
    places,
    "find <words...>",
    "places by name in any of the three scripts",
    async () => (await import("../commands/places.ts")).placesFind,
  );
  verb(
    places,
    "import <file>",
    "open the places of a GeoNames file (UTF-8, tabs); adds nothing twice",
    async () => (await import("../commands/places.ts")).placesImport,
  )
    .option("--country <code>", "only this country, such as IQ (repeat)", collect)
    .option("--class <letter>", "only this class: P settlements, A districts, T hills … (repeat)", collect);
}
