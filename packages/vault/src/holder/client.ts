/** What a command asks a key holder. A command keeps its connection for as long as it holds the keys: when the holder goes, so does it. */
import { connect, type Socket } from "node:net";
import type { Keys } from "../keys/bundle.ts";
import { socketPath } from "./socket.ts";

export { readVaultFile } from "../layout.ts";

const PATIENCE_MS = 5_000;

export interface Lease {
  readonly keys: Keys;
  /** Lets go of the keys' holder; the command is done. */
  release(): void;
}

/** Undefined when nobody holds this vault's keys. `onLocked` is called when the holder locks while we work. */
export async function leaseKeys(vaultDir: string, onLocked: () => void): Promise<Lease | undefined> {
  const socket = await dial(vaultDir);
  if (socket === undefined) return undefined;
  const answer = await ask(socket, "keys");
  // Loaded when there are keys to read: asking for the status needs none of it.
  const { parseKeys } = await import("../keys/bundle.ts");
  const keys = answer === undefined ? undefined : parseKeys(answer);
  if (keys === undefined || !keys.ok) {
    socket.destroy();
    return undefined;
  }
  answer?.fill(0);
  let released = false;
  socket.on("close", () => {
    if (!released) onLocked();
  });
  socket.unref();
  return {
    keys: keys.value,
    release() {
      released = true;
      socket.destroy();
    },
  };
}

/** Asks the holder to end. True when there was one. */
export async function askToLock(vaultDir: string): Promise<boolean> {
  const socket = await dial(vaultDir);
  if (socket === undefined) return false;
  const closed = new Promise<void>((resolve) => socket.on("close", () => resolve()));
  socket.setTimeout(PATIENCE_MS, () => socket.destroy());
  socket.write("lock\n");
  await closed;
  return true;
}

export interface HolderStatus {
  readonly since: string;
  readonly idleMinutes: number;
  readonly commands: number;
}

export async function holderStatus(vaultDir: string): Promise<HolderStatus | undefined> {
  const socket = await dial(vaultDir);
  if (socket === undefined) return undefined;
  const answer = await ask(socket, "status");
  socket.destroy();
  return answer && (JSON.parse(answer.toString("utf8")) as HolderStatus);
}

function dial(vaultDir: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(socketPath(vaultDir));
    socket.once("connect", () => resolve(socket));
    socket.once("error", () => resolve(undefined));
  });
}

/** One word out, one length-prefixed answer back. */
function ask(socket: Socket, word: string): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    // A holder that is stopped, or no holder at all, must not keep a command waiting for ever.
    socket.setTimeout(PATIENCE_MS, () => socket.destroy());
    const done = (answer: Buffer | undefined) => {
      socket.setTimeout(0);
      socket.removeAllListeners("data");
      resolve(answer);
    };
    socket.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 4) return;
      const length = received.readUInt32BE(0);
      if (received.length >= 4 + length) done(received.subarray(4, 4 + length));
    });
    socket.once("close", () => done(undefined));
    socket.once("error", () => done(undefined));
    socket.write(`${word}\n`);
  });
}
