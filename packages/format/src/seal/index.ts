/**
 * Making age files. Everything a device that must not read back what it wrote may carry: nothing reachable from here
 * can open a file (checked by a test). Opening lives in /open. spec/blob.md.
 */
export { parseRecipient, type Recipient, type RecipientRefusal, recipientText } from "../age/keys.ts";
export { chunkSize, sealedChunkSize, sealedSize } from "../age/stream.ts";
export { type Head, headFor, headForPassphrase, type SealRefusal } from "./head.ts";
export { type HybridKey, newHybridKey } from "./newKey.ts";
export { createSealer, type Sealer, sealBytes, sealRun } from "./sealer.ts";
