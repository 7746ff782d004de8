/** amana doctor: what this machine has, what it lacks, and the one next step for each. */
import { execFileSync } from "node:child_process";
import { statfsSync } from "node:fs";
import type { Context } from "../context.ts";
import { exit } from "../exit.ts";
import { size } from "../output.ts";
import { clockRemark } from "./status.ts";

interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly found: string;
  readonly next?: string;
}

export async function doctor(context: Context, [flags]: [{ readonly rebuildIndex?: boolean }]): Promise<number> {
  const { output } = context;
  const findings: Finding[] = [
    { check: "node", ok: true, found: process.versions.node },
    clockFinding(),
    program("age", ["--version"], "opens packages and keys without us: install age"),
    program("openssl", ["version"], "checks packages by hand: install openssl"),
    program(
      "tesseract",
      ["--version"],
      "reads scans twice as fast, and Kurmanji better: install tesseract-ocr with -ara -script-arab -kmr",
    ),
    await isolationFinding(),
  ];
  const dir = vaultOrNothing(context);
  if (dir !== undefined) {
    const { bavail, bsize } = statfsSync(dir);
    const free = bavail * bsize;
    findings.push({
      check: "disk",
      ok: free > 2 ** 30,
      found: `${size(free)} free`,
      ...(free <= 2 ** 30 && { next: "free some space before taking more in" }),
    });
  }
  for (const finding of findings)
    output.item(
      { type: "finding", ...finding },
      () =>
        `${finding.ok ? "ok  " : "—   "} ${finding.check.padEnd(12)} ${finding.found}${finding.next ? `  → ${finding.next}` : ""}`,
    );
  if (dir === undefined || flags.rebuildIndex !== true || context.shared.dryRun === true) return exit.done;
  return await context.withVault({ write: true, leaveIndex: true }, (vault) => {
    const lines = vault.rebuildIndex();
    output.result({ type: "rebuilt", lines }, () => [`ok   index        ${lines} lines`]);
    return exit.done;
  });
}

function vaultOrNothing(context: Context): string | undefined {
  try {
    return context.vaultDir();
  } catch {
    return undefined;
  }
}

function clockFinding(): Finding {
  const wrong = clockRemark();
  const found = new Date().toISOString().slice(0, 16);
  return wrong === undefined
    ? { check: "clock", ok: true, found }
    : { check: "clock", ok: false, found, next: "set the device's clock: dates would be wrong" };
}

function program(name: string, args: readonly string[], next: string): Finding {
  try {
    const [line = ""] = execFileSync(name, args, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 5_000,
    }).split("\n");
    return { check: name, ok: true, found: line.slice(0, 60) };
  } catch {
    return { check: name, ok: false, found: "not here", next };
  }
}

async function isolationFinding(): Promise<Finding> {
  const { openParserPool } = await import("@amana/intake");
  const pool = openParserPool({ size: 1 });
  const { isolation } = pool;
  await pool.close();
  const found = Object.entries(isolation)
    .map(([what, how]) => `${what}: ${String(how)}`)
    .join(", ");
  return {
    check: "parsers",
    ok: isolation.network === "namespace",
    found,
    ...(isolation.network !== "namespace" && {
      next: "parsers are kept from the network by their own runtime only; allow user namespaces where you can",
    }),
  };
}
