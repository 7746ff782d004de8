/** Runs every test and ends with one plain line that any reader of logs understands: N passed, N failed, N skipped. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numFailedTestSuites: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

const dir = mkdtempSync(join(tmpdir(), "amana-test-"));
const file = join(dir, "report.json");
const run = spawnSync(
  process.execPath,
  [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=dot",
    "--reporter=json",
    `--outputFile=${file}`,
    ...process.argv.slice(2),
  ],
  { stdio: "inherit" },
);
let report: Report | undefined;
try {
  report = JSON.parse(readFileSync(file, "utf8")) as Report;
} catch {
  console.error("The tests did not report: the runner itself failed.");
}
rmSync(dir, { recursive: true, force: true });
if (report === undefined) {
  console.log("0 passed, 1 failed, 0 skipped");
  process.exit(1);
}
const skipped = report.testResults.flatMap(({ assertionResults }) =>
  assertionResults.filter(({ status }) => status === "skipped" || status === "pending"),
);
for (const { fullName } of skipped.slice(0, 40)) console.log(`skipped: ${fullName}`);
if (skipped.length > 40) console.log(`skipped: … and ${skipped.length - 40} more`);
// A file that failed before its first test has no failed test to count.
const broken = report.testResults.filter(
  ({ status, assertionResults }) => status === "failed" && !assertionResults.some((each) => each.status === "failed"),
);
for (const { name } of broken) console.log(`failed to load: ${name.slice(name.indexOf("packages"))}`);
const failed = report.numFailedTests + broken.length;
console.log(`${report.numPassedTests} passed, ${failed} failed, ${skipped.length} skipped`);
process.exit(failed > 0 || run.status !== 0 || report.numPassedTests === 0 ? 1 : 0);
