/**
 * E-mail by hand: RFC 5322 headers, RFC 2047 encoded words, RFC 2231 file names, MIME bodies (RFC 2045, 2046), threads by
 * In-Reply-To and References; and mailboxes of many messages (mbox as in RFC 4155, "From " quoted as mboxrd does).
 */
import { createHash } from "node:crypto";
import { fitsWindows1256, windows1256 } from "./charset.ts";
import { type ArchiveFile, textFile } from "./file.ts";

export interface Address {
  readonly name: string;
  readonly address: string;
}

export interface Attachment {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface Mail {
  /** The part before the @ of the Message-ID. */
  readonly id: string;
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc?: readonly Address[];
  /** UTC instant. */
  readonly sent: string;
  readonly subject: string;
  readonly text: string;
  /** Also sent as HTML, as most programs do. */
  readonly html?: string;
  readonly charset?: "utf-8" | "windows-1256";
  readonly encoding?: "base64" | "quoted-printable";
  /** The mail answered, and those before it. */
  readonly answers?: readonly Mail[];
  readonly attachments?: readonly Attachment[];
}

export const host = "houseoftheroad.example";

export function mailFile(path: string, mail: Mail): ArchiveFile {
  return textFile(path, writeMail(mail), mail.sent);
}

/** Oldest first. The file claims to have been written with the last message. */
export function mboxFile(path: string, mails: readonly Mail[]): ArchiveFile {
  const text = mails.map((mail) => {
    const lines = writeMail(mail)
      .replaceAll("\r\n", "\n")
      .replace(/^(>*From )/gm, ">$1");
    return `From ${mail.from.address} ${mboxDate(mail.sent)}\n${lines.endsWith("\n") ? lines : `${lines}\n`}\n`;
  });
  return textFile(path, text.join(""), mails.at(-1)?.sent ?? new Date(0).toISOString());
}

/** The whole message, lines ended by CRLF, in 7-bit ASCII. */
export function writeMail(mail: Mail): string {
  const charset = mail.charset ?? "utf-8";
  const answered = mail.answers ?? [];
  const last = answered.at(-1);
  const headers = [
    `Date: ${mailDate(mail.sent)}`,
    folded("From", writeAddress(mail.from, charset)),
    folded("To", mail.to.map((each) => writeAddress(each, charset)).join(",\r\n ")),
    ...(mail.cc ? [folded("Cc", mail.cc.map((each) => writeAddress(each, charset)).join(",\r\n "))] : []),
    folded("Subject", encodedWords(mail.subject, charset)),
    `Message-ID: ${messageId(mail)}`,
    ...(last ? [`In-Reply-To: ${messageId(last)}`, folded("References", answered.map(messageId).join("\r\n "))] : []),
    "MIME-Version: 1.0",
    "X-Practice-Archive: every person, place and group in this message is invented",
  ];
  const body = mixed(mail, charset);
  return `${[...headers, ...body.headers].join("\r\n")}\r\n\r\n${body.text}`;
}

const messageId = ({ id }: Mail): string => `<${id}@${host}>`;

interface Part {
  readonly headers: readonly string[];
  readonly text: string;
}

function mixed(mail: Mail, charset: string): Part {
  const text = alternative(mail, charset);
  const attachments = mail.attachments ?? [];
  if (attachments.length === 0) return text;
  return multipart("mixed", `${mail.id}/mixed`, [text, ...attachments.map(attached)]);
}

function alternative(mail: Mail, charset: string): Part {
  const plain = textPart(mail.text, "plain", charset, mail.encoding);
  if (mail.html === undefined) return plain;
  return multipart("alternative", `${mail.id}/alternative`, [
    plain,
    textPart(mail.html, "html", charset, "quoted-printable"),
  ]);
}

function textPart(
  text: string,
  kind: "plain" | "html",
  charset: string,
  encoding: Mail["encoding"] = "quoted-printable",
): Part {
  const bytes = encoded(text.replaceAll("\n", "\r\n"), charset);
  return {
    headers: [`Content-Type: text/${kind}; charset=${charset}`, `Content-Transfer-Encoding: ${encoding}`],
    text: encoding === "base64" ? base64Lines(bytes) : quotedPrintable(bytes),
  };
}

function attached({ name, type, bytes }: Attachment): Part {
  const plain = /^[\x20-\x7e]*$/.test(name);
  const file = plain ? `filename="${name}"` : `filename*=utf-8''${percent(name)}`;
  return {
    headers: [
      `Content-Type: ${type}`,
      `Content-Disposition: attachment;\r\n ${file}`,
      "Content-Transfer-Encoding: base64",
    ],
    text: base64Lines(bytes),
  };
}

function multipart(kind: "mixed" | "alternative", seed: string, parts: readonly Part[]): Part {
  const boundary = `=_${createHash("sha256").update(seed).digest("hex").slice(0, 24)}`;
  const body = parts.map(({ headers, text }) => `--${boundary}\r\n${headers.join("\r\n")}\r\n\r\n${text}\r\n`);
  return {
    headers: [`Content-Type: multipart/${kind};\r\n boundary="${boundary}"`],
    text: `${body.join("")}--${boundary}--\r\n`,
  };
}

function encoded(text: string, charset: string): Uint8Array {
  return charset === "utf-8" ? new TextEncoder().encode(text) : windows1256(text);
}

function writeAddress({ name, address }: Address, charset: string): string {
  return /^[A-Za-z ]+$/.test(name) ? `${name} <${address}>` : `${encodedWords(name, charset)} <${address}>`;
}

/** RFC 2047: whole letters in every word, no word over 75 characters. */
function encodedWords(text: string, charset: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  // A Sorani name in an Arabic mail: programs write that one header in UTF-8.
  if (charset !== "utf-8" && !fitsWindows1256(text)) return encodedWords(text, "utf-8");
  const words: string[] = [];
  let held = "";
  for (const letter of text) {
    if (encoded(held + letter, charset).length > 39) {
      words.push(held);
      held = "";
    }
    held += letter;
  }
  words.push(held);
  return words
    .map((word) => `=?${charset}?B?${Buffer.from(encoded(word, charset)).toString("base64")}?=`)
    .join("\r\n ");
}

const folded = (name: string, value: string): string => `${name}: ${value}`;

function percent(text: string): string {
  return encodeURIComponent(text).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function base64Lines(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString("base64")
    .replace(/.{76}(?=.)/g, "$&\r\n");
}

/** RFC 2045 6.7: lines of at most 76 characters, no white space at their end. */
function quotedPrintable(bytes: Uint8Array): string {
  const lines: string[] = [];
  let line = "";
  const hex = (byte: number): string => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    const next = bytes[at + 1];
    if (byte === 13 && next === 10) {
      lines.push(line);
      line = "";
      at += 1;
      continue;
    }
    const blank = byte === 32 || byte === 9;
    const lineEnds = next === undefined || next === 13;
    const plain = (byte > 32 && byte < 127 && byte !== 61) || (blank && !lineEnds);
    const token = plain ? String.fromCharCode(byte) : hex(byte);
    if (line.length + token.length > 75) {
      lines.push(`${line}=`);
      line = "";
    }
    line += token;
  }
  lines.push(line);
  return lines.join("\r\n");
}

const weekDays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function mailDate(instant: string): string {
  const local = new Date(Date.parse(instant) + 3 * 3_600_000);
  return `${weekDays[local.getUTCDay()]}, ${local.getUTCDate()} ${months[local.getUTCMonth()]} ${local.getUTCFullYear()} ${local.toISOString().slice(11, 19)} +0300`;
}

function mboxDate(instant: string): string {
  const at = new Date(instant);
  return `${weekDays[at.getUTCDay()]} ${months[at.getUTCMonth()]} ${String(at.getUTCDate()).padStart(2)} ${at.toISOString().slice(11, 19)} ${at.getUTCFullYear()}`;
}
