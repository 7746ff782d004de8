/**
 * The words of a message: its plain text where there is one, its HTML turned into text where there is none; where the HTML
 * says more than the plain text beside it, both. Charsets are resolved from the bytes (charset.ts).
 */
import type { LayerFlag, Limits, Sink } from "../contract.ts";
import { decodeText } from "./charset.ts";
import { htmlToText } from "./html.ts";
import type { MimeMessage, MimePart } from "./mime.ts";
import { splitParagraphs, textBudget, unflow } from "./paragraphs.ts";
import { decodedBody } from "./transfer.ts";
import type { Window } from "./window.ts";

export const mailTool = { tool: "amana mail reader", version: "1" } as const;

const htmlUnits = 16 * 2 ** 20;
const plainTypes = new Set([
  "text/plain",
  "message/delivery-status",
  "message/disposition-notification",
  "message/feedback-report",
  "message/global-delivery-status",
  "text/rfc822-headers",
  "message/global-headers",
]);

/** True when the part is something to read in the message itself, not an attachment. */
export function isBodyText(part: MimePart): boolean {
  if (part.disposition.value === "attachment") return false;
  if (part.type.value.startsWith("multipart/")) return false;
  const named = part.disposition.params.has("filename") || part.type.params.has("name");
  if (plainTypes.has(part.type.value))
    return (
      !named || part.type.value !== "text/plain" || part.disposition.value !== "inline" || part.within.length === 0
    );
  return part.type.value === "text/html" && !(named && part.disposition.value === "inline" && part.within.length > 0);
}

export interface BodyReport {
  /** Parts whose transfer encoding was broken, by their number among all leaves, from 1. */
  readonly broken: readonly number[];
  /** True when a part of the text is an armoured PGP message. */
  readonly pgp: boolean;
}

interface ReadPart {
  readonly text: string;
  readonly charset: string;
  readonly doubtful: boolean;
  readonly cut: boolean;
}

/** Writes subject and body as passages. */
export function writeBody(
  window: Window,
  message: MimeMessage,
  subject: string | undefined,
  sink: Sink,
  limits: Limits,
): BodyReport {
  const broken: number[] = [];
  let pgp = false;
  const main: ReadPart[] = [];
  const fuller: ReadPart[] = [];

  for (const group of groupAlternatives(message.leaves.filter(isBodyText))) {
    const read = (part: MimePart): ReadPart => {
      const body = readPart(window, part, limits);
      if (!body.sound) broken.push(message.leaves.indexOf(part) + 1);
      if (/^-----BEGIN PGP MESSAGE-----/m.test(body.text)) pgp = true;
      return body;
    };
    const plain = group.filter((part) => part.type.value !== "text/html").map(read);
    const html = group.filter((part) => part.type.value === "text/html").map(read);
    if (plain.every((part) => part.text.trim() === "")) main.push(...html);
    else {
      main.push(...plain);
      if (saysMore(joined(html), joined(plain))) fuller.push(...html);
    }
  }
  const outside = message.outside.map(
    ({ from, to }) => decodeText(window.slice(from, Math.min(to, from + 65_536))).text,
  );
  writeLayer(
    sink,
    limits,
    main,
    subject,
    outside.filter((text) => text.trim() !== ""),
    "",
  );
  if (fuller.length > 0)
    writeLayer(sink, limits, fuller, undefined, [], "HTML part, which says more than the plain part; ");
  return { broken, pgp };
}

/** Writes words that came ready decoded (Outlook files): the same choice between plain text and HTML as for a message. */
export function writeWords(
  sink: Sink,
  limits: Limits,
  words: {
    readonly subject: string | undefined;
    readonly plain: string;
    readonly html: string;
    readonly charset: string;
  },
): void {
  const ready = (text: string): ReadPart => ({
    text,
    charset: words.charset,
    doubtful: words.charset.endsWith("guessed"),
    cut: false,
  });
  const cut = words.html.length > htmlUnits;
  const html = { ...ready(htmlToText(words.html.slice(0, htmlUnits))), cut };
  const hasPlain = words.plain.trim() !== "";
  writeLayer(sink, limits, [hasPlain ? ready(words.plain) : html], words.subject, [], "");
  if (hasPlain && saysMore(html.text, words.plain)) {
    writeLayer(sink, limits, [html], undefined, [], "HTML part, which says more than the plain part; ");
  }
}

function groupAlternatives(parts: readonly MimePart[]): MimePart[][] {
  const groups = new Map<string, MimePart[]>();
  for (const part of parts) {
    const key = part.alternative === undefined ? `part ${part.start}` : `alternative ${part.alternative}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [part]);
    else group.push(part);
  }
  return [...groups.values()];
}

function readPart(window: Window, part: MimePart, limits: Limits): ReadPart & { readonly sound: boolean } {
  const isHtml = part.type.value === "text/html";
  const body = decodedBody(
    window,
    part,
    Math.min(limits.textUnits * 4, isHtml ? htmlUnits * 2 : Number.POSITIVE_INFINITY),
  );
  const declared = part.type.params.get("charset") ?? (isHtml ? metaCharset(body.bytes) : undefined);
  const decoded = decodeText(body.bytes, declared);
  const cut = body.cut || (isHtml && decoded.text.length > htmlUnits);
  const flowed = part.type.params.get("format")?.toLowerCase() === "flowed";
  const plain = flowed ? unflow(decoded.text, part.type.params.get("delsp")?.toLowerCase() === "yes") : decoded.text;
  return {
    text: isHtml ? htmlToText(decoded.text.slice(0, htmlUnits)) : plain,
    charset: `${decoded.charset} ${decoded.how}`,
    doubtful: decoded.how === "guessed" || !body.sound,
    cut,
    sound: body.sound,
  };
}

function metaCharset(bytes: Buffer): string | undefined {
  return /<meta[^>]{0,200}charset\s*=\s*["']?\s*([a-z0-9_:-]+)/i.exec(bytes.toString("latin1", 0, 4_096))?.[1];
}

function writeLayer(
  sink: Sink,
  limits: Limits,
  parts: readonly ReadPart[],
  subject: string | undefined,
  outside: readonly string[],
  note: string,
): void {
  const paragraphs = parts.map((part) => splitParagraphs(part.text));
  if (subject === undefined && paragraphs.every((list) => list.length === 0) && outside.length === 0) return;
  const units = paragraphs.flat().reduce((sum, text) => sum + text.length, 0);
  const flags: LayerFlag[] = [];
  if (parts.some((part) => part.doubtful)) flags.push("text-doubtful");
  if (parts.some((part) => part.cut) || units > limits.textUnits) flags.push("cut-short");
  const charsets = [...new Set(parts.map((part) => part.charset))].slice(0, 10).join(", ");
  const layer = sink.layer({
    kind: "text",
    ...mailTool,
    settings: `${note}charset ${charsets || "utf-8 declared"}`,
    ...(flags.length > 0 ? { flags } : {}),
  });
  const budget = textBudget(limits);
  if (subject !== undefined) budget.put(layer, subject, { type: "part", part: "subject", paragraph: 1 });
  let paragraph = 0;
  for (const text of paragraphs.flat()) budget.put(layer, text, { type: "part", part: "body", paragraph: ++paragraph });
  let note1 = 0;
  for (const text of outside.flatMap(splitParagraphs))
    budget.put(layer, text, { type: "part", part: "notes", paragraph: ++note1 });
  layer.end();
}

/** True when the HTML holds at least five words, and a tenth of its words, that the plain text lacks. Links do not count. */
function saysMore(html: string, plain: string): boolean {
  const known = new Set(words(plain));
  const all = words(html);
  const missing = all.filter((word) => !known.has(word)).length;
  return missing >= 5 && missing * 10 > all.length;
}

function words(text: string): string[] {
  return (
    text
      .replace(/<[a-z]+:[^>]*>|\bhttps?:\S+/gi, " ")
      .toLowerCase()
      .match(/[\p{L}\p{N}]{2,}/gu) ?? []
  );
}

function joined(parts: readonly ReadPart[]): string {
  return parts.map((part) => part.text).join("\n");
}
