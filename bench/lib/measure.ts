/**
 * What every benchmark shares: a stopwatch for wall and processor time, a table of ours beside the comparison and the bar,
 * and the machine it ran on. Ratios are taken within one run, because nobody else's seconds are ours.
 */
import { cpus, loadavg } from "node:os";

/** Seconds on the clock, and seconds of this process on all processors. */
export interface Took {
  readonly wall: number;
  readonly processor: number;
}

export function stopwatch(): () => Took {
  const start = process.hrtime.bigint();
  const used = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(used);
    return { wall: Number(process.hrtime.bigint() - start) / 1e9, processor: (user + system) / 1e6 };
  };
}

/** One question a benchmark answers. `better` says on which side of the bar a figure holds. */
export interface Row {
  readonly what: string;
  readonly ours: number;
  readonly unit: string;
  /** The same work by somebody else, or by the bare machine. */
  readonly comparison?: { readonly name: string; readonly figure: number };
  readonly bar?: number;
  readonly better: "more" | "less";
  /** The same by processor time, where another program may have been in the way. */
  readonly byProcessor?: number;
}

export function holds({ ours, bar, better }: Row): boolean {
  return bar === undefined || (better === "more" ? ours >= bar : ours <= bar);
}

/** Prints the rows as a table or as one JSON object, and sets exit code 1 when a bar is missed. */
export function report(
  bench: string,
  rows: readonly Row[],
  options: { readonly json: boolean; readonly about: Readonly<Record<string, unknown>> },
): void {
  const machine = {
    node: process.version,
    processor: cpus()[0]?.model ?? "unknown",
    processors: cpus().length,
    load: loadavg().map(round),
  };
  if (rows.some((row) => !holds(row))) process.exitCode = 1;
  if (options.json) {
    const told = rows.map((row) => ({ ...row, ours: round(row.ours), ratio: ratioOf(row), holds: holds(row) }));
    console.log(JSON.stringify({ bench, machine, ...options.about, rows: told }));
    return;
  }
  console.log(
    `${bench}: ${Object.entries(options.about)
      .map(([name, value]) => `${name} ${String(value)}`)
      .join(" · ")}`,
  );
  console.log(`${machine.processor} × ${machine.processors}, node ${machine.node}, load ${machine.load.join(" ")}\n`);
  const lines = [["", "ours", "by processor", "", "comparison", "", "ratio", "bar", ""], ...rows.map(cells)];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => [...(line[column] ?? "")].length))) ?? [];
  for (const line of lines)
    console.log(
      line
        .map((cell, column) =>
          [0, 3, 5, 8].includes(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    );
}

function cells(row: Row): string[] {
  const ratio = ratioOf(row);
  const bar = row.bar === undefined ? "" : `${row.better === "more" ? "≥" : "≤"} ${shown(row.bar)}`;
  return [
    row.what,
    shown(row.ours),
    row.byProcessor === undefined ? "" : shown(row.byProcessor),
    row.unit,
    row.comparison === undefined ? "" : shown(row.comparison.figure),
    row.comparison?.name ?? "",
    ratio === undefined ? "" : `${shown(ratio)}×`,
    bar,
    row.bar === undefined ? "" : holds(row) ? "holds" : "MISSED",
  ];
}

function ratioOf({ ours, comparison }: Row): number | undefined {
  return comparison === undefined || comparison.figure === 0 ? undefined : round(ours / comparison.figure);
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function round(figure: number): number {
  return Math.abs(figure) >= 1_000 ? Math.round(figure) : Number(figure.toPrecision(4));
}

function shown(figure: number): string {
  return round(figure).toLocaleString("en-GB", { maximumFractionDigits: 3 });
}

/** A whole number above 0 from the command line; anything else ends the program with a sentence. */
export function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  console.error(`--${name} is a whole number above 0`);
  process.exit(2);
}
