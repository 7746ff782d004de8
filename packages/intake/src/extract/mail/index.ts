/** Mail: single messages, mailboxes and Outlook files. */
export { emlExtractor } from "./eml.ts";
export { mboxExtractor } from "./mbox.ts";
export { msgExtractor } from "./msg.ts";
export { isQuoted } from "./paragraphs.ts";
export { pstExtractor } from "./pst.ts";
