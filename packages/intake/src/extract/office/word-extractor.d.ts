/** The part of word-extractor 1.0.4 that is used here; the package brings no types. */
declare module "word-extractor" {
  interface TextOptions {
    /** True (the default) would replace typographic quotes and dashes by ASCII. */
    readonly filterUnicode?: boolean;
    readonly includeFooters?: boolean;
  }
  interface Document {
    getBody(options?: TextOptions): string;
    getFootnotes(options?: TextOptions): string;
    getEndnotes(options?: TextOptions): string;
    getHeaders(options?: TextOptions): string;
    getAnnotations(options?: TextOptions): string;
    getTextboxes(options?: TextOptions): string;
  }
  export default class WordExtractor {
    extract(source: Buffer): Promise<Document>;
  }
}
