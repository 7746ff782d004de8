/**
 * The first 24 bytes of record.db stand in clear and are covered by no tag: the cipher's salt, which a raw key does not use,
 * and eight bytes of SQLite's header. The record remembers the salt, so that a changed bit there is seen as anywhere else.
 */
import { closeSync, openSync, readSync } from "node:fs";

/** Page size 4096; written as WAL, or by a copy that no connection has opened yet; 64 reserved bytes; SQLite's constants. */
const plainHeads: readonly string[] = ["1000020240402020", "1000010140402020"];
const SALT_BYTES = 16;

/** Hex of 16 bytes. It stays the same for as long as the file lives, and in its copies. */
export function recordSalt(file: string): string {
  return head(file).subarray(0, SALT_BYTES).toString("hex");
}

export function isRecordHead(file: string, salt: string): boolean {
  const found = head(file);
  return (
    found.subarray(0, SALT_BYTES).toString("hex") === salt &&
    plainHeads.includes(found.subarray(SALT_BYTES).toString("hex"))
  );
}

function head(file: string): Buffer {
  const bytes = Buffer.alloc(24);
  const open = openSync(file, "r");
  try {
    readSync(open, bytes, 0, bytes.length, 0);
    return bytes;
  } finally {
    closeSync(open);
  }
}
