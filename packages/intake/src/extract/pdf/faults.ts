/** Which failures are the file's and which are ours: mupdf throws plain errors for broken files, WASM traps for itself. */
import { ProblemError } from "../contract.ts";

/** A defect of the file. Traps (abort), type errors and lack of memory are not: they must end the reading. */
export function isFileError(error: unknown): error is Error {
  if (!(error instanceof Error) || error instanceof TypeError) return false;
  return error.name !== "RuntimeError" && !isOutOfMemory(error);
}

/** The value, or undefined when the file does not hold it properly. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!isFileError(error)) throw error;
    return undefined;
  }
}

/** What to throw on. mupdf's words may hold text out of the file, so only the step that failed is told. */
export function damage(error: unknown, step: string): unknown {
  if (error instanceof ProblemError) return error;
  if (isOutOfMemory(error)) return new ProblemError("took-too-much-memory", step);
  return isFileError(error) ? new ProblemError("damaged", step) : error;
}

/** "realloc (974443392 bytes) failed": a stream that expands beyond what a WASM module can hold. */
function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && /\b[mc]?(re)?alloc\b.*failed|out of memory|memory/i.test(error.message);
}
