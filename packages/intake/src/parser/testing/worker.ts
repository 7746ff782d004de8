/**
 * A parser process for tests of the pool: its extractors misbehave. The name of the job says how; what was tried and what
 * came of it goes out as metadata. Started like the real one, so what it is refused the real one is refused.
 */
import type { Extractor, Sink } from "../../extract/contract.ts";
import { lockDown } from "../lockdown.ts";

lockDown([]);
const { serve } = await import("../serve.ts");

const behaviours: Readonly<Record<string, (sink: Sink) => void | Promise<void>>> = {
  async "reach-out"(sink) {
    const tried: Record<string, string> = {};
    for (const [name, attempt] of Object.entries(attempts)) {
      tried[name] = await outcome(attempt);
    }
    sink.meta({ other: tried });
  },
  "endless-loop"(sink) {
    const layer = sink.layer({ kind: "text", tool: "test", version: "1" });
    layer.passage({ text: "before the loop", place: { type: "whole" } });
    for (;;);
  },
  "endless-wait": () => new Promise(() => setInterval(() => {}, 1_000)),
  "endless-text"(sink) {
    const layer = sink.layer({ kind: "text", tool: "test", version: "1" });
    for (let n = 0; n < 100_000; n++)
      layer.passage({ text: "و".repeat(4_000), place: { type: "paragraph", paragraph: n } });
    layer.end();
  },
  "endless-bytes"(sink) {
    const child = sink.child({ name: "x", position: 1, role: "member" });
    const zeros = new Uint8Array(2 ** 20);
    for (;;) child.write(zeros);
  },
  "many-bytes"(sink) {
    const child = sink.child({ name: "x", position: 1, role: "member" });
    for (let n = 0; n < 100; n++) child.write(new Uint8Array(2 ** 20).fill(n));
    child.end();
  },
  "buffer-memory"() {
    const held: Uint8Array[] = [];
    for (;;) held.push(new Uint8Array(2 ** 20).fill(1));
  },
  "heap-memory"() {
    const held: object[] = [];
    for (;;) held.push({ n: held.length });
  },
  "deep-stack"() {
    const deeper = (): number => 1 + deeper();
    deeper();
  },
  exit(sink) {
    sink.meta({ title: "before the exit" });
    process.exit(3);
  },
  "late-failure"() {
    setImmediate(() => {
      throw new Error("late");
    });
    return new Promise(() => setInterval(() => {}, 1_000));
  },
  async garbage() {
    const { writeSync } = await import("node:fs");
    writeSync(4, Buffer.from("this is not a frame, it is a sentence of some length"));
  },
  async "wrong-event"() {
    const { frame, frameKind } = await import("../frames.ts");
    const { writeSync } = await import("node:fs");
    writeSync(4, frame(frameKind.event, Buffer.from('{"type":"child-range","info":{},"offset":-1,"length":99999999}')));
  },
  print(sink) {
    for (let n = 0; n < 10_000; n++) console.log("noise from a library", n);
    console.error("and a warning");
    sink.meta({ title: "quiet" });
  },
  leak(sink) {
    kept.push(new Uint8Array(300 * 2 ** 20).fill(1));
    sink.meta({ title: "kept" });
  },
};
const kept: Uint8Array[] = [];

const attempts: Readonly<Record<string, () => unknown>> = {
  fetch: () => fetch("http://127.0.0.1:9/"),
  "net.connect": async () => {
    const net = await import("node:net");
    return new Promise((resolve, reject) =>
      net.connect(Number(behaviourPort), "127.0.0.1").on("connect", resolve).on("error", reject),
    );
  },
  "net.Socket": async () => {
    const net = await import("node:net");
    return new Promise((resolve, reject) =>
      new net.Socket().connect(Number(behaviourPort), "127.0.0.1").on("connect", resolve).on("error", reject),
    );
  },
  "unix socket": async () => {
    const net = await import("node:net");
    return new Promise((resolve, reject) =>
      new net.Socket().connect("/run/any.sock").on("connect", resolve).on("error", reject),
    );
  },
  "http.get": async () => {
    const http = await import("node:http");
    return new Promise((resolve, reject) =>
      http.get(`http://127.0.0.1:${behaviourPort}/`, resolve).on("error", reject),
    );
  },
  udp: async () => (await import("node:dgram")).createSocket("udp4"),
  dns: async () => (await import("node:dns")).promises.resolve("example.org"),
  "dns.lookup": async () => (await import("node:dns")).promises.lookup("example.org"),
  listen: async () => new (await import("node:net")).Server().listen(0),
  "require net": () => process.getBuiltinModule("node:net").connect(Number(behaviourPort), "127.0.0.1"),
  "read /etc/passwd": async () => (await import("node:fs")).readFileSync("/etc/passwd"),
  "read home": async () => (await import("node:fs")).readdirSync("/home"),
  "write /tmp": async () => (await import("node:fs")).writeFileSync("/tmp/amana-parser-test", "x"),
  "write own folder": async () => (await import("node:fs")).writeFileSync(new URL("./x", import.meta.url), "x"),
  spawn: async () => (await import("node:child_process")).execFileSync("/bin/true"),
  thread: async () => new (await import("node:worker_threads")).Worker("1", { eval: true }),
  "native code": () => process.dlopen({ exports: {} }, "/usr/lib/any.node"),
  "internal binding": () => (process as unknown as { binding(name: string): unknown }).binding("tcp_wrap"),
  inspector: async () => (await import("node:inspector")).open(0),
};
let behaviourPort = "9";

async function outcome(attempt: () => unknown): Promise<string> {
  try {
    await attempt();
    return "ALLOWED";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? (error as Error).name;
  }
}

const extractor: Extractor = {
  types: ["text/plain"],
  async extract(raw, _type, sink) {
    const [name = "", port] = raw.name.split(" ");
    if (port !== undefined) behaviourPort = port;
    const behave = behaviours[name];
    if (behave !== undefined) return behave(sink);
    let sum = 0;
    for (let at = 0; at < raw.size; at += 999_983) for (const byte of raw.read(at, 999_983)) sum += byte;
    sink.meta({ other: { sum: String(sum), environment: Object.keys(process.env).join(), folder: process.cwd() } });
  },
};

await serve({
  extractorFor: async (type) => (type === "text/plain" ? extractor : undefined),
  async ocr() {
    return async (_raw, _type, pages, languages, sink) => {
      const layer = sink.layer({ kind: "ocr", tool: "test", version: "1", settings: languages.join("+") });
      for (const page of pages) layer.passage({ text: `page ${page}`, place: { type: "page", page } });
      layer.end();
    };
  },
});
