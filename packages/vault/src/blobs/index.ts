/** Sealed blobs on disk. spec/blob.md. */
export type { BlobCheck } from "./check.ts";
export { type Engine, inlineEngine, SealingThreadLost, threadEngine } from "./engine.ts";
export { type BlobProblem, type BlobRef, type Fingerprint, isBlobName } from "./ref.ts";
export type { BlobSource } from "./source.ts";
export { type BlobStore, type BlobStoreOptions, openBlobStore } from "./store.ts";
export { BlobDamaged } from "./stream.ts";
