/**
 * Who does the sealing of a large blob: a second thread when one can be had, otherwise this one. Both fill the sealed
 * half of a slot and answer in order. On two cores the second thread makes it faster by half (bench/seal.ts).
 */
import { createHash } from "node:crypto";
import { Worker } from "node:worker_threads";
import { type Portion, sealPortion } from "./slots.ts";

export type ToWorker =
  | {
      readonly type: "begin";
      readonly job: number;
      readonly payloadKey: Uint8Array;
      readonly memory: SharedArrayBuffer;
    }
  | ({ readonly type: "seal"; readonly job: number } & Portion)
  | { readonly type: "abandon"; readonly job: number };

export interface FromWorker {
  readonly job: number;
  readonly written: number;
  /** With the last portion. */
  readonly plainSha256?: string;
}

export interface SealedPortion {
  readonly written: number;
  readonly plainSha256?: string;
}

/** One large blob being sealed. */
export interface Sealing {
  seal(portion: Portion): Promise<SealedPortion>;
  /** Ends it, finished or not, and wipes the key. */
  end(): void;
}

export interface Engine {
  /** `expected` bytes of plaintext, where that is known: a thread is not worth starting for a few. */
  begin(payloadKey: Uint8Array, memory: SharedArrayBuffer, expected?: number): Promise<Sealing>;
  close(): void;
}

/** Seals in this thread, letting others have their turn between portions. */
export const inlineEngine: Engine = {
  async begin(payloadKey, memory) {
    const hash = createHash("sha256");
    return {
      async seal({ slot, length, counter, last }) {
        await new Promise((resolve) => setImmediate(resolve));
        const written = sealPortion(payloadKey, memory, { slot, length, counter, last }, hash);
        return last ? { written, plainSha256: hash.digest("hex") } : { written };
      },
      end: () => payloadKey.fill(0),
    };
  },
  close: () => {},
};

interface Waiting {
  readonly resolve: (sealed: SealedPortion) => void;
  readonly reject: (fault: Error) => void;
}

/** Starts its thread at the first large blob; when none can be started it works inline from then on. */
export function threadEngine(script: URL = new URL("./sealWorker.ts", import.meta.url)): Engine {
  let thread: Promise<Worker | undefined> | undefined;
  let warm = false;
  let nextJob = 0;
  /** Per job, in the order of its portions: the worker answers in that order. */
  const jobs = new Map<number, Waiting[]>();
  const lost = new WeakSet<Worker>();

  const start = (): Promise<Worker | undefined> =>
    new Promise((resolve) => {
      let worker: Worker;
      try {
        worker = new Worker(script);
      } catch {
        resolve(undefined);
        return;
      }
      const gone = (): void => {
        lost.add(worker);
        warm = false;
        thread = Promise.resolve(undefined);
        resolve(undefined);
        for (const waiting of jobs.values()) {
          for (const { reject } of waiting.splice(0)) reject(new SealingThreadLost());
        }
      };
      worker.on("error", gone);
      worker.on("exit", gone);
      worker.on("message", (message: "ready" | FromWorker) => {
        if (message === "ready") {
          warm = true;
          if (jobs.size === 0) worker.unref();
          resolve(worker);
          return;
        }
        jobs.get(message.job)?.shift()?.resolve(message);
      });
    });

  return {
    async begin(payloadKey, memory, expected = Number.POSITIVE_INFINITY) {
      thread ??= start();
      // It takes as long to start as 48 MiB take here; it will be ready for the next.
      if (!warm && expected < worthWaiting) return inlineEngine.begin(payloadKey, memory);
      const worker = await thread;
      if (worker === undefined) return inlineEngine.begin(payloadKey, memory);
      const job = nextJob++;
      const waiting: Waiting[] = [];
      jobs.set(job, waiting);
      // While a blob is under way the process must not end; between blobs the thread must not hold it.
      worker.ref();
      const tell = (message: ToWorker): void => worker.postMessage(message);
      tell({ type: "begin", job, payloadKey, memory });
      payloadKey.fill(0);
      return {
        seal: (portion) =>
          new Promise((resolve, reject) => {
            if (lost.has(worker)) {
              reject(new SealingThreadLost());
              return;
            }
            waiting.push({ resolve, reject });
            tell({ type: "seal", job, ...portion });
          }),
        end() {
          tell({ type: "abandon", job });
          jobs.delete(job);
          if (jobs.size === 0) worker.unref();
        },
      };
    },
    close() {
      void thread?.then((worker) => worker?.terminate());
      thread = undefined;
    },
  };
}

const worthWaiting = 48 * 1024 * 1024;

export class SealingThreadLost extends Error {
  readonly code = "sealing-thread-lost";
  constructor() {
    super("sealing-thread-lost");
    this.name = "SealingThreadLost";
  }
}
