/**
 * What can be wrong with a vault, by name. Refusals come back as results and faults are thrown; both carry one of these
 * types, and the command line has one sentence and one exit code for each (cli/src/words).
 */
import { DiskFault } from "./disk.ts";

export type VaultTrouble =
  | { readonly type: "no-vault" }
  | { readonly type: "vault-exists" }
  | { readonly type: "vault-newer"; readonly format: number }
  | { readonly type: "vault-file-damaged" }
  /** Keys or record are here without vault.json: not an empty place, and nothing of it may be cleared away. */
  | { readonly type: "vault-file-missing" }
  | { readonly type: "keys-missing" }
  | { readonly type: "keys-damaged" }
  | { readonly type: "wrong-passphrase" }
  | { readonly type: "locked" }
  | { readonly type: "in-use" }
  | { readonly type: "database-missing" }
  | { readonly type: "database-damaged"; readonly code?: string }
  | { readonly type: "disk-full" }
  | { readonly type: "read-only" }
  | { readonly type: "disk-error"; readonly code: string }
  /** Somebody else owns the place where the key holder would listen. */
  | { readonly type: "socket-not-private" }
  | { readonly type: "blob-missing"; readonly blob: string }
  | { readonly type: "blob-damaged"; readonly blob: string }
  /** A text that does not fit its field or its line: `at` is the field's path, never its content. */
  | { readonly type: "body-refused"; readonly kind: string; readonly at: string }
  | { readonly type: "locked-while-working" };

export class VaultFault extends Error {
  readonly trouble: VaultTrouble;
  constructor(trouble: VaultTrouble, cause?: unknown) {
    super(trouble.type, { cause });
    this.name = "VaultFault";
    this.trouble = trouble;
  }
}

const full: readonly string[] = ["ENOSPC", "EDQUOT", "EFBIG", "SQLITE_FULL"];
const readOnly: readonly string[] = ["EROFS", "EACCES", "EPERM"];
const broken: readonly string[] = ["EIO", "EMFILE", "ENFILE", "SQLITE_CANTOPEN"];

/** Turns what the operating system or SQLite throws into a fault with a name; anything else is passed on as it is. */
export function faultFrom(error: unknown): unknown {
  if (error instanceof VaultFault || !(error instanceof Error)) return error;
  const code = String((error as { code?: unknown }).code ?? "");
  if (full.includes(code)) return new VaultFault({ type: "disk-full" }, error);
  if (readOnly.includes(code) || code.startsWith("SQLITE_READONLY"))
    return new VaultFault({ type: "read-only" }, error);
  if (code === "SQLITE_BUSY" || code === "SQLITE_LOCKED") return new VaultFault({ type: "in-use" }, error);
  if (code === "SQLITE_NOTADB" || code.startsWith("SQLITE_CORRUPT"))
    return new VaultFault({ type: "database-damaged", code }, error);
  // Whatever else a vault's own disk refuses (disk.ts) is the disk's trouble, not a defect of ours.
  if (code.startsWith("SQLITE_IOERR") || broken.includes(code) || error instanceof DiskFault)
    return new VaultFault({ type: "disk-error", code }, error);
  return error;
}
