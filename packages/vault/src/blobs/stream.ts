/** A blob, or a part of one, as a web stream. */
import type { AgeFile } from "@amana/format/open";
import type { BlobProblem } from "./ref.ts";

/** The blob turned out damaged while it was being streamed. */
export class BlobDamaged extends Error {
  readonly problem: BlobProblem;
  constructor(problem: BlobProblem) {
    super(problem.type);
    this.name = "BlobDamaged";
    this.problem = problem;
  }
}

/** Closes the file when it is read out, cancelled or found damaged. */
export function blobStream(file: AgeFile, blob: string, offset: number, length: number): ReadableStream<Uint8Array> {
  const end = Math.min(file.size, offset + length);
  let at = offset;
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (at >= end) {
          file.close();
          controller.close();
          return;
        }
        // Up to a boundary of chunks, so that no chunk is opened twice.
        const to = Math.min(end, (Math.floor(at / pieceSize) + 1) * pieceSize);
        const piece = file.range(at, to - at);
        if (!piece.ok) {
          file.close();
          controller.error(new BlobDamaged({ type: "blob-does-not-open", blob, why: piece.error }));
          return;
        }
        at += piece.value.length;
        controller.enqueue(piece.value);
      },
      cancel: () => file.close(),
    },
    { highWaterMark: 1 },
  );
}

/** Four chunks. */
const pieceSize = 262_144;
