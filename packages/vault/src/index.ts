/** Where the record is kept: keys, encrypted database, sealed blobs, append, projection. The only place with a database. */

export type { AgeFile as OpenBlob } from "@amana/format/open";
export { type BackedUp, backUp, restore } from "./backup.ts";
export * from "./blob-ref.ts";
export type { BlobProblem, BlobRef } from "./blobs/ref.ts";
export type { BlobStore } from "./blobs/store.ts";
export { type Created, createVault } from "./create.ts";
export { isRecordHead } from "./db/head.ts";
export { type EraseOrder, type ErasePlan, type EraseRefusal, erase, planErase } from "./erase.ts";
export * from "./faults.ts";
export { askToLock, type HolderStatus, holderStatus, type Lease, leaseKeys } from "./holder/client.ts";
export { startHolder } from "./holder/start.ts";
export { type Keys, wipeKeys } from "./keys/bundle.ts";
export {
  generateDigits,
  generateWords,
  judgePassphrase,
  normalisePassphrase,
  type PassphraseTooWeak,
} from "./keys/passphrase.ts";
export { FORMAT, formatVaultFile, paths, type VaultFile } from "./layout.ts";
export type { Commit } from "./log/append.ts";
export type { World } from "./log/world.ts";
export type { HistoryOptions, LinePlace, NotebookRow } from "./read/log.ts";
export { hasSql, type PassageFilter, type PassageMatches } from "./read/passages.ts";
export type { IdRefusal } from "./read/records.ts";
export type { Resting } from "./read/resting.ts";
export type * from "./read/rows.ts";
export * from "./read/select/condition.ts";
export type * from "./read/tables.ts";
export type { ActAxis, Axis, Basis, Tally } from "./read/tally.ts";
export type { PassageText, PassageTexts } from "./read/text.ts";
export type { Dated, Timeline } from "./read/timeline.ts";
export type { VaultView } from "./read/view.ts";
export { latestSeal, type Sealed, seal } from "./seal.ts";
export { readVaultFile, unlockKeys } from "./unlock.ts";
export { type OpenOptions, realWorld, Vault } from "./vault.ts";
