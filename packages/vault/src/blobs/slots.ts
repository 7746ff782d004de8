/** The memory two threads share while a large blob is sealed: a ring of slots, each with room for plaintext and ciphertext. */
import { chunkSize, sealedChunkSize } from "@amana/format/seal";

export const slotCount = 4;
export const slotChunks = 16;
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
