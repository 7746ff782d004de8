/**
 * What is to be set: a document as data, without a word about how it looks. The same value becomes PDF, DOCX or HTML.
 * Everything a person typed stays a plain string in here; no writer reads it as markup.
 */

/** English, Arabic, Sorani in Arabic script. Decides fixed words, digits and the direction of the page. */
export type Language = "en" | "ar" | "ckb";
export type Direction = "ltr" | "rtl";

export interface Document {
  readonly language: Language;
  readonly title: string;
  readonly subtitle?: string;
  /** Printed on the cover in this order: who made it, for whom, from what. */
  readonly cover: readonly { readonly label: string; readonly value: string }[];
  /** Printed on every page, for example "Practice archive: every person is invented". */
  readonly mark?: string;
  /** `2026-11-23` or `2026-11-23T09:30:00Z`. Printed as it is; also the time of making inside the files, as no clock is asked. */
  readonly date: string;
  /** Digits of page and footnote numbers; what a person typed keeps its own. Default: Latin in English, Arabic-Indic otherwise. */
  readonly digits?: "latin" | "arabic";
  /** Headings of parts down to this level are listed after the cover with their pages. Absent: no table of contents. */
  readonly outline?: 1 | 2 | 3;
  /**
   * Where a PDF sets notes: at the foot of the page, or beneath each part, which takes the typesetter half the time. Default:
   * the page. Word always has footnotes, HTML always sets them beneath the part.
   */
  readonly notes?: "page" | "entry";
  /** Taken once, one after another: a part may be forgotten as soon as the next is asked for. */
  readonly parts: Iterable<Part> | AsyncIterable<Part>;
}

/** One entry: what belongs under one heading. Many small parts set faster than one that is endless. */
export interface Part {
  /** For links. Unique in the document. */
  readonly id?: string;
  readonly level: 1 | 2 | 3;
  readonly heading?: string;
  readonly blocks: Iterable<Block>;
}

export type Block =
  | { readonly kind: "heading"; readonly level: 2 | 3 | 4; readonly inlines: Inlines }
  /** `language` turns the whole block: an Arabic paragraph in an English report begins at the right. */
  | { readonly kind: "paragraph"; readonly inlines: Inlines; readonly language?: Language }
  | Table
  /** A definition table: one label and what is said under it. */
  | { readonly kind: "fields"; readonly fields: readonly Field[] }
  | { readonly kind: "quotation"; readonly inlines: Inlines; readonly language?: Language; readonly source?: Inlines }
  | { readonly kind: "list"; readonly ordered?: boolean; readonly items: readonly Inlines[] }
  /** What a reader must not overlook: what the document cannot show, what must not be done with it. */
  | { readonly kind: "callout"; readonly tone: "limit" | "warning"; readonly title?: string; readonly inlines: Inlines }
  | { readonly kind: "page-break" };

export interface Field {
  readonly label: string;
  readonly inlines: Inlines;
}

export interface Table {
  readonly kind: "table";
  readonly columns: readonly Column[];
  /** Repeated on each page the table reaches; no footnotes in it, since they would be repeated too. */
  readonly header: readonly (readonly Plain[])[];
  /** A row has as many cells as there are columns; missing ones stay empty, further ones are a defect of the caller. */
  readonly rows: Iterable<readonly Inlines[]>;
}

export interface Column {
  /** Relative to the other columns; 1 when absent. */
  readonly width?: number;
  /** `start` is where reading begins: left in English, right in Arabic. */
  readonly align?: "start" | "center" | "end";
}

/** A bare string is text in the language of its block. Directions inside it are found and kept apart (runs.ts). */
export type Plain =
  | string
  | { readonly kind: "text"; readonly text: string; readonly language: Language }
  | { readonly kind: "strong" | "emphasis"; readonly inlines: readonly Plain[] }
  /** Record ids and hashes: monospaced, always left to right, may break anywhere. */
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "link"; readonly to: string; readonly inlines: readonly Plain[] };
/** Numbered through the document, in the order of reading. */
export interface Note {
  readonly kind: "note";
  readonly inlines: readonly Plain[];
}
export type Inline = Plain | Note;
export type Inlines = readonly Inline[];

/** Where a file goes, piece by piece; the next piece waits for the promise. */
export interface Sink {
  write(bytes: Uint8Array): void | Promise<void>;
}

/** The typesetter or one of its typefaces is not installed on this machine: PDF cannot be made, HTML and DOCX can. */
export type PressRefusal = { readonly type: "typesetter-missing" };

export function directionOf(language: Language): Direction {
  return language === "en" ? "ltr" : "rtl";
}

export const text = (words: string, language: Language): Plain => ({ kind: "text", text: words, language });
export const strong = (...inlines: readonly Plain[]): Plain => ({ kind: "strong", inlines });
export const emphasis = (...inlines: readonly Plain[]): Plain => ({ kind: "emphasis", inlines });
export const code = (words: string): Plain => ({ kind: "code", text: words });
export const link = (to: string, ...inlines: readonly Plain[]): Plain => ({ kind: "link", to, inlines });
export const note = (...inlines: readonly Plain[]): Note => ({ kind: "note", inlines });

/** The plain words, for bookmarks and tests. */
export function plainText(inlines: Inlines): string {
  return inlines
    .map((inline) => {
      if (typeof inline === "string") return inline;
      if (inline.kind === "text" || inline.kind === "code") return inline.text;
      return inline.kind === "note" ? "" : plainText(inline.inlines);
    })
    .join("");
}
