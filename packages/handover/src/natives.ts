/**
 * The bytes of sources exactly as received, any size, wherever they are kept: a blob, a stretch of the parent's, the first
 * receipt of the same file. spec/package.md PK-14, PK-15.
 */
import type { Vault } from "@amana/vault";
import { VaultFault } from "@amana/vault";
import { readBlob } from "./blob.ts";
import type { Entry } from "./entry.ts";
import type { Item } from "./selection.ts";

/** Measured by its signed line, not by reading: the copy is compared with it, and a difference stops the package. */
export function nativeEntry(vault: Vault, { path, source, received }: Item): Entry {
  const { bytes, sha256 } = received.file;
  return {
    path,
    bytes,
    sha256,
    *open() {
      const where = vault.view.locate(source);
      if (!where.ok) throw new VaultFault({ type: "blob-missing", blob: source });
      yield* readBlob(vault, where.value.blob, where.value.offset, bytes);
    },
  };
}
