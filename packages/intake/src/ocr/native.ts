/**
 * Debian's tesseract as a separate program, for the parent's side: it has networks for Kurdish that no npm package brings,
 * and is faster. It sees only the pixels of a page we drew ourselves (never the source), through a pipe, in a network
 * namespace of its own where the machine allows, with no environment and nothing to write to.
 */
import { spawn, spawnSync } from "node:child_process";
import { ProblemError } from "../extract/contract.ts";
import { readHocr } from "./hocr.ts";
import type { OcrEngine, Picture, Reading } from "./reading.ts";

const program = "/usr/bin/tesseract";
const fence = "/usr/bin/unshare";
const mostOutput = 64 * 2 ** 20;
/** One page takes 1–3 s; a minute means that something is wrong. */
const longest = 60_000;
/** Without the limit tesseract's threads fight each other: 50 pages a minute instead of 194. */
const environment = { OMP_THREAD_LIMIT: "1", LC_ALL: "C.UTF-8" };

let found: OcrEngine | "missing" | undefined;

/** The installed tesseract, or undefined. Looked for once. */
export function nativeEngine(): OcrEngine | undefined {
  found ??= look() ?? "missing";
  return found === "missing" ? undefined : found;
}

/** Reads one picture with the given models ("kmr", "script/Arabic", "ara+eng"). Throws `tool-missing` where there is none. */
export async function nativeOcr(picture: Picture, models: string): Promise<Reading> {
  const engine = nativeEngine();
  if (engine === undefined) throw new ProblemError("tool-missing", "tesseract");
  return engine.read(picture, models);
}

function look(): OcrEngine | undefined {
  const version = spawnSync(program, ["--version"], { env: environment, encoding: "utf8", timeout: 10_000 });
  const list = spawnSync(program, ["--list-langs"], { env: environment, encoding: "utf8", timeout: 10_000 });
  if (version.status !== 0 || list.status !== 0) return undefined;
  const number = /tesseract v?([\w.-]+)/.exec(`${version.stdout}${version.stderr}`)?.[1] ?? "unknown";
  const models = list.stdout
    .split("\n")
    .slice(1)
    .map((line) => line.trim());
  const fenced =
    spawnSync(fence, ["--user", "--map-root-user", "--net", "/bin/true"], { env: {}, timeout: 10_000 }).status === 0;
  return {
    tool: "tesseract",
    version: number,
    models: new Set(models.filter((model) => /^[A-Za-z_/]+$/.test(model))),
    read: (picture, wanted) => run(picture, wanted, fenced),
  };
}

function run(picture: Picture, models: string, fenced: boolean): Promise<Reading> {
  if (!/^[A-Za-z_/]+(\+[A-Za-z_/]+)*$/.test(models)) throw new ProblemError("tool-missing", "model name");
  const dpi = String(Math.min(1_200, Math.max(70, Math.round(picture.dpi))));
  const call = [
    program,
    "stdin",
    "stdout",
    "-l",
    models,
    "--dpi",
    dpi,
    "--psm",
    "3",
    "-c",
    "hocr_char_boxes=1",
    "hocr",
  ];
  const line = fenced ? [fence, "--user", "--map-root-user", "--net", "--ipc", "--", ...call] : call;
  return new Promise((resolve, reject) => {
    const child = spawn(line[0] ?? program, line.slice(1), {
      env: environment,
      cwd: "/",
      stdio: ["pipe", "pipe", "ignore"],
    });
    const parts: Buffer[] = [];
    let size = 0;
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill("SIGKILL");
    }, longest);
    child.stdout.on("data", (bytes: Buffer) => {
      size += bytes.length;
      if (size > mostOutput) child.kill("SIGKILL");
      else parts.push(bytes);
    });
    child.on("error", () => reject(new ProblemError("tool-missing", "tesseract")));
    child.on("close", (code) => {
      clearTimeout(timer);
      if (late) reject(new ProblemError("took-too-long", "tesseract"));
      else if (code !== 0) reject(new ProblemError("parser-crashed", "tesseract"));
      else resolve(readHocr(Buffer.concat(parts).toString("utf8"), models));
    });
    // A program that died early closes its end of the pipe; `close` above tells why.
    child.stdin.on("error", () => {});
    child.stdin.end(picture.png);
  });
}
