/** The door: refuses an old Node in one sentence before anything native is loaded, then hands over to the program. */
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 24 || (major === 24 && minor < 7)) {
  process.stderr.write(
    `Amana needs Node 24.7 or newer and this is Node ${process.versions.node}. Run "npm ci" in Amana's folder and start it as ./amana, which brings its own.\n`,
  );
  process.exit(1);
}

const { enableCompileCache } = await import("node:module");
enableCompileCache();
process.umask(0o077);
const { run } = await import("./program.ts");
process.exitCode = await run(process.argv.slice(2));

export {};
