/** One item of an Outlook store (message, appointment, contact, task) as what render.ts writes. */

import type { PSTAttachment } from "pst-extractor";
import { PSTMessage } from "pst-extractor";
import { encodeWords, type StoreAttachment, type StoreItem } from "./render.ts";

const maxEmbedded = 5;
const pieceSize = 2 ** 20;

/** `incomplete`: some property or attachment could not be read. */
export function storeItem(message: PSTMessage, folder: string, depth = 0): { item: StoreItem; incomplete: boolean } {
  let incomplete = false;
  const text = (act: () => string | null | undefined): string => {
    try {
      return (act() ?? "").replaceAll("\0", "");
    } catch {
      incomplete = true;
      return "";
    }
  };
  const attachments: StoreAttachment[] = [];
  const count = Number(text(() => String(message.numberOfAttachments))) || 0;
  for (let index = 0; index < count; index += 1) {
    const attachment = readAttachment(message, index, folder, depth);
    if (attachment.content.type === "missing" || attachment.partly) incomplete = true;
    attachments.push(attachment);
  }
  const date =
    dateOf(() => message.clientSubmitTime) ??
    dateOf(() => message.messageDeliveryTime) ??
    dateOf(() => message.creationTime);
  const transportHeaders = text(() => message.transportMessageHeaders);
  const item: StoreItem = {
    id: text(() => message.descriptorNodeId?.toString()) || `embedded-${depth}`,
    messageClass: text(() => message.messageClass),
    folder,
    headers: [
      [
        "From",
        mailbox(
          text(() => message.senderName || message.sentRepresentingName),
          text(() => senderAddress(message)),
        ),
      ],
      ...recipients(message, text),
      ["Subject", encodeWords(text(() => message.subject))],
      ["Date", date === undefined ? "" : rfc5322Date(date)],
      ["Message-ID", ascii(text(() => message.internetMessageId))],
      ["In-Reply-To", ascii(text(() => message.inReplyToId))],
      [
        "References",
        ascii(/^References:((?:.*)(?:\r?\n[ \t].*)*)/im.exec(transportHeaders)?.[1]?.replace(/\s+/g, " ").trim() ?? ""),
      ],
    ],
    transportHeaders,
    plain: text(() => message.body),
    html: text(() => message.bodyHTML),
    rtf: text(() => message.bodyRTF),
    properties: otherProperties(message),
    attachments,
  };
  return { item, incomplete };
}

function recipients(message: PSTMessage, text: (act: () => string) => string): [string, string][] {
  const lists: [string, string[]][] = [
    ["To", []],
    ["Cc", []],
    ["Bcc", []],
  ];
  const count = Number(text(() => String(message.numberOfRecipients))) || 0;
  for (let index = 0; index < Math.min(count, 5_000); index += 1) {
    const entry = text(() => {
      const recipient = message.getRecipient(index);
      if (recipient === null) return "";
      const address = recipient.smtpAddress || recipient.emailAddress;
      return `${recipient.recipientType}\n${mailbox(recipient.displayName, address.includes("@") ? address : "")}`;
    });
    const [kind, value] = entry.split("\n");
    if (value) lists[Number(kind) - 1]?.[1].push(value);
  }
  if (lists.every(([, list]) => list.length === 0)) {
    return [
      ["To", encodeWords(text(() => message.displayTo))],
      ["Cc", encodeWords(text(() => message.displayCC))],
      ["Bcc", encodeWords(text(() => message.displayBCC))],
    ];
  }
  return lists.map(([name, list]) => [name, list.join(", ")]);
}

function readAttachment(
  message: PSTMessage,
  index: number,
  folder: string,
  depth: number,
): StoreAttachment & { partly: boolean } {
  const missing = (why: string) =>
    ({
      name: `attachment-${index + 1}`,
      type: "",
      contentId: "",
      inline: false,
      content: { type: "missing", why },
      partly: true,
    }) as const;
  try {
    const attachment = message.getAttachment(index);
    const base = {
      name: attachment.longFilename || attachment.filename || attachment.displayName || `attachment-${index + 1}`,
      type: attachment.mimeTag,
      contentId: attachment.contentId,
      inline: attachment.contentId !== "",
      partly: false,
    };
    const embedded = attachment.embeddedPSTMessage;
    if (embedded !== null) {
      if (depth >= maxEmbedded) return { ...base, content: { type: "missing", why: "messages nested too deep" } };
      const inner = storeItem(embedded, folder, depth + 1);
      return { ...base, content: { type: "item", item: inner.item }, partly: inner.incomplete };
    }
    if (attachment.fileInputStream === null)
      return { ...base, content: { type: "missing", why: `attach method ${attachment.attachMethod}` } };
    return { ...base, content: { type: "bytes", pieces: () => attachmentPieces(attachment) } };
  } catch {
    return missing("damaged");
  }
}

function* attachmentPieces(attachment: PSTAttachment): Generator<Uint8Array> {
  const stream = attachment.fileInputStream;
  if (stream === null) return;
  let left = stream.length.toNumber();
  while (left > 0) {
    const piece = Buffer.alloc(Math.min(pieceSize, left));
    try {
      stream.readCompletely(piece);
    } catch {
      return;
    }
    yield piece;
    left -= piece.length;
  }
}

/** Appointments, contacts, tasks and journal entries: what their own class knows, as "name: value" lines. */
function otherProperties(message: PSTMessage): string {
  const prototype: unknown = Object.getPrototypeOf(message);
  if (prototype === null || typeof prototype !== "object" || prototype === PSTMessage.prototype) return "";
  const lines: string[] = [];
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (descriptor.get === undefined) continue;
    try {
      const value: unknown = descriptor.get.call(message);
      if (typeof value === "string" && value.trim() !== "") lines.push(`${name}: ${value.replaceAll("\0", "")}`);
      else if (value instanceof Date && value.getTime() > 0) lines.push(`${name}: ${value.toISOString()}`);
      else if (typeof value === "number" && value !== 0) lines.push(`${name}: ${value}`);
      else if (value === true) lines.push(`${name}: yes`);
    } catch {
      // One property less; the item's other words stay.
    }
  }
  return lines.join("\n");
}

function senderAddress(message: PSTMessage): string {
  // PidTagSenderSmtpAddress is not among the library's properties; the transport headers are kept beside it anyway.
  const address = message.senderEmailAddress || message.sentRepresentingEmailAddress;
  return address.includes("@") ? address : "";
}

function mailbox(name: string, address: string): string {
  const where = ascii(address).replace(/[<>\s]/g, "");
  if (where === "" || address === name) return where === "" ? encodeWords(name) : where;
  if (name === "") return `<${where}>`;
  const plain = /^[\w .'-]*$/.test(name);
  const quotable = /^[\x20-\x7e]*$/.test(name);
  return `${plain ? name : quotable ? `"${name.replace(/(["\\])/g, "\\$1")}"` : encodeWords(name)} <${where}>`;
}

function ascii(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "");
}

function dateOf(act: () => Date | null): Date | undefined {
  try {
    const date = act();
    return date === null || Number.isNaN(date.getTime()) || date.getTime() <= 0 ? undefined : date;
  } catch {
    return undefined;
  }
}

function rfc5322Date(date: Date): string {
  return date.toUTCString().replace("GMT", "+0000");
}
