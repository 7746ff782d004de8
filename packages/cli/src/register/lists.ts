/** Verbs for lists in and lists out. */
import { type Command, Option } from "commander";
import type { Verb } from "../verbs.ts";

export function registerLists(program: Command, verb: Verb): void {
  verb(
    program,
    "import [lists...]",
    "read a list into the dossier: CSV, TSV, spreadsheet or an exchange form; every value cites its cell",
    async () => (await import("../commands/import.ts")).importList,
  )
    .option("--map <file>", "the mapping: what the columns mean (docs/lists.md); with --guide, where to write it")
    .addOption(
      new Option("--form <name>", "an exchange form, where the headings do not say it").choices([
        "openevsys",
        "uwazi",
        "bayanat",
        "ftm",
      ]),
    )
    .option("--guide", "propose a mapping from headings and values; asks where there is a terminal")
    .option("--list <name>", "the organisation's name for the list; corrected issues come under the same one")
    .option("--report <file>", "one line a row: outcome, reason, records; no names")
    .option("--changes <file>", "what differs from earlier issues, to be read and decided")
    .option("--accept <what>", "accept differences: all, rows (3,17-20), or a file that --changes wrote")
    .option("--withdraw-old", "take back the old values that accepted ones replace")
    .option("--custodian <words>", "who keeps the original")
    .option("--from <words>", "from whom it came")
    .option("--how <words>", "how it was obtained")
    .option("--by <words>", "who obtained it")
    .option("--when <words>", "when")
    .option("--where <words>", "where")
    .option("--circumstances <words>", "under which circumstances")
    .addHelpText(
      "after",
      `
A list is a source first: the file is taken in as amana add does, then its rows are read from what a parser without keys
made of it. A second run adds nothing; an interrupted one goes on. Nothing of an earlier issue is ever overwritten.
Exit: 0 every row is in the dossier · 3 some were refused or differ (listed) · 2 the mapping does not fit · 130 stopped.
JSON: {"type":"imported","list","rows","new","matched","unchanged","proposed","refused","refused_because",
      "left_in_source","differences","gone",…}: the five outcomes add up to the rows.`,
    );
  const list = program.command("list").description("lists out: working copies for the team");
  verb(
    list,
    "out <what> [query...]",
    "write persons, acts, groups, incidents or the dossier to files, each value with its citations",
    async () => (await import("../commands/list-out.ts")).listOut,
  )
    .addOption(
      new Option("--form <form>", "csv, xlsx, ftm (FollowTheMoney) or esf (OpenEvSys)")
        .choices(["csv", "xlsx", "ftm", "esf"])
        .default("csv"),
    )
    .option("--to <path>", "a new file; for several tables a new folder")
    .option("--bom", "begin each CSV with a byte order mark, for spreadsheet programs that need it")
    .addHelpText(
      "after",
      `
What is written is for work inside the team: not encrypted, readable by its owner alone, never over another file. What leaves
goes through amana disclose. In CSV a cell that a spreadsheet program would run gets an apostrophe before it.
Exit: 0 written · 6 nothing matches.  JSON: {"type":"list-written","form","files","rows","lost","own_words"}`,
    );
}
