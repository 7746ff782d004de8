/** Every verb with its options and help, room by room. Nothing is loaded here that a verb does not need to be described. */
import type { Command } from "commander";
import { type Action, type Bind, shared, type Verb } from "../verbs.ts";
import { registerDossier } from "./dossier.ts";
import { registerKeeping } from "./keeping.ts";
import { registerLists } from "./lists.ts";
import { registerReading } from "./reading.ts";
import { registerReports } from "./reports.ts";

export function registerAll(program: Command, bind: Bind): void {
  const verb: Verb = (under, usage, description, load) =>
    shared(under.command(usage).description(description)).action(
      bind((async (context: never, given: never) =>
        (await (load as () => Promise<Action<never>>)())(context, given)) as Action<never>),
    );
  registerKeeping(program, verb);
  registerDossier(program, verb);
  registerReading(program, verb);
  registerLists(program, verb);
  registerReports(program, verb);
  program
    .command("completion <shell>")
    .description("a completion script: bash, zsh or fish")
    .action(async (shell: string) => {
      const { completionScript, shells } = await import("../commands/completion.ts");
      const known = shells.find((each) => each === shell);
      if (known === undefined) program.error(`error: no completion for '${shell}' (bash, zsh, fish)`);
      process.stdout.write(`${completionScript(program, known)}\n`);
    });
}
