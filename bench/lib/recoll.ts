/** Debian's recollindex over a folder, afresh, without OCR and spelling: the peer intake is measured against. */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Ran, runProgram } from "./program.ts";

/** The version, or undefined where it is not installed. */
export function recollVersion(): string | undefined {
  const { status, error } = spawnSync("recollindex", ["-h"], { stdio: "ignore" });
  if (error !== undefined || status === null) return undefined;
  const said = spawnSync("recollindex", ["--version"], { encoding: "utf8" });
  return /Recoll [\d.]+ \+ Xapian [\d.]+/.exec(said.stdout + said.stderr)?.[0] ?? "recollindex";
}

export async function recoll(folder: string, scratch: string): Promise<Ran> {
  mkdirSync(scratch);
  const settings = [`topdirs = ${folder}`, "loglevel = 2", `logfilename = ${join(scratch, "log")}`];
  writeFileSync(join(scratch, "recoll.conf"), [...settings, "noaspell = 1", "pdfocr = 0", "imgocr = 0", ""].join("\n"));
  return runProgram("recollindex", ["-c", scratch, "-z"]);
}
