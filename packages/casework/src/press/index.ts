/** From a document to PDF, DOCX and HTML: the same model in three forms, in English, Arabic and Sorani. */
export {
  type Block,
  type Column,
  code,
  type Direction,
  type Document,
  directionOf,
  emphasis,
  type Field,
  type Inline,
  type Inlines,
  link,
  type Note as Footnote,
  note,
  type Part,
  type Plain,
  type PressRefusal,
  plainText,
  type Sink,
  strong,
  type Table,
  text,
} from "./document.ts";
export { type DocxRefusal, renderDocx } from "./docx.ts";
export { renderHtml } from "./html.ts";
export { type PdfOptions, renderPdf } from "./pdf/render.ts";
