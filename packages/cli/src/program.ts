/** The command line: verbs, options and help. Each verb's work lives in commands/ and is loaded when it is called. */
import { Command, CommanderError } from "commander";
import { createContext, type Shared } from "./context.ts";
import { exit, Stop } from "./exit.ts";
import { register } from "./register/index.ts";
import type { Bind } from "./verbs.ts";
import { languageOf, say } from "./words/index.ts";

export async function run(argv: readonly string[]): Promise<number> {
  const program = new Command("amana");
  let code: number = exit.done;
  program
    .description(
      "Keeps evidence of grave human-rights abuses: taken in, encrypted, provably unchanged, searchable, citable, handed over with consent.",
    )
    .version("0.1.0")
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .addHelpText(
      "after",
      `
Every command:  results on standard output, progress on standard error, --json for machines (one object, or one per line).
Exit codes:     0 done · 1 failed · 2 used wrongly · 3 done in part · 4 verification failed · 5 refused by policy
                6 nothing found · 10 no vault · 11 vault in use · 12 locked or wrong passphrase · 130 interrupted, can resume`,
    );
  const bind: Bind =
    (action) =>
    async (...given: unknown[]) => {
      const command = given.at(-1) as Command;
      const shared = command.optsWithGlobals() as Shared;
      const result = await action(createContext(shared), given.slice(0, -1) as never);
      if (typeof result === "number") code = result;
    };
  await register(
    program,
    bind,
    argv.find((word) => !word.startsWith("-")),
  );
  try {
    await program.parseAsync(argv as string[], { from: "user" });
    return code;
  } catch (error) {
    return await ended(error, argv);
  }
}

async function ended(error: unknown, argv: readonly string[]): Promise<number> {
  const at = argv.indexOf("--lang");
  const language = languageOf(at === -1 ? argv.find((each) => each.startsWith("--lang="))?.slice(7) : argv[at + 1]);
  if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.usage;
  const stop = error instanceof Stop ? error : await stopOfFault(error);
  if (stop === undefined) {
    // A defect: its place in our code, never its message, which could quote what it was working on.
    const stack =
      error instanceof Error
        ? (error.stack ?? "").split("\n").filter((line) => line.trimStart().startsWith("at "))
        : [];
    process.stderr.write(
      `Amana found a fault of its own and stopped before writing (${error instanceof Error ? error.name : typeof error}).\n${stack.slice(0, 8).join("\n")}\n`,
    );
    return exit.failed;
  }
  if (argv.includes("--json"))
    process.stdout.write(`${JSON.stringify({ v: 1, ...stop.facts, type: "stopped", why: stop.sentence })}\n`);
  else process.stderr.write(`${say(language, stop.sentence, stop.facts)}\n`);
  return stop.code;
}

async function stopOfFault(error: unknown): Promise<Stop | undefined> {
  const [{ faultFrom, VaultFault }, { troubleStop }] = await Promise.all([
    import("@amana/vault"),
    import("./context.ts"),
  ]);
  const fault = faultFrom(error);
  if (fault instanceof VaultFault) return troubleStop(fault.trouble);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return ["ENOENT", "ENOTDIR", "EISDIR", "EEXIST", "ENAMETOOLONG", "ELOOP"].includes(code)
    ? new Stop(exit.failed, "file-unusable", { code })
    : undefined;
}
