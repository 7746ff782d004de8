/** Opening age files: by identity or passphrase, whole, by range, or what is left of one cut short. spec/blob.md. */
export {
  type AgeFile,
  type ByteSource,
  bytesSource,
  type FileRefusal,
  openBytes,
  openFile,
  type Recovered,
  recoverFile,
} from "./file.ts";
export { type IdentityRefusal, type OpenKey, parseIdentity, passphraseKey, type StanzaRefusal } from "./keys.ts";
export { createOpener, type Opener, type PayloadRefusal } from "./opener.ts";
export { type HeadRefusal, type OpenedHead, openHead } from "./openHead.ts";
export type { HeaderRefusal } from "./parseHeader.ts";
