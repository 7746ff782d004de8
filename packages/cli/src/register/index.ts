/**
 * Every verb with its options and help, room by room. A room is loaded when one of its verbs is called, and all of them where
 * the first word is none: for help, completion and suggestions. Nothing is loaded here that a verb does not need.
 */
import type { Command } from "commander";
import { type Action, type Bind, shared, type Verb } from "../verbs.ts";

type Register = (program: Command, verb: Verb) => void;

export const rooms: readonly { readonly verbs: readonly string[]; readonly load: () => Promise<Register> }[] = [
  {
    verbs: [
      "init",
      "unlock",
      "lock",
      "status",
      "doctor",
      "add",
      "ls",
      "show",
      "search",
      "consent",
      "disclose",
      "verify",
      "log",
      "seal",
      "export",
      "note",
      "erase",
      "hold",
      "backup",
      "restore",
    ],
    load: async () => (await import("./keeping.ts")).registerKeeping,
  },
  {
    verbs: ["fact", "open", "property", "places"],
    load: async () => (await import("./dossier.ts")).registerDossier,
  },
  {
    verbs: ["ls", "show", "search", "timeline", "command", "stats", "falls"],
    load: async () => (await import("./reading.ts")).registerReading,
  },
  { verbs: ["import", "list"], load: async () => (await import("./lists.ts")).registerLists },
  { verbs: ["report"], load: async () => (await import("./reports.ts")).registerReports },
];

export async function register(program: Command, bind: Bind, called: string | undefined): Promise<void> {
  const verb: Verb = (under, usage, description, load) =>
    shared(under.command(usage).description(description)).action(
      bind((async (context: never, given: never) =>
        (await (load as () => Promise<Action<never>>)())(context, given)) as Action<never>),
    );
  const asked = rooms.filter(({ verbs }) => called !== undefined && verbs.includes(called));
  for (const { load } of asked.length > 0 ? asked : rooms) (await load())(program, verb);
  if (asked.length === 0) registerCompletion(program);
}

function registerCompletion(program: Command): void {
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
