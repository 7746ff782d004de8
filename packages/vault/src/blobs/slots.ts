/** The memory two threads share while a large blob is sealed: a ring of slots, each with room for plaintext and ciphertext. */
import type { Hash } from "node:crypto";
import { chunkSize, sealedChunkSize, sealRun } from "@amana/format/seal";

export const slotCount = 8;
export const slotChunks = 8;
export const slotSize = slotChunks * chunkSize;
const sealedSlotSize = slotChunks * sealedChunkSize;
const plainArea = slotCount * slotSize;

export function newSlots(): SharedArrayBuffer {
  return new SharedArrayBuffer(plainArea + slotCount * sealedSlotSize);
}

/** All plaintext slots in a row, to fill or to wipe. */
export function plainSlots(memory: SharedArrayBuffer): Uint8Array {
  return new Uint8Array(memory, 0, plainArea);
}

export function plainSlot(memory: SharedArrayBuffer, slot: number): Uint8Array {
  return new Uint8Array(memory, slot * slotSize, slotSize);
}

export function sealedSlot(memory: SharedArrayBuffer, slot: number): Uint8Array {
  return new Uint8Array(memory, plainArea + slot * sealedSlotSize, sealedSlotSize);
}

export interface Portion {
  readonly slot: number;
  /** Bytes of plaintext in the slot; whole chunks unless `last`. */
  readonly length: number;
  /** Number of the portion's first chunk in the file. */
  readonly counter: number;
  readonly last: boolean;
}

/** Fingerprints and seals one slot; returns the bytes now in its sealed half. */
export function sealPortion(payloadKey: Uint8Array, memory: SharedArrayBuffer, portion: Portion, hash: Hash): number {
  const plain = plainSlot(memory, portion.slot).subarray(0, portion.length);
  const sealed = sealedSlot(memory, portion.slot);
  let written = 0;
  let at = 0;
  // Chunk by chunk, so that what was just fingerprinted is still in the processor's cache when it is sealed.
  do {
    const piece = plain.subarray(at, at + chunkSize);
    hash.update(piece);
    const counter = portion.counter + at / chunkSize;
    const last = portion.last && at + chunkSize >= plain.length;
    written += sealRun(payloadKey, counter, piece, last, sealed.subarray(written));
    at += chunkSize;
  } while (at < plain.length);
  return written;
}
