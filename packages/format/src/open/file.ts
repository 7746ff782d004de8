/**
 * Opening an age file that can be read at any place: ranges, the whole in order, and what is left of one cut short.
 * spec/blob.md BL-4, BL-5.
 */
import { chunkSize, openedSize, sealedChunkSize } from "../age/stream.ts";
import { err, ok, type Result } from "../result.ts";
import { openChunk } from "./chunks.ts";
import type { OpenKey } from "./keys.ts";
import { createOpener, openLast, type PayloadRefusal } from "./opener.ts";
import { type HeadRefusal, openHead } from "./openHead.ts";
import { maxHeaderSize } from "./parseHeader.ts";

/** Bytes at rest. `read` fills `into` from `offset` and returns how many; fewer only at the end. */
export interface ByteSource {
  readonly size: number;
  read(into: Uint8Array, offset: number): number;
}

export type FileRefusal = HeadRefusal | PayloadRefusal;

export interface AgeFile {
  /** Bytes of plaintext; authentic, because the last chunk was opened first. */
  readonly size: number;
  /** `length` bytes from `offset`, less at the end of the file. Only the chunks touched are read and opened. */
  range(offset: number, length: number): Result<Uint8Array, PayloadRefusal>;
  /** The whole in order; `write` gets plaintext valid only until it returns. */
  all(write: (plain: Uint8Array) => void): Result<number, PayloadRefusal>;
  /** Wipes the payload key; afterwards nothing opens. */
  close(): void;
}

export function openFile(source: ByteSource, keys: readonly OpenKey[]): Result<AgeFile, FileRefusal> {
  const head = readHead(source, keys);
  if (!head.ok) return head;
  const { payloadKey, payloadStart } = head.value;
  const sealed = source.size - payloadStart;
  const size = openedSize(sealed);
  // The length of a file is what a thief of its end changes, so ask the last chunk whether it is the last.
  const end = checkEnd(source, payloadKey, payloadStart);
  if (!end.ok || size === undefined) {
    payloadKey.fill(0);
    return end.ok ? err({ type: "payload-cut-short", bytes: wholeChunks(sealed) * chunkSize }) : end;
  }
  const lastChunk = Math.max(0, Math.ceil(size / chunkSize) - 1);

  return ok({
    size,
    range(offset, length) {
      if (!Number.isSafeInteger(offset) || !Number.isSafeInteger(length) || offset < 0 || length < 0) {
        throw new RangeError("offset and length are whole numbers from 0");
      }
      const to = Math.min(size, offset + length);
      if (offset >= to) return ok(new Uint8Array(0));
      const firstChunk = Math.floor(offset / chunkSize);
      const chunks = Math.floor((to - 1) / chunkSize) - firstChunk + 1;
      const skip = offset - firstChunk * chunkSize;
      const plain = new Uint8Array(Math.min(chunks * chunkSize, size - firstChunk * chunkSize));
      const buffer = new Uint8Array(sealedChunkSize);
      for (let i = 0; i < chunks; i++) {
        const chunk = firstChunk + i;
        const got = source.read(buffer, payloadStart + chunk * sealedChunkSize);
        if (!openChunk(payloadKey, chunk, chunk === lastChunk, buffer.subarray(0, got), plain, i * chunkSize)) {
          return err({ type: "payload-altered", chunk, bytes: i * chunkSize });
        }
      }
      return ok(plain.subarray(skip, skip + to - offset));
    },
    all: (write) => openAll(source, payloadKey, payloadStart, write),
    close: () => payloadKey.fill(0),
  });
}

/** A whole age file in memory, for small things. */
export function openBytes(file: Uint8Array, keys: readonly OpenKey[]): Result<Uint8Array, FileRefusal> {
  const opened = openFile(bytesSource(file), keys);
  if (!opened.ok) return opened;
  const plain = opened.value.range(0, opened.value.size);
  opened.value.close();
  return plain;
}

export interface Recovered {
  /** Whole, or how it ends; either way `bytes` of plaintext from the beginning are authentic and were handed out. */
  readonly end: "whole" | PayloadRefusal["type"];
  readonly bytes: number;
}

/**
 * Everything authentic from the beginning of a file, for a recording whose device died. Refuses only when there is no
 * beginning (header damaged, key does not fit). What was recovered must be kept and shown as cut short. BL-5.
 */
export function recoverFile(
  source: ByteSource,
  keys: readonly OpenKey[],
  write: (plain: Uint8Array) => void,
): Result<Recovered, HeadRefusal> {
  const head = readHead(source, keys);
  if (!head.ok) return head;
  const { payloadKey, payloadStart } = head.value;
  const all = openAll(source, payloadKey, payloadStart, write);
  payloadKey.fill(0);
  if (all.ok) return ok({ end: "whole", bytes: all.value });
  return ok({ end: all.error.type, bytes: all.error.bytes });
}

export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read(into, offset) {
      const piece = bytes.subarray(offset, offset + into.length);
      into.set(piece);
      return piece.length;
    },
  };
}

/** One hybrid recipient makes a head of 1,643 bytes, so the first read is nearly always enough. */
const firstRead = 4_096;

function readHead(source: ByteSource, keys: readonly OpenKey[]): ReturnType<typeof openHead> {
  for (let length = firstRead; ; length *= 4) {
    const bytes = new Uint8Array(Math.min(length, source.size));
    const got = source.read(bytes, 0);
    const head = openHead(bytes.subarray(0, got), keys);
    const more = got < source.size && got < maxHeaderSize + firstRead;
    if (head.ok || head.error.type !== "header-cut-short" || !more) return head;
  }
}

const wholeChunks = (sealed: number): number => Math.max(0, Math.floor(sealed / sealedChunkSize));

function checkEnd(source: ByteSource, payloadKey: Uint8Array, start: number): Result<undefined, PayloadRefusal> {
  const sealed = source.size - start;
  const last = Math.max(0, Math.ceil(sealed / sealedChunkSize) - 1);
  const buffer = new Uint8Array(Math.min(sealedChunkSize, sealed - last * sealedChunkSize));
  const got = source.read(buffer, start + last * sealedChunkSize);
  const end = openLast(payloadKey, last, buffer.subarray(0, got), new Uint8Array(chunkSize));
  const before = last * chunkSize;
  if (end === "whole") return ok(undefined);
  if (end === "altered") return err({ type: "payload-altered", chunk: last, bytes: before });
  return err({ type: "payload-cut-short", bytes: end === "not-last" ? before + chunkSize : before });
}

function openAll(
  source: ByteSource,
  payloadKey: Uint8Array,
  start: number,
  write: (plain: Uint8Array) => void,
): Result<number, PayloadRefusal> {
  const opener = createOpener(payloadKey, write);
  const buffer = new Uint8Array(Math.min(readAtOnce, Math.max(1, source.size - start)));
  for (let offset = start; ; ) {
    const got = source.read(buffer, offset);
    if (got === 0) return opener.final();
    const pass = opener.update(buffer.subarray(0, got));
    if (!pass.ok) return pass;
    offset += got;
  }
}

const readAtOnce = 8 * sealedChunkSize;
