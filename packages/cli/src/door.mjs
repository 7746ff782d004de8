// The door, in plain JavaScript because an old Node cannot read anything else: it refuses an old Node in one sentence,
// before TypeScript or a native module is loaded, then hands over.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 24 || (major === 24 && minor < 7)) {
  process.stderr.write(
    `Amana needs Node 24.7 or newer and this is Node ${process.versions.node}. Run "npm ci --ignore-scripts" in Amana's folder and start it as ./amana, which brings its own.\n`,
  );
  process.exitCode = 1;
} else {
  await import("./main.ts");
}
