/** Opening PDFs with mupdf (WASM, nothing printed, nothing run): locked and broken files become problems of the contract. */
import * as mupdf from "mupdf";
import { ProblemError, type Raw } from "../contract.ts";
import { damage } from "./faults.ts";

/** mupdf's own version, as the lock file pins it: part of what a court needs to repeat a reading. */
export const mupdfVersion = "1.28.1";

/** Below this a file is handed over whole; above, mupdf reads what it needs. */
const wholeBytes = 32 * 2 ** 20;
const windowBytes = 2 ** 20;

// mupdf reports every broken object on stderr, with text out of the file. We report by our own problems instead.
mupdf.setLog({ error() {}, warning() {} });

/** Throws `empty`, `damaged` or `locked`. The caller destroys the document. */
export function openPdf(raw: Raw): mupdf.Document {
  if (raw.size === 0) throw new ProblemError("empty");
  let document: mupdf.Document;
  try {
    document = mupdf.Document.openDocument(raw.size <= wholeBytes ? raw.all() : streamOf(raw), "application/pdf");
  } catch (error) {
    throw damage(error, "open");
  }
  try {
    if (document.needsPassword() && document.authenticatePassword("") === 0) throw new ProblemError("locked");
  } catch (error) {
    document.destroy();
    throw error instanceof ProblemError ? error : damage(error, "password");
  }
  return document;
}

function streamOf(raw: Raw): mupdf.Stream {
  let from = 0;
  let window = new Uint8Array(0);
  return new mupdf.Stream({
    fileSize: () => raw.size,
    read(memory, offset, length, position) {
      if (position >= raw.size) return 0;
      if (position < from || position >= from + window.length) {
        window = raw.read(position, windowBytes).slice();
        from = position;
      }
      const part = window.subarray(position - from, position - from + length);
      memory.set(part, offset);
      return part.length;
    },
    close() {},
  });
}
