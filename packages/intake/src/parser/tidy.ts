/**
 * What a parser process gives back between two jobs. V8 keeps the memory of a large source until it needs it; the pool
 * would take that for a leak and start a new process, which costs half a second of work.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as (options: { type: "major"; execution: "sync"; flavor: "last-resort" }) => void;

/** Below this it is not worth the milliseconds. */
const small = 170 * 2 ** 20;
let afterLast = 0;

/** Collects when the process has become large since it last did. */
export function tidy(): void {
  const resident = process.memoryUsage.rss();
  if (resident < small || resident < afterLast + 32 * 2 ** 20) return;
  collect({ type: "major", execution: "sync", flavor: "last-resort" });
  afterLast = process.memoryUsage.rss();
}
