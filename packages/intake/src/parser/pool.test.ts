import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { ParseEvent } from "./events.ts";
import { findLauncher, plain } from "./isolation.ts";
import { openParserPool, type ParserPool, type PoolOptions } from "./pool.ts";

const program = new URL("./testing/worker.ts", import.meta.url);
const opened: ParserPool[] = [];
function open(options: PoolOptions = {}): ParserPool {
  const pool = openParserPool({ size: 1, program, ...options });
  opened.push(pool);
  return pool;
}
afterEach(() => Promise.all(opened.splice(0).map((pool) => pool.close())));

const someText = Buffer.from("a few words of text\n");
async function run(pool: ParserPool, name: string, bytes: Uint8Array = someText) {
  const events: ParseEvent[] = [];
  const report = await pool.parse(
    { name, size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length), type: "text/plain" },
    (event) => {
      events.push(event);
    },
  );
  const problems = events.flatMap((event) => (event.type === "problem" ? [event.problem] : []));
  const other = events.flatMap((event) => (event.type === "meta" ? [event.metadata.other ?? {}] : []))[0] ?? {};
  return { events, report, problems, other };
}
async function expectAlive(pool: ParserPool) {
  expect((await run(pool, "sum")).problems).toEqual([]);
}

describe.each([
  ["in namespaces", findLauncher()],
  ["without namespaces", plain()],
])("a parser %s", (_, launcher) => {
  test("reaches no network, no file, no other process", async () => {
    let visits = 0;
    const server = createServer((socket) => {
      visits += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const pool = open({ launcher });
    const { other } = await run(pool, `reach-out ${port}`);
    server.close();
    expect(Object.keys(other).length).toBeGreaterThan(15);
    expect(Object.entries(other).filter(([, outcome]) => outcome === "ALLOWED")).toEqual([]);
    expect(other["read /etc/passwd"]).toBe("ERR_ACCESS_DENIED");
    expect(other["write /tmp"]).toBe("ERR_ACCESS_DENIED");
    expect(other["net.Socket"]).toBe("ERR_PARSER_REFUSED");
    expect(existsSync("/tmp/amana-parser-test")).toBe(false);
    expect(visits).toBe(0);
  });

  test("has nothing of our environment and stands in the root folder", async () => {
    const { other } = await run(open({ launcher }), "sum");
    expect(other["environment"]).toBe("MALLOC_ARENA_MAX");
    expect(other["folder"]).toBe("/");
  });
});

test.skipIf(findLauncher().isolation.network !== "namespace")(
  "the kernel alone gives a parser's namespace no network",
  () => {
    const { command, before } = findLauncher();
    const probe = `require("net").connect(9,"192.0.2.1").on("error",e=>{console.log(e.code);process.exit(0)})`;
    const { stdout } = spawnSync(command, [...before, "-e", probe], { cwd: "/", env: {}, timeout: 10_000 });
    expect(String(stdout).trim()).toBe("ENETUNREACH");
  },
);

describe("a parser that misbehaves is ended with a reason, and the pool goes on", () => {
  const limits = { stallMs: 600, totalMs: 600 };
  test("an endless loop took too long; what was said before is kept", async () => {
    const pool = open({ limits });
    const { events, problems, report } = await run(pool, "endless-loop");
    expect(problems).toEqual([{ code: "took-too-long", detail: "over 600 ms", partly: true }]);
    expect(events.some((event) => event.type === "passage" && event.passage.text === "before the loop")).toBe(true);
    expect(events).toContainEqual({ type: "layer-end", layer: 1, whole: false, flags: [] });
    expect(report.workedMs).toBeLessThan(3_000);
    await expectAlive(pool);
  });
  test("a parser that waits for ever took too long", async () => {
    const pool = open({ limits });
    expect((await run(pool, "endless-wait")).problems[0]?.code).toBe("took-too-long");
    await expectAlive(pool);
  });
  test.each(["buffer-memory", "heap-memory"])(
    "%s took too much memory, and never more than the limit and a tenth",
    async (name) => {
      const pool = open({ limits: { memory: 400 * 2 ** 20 } });
      const { problems, report } = await run(pool, name);
      expect(problems.map((problem) => problem.code)).toEqual(["took-too-much-memory"]);
      expect(report.peakMemory).toBeLessThan(600 * 2 ** 20);
      await expectAlive(pool);
    },
  );
  test("endless bytes expand too far, and what came before stays open to be judged", async () => {
    const pool = open();
    const { problems, events } = await run(pool, "endless-bytes");
    expect(problems.map((problem) => problem.code)).toEqual(["expands-too-far"]);
    const bytes = events.reduce((sum, event) => sum + (event.type === "child-bytes" ? event.bytes.length : 0), 0);
    expect(bytes).toBe(200 * 2 ** 20);
    expect(events).toContainEqual({ type: "child-end", child: 1, whole: false });
    await expectAlive(pool);
  });
  test("endless text is cut at the limit and flagged", async () => {
    const { events, problems } = await run(open(), "endless-text");
    expect(problems).toEqual([]);
    const units = events.reduce((sum, event) => sum + (event.type === "passage" ? event.passage.text.length : 0), 0);
    expect(units).toBe(20_000_000);
    expect(events.at(-1)).toEqual({ type: "layer-end", layer: 1, whole: true, flags: ["cut-short"] });
  });
  test.each([
    ["exit", "parser-crashed", "exit 3"],
    ["late-failure", "parser-crashed", "exit 70"],
    ["garbage", "parser-crashed", "spoke nonsense"],
    ["wrong-event", "parser-crashed", "spoke nonsense"],
    ["deep-stack", "too-deep", "RangeError"],
  ])("%s is told as %s", async (name, code, detail) => {
    const pool = open();
    const { problems } = await run(pool, name);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code, detail });
    await expectAlive(pool);
  });
  test("a process killed from outside in the middle of a job is a crash, and the next job finds another", async () => {
    const pool = open();
    const running = run(pool, "endless-wait");
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const pid of parsersOf(process.pid)) process.kill(pid, "SIGKILL");
    expect((await running).problems[0]?.code).toBe("parser-crashed");
    await expectAlive(pool);
  });
});

test("what a library prints harms nothing", async () => {
  const { problems, events } = await run(open(), "print");
  expect(problems).toEqual([]);
  expect(events).toContainEqual({ type: "meta", metadata: { title: "quiet" } });
});

test("a process that has grown is replaced between two jobs", async () => {
  const pool = open();
  await run(pool, "leak");
  await expectAlive(pool);
  expect(pool.started).toBe(2);
});

test("a source larger than what is pushed is read on demand, every byte once right", async () => {
  const bytes = new Uint8Array(9 * 2 ** 20 + 12_345);
  for (let at = 0; at < bytes.length; at++) bytes[at] = (at * 31) >> 3;
  const { other } = await run(open(), "sum", bytes);
  expect(other["sum"]).toBe(String(bytes.reduce((sum, byte) => sum + byte, 0)));
});

test("a slow caller slows the parser down and is not the parser's fault", async () => {
  const pool = open({ limits: { stallMs: 1_500, totalMs: 1_500 } });
  let pieces = 0;
  let sum = 0;
  const report = await pool.parse(
    { name: "many-bytes", size: 1, read: () => new Uint8Array(1), type: "text/plain" },
    async (event) => {
      if (event.type !== "child-bytes") return;
      pieces += 1;
      sum += event.bytes[0] ?? 0;
      if (pieces % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 300));
    },
  );
  expect(report.killed).toBeUndefined();
  expect(pieces).toBe(400);
  expect(sum).toBe(4 * 4_950);
});

test("a fault of the caller ends the job and is thrown on; the pool goes on", async () => {
  const pool = open();
  const fault = new Error("disk full");
  const job = { name: "many-bytes", size: 1, read: () => new Uint8Array(1), type: "text/plain" };
  await expect(
    pool.parse(job, () => {
      throw fault;
    }),
  ).rejects.toBe(fault);
  await expectAlive(pool);
});

test("an empty source is told as empty, an unknown type as unknown", async () => {
  const pool = open();
  expect((await run(pool, "x", new Uint8Array(0))).problems).toEqual([{ code: "empty" }]);
  const events: ParseEvent[] = [];
  await pool.parse({ name: "x", size: 4, read: () => Buffer.from("\x7fELF") }, (event) => void events.push(event));
  expect(events.at(-1)).toEqual({ type: "problem", problem: { code: "unknown-type" } });
});

test("pages are read by OCR in the same processes", async () => {
  const texts: string[] = [];
  await open().ocr(
    { name: "x", type: "application/pdf", size: 1, read: () => new Uint8Array(1), pages: [2, 5], languages: ["ara"] },
    (event) => {
      if (event.type === "passage") texts.push(event.passage.text);
    },
  );
  expect(texts).toEqual(["page 2", "page 5"]);
});

test("many jobs share few processes, each in its own order", async () => {
  const pool = open({ size: 2 });
  const results = await Promise.all(Array.from({ length: 30 }, (_, n) => run(pool, "sum", Buffer.alloc(n + 1, 1))));
  expect(results.map(({ other }) => other["sum"])).toEqual(Array.from({ length: 30 }, (_, n) => String(n + 1)));
  expect(pool.started).toBe(2);
});

test("closing ends every process, a running job too", async () => {
  const pool = open();
  const running = run(pool, "endless-wait");
  running.catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 200));
  const before = parsersOf(process.pid);
  await pool.close();
  await expect(running).rejects.toThrow("closed");
  expect(before.length).toBeGreaterThan(0);
  for (const pid of before) expect(existsSync(`/proc/${pid}`)).toBe(false);
  await expect(run(pool, "sum")).rejects.toThrow("closed");
});

test.skipIf(!findLauncher().isolation.endsWithParent)(
  "when the pool's own process is killed, even a parser in an endless loop ends",
  async () => {
    const script = `
    import { openParserPool } from ${JSON.stringify(new URL("./pool.ts", import.meta.url).href)};
    const pool = openParserPool({ size: 1, program: new URL(${JSON.stringify(program.href)}) });
    await pool.parse({ name: "endless-loop", size: 1, read: () => new Uint8Array(1), type: "text/plain" }, (event) => {
      if (event.type === "passage") console.log("looping");
    });`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise<void>((resolve) => parent.stdout.once("data", () => resolve()));
    const parsers = parsersOf(parent.pid ?? 0);
    expect(parsers.length).toBeGreaterThan(0);
    parent.kill("SIGKILL");
    await expect.poll(() => parsers.filter((pid) => existsSync(`/proc/${pid}`)), { timeout: 3_000 }).toEqual([]);
  },
);

/** All descendants of a process. */
function parsersOf(pid: number): readonly number[] {
  if (!existsSync(`/proc/${pid}/task`)) return [];
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
  return children.flatMap((child) => [...parsersOf(child), child]);
}
