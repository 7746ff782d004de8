/** A member on its way in: its bytes as they come, what is known when all are there, and where they then stand. */
import type { Blob } from "@amana/record";
import type { Bytes } from "./bytes.ts";

export interface Incoming {
  write(bytes: Uint8Array): Promise<void>;
  end(): Promise<Arrived>;
  abandon(): Promise<void>;
}

/** Bytes of a member, all there: kept when they are new, dropped when they are known. */
export interface Arrived {
  readonly sha256: string;
  readonly bytes: number;
  keep(): Promise<Kept>;
  drop(): void;
}

/** Where bytes stand for good; `bytes` gives them back, from memory while they are there. */
export interface Kept {
  readonly blob?: Blob;
  readonly within?: { readonly offset: number; readonly length: number };
  readonly bytes: () => Bytes;
}
