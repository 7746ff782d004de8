/** Verbs for reports. */
import { type Command, Option } from "commander";
import type { ReportFlags } from "../commands/report.ts";
import type { Verb } from "../verbs.ts";

export function registerReports(program: Command, verb: Verb): void {
  const report = program
    .command("report")
    .description("person files, incident files, whole dossiers, with a footnote for every statement");
  for (const [what, description] of [
    ["person", "everything that is said of one person"],
    ["group", "a group: its place in the hierarchy, its commanders over time, the acts alleged"],
    ["incident", "an incident: its acts in order"],
  ] as const)
    reportFlags(
      verb<[string, ReportFlags]>(report, `${what} <id>`, description, async () => {
        const { reportOn } = await import("../commands/report.ts");
        return (context, [id, flags]) => reportOn(context, what, id, flags);
      }),
    );
  reportFlags(
    verb<[string[], ReportFlags]>(
      report,
      "dossier [query...]",
      "all that answers to a query (amana search --help), or everything",
      async () => {
        const { reportOn } = await import("../commands/report.ts");
        return (context, [query, flags]) => reportOn(context, "dossier", query.join(" "), flags);
      },
    ),
  ).addHelpText(
    "after",
    `
Examples:
  amana report dossier ground:gender --out gender.pdf --organisation "…" --chronology
  amana report person per_… --out file.docx --lang ar
  amana report dossier --codes --to "The Court" --purpose criminal-investigation --out court.pdf
Without --to the report is an internal working copy and says so on every page. With --to everyone concerned must have agreed:
exit 5 and the list of ids where somebody has not, nothing is written. What leaves with its proofs goes by: amana disclose`,
  );
}

function reportFlags(command: Command): Command {
  return command
    .requiredOption("--out <file>", "the file to write; it must not exist")
    .addOption(
      new Option("--form <form>", "pdf, docx or html (default: as the file ends)").choices(["pdf", "docx", "html"]),
    )
    .option("--title <words>", "title")
    .option("--organisation <name>", "who made it")
    .option("--mark <words>", "printed on every page")
    .option("--chronology", "with a chronology of all acts")
    .option("--codes", "victims and witnesses by code, and no words that hold their names")
    .option("--with-consents", "with the register of consents (internal copies only)")
    .option("--to <name>", "a copy meant for this recipient, by the name consent was given for")
    .option("--purpose <code>", "with --to: such as criminal-investigation")
    .addOption(
      new Option("--onward <how>", "with --to: may the recipient hand it on").choices(["no", "ask-first", "yes"]),
    );
}
