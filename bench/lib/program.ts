/**
 * Runs a program to its end and says what it cost: seconds, processor seconds of all it started, and the highest sum of
 * resident memory over its whole tree of processes (shared pages count once for each; Linux only).
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

export interface Ran {
  readonly wall: number;
  /** User and system time of the program and of everything it waited for. */
  readonly processor: number;
  /** Bytes. */
  readonly memory: number;
  readonly stdout: string;
}

const everyMs = 40;

export async function runProgram(command: string, args: readonly string[]): Promise<Ran> {
  const script = `TIMEFORMAT='%R %U %S'; time "$@"`;
  const child = spawn("bash", ["-c", script, "bash", command, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (bytes: Buffer) => {
    stdout += bytes.toString();
  });
  child.stderr.on("data", (bytes: Buffer) => {
    stderr += bytes.toString();
  });
  let memory = 0;
  const timer = setInterval(() => {
    memory = Math.max(memory, treeMemory(child.pid ?? 0));
  }, everyMs);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  clearInterval(timer);
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${stderr.slice(-2_000)}`);
  const [wall = Number.NaN, user = Number.NaN, system = Number.NaN] = (stderr.trim().split("\n").at(-1) ?? "")
    .split(" ")
    .map(Number);
  return { wall, processor: user + system, memory, stdout };
}

/** Resident bytes of a process and all below it; 0 where the system does not say. */
export function treeMemory(pid: number): number {
  try {
    const kib = Number(/^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
    const below = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
    return below.reduce((sum, each) => sum + treeMemory(each), kib * 1024);
  } catch {
    return 0;
  }
}
