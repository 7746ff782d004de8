/** The program behind the door (door.mjs). */
process.umask(0o077);
const { keepCompiled } = await import("./compiled.ts");
keepCompiled();
// Whoever read us has seen enough (`amana ls | head`): what was kept is kept, there is nobody left to tell.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
process.stderr.on("error", () => undefined);
const { run } = await import("./program.ts");
process.exitCode = await run(process.argv.slice(2));

export {};
