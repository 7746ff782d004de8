/** What an error says to the pool: never more than its class, unless it was made to be said. */
import { type Problem, ProblemError } from "../extract/contract.ts";

/** The words of an unforeseen error may hold text of the file: only its class goes out. */
export function problemOf(error: unknown): { readonly problem: Problem; readonly tired: boolean } {
  if (error instanceof ProblemError) return { problem: error.problem, tired: false };
  if (!(error instanceof Error)) return { problem: { code: "damaged" }, tired: true };
  const { name, message } = error;
  const detail = /^\w{1,60}$/.test(name) ? name : "Error";
  if (name === "RangeError" && /call stack/i.test(message))
    return { problem: { code: "too-deep", detail }, tired: false };
  const memory = /out of memory|allocation failed|could not allocate|cannot enlarge memory|invalid array length|OOM/i;
  if (memory.test(message)) return { problem: { code: "took-too-much-memory", detail }, tired: true };
  return { problem: { code: "damaged", detail }, tired: name === "RuntimeError" };
}
