/**
 * Time and memory of one job. Only time in which the pool waits for the parser counts: a slow disk or a slow caller is
 * not the parser's fault. Progress is content said or new bytes of the source read; an endless loop makes neither.
 */
import type { ProblemCode } from "../extract/contract.ts";

export interface WatchLimits {
  /** Longest work without progress, ms. */
  readonly stallMs: number;
  /** Longest work in all, ms, for a source that is small; one that is large or expands far gets `msPerMiB` for each MiB. */
  readonly totalMs: number;
  readonly msPerMiB: number;
  /** Resident memory, bytes. */
  readonly memory: number;
}
export const parseLimits: WatchLimits = { stallMs: 20_000, totalMs: 20_000, msPerMiB: 1_000, memory: 512 * 2 ** 20 };
/** A page of OCR may take 90 s; the total is for one page and is multiplied by their number. */
export const ocrLimits: WatchLimits = { stallMs: 90_000, totalMs: 90_000, msPerMiB: 0, memory: 512 * 2 ** 20 };

export interface Watch {
  readonly worked: number;
  /** The pool turns to its own work; the parser's clock stands. */
  rest(): void;
  /** The pool waits for the parser again. */
  wait(): void;
  progress(bytes: number): void;
  /** Why the job must end now, if it must. */
  verdict(memory: number | undefined): { readonly code: ProblemCode; readonly detail: string } | undefined;
}

export function watch(limits: WatchLimits, now: () => number): Watch {
  let worked = 0;
  let waitingSince: number | undefined = now();
  let atProgress = 0;
  let bytesSeen = 0;
  const soFar = () => worked + (waitingSince === undefined ? 0 : now() - waitingSince);
  return {
    get worked() {
      return soFar();
    },
    rest() {
      worked = soFar();
      waitingSince = undefined;
    },
    wait() {
      waitingSince ??= now();
    },
    progress(bytes) {
      atProgress = soFar();
      bytesSeen += bytes;
    },
    verdict(memory) {
      if (memory !== undefined && memory > limits.memory) {
        return { code: "took-too-much-memory", detail: `over ${limits.memory / 2 ** 20} MiB` };
      }
      const total = Math.max(limits.totalMs, (bytesSeen / 2 ** 20) * limits.msPerMiB);
      const time = soFar();
      if (time > total) return { code: "took-too-long", detail: `over ${Math.round(total)} ms` };
      if (time - atProgress > limits.stallMs) {
        return { code: "took-too-long", detail: `no progress for ${limits.stallMs} ms` };
      }
      return undefined;
    },
  };
}
