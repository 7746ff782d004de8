/** Words that stand somewhere in the archive, and the place: what a fact cites and a test looks for. */
export type QuotePlace =
  | { readonly type: "page"; readonly page: number }
  /** Milliseconds from the beginning. */
  | { readonly type: "time"; readonly from: number; readonly to: number }
  /** Row as the program numbers it: the heading is row 1. */
  | { readonly type: "row"; readonly sheet: string; readonly row: number }
  /** From 1, notices of the app counted too. */
  | { readonly type: "message"; readonly message: number }
  | { readonly type: "whole" };

export interface Quote {
  /** Path in the archive. */
  readonly file: string;
  readonly place: QuotePlace;
  readonly words: string;
}

/** Where things lie. Named once, used by material and truth alike. */
export const paths = {
  motherLetter: "letters/2021-mother-letter.pdf",
  millerStatement: "letters/2021-miller-statement.pdf",
  orderNotes: "letters/2021-order-17-copy-and-notes.pdf",
  report: "letters/2021-situation-report-3.pdf",
  reportAgain: "received-again/situation report (copy).pdf",
  orderScan: "scans/order-on-the-door.png",
  arrivalScan: "scans/arrival-form.jpg",
  passScan: "scans/road-pass.jpg",
  gatePhoto: "photographs/IMG_0312_gate.jpg",
  roadPhoto: "photographs/IMG_0331_road.jpg",
  granaryPhoto: "photographs/IMG_0340_granary.jpg",
  ledgerPhoto: "photographs/IMG_0344_ledger_page.jpg",
  gateResent: "photographs/IMG-WA0003.jpg",
  interview: "interview/first-account-teacher",
  capture: "web/high-wall-announcements.warc.gz",
  list: "lists/missing-persons.xlsx",
  chat: "chat/WhatsApp Chat with Journey 3.txt",
  mailbox: "mail/office-2021.mbox",
  mailFolder: "mail/cur",
  locked: "problems/from-the-memory-stick.zip",
  damaged: "problems/cut-short.pdf",
  empty: "problems/nothing-in-it.pdf",
} as const;
