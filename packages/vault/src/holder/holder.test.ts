/** Claims about the key holder: it gives keys to this user's commands only, and its end is the end of the keys. */
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { formatKeys, type Keys } from "../keys/bundle.ts";
import { testVaults } from "../vault.testkit.ts";
import { askToLock, holderStatus, leaseKeys } from "./client.ts";
import { runHolder } from "./holder.ts";
import { socketPath } from "./socket.ts";
import { startHolder } from "./start.ts";

const vaults = testVaults();
const dir = vaults.fresh();
let runtime = "";
beforeEach(() => {
  // Short, since a socket's path has some hundred bytes.
  runtime = mkdtempSync(join(tmpdir(), "am-"));
  vi.stubEnv("XDG_RUNTIME_DIR", runtime);
});
afterEach(async () => {
  await askToLock(dir).catch(() => false);
  rmSync(runtime, { recursive: true, force: true });
  vi.unstubAllEnvs();
});
afterAll(() => vaults.remove());

describe("unlock and lock", () => {
  test("keys come from the holder until it is told to lock; whoever works with them is told", async () => {
    expect(await leaseKeys(dir, () => undefined)).toBeUndefined();
    await startHolder(dir, vaults.keys, 60_000);
    let told = 0;
    const lease = await leaseKeys(dir, () => told++);
    expect(bundleOf(lease)).toEqual(bundleOf(vaults));
    expect(await holderStatus(dir)).toMatchObject({ idleMinutes: 1, commands: 1 });
    expect(await askToLock(dir)).toBe(true);
    await vi.waitFor(() => expect(told).toBe(1));
    expect(existsSync(socketPath(dir))).toBe(false);
    expect(await leaseKeys(dir, () => undefined)).toBeUndefined();
    expect(await askToLock(dir)).toBe(false);
  });

  test("a command that is done is not told, and holds nothing any more", async () => {
    await startHolder(dir, vaults.keys, 60_000);
    let told = 0;
    const lease = await leaseKeys(dir, () => told++);
    lease?.release();
    await vi.waitFor(async () => expect(await holderStatus(dir)).toMatchObject({ commands: 0 }));
    await askToLock(dir);
    expect(told).toBe(0);
  });

  test.skipIf(process.platform !== "linux")(
    "kill -9 of the holder: its commands are told, its socket is stale, and unlocking again works",
    async () => {
      await startHolder(dir, vaults.keys, 60_000);
      let told = 0;
      await leaseKeys(dir, () => told++);
      process.kill(holderPid(), "SIGKILL");
      await vi.waitFor(() => expect(told).toBe(1));
      expect(existsSync(socketPath(dir))).toBe(true);
      expect(await leaseKeys(dir, () => undefined)).toBeUndefined();
      expect(await holderStatus(dir)).toBeUndefined();
      expect(await askToLock(dir)).toBe(false);
      await startHolder(dir, vaults.keys, 60_000);
      expect(bundleOf(await leaseKeys(dir, () => undefined))).toEqual(bundleOf(vaults));
    },
  );

  test.skipIf(process.platform !== "linux")(
    "the holder's command line, environment and folder say nothing: no path of the vault, no key",
    async () => {
      await startHolder(dir, vaults.keys, 60_000);
      const pid = holderPid();
      const seen = ["cmdline", "environ"].map((file) => readText(`/proc/${pid}/${file}`)).join("\n");
      expect(seen).not.toContain(dir);
      expect(seen).not.toContain(Buffer.from(vaults.keys.databaseKey).toString("hex"));
      const [name = ""] = readdirSync(join(runtime, readdirSync(runtime)[0] ?? ""));
      expect(name).toMatch(/^[0-9a-f]{32}\.sock$/);
      expect(statSync(socketPath(dir)).mode & 0o077).toBe(0);
    },
  );
});

describe("a place to listen that is not ours alone", () => {
  const folder = () => join(runtime, `amana-${process.getuid?.() ?? 0}`);

  test("open to others: refused by name", () => {
    mkdirSync(folder());
    chmodSync(folder(), 0o755);
    expect(() => socketPath(dir)).toThrow("socket-not-private");
  });

  test("a link to somewhere else: refused by name", () => {
    mkdirSync(join(runtime, "elsewhere"), { mode: 0o700 });
    symlinkSync(join(runtime, "elsewhere"), folder());
    expect(() => socketPath(dir)).toThrow("socket-not-private");
  });

  test.skipIf(process.getuid?.() !== 0)("made by another user beforehand: refused by name", () => {
    mkdirSync(folder(), { mode: 0o700 });
    chownSync(folder(), 65_534, 65_534);
    expect(() => socketPath(dir)).toThrow("socket-not-private");
  });

  test("somebody else's answers are not taken for keys", async () => {
    const { createServer } = await import("node:net");
    for (const answer of [
      Buffer.from([0, 0, 0, 2, 123, 125]),
      Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"),
      Buffer.alloc(0),
    ]) {
      const server = createServer((socket) => socket.resume().end(answer));
      await new Promise<void>((resolve) => server.listen(socketPath(dir), resolve));
      expect(await leaseKeys(dir, () => undefined)).toBeUndefined();
      await new Promise((resolve) => server.close(resolve));
    }
  });
});

describe("it ends by itself", () => {
  /** A holder in this process, on a clock of our own. */
  async function holder(idleMs: number) {
    const keys = Buffer.from(formatKeys(vaults.keys));
    const socket = join(runtime, "s.sock");
    const ended = vi.fn();
    await new Promise<void>((onReady) => runHolder({ socket, keys, idleMs, onReady, onEnd: ended }));
    return { keys, socket, ended, wiped: () => keys.every((byte) => byte === 0) };
  }
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date", "performance"] }));
  afterEach(() => {
    vi.useRealTimers();
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.removeAllListeners(signal);
  });

  test("after idle time, with the keys wiped and the socket gone", async () => {
    const { ended, wiped, socket } = await holder(60_000);
    await vi.advanceTimersByTimeAsync(58_000);
    expect(wiped()).toBe(false);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(wiped()).toBe(true);
    expect(existsSync(socket)).toBe(false);
    await vi.waitFor(() => expect(ended).toHaveBeenCalledTimes(1));
  });

  test("not while a command works, however long; but idle time counts from its end", async () => {
    const { wiped, socket } = await holder(60_000);
    const command = connect(socket);
    await new Promise((resolve) => command.once("connect", resolve));
    command.write("keys\n");
    await new Promise((resolve) => command.once("data", resolve));
    await vi.advanceTimersByTimeAsync(600_000);
    expect(wiped()).toBe(false);
    command.destroy();
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    await vi.advanceTimersByTimeAsync(70_000);
    expect(wiped()).toBe(true);
  });

  test("when the machine slept: the clock has jumped, keys go even under a working command", async () => {
    for (const jump of [3_600_000, -3_600_000]) {
      const { wiped, socket } = await holder(10 * 3_600_000);
      const command = connect(socket);
      await new Promise((resolve) => command.once("connect", resolve));
      const closed = new Promise((resolve) => command.once("close", resolve));
      command.write("keys\n");
      command.resume();
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
      vi.setSystemTime(Date.now() + jump);
      await vi.advanceTimersByTimeAsync(2_000);
      expect(wiped()).toBe(true);
      await closed;
    }
  });

  test("a word it does not know, or too many, ends the conversation and nothing else", async () => {
    const { wiped, socket } = await holder(60_000);
    for (const words of ["give me everything\n", "x".repeat(500)]) {
      const stranger = connect(socket);
      await new Promise((resolve) => stranger.once("connect", resolve));
      const answers: Buffer[] = [];
      stranger.on("data", (answer: Buffer) => answers.push(answer));
      const closed = new Promise((resolve) => stranger.once("close", resolve));
      stranger.write(words);
      await closed;
      expect(answers).toEqual([]);
    }
    expect(wiped()).toBe(false);
    const last = connect(socket);
    last.write("lock\n");
    await vi.waitFor(() => expect(wiped()).toBe(true));
  });
});

test("a holder that cannot start is a fault with a name, not a wait for ever", async () => {
  writeFileSync(join(runtime, "file"), "");
  vi.stubEnv("XDG_RUNTIME_DIR", join(runtime, "r".repeat(120)));
  await expect(startHolder(dir, vaults.keys, 60_000)).rejects.toThrow("disk-error");
  vi.stubEnv("XDG_RUNTIME_DIR", runtime);
});

function bundleOf(holding: { readonly keys: Keys } | undefined): string {
  return holding === undefined ? "" : Buffer.from(formatKeys(holding.keys)).toString("utf8");
}

function readText(path: string): string {
  return readFileSync(path, "latin1");
}

/** The process that listens on this vault's socket. */
function holderPid(): number {
  const wanted = socketPath(dir);
  const found = readdirSync("/proc").filter((name) => {
    try {
      return /^\d+$/.test(name) && readText(`/proc/${name}/cmdline`).includes(wanted);
    } catch {
      return false;
    }
  });
  // The process renames itself, so its arguments may be gone: then it is known by the socket it holds.
  if (found[0] !== undefined) return Number(found[0]);
  const inode = readText("/proc/net/unix")
    .split("\n")
    .find((line) => line.endsWith(wanted))
    ?.split(/\s+/)[6];
  const holder = readdirSync("/proc").find(
    (name) => /^\d+$/.test(name) && socketsOf(name).includes(`socket:[${inode}]`),
  );
  if (holder === undefined) throw new Error("no holder");
  return Number(holder);
}

function socketsOf(pid: string): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${fd}`);
      } catch {
        return "";
      }
    });
  } catch {
    return [];
  }
}
