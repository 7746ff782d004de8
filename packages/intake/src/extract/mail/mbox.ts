/**
 * Mailboxes in one file: RFC 4155 and the older dialects mboxo, mboxrd, mboxcl, mboxcl2. Every message goes out as a range
 * of the file; the ranges, the "From " lines before them and the empty lines between them are the whole file. Memory does
 * not grow with the size. ">From " lines stay as they are in the bytes: undoing the quotation is a guess (mboxo) and would
 * change evidence; `mbox-dialect` in the metadata says what was seen.
 */
import { type Extractor, ProblemError } from "../contract.ts";
import { type Window, windowOver } from "./window.ts";

export interface MboxRange {
  /** Offset of the "From " line. */
  readonly lineAt: number;
  readonly from: number;
  readonly to: number;
}
export interface MboxStats {
  messages: number;
  /** Messages whose Content-Length pointed exactly at their end. */
  confirmedLengths: number;
  /** Messages whose Content-Length pointed elsewhere. */
  wrongLengths: number;
  quotedOnce: boolean;
  quotedTwice: boolean;
}

const separator = Buffer.from("\nFrom ");
const dated = /^From \S.*\d{1,2}:\d{2}(?::\d{2})?\b.*\b(?:19|20)\d{2}\b|^From \S.*\b(?:19|20)\d{2}\b.*\d{1,2}:\d{2}/;
const headerLine = /^(?:>?From |[\x21-\x39\x3b-\x7e]+:)/;
const knownHeader =
  /^(?:>?From |(?:Return-Path|Received|From|To|Date|Subject|Message-I[Dd]|MIME-Version|Delivered-To|Content-[A-Za-z-]+|X-[A-Za-z0-9-]+|Status|Reply-To|Sender|Path|Newsgroups|DKIM-Signature|ARC-[A-Za-z-]+|Envelope-[Tt]o|Delivery-[Dd]ate|Cc|In-Reply-To|References|Authentication-Results|User-Agent|Mailing-List|List-[A-Za-z-]+|Resent-[A-Za-z-]+):)/i;

export const mboxExtractor: Extractor = {
  types: ["application/mbox"],
  async extract(raw, _type, sink, limits) {
    if (raw.size === 0) throw new ProblemError("empty");
    const window = windowOver(raw);
    const stats: MboxStats = {
      messages: 0,
      confirmedLengths: 0,
      wrongLengths: 0,
      quotedOnce: false,
      quotedTwice: false,
    };
    // Ranges cannot expand, so a real mailbox of a million letters passes; a file of empty "messages" does not.
    const most = Math.max(limits.entries, Math.floor(raw.size / 1_024));
    for (const range of splitMbox(window, stats)) {
      if (stats.messages === most) {
        sink.problem({
          code: "too-large",
          detail: `more than ${most} messages; the rest is listed as one`,
          partly: true,
        });
        sink.childRange(
          { ...child(most + 1), claimedType: "application/mbox", role: "member" },
          range.lineAt,
          raw.size - range.lineAt,
        );
        break;
      }
      stats.messages += 1;
      sink.childRange(child(stats.messages), range.from, range.to - range.from);
    }
    if (stats.messages === 0) throw new ProblemError("damaged", "no message found");
    sink.meta({
      other: {
        "mbox-messages": String(stats.messages),
        "mbox-dialect": dialect(stats),
        "mbox-wrong-lengths": String(stats.wrongLengths),
      },
    });
  },
};

function child(position: number) {
  return { name: `message-${position}.eml`, position, claimedType: "message/rfc822", role: "message" } as const;
}

/**
 * The messages of a mailbox in order. A "From " line separates when it has a date and stands after an empty line or before
 * a header, or, without a date, when it stands after an empty line and before a well-known header. Content-Length is only
 * believed against such weak separators: it never hides a line that looks like a real one.
 */
export function* splitMbox(window: Window, stats?: MboxStats): Generator<MboxRange> {
  const size = window.size;
  let lineAt = 0;
  if (window.slice(0, 5).toString("latin1") !== "From ") {
    // Leading blank lines, or a mailbox cut at its beginning: what comes first is a message all the same.
    const first = nextSeparator(window, 0, size, -1);
    const to = first === -1 ? size : first;
    if (window.slice(0, Math.min(to, 65_536)).toString("latin1").trim() !== "")
      yield { lineAt: 0, from: 0, to: withoutBlankLine(window, 0, to) };
    if (first === -1) return;
    lineAt = first;
  }
  while (lineAt < size) {
    const from = window.nextLine(lineAt, size);
    const claimedEnd = statedEnd(window, from);
    // From `from` on, not before: a second "From " line right after the first one belongs to the message.
    const next = nextSeparator(window, from, size, claimedEnd);
    const to = next === -1 ? size : next;
    if (stats !== undefined) observe(window, stats, from, to, claimedEnd);
    yield { lineAt, from, to: withoutBlankLine(window, from, to) };
    lineAt = to;
  }
}

/** Offset of the next separating "From " line, whose line feed before it is at or after `at`; -1 when there is none. */
function nextSeparator(window: Window, at: number, size: number, claimedEnd: number): number {
  let from = at;
  while (true) {
    const found = window.indexOf(separator, from, size);
    if (found === -1) return -1;
    if (separates(window, found + 1, claimedEnd)) return found + 1;
    from = found + 1;
  }
}

function separates(window: Window, lineAt: number, claimedEnd: number): boolean {
  const next = window.nextLine(lineAt, window.size, 1_000);
  const line = window.slice(lineAt, next).toString("latin1");
  const following = window.slice(next, next + 200).toString("latin1");
  const before = window.slice(Math.max(0, lineAt - 3), lineAt).toString("latin1");
  const afterBlank = /\n\r?\n$/.test(before) || /^\r?\n$/.test(before);
  if (dated.test(line)) {
    if (knownHeader.test(following)) return true;
    if (lineAt < claimedEnd) return false;
    return afterBlank && (headerLine.test(following) || /^\r?\n|^$/.test(following));
  }
  return lineAt >= claimedEnd && afterBlank && knownHeader.test(following);
}

/** Where the message ends by its own Content-Length, when that place is the end of the file or a "From " line; else -1. */
function statedEnd(window: Window, from: number): number {
  const head = window.slice(from, from + 16_384).toString("latin1");
  const blank = /\r?\n\r?\n/.exec(head);
  if (blank === null) return -1;
  const match = /^Content-Length:[ \t]*(\d{1,12})[ \t]*\r?$/im.exec(head.slice(0, blank.index + 1));
  if (match === null) return -1;
  const end = from + blank.index + blank[0].length + Number(match[1]);
  if (end > window.size) return -1;
  return /^(?:\r?\n){0,2}(?:From |$)/.test(window.slice(end, end + 9).toString("latin1")) ? end : -1;
}

const quotedOnce = Buffer.from("\n>From ");
const quotedTwice = Buffer.from("\n>>From ");

function observe(window: Window, stats: MboxStats, from: number, to: number, claimedEnd: number): void {
  if (claimedEnd !== -1 && Math.abs(to - claimedEnd) <= 4) stats.confirmedLengths += 1;
  else if (claimedEnd !== -1) stats.wrongLengths += 1;
  // Only while it is unknown, and not through huge attachments: it is a remark, not a decision.
  const until = Math.min(to, from + 2 ** 18);
  if (!stats.quotedOnce) stats.quotedOnce = window.indexOf(quotedOnce, from, until) !== -1;
  if (!stats.quotedTwice) stats.quotedTwice = window.indexOf(quotedTwice, from, until) !== -1;
}

function dialect(stats: MboxStats): string {
  if (stats.confirmedLengths > 0) return stats.quotedOnce ? "mboxcl" : "mboxcl2";
  if (stats.quotedTwice) return "mboxrd";
  return stats.quotedOnce ? "mboxo or mboxrd" : "mbox without quoted lines";
}

function withoutBlankLine(window: Window, from: number, to: number): number {
  const tail = window.slice(Math.max(from, to - 4), to).toString("latin1");
  if (tail.endsWith("\r\n\r\n")) return to - 2;
  return tail.endsWith("\n\n") ? to - 1 : to;
}
