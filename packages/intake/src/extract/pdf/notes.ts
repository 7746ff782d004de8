/** Words on a page that are not in its content: form fields with their values, comments and other annotations. */
import type * as mupdf from "mupdf";
import { attempt } from "./faults.ts";
import type { PlacedLine } from "./passages.ts";

/** A page may claim any number of annotations. */
const mostPerPage = 2_000;

/** One line per field or comment, with the author where one is named. Values the page already shows are not repeated. */
export function pageNotes(page: mupdf.PDFPage, shown: string): PlacedLine[] {
  const out: PlacedLine[] = [];
  const add = (text: string, box: () => mupdf.Rect): void => {
    const plain = text.replace(/[\p{Cc}\s]+/gu, " ").trim();
    if (plain !== "" && !shown.includes(plain)) out.push({ text: plain, box: attempt(box) ?? [0, 0, 0, 0] });
  };
  for (const widget of (attempt(() => page.getWidgets()) ?? []).slice(0, mostPerPage)) {
    const value = attempt(() => fieldValue(widget));
    if (value === undefined || value === "" || shown.includes(value)) continue;
    const label = attempt(() => widget.getLabel()) || attempt(() => widget.getName()) || "";
    add(label === "" ? value : `${label}: ${value}`, () => widget.getBounds());
  }
  for (const annotation of (attempt(() => page.getAnnotations()) ?? []).slice(0, mostPerPage)) {
    const type = attempt(() => annotation.getType());
    if (type === undefined || type === "Popup" || type === "Link" || type === "Widget") continue;
    const contents = attempt(() => annotation.getContents()) ?? "";
    if (contents.trim() === "" || shown.includes(contents.trim())) continue;
    const author = attempt(() => (annotation.hasAuthor() ? annotation.getAuthor() : "")) ?? "";
    add(author === "" ? contents : `${author}: ${contents}`, () => annotation.getBounds());
  }
  return out;
}

function fieldValue(widget: mupdf.PDFWidget): string {
  // A signature's value is binary, a button's the name of its appearance, a password must not be shown.
  if (!widget.isText() && !widget.isChoice() && !widget.isCheckbox() && !widget.isRadioButton()) return "";
  if (widget.isText() && widget.isPassword()) return "";
  const value = widget.getValue();
  return value === "Off" ? "" : value.trim();
}
