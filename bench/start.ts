/**
 * How long a command takes to start: `amana status` on a locked vault, beside `node -e 0` with the same binary, and
 * `node --version`, which shows what the operating system alone takes. Runs take turns, so that a busy moment hits all.
 * The bar is 1.5 × bare node + 60 ms, at the median, by the clock; processor time tells the same on a busy machine.
 *
 *   node bench/start.ts [--runs 25] [--json]
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { percentile, report, wholeNumber } from "./lib/measure.ts";
import { newVault, throwAway } from "./lib/vaults.ts";

const { values } = parseArgs({
  options: { runs: { type: "string", default: "25" }, json: { type: "boolean", default: false } },
});
const runs = wholeNumber("runs", values.runs);

const root = fileURLToPath(new URL("..", import.meta.url));
const directory = throwAway("start");
const vault = join(directory, "vault");
newVault(vault);
const locked = {
  ...process.env,
  XDG_RUNTIME_DIR: directory,
  XDG_CACHE_HOME: join(directory, "cache"),
  LANG: "C.UTF-8",
};

const contenders = {
  node: { command: process.execPath, args: ["-e", "0"] },
  "node --version": { command: process.execPath, args: ["--version"] },
  "amana status": { command: join(root, "amana"), args: ["status", "--vault", vault, "--json"] },
  "amana --version": { command: join(root, "amana"), args: ["--version"] },
  "amana status, nothing compiled before": {
    command: join(root, "amana"),
    args: ["status", "--vault", vault, "--json"],
    cold: true,
  },
} as const;
type Name = keyof typeof contenders;

const wall = new Map<Name, number[]>();
const processor = new Map<Name, number[]>();
for (let run = 0; run <= runs; run++) {
  for (const name of Object.keys(contenders) as Name[]) {
    const { command, args } = contenders[name];
    const environment = "cold" in contenders[name] ? { ...locked, NODE_DISABLE_COMPILE_CACHE: "1" } : locked;
    const start = process.hrtime.bigint();
    const { status, stdout } = spawnSync(command, [...args], { env: environment, encoding: "utf8" });
    const took = Number(process.hrtime.bigint() - start) / 1e6;
    if (status !== 0) throw new Error(`${name} ended with ${status}`);
    if (name === "amana status" && !stdout.includes('"locked":true')) throw new Error("the vault is not locked");
    // The first round fills caches and is not counted.
    if (run === 0) continue;
    wall.set(name, [...(wall.get(name) ?? []), took]);
  }
}
// Processor time of children is told by the shell; one shell for all runs of a contender.
for (const name of Object.keys(contenders) as Name[]) {
  const { command, args } = contenders[name];
  const environment = "cold" in contenders[name] ? { ...locked, NODE_DISABLE_COMPILE_CACHE: "1" } : locked;
  const script = `n=${runs}; while [ $n -gt 0 ]; do "$0" "$@" >/dev/null; n=$((n-1)); done; times`;
  const { stdout } = spawnSync("sh", ["-c", script, command, ...args], { env: environment, encoding: "utf8" });
  const [user = 0, system = 0] = (stdout.trim().split("\n").at(-1) ?? "").split(" ").map(seconds);
  processor.set(name, [((user + system) * 1_000) / runs]);
}

function seconds(text: string): number {
  const [, minutes = "0", rest = "0"] = /^(\d+)m([\d.]+)s$/.exec(text) ?? [];
  return Number(minutes) * 60 + Number(rest);
}

const median = (name: Name) => percentile(wall.get(name) ?? [], 0.5);
const used = (name: Name) => processor.get(name)?.[0] ?? Number.NaN;
const row = (what: Name, bar?: number) => ({
  what,
  ours: median(what),
  byProcessor: used(what),
  unit: "ms",
  ...(what !== "node" && { comparison: { name: "node -e 0", figure: median("node") } }),
  ...(bar !== undefined && { bar }),
  better: "less" as const,
});
report(
  "start",
  [
    row("amana status", 1.5 * median("node") + 60),
    {
      ...row("amana status"),
      what: "amana status, by processor time",
      ours: used("amana status"),
      comparison: { name: "node -e 0", figure: used("node") },
      bar: 1.5 * used("node") + 60,
    },
    row("amana --version"),
    row("amana status, nothing compiled before"),
    row("node"),
    row("node --version"),
  ],
  { json: values.json, about: { runs } },
);
