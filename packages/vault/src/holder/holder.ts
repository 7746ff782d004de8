/**
 * The key holder: a process of its own that keeps an unlocked vault's keys in memory and nothing else. It ends on `lock`,
 * after idle time, when the machine slept (the clock jumps), and on any signal; its end is the wipe. Commands that hold
 * its keys see the connection close and stop.
 */
import { chmodSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";

export interface HolderOptions {
  readonly socket: string;
  /** The bundle as `formatKeys` writes it. */
  readonly keys: Buffer;
  readonly idleMs: number;
  readonly onReady: () => void;
  readonly onEnd: () => void;
}

/** A pause of the timer longer than this means the machine slept. */
const SLEEP_MS = 30_000;
const TICK_MS = 2_000;

export function runHolder(options: HolderOptions): void {
  const { keys, idleMs } = options;
  const since = new Date().toISOString();
  const working = new Set<Socket>();
  let lastUse = performance.now();
  let lastTick = Date.now();
  let ending = false;

  const server = createServer((socket) => {
    lastUse = performance.now();
    let word = "";
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      working.delete(socket);
      lastUse = performance.now();
    });
    socket.on("data", (chunk) => {
      word += chunk.toString("latin1");
      if (word.length > 64) {
        socket.destroy();
        return;
      }
      if (!word.endsWith("\n")) return;
      const asked = word.trim();
      word = "";
      if (asked === "keys") {
        working.add(socket);
        answer(socket, keys);
      } else if (asked === "status") {
        answer(socket, Buffer.from(JSON.stringify({ since, idleMinutes: idleMs / 60_000, commands: working.size })));
      } else if (asked === "lock") {
        end();
      } else {
        socket.destroy();
      }
    });
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  const open = new Set<Socket>();

  function end(): void {
    if (ending) return;
    ending = true;
    keys.fill(0);
    clearInterval(watch);
    rmSync(options.socket, { force: true });
    for (const socket of open) socket.destroy();
    server.close(() => options.onEnd());
  }

  const watch = setInterval(() => {
    const now = Date.now();
    // Both directions: a clock set back by hours is as suspicious as a lid closed over night.
    if (Math.abs(now - lastTick - TICK_MS) > SLEEP_MS) return end();
    lastTick = now;
    if (working.size === 0 && performance.now() - lastUse > idleMs) end();
  }, TICK_MS);

  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, end);
  // A socket left by a holder that was killed: nobody answers on it, the caller has made sure.
  rmSync(options.socket, { force: true });
  server.listen(options.socket, () => {
    chmodSync(options.socket, 0o600);
    options.onReady();
  });
}

function answer(socket: Socket, body: Buffer): void {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  socket.write(head);
  socket.write(body);
}
