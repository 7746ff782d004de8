/** Mail: single messages, mailboxes and Outlook files. */
export { emlExtractor, emlxExtractor } from "./eml.ts";
export { mboxExtractor } from "./mbox.ts";
