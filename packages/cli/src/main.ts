/** The program behind the door (door.mjs). */
const { enableCompileCache } = await import("node:module");
enableCompileCache();
process.umask(0o077);
const { run } = await import("./program.ts");
process.exitCode = await run(process.argv.slice(2));

export {};
