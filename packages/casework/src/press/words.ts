/** The words that every document carries whoever wrote it, in its own language. */
import type { Language } from "./document.ts";

interface Words {
  readonly contents: string;
  readonly notes: string;
  readonly date: string;
  readonly limit: string;
  readonly warning: string;
  /** Read aloud before a footnote's number, and on the way back from it. */
  readonly toNote: string;
  readonly backToText: string;
}

export const words: { readonly [L in Language]: Words } = {
  en: {
    contents: "Contents",
    notes: "Notes",
    date: "Date",
    limit: "Limits",
    warning: "Warning",
    toNote: "note",
    backToText: "back to the text",
  },
  ar: {
    contents: "المحتويات",
    notes: "الحواشي",
    date: "التاريخ",
    limit: "حدود",
    warning: "تنبيه",
    toNote: "حاشية",
    backToText: "عودة إلى النص",
  },
  ckb: {
    contents: "ناوەڕۆک",
    notes: "پەراوێزەکان",
    date: "بەروار",
    limit: "سنوورەکان",
    warning: "ئاگاداری",
    toNote: "پەراوێز",
    backToText: "گەڕانەوە بۆ دەق",
  },
};
