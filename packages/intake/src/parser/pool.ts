/**
 * Parsers at work: N processes without keys, network or files (isolation.ts), each on one source at a time, each watched
 * for time and memory (watchdog.ts). A source that ends its process is reported with a reason and what was read of it
 * before; the others go on.
 *
 *     const pool = openParserPool();
 *     const report = await pool.parse({ name, size, read }, (event) => keep(event));
 *     await pool.close();
 *
 * `onEvent` is called in order; while its promise is pending the parser waits, so memory stays bounded. An error thrown
 * by `read` or `onEvent` ends the job (its process is replaced) and is thrown on.
 */
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { Limits } from "../extract/contract.ts";
import type { HowRead } from "./events.ts";
import { findLauncher, type Isolation, type Launcher } from "./isolation.ts";
import { type JobReport, type JobSource, type OnEvent, type ParserProcess, startParser } from "./process.ts";
import type { JobHead } from "./serve.ts";
import { ocrLimits, parseLimits, type WatchLimits } from "./watchdog.ts";

export interface ParseJob extends JobSource {
  /** The name as received; a hint for the type, it is never opened. */
  readonly name: string;
  /** Skips detection: the type is known from an earlier run. */
  readonly type?: string;
  readonly limits?: Partial<Limits>;
}
export interface OcrJob extends JobSource {
  readonly name: string;
  readonly type: string;
  /** From 1. */
  readonly pages: readonly number[];
  readonly languages: readonly string[];
  /** How the page before these was read: tried first. */
  readonly like?: HowRead;
}
export interface ParserPool {
  readonly isolation: Isolation;
  readonly size: number;
  /** Processes started so far, replacements included. */
  readonly started: number;
  parse(job: ParseJob, onEvent: OnEvent): Promise<JobReport>;
  /** Reads pages by OCR; 90 s a page. */
  ocr(job: OcrJob, onEvent: OnEvent): Promise<JobReport>;
  /** Draws pages for an engine outside: `page-picture` events and their bytes. */
  pictures(job: Omit<OcrJob, "languages" | "like">, onEvent: OnEvent): Promise<JobReport>;
  /** Ends every process at once, running jobs too (they reject). */
  close(): Promise<void>;
}
export interface PoolOptions {
  readonly size?: number;
  /** Another entry file, for tests. */
  readonly program?: URL;
  readonly launcher?: Launcher;
  readonly limits?: Partial<WatchLimits>;
  /** A process larger than this between two jobs is replaced, bytes. */
  readonly restingMemory?: number;
}

const pushedWhole = 8 * 2 ** 20;

export function openParserPool(options: PoolOptions = {}): ParserPool {
  const size = options.size ?? availableParallelism();
  const launcher = options.launcher ?? findLauncher();
  const program = fileURLToPath(options.program ?? new URL("./worker.ts", import.meta.url));
  const restingMemory = options.restingMemory ?? 220 * 2 ** 20;
  // An engine and its networks stay ready between two pages: starting anew costs as much as reading one.
  const restingEngine = Math.max(restingMemory, 340 * 2 ** 20);
  const grown = new Map<ParserProcess, JobHead["kind"]>();
  const idle: ParserProcess[] = [];
  const alive = new Set<ParserProcess>();
  const waiting: (() => void)[] = [];
  let busy = 0;
  let started = 0;
  let closed = false;

  function start(): ParserProcess {
    started += 1;
    const parser = startParser(launcher, program);
    alive.add(parser);
    return parser;
  }
  async function retire(parser: ParserProcess): Promise<void> {
    await parser.end();
    alive.delete(parser);
    grown.delete(parser);
  }
  /** What one kind of work left in memory would count against another: that begins in a small process. */
  function fits(parser: ParserProcess, kind: JobHead["kind"]): boolean {
    return parser.usable && (grown.get(parser) ?? kind) === kind;
  }
  async function acquire(kind: JobHead["kind"]): Promise<ParserProcess> {
    while (busy >= size && !closed) await new Promise<void>((resolve) => waiting.push(resolve));
    if (closed) throw new Error("parser pool is closed");
    busy += 1;
    while (true) {
      const parser = idle.pop();
      if (parser === undefined) return start();
      if (fits(parser, kind)) return parser;
      await retire(parser);
    }
  }
  async function release(parser: ParserProcess, kind: JobHead["kind"]): Promise<void> {
    const memory = parser.usable ? ((await parser.residentBytes()) ?? 0) : Number.POSITIVE_INFINITY;
    if (!closed && memory <= (kind === "parse" ? restingMemory : restingEngine)) {
      if (memory > restingMemory) grown.set(parser, kind);
      idle.push(parser);
    } else {
      await retire(parser);
      // The next one warms up while the caller keeps what it got.
      if (!closed) idle.push(start());
    }
    busy -= 1;
    waiting.shift()?.();
  }
  async function run(head: JobHead, source: JobSource, onEvent: OnEvent, limits: WatchLimits): Promise<JobReport> {
    const parser = await acquire(head.kind);
    try {
      return await parser.run(head, source, onEvent, { ...limits, ...options.limits });
    } finally {
      await release(parser, head.kind);
    }
  }
  function runPages(
    kind: "ocr" | "pictures",
    job: Omit<OcrJob, "languages">,
    more: Partial<JobHead>,
    onEvent: OnEvent,
  ) {
    const { name, size: bytes, type, pages } = job;
    const head: JobHead = { ...more, kind, name, size: bytes, pushed: bytes <= pushedWhole, type, pages };
    const totalMs = ocrLimits.totalMs * Math.max(1, pages.length);
    return run(head, job, onEvent, { ...ocrLimits, totalMs });
  }

  return {
    isolation: launcher.isolation,
    size,
    get started() {
      return started;
    },
    parse(job, onEvent) {
      const { name, size: bytes, type, limits } = job;
      const head: JobHead = {
        kind: "parse",
        name,
        size: bytes,
        pushed: bytes <= pushedWhole,
        ...(type === undefined ? {} : { type }),
        ...(limits === undefined ? {} : { limits }),
      };
      return run(head, job, onEvent, parseLimits);
    },
    ocr(job, onEvent) {
      const { languages, like } = job;
      return runPages("ocr", job, { languages, ...(like && { like }) }, onEvent);
    },
    pictures: (job, onEvent) => runPages("pictures", job, {}, onEvent),
    async close() {
      closed = true;
      for (const wake of waiting.splice(0)) wake();
      await Promise.all([...alive].map(retire));
    },
  };
}
