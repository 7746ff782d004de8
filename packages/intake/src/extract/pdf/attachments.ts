/**
 * Files inside a PDF become children: the EmbeddedFiles name tree (portfolios too) and file-attachment annotations
 * (PDF 32000-1, 7.11.4). Trees may be cyclic and streams may expand without end: both are bounded.
 */
import { constants, inflateSync } from "node:zlib";
import type * as mupdf from "mupdf";
import { type ChildInfo, type Limits, ProblemError, type Sink } from "../contract.ts";
import { isFileError } from "./faults.ts";
import { pdfDate } from "./metadata.ts";

const freeBytes = 200 * 2 ** 20;
/** Filters other than plain deflate are mupdf's; it has no limit of its own, so only streams of this size go there. */
const otherFilterBytes = 32 * 2 ** 20;

/** Gives every embedded file to the sink and tells how many there were. */
export class Attachments {
  readonly #sink: Sink;
  readonly #limits: Limits;
  readonly #seen = new Set<number>();
  #expanded = 0;
  #position = 0;

  constructor(sink: Sink, limits: Limits) {
    this.#sink = sink;
    this.#limits = limits;
  }

  /** The document's own tree of embedded files. */
  fromTree(pdf: mupdf.PDFDocument): void {
    const root = pdf.getTrailer().get("Root", "Names", "EmbeddedFiles");
    const visited = new Set<number>();
    const waiting: mupdf.PDFObject[] = [root];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (!node.isDictionary()) continue;
      if (node.isIndirect()) {
        if (visited.has(node.asIndirect())) continue;
        visited.add(node.asIndirect());
      }
      if (visited.size > 10_000) return;
      const names = node.get("Names");
      for (let i = 1; names.isArray() && i < names.length && this.#position < this.#limits.entries; i += 2)
        this.give(names.get(i));
      const kids = node.get("Kids");
      for (let i = Math.min(kids.isArray() ? kids.length : 0, 10_000) - 1; i >= 0; i--) waiting.push(kids.get(i));
    }
  }

  /** Files pinned to a page. */
  fromPage(page: mupdf.PDFPage): void {
    const list = page.getObject().get("Annots");
    for (let i = 0; list.isArray() && i < Math.min(list.length, 10_000); i++) {
      const annotation = list.get(i);
      const kind = annotation.get("Subtype");
      if (kind.isName() && kind.asName() === "FileAttachment") this.give(annotation.get("FS"));
    }
  }

  give(specification: mupdf.PDFObject): void {
    if (!specification.isDictionary()) return;
    const embedded = specification.get("EF");
    const stream = ["UF", "F", "Unix", "DOS", "Mac"].map((key) => embedded.get(key)).find((each) => each.isStream());
    if (stream === undefined) return;
    if (stream.isIndirect()) {
      if (this.#seen.has(stream.asIndirect())) return;
      this.#seen.add(stream.asIndirect());
    }
    const position = ++this.#position;
    let bytes: Uint8Array;
    try {
      bytes = this.#contents(stream);
    } catch (error) {
      if (!isFileError(error)) throw error;
      const problem = error instanceof ProblemError ? error.problem : ({ code: "damaged" } as const);
      this.#sink.problem({ ...problem, detail: `embedded file ${position}`, partly: true });
      return;
    }
    this.#expanded += bytes.length;
    const child = this.#sink.child(childInfo(specification, stream, position));
    for (let at = 0; at < bytes.length; at += 2 ** 20) child.write(bytes.subarray(at, at + 2 ** 20));
    child.end();
  }

  #contents(stream: mupdf.PDFObject): Uint8Array {
    const raw = take(stream.readRawStream());
    const filter = stream.get("Filter");
    const name = filter.isArray() && filter.length === 1 ? filter.get(0) : filter;
    const room = Math.min(
      this.#limits.expandedBytes - this.#expanded,
      Math.max(freeBytes, raw.length * this.#limits.ratio),
      2 ** 31 - 1,
    );
    if (filter.isNull() || (filter.isArray() && filter.length === 0)) return raw;
    if (name.isName() && ["FlateDecode", "Fl"].includes(name.asName()) && stream.get("DecodeParms").isNull())
      return inflate(raw, room);
    if (raw.length > otherFilterBytes) throw new ProblemError("too-large");
    return take(stream.readStream());
  }
}

function inflate(raw: Uint8Array, room: number): Uint8Array {
  try {
    // A deflate stream that was cut short still gives what came before.
    return inflateSync(raw, { maxOutputLength: Math.max(1, room), finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    throw new ProblemError(code === "ERR_BUFFER_TOO_LARGE" ? "expands-too-far" : "damaged");
  }
}

function take(buffer: mupdf.Buffer): Uint8Array {
  try {
    return buffer.asUint8Array().slice();
  } finally {
    buffer.destroy();
  }
}

function childInfo(specification: mupdf.PDFObject, stream: mupdf.PDFObject, position: number): ChildInfo {
  const text = (object: mupdf.PDFObject): string | undefined => (object.isString() ? object.asString() : undefined);
  const name = text(specification.get("UF")) ?? text(specification.get("F")) ?? "";
  const subtype = stream.get("Subtype");
  const claimed = subtype.isName() && subtype.asName().includes("/") ? subtype.asName() : undefined;
  const modified = pdfDate(text(stream.get("Params", "ModDate")));
  return {
    name: name.toWellFormed().slice(0, 1_000).toWellFormed(),
    position,
    role: "attachment",
    ...(claimed === undefined ? {} : { claimedType: claimed.slice(0, 200) }),
    ...(modified === undefined ? {} : { modified }),
  };
}
