/**
 * What a parser is given and what it may say. Parsers run in a process of their own that has no key, no network and no
 * file: bytes come on demand through `Raw`, everything found goes out through `Sink`. Nothing here touches a disk.
 */

/** The bytes of one source. `read` is synchronous: the process asks its parent and waits. */
export interface Raw {
  readonly size: number;
  /** The name as received: a hint for the type, never trusted, never used as a path. */
  readonly name: string;
  /** Up to `length` bytes from `offset`; fewer only at the end of the source. */
  read(offset: number, length: number): Uint8Array;
  /** The whole source, or a `TooLarge` problem is thrown when it is over `limit` bytes (default 256 MiB). */
  all(limit?: number): Uint8Array;
}

/** Where in a source a passage stands. Pages, rows and paragraphs count from 1; times are milliseconds from the start. */
export type Place =
  | { readonly type: "whole" }
  | { readonly type: "page"; readonly page: number; readonly label?: string }
  | { readonly type: "time"; readonly from: number; readonly to: number }
  | { readonly type: "cell"; readonly sheet: string; readonly row: number; readonly column?: number }
  | { readonly type: "paragraph"; readonly paragraph: number }
  | { readonly type: "part"; readonly part: "subject" | "body" | "header" | "notes"; readonly paragraph: number }
  | { readonly type: "message"; readonly message: number; readonly at?: string; readonly by?: string };

/**
 * One line of text on the page: `from`..`to` in UTF-16 units of the passage's text, box in hundredths of a point (PDF)
 * or pixels (picture), origin at the top left. Kept so that a quotation can be shown, and blacked out, where it stands.
 */
export type LineBox = readonly [from: number, to: number, x0: number, y0: number, x1: number, y1: number];

/** A pinpointed part of a source, in reading order and logical (not visual) character order. At most 4,000 UTF-16 units. */
export interface Passage {
  readonly text: string;
  readonly place: Place;
  readonly boxes?: readonly LineBox[];
}

export type LayerKind = "text" | "ocr" | "transcript" | "translation";

export interface LayerInfo {
  readonly kind: LayerKind;
  /** Tool and exact version, and what it was told: a court must be able to repeat it. */
  readonly tool: string;
  readonly version: string;
  readonly settings?: string;
  /**
   * `numbers-unconfirmed`: digits were read by OCR and must be confirmed on the picture before they become a fact.
   * `text-doubtful`: the text layer and the picture differ, or letters are missing.
   * `find-only`: good for finding, not for quoting (text of an Arabic-script PDF).
   * `cut-short`: a limit was reached; the rest of the text was not read.
   */
  readonly flags?: readonly LayerFlag[];
}
export type LayerFlag = "numbers-unconfirmed" | "text-doubtful" | "find-only" | "cut-short";

export interface LayerSink {
  passage(passage: Passage): void;
  /** `flags` adds what was only known at the end, such as `cut-short`. */
  end(flags?: readonly LayerFlag[]): void;
}

/** Facts the file states about itself. Testimony of the file, not ours; dates as RFC 3339, or as written when not readable. */
export interface Metadata {
  readonly title?: string;
  readonly author?: string;
  readonly from?: string;
  readonly to?: readonly string[];
  readonly cc?: readonly string[];
  readonly bcc?: readonly string[];
  readonly subject?: string;
  readonly messageId?: string;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  /** When the content says it was made, sent or recorded. */
  readonly date?: string;
  readonly modified?: string;
  readonly software?: string;
  readonly pages?: number;
  readonly durationMs?: number;
  readonly width?: number;
  readonly height?: number;
  /** Decimal degrees, WGS 84. */
  readonly latitude?: number;
  readonly longitude?: number;
  readonly cameraMake?: string;
  readonly cameraModel?: string;
  /** 64-bit perceptual hashes of pictures, hex. */
  readonly dhash?: string;
  readonly phash?: string;
  readonly url?: string;
  /** Everything else worth keeping, as text. At most 200 entries of 2,000 characters. */
  readonly other?: Readonly<Record<string, string>>;
}

export interface ChildInfo {
  /** The member's or attachment's own name as written inside; may hold anything, is never a path of ours. */
  readonly name: string;
  /** Position in the family, from 1. */
  readonly position: number;
  /** The media type the container claims; a hint. */
  readonly claimedType?: string;
  readonly role: "attachment" | "inline" | "member" | "message" | "record";
  /** When the container says it was changed; RFC 3339. */
  readonly modified?: string;
}

/** Streams a child's bytes out. Throws when an expansion limit is passed: let it pass through, the parent keeps what came before. */
export interface ChildSink {
  write(bytes: Uint8Array): void;
  end(): void;
  /** Ends it as not whole: the rest could not be had. What is neither ended nor given up is not whole either. */
  giveUp?(): void;
}

/**
 * Why something could not be read. The code goes into the record and to the person; detail holds ids, numbers, offsets
 * and library words only, never names or text out of the file.
 */
export interface Problem {
  readonly code: ProblemCode;
  readonly detail?: string;
  /** True when part of the source was read all the same. */
  readonly partly?: boolean;
}
export type ProblemCode =
  | "locked" // password-protected or encrypted
  | "damaged" // cut short or malformed
  | "unknown-type" // no parser for this type
  | "not-supported" // type known, this variant not readable here
  | "too-large" // over a size limit
  | "too-deep" // nested deeper than allowed
  | "expands-too-far" // compressed bomb
  | "took-too-long" // time limit (set by the pool)
  | "took-too-much-memory" // memory limit (set by the pool)
  | "parser-crashed" // set by the pool
  | "empty" // no bytes
  | "no-text" // nothing to read in it, e.g. a picture without OCR
  | "tool-missing"; // needs a program this machine does not have; detail names it

export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(code: ProblemCode, detail?: string) {
    super(detail === undefined ? code : `${code}: ${detail}`);
    this.name = "ProblemError";
    this.problem = detail === undefined ? { code } : { code, detail };
  }
}

export interface Sink {
  meta(metadata: Metadata): void;
  /** Opens a layer; several may be made for one source (text and OCR of the same page). */
  layer(info: LayerInfo): LayerSink;
  child(info: ChildInfo): ChildSink;
  /**
   * A child that lies uncompressed and unencoded inside the parent (a message of an mbox, a stored zip member): no second
   * copy is made, the child is the parent's bytes from `offset`.
   */
  childRange(info: ChildInfo, offset: number, length: number): void;
  /** A small picture for lists, longest side at most 512 px, webp or jpeg. One a source. */
  preview(bytes: Uint8Array, mediaType: string): void;
  /** These pages (from 1) hold no usable text: read them by OCR later. */
  needsOcr(pages: readonly number[], reason: "no-text" | "text-doubtful" | "picture"): void;
  problem(problem: Problem): void;
}

/** Limits a parser must keep by itself; the pool enforces time and memory from outside. */
export interface Limits {
  /** All text of one source, in UTF-16 units. */
  readonly textUnits: number; // default 20,000,000
  /** All bytes of all children of one container. */
  readonly expandedBytes: number; // default 4 GiB for stored data; see ratio
  /** Expanded over compressed size, per container, counted beyond the first 200 MiB. */
  readonly ratio: number; // default 1,000
  readonly entries: number; // default 200,000
}
export const defaultLimits: Limits = {
  textUnits: 20_000_000,
  expandedBytes: 4 * 2 ** 30,
  ratio: 1_000,
  entries: 200_000,
};

/** Media types are IANA where one exists. `Extractor` is chosen by the detected type, never by the extension alone. */
export interface Extractor {
  /** Types it reads, e.g. "message/rfc822". */
  readonly types: readonly string[];
  extract(raw: Raw, type: string, sink: Sink, limits: Limits): Promise<void>;
}
