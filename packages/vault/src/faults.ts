/**
 * What can be wrong with a vault, by name. Refusals come back as results and faults are thrown; both carry one of these
 * types, and the command line has one sentence and one exit code for each (cli/src/words).
 */
export type VaultTrouble =
  | { readonly type: "no-vault" }
  | { readonly type: "vault-exists" }
  | { readonly type: "vault-newer"; readonly format: number }
  | { readonly type: "vault-file-damaged" }
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
  | { readonly type: "blob-missing"; readonly blob: string }
  | { readonly type: "blob-damaged"; readonly blob: string }
  | { readonly type: "locked-while-working" };

export class VaultFault extends Error {
  readonly trouble: VaultTrouble;
  constructor(trouble: VaultTrouble, cause?: unknown) {
    super(trouble.type, { cause });
    this.name = "VaultFault";
    this.trouble = trouble;
  }
}

/** Turns what the operating system or SQLite throws into a fault with a name; anything else is passed on as it is. */
export function faultFrom(error: unknown): unknown {
  if (error instanceof VaultFault || !(error instanceof Error)) return error;
  const code = String((error as { code?: unknown }).code ?? "");
  if (code === "ENOSPC" || code === "EDQUOT" || code === "SQLITE_FULL") return new VaultFault({ type: "disk-full" }, error);
  if (code === "EROFS" || code === "EACCES" || code === "EPERM" || code.startsWith("SQLITE_READONLY"))
    return new VaultFault({ type: "read-only" }, error);
  if (code === "SQLITE_BUSY" || code === "SQLITE_LOCKED") return new VaultFault({ type: "in-use" }, error);
  if (code === "SQLITE_NOTADB" || code.startsWith("SQLITE_CORRUPT")) return new VaultFault({ type: "database-damaged", code }, error);
  if (code.startsWith("SQLITE_IOERR") || code === "SQLITE_CANTOPEN" || code === "EIO")
    return new VaultFault({ type: "disk-error", code }, error);
  return error;
}
