/** What a message's header says about it, as metadata: RFC 5322 §3.6. Every value is the sender's claim. */
import { type Address, addressParser } from "postal-mime";
import type { Metadata } from "../contract.ts";
import { mailDate } from "./date.ts";
import { decodeFreeText, firstValue, type HeaderField } from "./headers.ts";

const kept = [
  "reply-to",
  "sender",
  "return-path",
  "delivered-to",
  "x-originating-ip",
  "x-mailer",
  "user-agent",
  "organization",
  "list-id",
  "thread-topic",
  "importance",
  "x-priority",
  "auto-submitted",
  "x-mapi-folder",
  "x-mapi-class",
  "x-rendered-from",
  "authentication-results",
  "resent-from",
  "resent-to",
  "resent-date",
  "x-gmail-labels",
];
const maxReceived = 20;
const maxValue = 2_000;
const maxAddresses = 500;

export function envelopeMetadata(fields: readonly HeaderField[]): Metadata {
  const written = firstValue(fields, "date");
  const subject = firstValue(fields, "subject");
  const from = firstValue(fields, "from");
  const software = firstValue(fields, "x-mailer") ?? firstValue(fields, "user-agent");
  const messageId = firstValue(fields, "message-id");
  const inReplyTo = firstValue(fields, "in-reply-to");
  const references = ids(firstValue(fields, "references"));
  const to = addresses(fields, "to");
  const cc = addresses(fields, "cc");
  const bcc = addresses(fields, "bcc");
  return {
    ...(from ? { from: cut(readAddresses(from).join(", ") || decodeFreeText(from)) } : {}),
    ...(to.length > 0 ? { to } : {}),
    ...(cc.length > 0 ? { cc } : {}),
    ...(bcc.length > 0 ? { bcc } : {}),
    ...(subject ? { subject: cut(decodeFreeText(subject)) } : {}),
    ...(written ? { date: mailDate(written) ?? cut(written) } : {}),
    ...(messageId ? { messageId: cut(messageId) } : {}),
    ...(inReplyTo ? { inReplyTo: cut(inReplyTo) } : {}),
    ...(references.length > 0 ? { references } : {}),
    ...(software ? { software: cut(decodeFreeText(software)) } : {}),
    other: others(fields, written),
  };
}

function others(fields: readonly HeaderField[], written: string | undefined): Record<string, string> {
  const other: Record<string, string> = {};
  if (written) other["date-as-written"] = cut(written);
  for (const name of kept) {
    const value = firstValue(fields, name);
    if (value) other[name] = cut(decodeFreeText(value));
  }
  const froms = fields.filter((field) => field.name === "from");
  // Two senders in one message are a known trick; the first one counts, the others are kept in sight.
  if (froms.length > 1)
    other["further-from"] = cut(
      froms
        .slice(1)
        .map((field) => decodeFreeText(field.value))
        .join(" | "),
    );
  const received = fields.filter((field) => field.name === "received");
  for (const [index, field] of received.slice(0, maxReceived).entries())
    other[`received-${index + 1}`] = cut(field.value);
  if (received.length > maxReceived) other["received-count"] = String(received.length);
  return other;
}

function addresses(fields: readonly HeaderField[], name: string): string[] {
  const all: string[] = [];
  for (const field of fields) {
    if (field.name !== name || field.value === "" || all.length >= maxAddresses) continue;
    const read = readAddresses(field.value);
    const words = decodeFreeText(field.value);
    all.push(...(read.length > 0 || words === "" ? read : [words]));
  }
  return all.slice(0, maxAddresses).map(cut);
}

function readAddresses(value: string): string[] {
  return addressParser(value.slice(0, 200_000))
    .flatMap(written)
    .filter((text) => text !== "");
}

function written(address: Address): string[] {
  if (address.group !== undefined) return address.group.length === 0 ? [address.name] : address.group.flatMap(written);
  if (address.name === "") return [address.address];
  return [address.address === "" ? address.name : `${address.name} <${address.address}>`];
}

function ids(value: string | undefined): string[] {
  if (value === undefined) return [];
  return (value.match(/<[^<>\s]+>/g) ?? value.split(/[\s,]+/))
    .filter((id) => id !== "")
    .slice(0, 200)
    .map(cut);
}

function cut(text: string): string {
  const clean = text.replaceAll("\u0000", "").toWellFormed();
  return clean.length <= maxValue ? clean : clean.slice(0, maxValue - 1).toWellFormed();
}
