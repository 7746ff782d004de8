/** What a verb is: its work, bound to the program, and the options all verbs share. */
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Context } from "./context.ts";

export type Action<Given extends unknown[]> = (
  context: Context,
  given: Given,
) => Promise<number | undefined> | number | undefined;
export type Bind = (action: Action<never>) => (...given: unknown[]) => Promise<void>;

/** Adds a verb under a command; its work is loaded when it is called. */
export type Verb = <Given extends unknown[]>(
  under: Command,
  usage: string,
  description: string,
  load: () => Promise<Action<Given>>,
) => Command;

export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("a whole number is needed");
  return Number(text);
}

export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** The options every verb has. */
export function shared(command: Command): Command {
  return command
    .option("--vault <dir>", "the vault (default: AMANA_VAULT, or the nearest folder above that is one)")
    .option("--json", "results as JSON: one object, or one per line")
    .addOption(new Option("--lang <language>", "language of sentences").choices(["en", "ar", "ckb"]))
    .option("--passphrase-fd <n>", "read the passphrase from this file descriptor when no key holder runs", wholeNumber)
    .option("--dry-run", "say what would be done, write nothing")
    .option("-q, --quiet", "no progress, no remarks");
}

/** The options of a page and its words. */
export function citingOptions(command: Command): Command {
  return command
    .option("--source <id>", "the source it stands in (required)")
    .option("--quote <words>", "its words, checked against the text that was read")
    .option("--page <n>", "page (or slide)", wholeNumber)
    .option("--paragraph <n>", "paragraph", wholeNumber)
    .option("--row <n>", "row of a sheet", wholeNumber)
    .option("--sheet <name>", "its sheet")
    .option("--time <t>", "place in a recording: 12:30 or 1:02:03")
    .option("--message <n>", "message of a chat", wholeNumber)
    .option("--by-eye", "a person has read it on the picture; the text layer need not agree");
}

/** …and of who says so, how surely. */
export function standingOptions(command: Command): Command {
  return citingOptions(command)
    .option("--said-by <id|words>", "who says so")
    .addOption(
      new Option("--certainty <how>", "as the field grades it")
        .choices(["established", "probable", "possible", "doubtful", "not-assessed"])
        .default("not-assessed"),
    )
    .option("--note <words>", "a remark");
}
