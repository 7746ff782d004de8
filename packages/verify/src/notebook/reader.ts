/** What a verifier asks of whoever keeps a notebook, and what may be asked of the verifier. */
export type NotebookReader = {
  readonly id: string;
  /** Exact bytes of line 0. */
  readonly line0: Uint8Array;
  /** In order from position 0. `bytes` is undefined for a line that was erased or is not disclosed; its digest stays. */
  lines(): Iterable<{ readonly position: number; readonly bytes: Uint8Array | undefined; readonly digest: Uint8Array }>;
  /** In order of size. */
  checkpoints(): Iterable<{ readonly size: number; readonly note: string }>;
};

export type NotebookQuestion = {
  /** The latest signature is always checked. Of the earlier ones: none, all, or every n-th. Roots are compared at every checkpoint. */
  readonly signatures?: "latest" | "all" | { readonly every: number };
  /** Root (32 bytes) of another notebook at a size, where the asker holds it: seals must quote it. */
  readonly rootAt?: (notebook: string, size: number) => Uint8Array | undefined;
  /** Digests (hex) that `erase` lines of other notebooks name. */
  readonly erasedElsewhere?: (digest: string) => boolean;
};
