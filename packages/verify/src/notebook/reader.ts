/** What a verifier asks of whoever keeps a notebook, and what may be asked of the verifier. */
export type NotebookReader = {
  readonly id: string;
  /** Exact bytes of line 0. */
  readonly line0: Uint8Array;
  /** All lines in order from position 0, in runs of any length. */
  runs(): Iterable<LineRun>;
  /** In order of size. */
  checkpoints(): Iterable<{ readonly size: number; readonly note: string }>;
};

/** Neighbouring lines as they are kept, in one buffer: a million lines are checked without a million objects. */
export type LineRun = {
  /** Of the first of them. */
  readonly position: number;
  /** Their exact bytes, one line feed between two. A line that was erased or is not disclosed is empty; its digest stays. */
  readonly text: Uint8Array;
  /** Where in `text` each line ends. */
  readonly ends: Uint32Array;
  /** 32 bytes a line. */
  readonly digests: Uint8Array;
};

export type NotebookQuestion = {
  /** The latest signature is always checked. Of the earlier ones: none, all, or every n-th. Roots are compared at every checkpoint. */
  readonly signatures?: "latest" | "all" | { readonly every: number };
  /** Root (32 bytes) of another notebook at a size, where the asker holds it: seals must quote it. */
  readonly rootAt?: (notebook: string, size: number) => Uint8Array | undefined;
  /** Digests (hex) that `erase` lines of other notebooks name. */
  readonly erasedElsewhere?: (digest: string) => boolean;
};
