/**
 * One parser process, seen from the pool: start, run one job at a time, end. Bytes are read for it on demand; events are
 * checked (events.ts) before they are passed on; a process that breaks the rules, stalls or grows is killed.
 */
import { type ChildProcess, spawn } from "node:child_process";
import type { Duplex } from "node:stream";
import type { LayerFlag, Problem } from "../extract/contract.ts";
import { isMediaType, type ParseEvent, previewLimit, readEvent } from "./events.ts";
import { BadFrame, type Frame, frame, frameKind, framesOf, longestRead, u32 } from "./frames.ts";
import { type Launcher, nodeArguments } from "./isolation.ts";
import { childOf, residentBytes } from "./memory.ts";
import type { DoneBody, JobHead } from "./serve.ts";
import { type Watch, type WatchLimits, watch } from "./watchdog.ts";

/** The bytes of a source, wherever they are kept. Fewer bytes than asked only at the end. */
export interface JobSource {
  readonly size: number;
  read(offset: number, length: number): Uint8Array | Promise<Uint8Array>;
}
export type OnEvent = (event: ParseEvent) => void | Promise<void>;

export interface JobReport {
  /** Why the process was ended in the middle, if it was. */
  readonly killed?: Problem;
  readonly workedMs: number;
  /** Highest resident memory seen, bytes. */
  readonly peakMemory: number;
}
export interface ParserProcess {
  readonly usable: boolean;
  /** Bytes the libraries printed; swallowed. */
  readonly printed: number;
  run(head: JobHead, source: JobSource, onEvent: OnEvent, limits: WatchLimits): Promise<JobReport>;
  residentBytes(): Promise<number | undefined>;
  /** Ends it at once; resolves when it is gone. */
  end(): Promise<void>;
}

const heapMiB = 320;
const watchEveryMs = 50;
const pushSliceBytes = 2 ** 20;

export function startParser(launcher: Launcher, program: string): ParserProcess {
  const child = spawn(launcher.command, [...launcher.before, ...nodeArguments(program, heapMiB)], {
    cwd: "/",
    // One arena: glibc would keep one for each of libvips' threads, and give little of them back.
    env: { MALLOC_ARENA_MAX: "1" },
    stdio: ["ignore", "pipe", "pipe", "pipe", "pipe"],
    windowsHide: true,
  });
  const toParser = child.stdio[3] as Duplex;
  const fromParser = child.stdio[4] as Duplex;
  const printed = swallow(child);
  const gone = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  toParser.on("error", () => {});
  let usable = true;
  let ending = false;
  let nodePid: number | undefined;
  const frames = framesOf(fromParser as AsyncIterable<Uint8Array>);

  function pid(): number | undefined {
    if (!launcher.nodeIsChild) return child.pid;
    if (nodePid === undefined && child.pid !== undefined) nodePid = childOf(child.pid);
    return nodePid;
  }
  function kill(): void {
    usable = false;
    const inner = launcher.nodeIsChild && child.exitCode === null && child.signalCode === null ? pid() : undefined;
    // Killed from the inside out, the outer process buries the inner one; the other way round an orphan is left to init.
    if (inner === undefined || !killed(inner)) child.kill("SIGKILL");
  }
  child.once("exit", () => {
    usable = false;
  });
  const holders = [child, toParser, fromParser, child.stdout, child.stderr] as unknown as {
    ref(): void;
    unref(): void;
  }[];
  const hold = (on: boolean) => {
    for (const holder of holders) on ? holder.ref?.() : holder.unref?.();
  };
  hold(false);

  const self: ParserProcess = {
    get usable() {
      return usable;
    },
    get printed() {
      return printed.bytes;
    },
    async residentBytes() {
      const id = pid();
      return id === undefined ? undefined : residentBytes(id);
    },
    async end() {
      ending = true;
      hold(true);
      kill();
      await gone;
    },
    async run(head, source, onEvent, limits) {
      hold(true);
      const clock = watch(limits, () => performance.now());
      let verdict: Problem | undefined;
      let peakMemory = 0;
      let looking = false;
      const timer = setInterval(async () => {
        if (looking) return;
        looking = true;
        const memory = await self.residentBytes();
        looking = false;
        peakMemory = Math.max(peakMemory, memory ?? 0);
        verdict ??= clock.verdict(memory);
        if (verdict !== undefined) kill();
      }, watchEveryMs);
      const open = openParts();
      try {
        await push(toParser, head, source, clock);
        const ended = await converse(frames, toParser, source, clock, (event) => {
          open.see(event);
          return onEvent(event);
        });
        if (typeof ended === "string") {
          kill();
          await gone;
          if (ending) throw new Error("parser pool was closed");
          // The timer may have been about to speak: a process that dies of memory is not a crash.
          verdict ??= printed.outOfMemory()
            ? { code: "took-too-much-memory", detail: "heap" }
            : { code: "parser-crashed", detail: ended === "nonsense" ? "spoke nonsense" : exitWords(child) };
        } else {
          // Done is done, even when the clock was about to speak.
          verdict = undefined;
          if (ended.tired) kill();
        }
      } catch (error) {
        kill();
        throw error;
      } finally {
        clearInterval(timer);
        hold(false);
      }
      if (verdict === undefined) return { workedMs: clock.worked, peakMemory };
      for (const event of open.left()) await onEvent(event);
      const killed: Problem = open.any() ? { ...verdict, partly: true } : verdict;
      await onEvent({ type: "problem", problem: killed });
      return { killed, workedMs: clock.worked, peakMemory };
    },
  };
  return self;
}

/** Sends the job; small sources go whole in the same frame. */
async function push(pipe: Duplex, head: JobHead, source: JobSource, clock: Watch): Promise<void> {
  const json = Buffer.from(JSON.stringify(head));
  const pieces: Uint8Array[] = [];
  if (head.pushed) {
    clock.rest();
    for (let from = 0; from < source.size; from += pushSliceBytes) {
      const want = Math.min(pushSliceBytes, source.size - from);
      const piece = await source.read(from, want);
      if (piece.length !== want) throw new Error("source shorter than its size");
      pieces.push(piece);
    }
    clock.wait();
  }
  pipe.write(frame(frameKind.job, u32(json.length), json, ...pieces));
  clock.progress(head.size);
}

/** Answers and passes on until the job is done, the process is gone, or it says what nobody may say. */
async function converse(
  frames: AsyncGenerator<Frame, void, void>,
  pipe: Duplex,
  source: JobSource,
  clock: Watch,
  onEvent: OnEvent,
): Promise<DoneBody | "gone" | "nonsense"> {
  let readUpTo = 0;
  while (true) {
    const next = await frames.next().catch((error: unknown) => (error instanceof BadFrame ? "nonsense" : "gone"));
    if (typeof next === "string") return next;
    if (next.done === true) return "gone";
    const { kind, payload } = next.value;
    clock.rest();
    if (kind === frameKind.done) return doneBody(payload) ?? "nonsense";
    if (kind === frameKind.read) {
      if (payload.length !== 12) return "nonsense";
      const offset = payload.readDoubleLE(0);
      const length = payload.readUInt32LE(8);
      if (!Number.isSafeInteger(offset) || offset < 0 || offset > source.size || length > longestRead)
        return "nonsense";
      pipe.write(frame(frameKind.data, await source.read(offset, Math.min(length, source.size - offset))));
      if (offset + length > readUpTo) {
        readUpTo = offset + length;
        clock.progress(0);
      }
    } else {
      const event = eventOf(kind, payload, source.size);
      if (event === undefined) return "nonsense";
      clock.progress(event.type === "child-bytes" ? event.bytes.length : 0);
      const wait = onEvent(event);
      if (wait !== undefined) await wait;
    }
    clock.wait();
  }
}

function eventOf(kind: number, payload: Buffer, size: number): ParseEvent | undefined {
  if (kind === frameKind.event) {
    const value = parseJson(payload);
    return readEvent(value, size);
  }
  if (kind === frameKind.bytes && payload.length > 4) {
    return { type: "child-bytes", child: payload.readUInt32LE(0), bytes: plainBytes(payload.subarray(4)) };
  }
  if (kind === frameKind.preview && payload.length > 4) {
    const typeEnd = 4 + payload.readUInt32LE(0);
    const mediaType = payload.subarray(4, typeEnd).toString("latin1");
    const bytes = plainBytes(payload.subarray(typeEnd));
    if (!isMediaType(mediaType) || bytes.length === 0 || bytes.length > previewLimit) return undefined;
    return { type: "preview", bytes, mediaType };
  }
  return undefined;
}

function doneBody(payload: Buffer): DoneBody | undefined {
  const value = parseJson(payload) as Partial<DoneBody> | undefined;
  return typeof value?.tired === "boolean" ? { tired: value.tired } : undefined;
}

function parseJson(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString());
  } catch {
    return undefined;
  }
}

function plainBytes(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}

/** What has begun and not ended, so that a caller sees an end of everything even when the process was killed. */
function openParts() {
  const layers = new Map<number, readonly LayerFlag[]>();
  const children = new Set<number>();
  let any = false;
  return {
    see(event: ParseEvent): void {
      if (event.type !== "detected" && event.type !== "problem") any = true;
      if (event.type === "layer-begin") layers.set(event.layer, event.info.flags ?? []);
      if (event.type === "layer-end") layers.delete(event.layer);
      if (event.type === "child-begin") children.add(event.child);
      if (event.type === "child-end") children.delete(event.child);
    },
    any: () => any,
    left(): readonly ParseEvent[] {
      return [
        ...[...layers].map(([layer, flags]) => ({ type: "layer-end", layer, whole: false, flags }) as const),
        ...[...children].map((child) => ({ type: "child-end", child, whole: false }) as const),
      ];
    },
  };
}

function swallow(child: ChildProcess) {
  let bytes = 0;
  let tail = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    tail = (tail + chunk.toString("latin1")).slice(-8_192);
  });
  return {
    get bytes() {
      return bytes;
    },
    outOfMemory: () => /heap out of memory|Array buffer allocation failed|out of memory/i.test(tail),
  };
}

function killed(pid: number): boolean {
  try {
    return process.kill(pid, "SIGKILL");
  } catch {
    return false;
  }
}

function exitWords(child: ChildProcess): string {
  if (child.signalCode !== null) return `signal ${child.signalCode}`;
  return `exit ${child.exitCode ?? "unknown"}`;
}
