/** For tests: the command line as people run it, in a process of its own, with vaults that open in a moment. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { passphrase } from "../../vault/src/vault.testkit.ts";

const door = fileURLToPath(new URL("./door.mjs", import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
  /** Every line of standard output, parsed. */
  readonly json: () => Record<string, unknown>[];
}

export interface RunOptions {
  /** Given on descriptor 3, with `--passphrase-fd 3`; undefined asks the key holder. */
  readonly pass?: Uint8Array | string | undefined;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly cwd?: string;
  /** Loaded before the program. */
  readonly preload?: string;
  readonly started?: (child: ChildProcess) => void;
}

/** Runs `amana` with the tests' passphrase on descriptor 3 unless told otherwise. */
export function amana(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const pass = "pass" in options ? options.pass : passphrase;
  const node = [
    "--disable-warning=ExperimentalWarning",
    ...(options.preload === undefined ? [] : ["--import", options.preload]),
    door,
  ];
  const child = spawn(process.execPath, [...node, ...args, ...(pass === undefined ? [] : ["--passphrase-fd", "3"])], {
    stdio: ["pipe", "pipe", "pipe", "pipe"],
    env: { PATH: process.env["PATH"], HOME: tmpdir(), XDG_RUNTIME_DIR: runtime, LANG: "en_GB.UTF-8", ...options.env },
    ...(options.cwd !== undefined && { cwd: options.cwd }),
  });
  options.started?.(child);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on("data", (piece: Buffer) => out.push(piece));
  child.stderr?.on("data", (piece: Buffer) => err.push(piece));
  child.stdin?.on("error", () => undefined).end(options.input ?? "");
  const third = child.stdio[3];
  // Whoever does not read its passphrase closes the pipe: no fault of the test.
  if (third !== null && third !== undefined && "end" in third) third.on("error", () => undefined).end(pass);
  return new Promise((resolve) => {
    child.on("close", (code, signal) => {
      const text = Buffer.concat(out).toString("utf8");
      resolve({
        code,
        signal,
        out: text,
        err: Buffer.concat(err).toString("utf8"),
        json: () =>
          text
            .split("\n")
            .filter((line) => line !== "")
            .map((line) => JSON.parse(line) as Record<string, unknown>),
      });
    });
  });
}

/** Where the key holders of these tests listen. */
export const runtime = mkdtempSync(join(tmpdir(), "am-"));

/** A folder of small files of invented content; answers their names. */
export function smallArchive(dir: string, count: number): string[] {
  mkdirSync(dir, { recursive: true });
  return Array.from({ length: count }, (_, n) => {
    const name = `witness-${n}-شاهد.txt`;
    writeFileSync(
      join(dir, name),
      `statement ${n} about the checkpoint\n${"قالت الشاهدة إن الحافلة توقفت هنا. ".repeat((n % 5) + 1)}${n}`,
    );
    return name;
  });
}

export function forgetRuntime(): void {
  rmSync(runtime, { recursive: true, force: true });
}
