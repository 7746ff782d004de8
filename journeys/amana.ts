/** The program as a person starts it: ./amana with words, a passphrase on descriptor 3, and what came back. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
export const passphrase = "abacus lamp orbit fence mango tulip";

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** Lines of standard output as JSON, for commands run with --json. */
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

/** Runs ./amana; every command gets the passphrase on descriptor 3. */
export function amana(vault: string, ...words: readonly string[]): Outcome {
  const quoted = [join(root, "amana"), ...words, "--vault", vault, "--passphrase-fd", "3"];
  // The shell opens descriptor 3 from a here-document, as a script would.
  const run = spawnSync("sh", ["-c", `exec "$@" 3<<END\n${passphrase}\nEND\n`, "sh", ...quoted], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    env: { ...process.env, LANG: "C.UTF-8", LC_ALL: "" },
  });
  return {
    code: run.status,
    out: run.stdout,
    err: run.stderr,
    items: run.stdout
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "amana-journey-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
