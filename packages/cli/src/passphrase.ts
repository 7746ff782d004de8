/** A passphrase as bytes: from a file descriptor for scripts, or typed without echo; never an argument, never the environment. */
import { closeSync, readSync } from "node:fs";
import { normalisePassphrase } from "@amana/vault";
import { exit, Stop } from "./exit.ts";
import type { Output } from "./output.ts";

/** Reads the first line of a descriptor, or all of it. */
export function passphraseFromFd(fd: number): Uint8Array {
  const buffer = Buffer.alloc(4_096);
  let filled = 0;
  try {
    while (filled < buffer.length) {
      const got = readSync(fd, buffer, filled, buffer.length - filled, null);
      if (got === 0 || buffer.subarray(filled, filled + got).includes(0x0a)) {
        filled += got;
        break;
      }
      filled += got;
    }
    if (fd > 2) closeSync(fd);
  } catch {
    throw new Stop(exit.usage, "passphrase-fd-unreadable", { fd });
  }
  const end = buffer.subarray(0, filled).indexOf(0x0a);
  const typed = buffer.subarray(0, end === -1 ? filled : end);
  const normalised = normalisePassphrase(typed);
  buffer.fill(0);
  if (normalised.length === 0) throw new Stop(exit.usage, "passphrase-empty");
  return normalised;
}

/** Asks on the terminal, without echo. Bytes stay bytes: no line editor, no history. */
export async function askPassphrase(
  output: Output,
  sentence: "ask-passphrase" | "ask-passphrase-again",
): Promise<Uint8Array> {
  const { stdin } = process;
  if (stdin.isTTY !== true) throw new Stop(exit.locked, "no-terminal-for-passphrase");
  process.stderr.write(`${output.text(sentence)} `);
  stdin.setRawMode(true);
  stdin.resume();
  const typed: number[] = [];
  try {
    for await (const chunk of stdin) {
      for (const byte of chunk as Buffer) {
        if (byte === 0x03) throw new Stop(exit.interrupted, "interrupted");
        if (byte === 0x0d || byte === 0x0a) {
          const normalised = normalisePassphrase(Uint8Array.from(typed));
          if (normalised.length === 0) throw new Stop(exit.usage, "passphrase-empty");
          return normalised;
        }
        if (byte === 0x7f || byte === 0x08) {
          // One character back, however many bytes it has.
          while (typed.length > 0 && ((typed.pop() ?? 0) & 0xc0) === 0x80);
        } else if (byte >= 0x20) typed.push(byte);
      }
      (chunk as Buffer).fill(0);
    }
    throw new Stop(exit.interrupted, "interrupted");
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    process.stderr.write("\n");
    typed.fill(0);
  }
}
