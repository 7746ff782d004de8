/** Reports: a person's, a group's, an incident's file, or a whole dossier, as a document with a footnote for every statement. */
export { type Document, renderDocx, renderHtml, renderPdf, type Sink } from "../press/index.ts";
export type { HeadShown, RecordState, ReportOrder, ReportRefusal, Subject as ReportSubject } from "./order.ts";
export { type Report, reportOn } from "./report.ts";
