/**
 * One e-mail message: RFC 5322, 2045–2049, 2231, 3676; Apple's .emlx around it. Subject and body become passages, the
 * header becomes metadata, every other part a child with its bytes as they were sent. Works in bounded memory; whatever
 * is malformed is named as a problem, and what can be read is read.
 */
import type { ChildInfo, Extractor, Limits, Metadata, Problem, Sink } from "../contract.ts";
import { ProblemError } from "../contract.ts";
import { isBodyText, writeBody } from "./body.ts";
import { mailDate } from "./date.ts";
import { envelopeMetadata } from "./envelope.ts";
import { decodeFreeText, firstValue } from "./headers.ts";
import { type MimeDamage, type MimePart, readMime } from "./mime.ts";
import { isSmimeType, readSmime } from "./smime.ts";
import { decodedBody, decodeTransfer, isIdentity } from "./transfer.ts";
import { type Window, windowOver } from "./window.ts";

export const emlExtractor: Extractor = {
  types: ["message/rfc822", "message/global"],
  async extract(raw, _type, sink, limits) {
    if (raw.size === 0) throw new ProblemError("empty");
    const window = windowOver(raw);
    const apple = appleRange(window);
    if (apple === undefined) {
      readMessage(window, messageStart(window), raw.size, sink, limits, {});
      return;
    }
    const { from, to, fits } = apple;
    if (!fits) sink.problem({ code: "damaged", detail: "emlx length line does not fit the file", partly: true });
    readMessage(window, from, to, sink, limits, appleFacts(window.slice(to, to + 65_536).toString("utf8")));
  },
};

/** An .emlx file: a line with the message's length, the message, a property list. */
function appleRange(window: Window): { from: number; to: number; fits: boolean } | undefined {
  const from = window.nextLine(0, window.size, 64);
  const line = window.slice(0, from).toString("latin1");
  if (!/^\d{1,15}[ \t]*\r?\n$/.test(line)) return undefined;
  const to = from + Number(line.trim());
  // A length that does not fit is not believed: the whole rest is then taken for the message.
  return to <= window.size ? { from, to, fits: true } : { from, to: window.size, fits: false };
}

/** Reads the message at `from`..`to` of a source. */
export function readMessage(
  window: Window,
  from: number,
  to: number,
  sink: Sink,
  limits: Limits,
  facts: Readonly<Record<string, string>>,
): void {
  const message = readMime(window, from, to, limits.entries);
  const metadata: Metadata = envelopeMetadata(message.root.fields);
  sink.meta({ ...metadata, other: { ...metadata.other, ...facts } });

  const problems: Problem[] = [...message.damage].map(problemOf);
  const body = writeBody(window, message, metadata.subject, sink, limits);
  for (const part of body.broken)
    problems.push({ code: "damaged", detail: `part ${part}: transfer encoding broken`, partly: true });
  if (body.pgp) problems.push({ code: "locked", detail: "PGP message in the text", partly: true });
  if (message.leaves.some((part) => part.within.includes("multipart/encrypted"))) {
    problems.push({ code: "locked", detail: "PGP/MIME or other encrypted parts", partly: true });
  }
  for (const problem of problems) sink.problem(problem);
  let position = 0;
  for (const [index, part] of message.leaves.entries()) {
    if (isBodyText(part)) continue;
    position += 1;
    writePart(window, part, index + 1, position, sink);
  }
}

function writePart(window: Window, part: MimePart, number: number, position: number, sink: Sink): void {
  // Deeper than this reader goes: handed on whole, headers included, so that the next level reads on.
  if (part.type.value.startsWith("multipart/")) {
    const info = { name: `part-${number}.eml`, position, claimedType: "message/rfc822", role: "message" } as const;
    sink.childRange(info, part.start, part.bodyEnd - part.start);
    return;
  }
  const info = childInfo(part, number, position);
  if (part.fields.some((field) => field.name === "x-apple-content-length") && part.bodyEnd <= part.bodyStart) {
    sink.problem({
      code: "damaged",
      detail: `part ${number}: kept outside this file by the mail program`,
      partly: true,
    });
    return;
  }
  if (isIdentity(part.encoding)) {
    sink.childRange(info, part.bodyStart, part.bodyEnd - part.bodyStart);
  } else {
    const child = sink.child(info);
    const sound = decodeTransfer(window, part, (bytes) => child.write(bytes));
    child.end();
    if (!sound)
      sink.problem({ code: "damaged", detail: `part ${number}: ${part.encoding} cut or malformed`, partly: true });
  }
  if (isSmimeType(part.type.value)) writeSmime(window, part, number, position, sink);
}

/** A signed S/MIME body holds the message in clear: it becomes a child beside the container. */
function writeSmime(window: Window, part: MimePart, number: number, position: number, sink: Sink): void {
  const content = readSmime(decodedBody(window, part, 64 * 2 ** 20).bytes);
  if (content.type === "enveloped")
    sink.problem({ code: "locked", detail: `part ${number}: S/MIME encrypted`, partly: true });
  if (content.type === "other")
    sink.problem({ code: "not-supported", detail: `part ${number}: S/MIME content not found`, partly: true });
  if (content.type !== "signed") return;
  const child = sink.child({
    name: `part-${number}-signed.eml`,
    position,
    claimedType: "message/rfc822",
    role: "message",
  });
  child.write(content.content);
  child.end();
}

function childInfo(part: MimePart, number: number, position: number): ChildInfo {
  const type = part.type.value;
  const isMessage = type === "message/rfc822" || type === "message/global";
  const contentId = firstValue(part.fields, "content-id");
  const inline =
    part.disposition.value === "inline" || (contentId !== undefined && part.within.includes("multipart/related"));
  const named = part.disposition.params.get("filename") ?? part.type.params.get("name");
  const described = firstValue(part.fields, "content-description");
  const name =
    named || (described && decodeFreeText(described)) || (isMessage ? `part-${number}.eml` : `part-${number}`);
  const modified = mailDate(part.disposition.params.get("modification-date") ?? "");
  return {
    name: name.replaceAll("\u0000", "").slice(0, 1_000).toWellFormed(),
    position,
    claimedType: type,
    role: isMessage ? "message" : inline && part.disposition.value !== "attachment" ? "inline" : "attachment",
    ...(modified === undefined ? {} : { modified }),
  };
}

function problemOf(damage: MimeDamage): Problem {
  if (damage === "too-deep")
    return { code: "too-deep", detail: "over 100 multiparts inside one another", partly: true };
  if (damage === "too-many-parts") return { code: "too-large", detail: "more parts than the limit", partly: true };
  return { code: "damaged", detail: damage, partly: true };
}

/** Passes over what may stand before a message: a byte order mark, empty lines, a mailbox's "From " line. */
function messageStart(window: Window): number {
  const head = window.slice(0, 1_024).toString("latin1");
  const blank = /^(?:\xef\xbb\xbf)?[ \t\r\n]*/.exec(head)?.[0].length ?? 0;
  const start = blank === head.length ? 0 : blank;
  return /^>?From /.test(head.slice(start, start + 6)) ? window.nextLine(start, window.size, 10_000) : start;
}

/** The XML property list Apple Mail writes after the message: dates in seconds since 1970, flags as a number. */
function appleFacts(plist: string): Record<string, string> {
  const facts: Record<string, string> = {};
  for (const [, key, value] of plist.matchAll(
    /<key>([a-z-]{1,40})<\/key>\s*<(?:integer|real|string)>([^<]{1,500})</g,
  )) {
    if (key === "date-received" || key === "flags" || key === "remote-id") facts[`emlx-${key}`] = value ?? "";
  }
  return facts;
}
